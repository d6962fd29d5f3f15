package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.line.NearestPlace;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Distance;
import org.locationtech.jts.geom.Coordinate;

/**
 * The way along borders between leaves, from one place on them to another, that runs nearest to a
 * drawn line: the one with the least land between (Dijkstra, 1959).
 */
final class BorderPath {
  /** A detour that leaves no land between counts as if so many degrees of it were there. */
  private static final double DETOUR = 1e-6;

  private static final long END = Long.MIN_VALUE;

  /** From start to end. */
  private final List<Coordinate> points = new ArrayList<>();

  /** The edges that it runs along, of the first and the last one a part. */
  private final Set<Long> edges = new HashSet<>();

  /** The nodes that it passes, in their order. */
  private final List<Long> nodes = new ArrayList<>();

  private final Set<Long> partial = new HashSet<>();

  /** A place on an edge. */
  record OnBorder(Edge edge, int segment, Coordinate place) {}

  private record Step(
      double cost, long node, long edge, List<Coordinate> points, @Nullable Step before) {}

  private BorderPath(Step last) {
    List<Step> steps = new ArrayList<>();
    for (Step step = last; step != null; step = step.before()) {
      steps.addFirst(step);
    }
    for (Step step : steps) {
      edges.add(step.edge());
      if (step.node() != END) {
        nodes.add(step.node());
      }
      points.addAll(
          points.isEmpty() ? step.points() : step.points().subList(1, step.points().size()));
    }
    partial.add(steps.getFirst().edge());
    partial.add(last.edge());
  }

  List<Coordinate> points() {
    return points;
  }

  List<Long> nodes() {
    return nodes;
  }

  /** Whether a piece of an edge lies on it. */
  boolean holds(long edge, Coordinate a, Coordinate b) {
    if (!partial.contains(edge)) {
      return edges.contains(edge);
    }
    Coordinate middle = new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
    return Distance.pointToSegmentString(middle, points.toArray(Coordinate[]::new))
            * PrecisionLattice.UNITS
        <= 2;
  }

  /**
   * The border at an end of a drawn line.
   *
   * @throws RefusedOperationException {@code LINE_DOES_NOT_REACH_BORDER}
   */
  static OnBorder onBorder(PartitionState state, Coordinate end) throws RefusedOperationException {
    List<Edge> inner = new ArrayList<>();
    NearestPlace nearest = new NearestPlace(end);
    for (Edge edge : state.edges().stream().sorted(Comparator.comparingLong(Edge::id)).toList()) {
      if (between(state, edge)) {
        inner.add(edge);
        nearest.look(edge.points());
      }
    }
    if (nearest.metres() > GridPartition.SNAP_METRES) {
      throw Refusals.refused(
          Reason.LINE_DOES_NOT_REACH_BORDER, "The line does not end on a border.", end);
    }
    return new OnBorder(inner.get(nearest.line()), nearest.segment(), nearest.place());
  }

  private static boolean between(PartitionState state, Edge edge) {
    return Refusals.isLeaf(state, edge.left()) && Refusals.isLeaf(state, edge.right());
  }

  /**
   * The path between two places.
   *
   * @param line the drawn line
   * @throws RefusedOperationException {@code NOT_ADJACENT} if no border leads from one to the other
   */
  static BorderPath between(
      PartitionState state, OnBorder start, OnBorder end, List<Coordinate> line)
      throws RefusedOperationException {
    Nearness nearness = new Nearness(line);
    PriorityQueue<Step> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble(Step::cost)
                .thenComparingLong(Step::node)
                .thenComparingLong(Step::edge));
    Edge first = start.edge();
    List<Coordinate> before = upTo(first.points(), start).reversed();
    List<Coordinate> after = from(first.points(), start);
    offer(queue, nearness, null, first.from(), first, before);
    offer(queue, nearness, null, first.to(), first, after);
    if (first.id() == end.edge().id()) {
      offer(queue, nearness, null, END, first, along(start, end));
    }
    Set<Long> done = new HashSet<>();
    while (!queue.isEmpty()) {
      Step step = queue.remove();
      if (step.node() == END) {
        return new BorderPath(step);
      }
      if (!done.add(step.node())) {
        continue;
      }
      for (NodeOrder.End arm : NodeOrder.ends(state, step.node())) {
        Edge edge = arm.edge();
        if (!between(state, edge)) {
          continue;
        }
        if (edge.id() == end.edge().id()) {
          List<Coordinate> rest =
              arm.leaving() ? upTo(edge.points(), end) : from(edge.points(), end).reversed();
          offer(queue, nearness, step, END, edge, rest);
        } else if (edge.id() != first.id()) {
          long next = arm.leaving() ? edge.to() : edge.from();
          List<Coordinate> whole = arm.leaving() ? edge.points() : edge.points().reversed();
          offer(queue, nearness, step, next, edge, whole);
        }
      }
    }
    throw Refusals.refused(
        Reason.NOT_ADJACENT,
        "No border leads from one end of the line to the other.",
        end.place(),
        start.edge().left(),
        start.edge().right(),
        end.edge().left(),
        end.edge().right());
  }

  private static void offer(
      PriorityQueue<Step> queue,
      Nearness nearness,
      @Nullable Step before,
      long node,
      Edge edge,
      List<Coordinate> points) {
    double cost = (before == null ? 0 : before.cost()) + nearness.cost(points);
    queue.add(new Step(cost, node, edge.id(), points, before));
  }

  private static List<Coordinate> upTo(List<Coordinate> points, OnBorder place) {
    List<Coordinate> part = new ArrayList<>(points.subList(0, place.segment() + 1));
    part.add(place.place());
    return part;
  }

  private static List<Coordinate> from(List<Coordinate> points, OnBorder place) {
    List<Coordinate> part = new ArrayList<>(List.of(place.place()));
    part.addAll(points.subList(place.segment() + 1, points.size()));
    return part;
  }

  /** What of one edge lies between two of its places. */
  private static List<Coordinate> along(OnBorder start, OnBorder end) {
    List<Coordinate> points = start.edge().points();
    Coordinate corner = points.get(start.segment());
    boolean forward =
        start.segment() < end.segment()
            || (start.segment() == end.segment()
                && corner.distance(start.place()) <= corner.distance(end.place()));
    OnBorder a = forward ? start : end;
    OnBorder b = forward ? end : start;
    List<Coordinate> part = new ArrayList<>(List.of(a.place()));
    part.addAll(points.subList(a.segment() + 1, b.segment() + 1));
    part.add(b.place());
    return forward ? part : part.reversed();
  }

  /** About how much land lies between a way and the line, in square degrees of latitude. */
  private static final class Nearness {
    private final Coordinate[] line;
    private final double shrink;

    Nearness(List<Coordinate> drawn) {
      shrink = Math.cos(Math.toRadians(drawn.getFirst().y));
      line = drawn.stream().map(this::flat).toArray(Coordinate[]::new);
    }

    private Coordinate flat(Coordinate at) {
      return new Coordinate(at.x * shrink, at.y);
    }

    double cost(List<Coordinate> points) {
      double sum = 0;
      for (int i = 1; i < points.size(); i++) {
        Coordinate a = flat(points.get(i - 1));
        Coordinate b = flat(points.get(i));
        Coordinate middle = new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
        sum += a.distance(b) * (Distance.pointToSegmentString(middle, line) + DETOUR);
      }
      return sum;
    }
  }
}
