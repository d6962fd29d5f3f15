package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.geom.Coordinate;

/** Carries the locked borders of one partition over to another one, which must have them all. */
final class LockedBorders {
  private record Segment(Coordinate low, Coordinate high) {
    static Segment of(Coordinate a, Coordinate b) {
      return a.compareTo(b) < 0 ? new Segment(a, b) : new Segment(b, a);
    }
  }

  private final PartitionState other;
  private final Map<Segment, Edge> wanted = new HashMap<>();

  private LockedBorders(PartitionState other) {
    this.other = other;
  }

  /**
   * Locks in another partition what is locked in this one.
   *
   * @throws RefusedOperationException if a locked border is no border there
   */
  static void keep(PartitionState state, PartitionState other) throws RefusedOperationException {
    LockedBorders borders = new LockedBorders(other);
    for (Edge edge : state.edges()) {
      List<Coordinate> points = edge.points();
      for (int i = 1; edge.locked() && i < points.size(); i++) {
        borders.wanted.put(Segment.of(points.get(i - 1), points.get(i)), edge);
      }
    }
    if (borders.wanted.isEmpty()) {
      return;
    }
    for (Edge edge : List.copyOf(other.edges())) {
      borders.lock(edge);
    }
    for (Edge missing : borders.wanted.values()) {
      Refusals.unlocked(missing);
    }
  }

  private void lock(Edge edge) {
    List<Coordinate> points = edge.points();
    boolean[] locked = new boolean[points.size() - 1];
    int sum = 0;
    for (int i = 0; i < locked.length; i++) {
      locked[i] = wanted.remove(Segment.of(points.get(i), points.get(i + 1))) != null;
      sum += locked[i] ? 1 : 0;
    }
    if (sum > 0) {
      cut(edge, locked, sum == locked.length);
    }
  }

  /** Cuts an edge where a lock begins or ends. */
  private void cut(Edge edge, boolean[] locked, boolean all) {
    int count = locked.length;
    List<Coordinate> points = edge.points();
    int start = 0;
    if (edge.from() == edge.to() && !all) {
      while (locked[start] == locked[Math.floorMod(start - 1, count)]) {
        start++;
      }
    }
    long seam = start == 0 ? edge.from() : other.newNode();
    other.removeEdge(edge.id());
    long from = seam;
    int first = 0;
    for (int i = 1; i <= count; i++) {
      boolean lock = locked[(start + i - 1) % count];
      if (i < count && locked[(start + i) % count] == lock) {
        continue;
      }
      List<Coordinate> line = new ArrayList<>();
      for (int k = first; k < i; k++) {
        line.add(points.get((start + k) % count));
      }
      line.add(points.get((start + i - 1) % count + 1));
      long to = i < count ? other.newNode() : start == 0 ? edge.to() : seam;
      long id = first == 0 ? edge.id() : other.newEdge();
      other.put(new Edge(id, from, to, edge.left(), edge.right(), lock, line));
      from = to;
      first = i;
    }
  }
}
