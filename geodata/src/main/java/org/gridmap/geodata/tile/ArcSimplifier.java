package org.gridmap.geodata.tile;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Drops points from arcs, the smallest triangle first (Visvalingam and Whyatt, 1993), and only
 * where no other point lies in the triangle that the corner spans: then no two borders can come to
 * cross or touch. Junctions stay.
 */
final class ArcSimplifier {
  private final CoverageGraph graph;
  private final long[] points;
  private final boolean[] dropped;
  private final PointIndex index;
  private final long largestArea2;
  private final Set<Long> straight = new HashSet<>();

  /**
   * @param largestArea2 twice the area, in square lattice steps, up to which a corner may go
   */
  private ArcSimplifier(CoverageGraph graph, long largestArea2) {
    this.graph = graph;
    this.largestArea2 = largestArea2;
    points = graph.table.points();
    dropped = new boolean[graph.table.size()];
    index = new PointIndex(points, graph.table.size());
  }

  /** Which points of the graph, by number, are not needed to draw it. */
  static boolean[] droppable(CoverageGraph graph, long largestArea2) {
    ArcSimplifier simplifier = new ArcSimplifier(graph, largestArea2);
    for (CoverageGraph.Arc arc : graph.arcs) {
      if (arc.points().length == 2) {
        simplifier.straight.add(key(arc.points()[0], arc.points()[1]));
      }
    }
    for (CoverageGraph.Arc arc : graph.arcs) {
      simplifier.simplify(arc.points());
    }
    return simplifier.dropped;
  }

  private void simplify(int[] arc) {
    int last = arc.length - 1;
    boolean closed = arc[0] == arc[last];
    // A closed arc keeps three corners, an open one its two ends.
    int left = arc.length;
    int fewest = closed ? 4 : 2;
    int[] before = new int[arc.length];
    int[] after = new int[arc.length];
    PriorityQueue<Long> corners = new PriorityQueue<>();
    for (int i = 1; i < last; i++) {
      before[i] = i - 1;
      after[i] = i + 1;
    }
    for (int i = 1; i < last; i++) {
      offer(arc, before, after, i, corners);
    }
    while (left > fewest) {
      Long corner = corners.poll();
      if (corner == null) {
        return;
      }
      int i = (int) (corner & 0xffffffffL);
      if (dropped[arc[i]] || corner >> 32 != area2(arc, before[i], i, after[i])) {
        continue;
      }
      int a = arc[before[i]];
      int c = arc[after[i]];
      if (!closed && left == 3 && straight.contains(key(a, c))) {
        // Another arc already runs straight between the same junctions: keep the land between.
        continue;
      }
      if (!isFree(a, arc[i], c)) {
        continue;
      }
      dropped[arc[i]] = true;
      left--;
      if (left == 2) {
        straight.add(key(a, c));
      }
      if (before[i] != 0) {
        after[before[i]] = after[i];
        offer(arc, before, after, before[i], corners);
      }
      if (after[i] != last) {
        before[after[i]] = before[i];
        offer(arc, before, after, after[i], corners);
      }
    }
  }

  private void offer(int[] arc, int[] before, int[] after, int i, PriorityQueue<Long> corners) {
    long area2 = area2(arc, before[i], i, after[i]);
    if (area2 <= largestArea2) {
      corners.add(area2 << 32 | i);
    }
  }

  private long area2(int[] arc, int a, int b, int c) {
    return Math.abs(Points.cross(points[arc[a]], points[arc[b]], points[arc[c]]));
  }

  private boolean isFree(int a, int b, int c) {
    long pa = points[a];
    long pb = points[b];
    long pc = points[c];
    return !index.near(
        pa,
        pb,
        pc,
        0,
        other -> {
          if (other == a || other == b || other == c || dropped[other]) {
            return false;
          }
          long p = points[other];
          long ab = Points.cross(pa, pb, p);
          long bc = Points.cross(pb, pc, p);
          long ca = Points.cross(pc, pa, p);
          boolean inside = ab >= 0 && bc >= 0 && ca >= 0 || ab <= 0 && bc <= 0 && ca <= 0;
          return inside && isInBox(p, pa, pb, pc);
        });
  }

  private static boolean isInBox(long p, long a, long b, long c) {
    int x = Points.x(p);
    int y = Points.y(p);
    return x >= Math.min(Points.x(a), Math.min(Points.x(b), Points.x(c)))
        && x <= Math.max(Points.x(a), Math.max(Points.x(b), Points.x(c)))
        && y >= Math.min(Points.y(a), Math.min(Points.y(b), Points.y(c)))
        && y <= Math.max(Points.y(a), Math.max(Points.y(b), Points.y(c)));
  }

  private static long key(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }
}
