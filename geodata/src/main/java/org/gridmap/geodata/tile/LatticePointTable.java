package org.gridmap.geodata.tile;

import java.util.Arrays;

/** Numbers distinct lattice points 0, 1, 2, … in the order of their first appearance. */
final class LatticePointTable {
  private static final int FREE = -1;

  private long[] points;
  private int[] slots;
  private int count;

  LatticePointTable(int expected) {
    points = new long[Math.max(16, expected)];
    slots = new int[Integer.highestOneBit(Math.max(16, expected)) * 4];
    Arrays.fill(slots, FREE);
  }

  /** Number of a point; a new one gets the next number. */
  int number(long point) {
    int slot = slot(point);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    if (count == points.length) {
      points = Arrays.copyOf(points, count * 2);
    }
    points[count] = point;
    slots[slot] = count;
    count++;
    if (count * 2 > slots.length) {
      slots = new int[slots.length * 2];
      Arrays.fill(slots, FREE);
      for (int i = 0; i < count; i++) {
        slots[slot(points[i])] = i;
      }
    }
    return count - 1;
  }

  int size() {
    return count;
  }

  /** All points by number; only the first {@link #size()} are filled. */
  long[] points() {
    return points;
  }

  private int slot(long point) {
    long mixed = point * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 33) & (slots.length - 1);
    while (slots[slot] != FREE && points[slots[slot]] != point) {
      slot = slot + 1 & (slots.length - 1);
    }
    return slot;
  }
}
