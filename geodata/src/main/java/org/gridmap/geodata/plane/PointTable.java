package org.gridmap.geodata.plane;

import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;

/** Numbers points from 0; equal points have one number. */
public final class PointTable {
  private double[] x;
  private double[] y;
  private int[] slots;
  private int size;

  /**
   * @param expected about how many points will come
   */
  public PointTable(int expected) {
    int room = Math.max(16, expected);
    x = new double[room];
    y = new double[room];
    slots = new int[Integer.highestOneBit(room) << 2];
  }

  /** How many points there are. */
  public int size() {
    return size;
  }

  /** Longitude in degrees. */
  public double x(int point) {
    return x[point];
  }

  /** Latitude in degrees. */
  public double y(int point) {
    return y[point];
  }

  /** The point as a new coordinate. */
  public Coordinate coordinate(int point) {
    return new Coordinate(x[point], y[point]);
  }

  /** The number of a lattice point, a new one if it has none. */
  public int number(double px, double py) {
    if (2 * size >= slots.length) {
      grow();
    }
    int slot = slot(px, py);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = px;
    y[size] = py;
    slots[slot] = ++size;
    return size - 1;
  }

  /** Order from west to east, then from south to north. */
  public boolean before(int a, int b) {
    return x[a] < x[b] || (x[a] == x[b] && y[a] < y[b]);
  }

  private int slot(double px, double py) {
    int mask = slots.length - 1;
    long h = Double.doubleToRawLongBits(px) * 0x9E3779B97F4A7C15L;
    h ^= Long.rotateLeft(Double.doubleToRawLongBits(py) * 0xC2B2AE3D27D4EB4FL, 31);
    h = (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
    int slot = (int) (h ^ (h >>> 32)) & mask;
    while (slots[slot] != 0 && (x[slots[slot] - 1] != px || y[slots[slot] - 1] != py)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int p = 0; p < size; p++) {
      slots[slot(x[p], y[p])] = p + 1;
    }
  }
}
