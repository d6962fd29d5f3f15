package org.gridmap.geodata.guard;

import java.util.Arrays;
import org.gridmap.geodata.index.BoxIndex;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Counts how often the borders of one polygon cross those of others, and stops at a limit. Two
 * valid polygons of 4,000 points can cross four million times; what asks for their intersection
 * must know that before it begins.
 */
public final class CrossingCount {
  private final BoxIndex index;
  private final double[] segments;
  private final Envelope envelope;

  /**
   * @param geometry the polygon or multi-polygon that others are counted against
   */
  public CrossingCount(Geometry geometry) {
    segments = segments(geometry);
    envelope = geometry.getEnvelopeInternal();
    double[] boxes = new double[segments.length];
    for (int i = 0; i < segments.length; i += 4) {
      boxes[i] = Math.min(segments[i], segments[i + 2]);
      boxes[i + 1] = Math.min(segments[i + 1], segments[i + 3]);
      boxes[i + 2] = Math.max(segments[i], segments[i + 2]);
      boxes[i + 3] = Math.max(segments[i + 1], segments[i + 3]);
    }
    index = new BoxIndex(boxes);
  }

  /**
   * @param other the neighbour
   * @param crossings where counting stops
   * @param segmentTests how many pairs of segments may be compared
   * @return the number of proper crossings, or −1 if either limit was reached
   */
  public int with(Geometry other, int crossings, long segmentTests) {
    double[] theirs = segments(other);
    long[] tests = {segmentTests};
    int[] count = {0};
    for (int k = 0; k < theirs.length; k += 4) {
      double ax = theirs[k];
      double ay = theirs[k + 1];
      double bx = theirs[k + 2];
      double by = theirs[k + 3];
      if (Math.max(ax, bx) < envelope.getMinX()
          || Math.min(ax, bx) > envelope.getMaxX()
          || Math.max(ay, by) < envelope.getMinY()
          || Math.min(ay, by) > envelope.getMaxY()) {
        continue;
      }
      boolean whole =
          index.visit(
              Math.min(ax, bx),
              Math.min(ay, by),
              Math.max(ax, bx),
              Math.max(ay, by),
              segment -> {
                if (--tests[0] < 0) {
                  return false;
                }
                int s = 4 * segment;
                double cx = segments[s];
                double cy = segments[s + 1];
                double dx = segments[s + 2];
                double dy = segments[s + 3];
                boolean crosses =
                    CGAlgorithmsDD.orientationIndex(ax, ay, bx, by, cx, cy)
                                * CGAlgorithmsDD.orientationIndex(ax, ay, bx, by, dx, dy)
                            < 0
                        && CGAlgorithmsDD.orientationIndex(cx, cy, dx, dy, ax, ay)
                                * CGAlgorithmsDD.orientationIndex(cx, cy, dx, dy, bx, by)
                            < 0;
                return !crosses || ++count[0] <= crossings;
              });
      if (!whole) {
        return -1;
      }
    }
    return count[0];
  }

  private static double[] segments(Geometry geometry) {
    double[] segments = new double[4 * geometry.getNumPoints()];
    int n = 0;
    for (int g = 0; g < geometry.getNumGeometries(); g++) {
      if (geometry.getGeometryN(g) instanceof Polygon polygon) {
        for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
          LineString ring = r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r);
          CoordinateSequence points = ring.getCoordinateSequence();
          for (int i = 1; i < points.size(); i++) {
            segments[n++] = points.getX(i - 1);
            segments[n++] = points.getY(i - 1);
            segments[n++] = points.getX(i);
            segments[n++] = points.getY(i);
          }
        }
      }
    }
    return Arrays.copyOf(segments, n);
  }
}
