package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From a lattice to the one half as fine. Every point moves to the middle of its pixel, and every
 * border that passes through such a pixel is led through its middle too (snap rounding; Hobby,
 * 1999). Borders that did not cross before do not cross after; at most they come to coincide.
 */
final class SnapRounding {
  /** A stretch of border, from the smaller point to the larger. */
  private record Stretch(long from, long to) {
    static Stretch of(long a, long b) {
      return a < b ? new Stretch(a, b) : new Stretch(b, a);
    }
  }

  private final long[] pixels;
  private final PointIndex index;
  private final Map<Stretch, long[]> detours = new HashMap<>();
  private final Set<Long> detourStarts = new HashSet<>();

  private SnapRounding(List<long[]> borders) {
    int count = 0;
    for (long[] border : borders) {
      count += border.length;
    }
    LatticePointTable coarse = new LatticePointTable(count);
    for (long[] border : borders) {
      for (long point : border) {
        coarse.number(halve(point));
      }
    }
    pixels = Arrays.copyOf(coarse.points(), coarse.size());
    // The index lives on the fine lattice, at the middles of the pixels.
    long[] middles = new long[pixels.length];
    for (int i = 0; i < middles.length; i++) {
      middles[i] = Points.of(2 * Points.x(pixels[i]), 2 * Points.y(pixels[i]));
    }
    index = new PointIndex(middles, middles.length);
  }

  /**
   * The coverage on the lattice of half the resolution.
   *
   * @param borders every border of the coverage at least once, as lines
   */
  static Coverage halve(Coverage coverage, List<long[]> borders) {
    SnapRounding rounding = new SnapRounding(borders);
    for (long[] border : borders) {
      for (int i = 1; i < border.length; i++) {
        Stretch stretch = Stretch.of(border[i - 1], border[i]);
        rounding.findDetour(stretch.from(), stretch.to());
      }
    }
    return coverage.mapRings(rounding::round, true);
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
    detourStarts.add(from);
    detours.put(
        new Stretch(from, to), met.stream().distinct().mapToLong(Long::longValue).toArray());
  }

  private long[] round(long[] ring) {
    long[] rounded = new long[ring.length + 8];
    int count = 0;
    long from = ring[ring.length - 1];
    for (long to : ring) {
      long[] detour =
          detourStarts.contains(Math.min(from, to)) ? detours.get(Stretch.of(from, to)) : null;
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
}
