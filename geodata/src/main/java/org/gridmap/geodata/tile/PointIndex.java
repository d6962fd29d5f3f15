package org.gridmap.geodata.tile;

import java.util.Arrays;

/**
 * A uniform-grid index of lattice points that finds those near a segment or a triangle. The search
 * follows the figure column by column, so that a long thin figure costs its length and not the area
 * of its box.
 */
final class PointIndex {
  private static final int SHIFT = 6;
  private static final int SIDE = 1 << SHIFT;

  /** Told of each candidate; answers true to end the walk. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(int index);
  }

  private final long[] cells;
  private final int[] starts;
  private final int[] order;
  private final int mask;

  /** Indexes the first {@code count} points. */
  PointIndex(long[] points, int count) {
    int capacity = Integer.highestOneBit(Math.max(16, count)) * 2;
    mask = capacity - 1;
    cells = new long[capacity];
    Arrays.fill(cells, Long.MIN_VALUE);
    int[] sizes = new int[capacity];
    int[] slots = new int[count];
    for (int i = 0; i < count; i++) {
      long cell = Points.of(Points.x(points[i]) >> SHIFT, Points.y(points[i]) >> SHIFT);
      int slot = slot(cell);
      cells[slot] = cell;
      sizes[slot]++;
      slots[i] = slot;
    }
    starts = new int[capacity + 1];
    for (int i = 0; i < capacity; i++) {
      starts[i + 1] = starts[i] + sizes[i];
    }
    order = new int[count];
    int[] next = Arrays.copyOf(starts, capacity);
    for (int i = 0; i < count; i++) {
      order[next[slots[i]]++] = i;
    }
  }

  /**
   * Visits the points in all cells that the triangle a, b, c meets (and some beside it).
   *
   * @param margin widens the figure on all sides, lattice steps
   * @return whether a visit ended the walk
   */
  boolean near(long a, long b, long c, int margin, Visitor visitor) {
    int minX = Math.min(Points.x(a), Math.min(Points.x(b), Points.x(c))) - margin;
    int maxX = Math.max(Points.x(a), Math.max(Points.x(b), Points.x(c))) + margin;
    for (int column = minX >> SHIFT; column <= maxX >> SHIFT; column++) {
      double left = (double) column * SIDE - margin;
      double right = (double) (column + 1) * SIDE + margin;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      long from = c;
      for (int side = 0; side < 3; side++) {
        long to = side == 0 ? a : side == 1 ? b : c;
        double x1 = Points.x(from);
        double y1 = Points.y(from);
        double x2 = Points.x(to);
        double y2 = Points.y(to);
        if (Math.max(x1, x2) >= left && Math.min(x1, x2) <= right) {
          double atLeft = x1 == x2 ? y1 : y1 + (y2 - y1) * unit((left - x1) / (x2 - x1));
          double atRight = x1 == x2 ? y2 : y1 + (y2 - y1) * unit((right - x1) / (x2 - x1));
          low = Math.min(low, Math.min(atLeft, atRight));
          high = Math.max(high, Math.max(atLeft, atRight));
        }
        from = to;
      }
      if (low > high) {
        continue;
      }
      int lastRow = (int) Math.floor(high + margin + 1) >> SHIFT;
      for (int row = (int) Math.floor(low - margin - 1) >> SHIFT; row <= lastRow; row++) {
        int slot = slot(Points.of(column, row));
        for (int i = starts[slot]; i < starts[slot + 1]; i++) {
          if (visitor.visit(order[i])) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static double unit(double value) {
    return Math.clamp(value, 0.0, 1.0);
  }

  private int slot(long cell) {
    long mixed = cell * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (cells[slot] != cell && cells[slot] != Long.MIN_VALUE) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
