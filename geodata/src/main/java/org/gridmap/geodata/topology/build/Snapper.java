package org.gridmap.geodata.topology.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PointTable;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.plane.SegmentGrid;
import org.gridmap.geodata.plane.SegmentTable;
import org.jspecify.annotations.Nullable;

/**
 * Makes corners and borders of different owners meet that almost do. Only borders that no neighbour
 * shares are looked at: where two owners already agree, nothing is moved.
 */
final class Snapper {
  /** Half a millimetre: less is the rounding to the lattice and is not told. */
  private static final double UNTOLD_METRES = 5e-4;

  private static final double METRES_PER_DEGREE = Math.toRadians(6_378_137.0);

  private final Rings rings;
  private final PointTable points;
  private final SegmentTable open;
  private final int[][] openOwners;
  private final int outline;
  private final double tolerance;
  private final double shrink;

  /** Owners of all segments at the ends of open ones. */
  private final Map<Integer, int[]> ownersAt = new HashMap<>();

  private final Map<Integer, Integer> replaced = new TreeMap<>();
  private final Map<Long, List<Integer>> inserted = new HashMap<>();
  private final Set<Move> moves = new LinkedHashSet<>();

  /** A corner or a place on a border that was moved. */
  record Move(int from, int to, double metres, int owner) {}

  /**
   * @param outline the owner that stands for the required outline, which does not move
   */
  Snapper(Rings rings, Rings.Owned segments, int outline, double toleranceMetres) {
    this.rings = rings;
    this.points = rings.points;
    this.outline = outline;
    this.tolerance = toleranceMetres;
    SegmentTable all = segments.table();
    open = new SegmentTable(points, 64);
    List<int[]> owners = new ArrayList<>();
    for (int s = 0; s < all.size(); s++) {
      if (segments.owners()[s].length == 1) {
        open.number(all.low(s), all.high(s));
        owners.add(segments.owners()[s]);
        ownersAt.put(all.low(s), Claims.NONE);
        ownersAt.put(all.high(s), Claims.NONE);
      }
    }
    openOwners = owners.toArray(int[][]::new);
    for (int s = 0; s < all.size() && !ownersAt.isEmpty(); s++) {
      int[] here = segments.owners()[s];
      ownersAt.computeIfPresent(all.low(s), (p, set) -> union(set, here));
      ownersAt.computeIfPresent(all.high(s), (p, set) -> union(set, here));
    }
    shrink = points.size() == 0 ? 1 : Math.cos(Math.toRadians(points.y(0)));
  }

  private static int[] union(int[] a, int[] b) {
    int[] all = a;
    for (int owner : b) {
      if (Arrays.binarySearch(all, owner) < 0) {
        all = Claims.toggle(all, owner);
      }
    }
    return all;
  }

  /** Snaps once. Returns what was moved; null if everything was as near as it may be. */
  @Nullable List<Move> snap() {
    if (tolerance <= 0 || open.size() == 0) {
      return null;
    }
    double degrees = tolerance / METRES_PER_DEGREE / Math.max(0.05, shrink);
    SegmentGrid grid = new SegmentGrid(open, degrees);
    grid.pairs((a, b) -> {
      if (openOwners[a][0] != openOwners[b][0]) {
        corners(a, b);
      }
    });
    if (replaced.isEmpty()) {
      grid.pairs((a, b) -> {
        if (openOwners[a][0] != openOwners[b][0]) {
          onBorder(open.low(a), b);
          onBorder(open.high(a), b);
          onBorder(open.low(b), a);
          onBorder(open.high(b), a);
        }
      });
    }
    if (replaced.isEmpty() && inserted.isEmpty()) {
      return null;
    }
    Map<Integer, Integer> roots = new HashMap<>();
    replaced.keySet().forEach(p -> roots.put(p, root(p)));
    rings.change(inserted, roots);
    return List.copyOf(moves);
  }

  private void corners(int a, int b) {
    corner(open.low(a), open.low(b));
    corner(open.low(a), open.high(b));
    corner(open.high(a), open.low(b));
    corner(open.high(a), open.high(b));
  }

  private void corner(int p, int q) {
    if (p == q || metres(p, q) > tolerance || common(ownersAt(p), ownersAt(q))) {
      return;
    }
    int a = root(p);
    int b = root(q);
    if (a == b || metres(a, b) > tolerance) {
      return;
    }
    boolean keepB = rank(b) > rank(a) || (rank(b) == rank(a) && b < a);
    int kept = keepB ? b : a;
    int moved = keepB ? a : b;
    if (Claims.has(ownersAt(moved), outline) || !rings.drift.mayMove(moved, kept, tolerance)) {
      return;
    }
    replaced.put(moved, kept);
    rings.drift.move(moved, kept);
    tell(moved, kept, ownersAt(moved)[0]);
  }

  /** The outline first, then what most owners share. */
  private int rank(int point) {
    int[] owners = ownersAt(point);
    return Claims.has(owners, outline) ? Integer.MAX_VALUE : owners.length;
  }

  private int[] ownersAt(int point) {
    return ownersAt.getOrDefault(point, Claims.NONE);
  }

  private static boolean common(int[] a, int[] b) {
    for (int owner : a) {
      if (Claims.has(b, owner)) {
        return true;
      }
    }
    return false;
  }

  private int root(int point) {
    int at = point;
    while (replaced.containsKey(at)) {
      at = replaced.get(at);
    }
    return at;
  }

  /** Leads a border through a corner that lies near it, or a corner to the outline. */
  private void onBorder(int p, int segment) {
    int owner = openOwners[segment][0];
    int low = open.low(segment);
    int high = open.high(segment);
    if (p == low
        || p == high
        || replaced.containsKey(p)
        || Claims.has(ownersAt(p), owner)
        || Claims.has(ownersAt(p), outline)) {
      return;
    }
    double dx = (points.x(high) - points.x(low)) * shrink;
    double dy = points.y(high) - points.y(low);
    double px = (points.x(p) - points.x(low)) * shrink;
    double py = points.y(p) - points.y(low);
    double t = (px * dx + py * dy) / (dx * dx + dy * dy);
    if (!(t > 0 && t < 1)) {
      return;
    }
    double footX = points.x(low) + t * (points.x(high) - points.x(low));
    double footY = points.y(low) + t * (points.y(high) - points.y(low));
    double off = GroundArea.metres(footX, footY, points.x(p), points.y(p));
    if (off > tolerance) {
      return;
    }
    int foot = points.number(PrecisionLattice.round(footX), PrecisionLattice.round(footY));
    if (owner == outline) {
      if (foot != p && !rings.drift.mayMove(p, foot, tolerance)) {
        return;
      }
      if (foot != p) {
        replaced.put(p, foot);
        rings.drift.move(p, foot);
        tell(p, foot, ownersAt(p)[0]);
      }
      insert(low, high, foot);
    } else if (rings.drift.mayBend(low, high, p, tolerance)) {
      insert(low, high, p);
      tell(foot, p, owner);
    }
  }

  private void insert(int low, int high, int point) {
    if (point != low && point != high) {
      inserted.computeIfAbsent(Rings.key(low, high), key -> new ArrayList<>()).add(point);
    }
  }

  private void tell(int from, int to, int owner) {
    double metres = metres(from, to);
    Move move = new Move(from, to, metres, owner);
    if (metres > UNTOLD_METRES) {
      moves.add(move);
    }
  }

  private double metres(int a, int b) {
    return GroundArea.metres(points.x(a), points.y(a), points.x(b), points.y(b));
  }
}
