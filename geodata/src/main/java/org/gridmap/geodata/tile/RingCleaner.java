package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Makes simple rings out of rings that touch or run back over themselves after rounding or
 * clipping: edges that occur twice in opposite directions bound nothing and are removed, and the
 * rest is traced into rings anew, outer rings each followed by their holes.
 */
final class RingCleaner {
  private RingCleaner() {}

  /** Simple rings that enclose the same land; empty if nothing is enclosed. */
  static List<long[]> clean(List<long[]> rings) {
    if (isClean(rings)) {
      return rings;
    }
    Map<Long, List<Long>> outgoing = directedEdges(rings);
    List<long[]> simple = new ArrayList<>();
    for (Map.Entry<Long, List<Long>> start : List.copyOf(outgoing.entrySet())) {
      while (!start.getValue().isEmpty()) {
        cutLoops(trace(start.getKey(), outgoing), simple);
      }
    }
    return grouped(simple);
  }

  private static boolean isClean(List<long[]> rings) {
    int count = 0;
    for (int i = 0; i < rings.size(); i++) {
      long[] ring = rings.get(i);
      if (ring.length < 3 || i == 0 && Points.area2(ring) <= 0) {
        return rings.isEmpty();
      }
      count += ring.length;
    }
    long[] all = new long[count];
    int filled = 0;
    for (long[] ring : rings) {
      System.arraycopy(ring, 0, all, filled, ring.length);
      filled += ring.length;
    }
    Arrays.sort(all);
    for (int i = 1; i < count; i++) {
      if (all[i] == all[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Edges by start, without pairs that cancel and without repetitions. */
  private static Map<Long, List<Long>> directedEdges(List<long[]> rings) {
    Map<Long, List<Long>> outgoing = new java.util.LinkedHashMap<>();
    for (long[] ring : rings) {
      long from = ring[ring.length - 1];
      for (long to : ring) {
        List<Long> back = outgoing.getOrDefault(to, List.of());
        if (from != to && !(back.contains(from) && back.remove((Long) from))) {
          outgoing.computeIfAbsent(from, key -> new ArrayList<>(1)).add(to);
        }
        from = to;
      }
    }
    // Only now: of an edge that is run twice forward and once back, one is left in whatever order.
    outgoing.replaceAll((from, ends) -> new ArrayList<>(new LinkedHashSet<>(ends)));
    return outgoing;
  }

  private static long[] trace(long start, Map<Long, List<Long>> outgoing) {
    List<Long> ring = new ArrayList<>();
    long previous = start;
    long at = start;
    do {
      ring.add(at);
      List<Long> edges = outgoing.getOrDefault(at, List.of());
      if (edges.isEmpty()) {
        // Only land that overlaps itself ends here: the open piece encloses nothing.
        return new long[0];
      }
      long next = edges.getFirst();
      for (int i = 1; i < edges.size() && at != previous; i++) {
        if (isBefore(previous, at, edges.get(i), next)) {
          next = edges.get(i);
        }
      }
      edges.remove((Long) next);
      previous = at;
      at = next;
    } while (at != start);
    return ring.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Whether edge at → a is met before at → b when turning from the edge back to previous through
   * the land on the left (with x to the right and y upwards: clockwise).
   */
  private static boolean isBefore(long previous, long at, long a, long b) {
    return turn(previous, at, a) < turn(previous, at, b);
  }

  private static double turn(long previous, long at, long to) {
    double back =
        Math.atan2(
            (double) Points.y(previous) - Points.y(at), (double) Points.x(previous) - Points.x(at));
    double out =
        Math.atan2((double) Points.y(to) - Points.y(at), (double) Points.x(to) - Points.x(at));
    double clockwise = back - out;
    return clockwise <= 0 ? clockwise + 2 * Math.PI : clockwise;
  }

  /** Cuts a traced ring at points that it visits twice. */
  private static void cutLoops(long[] traced, List<long[]> simple) {
    Map<Long, Integer> at = new HashMap<>();
    long[] open = new long[traced.length];
    int count = 0;
    for (int i = 0; i <= traced.length && traced.length > 0; i++) {
      long point = traced[i % traced.length];
      Integer seen = at.get(point);
      if (seen != null) {
        if (count - seen >= 3) {
          simple.add(Arrays.copyOfRange(open, seen, count));
        }
        for (int k = seen + 1; k < count; k++) {
          at.remove(open[k]);
        }
        count = seen + 1;
      } else {
        at.put(point, count);
        open[count++] = point;
      }
    }
  }

  /** Outer rings, each followed by the holes that lie in it. */
  private static List<long[]> grouped(List<long[]> simple) {
    List<long[]> shells = new ArrayList<>();
    List<long[]> holes = new ArrayList<>();
    for (long[] ring : simple) {
      double area2 = Points.area2(ring);
      if (area2 > 0) {
        shells.add(ring);
      } else if (area2 < 0) {
        holes.add(ring);
      }
    }
    List<long[]> grouped = new ArrayList<>(simple.size());
    for (long[] shell : shells) {
      grouped.add(shell);
      for (long[] hole : holes) {
        if (shellOf(hole, shells) == shell) {
          grouped.add(hole);
        }
      }
    }
    return grouped;
  }

  private static long @org.jspecify.annotations.Nullable [] shellOf(
      long[] hole, List<long[]> shells) {
    long[] smallest = null;
    for (long[] shell : shells) {
      if (contains(shell, hole)
          && (smallest == null || Points.area2(shell) < Points.area2(smallest))) {
        smallest = shell;
      }
    }
    return smallest;
  }

  /** Whether the middle of one edge of the hole lies in the shell; they do not cross. */
  private static boolean contains(long[] shell, long[] hole) {
    double x = (Points.x(hole[0]) + (double) Points.x(hole[1])) / 2;
    double y = (Points.y(hole[0]) + (double) Points.y(hole[1])) / 2;
    boolean inside = false;
    long from = shell[shell.length - 1];
    for (long to : shell) {
      if (Points.y(from) > y != Points.y(to) > y) {
        double cross =
            Points.x(from)
                + (y - Points.y(from))
                    / ((double) Points.y(to) - Points.y(from))
                    * ((double) Points.x(to) - Points.x(from));
        if (x < cross) {
          inside = !inside;
        }
      }
      from = to;
    }
    return inside;
  }
}
