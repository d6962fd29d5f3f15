package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Source;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * Four squares of a thousandth of a degree, A and B below C and D, with the island I in A. A, B and
 * I stand under P, C and D under Q. Places are given in sides of a square from the lower left.
 */
final class SmallPlan {
  private static final double WEST = 118.6;
  private static final double SOUTH = 24.8;
  private static final double SIDE = 1e-3;

  static final String A =
      "(0 0, 0.5 0, 1 0, 1 0.25, 1 0.5, 1 0.75, 1 1, 0.5 1, 0 1, 0 0),"
          + "(0.4 0.4, 0.4 0.6, 0.6 0.6, 0.6 0.4, 0.4 0.4)";
  static final String I = "(0.4 0.4, 0.6 0.4, 0.6 0.6, 0.4 0.6, 0.4 0.4)";
  static final String B = "(1 0, 2 0, 2 1, 1.5 1, 1 1, 1 0.75, 1 0.5, 1 0.25, 1 0)";
  static final String C = "(0 1, 0.5 1, 1 1, 1 2, 0 2, 0 1)";
  static final String D = "(1 1, 1.5 1, 2 1, 2 2, 1 2, 1 1)";

  private SmallPlan() {}

  static Coordinate at(double x, double y) {
    return new Coordinate(WEST + x * SIDE, SOUTH + y * SIDE);
  }

  static List<Coordinate> line(double... places) {
    List<Coordinate> line = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      line.add(at(places[i], places[i + 1]));
    }
    return line;
  }

  static MultiPolygon land(String rings) {
    try {
      Geometry polygon = new WKTReader().read("POLYGON (" + rings + ")");
      return Towns.multi(
          AffineTransformation.scaleInstance(SIDE, SIDE).translate(WEST, SOUTH).transform(polygon));
    } catch (ParseException wrong) {
      throw new AssertionError(wrong);
    }
  }

  static Source leaf(String code, String parent, String rings) {
    return new Source(
        new PartitionGrid(code, code, parent, null, GridKind.BASE, true), land(rings));
  }

  static Source higher(String code, @Nullable String parent) {
    return new Source(new PartitionGrid(code, code, parent, null, GridKind.BASE, false), null);
  }

  static List<Source> sources(String a, String b, String c, String d) {
    return List.of(
        higher("R", null),
        higher("P", "R"),
        higher("Q", "R"),
        leaf("A", "P", a),
        leaf("I", "P", I),
        leaf("B", "P", b),
        leaf("C", "Q", c),
        leaf("D", "Q", d));
  }

  /** The plan without a fault. */
  static GridPartition exact() {
    return built(sources(A, B, C, D), BuildOptions.EXACT);
  }

  /**
   * The plan with a gap in D (open land 1 by area), land of B outside (2) and an overlap of C and D
   * (3).
   */
  static GridPartition open() {
    return built(
        sources(
            A,
            "(1 0, 2 0, 2.2 0.5, 2 1, 1.5 1, 1 1, 1 0.75, 1 0.5, 1 0.25, 1 0)",
            "(0 1, 0.5 1, 1 1, 1.1 1.5, 1 2, 0 2, 0 1)",
            D + ",(1.4 1.4, 1.4 1.8, 1.8 1.8, 1.8 1.4, 1.4 1.4)"),
        Towns.KEEP);
  }

  static GridPartition built(List<Source> sources, BuildOptions options) {
    try {
      return GridPartition.build(sources, land("(0 0, 2 0, 2 2, 0 2, 0 0)"), options).partition();
    } catch (RefusedBuildException wrong) {
      throw new AssertionError(wrong.faults().toString(), wrong);
    }
  }

  static OpenLand land(GridPartition plan, OpenLand.OpenLandKind kind) {
    return plan.openLand().stream().filter(o -> o.kind() == kind).findFirst().orElseThrow();
  }

  /** An edge between two sides. */
  static Edge edge(GridPartition plan, String a, String b) {
    return plan.edges().stream()
        .filter(edge ->
            (edge.left().equals(a) && edge.right().equals(b))
                || (edge.left().equals(b) && edge.right().equals(a)))
        .findFirst()
        .orElseThrow();
  }

  /** The number of a vertex of an edge. */
  static int vertex(Edge edge, double x, double y) {
    for (int i = 0; i < edge.points().size(); i++) {
      if (edge.points().get(i).distance(at(x, y)) < 1e-9) {
        return i;
      }
    }
    throw new AssertionError("no vertex at " + x + ", " + y + " on " + edge);
  }

  static long node(GridPartition plan, double x, double y) {
    return plan.nodes().entrySet().stream()
        .filter(node -> node.getValue().distance(at(x, y)) < 1e-9)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
