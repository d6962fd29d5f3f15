package org.gridmap.geodata.topology;

import static org.gridmap.geodata.topology.SmallPlan.at;
import static org.gridmap.geodata.topology.SmallPlan.edge;
import static org.gridmap.geodata.topology.SmallPlan.land;
import static org.gridmap.geodata.topology.SmallPlan.line;
import static org.gridmap.geodata.topology.SmallPlan.node;
import static org.gridmap.geodata.topology.SmallPlan.vertex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Operations that nobody should be able to make, each a sentence. */
final class BadOperations {

  /** One of them, with the reason why it is refused and whether that has a place. */
  record Bad(
      String sentence,
      Reason reason,
      boolean placed,
      Supplier<GridPartition> plan,
      Function<GridPartition, Operation> operation) {
    @Override
    public String toString() {
      return sentence + " → " + reason;
    }
  }

  private final List<Bad> all = new ArrayList<>();

  static List<Bad> all() {
    BadOperations bad = new BadOperations();
    bad.vertices();
    bad.outline();
    bad.locks();
    bad.lines();
    bad.splits();
    bad.merges();
    bad.transfers();
    bad.tree();
    bad.openLand();
    return bad.all;
  }

  private void placed(String sentence, Reason reason, Function<GridPartition, Operation> of) {
    all.add(new Bad(sentence, reason, true, SmallPlan::exact, of));
  }

  private void plain(String sentence, Reason reason, Function<GridPartition, Operation> of) {
    all.add(new Bad(sentence, reason, false, SmallPlan::exact, of));
  }

  private void open(String sentence, Reason reason, Function<GridPartition, Operation> of) {
    all.add(new Bad(sentence, reason, true, SmallPlan::open, of));
  }

  private static Operation move(
      GridPartition p, String a, String b, double x, double y, Coordinate to) {
    Edge edge = edge(p, a, b);
    return new Operation.MoveVertex(edge.id(), vertex(edge, x, y), to);
  }

  static NewGrid grid(String code) {
    return new NewGrid(code, "名", UnitKind.BASE);
  }

  private static Operation split(String grid, List<Coordinate> line) {
    return new Operation.Split(grid, line, grid("L"), grid("M"));
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
        "a node of the outline is moved",
        Reason.OUTLINE_FIXED,
        p -> new Operation.MoveNode(node(p, 1, 0), at(1.1, 0)));
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
    plain(
        "a batch names a code twice",
        Reason.CODE_TAKEN,
        p ->
            new Operation.Batch(
                List.of(new Operation.Recode("A", "Z"), new Operation.Recode("B", "Z")), null));
    plain(
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

  private void splits() {
    plain(
        "a grid is split that is not there",
        Reason.UNKNOWN_GRID,
        p -> split("Z", line(0, 0.2, 1, 0.2)));
    plain("a higher grid is split", Reason.NOT_A_LEAF, p -> split("P", line(0, 0.2, 1, 0.2)));
    placed(
        "a split stops before the border",
        Reason.LINE_DOES_NOT_REACH_BORDER,
        p -> split("A", line(-0.1, 0.2, 0.7, 0.2)));
    placed(
        "a split runs elsewhere",
        Reason.LINE_DOES_NOT_REACH_BORDER,
        p -> split("A", line(0, 1.2, 1, 1.2)));
    placed(
        "a split runs from the border to an island only",
        Reason.LINE_DOES_NOT_REACH_BORDER,
        p -> split("A", line(0, 0.5, 0.5, 0.5)));
    placed(
        "a split crosses itself",
        Reason.LINE_CROSSES_ITSELF,
        p -> split("A", line(0, 0.2, 0.8, 0.2, 0.8, 0.3, 0.7, 0.1, 0.7, -0.1)));
    placed(
        "a ring has two corners",
        Reason.NOT_A_RING,
        p -> split("A", line(0.1, 0.1, 0.2, 0.2, 0.1, 0.1)));
    placed(
        "a ring leaves the grid",
        Reason.LINE_CROSSES_BORDER,
        p -> split("A", line(0.8, 0.1, 1.2, 0.1, 1.2, 0.3, 0.8, 0.3, 0.8, 0.1)));
    placed(
        "a split leaves the grid and comes back",
        Reason.LINE_CROSSES_BORDER,
        p -> split("A", line(0.9, -0.1, 0.9, 0.2, 1.1, 0.3, 0.9, 0.4, 0.9, 1.1)));
    placed(
        "a split touches the border on its way",
        Reason.GRID_IN_PIECES,
        p -> split("A", line(0.9, 0, 0.9, 0.2, 1, 0.25, 0.9, 0.4, 0.9, 1)));
    plain(
        "a part of a split takes the code of a neighbour",
        Reason.CODE_TAKEN,
        p -> new Operation.Split("A", line(0, 0.2, 1, 0.2), grid("B"), grid("M")));
    plain(
        "both parts of a split take one code",
        Reason.CODE_TAKEN,
        p -> new Operation.Split("A", line(0, 0.2, 1, 0.2), grid("M"), grid("M")));
    plain(
        "a part of a split has no code",
        Reason.CODE_INVALID,
        p -> new Operation.Split("A", line(0, 0.2, 1, 0.2), grid(" "), grid("M")));
    plain(
        "a part of a split has no name",
        Reason.NAME_INVALID,
        p ->
            new Operation.Split(
                "A", line(0, 0.2, 1, 0.2), new NewGrid("L", "", UnitKind.BASE), grid("M")));
  }

  private void merges() {
    plain(
        "a grid is merged with itself",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Merge(List.of("A", "A"), grid("M")));
    plain(
        "grids of two zones are merged",
        Reason.NOT_SIBLINGS,
        p -> new Operation.Merge(List.of("A", "C"), grid("M")));
    placed(
        "grids without a common border are merged",
        Reason.NOT_ADJACENT,
        p -> new Operation.Merge(List.of("I", "B"), grid("M")));
    plain(
        "a leaf and a zone are merged",
        Reason.NOT_A_LEAF,
        p ->
            new Operation.Batch(
                List.of(
                    new Operation.Reparent("B", "R"),
                    new Operation.Merge(List.of("B", "P"), grid("M"))),
                null));
    plain(
        "grids are merged into the code of a third",
        Reason.CODE_TAKEN,
        p -> new Operation.Merge(List.of("A", "B"), grid("C")));
    plain(
        "a grid is merged with one that is not there",
        Reason.UNKNOWN_GRID,
        p -> new Operation.Merge(List.of("A", "Z"), grid("M")));
  }

  private void transfers() {
    plain(
        "land is given to a zone",
        Reason.NOT_A_LEAF,
        p -> new Operation.Transfer(land("(0.9 0.2, 1.1 0.2, 1.1 0.4, 0.9 0.2)"), List.of(), "P"));
    placed(
        "an area crosses itself",
        Reason.SELF_INTERSECTION,
        p ->
            new Operation.Transfer(
                land("(0.9 0.2, 1.1 0.4, 1.1 0.2, 0.9 0.4, 0.9 0.2)"), List.of(), "A"));
    plain(
        "there is no area",
        Reason.NOT_A_RING,
        p -> new Operation.Transfer(new GeometryFactory().createMultiPolygon(), List.of(), "A"));
    placed(
        "land is given that does not adjoin",
        Reason.NOT_ADJACENT,
        p -> new Operation.Transfer(land("(1.4 0.2, 1.6 0.2, 1.6 0.4, 1.4 0.2)"), List.of(), "A"));
    placed(
        "all land of a grid is given away",
        Reason.EMPTY_GRID,
        p ->
            new Operation.Transfer(
                land("(0.3 0.3, 0.7 0.3, 0.7 0.7, 0.3 0.7, 0.3 0.3)"), List.of("I"), "A"));
    placed(
        "a grid is cut in two by what it gives",
        Reason.GRID_IN_PIECES,
        p ->
            new Operation.Transfer(
                land("(0.9 0.45, 2.1 0.45, 2.1 0.55, 0.9 0.55, 0.9 0.45)"), List.of("B"), "A"));
    placed(
        "a grid is given its own land",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Transfer(land("(0.1 0.1, 0.2 0.1, 0.2 0.2, 0.1 0.1)"), List.of(), "A"));
    placed(
        "an area reaches to another town",
        Reason.COORDINATE_OUT_OF_RANGE,
        p -> new Operation.Transfer(land("(0.9 0.2, 900 0.2, 1.1 0.4, 0.9 0.2)"), List.of(), "A"));
  }

  private void tree() {
    plain("a grid is put under a leaf", Reason.WRONG_PARENT, p -> new Operation.Reparent("A", "C"));
    plain("a zone is put under itself", Reason.WRONG_PARENT, p -> new Operation.Reparent("P", "P"));
    plain(
        "the root is put under a zone", Reason.WRONG_PARENT, p -> new Operation.Reparent("R", "P"));
    plain(
        "a grid is put under what is not there",
        Reason.UNKNOWN_GRID,
        p -> new Operation.Reparent("A", "Z"));
    plain(
        "a grid is put where it stands",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Reparent("A", "P"));
    plain(
        "the last child of a zone is taken away",
        Reason.EMPTY_GRID,
        p ->
            new Operation.Batch(
                List.of(new Operation.Reparent("C", "P"), new Operation.Reparent("D", "P")), null));
    plain(
        "a grid gets the name that it has",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Rename("A", "A"));
    plain("a name has a line break", Reason.NAME_INVALID, p -> new Operation.Rename("A", "一\n二"));
    plain(
        "a grid gets the code of another", Reason.CODE_TAKEN, p -> new Operation.Recode("A", "B"));
    plain("a code looks like open land", Reason.CODE_INVALID, p -> new Operation.Recode("A", "~1"));
    plain(
        "a grid gets the code that it has",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Recode("A", "A"));
    plain(
        "a zone becomes exclusive",
        Reason.NOT_A_LEAF,
        p -> new Operation.ChangeKind("P", UnitKind.EXCLUSIVE));
    plain(
        "a grid gets the kind that it has",
        Reason.NOTHING_CHANGES,
        p -> new Operation.ChangeKind("A", UnitKind.BASE));
  }

  private static long id(GridPartition p, OpenLand.Kind kind) {
    return land(p, kind).id();
  }

  private void openLand() {
    plain(
        "open land is given away that is not there",
        Reason.UNKNOWN_OPEN_LAND,
        p -> new Operation.Assign(77, "A"));
    open(
        "a gap is given to a grid that does not adjoin it",
        Reason.NOT_A_CLAIMANT,
        p -> new Operation.Assign(id(p, OpenLand.Kind.GAP), "A"));
    open(
        "land outside is given to a grid",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.Assign(id(p, OpenLand.Kind.OUTSIDE), "B"));
    open(
        "land outside becomes a grid",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.MakeGrid(id(p, OpenLand.Kind.OUTSIDE), grid("M"), "P"));
    open(
        "land outside is allowed",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.Allow(id(p, OpenLand.Kind.OUTSIDE), "湖"));
    open(
        "a gap is cut away",
        Reason.OUTLINE_FIXED,
        p -> new Operation.CutAway(id(p, OpenLand.Kind.GAP)));
    open(
        "a gap is allowed without a reason",
        Reason.REASON_MISSING,
        p -> new Operation.Allow(id(p, OpenLand.Kind.GAP), "  "));
    open(
        "a gap is allowed twice for one reason",
        Reason.NOTHING_CHANGES,
        p -> {
          Operation allow = new Operation.Allow(id(p, OpenLand.Kind.GAP), "湖");
          return new Operation.Batch(List.of(allow, allow), null);
        });
    open(
        "a gap becomes a grid under a leaf",
        Reason.WRONG_PARENT,
        p -> new Operation.MakeGrid(id(p, OpenLand.Kind.GAP), grid("M"), "A"));
    open(
        "an overlap is divided between a grid and itself",
        Reason.NOTHING_CHANGES,
        p -> new Operation.SplitMiddle(id(p, OpenLand.Kind.OVERLAP), "C", "C"));
    open(
        "an overlap is divided with a grid that is elsewhere",
        Reason.NOT_A_CLAIMANT,
        p -> new Operation.SplitMiddle(id(p, OpenLand.Kind.OVERLAP), "C", "I"));
  }
}
