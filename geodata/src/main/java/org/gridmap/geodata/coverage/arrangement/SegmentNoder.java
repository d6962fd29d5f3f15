package org.gridmap.geodata.coverage.arrangement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.geodata.index.BoxIndex;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;

/**
 * Nodes segments: cuts them wherever they cross or touch, merges equal ones by adding up their side
 * counts, and drops those across which nothing changes. Afterwards segments meet at their ends
 * only. Rounding a crossing to the nearest double can make a new crossing; so it looks again until
 * there is none, and rounds all to a fine lattice if that does not come to an end.
 */
public final class SegmentNoder {
  private static final int MAX_ROUNDS = 10;

  /** Of so many comparisons one is told, so that what lies close without crossing is named too. */
  private static final int SAMPLE = 1000;

  private final double latticePerUnit;
  private final int crossingBudget;
  private final CrossingListener listener;
  private final RobustLineIntersector intersector = new RobustLineIntersector();
  private long testsLeft;
  private int crossings;
  private int[] cutSegment = new int[64];
  private double[] cutX = new double[64];
  private double[] cutY = new double[64];
  private int cuts;

  /**
   * Hears of crossings and of a sample of comparisons, so that the worst can be named when there
   * are too many.
   */
  @FunctionalInterface
  public interface CrossingListener {
    /** Two borders cross or lie close, given by their origins. */
    void crossing(int originA, int originB);
  }

  /**
   * @param latticePerUnit points of the fine lattice for each unit of an axis
   * @param crossingBudget how many crossings may be cut
   * @param testBudget how many pairs of segments may be compared
   * @param listener hears of each crossing
   */
  public SegmentNoder(
      double latticePerUnit, int crossingBudget, long testBudget, CrossingListener listener) {
    this.latticePerUnit = latticePerUnit;
    this.crossingBudget = crossingBudget;
    this.testsLeft = testBudget;
    this.listener = listener;
  }

  /** The noded segments, or null if a budget was spent. */
  public @Nullable Segments node(Segments given) {
    Segments current = given;
    boolean[] fresh = CloseSegments.touching(given);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      cuts = 0;
      if (!findCuts(current, fresh)) {
        return null;
      }
      if (cuts == 0) {
        return current;
      }
      Merger merger = new Merger(current.size() + 2 * cuts);
      cut(current, merger);
      current = merger.segments();
      fresh = merger.fresh();
    }
    return onLattice(current);
  }

  private boolean findCuts(Segments s, boolean[] fresh) {
    BoxIndex index = s.index();
    for (int i = 0; i < s.size(); i++) {
      if (!fresh[i]) {
        continue;
      }
      int a = i;
      boolean whole =
          index.visit(
              Math.min(s.x0[i], s.x1[i]),
              Math.min(s.y0[i], s.y1[i]),
              Math.max(s.x0[i], s.x1[i]),
              Math.max(s.y0[i], s.y1[i]),
              b -> {
                if (--testsLeft < 0) {
                  return false;
                }
                if (b == a || (fresh[b] && b < a)) {
                  return true;
                }
                if (testsLeft % SAMPLE == 0) {
                  listener.crossing(s.anyOrigin(a), s.anyOrigin(b));
                }
                meet(s, a, b);
                return crossings <= crossingBudget;
              });
      if (!whole) {
        return false;
      }
    }
    return true;
  }

  private void meet(Segments s, int a, int b) {
    boolean startStart = s.x0[a] == s.x0[b] && s.y0[a] == s.y0[b];
    boolean startEnd = s.x0[a] == s.x1[b] && s.y0[a] == s.y1[b];
    boolean endStart = s.x1[a] == s.x0[b] && s.y1[a] == s.y0[b];
    boolean endEnd = s.x1[a] == s.x1[b] && s.y1[a] == s.y1[b];
    if (startStart || startEnd || endStart || endEnd) {
      meetAtEnd(s, a, b, startStart || startEnd, startStart || endStart);
      return;
    }
    int b0 = side(s, a, s.x0[b], s.y0[b]);
    int b1 = side(s, a, s.x1[b], s.y1[b]);
    if (b0 == b1 && b0 != 0) {
      return;
    }
    int a0 = side(s, b, s.x0[a], s.y0[a]);
    int a1 = side(s, b, s.x1[a], s.y1[a]);
    if (a0 == a1 && a0 != 0) {
      return;
    }
    if (a0 * a1 < 0 && b0 * b1 < 0) {
      crossings++;
      listener.crossing(s.anyOrigin(a), s.anyOrigin(b));
      intersector.computeIntersection(
          new Coordinate(s.x0[a], s.y0[a]),
          new Coordinate(s.x1[a], s.y1[a]),
          new Coordinate(s.x0[b], s.y0[b]),
          new Coordinate(s.x1[b], s.y1[b]));
      Coordinate p = intersector.getIntersection(0);
      addCut(s, a, p.x + 0.0, p.y + 0.0);
      addCut(s, b, p.x + 0.0, p.y + 0.0);
      return;
    }
    if (b0 == 0 && inBox(s, a, s.x0[b], s.y0[b])) {
      addCut(s, a, s.x0[b], s.y0[b]);
    }
    if (b1 == 0 && inBox(s, a, s.x1[b], s.y1[b])) {
      addCut(s, a, s.x1[b], s.y1[b]);
    }
    if (a0 == 0 && inBox(s, b, s.x0[a], s.y0[a])) {
      addCut(s, b, s.x0[a], s.y0[a]);
    }
    if (a1 == 0 && inBox(s, b, s.x1[a], s.y1[a])) {
      addCut(s, b, s.x1[a], s.y1[a]);
    }
  }

  /** Two segments with a common end can only lie on top of one another. */
  private void meetAtEnd(Segments s, int a, int b, boolean atStartOfA, boolean atStartOfB) {
    double ax = atStartOfA ? s.x1[a] : s.x0[a];
    double ay = atStartOfA ? s.y1[a] : s.y0[a];
    double bx = atStartOfB ? s.x1[b] : s.x0[b];
    double by = atStartOfB ? s.y1[b] : s.y0[b];
    if (ax == bx && ay == by) {
      return;
    }
    if (side(s, a, bx, by) != 0) {
      return;
    }
    if (inBox(s, a, bx, by)) {
      addCut(s, a, bx, by);
    } else if (inBox(s, b, ax, ay)) {
      addCut(s, b, ax, ay);
    }
  }

  private void addCut(Segments s, int segment, double px, double py) {
    if ((px == s.x0[segment] && py == s.y0[segment])
        || (px == s.x1[segment] && py == s.y1[segment])) {
      return;
    }
    if (cuts == cutSegment.length) {
      cutSegment = Arrays.copyOf(cutSegment, 2 * cuts);
      cutX = Arrays.copyOf(cutX, 2 * cuts);
      cutY = Arrays.copyOf(cutY, 2 * cuts);
    }
    cutSegment[cuts] = segment;
    cutX[cuts] = px;
    cutY[cuts++] = py;
  }

  private void cut(Segments s, Merger merger) {
    int[] starts = new int[s.size() + 1];
    for (int c = 0; c < cuts; c++) {
      starts[cutSegment[c] + 1]++;
    }
    for (int i = 0; i < s.size(); i++) {
      starts[i + 1] += starts[i];
    }
    int[] place = Arrays.copyOf(starts, s.size());
    int[] bySegment = new int[cuts];
    for (int c = 0; c < cuts; c++) {
      bySegment[place[cutSegment[c]]++] = c;
    }
    for (int i = 0; i < s.size(); i++) {
      int n = starts[i + 1] - starts[i];
      if (n == 0) {
        merger.add(s, i, s.x0[i], s.y0[i], s.x1[i], s.y1[i], false);
        continue;
      }
      int segment = i;
      double dx = s.x1[i] - s.x0[i];
      double dy = s.y1[i] - s.y0[i];
      int[] along =
          Arrays.stream(bySegment, starts[i], starts[i + 1])
              .boxed()
              .sorted((c, d) ->
                  Double.compare(
                      (cutX[c] - s.x0[segment]) * dx + (cutY[c] - s.y0[segment]) * dy,
                      (cutX[d] - s.x0[segment]) * dx + (cutY[d] - s.y0[segment]) * dy))
              .mapToInt(Integer::intValue)
              .toArray();
      double px = s.x0[i];
      double py = s.y0[i];
      for (int c : along) {
        merger.add(s, i, px, py, cutX[c], cutY[c], true);
        px = cutX[c];
        py = cutY[c];
      }
      merger.add(s, i, px, py, s.x1[i], s.y1[i], true);
    }
  }

  private Segments onLattice(Segments s) {
    List<NodedSegmentString> strings = new ArrayList<>(s.size());
    for (int i = 0; i < s.size(); i++) {
      Coordinate[] line = {new Coordinate(s.x0[i], s.y0[i]), new Coordinate(s.x1[i], s.y1[i])};
      strings.add(new NodedSegmentString(line, i));
    }
    SnapRoundingNoder noder = new SnapRoundingNoder(new PrecisionModel(latticePerUnit));
    noder.computeNodes(strings);
    Merger merger = new Merger(2 * s.size());
    for (Object noded : noder.getNodedSubstrings()) {
      SegmentString string = (SegmentString) noded;
      int segment = (Integer) string.getData();
      for (int i = 1; i < string.size(); i++) {
        Coordinate p = string.getCoordinate(i - 1);
        Coordinate q = string.getCoordinate(i);
        merger.add(s, segment, p.x + 0.0, p.y + 0.0, q.x + 0.0, q.y + 0.0, true);
      }
    }
    return merger.segments();
  }

  private static int side(Segments s, int segment, double px, double py) {
    return CGAlgorithmsDD.orientationIndex(
        s.x0[segment], s.y0[segment], s.x1[segment], s.y1[segment], px, py);
  }

  private static boolean inBox(Segments s, int segment, double px, double py) {
    return px >= Math.min(s.x0[segment], s.x1[segment])
        && px <= Math.max(s.x0[segment], s.x1[segment])
        && py >= Math.min(s.y0[segment], s.y1[segment])
        && py <= Math.max(s.y0[segment], s.y1[segment]);
  }

  /** Adds up segments with the same ends and forgets those across which nothing changes. */
  private static final class Merger {
    private final Segments all;
    private int[] table;
    private boolean[] fresh;

    Merger(int expected) {
      all = new Segments(expected);
      table = new int[Integer.highestOneBit(Math.max(8, 2 * expected)) << 1];
      fresh = new boolean[Math.max(16, expected)];
    }

    void add(
        Segments from, int segment, double ax, double ay, double bx, double by, boolean isFresh) {
      if (ax == bx && ay == by) {
        return;
      }
      if (2L * all.size() > table.length) {
        grow();
      }
      int mask = table.length - 1;
      int slot = (int) (Segments.hash(ax, ay) + Segments.hash(bx, by)) & mask;
      while (table[slot] != 0) {
        int i = table[slot] - 1;
        if (all.x0[i] == ax && all.y0[i] == ay && all.x1[i] == bx && all.y1[i] == by) {
          merge(i, from, segment, 1, isFresh);
          return;
        }
        if (all.x0[i] == bx && all.y0[i] == by && all.x1[i] == ax && all.y1[i] == ay) {
          merge(i, from, segment, -1, isFresh);
          return;
        }
        slot = (slot + 1) & mask;
      }
      int i = all.add(ax, ay, bx, by, 0, 0);
      table[slot] = i + 1;
      if (i == fresh.length) {
        fresh = Arrays.copyOf(fresh, 2 * i);
      }
      merge(i, from, segment, 1, isFresh);
    }

    private void grow() {
      table = new int[2 * table.length];
      int mask = table.length - 1;
      for (int i = 0; i < all.size(); i++) {
        long key = Segments.hash(all.x0[i], all.y0[i]) + Segments.hash(all.x1[i], all.y1[i]);
        int slot = (int) key & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = i + 1;
      }
    }

    private void merge(int into, Segments from, int segment, int sign, boolean isFresh) {
      all.grids[into] += sign * from.grids[segment];
      all.parents[into] += sign * from.parents[segment];
      fresh[into] |= isFresh;
      from.origins(segment, origin -> all.addOrigin(into, origin));
    }

    Segments segments() {
      Segments kept = new Segments(all.size());
      int n = 0;
      for (int i = 0; i < all.size(); i++) {
        if (all.grids[i] == 0 && all.parents[i] == 0) {
          continue;
        }
        int k = kept.add(all.x0[i], all.y0[i], all.x1[i], all.y1[i], all.grids[i], all.parents[i]);
        all.origins(i, origin -> kept.addOrigin(k, origin));
        fresh[n++] = fresh[i];
      }
      fresh = Arrays.copyOf(fresh, n);
      return kept;
    }

    boolean[] fresh() {
      return fresh;
    }
  }
}
