package org.gridmap.geodata.solid;

/**
 * A closed body of triangles, each counter-clockwise as seen from outside; every edge is walked as
 * often in one direction as in the other. Walls come first, two triangles each, slopes of a roof
 * last.
 */
public final class Solid {
  private final double[] corners;
  private final int[] triangles;
  private final int walls;
  private final int slopes;
  private final boolean simplified;

  /**
   * A body.
   *
   * @param corners east, north and up of each corner, metres: of the ground and of the eaves by
   *     turns, then those of a ridge
   * @param triangles numbers of three corners each: of a wall (a, b, c) and (a, c, d), then of the
   *     ground and a flat roof, then of slopes
   * @param walls how many walls there are
   * @param slopes how many triangles slope
   * @param simplified whether it is less than the footprint said
   */
  Solid(double[] corners, int[] triangles, int walls, int slopes, boolean simplified) {
    this.corners = corners;
    this.triangles = triangles;
    this.walls = walls;
    this.slopes = slopes;
    this.simplified = simplified;
  }

  /** Whether something was left out or put right: a sliver, a line that crossed itself. */
  public boolean simplified() {
    return simplified;
  }

  /** How many corners it has. */
  public int cornerCount() {
    return corners.length / 3;
  }

  /** How many triangles it has. */
  public int triangleCount() {
    return triangles.length / 3;
  }

  /** The number of one of the three corners of a triangle. */
  public int corner(int triangle, int which) {
    return triangles[3 * triangle + which];
  }

  /** East (0), north (1) or up (2) of a corner, metres. */
  public double ordinate(int corner, int axis) {
    return corners[3 * corner + axis];
  }

  Solid asSimplified() {
    return new Solid(corners, triangles, walls, slopes, true);
  }

  int walls() {
    return walls;
  }

  /** How many triangles of its roof slope. */
  public int slopes() {
    return slopes;
  }

  /** Its volume; negative if it were turned inside out. */
  public double cubicMetres() {
    double sum = 0;
    // From a corner of its own: the origin may be far away.
    for (int t = 0; t < triangleCount(); t++) {
      double[] a = from(corner(t, 0));
      double[] b = from(corner(t, 1));
      double[] c = from(corner(t, 2));
      sum +=
          a[0] * (b[1] * c[2] - b[2] * c[1])
              - a[1] * (b[0] * c[2] - b[2] * c[0])
              + a[2] * (b[0] * c[1] - b[1] * c[0]);
    }
    return sum / 6;
  }

  private double[] from(int corner) {
    return new double[] {
      ordinate(corner, 0) - corners[0],
      ordinate(corner, 1) - corners[1],
      ordinate(corner, 2) - corners[2]
    };
  }
}
