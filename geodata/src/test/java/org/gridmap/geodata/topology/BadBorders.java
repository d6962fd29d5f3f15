package org.gridmap.geodata.topology;

import static org.gridmap.geodata.topology.SmallPlan.at;
import static org.gridmap.geodata.topology.SmallPlan.edge;
import static org.gridmap.geodata.topology.SmallPlan.land;
import static org.gridmap.geodata.topology.SmallPlan.line;
import static org.gridmap.geodata.topology.SmallPlan.node;
import static org.gridmap.geodata.topology.SmallPlan.vertex;

import java.util.Collections;
import java.util.List;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.locationtech.jts.geom.Coordinate;

/** What nobody may do to borders: their corners, the outline, locks, lines drawn anew. */
final class BadBorders extends BadOperations {
  BadBorders() {
    vertices();
    outline();
    locks();
    lines();
  }

  private static Operation move(
      GridPartition p, String a, String b, double x, double y, Coordinate to) {
    Edge edge = edge(p, a, b);
    return new Operation.MoveVertex(edge.id(), vertex(edge, x, y), to);
  }

  private void vertices() {
    plain(
        "a node that is not there is moved",
        Reason.UNKNOWN_NODE,
        p -> new Operation.MoveNode(9999, at(1, 1)));
    plain(
        "a vertex of an edge that is not there is moved",
        Reason.UNKNOWN_EDGE,
        p -> new Operation.MoveVertex(9999, 1, at(1, 1)));
    placed(
        "the first point of an edge is moved as a vertex",
        Reason.NOT_A_VERTEX,
        p -> new Operation.MoveVertex(edge(p, "A", "B").id(), 0, at(1.1, 0.1)));
    placed(
        "a vertex beyond the last is moved",
        Reason.NOT_A_VERTEX,
        p -> new Operation.MoveVertex(edge(p, "A", "B").id(), 99, at(1.1, 0.1)));
    placed(
        "a vertex is added on a segment that is not there",
        Reason.NOT_A_VERTEX,
        p -> new Operation.AddVertex(edge(p, "A", "B").id(), 99, at(1.1, 0.1)));
    placed(
        "a vertex is added where there is one",
        Reason.NOTHING_CHANGES,
        p -> {
          Edge edge = edge(p, "A", "B");
          return new Operation.AddVertex(edge.id(), 0, edge.points().get(1));
        });
    placed(
        "a vertex is moved to where it is",
        Reason.NOTHING_CHANGES,
        p -> move(p, "A", "B", 1, 0.5, at(1, 0.5)));
    plain(
        "a vertex is moved to a place that is not a number",
        Reason.COORDINATE_OUT_OF_RANGE,
        p -> move(p, "A", "B", 1, 0.5, new Coordinate(Double.NaN, 24.8)));
    plain(
        "a vertex is moved to infinity",
        Reason.COORDINATE_OUT_OF_RANGE,
        p -> move(p, "A", "B", 1, 0.5, new Coordinate(118.6, Double.POSITIVE_INFINITY)));
    placed(
        "a vertex is moved to another town",
        Reason.COORDINATE_OUT_OF_RANGE,
        p -> move(p, "A", "B", 1, 0.5, new Coordinate(119.6, 24.8)));
    placed(
        "a node is moved off the earth",
        Reason.COORDINATE_OUT_OF_RANGE,
        p -> new Operation.MoveNode(node(p, 1, 1), new Coordinate(250, 24.8)));
    placed(
        "a border is dragged across an island",
        Reason.BORDER_CROSSED,
        p -> move(p, "A", "C", 0.5, 1, at(0.5, 0.5)));
    placed(
        "a border is dragged over an island",
        Reason.NODE_SWALLOWED,
        p -> move(p, "A", "C", 0.5, 1, at(0.5, 0.05)));
    placed(
        "a border is dragged out of the plan",
        Reason.OUTSIDE_PARENT,
        p -> move(p, "A", "C", 0.5, 1, at(-0.5, 1.2)));
    placed(
        "a border is dragged across itself",
        Reason.SELF_INTERSECTION,
        p -> move(p, "A", "B", 1, 0.75, at(1, 0.1)));
    placed(
        "a vertex is laid on the next one",
        Reason.SELF_INTERSECTION,
        p -> move(p, "A", "B", 1, 0.75, at(1, 0.5)));
    placed(
        "a node is dragged over the corner of another grid",
        Reason.NODE_SWALLOWED,
        p -> new Operation.MoveNode(node(p, 1, 1), at(0.2, 0.1)));
    placed(
        "a node is laid on the next corner of one of its borders",
        Reason.BORDER_CROSSED,
        p -> new Operation.MoveNode(node(p, 1, 1), at(1.5, 1)));
    placed(
        "a corner of a triangle is removed",
        Reason.EMPTY_GRID,
        p -> {
          Edge edge = edge(p, "A", "I");
          Operation first = new Operation.RemoveVertex(edge.id(), 1);
          return new Operation.Batch(
              List.of(first, new Operation.RemoveVertex(edge.id(), 1)), null);
        });
  }

  private void outline() {
    placed(
        "a node of the outline is moved off it",
        Reason.OUTLINE_FIXED,
        p -> new Operation.MoveNode(node(p, 1, 0), at(1.1, 0.02)));
    placed(
        "a node of the outline slides beyond the next one",
        Reason.OUTLINE_FIXED,
        p -> new Operation.MoveNode(node(p, 1, 0), at(2, 1.2)));
    placed(
        "a node of the outline slides so far that its border would cross an island",
        Reason.BORDER_CROSSED,
        p -> new Operation.MoveNode(node(p, 1, 0), at(0, 0.9)));
    placed(
        "a vertex of the outline is moved",
        Reason.OUTLINE_FIXED,
        p -> {
          Edge edge = edge(p, "B", "");
          return new Operation.MoveVertex(edge.id(), 1, at(2.05, 0.05));
        });
    placed(
        "a corner of the outline is removed",
        Reason.OUTLINE_FIXED,
        p -> new Operation.RemoveVertex(edge(p, "B", "").id(), 1));
    placed(
        "a vertex is added beside the outline",
        Reason.OUTLINE_FIXED,
        p -> new Operation.AddVertex(edge(p, "B", "").id(), 0, at(1.9, 0.1)));
    placed(
        "the outline is redrawn",
        Reason.OUTLINE_FIXED,
        p -> new Operation.RedrawEdge(edge(p, "B", "").id(), line(1, 0, 1.5, -0.2, 2, 1)));
  }

  private static Operation.Batch locked(GridPartition p, Operation then) {
    return new Operation.Batch(
        List.of(new Operation.Lock(edge(p, "A", "B").id(), true), then), "locked");
  }

  private void locks() {
    placed(
        "a vertex of a locked border is moved",
        Reason.LOCKED,
        p -> locked(p, move(p, "A", "B", 1, 0.5, at(1.1, 0.5))));
    placed(
        "a vertex is added to a locked border",
        Reason.LOCKED,
        p -> locked(p, new Operation.AddVertex(edge(p, "A", "B").id(), 0, at(1.05, 0.1))));
    placed(
        "a vertex of a locked border is removed",
        Reason.LOCKED,
        p -> locked(p, new Operation.RemoveVertex(edge(p, "A", "B").id(), 1)));
    placed(
        "a locked border is redrawn",
        Reason.LOCKED,
        p -> locked(p, new Operation.RedrawEdge(edge(p, "A", "B").id(), line(1, 0, 1, 1))));
    placed(
        "a node of a locked border is moved",
        Reason.LOCKED,
        p -> locked(p, new Operation.MoveNode(node(p, 1, 1), at(1.1, 1.1))));
    placed(
        "grids are merged across a locked border",
        Reason.LOCKED,
        p -> locked(p, new Operation.Merge(List.of("A", "B"), grid("M"))));
    placed(
        "land is transferred over a locked border",
        Reason.LOCKED,
        p ->
            locked(
                p,
                new Operation.Transfer(
                    land("(0.9 0.2, 1.1 0.2, 1.1 0.4, 0.9 0.4, 0.9 0.2)"), List.of(), "A")));
    placed(
        "a border is locked twice",
        Reason.NOTHING_CHANGES,
        p -> locked(p, new Operation.Lock(edge(p, "A", "B").id(), true)));
  }

  private void lines() {
    placed(
        "an edge is redrawn by one point",
        Reason.NOT_A_LINE,
        p -> new Operation.RedrawEdge(edge(p, "A", "B").id(), line(1, 0)));
    placed(
        "an edge is redrawn by one point twice",
        Reason.NOT_A_LINE,
        p -> new Operation.RedrawEdge(edge(p, "A", "B").id(), line(1, 0, 1, 0)));
    placed(
        "an edge is redrawn by a line that crosses itself",
        Reason.LINE_CROSSES_ITSELF,
        p ->
            new Operation.RedrawEdge(
                edge(p, "A", "B").id(), line(1, 0, 1.5, 0.5, 1.5, 0.2, 1.1, 0.6, 1, 1)));
    placed(
        "an edge is redrawn through another grid",
        Reason.BORDER_CROSSED,
        p -> new Operation.RedrawEdge(edge(p, "A", "B").id(), line(1, 0, 1.5, 1.5, 1, 1)));
    placed(
        "an edge is redrawn as it is",
        Reason.NOTHING_CHANGES,
        p -> new Operation.RedrawEdge(edge(p, "A", "B").id(), edge(p, "A", "B").points()));
    placed(
        "an island's border is redrawn by a line",
        Reason.NOT_A_RING,
        p -> new Operation.RedrawEdge(edge(p, "A", "I").id(), line(0.4, 0.4, 0.6, 0.6)));
    placed(
        "a common border is redrawn that there is not",
        Reason.NOT_ADJACENT,
        p -> new Operation.RedrawBorder("A", "D", line(1, 0.2, 1.2, 0.5, 1, 0.8)));
    placed(
        "a common border is redrawn from afar",
        Reason.LINE_DOES_NOT_REACH_BORDER,
        p -> new Operation.RedrawBorder("A", "B", line(1, 0.2, 1.2, 0.5, 1.3, 0.8)));
    placed(
        "a common border is redrawn past the end of another",
        Reason.NODE_SWALLOWED,
        p ->
            new Operation.Batch(
                List.of(
                    new Operation.Transfer(
                        land("(0.9 0.4, 1 0.4, 1 0.6, 0.9 0.6, 0.9 0.4)"), List.of("A"), "B"),
                    split("B", line(1, 0.4, 1.2, 0.5, 1, 0.6)),
                    new Operation.RedrawBorder("A", "M", line(1, 0.2, 0.8, 0.5, 1, 0.8))),
                null));
    placed(
        "borders are led along a line that ends in the middle of a grid",
        Reason.LINE_DOES_NOT_REACH_BORDER,
        p -> new Operation.Reshape(line(1, 0.5, 0.8, 1, 0.5, 1.5)));
    placed(
        "borders are led along a line that comes back to its start",
        Reason.NOT_A_LINE,
        p -> new Operation.Reshape(line(1, 0.5, 0.8, 0.6, 1, 0.5)));
    placed(
        "borders are led along a line that crosses itself",
        Reason.LINE_CROSSES_ITSELF,
        p -> new Operation.Reshape(line(1, 0.5, 0.7, 1, 0.7, 0.8, 0.8, 1.1, 1, 1.5)));
    placed(
        "borders are led along a line between borders that never meet",
        Reason.NOT_ADJACENT,
        p -> new Operation.Reshape(line(0.6, 0.5, 1, 0.5)));
    placed(
        "borders are led along a line that leaves the plan",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.Reshape(line(0.5, 1, -0.2, 0.7, -0.2, 0.5, 1, 0.5)));
    placed(
        "borders are led to where they run",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Reshape(line(1, 0.5, 1, 1, 1.5, 1)));
    placed(
        "borders are led around the whole of a grid",
        Reason.EMPTY_GRID,
        p -> new Operation.Reshape(line(1, 0.5, 0.3, 0.3, 0.3, 0.7, 0.5, 1)));
    placed(
        "a border adopts a road that is far away",
        Reason.TOO_FAR,
        p -> new Operation.AdoptLine(edge(p, "A", "B").id(), line(1.8, 0, 1.8, 1)));
    placed(
        "a border adopts a road that only leads away",
        Reason.TOO_FAR,
        p -> new Operation.AdoptLine(edge(p, "A", "B").id(), line(1.01, 0.5, 1.9, 0.5)));
    placed(
        "the border of an island adopts a road",
        Reason.NOT_A_LINE,
        p -> new Operation.AdoptLine(edge(p, "A", "I").id(), line(0.4, 0.3, 0.6, 0.3)));
    placed(
        "a line has more points than any border",
        Reason.TOO_MANY_POINTS,
        p ->
            new Operation.RedrawEdge(
                edge(p, "A", "B").id(), Collections.nCopies(30_000, at(1, 0.5))));
    plain(
        "there is nothing in a batch",
        Reason.EMPTY_BATCH,
        p -> new Operation.Batch(List.of(), null));
    placed(
        "a batch names a code twice",
        Reason.CODE_TAKEN,
        p ->
            new Operation.Batch(
                List.of(new Operation.Recode("A", "Z"), new Operation.Recode("B", "Z")), null));
    placed(
        "a batch gives the code of one grid to another",
        Reason.CODE_TAKEN,
        p ->
            new Operation.Batch(
                List.of(
                    new Operation.Recode("A", "Z"),
                    new Operation.Recode("B", "A"),
                    new Operation.Recode("Z", "B")),
                null));
  }
}
