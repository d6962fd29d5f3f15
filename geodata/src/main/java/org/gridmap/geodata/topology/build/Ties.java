package org.gridmap.geodata.topology.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PlaneGraph;
import org.gridmap.geodata.plane.PointTable;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.plane.SegmentGrid;
import org.gridmap.geodata.plane.SegmentTable;

/**
 * Ties: short auxiliary segments across unclaimed land, from the border of one grid to the border
 * of another that runs along it. They close strips that are open at their ends, and cut a net of
 * strips into pieces that lie between the same two grids.
 */
final class Ties {
  private static final double METRES_PER_DEGREE = Math.toRadians(6_378_137.0);

  /** Borders run along one another up to this angle, 30°. */
  private static final double LEAST_COSINE = Math.cos(Math.toRadians(30));

  private record Tie(int from, int low, int high, int foot, double metres) {}

  /** One tie for each corner and each grid that it faces. */
  private record Across(int from, int label) {}

  private final PlaneGraph graph;
  private final Faces faces;
  private final double width;
  private final PointTable points;
  private final Map<Across, Tie> nearest = new HashMap<>();

  private Ties(PlaneGraph graph, Faces faces, double widthMetres) {
    this.graph = graph;
    this.faces = faces;
    this.width = widthMetres;
    this.points = graph.table().points();
  }

  /** Finds the ties between borders that are no further apart than a width. */
  static Ties find(PlaneGraph graph, Faces faces, double widthMetres) {
    Ties ties = new Ties(graph, faces, widthMetres);
    ties.find();
    return ties;
  }

  private void find() {
    SegmentTable table = graph.table();
    SegmentTable open = new SegmentTable(points, 64);
    List<Integer> halves = new ArrayList<>();
    for (int h = 0; h < 2 * table.size(); h++) {
      if (faces.unclaimed(graph.face(h)) && faces.bounds(graph.face(h ^ 1))) {
        open.number(table.low(h >> 1), table.high(h >> 1));
        halves.add(h);
      }
    }
    if (halves.isEmpty()) {
      return;
    }
    double shrink = Math.max(0.05, Math.cos(Math.toRadians(points.y(open.low(0)))));
    new SegmentGrid(open, width / METRES_PER_DEGREE / shrink)
        .pairs((a, b) -> {
          facing(halves.get(a), halves.get(b));
          facing(halves.get(b), halves.get(a));
        });
  }

  /** Ties the ends of one half-edge to another that runs back beside it. */
  private void facing(int from, int to) {
    int label = faces.label(graph.face(to ^ 1));
    if (label == faces.label(graph.face(from ^ 1)) && graph.cycle(from) == graph.cycle(to)) {
      return;
    }
    int low = graph.start(to);
    int high = graph.end(to);
    double shrink = Math.cos(Math.toRadians(points.y(low)));
    double ax = (points.x(graph.end(from)) - points.x(graph.start(from))) * shrink;
    double ay = points.y(graph.end(from)) - points.y(graph.start(from));
    double bx = (points.x(high) - points.x(low)) * shrink;
    double by = points.y(high) - points.y(low);
    if (ax * bx + ay * by > -LEAST_COSINE * Math.hypot(ax, ay) * Math.hypot(bx, by)) {
      return;
    }
    for (int p : new int[] {graph.start(from), graph.end(from)}) {
      double px = (points.x(p) - points.x(low)) * shrink;
      double py = points.y(p) - points.y(low);
      double t = Math.clamp((px * bx + py * by) / (bx * bx + by * by), 0, 1);
      double fx = t * bx - px;
      double fy = t * by - py;
      // Unclaimed land lies left of both half-edges.
      if (p == low || p == high || ax * fy - ay * fx <= 0 || bx * fy - by * fx >= 0) {
        continue;
      }
      double footX = points.x(low) + t * (points.x(high) - points.x(low));
      double footY = points.y(low) + t * (points.y(high) - points.y(low));
      double metres = GroundArea.metres(points.x(p), points.y(p), footX, footY);
      Across across = new Across(p, label);
      Tie known = nearest.get(across);
      if (metres <= width && (known == null || metres < known.metres())) {
        int foot = points.number(PrecisionLattice.round(footX), PrecisionLattice.round(footY));
        nearest.put(across, new Tie(p, low, high, foot, metres));
      }
    }
  }

  /** The feet to be put into segments, by key. */
  Map<Long, List<Integer>> feet() {
    Map<Long, List<Integer>> feet = new HashMap<>();
    for (Tie tie : nearest.values()) {
      if (tie.foot() != tie.low() && tie.foot() != tie.high()) {
        feet.computeIfAbsent(Rings.key(tie.low(), tie.high()), key -> new ArrayList<>())
            .add(tie.foot());
      }
    }
    return feet;
  }

  /** Segments and ties together, and which of them are ties. */
  record Tied(Rings.Owned segments, BitSet ties) {}

  /** Adds the ties that cross nothing; of two that cross, the shorter one. */
  Tied with(Rings.Owned segments) {
    Set<Long> dropped = new HashSet<>();
    while (true) {
      Tied tied = tied(segments, dropped);
      SegmentTable table = tied.segments().table();
      int before = dropped.size();
      Crossings.find(
          table,
          (a, b) -> {
            boolean first =
                tied.ties().get(a) && (!tied.ties().get(b) || metres(table, a) > metres(table, b));
            int loser = first ? a : b;
            dropped.add(Rings.key(table.low(loser), table.high(loser)));
          });
      if (dropped.size() == before) {
        return tied;
      }
    }
  }

  private double metres(SegmentTable table, int s) {
    return GroundArea.metres(
        points.x(table.low(s)),
        points.y(table.low(s)),
        points.x(table.high(s)),
        points.y(table.high(s)));
  }

  private Tied tied(Rings.Owned segments, Set<Long> dropped) {
    SegmentTable all = new SegmentTable(points, segments.table().size() + nearest.size());
    int[][] owners = Arrays.copyOf(segments.owners(), segments.table().size() + nearest.size());
    for (int s = 0; s < segments.table().size(); s++) {
      all.number(segments.table().low(s), segments.table().high(s));
    }
    BitSet ties = new BitSet();
    for (Tie tie : nearest.values()) {
      int known = all.size();
      if (tie.from() != tie.foot() && !dropped.contains(Rings.key(tie.from(), tie.foot()))) {
        int s = all.number(tie.from(), tie.foot());
        if (s == known) {
          owners[s] = Claims.NONE;
          ties.set(s);
        }
      }
    }
    return new Tied(new Rings.Owned(all, owners), ties);
  }
}
