package org.gridmap.geodata.coverage.arrangement;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which segments come close to another one. Along most of a border a segment has none beside it but
 * those that go on from its ends, and nothing can be wrong there; so one comparison of all with
 * all, box by box, leaves little that has to be looked at one by one.
 */
final class CloseSegments {
  /** The cosine of the angle between two segments at their common end, at most, if one goes on. */
  private static final double BESIDE = 0.3;

  /** What the local scale may be off. */
  private static final double LEEWAY = 0.9;

  /** With more pairs than this for each segment all count as close: that costs less to find out. */
  private static final int MOST_PAIRS = 24;

  private static final GroundScale.Local AS_DRAWN = new GroundScale.Local(1, 0, 0, 1);

  private final Segments segments;
  private final @Nullable GroundScale ground;
  private final double metres;
  private final boolean[] close;
  private long pairsLeft;

  private CloseSegments(Segments segments, @Nullable GroundScale ground, double metres) {
    this.segments = segments;
    this.ground = ground;
    this.metres = metres;
    this.close = new boolean[segments.size()];
    this.pairsLeft = (long) MOST_PAIRS * close.length;
  }

  /**
   * For each segment whether another comes nearer to it than so many metres, apart from those that
   * go on from one of its ends.
   */
  static boolean[] within(double metres, Segments segments, GroundScale ground) {
    return new CloseSegments(segments, ground, metres)
        .find(ground.units(metres, segments.envelope()));
  }

  /** The same for segments that another may touch, cross or cover. */
  static boolean[] touching(Segments segments) {
    return new CloseSegments(segments, null, 0).find(new double[2]);
  }

  private boolean[] find(double[] margin) {
    boolean whole = segments.index().visitPairs(margin[0], margin[1], this::look);
    if (!whole) {
      Arrays.fill(close, true);
    }
    return close;
  }

  private boolean look(int a, int b) {
    if (!(close[a] && close[b]) && !goesOn(a, b)) {
      close[a] = true;
      close[b] = true;
    }
    return --pairsLeft >= 0;
  }

  /** Whether two segments meet at an end and part there, so that they come close nowhere else. */
  private boolean goesOn(int a, int b) {
    Segments s = segments;
    boolean fromStart = isEnd(b, s.x0[a], s.y0[a]);
    double x = fromStart ? s.x0[a] : s.x1[a];
    double y = fromStart ? s.y0[a] : s.y1[a];
    if (!fromStart && !isEnd(b, x, y)) {
      return false;
    }
    boolean toStart = s.x0[b] == x && s.y0[b] == y;
    double ax = (fromStart ? s.x1[a] : s.x0[a]) - x;
    double ay = (fromStart ? s.y1[a] : s.y0[a]) - y;
    double bx = (toStart ? s.x1[b] : s.x0[b]) - x;
    double by = (toStart ? s.y1[b] : s.y0[b]) - y;
    GroundScale.Local scale = ground == null ? AS_DRAWN : ground.at(x, y);
    double aEast = scale.east(ax, ay);
    double aNorth = scale.north(ax, ay);
    double bEast = scale.east(bx, by);
    double bNorth = scale.north(bx, by);
    double aLength = Math.sqrt(aEast * aEast + aNorth * aNorth);
    double bLength = Math.sqrt(bEast * bEast + bNorth * bNorth);
    return aEast * bEast + aNorth * bNorth <= BESIDE * aLength * bLength
        && LEEWAY * Math.min(aLength, bLength) > metres;
  }

  private boolean isEnd(int segment, double x, double y) {
    return (segments.x0[segment] == x && segments.y0[segment] == y)
        || (segments.x1[segment] == x && segments.y1[segment] == y);
  }
}
