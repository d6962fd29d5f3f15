package org.gridmap.geodata.guard;

import java.util.Arrays;
import org.gridmap.geodata.corner.Ordinates;
import org.gridmap.geodata.index.BoxIndex;
import org.gridmap.geodata.index.SegmentTree;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.Intersection;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * Is a polygon valid, and if not, where? The answer costs a bounded number of comparisons whatever
 * the rings look like: rings that meet nothing are answered by one pass over their segments, and
 * only what touches itself is handed to the full test of JTS.
 *
 * @param kind the answer
 * @param place where it is wrong; null for a valid geometry and where there is no one place
 * @param reason why it is wrong, for people; empty for a valid geometry
 */
public record Validity(InvalidityKind kind, @Nullable Coordinate place, String reason) {

  /** The three answers. */
  public enum InvalidityKind {
    VALID,
    INVALID,
    TOO_COMPLEX
  }

  private static final Validity VALID = new Validity(InvalidityKind.VALID, null, "");
  private static final int FEW = 96;

  /** Comparing two boxes costs so much less than comparing two segments. */
  private static final long BOXES_PER_TEST = 16;

  /**
   * @param geometry a polygon or multi-polygon
   * @param segmentTests how many pairs of segments may be compared
   */
  public static Validity of(Geometry geometry, long segmentTests) {
    if (geometry.isEmpty()) {
      return new Validity(InvalidityKind.INVALID, null, "the geometry is empty");
    }
    Segments segments = Segments.of(geometry);
    if (segments.fault != null) {
      return segments.fault;
    }
    Validity contact = segments.compare(segmentTests);
    if (contact != null) {
      return contact;
    }
    if (!segments.touches && segments.starts.length == 2) {
      // One ring that meets itself nowhere.
      return VALID;
    }
    TopologyValidationError error = new IsValidOp(geometry).getValidationError();
    if (error == null) {
      return VALID;
    }
    return new Validity(InvalidityKind.INVALID, error.getCoordinate(), reason(error));
  }

  private static String reason(TopologyValidationError error) {
    return switch (error.getErrorType()) {
      case TopologyValidationError.SELF_INTERSECTION -> "a border crosses or covers another";
      case TopologyValidationError.RING_SELF_INTERSECTION -> "a ring touches itself";
      case TopologyValidationError.HOLE_OUTSIDE_SHELL -> "a hole lies outside its shell";
      case TopologyValidationError.NESTED_HOLES -> "a hole lies inside another hole";
      case TopologyValidationError.NESTED_SHELLS -> "a part lies inside another part";
      case TopologyValidationError.DISCONNECTED_INTERIOR -> "holes cut the interior in two";
      case TopologyValidationError.TOO_FEW_POINTS -> "a ring has too few points";
      case TopologyValidationError.INVALID_COORDINATE -> "a coordinate is not a finite number";
      case TopologyValidationError.RING_NOT_CLOSED -> "a ring is not closed";
      default -> error.getMessage();
    };
  }

  /** All segments of all rings; ring r has the segments starts[r] … starts[r + 1] − 1. */
  private static final class Segments {
    private final double[] x0;
    private final double[] y0;
    private final double[] x1;
    private final double[] y1;
    private final int[] starts;
    private final @Nullable Validity fault;
    private boolean touches;

    private Segments(int vertices, LinearRing[] rings) {
      x0 = new double[vertices];
      y0 = new double[vertices];
      x1 = new double[vertices];
      y1 = new double[vertices];
      starts = new int[rings.length + 1];
      Validity found = null;
      int n = 0;
      for (int r = 0; r < rings.length && found == null; r++) {
        starts[r] = n;
        double[] xy = Ordinates.of(rings[r].getCoordinateSequence());
        double px = xy[0];
        double py = xy[1];
        if (!Double.isFinite(px) || !Double.isFinite(py)) {
          found = new Validity(InvalidityKind.INVALID, null, "a coordinate is not a finite number");
        }
        for (int i = 2; i < xy.length; i += 2) {
          double qx = xy[i];
          double qy = xy[i + 1];
          if (!Double.isFinite(qx) || !Double.isFinite(qy)) {
            found =
                new Validity(InvalidityKind.INVALID, null, "a coordinate is not a finite number");
            break;
          }
          if (qx == px && qy == py) {
            continue;
          }
          x0[n] = px;
          y0[n] = py;
          x1[n] = qx;
          y1[n] = qy;
          n++;
          px = qx;
          py = qy;
        }
        if (found == null && n - starts[r] < 3) {
          found =
              new Validity(
                  InvalidityKind.INVALID, new Coordinate(px, py), "a ring has too few points");
        }
      }
      starts[rings.length] = n;
      fault = found;
    }

    static Segments of(Geometry geometry) {
      LinearRing[] rings = new LinearRing[16];
      int n = 0;
      int vertices = 0;
      for (int g = 0; g < geometry.getNumGeometries(); g++) {
        Polygon polygon = (Polygon) geometry.getGeometryN(g);
        for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
          LinearRing ring = r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r);
          if (ring.isEmpty()) {
            continue;
          }
          if (n == rings.length) {
            rings = Arrays.copyOf(rings, 2 * n);
          }
          rings[n++] = ring;
          vertices += ring.getNumPoints();
        }
      }
      return new Segments(vertices, Arrays.copyOf(rings, n));
    }

    /** A fault that is certain, or null; sets {@link #touches} where the full test is needed. */
    @Nullable Validity compare(long budget) {
      int n = starts[starts.length - 1];
      int[] next = new int[n];
      for (int r = 0; r + 1 < starts.length; r++) {
        for (int i = starts[r]; i < starts[r + 1]; i++) {
          next[i] = i + 1 < starts[r + 1] ? i + 1 : starts[r];
        }
      }
      double[] boxes = new double[4 * n];
      for (int i = 0; i < n; i++) {
        // Finite numbers: comparing is cheaper than Math.min until thorough compiling.
        boolean right = x0[i] <= x1[i];
        boolean up = y0[i] <= y1[i];
        boxes[4 * i] = right ? x0[i] : x1[i];
        boxes[4 * i + 1] = up ? y0[i] : y1[i];
        boxes[4 * i + 2] = right ? x1[i] : x0[i];
        boxes[4 * i + 3] = up ? y1[i] : y0[i];
      }
      if (n <= FEW) {
        for (int i = 0; i < n; i++) {
          for (int j = i + 1; j < n; j++) {
            if (boxes[4 * j] <= boxes[4 * i + 2]
                && boxes[4 * j + 2] >= boxes[4 * i]
                && boxes[4 * j + 1] <= boxes[4 * i + 3]
                && boxes[4 * j + 3] >= boxes[4 * i + 1]
                && cross(i, j, next)) {
              return crossing(i, j);
            }
          }
        }
        return null;
      }
      return starts.length == 2 ? along(boxes, budget, next) : across(boxes, budget, next);
    }

    /** One ring: its own order serves as an index. */
    private @Nullable Validity along(double[] boxes, long budget, int[] next) {
      int[] hit = {-1};
      int end =
          new SegmentTree(boxes)
              .visitPairs(
                  BOXES_PER_TEST * budget,
                  (i, j) -> {
                    hit[0] = cross(i, j, next) ? j : -1;
                    return hit[0] < 0;
                  });
      if (end < 0) {
        return null;
      }
      return hit[0] >= 0 ? crossing(end, hit[0]) : tooComplex(end);
    }

    private @Nullable Validity across(double[] boxes, long budget, int[] next) {
      BoxIndex index = new BoxIndex(boxes);
      long[] left = {budget};
      int[] hit = {-1};
      for (int i = 0; i < next.length; i++) {
        int segment = i;
        boolean whole =
            index.visit(
                boxes[4 * i],
                boxes[4 * i + 1],
                boxes[4 * i + 2],
                boxes[4 * i + 3],
                j -> {
                  hit[0] = j > segment && cross(segment, j, next) ? j : -1;
                  return hit[0] < 0 && --left[0] > 0;
                });
        if (!whole) {
          return hit[0] >= 0 ? crossing(i, hit[0]) : tooComplex(i);
        }
      }
      return null;
    }

    private Validity tooComplex(int segment) {
      return new Validity(
          InvalidityKind.TOO_COMPLEX,
          new Coordinate(x0[segment], y0[segment]),
          "too many segments lie close to one another");
    }

    /** True for a proper crossing; a mere contact is noted in {@link #touches}. */
    private boolean cross(int i, int j, int[] next) {
      if (next[i] == j || next[j] == i) {
        int a = next[i] == j ? i : j;
        int b = next[i] == j ? j : i;
        boolean foldsBack =
            (x1[a] - x0[a]) * (x1[b] - x0[b]) + (y1[a] - y0[a]) * (y1[b] - y0[b]) < 0
                && side(a, x1[b], y1[b]) == 0;
        touches |= foldsBack;
        return false;
      }
      int a = side(i, x0[j], y0[j]);
      int b = side(i, x1[j], y1[j]);
      if (a == b && a != 0) {
        return false;
      }
      int c = side(j, x0[i], y0[i]);
      int d = side(j, x1[i], y1[i]);
      if (c == d && c != 0) {
        return false;
      }
      if (a * b < 0 && c * d < 0) {
        return true;
      }
      touches = true;
      return false;
    }

    private int side(int segment, double x, double y) {
      return CGAlgorithmsDD.orientationIndex(
          x0[segment], y0[segment], x1[segment], y1[segment], x, y);
    }

    private Validity crossing(int i, int j) {
      Coordinate place =
          Intersection.intersection(
              new Coordinate(x0[i], y0[i]),
              new Coordinate(x1[i], y1[i]),
              new Coordinate(x0[j], y0[j]),
              new Coordinate(x1[j], y1[j]));
      return new Validity(InvalidityKind.INVALID, place, "a border crosses or covers another");
    }
  }
}
