package org.gridmap.geodata.topology;

import static org.gridmap.geodata.topology.SmallPlan.land;
import static org.gridmap.geodata.topology.SmallPlan.line;

import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.locationtech.jts.geom.GeometryFactory;

/** What nobody may do to grids and to open land: split, merge, give, name, put elsewhere. */
final class BadGrids extends BadOperations {
  BadGrids() {
    splits();
    merges();
    transfers();
    tree();
    openLand();
  }

  private void splits() {
    plain(
        "a grid is split that is not there",
        Reason.UNKNOWN_GRID,
        p -> split("Z", line(0, 0.2, 1, 0.2)));
    placed("a higher grid is split", Reason.NOT_A_LEAF, p -> split("P", line(0, 0.2, 1, 0.2)));
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
    placed(
        "a part of a split takes the code of a neighbour",
        Reason.CODE_TAKEN,
        p -> new Operation.Split("A", line(0, 0.2, 1, 0.2), grid("B"), grid("M")));
    placed(
        "both parts of a split take one code",
        Reason.CODE_TAKEN,
        p -> new Operation.Split("A", line(0, 0.2, 1, 0.2), grid("M"), grid("M")));
    placed(
        "a part of a split has no code",
        Reason.CODE_INVALID,
        p -> new Operation.Split("A", line(0, 0.2, 1, 0.2), grid(" "), grid("M")));
    placed(
        "a part of a split has no name",
        Reason.NAME_INVALID,
        p ->
            new Operation.Split(
                "A", line(0, 0.2, 1, 0.2), new NewGrid("L", "", GridKind.BASE), grid("M")));
  }

  private void merges() {
    placed(
        "a grid is merged with itself",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Merge(List.of("A", "A"), grid("M")));
    placed(
        "grids of two zones are merged",
        Reason.NOT_SIBLINGS,
        p -> new Operation.Merge(List.of("A", "C"), grid("M")));
    placed(
        "grids without a common border are merged",
        Reason.NOT_ADJACENT,
        p -> new Operation.Merge(List.of("I", "B"), grid("M")));
    placed(
        "a leaf and a zone are merged",
        Reason.NOT_A_LEAF,
        p ->
            new Operation.Batch(
                List.of(
                    new Operation.Reparent("B", "R"),
                    new Operation.Merge(List.of("B", "P"), grid("M"))),
                null));
    placed(
        "grids are merged into the code of a third",
        Reason.CODE_TAKEN,
        p -> new Operation.Merge(List.of("A", "B"), grid("C")));
    placed(
        "a grid is merged with one that is not there",
        Reason.UNKNOWN_GRID,
        p -> new Operation.Merge(List.of("A", "Z"), grid("M")));
  }

  private void transfers() {
    placed(
        "land is given to a zone",
        Reason.NOT_A_LEAF,
        p -> new Operation.Transfer(land("(0.9 0.2, 1.1 0.2, 1.1 0.4, 0.9 0.2)"), List.of(), "P"));
    placed(
        "an area crosses itself",
        Reason.SELF_INTERSECTION,
        p ->
            new Operation.Transfer(
                land("(0.9 0.2, 1.1 0.4, 1.1 0.2, 0.9 0.4, 0.9 0.2)"), List.of(), "A"));
    placed(
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
    placed(
        "a grid is put under a leaf", Reason.WRONG_PARENT, p -> new Operation.Reparent("A", "C"));
    placed(
        "a zone is put under itself", Reason.WRONG_PARENT, p -> new Operation.Reparent("P", "P"));
    placed(
        "the root is put under a zone", Reason.WRONG_PARENT, p -> new Operation.Reparent("R", "P"));
    placed(
        "a grid is put under what is not there",
        Reason.UNKNOWN_GRID,
        p -> new Operation.Reparent("A", "Z"));
    placed(
        "a grid is put where it stands",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Reparent("A", "P"));
    placed(
        "the last child of a zone is taken away",
        Reason.EMPTY_GRID,
        p ->
            new Operation.Batch(
                List.of(new Operation.Reparent("C", "P"), new Operation.Reparent("D", "P")), null));
    placed(
        "a grid gets the name that it has",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Rename("A", "A"));
    placed("a name has a line break", Reason.NAME_INVALID, p -> new Operation.Rename("A", "一\n二"));
    placed(
        "a grid gets the code of another", Reason.CODE_TAKEN, p -> new Operation.Recode("A", "B"));
    placed(
        "a code looks like open land", Reason.CODE_INVALID, p -> new Operation.Recode("A", "~1"));
    placed(
        "a grid gets the code that it has",
        Reason.NOTHING_CHANGES,
        p -> new Operation.Recode("A", "A"));
    placed(
        "a zone becomes exclusive",
        Reason.NOT_A_LEAF,
        p -> new Operation.ChangeKind("P", GridKind.EXCLUSIVE));
    placed(
        "a grid gets the kind that it has",
        Reason.NOTHING_CHANGES,
        p -> new Operation.ChangeKind("A", GridKind.BASE));
  }

  private static long id(GridPartition p, OpenLand.OpenLandKind kind) {
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
        p -> new Operation.Assign(id(p, OpenLand.OpenLandKind.GAP), "A"));
    open(
        "land outside is given to a grid",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.Assign(id(p, OpenLand.OpenLandKind.OUTSIDE), "B"));
    open(
        "land outside becomes a grid",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.MakeGrid(id(p, OpenLand.OpenLandKind.OUTSIDE), grid("M"), "P"));
    open(
        "land outside is allowed",
        Reason.OUTSIDE_PARENT,
        p -> new Operation.Allow(id(p, OpenLand.OpenLandKind.OUTSIDE), "湖"));
    open(
        "a gap is cut away",
        Reason.OUTLINE_FIXED,
        p -> new Operation.CutAway(id(p, OpenLand.OpenLandKind.GAP)));
    open(
        "a gap is allowed without a reason",
        Reason.REASON_MISSING,
        p -> new Operation.Allow(id(p, OpenLand.OpenLandKind.GAP), "  "));
    open(
        "a gap is allowed twice for one reason",
        Reason.NOTHING_CHANGES,
        p -> {
          Operation allow = new Operation.Allow(id(p, OpenLand.OpenLandKind.GAP), "湖");
          return new Operation.Batch(List.of(allow, allow), null);
        });
    open(
        "a gap becomes a grid under a leaf",
        Reason.WRONG_PARENT,
        p -> new Operation.MakeGrid(id(p, OpenLand.OpenLandKind.GAP), grid("M"), "A"));
    open(
        "an overlap is divided between a grid and itself",
        Reason.NOTHING_CHANGES,
        p -> new Operation.SplitMiddle(id(p, OpenLand.OpenLandKind.OVERLAP), "C", "C"));
    open(
        "an overlap is divided with a grid that is elsewhere",
        Reason.NOT_A_CLAIMANT,
        p -> new Operation.SplitMiddle(id(p, OpenLand.OpenLandKind.OVERLAP), "C", "I"));
  }
}
