package org.gridmap.backend.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.gridmap.backend.plan.CarriedOver.LeftOver;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.OperationCarrier;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Does the log of a plan again on another partition. */
final class Replay {
  /** Borders that are shown of one step, and of the division beside it. */
  private static final int MOST_EDGES = 100;

  /**
   * Where the log begins.
   *
   * @param base the partition on which the first operation was done
   * @param carried the entry of the last carrying over that is in effect; its operations come first
   * @param all the whole log, oldest first
   * @param effective what of it is in effect
   * @param partitions the partition after an entry of a kind that keeps it
   */
  record Start(
      GridPartition base,
      @Nullable LogEntry carried,
      List<LogEntry> all,
      List<LogEntry> effective,
      LongFunction<GridPartition> partitions) {}

  private final Start start;
  private final GridPartition target;
  private final LongFunction<Person> people;
  private final List<Operation> fitting = new ArrayList<>();
  private final List<LeftOver> leftOver = new ArrayList<>();

  /**
   * @param target the partition that is changed
   */
  Replay(Start start, GridPartition target, LongFunction<Person> people) {
    this.start = start;
    this.target = target;
    this.people = people;
  }

  /** Operations that fitted, in the numbers of the target. */
  List<Operation> fitting() {
    return fitting;
  }

  /** Those that did not. */
  List<LeftOver> leftOver() {
    return leftOver;
  }

  void run() {
    GridPartition at = start.base();
    LogEntry carried = start.carried();
    long first = 0;
    try {
      if (carried != null) {
        if (carried.operation() instanceof Operation.Batch batch) {
          for (Operation operation : batch.operations()) {
            step(carried, operation, at);
          }
        }
        at = start.partitions().apply(carried.seq());
        first = carried.seq();
      }
      for (LogEntry entry : start.all()) {
        if (entry.seq() > first) {
          at = follow(entry, at);
        }
      }
    } catch (RefusedOperationException e) {
      throw new IllegalStateException("the log of a plan does not give the plan", e);
    }
  }

  private GridPartition follow(LogEntry entry, GridPartition at) throws RefusedOperationException {
    Operation operation = entry.operation();
    if (entry.kind().keepsPartition()) {
      return start.partitions().apply(entry.seq());
    }
    if (operation == null) {
      long reverted = Objects.requireNonNull(entry.reverts());
      LogEntry taken =
          start.all().stream().filter(one -> one.seq() == reverted).findFirst().orElseThrow();
      at.revert(taken.change());
    } else if (start.effective().contains(entry)) {
      step(entry, operation, at);
    } else {
      at.apply(operation);
    }
    return at;
  }

  /** Does an operation where it was done before, and on the target if it fits. */
  private void step(LogEntry entry, Operation operation, GridPartition at)
      throws RefusedOperationException {
    RefusedOperationException refused = null;
    try {
      Operation carried = OperationCarrier.carry(operation, at, target);
      target.apply(carried);
      fitting.add(carried);
    } catch (RefusedOperationException e) {
      refused = e;
    }
    Set<List<Coordinate>> before = new HashSet<>();
    if (refused != null) {
      at.edges().forEach(edge -> before.add(edge.points()));
    }
    Change change = at.apply(operation);
    // What the newer division has already needs nobody's attention.
    if (refused != null && refused.reason() != Reason.NOTHING_CHANGES) {
      leftOver.add(leftOver(entry, operation, refused, change, before));
    }
  }

  private LeftOver leftOver(
      LogEntry entry,
      Operation operation,
      RefusedOperationException refused,
      Change change,
      Set<List<Coordinate>> before) {
    Set<String> grids = new TreeSet<>(refused.grids());
    change.addedEdges().forEach(edge -> grids.addAll(List.of(edge.left(), edge.right())));
    change.addedGrids().stream().map(PartitionGrid::code).forEach(grids::add);
    grids.removeIf(code -> code.isEmpty() || code.startsWith("~"));
    List<Edge> theirs =
        target.edges().stream()
            .filter(edge -> grids.contains(edge.left()) || grids.contains(edge.right()))
            .filter(edge ->
                !before.contains(edge.points()) && !before.contains(edge.points().reversed()))
            .limit(MOST_EDGES)
            .toList();
    return new LeftOver(
        entry.seq(),
        type(operation),
        people.apply(entry.accountId()),
        entry.at(),
        refused.reason(),
        refused.place(),
        List.copyOf(grids),
        change.addedEdges().stream().limit(MOST_EDGES).toList(),
        theirs);
  }

  private static String type(Operation operation) {
    return Arrays.stream(Operation.class.getAnnotation(JsonSubTypes.class).value())
        .filter(type -> type.value() == operation.getClass())
        .findFirst()
        .orElseThrow()
        .name();
  }
}
