package org.gridmap.geodata.source;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.index.BoxIndex;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequences;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * Makes polygons of rings by where they lie: a ring inside a shell is a hole, a ring inside a hole
 * a part. Their direction, by which a Shapefile should tell shells from holes, is only compared.
 */
final class RingNesting {
  private static final long MOST_COMPARISONS = 50_000_000;

  private final List<PackedCoordinateSequence.Double> rings;
  private final double[] boxes;
  private final double[] areas;
  private final int[] depths;
  private final int[] parents;
  private long comparisons;
  private boolean againstDirection;

  /** Closed rings, each of four positions or more. */
  RingNesting(List<PackedCoordinateSequence.Double> rings) {
    this.rings = rings;
    int count = rings.size();
    boxes = new double[4 * count];
    areas = new double[count];
    depths = new int[count];
    parents = new int[count];
    for (int r = 0; r < count; r++) {
      areas[r] = area(rings.get(r).getRawCoordinates());
    }
  }

  private static double area(double[] xy) {
    double x0 = xy[0];
    double y0 = xy[1];
    double area = 0;
    for (int i = 2; i < xy.length; i += 2) {
      area += (xy[i - 2] - x0) * (xy[i + 1] - y0) - (xy[i] - x0) * (xy[i - 1] - y0);
    }
    return area / 2;
  }

  private void box(int r) {
    Envelope box = rings.get(r).expandEnvelope(new Envelope());
    boxes[4 * r] = box.getMinX();
    boxes[4 * r + 1] = box.getMinY();
    boxes[4 * r + 2] = box.getMaxX();
    boxes[4 * r + 3] = box.getMaxY();
  }

  /**
   * The polygon, or the polygons, of the rings: shells counter-clockwise, holes clockwise.
   *
   * @throws RowFault.Refused when rings lie within each other too often to be told apart
   */
  Geometry build() throws RowFault.Refused {
    if (rings.size() == 1) {
      againstDirection = areas[0] > 0;
      return CoordinateBuffer.FACTORY.createPolygon(ring(0, true));
    }
    for (int r = 0; r < rings.size(); r++) {
      box(r);
    }
    BoxIndex index = new BoxIndex(boxes);
    for (int r = 0; r < rings.size(); r++) {
      place(r, index);
    }
    List<List<LinearRing>> holes = new ArrayList<>(rings.size());
    for (int r = 0; r < rings.size(); r++) {
      holes.add(new ArrayList<>(0));
    }
    for (int r = 0; r < rings.size(); r++) {
      boolean shell = isShell(r);
      againstDirection |= shell ? areas[r] > 0 : areas[r] < 0;
      if (!shell) {
        holes.get(parents[r]).add(ring(r, false));
      }
    }
    List<Polygon> polygons = new ArrayList<>();
    for (int r = 0; r < rings.size(); r++) {
      if (isShell(r)) {
        polygons.add(
            CoordinateBuffer.FACTORY.createPolygon(
                ring(r, true), holes.get(r).toArray(LinearRing[]::new)));
      }
    }
    return polygons.size() == 1
        ? polygons.getFirst()
        : CoordinateBuffer.FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  /** Whether the direction of a ring says something else than where it lies. */
  boolean isAgainstDirection() {
    return againstDirection;
  }

  /** Rings that cross have no order; what they make is not valid whatever is chosen here. */
  private boolean isShell(int r) {
    return depths[r] % 2 == 0 || depths[parents[r]] % 2 != 0;
  }

  private void place(int r, BoxIndex index) throws RowFault.Refused {
    parents[r] = r;
    double[] smallest = {Double.POSITIVE_INFINITY};
    boolean whole =
        index.visit(
            boxes[4 * r],
            boxes[4 * r + 1],
            boxes[4 * r + 2],
            boxes[4 * r + 3],
            other -> {
              comparisons++;
              if (other != r && covers(other, r) && contains(other, r)) {
                depths[r]++;
                if (Math.abs(areas[other]) < smallest[0]) {
                  smallest[0] = Math.abs(areas[other]);
                  parents[r] = other;
                }
              }
              return comparisons < MOST_COMPARISONS;
            });
    if (!whole) {
      throw new RowFault(
              "geometry-too-complex",
              "The shape has too many rings within rings.",
              rings.getFirst().getCoordinateCopy(0))
          .refused();
    }
  }

  private boolean covers(int outer, int inner) {
    return boxes[4 * outer] <= boxes[4 * inner]
        && boxes[4 * outer + 1] <= boxes[4 * inner + 1]
        && boxes[4 * outer + 2] >= boxes[4 * inner + 2]
        && boxes[4 * outer + 3] >= boxes[4 * inner + 3];
  }

  /** Rings may touch: the first corner of the inner one that is not on the outer one decides. */
  private boolean contains(int outer, int inner) {
    int location = location(outer, inner, 1);
    // Every corner on the outer ring: then an edge between two of them tells.
    return (location == Location.BOUNDARY ? location(outer, inner, 0.5) : location)
        == Location.INTERIOR;
  }

  private int location(int outer, int inner, double share) {
    CoordinateSequence ring = rings.get(inner);
    Coordinate place = new Coordinate();
    for (int i = 0; i + 1 < ring.size() && comparisons < MOST_COMPARISONS; i++) {
      place.setX(share * ring.getX(i) + (1 - share) * ring.getX(i + 1));
      place.setY(share * ring.getY(i) + (1 - share) * ring.getY(i + 1));
      int location = locate(place, outer);
      if (location != Location.BOUNDARY) {
        return location;
      }
    }
    return Location.BOUNDARY;
  }

  private int locate(Coordinate place, int outer) {
    comparisons += rings.get(outer).size();
    return RayCrossingCounter.locatePointInRing(place, rings.get(outer));
  }

  private LinearRing ring(int r, boolean counterClockwise) {
    CoordinateSequence ring = rings.get(r);
    if (areas[r] > 0 != counterClockwise) {
      CoordinateSequences.reverse(ring);
    }
    return CoordinateBuffer.FACTORY.createLinearRing(ring);
  }
}
