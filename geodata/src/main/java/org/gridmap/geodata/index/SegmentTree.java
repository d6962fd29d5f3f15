package org.gridmap.geodata.index;

/**
 * A packed tree of the boxes of a border's segments in the order of the border, eight children to a
 * node. Segments that follow one another lie near one another, so nothing has to be sorted.
 */
public final class SegmentTree {
  private static final int FAN_BITS = 3;
  private static final int FAN = 1 << FAN_BITS;

  /** minX, minY, maxX, maxY of each segment; then of each node, level by level. */
  private final double[][] levels;

  /**
   * @param boxes minX, minY, maxX, maxY of each segment
   */
  public SegmentTree(double[] boxes) {
    int depth = 1;
    for (int n = boxes.length / 4; n > FAN; n = (n + FAN - 1) >> FAN_BITS) {
      depth++;
    }
    levels = new double[depth][];
    levels[0] = boxes;
    for (int level = 1; level < depth; level++) {
      levels[level] = gathered(levels[level - 1]);
    }
  }

  private static double[] gathered(double[] below) {
    int count = below.length / 4;
    double[] above = new double[4 * ((count + FAN - 1) >> FAN_BITS)];
    for (int node = 0; 4 * node < above.length; node++) {
      int first = node << FAN_BITS;
      BoxIndex.gather(below, first, Math.min(count, first + FAN), above, node);
    }
    return above;
  }

  /** What is shown two segments whose boxes meet, the one that comes first on the border first. */
  public interface PairVisitor {
    /** Whether to go on. */
    boolean test(int segment, int later);
  }

  /**
   * Shows every two segments whose boxes meet, once. Two stretches of the border that lie apart are
   * told apart by their boxes, without looking at their segments one by one.
   *
   * @param budget how many boxes may be compared
   * @return −1 if the visitor said yes to all; otherwise the segment where it said no, or where the
   *     budget was spent
   */
  public int visitPairs(long budget, PairVisitor visitor) {
    Pairs pairs = new Pairs(budget, visitor);
    int top = levels.length - 1;
    return pairs.between(top, 0, levels[top].length / 4, 0, levels[top].length / 4, true)
        ? -1
        : pairs.end;
  }

  private final class Pairs {
    private final PairVisitor visitor;
    private long budget;
    private int end;

    Pairs(long budget, PairVisitor visitor) {
      this.budget = budget;
      this.visitor = visitor;
    }

    /** Nodes of a level from first to before firstEnd against those from second to secondEnd. */
    private boolean between(
        int level, int first, int firstEnd, int second, int secondEnd, boolean same) {
      double[] boxes = levels[level];
      for (int a = first; a < firstEnd; a++) {
        double minX = boxes[4 * a];
        double minY = boxes[4 * a + 1];
        double maxX = boxes[4 * a + 2];
        double maxY = boxes[4 * a + 3];
        int start = same ? a : second;
        budget -= secondEnd - start;
        if (budget < 0) {
          end = a << (FAN_BITS * level);
          return false;
        }
        if (level == 0 && same) {
          start++;
        }
        for (int b = start; b < secondEnd; b++) {
          if (boxes[4 * b] <= maxX
              && boxes[4 * b + 2] >= minX
              && boxes[4 * b + 1] <= maxY
              && boxes[4 * b + 3] >= minY
              && !meet(level, a, b)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean meet(int level, int a, int b) {
      if (level == 0) {
        end = a;
        return visitor.test(a, b);
      }
      int below = level - 1;
      int count = levels[below].length / 4;
      int first = a << FAN_BITS;
      int firstEnd = Math.min(count, first + FAN);
      if (a == b) {
        return between(below, first, firstEnd, first, firstEnd, true);
      }
      // Of the first node only those children that meet the second at all.
      double[] boxes = levels[level];
      double[] children = levels[below];
      int second = b << FAN_BITS;
      int secondEnd = Math.min(count, second + FAN);
      budget -= FAN;
      for (int child = first; child < firstEnd; child++) {
        if (children[4 * child] <= boxes[4 * b + 2]
            && children[4 * child + 2] >= boxes[4 * b]
            && children[4 * child + 1] <= boxes[4 * b + 3]
            && children[4 * child + 3] >= boxes[4 * b + 1]
            && !between(below, child, child + 1, second, secondEnd, false)) {
          return false;
        }
      }
      return true;
    }
  }
}
