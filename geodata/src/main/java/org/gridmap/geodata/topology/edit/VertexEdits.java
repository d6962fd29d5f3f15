package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.check.Touch;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Moves nodes; moves, adds and removes the vertices between them. */
final class VertexEdits {
  private final PartitionState state;

  /** Whether more moves follow before anybody looks: what one of them sweeps over may move too. */
  private final boolean together;

  VertexEdits(PartitionState state) {
    this(state, false);
  }

  private VertexEdits(PartitionState state, boolean together) {
    this.state = state;
    this.together = together;
  }

  /** Moves that count only when all of them are done. */
  static VertexEdits together(PartitionState state) {
    return new VertexEdits(state, true);
  }

  void moveNode(Operation.MoveNode move) throws RefusedOperationException {
    Coordinate at = state.findNode(move.node());
    if (at == null) {
      throw Refusals.refused(Reason.UNKNOWN_NODE, "There is no node " + move.node() + ".", null);
    }
    Coordinate to = moved(at, move.to());
    List<NodeOrder.End> ends = NodeOrder.ends(state, move.node());
    for (NodeOrder.End end : ends) {
      Refusals.unlocked(end.edge());
    }
    List<NodeOrder.End> outline = ends.stream().filter(end -> Refusals.outer(end.edge())).toList();
    if (!outline.isEmpty()) {
      OutlineSlide.slide(state, outline, at, to);
      ends.removeAll(outline);
    } else {
      for (NodeOrder.End end : ends) {
        notSwallowed(end.edge(), move.node(), at, to, end.towards());
      }
    }
    for (NodeOrder.End end : ends) {
      // A closed edge comes twice; the second time with its first end moved already.
      Edge edge = Refusals.edge(state, end.edge().id());
      List<Coordinate> points = new ArrayList<>(edge.points());
      points.set(end.leaving() ? 0 : points.size() - 1, to);
      if (edge.from() == edge.to()) {
        points.set(0, to);
        points.set(points.size() - 1, to);
      }
      state.put(with(edge, points));
    }
  }

  private Coordinate moved(Coordinate from, Coordinate wanted) throws RefusedOperationException {
    Coordinate to = Refusals.place(state, wanted);
    if (to.equals2D(from)) {
      throw Refusals.refused(Reason.NOTHING_CHANGES, "It is there already.", from);
    }
    return to;
  }

  /**
   * No other node may lie in the land over which segments sweep. Where the triangles of both
   * segments of a vertex lie upon each other, a node is passed twice and lies as it did.
   *
   * @param others the far ends of the segments that move
   */
  private void notSwallowed(
      Edge edge, long except, Coordinate from, Coordinate to, Coordinate... others)
      throws RefusedOperationException {
    if (together) {
      return;
    }
    Envelope swept = new Envelope(from, to);
    for (Coordinate other : others) {
      swept.expandToInclude(other);
    }
    List<Edge> near = new ArrayList<>();
    state.index().query(swept, near::add);
    for (Edge candidate : near) {
      notSwallowed(edge, candidate.from(), except, candidate.points().getFirst(), from, to, others);
      notSwallowed(edge, candidate.to(), except, candidate.points().getLast(), from, to, others);
    }
  }

  private static void notSwallowed(
      Edge edge,
      long node,
      long except,
      Coordinate at,
      Coordinate from,
      Coordinate to,
      Coordinate... others)
      throws RefusedOperationException {
    if (node == except || at.equals2D(from)) {
      return;
    }
    boolean swallowed = false;
    for (Coordinate other : others) {
      if (at.equals2D(other)) {
        return;
      }
      int a = Touch.side(from, other, at);
      int b = Touch.side(other, to, at);
      int c = Touch.side(to, from, at);
      swallowed ^= a != 0 && a == b && (c == a || c == 0);
    }
    if (swallowed) {
      throw Refusals.refused(
          Reason.NODE_SWALLOWED,
          Refusals.border(edge) + " would pass over a node.",
          at,
          edge.left(),
          edge.right());
    }
  }

  void moveVertex(Operation.MoveVertex move) throws RefusedOperationException {
    Edge edge = Refusals.edge(state, move.edge());
    vertex(edge, move.vertex());
    Coordinate at = edge.points().get(move.vertex());
    Coordinate to = moved(at, move.to());
    Refusals.unlocked(edge);
    Refusals.inner(edge);
    notSwallowed(
        edge,
        -1,
        at,
        to,
        edge.points().get(move.vertex() - 1),
        edge.points().get(move.vertex() + 1));
    List<Coordinate> points = new ArrayList<>(edge.points());
    points.set(move.vertex(), to);
    state.put(with(edge, points));
  }

  void addVertex(Operation.AddVertex add) throws RefusedOperationException {
    Edge edge = Refusals.edge(state, add.edge());
    if (add.segment() < 0 || add.segment() >= edge.points().size() - 1) {
      throw Refusals.refused(
          Reason.NOT_A_VERTEX,
          "Edge " + edge.id() + " has no segment " + add.segment() + ".",
          Refusals.middle(edge),
          edge.left(),
          edge.right());
    }
    Coordinate a = edge.points().get(add.segment());
    Coordinate b = edge.points().get(add.segment() + 1);
    Coordinate at = Refusals.place(state, add.at());
    if (at.equals2D(a) || at.equals2D(b)) {
      throw Refusals.refused(Reason.NOTHING_CHANGES, "There is a corner already.", at);
    }
    Refusals.unlocked(edge);
    if (Refusals.outer(edge) && Distance.pointToSegment(at, a, b) * PrecisionLattice.UNITS > 1) {
      Refusals.inner(edge);
    }
    List<Coordinate> points = new ArrayList<>(edge.points());
    points.add(add.segment() + 1, at);
    state.put(with(edge, points));
  }

  void removeVertex(Operation.RemoveVertex remove) throws RefusedOperationException {
    Edge edge = Refusals.edge(state, remove.edge());
    vertex(edge, remove.vertex());
    Refusals.unlocked(edge);
    Coordinate at = edge.points().get(remove.vertex());
    Coordinate a = edge.points().get(remove.vertex() - 1);
    Coordinate b = edge.points().get(remove.vertex() + 1);
    if (Refusals.outer(edge) && Distance.pointToSegment(at, a, b) * PrecisionLattice.UNITS > 1) {
      Refusals.inner(edge);
    }
    if (!a.equals2D(b)) {
      notSwallowed(edge, -1, at, a, b);
    }
    List<Coordinate> points = new ArrayList<>(edge.points());
    points.remove(remove.vertex());
    emptied(edge, points);
    state.put(with(edge, points));
  }

  /** Two straight edges between the same nodes have nothing between them. */
  private void emptied(Edge edge, List<Coordinate> points) throws RefusedOperationException {
    if (points.size() > 2) {
      return;
    }
    for (NodeOrder.End end : NodeOrder.ends(state, edge.from())) {
      Edge other = end.edge();
      if (other.id() != edge.id()
          && other.points().size() == 2
          && (other.from() == edge.to() || other.to() == edge.to())) {
        String between =
            other.left().equals(edge.left()) || other.left().equals(edge.right())
                ? other.left()
                : other.right();
        throw Refusals.refused(
            Reason.EMPTY_GRID,
            "Nothing would be left of " + Refusals.side(between) + " here.",
            points.getFirst(),
            between);
      }
    }
  }

  private static void vertex(Edge edge, int vertex) throws RefusedOperationException {
    if (vertex <= 0 || vertex >= edge.points().size() - 1) {
      throw Refusals.refused(
          Reason.NOT_A_VERTEX,
          "Edge " + edge.id() + " has no vertex " + vertex + " between its ends.",
          Refusals.middle(edge),
          edge.left(),
          edge.right());
    }
  }

  static Edge with(Edge edge, List<Coordinate> points) {
    return new Edge(
        edge.id(), edge.from(), edge.to(), edge.left(), edge.right(), edge.locked(), points);
  }

  void lock(Operation.Lock lock) throws RefusedOperationException {
    Edge edge = Refusals.edge(state, lock.edge());
    if (edge.locked() == lock.locked()) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES,
          "The border is " + (edge.locked() ? "" : "not ") + "locked already.",
          Refusals.middle(edge));
    }
    state.put(
        new Edge(
            edge.id(),
            edge.from(),
            edge.to(),
            edge.left(),
            edge.right(),
            lock.locked(),
            edge.points()));
  }
}
