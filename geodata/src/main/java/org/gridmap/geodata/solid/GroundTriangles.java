package org.gridmap.geodata.solid;

import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.triangulate.polygon.PolygonTriangulator;
import org.locationtech.jts.triangulate.tri.Tri;

/**
 * Cuts the ground of a solid into triangles. JTS does it, since it keeps every corner of the rings:
 * ground and roof then meet the walls edge to edge, which a triangulation that drops corners on
 * straight lines does not.
 */
final class GroundTriangles {
  private static final GeometryFactory PLANE = new GeometryFactory();

  private GroundTriangles() {}

  /**
   * Numbers of the corners of triangles that are counter-clockwise seen from above; empty if the
   * rings cross.
   *
   * @param rings the outer one counter-clockwise, then the holes clockwise
   */
  static int[] of(List<LinearRing> rings, Map<Coordinate, Integer> numbers) {
    Coordinate[] outer = rings.getFirst().getCoordinates();
    if (rings.size() == 1 && isConvex(outer)) {
      return fan(outer, numbers);
    }
    Polygon polygon =
        PLANE.createPolygon(
            rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
    List<Tri> triangles;
    try {
      triangles = new PolygonTriangulator(polygon).getTriangles();
    } catch (RuntimeException e) {
      // JTS says so of rings that cross.
      return new int[0];
    }
    int[] cap = new int[3 * triangles.size()];
    double sum = 0;
    double size = 0;
    for (int i = 0; i < triangles.size(); i++) {
      Coordinate a = triangles.get(i).getCoordinate(0);
      Coordinate b = triangles.get(i).getCoordinate(1);
      Coordinate c = triangles.get(i).getCoordinate(2);
      double twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
      sum += twice / 2;
      size += Math.abs(twice) / 2;
      for (int k = 0; k < 3; k++) {
        Integer number = numbers.get(triangles.get(i).getCoordinate(k));
        if (number == null) {
          return new int[0];
        }
        cap[3 * i + k] = number;
      }
    }
    double area = polygon.getArea();
    if (!(Math.abs(size - area) <= 1e-6 * area)) {
      return new int[0];
    }
    // All of them are turned the same way.
    for (int i = 0; sum < 0 && i < cap.length; i += 3) {
      int first = cap[i];
      cap[i] = cap[i + 2];
      cap[i + 2] = first;
    }
    return cap;
  }

  /** Whether a counter-clockwise ring turns left at every corner, and once around. */
  static boolean isConvex(Coordinate[] ring) {
    int last = ring.length - 1;
    double turned = 0;
    for (int i = 0; i < last; i++) {
      Coordinate a = ring[i];
      Coordinate b = ring[i + 1];
      Coordinate c = ring[i + 2 > last ? 1 : i + 2];
      double dx = b.x - a.x;
      double dy = b.y - a.y;
      double ex = c.x - b.x;
      double ey = c.y - b.y;
      double cross = dx * ey - dy * ex;
      if (cross <= 1e-9 * (Math.abs(dx * ey) + Math.abs(dy * ex))) {
        return false;
      }
      turned += Math.atan2(cross, dx * ex + dy * ey);
    }
    return turned < 3 * Math.PI;
  }

  private static int[] fan(Coordinate[] ring, Map<Coordinate, Integer> numbers) {
    int count = ring.length - 3;
    int[] cap = new int[3 * count];
    for (int i = 0; i < count; i++) {
      cap[3 * i] = number(numbers, ring[0]);
      cap[3 * i + 1] = number(numbers, ring[i + 1]);
      cap[3 * i + 2] = number(numbers, ring[i + 2]);
    }
    return cap;
  }

  /** The number of a corner; -1 if it has none. */
  static int number(Map<Coordinate, Integer> numbers, Coordinate corner) {
    return numbers.getOrDefault(corner, -1);
  }
}
