package org.gridmap.geodata.plane;

import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/** Exact order of directions around a point. */
public final class Directions {
  private Directions() {}

  /**
   * Compares the directions from a point to two others, counter-clockwise, beginning just after
   * straight down; 0 for the same direction.
   */
  public static int compare(double px, double py, double ax, double ay, double bx, double by) {
    boolean rightA = right(px, py, ax, ay);
    if (rightA != right(px, py, bx, by)) {
      return rightA ? -1 : 1;
    }
    return -CGAlgorithmsDD.orientationIndex(px, py, ax, ay, bx, by);
  }

  private static boolean right(double px, double py, double x, double y) {
    return x > px || (x == px && y > py);
  }
}
