package org.gridmap.geodata.topology.edit;

import java.util.List;
import java.util.function.Function;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;

/** Names, codes and kinds of grids, and who stands under whom. */
final class TreeEdits {
  private static final int LONGEST_CODE = 64;
  private static final int LONGEST_NAME = 200;

  private final PartitionState state;

  TreeEdits(PartitionState state) {
    this.state = state;
  }

  void rename(Operation.Rename rename) throws RefusedOperationException {
    PartitionGrid grid = Refusals.grid(state, rename.grid());
    name(rename.name());
    if (grid.name().equals(rename.name())) {
      throw same(grid.code(), "name");
    }
    state.put(
        new PartitionGrid(
            grid.code(),
            rename.name(),
            grid.parentCode(),
            grid.levelName(),
            grid.kind(),
            grid.leaf()));
  }

  void changeKind(Operation.ChangeKind change) throws RefusedOperationException {
    PartitionGrid grid = Refusals.leaf(state, change.grid());
    if (grid.kind() == change.kind()) {
      throw same(grid.code(), "kind");
    }
    state.put(
        new PartitionGrid(
            grid.code(),
            grid.name(),
            grid.parentCode(),
            grid.levelName(),
            change.kind(),
            grid.leaf()));
  }

  void recode(Operation.Recode recode) throws RefusedOperationException {
    PartitionGrid grid = Refusals.grid(state, recode.grid());
    if (grid.code().equals(recode.code())) {
      throw same(grid.code(), "code");
    }
    newCode(recode.code());
    state.removeGrid(grid.code());
    state.put(
        new PartitionGrid(
            recode.code(),
            grid.name(),
            grid.parentCode(),
            grid.levelName(),
            grid.kind(),
            grid.leaf()));
    for (String child : List.copyOf(state.children(grid.code()))) {
      state.put(under(Refusals.grid(state, child), recode.code()));
    }
    relabel(state, grid.code(), label -> recode.code());
    reclaim(state, grid.code(), List.of(recode.code()));
  }

  void reparent(Operation.Reparent move) throws RefusedOperationException {
    PartitionGrid grid = Refusals.grid(state, move.grid());
    PartitionGrid parent = Refusals.grid(state, move.parent());
    if (parent.leaf()) {
      throw Refusals.refused(
          Reason.WRONG_PARENT,
          "Grid " + parent.code() + " is a leaf; nothing can stand under it.",
          null,
          grid.code(),
          parent.code());
    }
    String before = grid.parentCode();
    if (before == null || under(parent.code(), grid.code())) {
      throw Refusals.refused(
          Reason.WRONG_PARENT,
          "Grid " + grid.code() + " cannot stand under " + parent.code() + ", which it contains.",
          null,
          grid.code(),
          parent.code());
    }
    if (before.equals(parent.code())) {
      throw same(grid.code(), "parent");
    }
    if (state.children(before).size() == 1) {
      throw Refusals.refused(
          Reason.EMPTY_GRID, "Nothing would be left of grid " + before + ".", null, before);
    }
    state.relyOn("g" + parent.code());
    state.relyOn("g" + before);
    state.put(under(grid, parent.code()));
  }

  private boolean under(String code, String above) {
    String at = code;
    while (at != null) {
      if (at.equals(above)) {
        return true;
      }
      PartitionGrid grid = state.findGrid(at);
      at = grid == null ? null : grid.parentCode();
    }
    return false;
  }

  static PartitionGrid under(PartitionGrid grid, @Nullable String parent) {
    return new PartitionGrid(
        grid.code(), grid.name(), parent, grid.levelName(), grid.kind(), grid.leaf());
  }

  /** Puts another label on every border of one; the new label may depend on what lies across. */
  static void relabel(PartitionState state, String from, Function<Edge, String> to) {
    for (long id : List.copyOf(state.border(from))) {
      Edge edge = state.findEdge(id);
      if (edge != null) {
        state.put(
            new Edge(
                id,
                edge.from(),
                edge.to(),
                edge.left().equals(from) ? to.apply(edge) : edge.left(),
                edge.right().equals(from) ? to.apply(edge) : edge.right(),
                edge.locked(),
                edge.points()));
      }
    }
  }

  /** Hands the claims of a leaf to others. */
  static void reclaim(PartitionState state, String from, List<String> to) {
    for (OpenLand land : List.copyOf(state.lands())) {
      if (land.claims().contains(from)) {
        List<String> claims =
            land.claims().stream()
                .flatMap(code -> code.equals(from) ? to.stream() : java.util.stream.Stream.of(code))
                .distinct()
                .toList();
        state.put(DerivedShapes.described(state, land.id(), land.kind(), claims, land.allowed()));
      }
    }
  }

  void newCode(@Nullable String code) throws RefusedOperationException {
    code(code);
    if (code != null && state.findGrid(code) != null) {
      throw Refusals.refused(
          Reason.CODE_TAKEN, "There is a grid with the code " + code + " already.", null, code);
    }
  }

  static void code(@Nullable String code) throws RefusedOperationException {
    if (code == null
        || code.isBlank()
        || code.length() > LONGEST_CODE
        || !code.equals(code.strip())
        || code.startsWith("~")
        || code.chars().anyMatch(Character::isISOControl)) {
      throw Refusals.refused(
          Reason.CODE_INVALID, "This cannot be the code of a grid: “" + code + "”.", null);
    }
  }

  static void name(@Nullable String name) throws RefusedOperationException {
    if (name == null
        || name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusals.refused(
          Reason.NAME_INVALID,
          "A name has 1 to " + LONGEST_NAME + " characters and no control characters.",
          null);
    }
  }

  /** What a new grid needs besides its land. */
  static void check(Operation.@Nullable NewGrid grid) throws RefusedOperationException {
    code(grid == null ? null : grid.code());
    name(grid == null ? null : grid.name());
  }

  static PartitionGrid leaf(Operation.NewGrid grid, PartitionGrid like) {
    GridKind kind = grid.kind() == null ? like.kind() : grid.kind();
    return new PartitionGrid(
        grid.code(), grid.name(), like.parentCode(), like.levelName(), kind, true);
  }

  private static RefusedOperationException same(String code, String what) {
    return Refusals.refused(
        Reason.NOTHING_CHANGES, "Grid " + code + " has that " + what + " already.", null, code);
  }
}
