package org.gridmap.geodata.topology.check;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;

/** Exact predicates: where two segments touch or cross, and whether a point lies on a segment. */
public final class Touch {
  private Touch() {}

  /**
   * Where two segments touch or cross; null if they do not. A single common end is told as that
   * end; of segments that lie on top of one another, a place that is no common end, so that it is
   * never mistaken for a corner.
   */
  static @Nullable Coordinate place(Coordinate p, Coordinate q, Coordinate a, Coordinate b) {
    if (Math.max(p.x, q.x) < Math.min(a.x, b.x)
        || Math.max(a.x, b.x) < Math.min(p.x, q.x)
        || Math.max(p.y, q.y) < Math.min(a.y, b.y)
        || Math.max(a.y, b.y) < Math.min(p.y, q.y)) {
      return null;
    }
    int sideA = side(p, q, a);
    int sideB = side(p, q, b);
    if (sideA == sideB && sideA != 0) {
      return null;
    }
    int sideP = side(a, b, p);
    int sideQ = side(a, b, q);
    if (sideP == sideQ && sideP != 0) {
      return null;
    }
    if (sideA == 0 && sideB == 0) {
      return onOneLine(p, q, a, b);
    }
    if (sideA == 0) {
      return inBox(p, q, a) ? a : null;
    }
    if (sideB == 0) {
      return inBox(p, q, b) ? b : null;
    }
    if (sideP == 0) {
      return inBox(a, b, p) ? p : null;
    }
    if (sideQ == 0) {
      return inBox(a, b, q) ? q : null;
    }
    RobustLineIntersector lines = new RobustLineIntersector();
    lines.computeIntersection(p, q, a, b);
    return lines.hasIntersection() ? lines.getIntersection(0) : new Coordinate(p);
  }

  private static @Nullable Coordinate onOneLine(
      Coordinate p, Coordinate q, Coordinate a, Coordinate b) {
    boolean common =
        (p.equals2D(a) && !between(p, q, b) && !between(a, b, q))
            || (p.equals2D(b) && !between(p, q, a) && !between(a, b, q))
            || (q.equals2D(a) && !between(p, q, b) && !between(a, b, p))
            || (q.equals2D(b) && !between(p, q, a) && !between(a, b, p));
    if (common) {
      return p.equals2D(a) || p.equals2D(b) ? p : q;
    }
    boolean apart = !inBox(p, q, a) && !inBox(p, q, b) && !inBox(a, b, p) && !inBox(a, b, q);
    if (apart) {
      return null;
    }
    Coordinate low = later(earlier(p, q), earlier(a, b));
    Coordinate high = earlier(later(p, q), later(a, b));
    return new Coordinate((low.x + high.x) / 2, (low.y + high.y) / 2);
  }

  private static Coordinate earlier(Coordinate a, Coordinate b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Coordinate later(Coordinate a, Coordinate b) {
    return a.compareTo(b) <= 0 ? b : a;
  }

  /** Whether a point of the same line lies on a segment; its ends count. */
  private static boolean between(Coordinate p, Coordinate q, Coordinate at) {
    return inBox(p, q, at);
  }

  private static boolean inBox(Coordinate p, Coordinate q, Coordinate at) {
    return at.x >= Math.min(p.x, q.x)
        && at.x <= Math.max(p.x, q.x)
        && at.y >= Math.min(p.y, q.y)
        && at.y <= Math.max(p.y, q.y);
  }

  public static int side(Coordinate p, Coordinate q, Coordinate at) {
    return CGAlgorithmsDD.orientationIndex(p.x, p.y, q.x, q.y, at.x, at.y);
  }
}
