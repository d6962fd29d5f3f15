package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.line.NearestPlace;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;

/** Leads edges along other lines; the nodes stay where they are. */
final class Redraws {
  private final PartitionState state;

  Redraws(PartitionState state) {
    this.state = state;
  }

  void redrawEdge(Operation.RedrawEdge redraw) throws RefusedOperationException {
    Edge edge = Refusals.edge(state, redraw.edge());
    List<Coordinate> line = Refusals.line(state, redraw.line());
    Splits.simple(line, edge.left(), edge.right());
    if (edge.from() == edge.to()) {
      ring(edge, line);
      return;
    }
    Coordinate from = edge.points().getFirst();
    Coordinate to = edge.points().getLast();
    if (line.getFirst().distance(to) + line.getLast().distance(from)
        < line.getFirst().distance(from) + line.getLast().distance(to)) {
      line = line.reversed();
    }
    List<Coordinate> points = new ArrayList<>(line);
    points.set(0, from);
    points.set(points.size() - 1, to);
    put(edge, points);
  }

  private void ring(Edge edge, List<Coordinate> drawn) throws RefusedOperationException {
    if (drawn.size() < 4) {
      throw Refusals.refused(
          Reason.NOT_A_RING,
          "The border of an island has three corners at least.",
          drawn.getFirst(),
          edge.left(),
          edge.right());
    }
    List<Coordinate> points = new ArrayList<>(drawn);
    points.set(0, edge.points().getFirst());
    points.set(points.size() - 1, edge.points().getFirst());
    double before = Area.ofRingSigned(edge.points().toArray(Coordinate[]::new));
    double after = Area.ofRingSigned(points.toArray(Coordinate[]::new));
    put(edge, before * after < 0 ? points.reversed() : points);
  }

  private void put(Edge edge, List<Coordinate> line) throws RefusedOperationException {
    List<Coordinate> points = PrecisionLattice.round(line);
    if (edge.points().equals(points)) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES, "The border runs there already.", points.getFirst());
    }
    Refusals.unlocked(edge);
    Refusals.inner(edge);
    Splits.simple(points, edge.left(), edge.right());
    state.put(VertexEdits.with(edge, points));
  }

  void redrawBorder(Operation.RedrawBorder redraw) throws RefusedOperationException {
    String a = Refusals.leaf(state, redraw.a()).code();
    String b = Refusals.leaf(state, redraw.b()).code();
    List<Coordinate> line = Refusals.line(state, redraw.line());
    Splits.simple(line, a, b);
    List<Edge> common = new ArrayList<>();
    for (long id : state.border(a)) {
      Edge edge = state.findEdge(id);
      if (edge != null && (edge.left().equals(b) || edge.right().equals(b)) && !a.equals(b)) {
        common.add(edge);
      }
    }
    if (common.isEmpty()) {
      throw Refusals.refused(
          Reason.NOT_ADJACENT,
          "Grids " + a + " and " + b + " have no common border.",
          line.getFirst(),
          a,
          b);
    }
    Edge edge = carrier(common, line, a, b);
    NearestPlace start = place(edge, line.getFirst());
    NearestPlace end = place(edge, line.getLast());
    boolean forward =
        start.segment() < end.segment()
            || (start.segment() == end.segment() && before(edge, start, end));
    put(
        edge,
        stretch(
            edge, forward ? line : line.reversed(), forward ? start : end, forward ? end : start));
  }

  /** The one edge of the common border on which both ends of the line lie. */
  private static Edge carrier(List<Edge> common, List<Coordinate> line, String a, String b)
      throws RefusedOperationException {
    for (Coordinate end : List.of(line.getFirst(), line.getLast())) {
      if (common.stream().noneMatch(edge -> reaches(edge, end))) {
        throw Refusals.refused(
            Reason.LINE_DOES_NOT_REACH_BORDER,
            "The line does not end on the border between " + a + " and " + b + ".",
            end,
            a,
            b);
      }
    }
    for (Edge edge : common) {
      if (reaches(edge, line.getFirst()) && reaches(edge, line.getLast())) {
        return edge;
      }
    }
    Edge first =
        common.stream()
            .filter(edge -> reaches(edge, line.getFirst()))
            .findFirst()
            .orElse(common.getFirst());
    throw Refusals.refused(
        Reason.NODE_SWALLOWED,
        "Other borders end on this stretch of the border between " + a + " and " + b + ".",
        first.points().getLast(),
        a,
        b);
  }

  private static boolean reaches(Edge edge, Coordinate end) {
    return place(edge, end).metres() <= GridPartition.SNAP_METRES;
  }

  private static NearestPlace place(Edge edge, Coordinate at) {
    NearestPlace nearest = new NearestPlace(at);
    nearest.look(edge.points());
    return nearest;
  }

  private static boolean before(Edge edge, NearestPlace first, NearestPlace second) {
    Coordinate start = edge.points().get(first.segment());
    return start.distance(first.place()) < start.distance(second.place());
  }

  /** The edge with what lies between two of its places replaced by a line. */
  private static List<Coordinate> stretch(
      Edge edge, List<Coordinate> line, NearestPlace start, NearestPlace end) {
    List<Coordinate> old = edge.points();
    List<Coordinate> head = new ArrayList<>(old.subList(0, start.segment() + 1));
    head.add(start.place());
    List<Coordinate> middle = new ArrayList<>(line);
    middle.set(0, start.place());
    middle.set(middle.size() - 1, end.place());
    List<Coordinate> tail = new ArrayList<>(List.of(end.place()));
    tail.addAll(old.subList(end.segment() + 1, old.size()));
    if (edge.from() == edge.to()) {
      List<Coordinate> inner = new ArrayList<>(List.of(start.place()));
      inner.addAll(old.subList(start.segment() + 1, end.segment() + 1));
      inner.add(end.place());
      if (length(inner) > length(head) + length(tail)) {
        // On an island's border the shorter way round is replaced, though the node lies on it.
        inner.addAll(middle.reversed().subList(1, middle.size()));
        return inner;
      }
    }
    head.addAll(middle);
    head.addAll(tail);
    return head;
  }

  private static double length(List<Coordinate> line) {
    double sum = 0;
    for (int i = 1; i < line.size(); i++) {
      sum += line.get(i - 1).distance(line.get(i));
    }
    return sum;
  }

  void adoptLine(Operation.AdoptLine adopt) throws RefusedOperationException {
    Edge edge = Refusals.edge(state, adopt.edge());
    List<Coordinate> line = Refusals.line(state, adopt.line());
    if (edge.from() == edge.to()) {
      throw Refusals.refused(
          Reason.NOT_A_LINE,
          "The border of an island is drawn as a ring; a line has two ends.",
          edge.points().getFirst(),
          edge.left(),
          edge.right());
    }
    Coordinate from = edge.points().getFirst();
    Coordinate to = edge.points().getLast();
    NearestPlace start = near(edge, line, from);
    NearestPlace end = near(edge, line, to);
    if (start.place().equals2D(end.place())) {
      throw Refusals.refused(
          Reason.TOO_FAR,
          "The line does not run along the border: both its ends are nearest to one place.",
          start.place(),
          edge.left(),
          edge.right());
    }
    List<Coordinate> points = new ArrayList<>(List.of(from, start.place()));
    boolean forward =
        start.segment() < end.segment()
            || (start.segment() == end.segment()
                && line.get(start.segment()).distance(start.place())
                    < line.get(start.segment()).distance(end.place()));
    if (forward) {
      points.addAll(line.subList(start.segment() + 1, end.segment() + 1));
    } else {
      points.addAll(line.subList(end.segment() + 1, start.segment() + 1).reversed());
    }
    points.add(end.place());
    points.add(to);
    put(edge, points);
  }

  private static NearestPlace near(Edge edge, List<Coordinate> line, Coordinate node)
      throws RefusedOperationException {
    NearestPlace nearest = new NearestPlace(node);
    nearest.look(line);
    if (nearest.metres() > GridPartition.ADOPT_METRES) {
      throw Refusals.refused(
          Reason.TOO_FAR,
          "The line passes a node of the border at "
              + Math.round(nearest.metres())
              + " m; it may follow lines within "
              + Math.round(GridPartition.ADOPT_METRES)
              + " m.",
          node,
          edge.left(),
          edge.right());
    }
    return nearest;
  }
}
