package org.gridmap.geodata.index;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A packed R-tree over boxes that are all known beforehand, sorted along a Hilbert curve (Kamel and
 * Faloutsos, 1993). It holds plain numbers only, so a million boxes cost 40 MB; it does not change
 * after it is built, so any number of threads may ask it.
 */
public final class BoxIndex {
  private static final int NODE_SIZE = 16;
  private static final int HILBERT_MAX = (1 << 16) - 1;

  private final int count;

  /** minX, minY, maxX, maxY of every leaf, then of every node, level by level; the root is last. */
  private final double[] boxes;

  /** For a leaf the number of its box, for a node the position of its first child. */
  private final int[] targets;

  private final int[] levelEnds;

  /**
   * @param boxes minX, minY, maxX, maxY of each box; box number i begins at 4 i
   */
  public BoxIndex(double[] boxes) {
    this.count = boxes.length / 4;
    int positions = count;
    int levels = 1;
    for (int n = count; n > 1; levels++) {
      n = (n + NODE_SIZE - 1) / NODE_SIZE;
      positions += n;
    }
    this.boxes = new double[4 * positions];
    this.targets = new int[positions];
    this.levelEnds = new int[levels];
    placeLeaves(boxes);
    packNodes();
  }

  /** How many boxes there are. */
  public int size() {
    return count;
  }

  private void placeLeaves(double[] given) {
    double[] all = new double[4];
    gather(given, 0, count, all, 0);
    double minX = all[0];
    double minY = all[1];
    double scaleX = all[2] > minX ? HILBERT_MAX / (all[2] - minX) : 0;
    double scaleY = all[3] > minY ? HILBERT_MAX / (all[3] - minY) : 0;
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      int x = (int) (((given[4 * i] + given[4 * i + 2]) / 2 - minX) * scaleX);
      int y = (int) (((given[4 * i + 1] + given[4 * i + 3]) / 2 - minY) * scaleY);
      order[i] = (hilbert(x, y) << 31) | i;
    }
    Arrays.sort(order);
    for (int position = 0; position < count; position++) {
      int i = (int) (order[position] & 0x7fffffff);
      System.arraycopy(given, 4 * i, boxes, 4 * position, 4);
      targets[position] = i;
    }
  }

  private void packNodes() {
    int start = 0;
    int end = count;
    levelEnds[0] = end;
    for (int level = 1; level < levelEnds.length; level++) {
      int node = end;
      for (int child = start; child < end; child += NODE_SIZE, node++) {
        targets[node] = child;
        int stop = Math.min(child + NODE_SIZE, end);
        gather(boxes, child, stop, boxes, node);
      }
      start = end;
      end = node;
      levelEnds[level] = end;
    }
  }

  /** Writes the box around some boxes; comparing is cheaper here than Math.min, as none is NaN. */
  static void gather(double[] boxes, int first, int end, double[] into, int at) {
    double minX = Double.POSITIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (int b = 4 * first; b < 4 * end; b += 4) {
      minX = boxes[b] < minX ? boxes[b] : minX;
      minY = boxes[b + 1] < minY ? boxes[b + 1] : minY;
      maxX = boxes[b + 2] > maxX ? boxes[b + 2] : maxX;
      maxY = boxes[b + 3] > maxY ? boxes[b + 3] : maxY;
    }
    into[4 * at] = minX;
    into[4 * at + 1] = minY;
    into[4 * at + 2] = maxX;
    into[4 * at + 3] = maxY;
  }

  /**
   * Visits every box that meets the given one (touching counts).
   *
   * @param visitor gets the number of a box; false ends the visit
   * @return false if the visitor ended it
   */
  public boolean visit(double minX, double minY, double maxX, double maxY, IntPredicate visitor) {
    int root = targets.length - 1;
    return count == 0
        || visit(root, root + 1, levelEnds.length - 1, minX, minY, maxX, maxY, visitor);
  }

  /** Visits what lies below some nodes of a level, which stand side by side, the last one first. */
  private boolean visit(
      int first,
      int end,
      int level,
      double minX,
      double minY,
      double maxX,
      double maxY,
      IntPredicate visitor) {
    for (int position = end - 1; position >= first; position--) {
      if (apart(position, minX, minY, maxX, maxY)) {
        continue;
      }
      int target = targets[position];
      boolean goOn =
          level == 0
              ? visitor.test(target)
              : visit(
                  target,
                  Math.min(target + NODE_SIZE, levelEnds[level - 1]),
                  level - 1,
                  minX,
                  minY,
                  maxX,
                  maxY,
                  visitor);
      if (!goOn) {
        return false;
      }
    }
    return true;
  }

  /** What is shown two boxes by their numbers. */
  public interface PairVisitor {
    /** Whether to go on. */
    boolean test(int one, int other);
  }

  /**
   * Shows every two boxes that lie within a distance of each other, once. Compared with a visit for
   * each box this goes down the tree once for all that lie side by side.
   *
   * @param marginX the distance along the first axis
   * @param marginY the distance along the second axis
   * @param visitor gets the numbers of two boxes; false ends the visit
   * @return false if the visitor ended it
   */
  public boolean visitPairs(double marginX, double marginY, PairVisitor visitor) {
    int root = targets.length - 1;
    return count < 2 || visitPairs(root, root, levelEnds.length - 1, marginX, marginY, visitor);
  }

  /** The pairs below two nodes of a level that lie near each other, or are the same. */
  private boolean visitPairs(
      int one, int other, int level, double marginX, double marginY, PairVisitor visitor) {
    if (level == 0) {
      return visitor.test(targets[one], targets[other]);
    }
    int end = levelEnds[level - 1];
    int oneEnd = Math.min(targets[one] + NODE_SIZE, end);
    int otherEnd = Math.min(targets[other] + NODE_SIZE, end);
    for (int a = targets[one]; a < oneEnd; a++) {
      double minX = boxes[4 * a] - marginX;
      double minY = boxes[4 * a + 1] - marginY;
      double maxX = boxes[4 * a + 2] + marginX;
      double maxY = boxes[4 * a + 3] + marginY;
      if (apart(other, minX, minY, maxX, maxY)) {
        continue;
      }
      // No box is a pair with itself.
      for (int b = one != other ? targets[other] : level == 1 ? a + 1 : a; b < otherEnd; b++) {
        if (!apart(b, minX, minY, maxX, maxY)
            && !visitPairs(a, b, level - 1, marginX, marginY, visitor)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean apart(int position, double minX, double minY, double maxX, double maxY) {
    int b = 4 * position;
    return boxes[b] > maxX || boxes[b + 2] < minX || boxes[b + 1] > maxY || boxes[b + 3] < minY;
  }

  /** Follows a ray straight down and keeps the nearest thing met. */
  public interface Descent {
    /** Looks at the box of this number; may raise {@link #floor}. */
    void look(int box);

    /** Nothing below this y can matter any more. */
    double floor();
  }

  /** Shows the descent the boxes that a ray from (x, y) straight down meets, highest first. */
  public void descend(double x, double y, Descent descent) {
    if (count == 0) {
      return;
    }
    int[] stack = new int[levelEnds.length * NODE_SIZE + 1];
    int depth = 0;
    stack[depth++] = targets.length - 1;
    while (depth > 0) {
      int position = stack[--depth];
      int b = 4 * position;
      if (boxes[b] > x || boxes[b + 2] < x || boxes[b + 1] > y || boxes[b + 3] < descent.floor()) {
        continue;
      }
      if (position < count) {
        descent.look(targets[position]);
        continue;
      }
      int first = targets[position];
      int stop = Math.min(first + NODE_SIZE, endOfLevel(first));
      int base = depth;
      for (int child = first; child < stop; child++) {
        int slot = depth++;
        double top = boxes[4 * child + 3];
        while (slot > base && boxes[4 * stack[slot - 1] + 3] > top) {
          stack[slot] = stack[slot - 1];
          slot--;
        }
        stack[slot] = child;
      }
    }
  }

  private int endOfLevel(int position) {
    for (int end : levelEnds) {
      if (position < end) {
        return end;
      }
    }
    return targets.length;
  }

  /** Position of a cell on the Hilbert curve of order 16. */
  private static long hilbert(int cellX, int cellY) {
    int x = cellX;
    int y = cellY;
    long position = 0;
    for (int s = 1 << 15; s > 0; s >>= 1) {
      int rx = (x & s) != 0 ? 1 : 0;
      int ry = (y & s) != 0 ? 1 : 0;
      position = (position << 2) | ((3 * rx) ^ ry);
      if (ry == 0) {
        if (rx == 1) {
          x = HILBERT_MAX - x;
          y = HILBERT_MAX - y;
        }
        int swap = x;
        x = y;
        y = swap;
      }
    }
    return position;
  }
}
