package org.gridmap.geodata.topology.check;

import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.state.PartitionState;

/** Whether the grids that a step wrote still form a tree that fits the labels of the edges. */
public final class TreeCheck {
  private TreeCheck() {}

  public static void check(PartitionState state) throws RefusedOperationException {
    Set<String> codes = new TreeSet<>(state.step().grids.keySet());
    state
        .step()
        .edges
        .forEach((id, was) -> {
          was.ifPresent(edge -> addLabels(edge, codes));
          Edge edge = state.findEdge(id);
          if (edge != null) {
            addLabels(edge, codes);
          }
        });
    state
        .step()
        .grids
        .values()
        .forEach(was -> was.map(PartitionGrid::parentCode).ifPresent(codes::add));
    for (String code : codes) {
      check(state, code);
    }
  }

  private static void addLabels(Edge edge, Set<String> codes) {
    codes.add(edge.left());
    codes.add(edge.right());
  }

  private static void check(PartitionState state, String code) throws RefusedOperationException {
    if (code.isEmpty()) {
      return;
    }
    if (PartitionState.isLand(code)) {
      if ((state.findLand(PartitionState.land(code)) == null) != state.border(code).isEmpty()) {
        throw Refusals.refused(
            Reason.UNKNOWN_OPEN_LAND, "Open land would have no border, or no owner.", null);
      }
      return;
    }
    PartitionGrid grid = state.findGrid(code);
    boolean bordered = !state.border(code).isEmpty();
    if (grid == null) {
      if (bordered || !state.children(code).isEmpty()) {
        throw Refusals.refused(
            Reason.UNKNOWN_GRID, "Grid " + code + " would be gone but is needed.", null, code);
      }
      return;
    }
    String parent = grid.parentCode();
    PartitionGrid above = parent == null ? null : state.findGrid(parent);
    if (parent != null && (above == null || above.leaf())) {
      throw Refusals.refused(
          Reason.WRONG_PARENT,
          "Grid " + code + " would stand under " + parent + ", which is no higher grid.",
          null,
          code,
          parent);
    }
    boolean empty =
        grid.leaf()
            ? !bordered && state.lands().stream().noneMatch(l -> l.claims().contains(code))
            : state.children(code).isEmpty();
    if (empty) {
      throw Refusals.refused(
          Reason.EMPTY_GRID, "Nothing would be left of grid " + code + ".", null, code);
    }
  }
}
