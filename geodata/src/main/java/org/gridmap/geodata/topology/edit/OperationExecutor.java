package org.gridmap.geodata.topology.edit;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.LocalCheck;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.check.TreeCheck;
import org.gridmap.geodata.topology.state.PartitionState;

/** Applies operations and takes changes back: whole, or not at all. */
public final class OperationExecutor {
  private static final int MOST_OPERATIONS = 10_000;

  private final PartitionState state;

  private OperationExecutor(PartitionState state) {
    this.state = state;
  }

  /**
   * Applies an operation.
   *
   * @throws RefusedOperationException if it would break the partition; the state is as before
   */
  public static Change apply(PartitionState state, Operation operation)
      throws RefusedOperationException {
    try {
      return whole(
          state,
          () -> {
            new OperationExecutor(state).run(operation);
          });
    } catch (RefusedOperationException e) {
      throw e.place() == null ? RefusalPlace.of(state, operation, e) : e;
    }
  }

  /** Makes a partition into another one, which stays as it is. */
  public static Change replace(PartitionState state, PartitionState other) {
    try {
      return whole(state, () -> new Replacement(state, other).write());
    } catch (RefusedOperationException e) {
      throw new IllegalStateException("a partition is none", e);
    }
  }

  private interface Work {
    void run() throws RefusedOperationException;
  }

  private static Change whole(PartitionState state, Work work) throws RefusedOperationException {
    state.begin();
    boolean done = false;
    try {
      work.run();
      Change change = state.commit();
      done = true;
      return change;
    } finally {
      if (!done) {
        state.rollback();
      }
    }
  }

  private void run(Operation operation) throws RefusedOperationException {
    if (operation instanceof Operation.Batch batch) {
      batch(batch);
      return;
    }
    step(() -> write(operation));
  }

  private void step(Work work) throws RefusedOperationException {
    state.nextStep();
    work.run();
    Cleanup.dissolve(state);
    Cleanup.settle(state);
    TreeCheck.check(state);
    LocalCheck.check(state);
  }

  private void batch(Operation.Batch batch) throws RefusedOperationException {
    if (batch.operations().isEmpty()) {
      throw Refusals.refused(Reason.EMPTY_BATCH, "There is nothing to do.", null);
    }
    if (batch.operations().size() > MOST_OPERATIONS) {
      throw Refusals.refused(
          Reason.TOO_MANY_POINTS,
          "More than " + MOST_OPERATIONS + " operations cannot be one.",
          null);
    }
    Set<String> vacated = new HashSet<>();
    for (List<Operation> step : batch.steps()) {
      Set<String> gone = codes();
      if (step.size() > 1) {
        move(step);
      } else {
        run(step.getFirst());
      }
      Set<String> fresh = codes();
      for (String code : fresh) {
        // Whoever names the code would mean other land than before.
        if (vacated.contains(code) && !gone.contains(code)) {
          throw Refusals.refused(
              Reason.CODE_TAKEN, "The code " + code + " was another grid's.", null, code);
        }
      }
      gone.removeAll(fresh);
      vacated.addAll(gone);
    }
  }

  /** Moves nodes and vertices together: on their way they may cross each other. */
  private void move(List<Operation> moves) throws RefusedOperationException {
    step(() -> {
      VertexEdits together = VertexEdits.together(state);
      for (Operation operation : moves) {
        if (operation instanceof Operation.MoveNode node) {
          together.moveNode(node);
        } else if (operation instanceof Operation.MoveVertex vertex) {
          together.moveVertex(vertex);
        }
      }
    });
  }

  private Set<String> codes() {
    Set<String> codes = new HashSet<>();
    state.grids().forEach(grid -> codes.add(grid.code()));
    return codes;
  }

  private void write(Operation operation) throws RefusedOperationException {
    VertexEdits vertices = new VertexEdits(state);
    TreeEdits tree = new TreeEdits(state);
    switch (operation) {
      case Operation.MoveNode move -> vertices.moveNode(move);
      case Operation.MoveVertex move -> vertices.moveVertex(move);
      case Operation.AddVertex add -> vertices.addVertex(add);
      case Operation.RemoveVertex remove -> vertices.removeVertex(remove);
      case Operation.Lock lock -> vertices.lock(lock);
      case Operation.Rename rename -> tree.rename(rename);
      case Operation.Recode recode -> tree.recode(recode);
      case Operation.ChangeKind change -> tree.changeKind(change);
      case Operation.Reparent move -> tree.reparent(move);
      case Operation.Batch batch -> batch(batch);
      case Operation.RedrawEdge redraw -> new Redraws(state).redrawEdge(redraw);
      case Operation.RedrawBorder redraw -> new Redraws(state).redrawBorder(redraw);
      case Operation.Reshape reshape -> new Reshapes(state).reshape(reshape);
      case Operation.AdoptLine adopt -> new Redraws(state).adoptLine(adopt);
      case Operation.Split split -> new Splits(state).split(split);
      case Operation.Merge merge -> new Merges(state).merge(merge);
      case Operation.Transfer transfer -> new Transfers(state).transfer(transfer);
      case Operation.Assign assign -> new OpenLandFixes(state).assign(assign);
      case Operation.SplitMiddle split -> new OpenLandFixes(state).splitMiddle(split);
      case Operation.MakeGrid make -> new OpenLandFixes(state).makeGrid(make);
      case Operation.Allow allow -> new OpenLandFixes(state).allow(allow);
      case Operation.CutAway cut -> new OpenLandFixes(state).cutAway(cut);
      case Operation.Redivide whole -> new Redivision(state).redivide(whole);
    }
  }

  /**
   * Takes changes back as one, in the order in which they are given.
   *
   * @throws RefusedOperationException if what one touched is not as it left it, or what was before
   *     does not fit what is around it now; the state is as before
   */
  public static Change revert(PartitionState state, List<Change> changes)
      throws RefusedOperationException {
    return whole(
        state,
        () -> {
          for (Change change : changes) {
            state.nextStep();
            takeBack(state, change);
          }
        });
  }

  private static void takeBack(PartitionState state, Change change)
      throws RefusedOperationException {
    asLeft(state, change);
    for (Edge edge : change.addedEdges()) {
      state.removeEdge(edge.id());
    }
    change.removedEdges().forEach(state::put);
    for (PartitionGrid grid : change.addedGrids()) {
      state.removeGrid(grid.code());
    }
    change.removedGrids().forEach(state::put);
    for (OpenLand land : change.addedLand()) {
      state.removeLand(land.id());
    }
    change.removedLand().forEach(state::put);
    TreeCheck.check(state);
    LocalCheck.check(state);
  }

  private static void asLeft(PartitionState state, Change change) throws RefusedOperationException {
    for (Edge edge : change.addedEdges()) {
      if (!edge.equals(state.findEdge(edge.id()))) {
        throw Refusals.changed(edge, Refusals.middle(edge));
      }
    }
    for (Edge edge : change.removedEdges()) {
      boolean replaced = change.addedEdges().stream().anyMatch(e -> e.id() == edge.id());
      if (!replaced && state.findEdge(edge.id()) != null) {
        throw Refusals.changed(edge, Refusals.middle(edge));
      }
    }
    for (PartitionGrid grid : change.addedGrids()) {
      if (!grid.equals(state.findGrid(grid.code()))) {
        throw changed(grid);
      }
    }
    for (PartitionGrid grid : change.removedGrids()) {
      boolean replaced = change.addedGrids().stream().anyMatch(g -> g.code().equals(grid.code()));
      if (!replaced && state.findGrid(grid.code()) != null) {
        throw changed(grid);
      }
    }
    for (OpenLand land : change.addedLand()) {
      if (!Objects.equals(land, state.findLand(land.id()))) {
        throw Refusals.refused(
            Reason.CHANGED_SINCE, "The open land was changed since.", land.place());
      }
    }
  }

  private static RefusedOperationException changed(PartitionGrid grid) {
    return Refusals.refused(
        Reason.CHANGED_SINCE, "Grid " + grid.code() + " was changed since.", null, grid.code());
  }
}
