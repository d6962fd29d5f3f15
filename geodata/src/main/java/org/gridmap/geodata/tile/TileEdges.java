package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rings along the four sides of a tile: 0 west, 1 east, 2 north, 3 south. */
final class TileEdges {
  private static final int SIDE = TileLattice.EXTENT;

  private TileEdges() {}

  /**
   * Edges along the sides of the tile, divided at all points there, so that doubled ones cancel.
   */
  static List<long[]> divide(List<long[]> rings) {
    List<long[]> result = rings;
    for (int side = 0; side < 4; side++) {
      long[] onSide = onSide(result, side);
      if (onSide.length < 3) {
        continue;
      }
      List<long[]> divided = new ArrayList<>(result.size());
      for (long[] ring : result) {
        divided.add(divided(ring, onSide, side));
      }
      result = divided;
    }
    return result;
  }

  /** The points of rings on a side, each once, ascending. */
  private static long[] onSide(List<long[]> rings, int side) {
    long[] points = new long[16];
    int count = 0;
    for (long[] ring : rings) {
      for (long point : ring) {
        if (isOn(point, side)) {
          if (count == points.length) {
            points = Arrays.copyOf(points, count * 2);
          }
          points[count++] = point;
        }
      }
    }
    Arrays.sort(points, 0, count);
    int distinct = Math.min(count, 1);
    for (int i = 1; i < count; i++) {
      if (points[i] != points[i - 1]) {
        points[distinct++] = points[i];
      }
    }
    return Arrays.copyOf(points, distinct);
  }

  private static long[] divided(long[] ring, long[] onSide, int side) {
    long[] points = new long[ring.length + 2 * onSide.length];
    int count = 0;
    long from = ring[ring.length - 1];
    for (long to : ring) {
      if (isOn(from, side) && isOn(to, side)) {
        int first = Arrays.binarySearch(onSide, from);
        int last = Arrays.binarySearch(onSide, to);
        int step = first < last ? 1 : -1;
        for (int i = first + step; i != last && first != last; i += step) {
          if (count + 1 >= points.length) {
            points = Arrays.copyOf(points, points.length * 2);
          }
          points[count++] = onSide[i];
        }
      }
      if (count == points.length) {
        points = Arrays.copyOf(points, points.length * 2);
      }
      points[count++] = to;
      from = to;
    }
    return Arrays.copyOf(points, count);
  }

  private static boolean isOn(long point, int side) {
    return switch (side) {
      case 0 -> Points.x(point) == 0;
      case 1 -> Points.x(point) == SIDE;
      case 2 -> Points.y(point) == 0;
      default -> Points.y(point) == SIDE;
    };
  }

  /** A ring without the points along a side that change nothing about it. */
  static long[] withoutPoints(long[] ring) {
    long[] kept = new long[ring.length];
    int count = 0;
    for (int i = 0; i < ring.length; i++) {
      long before = ring[i == 0 ? ring.length - 1 : i - 1];
      long after = ring[i == ring.length - 1 ? 0 : i + 1];
      boolean needed = true;
      for (int side = 0; side < 4; side++) {
        if (isOn(before, side) && isOn(ring[i], side) && isOn(after, side)) {
          needed = false;
        }
      }
      if (needed) {
        kept[count++] = ring[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }
}
