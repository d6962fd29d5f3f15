package org.gridmap.geodata.topology.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.state.EdgeIndex;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Whether a partition that was one before a step is one after it. New segments may meet others only
 * in common nodes; around each node the labels agree; and what lies inside the changed land has
 * around it the label that it thinks. Together these are as good as looking at everything, and cost
 * only what was touched.
 */
public final class LocalCheck {
  private final PartitionState state;
  private final List<Edge> changed = new ArrayList<>();
  private final TreeMap<Long, Edge> before = new TreeMap<>();

  /** Box of all segments that are new or gone. */
  private final Envelope moved = new Envelope();

  private record Segment(Coordinate a, Coordinate b) {
    static Segment of(Coordinate a, Coordinate b) {
      return a.compareTo(b) <= 0 ? new Segment(a, b) : new Segment(b, a);
    }
  }

  private final Set<Segment> oldSegments = new HashSet<>();

  private LocalCheck(PartitionState state) {
    this.state = state;
    for (var entry : state.step().edges.entrySet()) {
      Optional<Edge> was = entry.getValue();
      Edge is = state.findEdge(entry.getKey());
      if (Objects.equals(was.orElse(null), is)) {
        continue;
      }
      was.ifPresent(edge -> before.put(edge.id(), edge));
      if (is != null) {
        changed.add(is);
      }
    }
  }

  /**
   * Checks what the current step wrote.
   *
   * @throws RefusedOperationException naming the first thing that is wrong
   */
  public static void check(PartitionState state) throws RefusedOperationException {
    LocalCheck check = new LocalCheck(state);
    if (check.changed.isEmpty() && check.before.isEmpty()) {
      return;
    }
    check.before.values().forEach(check::keep);
    check.segments();
    check.nodes();
    check.surroundings();
  }

  private void keep(Edge edge) {
    List<Coordinate> points = edge.points();
    for (int i = 1; i < points.size(); i++) {
      oldSegments.add(Segment.of(points.get(i - 1), points.get(i)));
    }
  }

  private void segments() throws RefusedOperationException {
    Set<Segment> gone = oldSegments.isEmpty() ? Set.of() : new HashSet<>(oldSegments);
    for (Edge edge : changed) {
      List<Coordinate> points = edge.points();
      if (points.size() < 2 || (edge.from() == edge.to() && points.size() < 4)) {
        throw Refusals.refused(
            Reason.EMPTY_GRID,
            "Nothing would be left between "
                + Refusals.side(edge.left())
                + " and "
                + Refusals.side(edge.right())
                + ".",
            points.getFirst(),
            edge.left(),
            edge.right());
      }
      for (int i = 1; i < points.size(); i++) {
        Segment segment = Segment.of(points.get(i - 1), points.get(i));
        if (oldSegments.contains(segment)) {
          gone.remove(segment);
        } else {
          moved.expandToInclude(segment.a());
          moved.expandToInclude(segment.b());
          alone(edge, i);
        }
      }
    }
    for (Segment segment : gone) {
      moved.expandToInclude(segment.a());
      moved.expandToInclude(segment.b());
    }
  }

  /** One new segment against everything near it. */
  private void alone(Edge edge, int i) throws RefusedOperationException {
    Coordinate p = edge.points().get(i - 1);
    Coordinate q = edge.points().get(i);
    if (p.equals2D(q)) {
      throw Refusals.refused(
          Reason.SELF_INTERSECTION,
          "Two corners of a border would be one.",
          p,
          edge.left(),
          edge.right());
    }
    List<Edge> near = new ArrayList<>();
    state.index().query(new Envelope(p, q), near::add);
    for (Edge other : near) {
      int start = 1;
      List<Coordinate> points = other.points();
      for (int j = start; j < points.size(); j++) {
        if (other.id() == edge.id() && j == i) {
          continue;
        }
        Coordinate place = Touch.place(p, q, points.get(j - 1), points.get(j));
        if (place != null && !mayMeet(edge, i, other, j, place)) {
          throw crossing(edge, other, place);
        }
      }
    }
  }

  /** Whether two segments may meet in a place: in the corner between them or in a common node. */
  private static boolean mayMeet(Edge edge, int i, Edge other, int j, Coordinate place) {
    if (edge.id() == other.id() && Math.abs(i - j) == 1) {
      return place.equals2D(edge.points().get(Math.min(i, j)));
    }
    boolean here =
        (i == 1 && place.equals2D(edge.points().getFirst()) && endsAt(other, j, edge.from()))
            || (i == edge.points().size() - 1
                && place.equals2D(edge.points().getLast())
                && endsAt(other, j, edge.to()));
    return here;
  }

  private static boolean endsAt(Edge edge, int segment, long node) {
    return (segment == 1 && edge.from() == node)
        || (segment == edge.points().size() - 1 && edge.to() == node);
  }

  private RefusedOperationException crossing(Edge edge, Edge other, Coordinate place) {
    if (edge.id() == other.id()) {
      return Refusals.refused(
          Reason.SELF_INTERSECTION,
          Refusals.border(edge) + " would cross itself.",
          place,
          edge.left(),
          edge.right());
    }
    if (Refusals.outer(other)) {
      return Refusals.refused(
          Reason.OUTSIDE_PARENT,
          Refusals.border(edge) + " would leave the outline of the plan.",
          place,
          edge.left(),
          edge.right());
    }
    return Refusals.refused(
        Reason.BORDER_CROSSED,
        Refusals.border(edge)
            + " would cross the one between "
            + Refusals.side(other.left())
            + " and "
            + Refusals.side(other.right())
            + ".",
        place,
        edge.left(),
        edge.right(),
        other.left(),
        other.right());
  }

  private void nodes() throws RefusedOperationException {
    Set<Long> touched = new TreeSet<>();
    for (Edge edge : before.values()) {
      touched.add(edge.from());
      touched.add(edge.to());
    }
    for (Edge edge : changed) {
      touched.add(edge.from());
      touched.add(edge.to());
    }
    for (long node : touched) {
      List<NodeOrder.End> ends = NodeOrder.around(state, node);
      for (int e = 0; e < ends.size(); e++) {
        NodeOrder.End end = ends.get(e);
        NodeOrder.End next = ends.get((e + 1) % ends.size());
        Coordinate at =
            end.leaving() ? end.edge().points().getFirst() : end.edge().points().getLast();
        if (!at.equals2D(state.findNode(node))
            || ends.size() == 1
            || !end.after().equals(next.before())
            || (ends.size() > 1 && sameDirection(at, end, next))) {
          throw Refusals.refused(
              Reason.BORDER_CROSSED,
              "The borders that meet here would no longer fit together.",
              at,
              end.edge().left(),
              end.edge().right());
        }
      }
    }
  }

  private static boolean sameDirection(Coordinate at, NodeOrder.End a, NodeOrder.End b) {
    return NodeOrder.compare(at, a.towards(), b.towards()) == 0 && !a.equals(b);
  }

  private void surroundings() throws RefusedOperationException {
    List<Edge> inside = new ArrayList<>(changed);
    if (!moved.isNull()) {
      Set<Long> known = new HashSet<>();
      changed.forEach(edge -> known.add(edge.id()));
      state
          .index()
          .query(
              moved,
              edge -> {
                if (!known.contains(edge.id()) && moved.covers(EdgeIndex.box(edge))) {
                  inside.add(edge);
                }
              });
    }
    for (Edge edge : inside) {
      @Nullable Coordinate place = Surroundings.mismatch(state, edge);
      if (place != null) {
        throw Refusals.refused(
            Reason.NODE_SWALLOWED,
            "What lies here would come to lie in another grid without its border having moved.",
            place,
            edge.left(),
            edge.right());
      }
    }
  }
}
