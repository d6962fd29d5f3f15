package org.gridmap.geodata.coverage.arrangement;

import java.util.Arrays;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/** The points where segments end, and the half-edges that leave each, counter-clockwise. */
final class NodeTable {
  private final Segments segments;

  /** The node that each half-edge leaves. */
  private final int[] start;

  /** A half-edge that leaves each node. */
  private int[] sample = new int[16];

  private int size;
  private final int[] first;
  private final int[] leaving;

  NodeTable(Segments segments) {
    this.segments = segments;
    int halves = 2 * segments.size();
    start = new int[halves];
    int[] table = new int[Integer.highestOneBit(Math.max(8, halves)) << 2];
    for (int h = 0; h < halves; h++) {
      start[h] = find(table, h);
    }
    first = new int[size + 1];
    for (int h = 0; h < halves; h++) {
      first[start[h] + 1]++;
    }
    for (int n = 0; n < size; n++) {
      first[n + 1] += first[n];
    }
    leaving = new int[halves];
    int[] place = Arrays.copyOf(first, size);
    for (int h = 0; h < halves; h++) {
      leaving[place[start[h]]++] = h;
    }
    for (int n = 0; n < size; n++) {
      sortAround(first[n], first[n + 1]);
    }
  }

  private int find(int[] table, int half) {
    double px = startX(half);
    double py = startY(half);
    int mask = table.length - 1;
    int slot = (int) Segments.hash(px, py) & mask;
    while (table[slot] != 0) {
      int node = table[slot] - 1;
      if (x(node) == px && y(node) == py) {
        return node;
      }
      slot = (slot + 1) & mask;
    }
    if (size == sample.length) {
      sample = Arrays.copyOf(sample, 2 * size);
    }
    sample[size] = half;
    table[slot] = ++size;
    return size - 1;
  }

  private void sortAround(int from, int to) {
    if (to - from > 16) {
      int[] sorted =
          Arrays.stream(leaving, from, to)
              .boxed()
              .sorted(this::compareAround)
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(sorted, 0, leaving, from, sorted.length);
      return;
    }
    for (int i = from + 1; i < to; i++) {
      int half = leaving[i];
      int at = i;
      while (at > from && compareAround(leaving[at - 1], half) > 0) {
        leaving[at] = leaving[at - 1];
        at--;
      }
      leaving[at] = half;
    }
  }

  /** Counter-clockwise from just after straight down; so what leads right comes first. */
  private int compareAround(int a, int b) {
    boolean rightA = leadsRight(a);
    if (rightA != leadsRight(b)) {
      return rightA ? -1 : 1;
    }
    return -CGAlgorithmsDD.orientationIndex(
        startX(a), startY(a), startX(a ^ 1), startY(a ^ 1), startX(b ^ 1), startY(b ^ 1));
  }

  private boolean leadsRight(int half) {
    double dx = startX(half ^ 1) - startX(half);
    return dx > 0 || (dx == 0 && startY(half ^ 1) > startY(half));
  }

  private double startX(int half) {
    return (half & 1) == 0 ? segments.x0[half >> 1] : segments.x1[half >> 1];
  }

  private double startY(int half) {
    return (half & 1) == 0 ? segments.y0[half >> 1] : segments.y1[half >> 1];
  }

  int size() {
    return size;
  }

  int start(int half) {
    return start[half];
  }

  double x(int node) {
    return startX(sample[node]);
  }

  double y(int node) {
    return startY(sample[node]);
  }

  /** Where the half-edges that leave a node begin in {@link #leaving}; they end at the next's. */
  int first(int node) {
    return first[node];
  }

  int leaving(int at) {
    return leaving[at];
  }

  /** Whether one of the chosen segments ends in a node. */
  boolean isEndOfAny(int node, boolean[] chosen) {
    for (int at = first[node]; at < first[node + 1]; at++) {
      if (chosen[leaving[at] >> 1]) {
        return true;
      }
    }
    return false;
  }

  /** Order from left to right, then upwards. */
  boolean before(int a, int b) {
    int byX = Double.compare(x(a), x(b));
    return byX != 0 ? byX < 0 : y(a) < y(b);
  }
}
