package org.gridmap.geodata.plane;

import java.util.function.IntConsumer;

/**
 * A uniform-grid index of segments, so that near ones are found without comparing all with all.
 * Fixed once made; plain numbers only.
 */
public final class SegmentGrid {
  private static final int MAX_CELLS = 1 << 22;

  private final SegmentTable table;
  private final PointTable points;
  private final double margin;
  private double minX = Double.POSITIVE_INFINITY;
  private double minY = Double.POSITIVE_INFINITY;
  private double maxX = Double.NEGATIVE_INFINITY;
  private double maxY = Double.NEGATIVE_INFINITY;
  private final double cell;
  private final int columns;
  private final int rows;
  private final int[] first;
  private final int[] members;

  /** Hears of two segments that lie in one cell. */
  @FunctionalInterface
  public interface PairVisitor {
    /** Two different segments; a pair may be told more than once. */
    void pair(int a, int b);
  }

  /**
   * @param margin degrees by which each segment's cells are widened
   */
  public SegmentGrid(SegmentTable table, double margin) {
    this.table = table;
    this.points = table.points();
    this.margin = margin;
    double lengths = 0;
    for (int s = 0; s < table.size(); s++) {
      double x0 = points.x(table.low(s));
      double y0 = points.y(table.low(s));
      double x1 = points.x(table.high(s));
      double y1 = points.y(table.high(s));
      minX = Math.min(minX, Math.min(x0, x1));
      minY = Math.min(minY, Math.min(y0, y1));
      maxX = Math.max(maxX, Math.max(x0, x1));
      maxY = Math.max(maxY, Math.max(y0, y1));
      lengths += Math.hypot(x1 - x0, y1 - y0);
    }
    if (table.size() == 0) {
      minX = minY = maxX = maxY = 0;
    }
    double width = maxX - minX;
    double height = maxY - minY;
    double side = table.size() == 0 ? 1 : 2 * lengths / table.size() + 2 * margin;
    side = Math.max(side, Math.sqrt(width * height / Math.max(64, 2.0 * table.size())));
    side = Math.max(side, Math.max(width, height) / 60_000);
    while ((width / side + 1) * (height / side + 1) > MAX_CELLS) {
      side *= 1.5;
    }
    cell = side > 0 ? side : 1;
    columns = (int) (width / cell) + 1;
    rows = (int) (height / cell) + 1;
    first = new int[columns * rows + 1];
    for (int s = 0; s < table.size(); s++) {
      cells(s, at -> first[at + 1]++);
    }
    for (int c = 0; c < columns * rows; c++) {
      first[c + 1] += first[c];
    }
    members = new int[first[columns * rows]];
    int[] place = java.util.Arrays.copyOf(first, columns * rows);
    for (int s = 0; s < table.size(); s++) {
      int segment = s;
      cells(s, at -> members[place[at]++] = segment);
    }
  }

  private int column(double x) {
    return Math.clamp((long) Math.floor((x - minX) / cell), 0, columns - 1);
  }

  private int row(double y) {
    return Math.clamp((long) Math.floor((y - minY) / cell), 0, rows - 1);
  }

  private void cells(int s, IntConsumer visitor) {
    double x0 = points.x(table.low(s));
    double y0 = points.y(table.low(s));
    double x1 = points.x(table.high(s));
    double y1 = points.y(table.high(s));
    double slack = margin + cell * 1e-6;
    double west = Math.min(x0, x1) - slack;
    double east = Math.max(x0, x1) + slack;
    int low = row(Math.min(y0, y1) - slack);
    int high = row(Math.max(y0, y1) + slack);
    for (int r = low; r <= high; r++) {
      double left = west;
      double right = east;
      if (high > low + 1 && y1 != y0) {
        double perY = (x1 - x0) / (y1 - y0);
        double atLow = x0 + (minY + r * cell - slack - y0) * perY;
        double atHigh = x0 + (minY + (r + 1) * cell + slack - y0) * perY;
        left = Math.max(west, Math.min(atLow, atHigh) - slack);
        right = Math.min(east, Math.max(atLow, atHigh) + slack);
      }
      int end = column(right);
      for (int c = column(left); c <= end; c++) {
        visitor.accept(r * columns + c);
      }
    }
  }

  /** Visits every two segments whose boxes, widened by the margin, may meet. */
  public void pairs(PairVisitor visitor) {
    for (int c = 0; c < columns * rows; c++) {
      for (int i = first[c]; i < first[c + 1]; i++) {
        for (int j = i + 1; j < first[c + 1]; j++) {
          if (near(members[i], members[j])) {
            visitor.pair(members[i], members[j]);
          }
        }
      }
    }
  }

  private boolean near(int a, int b) {
    double ax0 = points.x(table.low(a));
    double ax1 = points.x(table.high(a));
    double bx0 = points.x(table.low(b));
    double bx1 = points.x(table.high(b));
    if (Math.max(ax0, ax1) + margin < Math.min(bx0, bx1)
        || Math.max(bx0, bx1) + margin < Math.min(ax0, ax1)) {
      return false;
    }
    double ay0 = points.y(table.low(a));
    double ay1 = points.y(table.high(a));
    double by0 = points.y(table.low(b));
    double by1 = points.y(table.high(b));
    return Math.max(ay0, ay1) + margin >= Math.min(by0, by1)
        && Math.max(by0, by1) + margin >= Math.min(ay0, ay1);
  }

  /**
   * The segment that is met first from a point straight to the west, on a line a hair's breadth to
   * the north of it so that no end is hit; −1 if there is none.
   */
  public int westOf(int point) {
    double px = points.x(point);
    double py = points.y(point);
    int r = row(py);
    int best = -1;
    for (int c = column(px); c >= 0; c--) {
      int at = r * columns + c;
      for (int i = first[at]; i < first[at + 1]; i++) {
        int s = members[i];
        if (WestRay.meets(
                points.x(table.low(s)),
                points.y(table.low(s)),
                points.x(table.high(s)),
                points.y(table.high(s)),
                px,
                py)
            && (best < 0 || (s != best && eastward(s, best)))) {
          best = s;
        }
      }
      if (best >= 0 && atHeight(best, py) > minX + c * cell + cell * 1e-6) {
        return best;
      }
    }
    return best;
  }

  private double atHeight(int s, double y) {
    return WestRay.crossing(
        points.x(table.low(s)),
        points.y(table.low(s)),
        points.x(table.high(s)),
        points.y(table.high(s)),
        y);
  }

  private boolean eastward(int a, int b) {
    return WestRay.eastward(
        points.x(table.low(a)),
        points.y(table.low(a)),
        points.x(table.high(a)),
        points.y(table.high(a)),
        points.x(table.low(b)),
        points.y(table.low(b)),
        points.x(table.high(b)),
        points.y(table.high(b)));
  }
}
