package org.gridmap.geodata.plane;

import org.locationtech.jts.algorithm.CGAlgorithmsDD;

/**
 * Exact tests of a ray that leaves a point straight to the west. The ray counts as shifted to the
 * north by an infinitesimal amount (simulation of simplicity; Edelsbrunner and Mücke, 1990), so
 * that it never passes through an end of a segment.
 */
public final class WestRay {
  private WestRay() {}

  /** Whether the ray that leaves a point meets a segment. */
  public static boolean meets(double x0, double y0, double x1, double y1, double px, double py) {
    if ((y0 <= py) == (y1 <= py)) {
      return false;
    }
    if (x0 > px && x1 > px) {
      return false;
    }
    return (y0 < y1
            ? CGAlgorithmsDD.orientationIndex(x0, y0, x1, y1, px, py)
            : CGAlgorithmsDD.orientationIndex(x1, y1, x0, y0, px, py))
        < 0;
  }

  /** Where about a segment has this latitude. */
  public static double crossing(double x0, double y0, double x1, double y1, double y) {
    return x0 + (y - y0) * (x1 - x0) / (y1 - y0);
  }

  /**
   * Of two segments that a ray meets and that do not cross: whether the first lies further east.
   */
  public static boolean eastward(
      double ax0,
      double ay0,
      double ax1,
      double ay1,
      double bx0,
      double by0,
      double bx1,
      double by1) {
    if (ay0 > ay1) {
      return eastward(ax1, ay1, ax0, ay0, bx0, by0, bx1, by1);
    }
    if (by0 > by1) {
      return eastward(ax0, ay0, ax1, ay1, bx1, by1, bx0, by0);
    }
    int side =
        ay0 >= by0
            ? CGAlgorithmsDD.orientationIndex(bx0, by0, bx1, by1, ax0, ay0)
            : -CGAlgorithmsDD.orientationIndex(ax0, ay0, ax1, ay1, bx0, by0);
    if (side == 0) {
      side =
          ay1 <= by1
              ? CGAlgorithmsDD.orientationIndex(bx0, by0, bx1, by1, ax1, ay1)
              : -CGAlgorithmsDD.orientationIndex(ax0, ay0, ax1, ay1, bx1, by1);
    }
    return side < 0;
  }
}
