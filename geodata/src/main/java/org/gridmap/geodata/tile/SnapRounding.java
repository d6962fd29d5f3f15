package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From a lattice to the one half as fine. Every point moves to the middle of its pixel, and every
 * border that passes through such a pixel is led through its middle too (snap rounding after
 * Hobby). Borders that did not cross before do not cross after; at most they come to coincide.
 */
final class SnapRounding {
  private final long[] pixels;
  private final PointIndex index;
  private final Map<Long, long[]> detours = new HashMap<>();
  private final PointTable fine;

  private SnapRounding(Coverage coverage) {
    fine = new PointTable(coverage.vertexCount() / 2 + 1);
    for (Coverage.Face face : coverage.faces) {
      for (long[] ring : face.rings()) {
        for (long point : ring) {
          fine.number(point);
        }
      }
    }
    PointTable coarse = new PointTable(fine.size());
    for (int i = 0; i < fine.size(); i++) {
      coarse.number(halve(fine.points()[i]));
    }
    pixels = Arrays.copyOf(coarse.points(), coarse.size());
    // The index lives on the fine lattice, at the middles of the pixels.
    long[] middles = new long[pixels.length];
    for (int i = 0; i < middles.length; i++) {
      middles[i] = Points.of(2 * Points.x(pixels[i]), 2 * Points.y(pixels[i]));
    }
    index = new PointIndex(middles, middles.length);
  }

  /** The coverage on the lattice of half the resolution. */
  static Coverage halve(Coverage coverage) {
    SnapRounding rounding = new SnapRounding(coverage);
    rounding.findDetours(coverage);
    return coverage.mapRings(rounding::round, true);
  }

  private void findDetours(Coverage coverage) {
    java.util.Set<Long> seen = new java.util.HashSet<>(coverage.vertexCount());
    for (Coverage.Face face : coverage.faces) {
      for (long[] ring : face.rings()) {
        long from = ring[ring.length - 1];
        for (long to : ring) {
          if (from != to && seen.add(key(from, to))) {
            findDetour(Math.min(from, to), Math.max(from, to));
          }
          from = to;
        }
      }
    }
  }

  private void findDetour(long from, long to) {
    long start = halve(from);
    long end = halve(to);
    List<Long> met = new ArrayList<>(0);
    index.near(
        from,
        to,
        to,
        1,
        i -> {
          long pixel = pixels[i];
          if (pixel != start && pixel != end && meets(from, to, pixel)) {
            met.add(pixel);
          }
          return false;
        });
    if (met.isEmpty()) {
      return;
    }
    long dx = (long) Points.x(to) - Points.x(from);
    long dy = (long) Points.y(to) - Points.y(from);
    met.sort(
        Comparator.<Long>comparingLong(p -> dx * Points.x(p) + dy * Points.y(p))
            .thenComparing(Comparator.naturalOrder()));
    detours.put(key(from, to), met.stream().distinct().mapToLong(Long::longValue).toArray());
  }

  private long[] round(long[] ring) {
    long[] rounded = new long[ring.length + 8];
    int count = 0;
    long from = ring[ring.length - 1];
    for (long to : ring) {
      long[] detour = detours.get(key(from, to));
      int needed = count + 1 + (detour == null ? 0 : detour.length);
      if (needed > rounded.length) {
        rounded = Arrays.copyOf(rounded, needed * 2);
      }
      if (detour != null) {
        for (int i = 0; i < detour.length; i++) {
          rounded[count++] = detour[from < to ? i : detour.length - 1 - i];
        }
      }
      rounded[count++] = halve(to);
      from = to;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || rounded[kept - 1] != rounded[i]) {
        rounded[kept++] = rounded[i];
      }
    }
    while (kept > 1 && rounded[kept - 1] == rounded[0]) {
      kept--;
    }
    return Arrays.copyOf(rounded, kept);
  }

  /** Whether a fine segment meets the half-open square of a pixel (low sides belong to it). */
  private static boolean meets(long from, long to, long pixel) {
    int left = 2 * Points.x(pixel) - 1;
    int low = 2 * Points.y(pixel) - 1;
    int right = left + 2;
    int high = low + 2;
    if (Math.max(Points.x(from), Points.x(to)) < left
        || Math.min(Points.x(from), Points.x(to)) >= right
        || Math.max(Points.y(from), Points.y(to)) < low
        || Math.min(Points.y(from), Points.y(to)) >= high) {
      return false;
    }
    long corner = Points.cross(from, to, Points.of(left, low));
    long second = Points.cross(from, to, Points.of(right, low));
    long third = Points.cross(from, to, Points.of(left, high));
    long fourth = Points.cross(from, to, Points.of(right, high));
    if (corner == 0) {
      return true;
    }
    boolean allLeft = corner > 0 && second >= 0 && third >= 0 && fourth >= 0;
    boolean allRight = corner < 0 && second <= 0 && third <= 0 && fourth <= 0;
    return !allLeft && !allRight;
  }

  private static long halve(long point) {
    return Points.of((Points.x(point) + 1) >> 1, (Points.y(point) + 1) >> 1);
  }

  private long key(long a, long b) {
    long first = fine.number(a);
    long second = fine.number(b);
    return Math.min(first, second) << 32 | Math.max(first, second);
  }
}
