package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The borders of a coverage, each once: numbered points, and arcs that run from junction to
 * junction. A junction is a point where other than two borders meet or where the level of the
 * border changes. Since every other point lies on exactly one arc, dropping a point changes all
 * grids on both sides alike.
 */
final class CoverageGraph {
  private static final int LEVEL_BITS = 4;
  private static final int NUMBER_BITS = 28;
  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

  /** Point numbers from junction to junction; a closed arc repeats its first point at the end. */
  record Arc(int level, int[] points) {}

  final LatticePointTable table;
  final boolean[] junction;
  final List<Arc> arcs = new ArrayList<>();

  CoverageGraph(Coverage coverage) {
    int vertices = coverage.vertexCount();
    table = new LatticePointTable(vertices / 2 + 1);
    long[] segments = new long[vertices];
    int count = 0;
    for (Coverage.Face face : coverage.faces) {
      for (long[] ring : face.rings()) {
        int from = table.number(ring[ring.length - 1]);
        for (long point : ring) {
          int to = table.number(point);
          if (from != to) {
            long low = Math.min(from, to);
            long high = Math.max(from, to);
            segments[count++] =
                (low << NUMBER_BITS | high) << LEVEL_BITS | Math.clamp(face.level(), 0, 15);
          }
          from = to;
        }
      }
    }
    Arrays.sort(segments, 0, count);
    int unique = 0;
    for (int i = 0; i < count; i++) {
      // The first of equal segments has the lowest level.
      if (unique == 0 || segments[unique - 1] >> LEVEL_BITS != segments[i] >> LEVEL_BITS) {
        segments[unique++] = segments[i];
      }
    }
    int points = table.size();
    junction = new boolean[points];
    int[] first = new int[points + 1];
    for (int i = 0; i < unique; i++) {
      first[low(segments[i]) + 1]++;
      first[high(segments[i]) + 1]++;
    }
    for (int i = 0; i < points; i++) {
      first[i + 1] += first[i];
    }
    int[] next = Arrays.copyOf(first, points);
    int[] incident = new int[2 * unique];
    for (int i = 0; i < unique; i++) {
      incident[next[low(segments[i])]++] = i;
      incident[next[high(segments[i])]++] = i;
    }
    for (int i = 0; i < points; i++) {
      junction[i] =
          first[i + 1] - first[i] != 2
              || level(segments[incident[first[i]]]) != level(segments[incident[first[i] + 1]]);
    }
    boolean[] walked = new boolean[unique];
    for (int pass = 0; pass < 2; pass++) {
      // First the arcs that start at junctions, then the closed ones that meet none.
      for (int start = 0; start < points; start++) {
        if (pass == 0 && !junction[start]) {
          continue;
        }
        for (int i = first[start]; i < first[start + 1]; i++) {
          if (!walked[incident[i]]) {
            arcs.add(walk(start, incident[i], segments, first, incident, walked));
          }
        }
      }
    }
  }

  /**
   * The arcs as lines, in their order.
   *
   * @param dropped by number, points to leave out; numbers beyond its end stay
   */
  List<long[]> lines(boolean[] dropped) {
    List<long[]> lines = new ArrayList<>(arcs.size());
    for (Arc arc : arcs) {
      long[] line = new long[arc.points().length];
      int count = 0;
      for (int number : arc.points()) {
        if (number >= dropped.length || !dropped[number]) {
          line[count++] = table.points()[number];
        }
      }
      lines.add(Arrays.copyOf(line, count));
    }
    return lines;
  }

  private Arc walk(
      int start, int firstSegment, long[] segments, int[] first, int[] incident, boolean[] walked) {
    int[] points = new int[8];
    int count = 0;
    points[count++] = start;
    int at = start;
    int segment = firstSegment;
    while (true) {
      walked[segment] = true;
      at = low(segments[segment]) == at ? high(segments[segment]) : low(segments[segment]);
      if (count == points.length) {
        points = Arrays.copyOf(points, count * 2);
      }
      points[count++] = at;
      if (junction[at] || at == start) {
        break;
      }
      segment = incident[first[at]] == segment ? incident[first[at] + 1] : incident[first[at]];
    }
    return new Arc(level(segments[firstSegment]), Arrays.copyOf(points, count));
  }

  private static int low(long segment) {
    return (int) (segment >> (LEVEL_BITS + NUMBER_BITS));
  }

  private static int high(long segment) {
    return (int) (segment >> LEVEL_BITS & NUMBER_MASK);
  }

  private static int level(long segment) {
    return (int) (segment & 15);
  }
}
