package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;

/**
 * Slides a node along the outline of the plan: one of its two edges there grows by what the other
 * one loses, and the outline stays where it is.
 */
final class OutlineSlide {
  private OutlineSlide() {}

  /**
   * Writes both edges of the outline; the borders that end at the node are the caller's.
   *
   * @param ends the ends of the outline at the node
   * @param at where the node is
   * @param to where it goes
   * @throws RefusedOperationException {@code OUTLINE_FIXED} if that is not on one of the two edges
   */
  static void slide(PartitionState state, List<NodeOrder.End> ends, Coordinate at, Coordinate to)
      throws RefusedOperationException {
    if (ends.size() == 2 && ends.get(0).edge().id() != ends.get(1).edge().id()) {
      for (int e = 0; e < 2; e++) {
        NodeOrder.End shorter = ends.get(e);
        NodeOrder.End longer = ends.get(1 - e);
        List<Coordinate> ahead = away(shorter);
        int segment = segment(ahead, to);
        if (segment > 0) {
          write(state, shorter, rest(ahead, segment, to));
          write(state, longer, grown(away(longer), ahead.subList(0, segment), to));
          return;
        }
      }
    }
    Edge edge = ends.getFirst().edge();
    throw Refusals.refused(
        Reason.OUTLINE_FIXED,
        "The outline of the plan does not move; a node slides along it to the next one.",
        at,
        edge.left(),
        edge.right());
  }

  /** The points of an edge from the node on. */
  private static List<Coordinate> away(NodeOrder.End end) {
    List<Coordinate> points = end.edge().points();
    return end.leaving() ? points : points.reversed();
  }

  /** The segment on which a place lies, by the number of its end; 0 if it lies on none. */
  private static int segment(List<Coordinate> line, Coordinate at) {
    for (int i = 1; i < line.size(); i++) {
      if (straight(line.get(i - 1), at, line.get(i)) && !at.equals2D(line.getLast())) {
        return i;
      }
    }
    return 0;
  }

  /** Whether a place is on a segment, as far as the lattice has one there. */
  private static boolean straight(Coordinate a, Coordinate at, Coordinate b) {
    return Distance.pointToSegment(at, a, b) * PrecisionLattice.UNITS <= 1;
  }

  private static List<Coordinate> rest(List<Coordinate> ahead, int segment, Coordinate to) {
    List<Coordinate> rest = new ArrayList<>(List.of(to));
    int next = to.equals2D(ahead.get(segment)) ? segment + 1 : segment;
    rest.addAll(ahead.subList(next, ahead.size()));
    return rest;
  }

  /** The other edge with what the node passed, from the node's new place on. */
  private static List<Coordinate> grown(
      List<Coordinate> behind, List<Coordinate> passed, Coordinate to) {
    List<Coordinate> grown = new ArrayList<>(List.of(to));
    for (Coordinate point : passed.reversed()) {
      if (!point.equals2D(to)) {
        grown.add(point);
      }
    }
    // Where the node was is a corner of the outline or nothing.
    int was = grown.size() - 1;
    if (straight(grown.get(was - 1), grown.get(was), behind.get(1))) {
      grown.removeLast();
    }
    grown.addAll(behind.subList(1, behind.size()));
    return grown;
  }

  private static void write(PartitionState state, NodeOrder.End end, List<Coordinate> away) {
    state.put(VertexEdits.with(end.edge(), end.leaving() ? away : away.reversed()));
  }
}
