package org.gridmap.geodata.metric;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Area on the ground of polygons given in degrees. The area between the equator and a parallel of
 * the GRS80 ellipsoid has a closed form (the authalic latitude; Snyder, 1987, eq. 3-12); it is
 * integrated along the border, whose edges are straight in longitude and latitude, by Simpson's
 * rule. No projection, no zone: the same everywhere.
 */
public final class GroundArea {
  /** The equator of the GRS80 ellipsoid. */
  public static final double EQUATOR_RADIUS_METRES = 6_378_137.0;

  private static final double FLATTENING = 1 / 298.257222101;
  private static final double E2 = FLATTENING * (2 - FLATTENING);
  private static final double E = Math.sqrt(E2);
  private static final double HALF_POLE_RADIUS_SQUARED =
      EQUATOR_RADIUS_METRES * EQUATOR_RADIUS_METRES * (1 - E2) / 2;

  private GroundArea() {}

  /** Area in square metres of a polygon or a collection of polygons; 0 for anything else. */
  public static double squareMetres(Geometry geometry) {
    double sum = 0;
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      if (geometry.getGeometryN(g) instanceof Polygon polygon && !polygon.isEmpty()) {
        sum += ring(polygon.getExteriorRing());
        for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
          sum -= ring(polygon.getInteriorRingN(r));
        }
      }
    }
    return sum;
  }

  private static double ring(LineString ring) {
    CoordinateSequence points = ring.getCoordinateSequence();
    double lat0 = Math.toRadians(points.getY(0));
    double q0 = zone(lat0);
    double lat = lat0;
    double q = 0;
    double sum = 0;
    for (int i = 1; i < points.size(); i++) {
      double nextLat = Math.toRadians(points.getY(i));
      double nextQ = zone(nextLat) - q0;
      double middleQ = zone((lat + nextLat) / 2) - q0;
      sum += Math.toRadians(points.getX(i) - points.getX(i - 1)) * (q + 4 * middleQ + nextQ) / 6;
      lat = nextLat;
      q = nextQ;
    }
    return Math.abs(sum) * HALF_POLE_RADIUS_SQUARED;
  }

  /**
   * Area in square metres inside a closed path of arcs.
   *
   * @param path longitude, latitude, … in degrees: the beginning and the middle of each arc, and
   *     the end of the last; an arc is the parabola through its three points
   */
  public static double squareMetresOfArcs(double[] path) {
    double q0 = zone(Math.toRadians(path[1]));
    double q = 0;
    double sum = 0;
    for (int i = 4; i < path.length; i += 4) {
      double middleQ = zone(Math.toRadians(path[i - 1])) - q0;
      double nextQ = zone(Math.toRadians(path[i + 1])) - q0;
      double first = path[i - 2] - path[i - 4];
      double second = path[i] - path[i - 2];
      // Simpson's rule over the arc, with the speed of its longitude at both ends and the middle.
      sum +=
          Math.toRadians(
                  q * (3 * first - second)
                      + 4 * middleQ * (first + second)
                      + nextQ * (3 * second - first))
              / 6;
      q = nextQ;
    }
    return Math.abs(sum) * HALF_POLE_RADIUS_SQUARED;
  }

  /** Twice the area from the equator to a latitude, for one radian and a pole radius of 1. */
  private static double zone(double lat) {
    double s = Math.sin(lat);
    double es = E * s;
    return s / (1 - es * es) + (Math.log1p(es) - Math.log1p(-es)) / (2 * E);
  }

  /** Length of a border in metres, good to a part in a hundred: it tells slivers from patches. */
  public static double perimeterMetres(Geometry geometry) {
    double sum = 0;
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      if (geometry.getGeometryN(g) instanceof Polygon polygon) {
        for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
          CoordinateSequence points =
              (r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r))
                  .getCoordinateSequence();
          for (int i = 1; i < points.size(); i++) {
            sum += metres(points.getX(i - 1), points.getY(i - 1), points.getX(i), points.getY(i));
          }
        }
      }
    }
    return sum;
  }

  /** Distance in metres between two near points, good to a part in a hundred. */
  public static double metres(double lonA, double latA, double lonB, double latB) {
    double perDegree = Math.toRadians(EQUATOR_RADIUS_METRES);
    double dy = (latB - latA) * perDegree;
    double dx = (lonB - lonA) * perDegree * Math.cos(Math.toRadians((latA + latB) / 2));
    return Math.hypot(dx, dy);
  }
}
