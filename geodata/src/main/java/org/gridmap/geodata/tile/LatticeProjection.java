package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Puts geometries that are drawn one by one, such as houses and roads, on the lattice of a zoom.
 */
public final class LatticeProjection {
  private LatticeProjection() {}

  /** Coordinates of the geometries given. */
  public enum Source {
    /** Longitude and latitude in degrees. */
    DEGREES,
    /** Metres of EPSG:3857. */
    METRES
  }

  /** All polygons in the geometry; what is too small for the zoom is left out. */
  public static LatticeShape polygons(Geometry geometry, Source source, int zoom) {
    List<long[]> rings = new ArrayList<>(1);
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        addRing(rings, polygon.getExteriorRing(), source, zoom, true);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          addRing(rings, polygon.getInteriorRingN(hole), source, zoom, false);
        }
      }
    }
    List<int[]> parts = new ArrayList<>(rings.size());
    for (long[] ring : RingCleaner.clean(rings)) {
      parts.add(flat(ring));
    }
    return new LatticeShape(parts);
  }

  /** All lines in the geometry, without points closer to the line than {@code tolerance} steps. */
  public static LatticeShape lines(Geometry geometry, Source source, int zoom, int tolerance) {
    List<int[]> parts = new ArrayList<>(geometry.getNumGeometries());
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof LineString line && !line.isEmpty()) {
        long[] points = points(line.getCoordinateSequence(), source, zoom);
        if (points.length >= 2) {
          parts.add(flat(simplified(points, tolerance)));
        }
      }
    }
    return new LatticeShape(parts);
  }

  private static void addRing(
      List<long[]> rings, LineString ring, Source source, int zoom, boolean outer) {
    long[] points = points(ring.getCoordinateSequence(), source, zoom);
    int count = points.length;
    while (count > 1 && points[count - 1] == points[0]) {
      count--;
    }
    if (count < 3) {
      return;
    }
    long[] open = Arrays.copyOf(points, count);
    if (Points.area2(open) > 0 != outer) {
      for (int i = 0, k = count - 1; i < k; i++, k--) {
        long swap = open[i];
        open[i] = open[k];
        open[k] = swap;
      }
    }
    rings.add(open);
  }

  private static long[] points(CoordinateSequence sequence, Source source, int zoom) {
    long[] points = new long[sequence.size()];
    int count = 0;
    for (int i = 0; i < sequence.size(); i++) {
      double x = sequence.getX(i);
      double y = sequence.getY(i);
      long point =
          source == Source.DEGREES
              ? Points.of((int) TileLattice.x(x, zoom), (int) TileLattice.y(y, zoom))
              : Points.of(
                  (int) TileLattice.xOfMetres(x, zoom), (int) TileLattice.yOfMetres(y, zoom));
      if (count == 0 || points[count - 1] != point) {
        points[count++] = point;
      }
    }
    return Arrays.copyOf(points, count);
  }

  /** Line simplification by Douglas and Peucker (1973), without recursion. */
  private static long[] simplified(long[] points, int tolerance) {
    if (tolerance == 0 || points.length < 3) {
      return points;
    }
    boolean[] kept = new boolean[points.length];
    kept[0] = true;
    kept[points.length - 1] = true;
    java.util.ArrayDeque<int[]> open = new java.util.ArrayDeque<>();
    open.push(new int[] {0, points.length - 1});
    while (!open.isEmpty()) {
      int[] range = open.pop();
      int farthest = -1;
      double greatest = (double) tolerance * tolerance;
      for (int i = range[0] + 1; i < range[1]; i++) {
        double distance = squaredDistance(points[i], points[range[0]], points[range[1]]);
        if (distance > greatest) {
          greatest = distance;
          farthest = i;
        }
      }
      if (farthest >= 0) {
        kept[farthest] = true;
        open.push(new int[] {range[0], farthest});
        open.push(new int[] {farthest, range[1]});
      }
    }
    long[] left = new long[points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      if (kept[i]) {
        left[count++] = points[i];
      }
    }
    return Arrays.copyOf(left, count);
  }

  private static double squaredDistance(long p, long a, long b) {
    double dx = (double) Points.x(b) - Points.x(a);
    double dy = (double) Points.y(b) - Points.y(a);
    double px = (double) Points.x(p) - Points.x(a);
    double py = (double) Points.y(p) - Points.y(a);
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : Math.clamp((px * dx + py * dy) / length, 0.0, 1.0);
    double ox = px - along * dx;
    double oy = py - along * dy;
    return ox * ox + oy * oy;
  }

  private static int[] flat(long[] points) {
    int[] flat = new int[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      flat[2 * i] = Points.x(points[i]);
      flat[2 * i + 1] = Points.y(points[i]);
    }
    return flat;
  }
}
