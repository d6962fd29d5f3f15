package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Merges siblings that adjoin. */
final class Merges {
  private final PartitionState state;

  Merges(PartitionState state) {
    this.state = state;
  }

  void merge(Operation.Merge merge) throws RefusedOperationException {
    Set<String> codes = new TreeSet<>(merge.grids());
    List<PartitionGrid> grids = new ArrayList<>();
    for (String code : codes) {
      grids.add(Refusals.grid(state, code));
    }
    String[] all = codes.toArray(String[]::new);
    if (grids.size() < 2) {
      throw Refusals.refused(
          Reason.NOTHING_CHANGES, "Merging takes two grids at least.", null, all);
    }
    PartitionGrid first = grids.getFirst();
    for (PartitionGrid grid : grids) {
      if (grid.parentCode() == null || !grid.parentCode().equals(first.parentCode())) {
        throw Refusals.refused(
            Reason.NOT_SIBLINGS,
            "Grids " + first.code() + " and " + grid.code() + " stand under different grids.",
            null,
            first.code(),
            grid.code());
      }
      if (grid.leaf() != first.leaf()) {
        throw Refusals.refused(
            Reason.NOT_A_LEAF,
            "A leaf and a grid that contains others cannot be merged.",
            null,
            first.code(),
            grid.code());
      }
    }
    TreeEdits.check(merge.into());
    String into = merge.into().code();
    if (!codes.contains(into)) {
      new TreeEdits(state).newCode(into);
    }
    adjoin(grids);
    GridKind kind = merge.into().kind() == null ? first.kind() : merge.into().kind();
    PartitionGrid merged =
        new PartitionGrid(
            into, merge.into().name(), first.parentCode(), first.levelName(), kind, first.leaf());
    for (String code : codes) {
      if (!code.equals(into)) {
        if (first.leaf()) {
          TreeEdits.relabel(state, code, edge -> into);
        }
        for (String child : List.copyOf(state.children(code))) {
          state.put(TreeEdits.under(Refusals.grid(state, child), into));
        }
        state.removeGrid(code);
      }
    }
    state.put(merged);
    for (String code : codes) {
      if (!code.equals(into)) {
        TreeEdits.reclaim(state, code, List.of(into));
      }
    }
  }

  /** Every grid must be reached from the first one over common borders. */
  private void adjoin(List<PartitionGrid> grids) throws RefusedOperationException {
    List<Set<String>> leaves = new ArrayList<>();
    for (PartitionGrid grid : grids) {
      leaves.add(DerivedShapes.leaves(state, grid.code()));
    }
    Set<Integer> reached = new HashSet<>(Set.of(0));
    List<Integer> waiting = new ArrayList<>(List.of(0));
    while (!waiting.isEmpty()) {
      Set<String> beside = beside(leaves.get(waiting.removeLast()));
      for (int g = 0; g < grids.size(); g++) {
        if (!reached.contains(g) && leaves.get(g).stream().anyMatch(beside::contains)) {
          reached.add(g);
          waiting.add(g);
        }
      }
    }
    for (int g = 0; g < grids.size(); g++) {
      if (!reached.contains(g)) {
        throw Refusals.refused(
            Reason.NOT_ADJACENT,
            "Grid " + grids.get(g).code() + " has no common border with the others.",
            anyPlace(leaves.get(g)),
            grids.getFirst().code(),
            grids.get(g).code());
      }
    }
  }

  private Set<String> beside(Set<String> leaves) {
    Set<String> beside = new HashSet<>();
    for (String leaf : leaves) {
      for (long id : state.border(leaf)) {
        Edge edge = state.findEdge(id);
        if (edge != null) {
          beside.add(edge.left());
          beside.add(edge.right());
        }
      }
    }
    return beside;
  }

  private @Nullable Coordinate anyPlace(Set<String> leaves) {
    for (String leaf : leaves) {
      for (long id : state.border(leaf)) {
        Edge edge = state.findEdge(id);
        if (edge != null) {
          return Refusals.middle(edge);
        }
      }
    }
    return null;
  }
}
