package org.gridmap.geodata.plane;

import java.util.Arrays;

/** Undirected segments between numbered points; each pair of points once. */
public final class SegmentTable {
  private final PointTable points;
  private int[] low;
  private int[] high;
  private int[] slots;
  private int size;

  /**
   * @param points the points that the segments join
   * @param expected about how many segments will come
   */
  public SegmentTable(PointTable points, int expected) {
    this.points = points;
    int room = Math.max(16, expected);
    low = new int[room];
    high = new int[room];
    slots = new int[Integer.highestOneBit(room) << 2];
  }

  /** The points that the segments join. */
  public PointTable points() {
    return points;
  }

  /** How many segments there are. */
  public int size() {
    return size;
  }

  /** The end with the lower number. */
  public int low(int segment) {
    return low[segment];
  }

  /** The end with the higher number. */
  public int high(int segment) {
    return high[segment];
  }

  /** The number of the segment between two points, a new one if it has none. */
  public int number(int a, int b) {
    if (2 * size >= slots.length) {
      grow();
    }
    int from = Math.min(a, b);
    int to = Math.max(a, b);
    int slot = slot(from, to);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == low.length) {
      low = Arrays.copyOf(low, 2 * size);
      high = Arrays.copyOf(high, 2 * size);
    }
    low[size] = from;
    high[size] = to;
    slots[slot] = ++size;
    return size - 1;
  }

  private int slot(int from, int to) {
    int mask = slots.length - 1;
    long h = ((long) from << 32 | to) * 0x9E3779B97F4A7C15L;
    h = (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
    int slot = (int) (h ^ (h >>> 32)) & mask;
    while (slots[slot] != 0 && (low[slots[slot] - 1] != from || high[slots[slot] - 1] != to)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int s = 0; s < size; s++) {
      slots[slot(low[s], high[s])] = s + 1;
    }
  }
}
