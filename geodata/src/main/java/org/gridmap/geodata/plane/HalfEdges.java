package org.gridmap.geodata.plane;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The half-edges of segments that meet in their ends only (a doubly connected edge list): half-edge
 * 2 s runs along segment s, 2 s + 1 against it. Each knows the one that follows with the same land
 * on its left, and the closed walk, or cycle, that they make. Which cycles border one face is for
 * those to say who know what lies on both sides.
 */
public sealed class HalfEdges permits PlaneGraph {
  private static final int NONE = -1;

  /** Beyond so many half-edges around a point sorting by insertion gets slow. */
  private static final int FEW = 16;

  private final PointTable points;

  /** The point that each half-edge leaves. */
  private final int[] start;

  /** Half-edges that leave each point, counter-clockwise. */
  private final int[] first;

  private final int[] leaving;
  private final int[] next;
  private final int[] cycle;

  /** One half-edge of each cycle. */
  private final int[] cycleStart;

  /**
   * @param points where the segments end
   * @param start the point that each half-edge leaves, two for each segment; kept, not copied
   */
  public HalfEdges(PointTable points, int[] start) {
    this.points = points;
    this.start = start;
    first = new int[points.size() + 1];
    leaving = new int[start.length];
    next = new int[start.length];
    cycle = new int[start.length];
    gather();
    for (int p = 0; p < points.size(); p++) {
      sortAround(first[p], first[p + 1]);
      link(first[p], first[p + 1]);
    }
    cycleStart = trace();
  }

  private void gather() {
    for (int from : start) {
      first[from + 1]++;
    }
    for (int p = 0; p < points.size(); p++) {
      first[p + 1] += first[p];
    }
    int[] place = Arrays.copyOf(first, points.size());
    for (int h = 0; h < start.length; h++) {
      leaving[place[start[h]]++] = h;
    }
  }

  private void sortAround(int from, int to) {
    if (to - from > FEW) {
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

  private int compareAround(int a, int b) {
    int at = start[a];
    int toA = start[a ^ 1];
    int toB = start[b ^ 1];
    return Directions.compare(
        points.x(at), points.y(at), points.x(toA), points.y(toA), points.x(toB), points.y(toB));
  }

  private void link(int from, int to) {
    for (int at = from; at < to; at++) {
      // The twin of a half-edge that arrives leaves; what follows is the next one clockwise.
      int clockwise = at == from ? to - 1 : at - 1;
      next[leaving[at] ^ 1] = leaving[clockwise];
    }
  }

  private int[] trace() {
    Arrays.fill(cycle, NONE);
    int[] starts = new int[16];
    int cycles = 0;
    for (int h = 0; h < next.length; h++) {
      if (cycle[h] != NONE) {
        continue;
      }
      if (cycles == starts.length) {
        starts = Arrays.copyOf(starts, 2 * cycles);
      }
      starts[cycles] = h;
      for (int half = h; cycle[half] == NONE; half = next[half]) {
        cycle[half] = cycles;
      }
      cycles++;
    }
    return Arrays.copyOf(starts, cycles);
  }

  /** Where the segments end. */
  public final PointTable points() {
    return points;
  }

  /** The point that a half-edge leaves. */
  public final int start(int half) {
    return start[half];
  }

  /** The point that a half-edge reaches. */
  public final int end(int half) {
    return start[half ^ 1];
  }

  /** How many half-edges leave a point. */
  public final int degree(int point) {
    return first[point + 1] - first[point];
  }

  /** The last of the half-edges that leave a point, counter-clockwise from just after down. */
  public final int lastLeaving(int point) {
    return leaving[first[point + 1] - 1];
  }

  /** Whether one of the half-edges that leave a point is like that. */
  public final boolean anyLeaving(int point, IntPredicate like) {
    for (int i = first[point]; i < first[point + 1]; i++) {
      if (like.test(leaving[i])) {
        return true;
      }
    }
    return false;
  }

  /** Visits the half-edges that leave a point, counter-clockwise. */
  public final void leaving(int point, IntConsumer visitor) {
    for (int i = first[point]; i < first[point + 1]; i++) {
      visitor.accept(leaving[i]);
    }
  }

  /** The half-edge that follows with the same land on its left. */
  public final int next(int half) {
    return next[half];
  }

  /** The closed walk that a half-edge is part of. */
  public final int cycle(int half) {
    return cycle[half];
  }

  /** How many closed walks there are. */
  public final int cycles() {
    return cycleStart.length;
  }

  /** One half-edge of a closed walk, the one with the lowest number. */
  public final int anyHalfOf(int ofCycle) {
    return cycleStart[ofCycle];
  }

  /** Visits the half-edges of a closed walk in order. */
  public final void along(int ofCycle, IntConsumer visitor) {
    int from = cycleStart[ofCycle];
    int half = from;
    do {
      visitor.accept(half);
      half = next[half];
    } while (half != from);
  }
}
