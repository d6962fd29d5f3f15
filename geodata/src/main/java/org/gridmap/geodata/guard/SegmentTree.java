package org.gridmap.geodata.guard;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Boxes of segments in the order in which a border runs, gathered eight by eight, level by level.
 * Neighbours on a border are neighbours on the ground, so nothing has to be sorted.
 */
final class SegmentTree {
  private static final int FAN_BITS = 3;
  private static final int FAN = 1 << FAN_BITS;

  /** minX, minY, maxX, maxY of each segment; then of each node, level by level. */
  private final double[][] levels;

  /**
   * @param boxes minX, minY, maxX, maxY of each segment
   */
  SegmentTree(double[] boxes) {
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
      double[] box = Arrays.copyOfRange(below, 4 * first, 4 * first + 4);
      for (int i = first + 1; i < Math.min(count, first + FAN); i++) {
        box[0] = Math.min(box[0], below[4 * i]);
        box[1] = Math.min(box[1], below[4 * i + 1]);
        box[2] = Math.max(box[2], below[4 * i + 2]);
        box[3] = Math.max(box[3], below[4 * i + 3]);
      }
      System.arraycopy(box, 0, above, 4 * node, 4);
    }
    return above;
  }

  /**
   * Visits the segments behind one whose boxes meet its box.
   *
   * @param visitor says whether to go on
   * @param budget how many boxes may be compared; what is left of it is written back
   * @return false if the visitor said no or the budget is spent
   */
  boolean visitLater(int segment, long[] budget, IntPredicate visitor) {
    int top = levels.length - 1;
    int nodes = levels[top].length / 4;
    for (int node = (segment + 1) >> (FAN_BITS * top); node < nodes; node++) {
      if (!visit(top, node, segment, budget, visitor)) {
        return false;
      }
    }
    return true;
  }

  private boolean visit(int level, int node, int segment, long[] budget, IntPredicate visitor) {
    if (--budget[0] < 0) {
      return false;
    }
    double[] boxes = levels[level];
    double[] leaves = levels[0];
    if (boxes[4 * node] > leaves[4 * segment + 2]
        || boxes[4 * node + 2] < leaves[4 * segment]
        || boxes[4 * node + 1] > leaves[4 * segment + 3]
        || boxes[4 * node + 3] < leaves[4 * segment + 1]) {
      return true;
    }
    if (level == 0) {
      return visitor.test(node);
    }
    int below = level - 1;
    int first = Math.max(node << FAN_BITS, (segment + 1) >> (FAN_BITS * below));
    int end = Math.min(levels[below].length / 4, (node + 1) << FAN_BITS);
    for (int child = first; child < end; child++) {
      if (!visit(below, child, segment, budget, visitor)) {
        return false;
      }
    }
    return true;
  }
}
