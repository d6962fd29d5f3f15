package org.gridmap.geodata.topology.check;

import java.util.List;
import org.gridmap.geodata.plane.WestRay;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Compares the label that an edge states for the land west of it with the label that the next
 * border to the west states.
 */
public final class Surroundings {
  private static final double FIRST_LOOK = 1e-3;

  private Surroundings() {}

  /** The westmost corner of an edge if the next border to the west disagrees with it about it. */
  static @Nullable Coordinate mismatch(PartitionState state, Edge edge) {
    List<Coordinate> points = edge.points();
    int west = 0;
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).compareTo(points.get(west)) < 0) {
        west = i;
      }
    }
    Coordinate at = points.get(west);
    String own;
    if (west == 0 || west == points.size() - 1) {
      own = labelWest(state, at, west == 0 ? edge.from() : edge.to());
    } else {
      int turn = Touch.side(points.get(west - 1), at, points.get(west + 1));
      own = turn > 0 ? edge.right() : edge.left();
    }
    return own.equals(labelAt(state, at)) ? null : at;
  }

  /** The label between the ends of a node that a ray to the west, lifted by a hair, runs in. */
  private static String labelWest(PartitionState state, Coordinate at, long node) {
    List<NodeOrder.End> ends = NodeOrder.around(state, node);
    NodeOrder.End last = ends.getLast();
    for (NodeOrder.End end : ends) {
      Coordinate towards = end.towards();
      boolean beforeRay = towards.x > at.x || (towards.x <= at.x && towards.y > at.y);
      if (beforeRay) {
        last = end;
      }
    }
    return last.after();
  }

  /** What lies just to the west of a point, by the first border that is met. */
  public static String labelAt(PartitionState state, Coordinate at) {
    Envelope bounds = state.bounds();
    double reach = FIRST_LOOK;
    while (true) {
      Nearest nearest = new Nearest(at);
      double west = at.x - reach;
      state.index().query(new Envelope(west, at.x, at.y, at.y), nearest::look);
      Edge found = nearest.edge;
      if (found != null
          && WestRay.crossing(nearest.ax, nearest.ay, nearest.bx, nearest.by, at.y) > west) {
        return nearest.ay < nearest.by ? found.right() : found.left();
      }
      if (west < bounds.getMinX()) {
        return found == null
            ? PartitionState.OUTSIDE
            : nearest.ay < nearest.by ? found.right() : found.left();
      }
      reach *= 4;
    }
  }

  private static final class Nearest {
    private final Coordinate at;
    @Nullable Edge edge;
    double ax;
    double ay;
    double bx;
    double by;

    Nearest(Coordinate at) {
      this.at = at;
    }

    void look(Edge candidate) {
      List<Coordinate> points = candidate.points();
      Coordinate p = points.getFirst();
      for (int i = 1; i < points.size(); i++) {
        Coordinate q = points.get(i);
        if (WestRay.meets(p.x, p.y, q.x, q.y, at.x, at.y)
            && (edge == null || WestRay.eastward(p.x, p.y, q.x, q.y, ax, ay, bx, by))) {
          edge = candidate;
          ax = p.x;
          ay = p.y;
          bx = q.x;
          by = q.y;
        }
        p = q;
      }
    }
  }
}
