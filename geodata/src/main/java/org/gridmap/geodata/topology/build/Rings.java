package org.gridmap.geodata.topology.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.plane.PointTable;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.plane.SegmentTable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** All rings of all owners as rows of numbered lattice points; closed, the first not repeated. */
final class Rings {
  /** A ring and whose border it is. */
  private record Ring(int owner, int[] points) {}

  final PointTable points;

  final Drift drift;

  /** Owners with several rings, or a ring that comes back to a point: they may be invalid. */
  final Set<Integer> suspect = new HashSet<>();

  private final List<Ring> rings = new ArrayList<>();

  /** By point, one more than the number of the last ring that was seen there. */
  private int[] lastRing = new int[64];

  private int ringCount;

  Rings(int expectedPoints) {
    points = new PointTable(expectedPoints);
    drift = new Drift(points);
  }

  void add(int owner, Geometry land) {
    int before = ringCount;
    for (int g = 0; g < land.getNumGeometries(); g++) {
      if (land.getGeometryN(g) instanceof Polygon polygon && !polygon.isEmpty()) {
        add(owner, polygon.getExteriorRing());
        for (int r = 0; r < polygon.getNumInteriorRing(); r++) {
          add(owner, polygon.getInteriorRingN(r));
        }
      }
    }
    if (ringCount != before + 1) {
      suspect.add(owner);
    }
  }

  private void add(int owner, LinearRing ring) {
    CoordinateSequence sequence = ring.getCoordinateSequence();
    int[] row = new int[sequence.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] =
          points.number(
              PrecisionLattice.round(sequence.getX(i)), PrecisionLattice.round(sequence.getY(i)));
    }
    ringCount++;
    if (lastRing.length < points.size()) {
      lastRing = Arrays.copyOf(lastRing, 2 * points.size());
    }
    for (int i = 1; i < row.length; i++) {
      if (row[i] != row[i - 1]) {
        if (lastRing[row[i]] == ringCount) {
          suspect.add(owner);
        }
        lastRing[row[i]] = ringCount;
      }
    }
    put(owner, row, row.length);
  }

  private void put(int owner, int[] row, int length) {
    int[] kept = new int[length];
    int count = 0;
    for (int i = 0; i < length; i++) {
      if (count == 0 || kept[count - 1] != row[i]) {
        kept[count++] = row[i];
      }
    }
    while (count > 1 && kept[count - 1] == kept[0]) {
      count--;
    }
    if (count > 2) {
      rings.add(new Ring(owner, count == length ? kept : Arrays.copyOf(kept, count)));
    }
  }

  /** The segments between which something changes, with their owners. */
  Owned segments() {
    int total = 0;
    for (Ring ring : rings) {
      total += ring.points().length;
    }
    SegmentTable all = new SegmentTable(points, total / 2 + 16);
    int[][] owners = new int[total / 2 + 16][];
    for (Ring ring : rings) {
      int[] row = ring.points();
      int from = row[row.length - 1];
      for (int to : row) {
        int s = all.number(from, to);
        if (s == owners.length) {
          owners = Arrays.copyOf(owners, 2 * s);
        }
        owners[s] = Claims.toggle(owners[s] == null ? Claims.NONE : owners[s], ring.owner());
        from = to;
      }
    }
    SegmentTable kept = new SegmentTable(points, all.size());
    int[][] keptOwners = new int[all.size()][];
    for (int s = 0; s < all.size(); s++) {
      if (owners[s].length > 0) {
        keptOwners[kept.number(all.low(s), all.high(s))] = owners[s];
      }
    }
    return new Owned(kept, keptOwners);
  }

  /**
   * Segments and whose borders they are.
   *
   * @param owners by segment, ascending; never empty
   */
  record Owned(SegmentTable table, int[][] owners) {}

  /**
   * Puts points into segments and replaces points by others.
   *
   * @param inserted by the key of the segment between two points
   * @param replaced by point
   */
  void change(Map<Long, List<Integer>> inserted, Map<Integer, Integer> replaced) {
    Map<Long, int[]> sorted = new HashMap<>();
    inserted.forEach((key, more) -> sorted.put(key, along(key, more)));
    List<Ring> old = List.copyOf(rings);
    rings.clear();
    for (Ring ring : old) {
      int[] row = ring.points();
      int[] changed = new int[row.length + 8];
      int count = 0;
      int from = row[row.length - 1];
      for (int to : row) {
        int[] more = sorted.isEmpty() ? null : sorted.get(key(from, to));
        int needed = count + 1 + (more == null ? 0 : more.length);
        if (needed > changed.length) {
          changed = Arrays.copyOf(changed, 2 * needed);
        }
        int before = replaced.getOrDefault(from, from);
        int after = replaced.getOrDefault(to, to);
        boolean other = more != null || before != from || after != to;
        int last = before;
        for (int i = 0; more != null && i < more.length; i++) {
          int point = more[from < to ? i : more.length - 1 - i];
          int now = replaced.getOrDefault(point, point);
          changed[count++] = now;
          inherit(from, to, last, now);
          last = now;
        }
        changed[count++] = after;
        if (other) {
          inherit(from, to, last, after);
        }
        from = to;
      }
      put(ring.owner(), changed, count);
    }
  }

  private void inherit(int from, int to, int partFrom, int partTo) {
    if (partFrom != partTo) {
      drift.inherit(from, to, partFrom, partTo);
    }
  }

  static long key(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }

  private int[] along(long key, List<Integer> more) {
    int from = (int) (key >>> 32);
    int to = (int) key;
    double dx = points.x(to) - points.x(from);
    double dy = points.y(to) - points.y(from);
    return more.stream()
        .distinct()
        .filter(p -> p != from && p != to)
        .sorted(
            Comparator.<Integer>comparingDouble(
                    p -> (points.x(p) - points.x(from)) * dx + (points.y(p) - points.y(from)) * dy)
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  Coordinate coordinate(int point) {
    return points.coordinate(point);
  }
}
