package org.gridmap.geodata.tile;

/** Lattice points packed into one long each, so that they can be keys. */
final class Points {
  private Points() {}

  static long of(int x, int y) {
    return ((long) x << 32) | (y & 0xffffffffL);
  }

  static int x(long point) {
    return (int) (point >> 32);
  }

  static int y(long point) {
    return (int) point;
  }

  /**
   * Twice the signed area of the triangle a, b, c: positive if c lies to the left of a → b with x
   * to the right and y upwards. Exact for coordinates below 2³⁰.
   */
  static long cross(long a, long b, long c) {
    return ((long) x(b) - x(a)) * ((long) y(c) - y(a))
        - ((long) y(b) - y(a)) * ((long) x(c) - x(a));
  }

  /** Twice the signed area of a ring that does not repeat its first point. */
  static double area2(long[] ring) {
    double sum = 0;
    long origin = ring[0];
    for (int i = 1; i + 1 < ring.length; i++) {
      sum += cross(origin, ring[i], ring[i + 1]);
    }
    return sum;
  }
}
