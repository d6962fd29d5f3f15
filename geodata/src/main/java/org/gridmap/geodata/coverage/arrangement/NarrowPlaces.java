package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.geodata.index.BoxIndex;

/**
 * Finds where unassigned land is narrow: where a line from a border straight across the land meets
 * another border within a given width. Long borders are looked at piece by piece, so that what lies
 * beside each is little.
 */
final class NarrowPlaces {
  /** So many borders may lie beside a piece before it is halved. */
  private static final int CROWD = 24;

  /** A border that stands steeper than this is not faced. */
  private static final double STEEPEST = 1.2;

  private static final double NOTHING_METRES = 1e-6;

  /**
   * A part of a border with what it faces; what a part of a half-edge begins with faces what the
   * part of the other one ends with.
   *
   * @param half the half-edge, with the free land on its left
   * @param from where its part begins, as a share of it
   * @param to where its part ends
   * @param other the half-edge across
   * @param otherFrom what lies across from the beginning, as a share of the other one
   * @param otherTo what lies across from the end
   * @param widthFrom metres across at the beginning
   * @param widthTo metres across at the end
   */
  record Place(
      int half,
      double from,
      double to,
      int other,
      double otherFrom,
      double otherTo,
      double widthFrom,
      double widthTo) {}

  private final FreeBorders borders;
  private final Segments segments;
  private final GroundScale ground;
  private final double width;
  private final double marginX;
  private final double marginY;
  private final BoxIndex index;
  private final boolean[] close;
  private long testsLeft;

  /** The borders beside the piece in hand, in its own metres: along it and away from it. */
  private int[] beside = new int[2 * CROWD];

  private double[] sides = new double[8 * CROWD];
  private double[] cuts = new double[6 * CROWD + 2];
  private int count;
  private List<Place> found = new ArrayList<>();

  /**
   * @param width how far across is looked, in metres
   * @param testBudget how many borders may be compared
   */
  NarrowPlaces(
      FreeBorders borders, Segments segments, GroundScale ground, double width, long testBudget) {
    this.borders = borders;
    this.segments = segments;
    this.ground = ground;
    this.width = width;
    this.testsLeft = testBudget;
    double[] margin = ground.units(width, segments.envelope());
    marginX = margin[0];
    marginY = margin[1];
    index = segments.index();
    close = CloseSegments.within(width, segments, ground);
  }

  /** False once the budget is spent. */
  boolean complete() {
    return testsLeft >= 0;
  }

  /** The narrow places beside a half-edge, in order. */
  List<Place> beside(int half) {
    if (!close[half >> 1]) {
      return List.of();
    }
    found = new ArrayList<>(2);
    look(half, 0, 1);
    return found;
  }

  private void look(int half, double from, double to) {
    double ax = borders.x(half, from);
    double ay = borders.y(half, from);
    double bx = borders.x(half, to);
    double by = borders.y(half, to);
    double length = (to - from) * borders.metres(half);
    boolean divisible = length > 4 * width;
    count = 0;
    boolean all =
        index.visit(
            Math.min(ax, bx) - marginX,
            Math.min(ay, by) - marginY,
            Math.max(ax, bx) + marginX,
            Math.max(ay, by) + marginY,
            segment -> {
              if (--testsLeft < 0 || (divisible && count == CROWD)) {
                return false;
              }
              if (segment != half >> 1) {
                if (count == beside.length) {
                  beside = Arrays.copyOf(beside, 2 * count);
                }
                beside[count++] = segment;
              }
              return true;
            });
    if (testsLeft < 0) {
      return;
    }
    if (!all) {
      double middle = (from + to) / 2;
      look(half, from, middle);
      look(half, middle, to);
      return;
    }
    if (count > 0 && length > NOTHING_METRES) {
      measure(half, from, to, ground.at((ax + bx) / 2, (ay + by) / 2));
    }
  }

  /** Keeps what lies within the width, in metres along the piece and to its left. */
  private void measure(int half, double from, double to, GroundScale.Local scale) {
    double x = borders.x(half, from);
    double y = borders.y(half, from);
    double dx = borders.x(half, to) - x;
    double dy = borders.y(half, to) - y;
    double alongX = scale.east(dx, dy);
    double alongY = scale.north(dx, dy);
    double length = Math.hypot(alongX, alongY);
    alongX /= length;
    alongY /= length;
    if (sides.length < 4 * count) {
      sides = new double[8 * count];
      cuts = new double[6 * count + 2];
    }
    int kept = 0;
    int points = 0;
    cuts[points++] = 0;
    cuts[points++] = length;
    for (int i = 0; i < count; i++) {
      int s = beside[i];
      double e0 = scale.east(segments.x0[s] - x, segments.y0[s] - y);
      double n0 = scale.north(segments.x0[s] - x, segments.y0[s] - y);
      double e1 = scale.east(segments.x1[s] - x, segments.y1[s] - y);
      double n1 = scale.north(segments.x1[s] - x, segments.y1[s] - y);
      double u0 = e0 * alongX + n0 * alongY;
      double v0 = n0 * alongX - e0 * alongY;
      double u1 = e1 * alongX + n1 * alongY;
      double v1 = n1 * alongX - e1 * alongY;
      double low = Math.max(0, Math.min(u0, u1));
      double high = Math.min(length, Math.max(u0, u1));
      if (high - low < NOTHING_METRES) {
        continue;
      }
      double slope = (v1 - v0) / (u1 - u0);
      double atLow = v0 + (low - u0) * slope;
      double atHigh = v0 + (high - u0) * slope;
      if (atLow + atHigh < NOTHING_METRES || Math.min(atLow, atHigh) > width) {
        continue;
      }
      beside[kept] = s;
      sides[4 * kept] = u0;
      sides[4 * kept + 1] = v0;
      sides[4 * kept + 2] = u1;
      sides[4 * kept + 3] = slope;
      kept++;
      cuts[points++] = low;
      cuts[points++] = high;
      double reaches = u0 + (width - v0) / slope;
      if (reaches > low && reaches < high) {
        cuts[points++] = reaches;
      }
    }
    Arrays.sort(cuts, 0, points);
    for (int i = 1; i < points && testsLeft >= 0; i++) {
      if (cuts[i] - cuts[i - 1] > NOTHING_METRES / 2) {
        nearest(half, from, (to - from) / length, cuts[i - 1], cuts[i], kept);
      }
    }
  }

  /** What lies nearest across from a stretch within which nothing begins or ends. */
  private void nearest(
      int half, double from, double sharePerMetre, double low, double high, int kept) {
    testsLeft -= kept;
    double middle = (low + high) / 2;
    int best = -1;
    double least = width;
    for (int k = 0; k < kept; k++) {
      double u0 = sides[4 * k];
      double u1 = sides[4 * k + 2];
      if (middle < Math.min(u0, u1) || middle > Math.max(u0, u1)) {
        continue;
      }
      double across = sides[4 * k + 1] + (middle - u0) * sides[4 * k + 3];
      if (across >= -NOTHING_METRES && across < least) {
        least = across;
        best = k;
      }
    }
    if (best < 0 || Math.abs(sides[4 * best + 3]) > STEEPEST) {
      return;
    }
    double u0 = sides[4 * best];
    double v0 = sides[4 * best + 1];
    double u1 = sides[4 * best + 2];
    double slope = sides[4 * best + 3];
    int other = 2 * beside[best] + (u1 < u0 ? 0 : 1);
    if (!borders.isSide(other)) {
      return;
    }
    double start = Math.max(u0, u1);
    double span = Math.abs(u1 - u0);
    Place place =
        new Place(
            half,
            from + low * sharePerMetre,
            from + high * sharePerMetre,
            other,
            Math.clamp((start - low) / span, 0, 1),
            Math.clamp((start - high) / span, 0, 1),
            Math.max(0, v0 + (low - u0) * slope),
            Math.max(0, v0 + (high - u0) * slope));
    Place last = found.isEmpty() ? null : found.getLast();
    if (last != null && last.other == other && place.from - last.to < 1e-9) {
      found.set(
          found.size() - 1,
          new Place(
              half,
              last.from,
              place.to,
              other,
              last.otherFrom,
              place.otherTo,
              last.widthFrom,
              place.widthTo));
    } else {
      found.add(place);
    }
  }
}
