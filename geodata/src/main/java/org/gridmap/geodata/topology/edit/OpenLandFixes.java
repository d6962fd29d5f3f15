package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.line.MiddleLine;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.geom.Coordinate;

/** What can be done with open land. */
final class OpenLandFixes {
  private static final int LONGEST_REASON = 500;

  private final PartitionState state;

  OpenLandFixes(PartitionState state) {
    this.state = state;
  }

  void assign(Operation.Assign assign) throws RefusedOperationException {
    OpenLand land = within(assign.openLand());
    String to = heir(land, assign.to(), true);
    relabel(land, to);
  }

  void makeGrid(Operation.MakeGrid make) throws RefusedOperationException {
    OpenLand land = within(make.openLand());
    TreeEdits.check(make.grid());
    new TreeEdits(state).newCode(make.grid().code());
    PartitionGrid parent = Refusals.grid(state, make.parent());
    if (parent.leaf()) {
      throw Refusals.refused(
          Reason.WRONG_PARENT,
          "Grid " + parent.code() + " is a leaf; nothing can stand under it.",
          land.place(),
          parent.code());
    }
    String sibling =
        state.children(parent.code()).stream()
            .filter(code -> Refusals.isLeaf(state, code))
            .findFirst()
            .orElse(null);
    PartitionGrid like = sibling == null ? null : state.findGrid(sibling);
    GridKind kind = make.grid().kind() == null ? GridKind.BASE : make.grid().kind();
    state.relyOn("g" + parent.code());
    state.put(
        new PartitionGrid(
            make.grid().code(),
            make.grid().name(),
            parent.code(),
            like == null ? null : like.levelName(),
            kind,
            true));
    relabel(land, make.grid().code());
  }

  void allow(Operation.Allow allow) throws RefusedOperationException {
    OpenLand land = within(allow.openLand());
    String reason = allow.reason() == null ? "" : allow.reason().strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw Refusals.refused(
          Reason.REASON_MISSING,
          "Land stays open for a reason of 1 to " + LONGEST_REASON + " characters.",
          land.place());
    }
    if (reason.equals(land.allowed())) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES, "It is allowed for that reason already.", land.place());
    }
    state.put(
        new OpenLand(
            land.id(), land.kind(), List.of(), land.areaSquareMetres(), land.place(), reason));
  }

  void cutAway(Operation.CutAway cut) throws RefusedOperationException {
    OpenLand land = Refusals.land(state, cut.openLand());
    if (land.kind() != OpenLand.OpenLandKind.OUTSIDE) {
      throw Refusals.refused(
          Reason.OUTLINE_FIXED,
          "Only land outside the outline can be cut away.",
          land.place(),
          land.claims().toArray(String[]::new));
    }
    relabel(land, PartitionState.OUTSIDE);
  }

  void splitMiddle(Operation.SplitMiddle split) throws RefusedOperationException {
    OpenLand land = within(split.openLand());
    String a = heir(land, split.a(), false);
    String b = heir(land, split.b(), false);
    if (a.equals(b)) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES, "The land is divided between two grids.", land.place(), a);
    }
    String label = PartitionState.label(land.id());
    List<List<Coordinate>> besideA = borders(label, a);
    List<List<Coordinate>> besideB = borders(label, b);
    LandCut cut = new LandCut(state, Set.of(label));
    MiddleLine.between(DerivedShapes.ofLand(state, land.id()), besideA, besideB).forEach(cut::draw);
    cut.cut();
    Map<Integer, String> owners = new HashMap<>();
    for (LandCut.Face face : cut.faces()) {
      boolean toA =
          face.left() != face.right()
              ? face.left()
              : MiddleLine.nearer(cut.shape(face), besideA, besideB);
      owners.put(face.number(), toA ? a : b);
    }
    if (!owners.containsValue(a) || !owners.containsValue(b)) {
      throw Refusals.refused(
          Reason.LINE_DOES_NOT_REACH_BORDER,
          "There is no middle line between " + a + " and " + b + " in this land.",
          land.place(),
          a,
          b);
    }
    cut.write(owners);
    state.removeLand(land.id());
  }

  private List<List<Coordinate>> borders(String label, String beside) {
    List<List<Coordinate>> borders = new ArrayList<>();
    for (long id : state.border(label)) {
      Edge edge = state.findEdge(id);
      if (edge != null && (edge.left().equals(beside) || edge.right().equals(beside))) {
        borders.add(edge.points());
      }
    }
    return borders;
  }

  /** Open land inside the outline. */
  private OpenLand within(long id) throws RefusedOperationException {
    OpenLand land = Refusals.land(state, id);
    if (land.kind() == OpenLand.OpenLandKind.OUTSIDE) {
      throw Refusals.refused(
          Reason.OUTSIDE_PARENT,
          "This land lies outside the outline of the plan; it can only be cut away.",
          land.place(),
          land.claims().toArray(String[]::new));
    }
    return land;
  }

  /** A leaf that claims the land or adjoins it. */
  private String heir(OpenLand land, String code, boolean claimIsEnough)
      throws RefusedOperationException {
    String to = Refusals.leaf(state, code).code();
    boolean beside =
        DerivedShapes.neighbours(state, PartitionState.label(land.id())).containsKey(to);
    if (!beside && !(claimIsEnough && land.claims().contains(to))) {
      throw Refusals.refused(
          Reason.NOT_A_CLAIMANT,
          "Grid "
              + to
              + (claimIsEnough ? " neither claims this land nor" : " does not")
              + (claimIsEnough ? " adjoins it." : " adjoin this land."),
          land.place(),
          to);
    }
    return to;
  }

  private void relabel(OpenLand land, String to) {
    TreeEdits.relabel(state, PartitionState.label(land.id()), edge -> to);
    state.removeLand(land.id());
  }
}
