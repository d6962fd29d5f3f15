package org.gridmap.geodata.topology.state;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.plane.Directions;
import org.gridmap.geodata.topology.Edge;
import org.locationtech.jts.geom.Coordinate;

/** The ends of edges around a node, counter-clockwise, with the labels between them. */
public final class NodeOrder {
  /**
   * An end of an edge at a node.
   *
   * @param leaving whether the edge begins here; it ends here otherwise
   */
  public record End(Edge edge, boolean leaving) {
    /** The point next to the node. */
    public Coordinate towards() {
      List<Coordinate> points = edge.points();
      return leaving ? points.get(1) : points.get(points.size() - 2);
    }

    /** What lies counter-clockwise of it. */
    public String after() {
      return leaving ? edge.left() : edge.right();
    }

    /** What lies clockwise of it. */
    public String before() {
      return leaving ? edge.right() : edge.left();
    }
  }

  private NodeOrder() {}

  /** All ends at a node, counter-clockwise, beginning just after straight down. */
  public static List<End> around(PartitionState state, long node) {
    List<End> ends = ends(state, node);
    Coordinate at = state.findNode(node);
    if (at != null) {
      ends.sort((a, b) -> compare(at, a.towards(), b.towards()));
    }
    return ends;
  }

  /** All ends at a node in the order of their edges' numbers. */
  public static List<End> ends(PartitionState state, long node) {
    List<End> ends = new ArrayList<>();
    long last = -1;
    for (long id : state.edgesAt(node)) {
      Edge edge = state.findEdge(id);
      if (id == last || edge == null) {
        continue;
      }
      last = id;
      if (edge.from() == node) {
        ends.add(new End(edge, true));
      }
      if (edge.to() == node) {
        ends.add(new End(edge, false));
      }
    }
    return ends;
  }

  public static int compare(Coordinate at, Coordinate a, Coordinate b) {
    return Directions.compare(at.x, at.y, a.x, a.y, b.x, b.y);
  }
}
