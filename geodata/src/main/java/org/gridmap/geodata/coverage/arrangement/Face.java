package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** A bounded face of the arrangement: land on which the same number of grids lie everywhere. */
public final class Face {
  private final FaceGraph graph;
  private final int cycle;
  private final int grids;
  private final int parents;

  Face(FaceGraph graph, int cycle, int grids, int parents) {
    this.graph = graph;
    this.cycle = cycle;
    this.grids = grids;
    this.parents = parents;
  }

  /** How many grids cover this land. */
  public int grids() {
    return grids;
  }

  /** How many parents cover this land: 0 outside, 1 inside. */
  public int parents() {
    return parents;
  }

  /** Its box in the drawing. */
  public Envelope envelope() {
    Envelope envelope = new Envelope();
    graph
        .halves()
        .along(
            cycle,
            half -> {
              int node = graph.halves().start(half);
              envelope.expandToInclude(graph.nodes().x(node), graph.nodes().y(node));
            });
    return envelope;
  }

  /** Visits the segments of its border, islands included. */
  public void border(IntConsumer segments) {
    graph.halves().along(cycle, half -> segments.accept(half >> 1));
    graph.innerCycles(cycle, c -> graph.halves().along(c, half -> segments.accept(half >> 1)));
  }

  /** True if the outline of a parent runs along a segment of the arrangement. */
  public boolean isOutline(int segment) {
    return graph.segments.parents[segment] != 0;
  }

  /** True if the outline of a parent touches its border, if only in a point. */
  public boolean touchesOutline() {
    boolean[] touches = {false};
    IntConsumer look = half -> touches[0] |= graph.onOutline(graph.halves().start(half));
    graph.halves().along(cycle, look);
    graph.innerCycles(cycle, c -> graph.halves().along(c, look));
    return touches[0];
  }

  /** Its geometry in the drawing; islands are holes in it. */
  public Geometry geometry(GeometryFactory factory) {
    List<LinearRing> shells = new ArrayList<>();
    List<LinearRing> holes = new ArrayList<>();
    addRings(cycle, factory, shells, holes);
    graph.innerCycles(cycle, c -> addRings(c, factory, shells, holes));
    if (shells.size() == 1) {
      return factory.createPolygon(shells.getFirst(), holes.toArray(LinearRing[]::new));
    }
    Polygon[] polygons = shells.stream().map(factory::createPolygon).toArray(Polygon[]::new);
    return factory.createMultiPolygon(polygons);
  }

  /** A cycle that comes back to a node is cut there, so that every ring is simple. */
  private void addRings(
      int of, GeometryFactory factory, List<LinearRing> shells, List<LinearRing> holes) {
    List<Integer> path = new ArrayList<>();
    Map<Integer, Integer> position = new HashMap<>();
    graph
        .halves()
        .along(
            of,
            half -> {
              int node = graph.halves().start(half);
              Integer before = position.get(node);
              if (before != null) {
                List<Integer> loop = path.subList(before, path.size());
                addRing(loop, factory, shells, holes);
                loop.forEach(position::remove);
                loop.clear();
              }
              position.put(node, path.size());
              path.add(node);
            });
    addRing(path, factory, shells, holes);
  }

  private void addRing(
      List<Integer> loop,
      GeometryFactory factory,
      List<LinearRing> shells,
      List<LinearRing> holes) {
    if (loop.size() < 3) {
      return;
    }
    Coordinate[] points = new Coordinate[loop.size() + 1];
    for (int i = 0; i < points.length; i++) {
      int node = loop.get(i % loop.size());
      points[i] = graph.nodes().coordinate(node);
    }
    (Orientation.isCCW(points) ? shells : holes).add(factory.createLinearRing(points));
  }
}
