package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.gridmap.geodata.coverage.arrangement.EdgeTable;
import org.gridmap.geodata.coverage.arrangement.Segments;
import org.gridmap.geodata.coverage.arrangement.TJunctions;
import org.gridmap.geodata.coverage.arrangement.TJunctions.Junction;
import org.gridmap.geodata.coverage.arrangement.Workers;
import org.gridmap.geodata.guard.Validity;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Puts a vertex into every edge on which a corner of another polygon lies exactly: one long edge of
 * a grid against two short ones of its neighbours. Afterwards neighbours have their corners in
 * common, and stay neighbours in whatever system they are brought to.
 *
 * <p>Exactly means: to within what the numbers of the layer were rounded to, if that is a
 * millimetre or less; otherwise to within a thousandth of a millimetre.
 */
public final class JunctionNoding {
  private static final int MAX_ROUNDS = 4;
  private static final long VALIDITY_TESTS = 6_000_000;

  private final EdgeVertices vertices = new EdgeVertices();
  private final Set<Integer> owners = new TreeSet<>();

  private JunctionNoding() {}

  /**
   * A layer whose neighbours share their corners.
   *
   * @param geometries the polygons in the order given
   * @param corners how many corners lie on an edge that had none there
   * @param furthestMetres how far the furthest of them was off its edge
   */
  public record Result(List<Geometry> geometries, int corners, double furthestMetres) {}

  /**
   * Nodes the polygons of a layer, of all its levels together.
   *
   * @param layer valid polygons in the coordinates of the plane
   * @param plane the plane in which they were drawn
   */
  public static Result node(List<? extends Geometry> layer, DrawingPlane plane) {
    return node(layer, layer, plane);
  }

  /**
   * The same for a layer that holds polygons of another plane too.
   *
   * @param drawn those of the polygons that were drawn in the plane: their numbers tell how they
   *     were rounded
   */
  public static Result node(
      List<? extends Geometry> layer, List<? extends Geometry> drawn, DrawingPlane plane) {
    List<Geometry> noded = new ArrayList<>(layer);
    Set<Coordinate> places = new HashSet<>();
    double furthest = 0;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      for (int round = 0; round < MAX_ROUNDS; round++) {
        EdgeTable table = new EdgeTable(noded.toArray(Geometry[]::new), null, workers);
        JunctionNoding found =
            find(
                table,
                table.distinct(),
                () -> Resolution.exactMetres(drawn, plane),
                plane,
                Long.MAX_VALUE);
        if (found.isEmpty()) {
          break;
        }
        found.owners.forEach(number -> noded.set(number, found.into(noded.get(number))));
        places.addAll(found.vertices.places());
        furthest = Math.max(furthest, found.vertices.furthestMetres());
      }
    }
    return new Result(noded, places.size(), furthest);
  }

  /**
   * Finds the vertices that are missing.
   *
   * @param table the edges of the layer
   * @param segments those of them to be looked at
   * @param exact how far off an edge a corner lies on it, in metres; asked only if one may
   * @param testBudget how many corners may be compared with edges
   */
  static JunctionNoding find(
      EdgeTable table,
      Segments segments,
      DoubleSupplier exact,
      DrawingPlane plane,
      long testBudget) {
    JunctionNoding found = new JunctionNoding();
    double[] limits = new double[segments.size()];
    Arrays.fill(limits, Resolution.MOST_EXACT_METRES);
    List<Junction> junctions = TJunctions.find(segments, plane, limits, testBudget);
    if (junctions.isEmpty()) {
      return found;
    }
    double exactMetres = exact.getAsDouble();
    for (Junction junction : junctions) {
      if (junction.metres() <= exactMetres) {
        found.vertices.add(segments, junction);
        table.owners(segments.anyOrigin(junction.segment()), found.owners::add);
      }
    }
    return found;
  }

  boolean isEmpty() {
    return vertices.isEmpty();
  }

  /** The numbers of the polygons whose edges get vertices. */
  Set<Integer> owners() {
    return owners;
  }

  /** What lies on edges, and how far off. */
  CoverageReport.Junctions told() {
    return new CoverageReport.Junctions(vertices.places().size(), vertices.furthestMetres());
  }

  /** A polygon with the vertices of its edges, unless that would make it invalid. */
  Geometry into(Geometry geometry) {
    Geometry noded = vertices.into(geometry);
    return noded == geometry
            || Validity.of(noded, VALIDITY_TESTS).kind() == Validity.InvalidityKind.VALID
            || Validity.of(geometry, VALIDITY_TESTS).kind() != Validity.InvalidityKind.VALID
        ? noded
        : geometry;
  }
}
