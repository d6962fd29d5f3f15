package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

/** A plan that another one overtook: it becomes the other, and its steps are done there again. */
class OperationCarrierTest {
  private static final Operation SPLIT_C =
      new Operation.Split(
          "C",
          SmallPlan.line(0, 1.5, 1, 1.5),
          new NewGrid("C", "C", GridKind.BASE),
          new NewGrid("E", "E", GridKind.BASE));

  private static long edge(GridPartition partition, String a, String b) {
    return partition.edges().stream()
        .filter(edge -> List.of(edge.left(), edge.right()).containsAll(List.of(a, b)))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static GridPartition after(Operation... operations) throws RefusedOperationException {
    GridPartition partition = SmallPlan.exact();
    for (Operation operation : operations) {
      partition.apply(operation);
    }
    return partition;
  }

  @Test
  void a_partition_becomes_another_one_and_back_and_what_is_common_keeps_its_numbers()
      throws RefusedOperationException {
    GridPartition partition = SmallPlan.exact();
    String before = partition.hash();
    GridPartition other = after(SPLIT_C);
    long common = edge(partition, "A", "B");
    Change change = partition.replace(other);
    assertThat(partition.hash()).isEqualTo(other.hash());
    assertThat(partition.verify()).isEmpty();
    assertThat(edge(partition, "A", "B")).isEqualTo(common);
    assertThat(change.touched()).doesNotContain("e" + common, "gA", "gB").contains("gE");
    partition.revert(change);
    assertThat(partition.hash()).isEqualTo(before);
    assertThat(partition.verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_partition_becomes_any_other_and_back(long seed) throws RefusedOperationException {
    GridPartition one = random(seed, 60);
    GridPartition other = random(seed + 100, 60);
    String before = one.hash();
    Change change = one.replace(other);
    assertThat(one.hash()).isEqualTo(other.hash());
    assertThat(one.verify()).isEmpty();
    assertThat(GridPartition.read(one.write()).hash()).isEqualTo(other.hash());
    one.revert(change);
    assertThat(one.hash()).isEqualTo(before);
    assertThat(one.verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 18, 19})
  void any_log_is_done_again_on_any_partition_without_a_gap_or_an_overlap(long seed) {
    GridPartition from = SmallPlan.exact();
    // Of a partition in which everything has another code nothing is found again.
    GridPartition to = random(seed + 200, 10);
    RandomOperations operations = new RandomOperations(from, seed);
    int fitting = 0;
    for (int i = 0; i < 60; i++) {
      Operation operation = operations.draw(operations.kind());
      if (operation == null) {
        continue;
      }
      try {
        to.apply(OperationCarrier.carry(operation, from, to));
        fitting++;
      } catch (RefusedOperationException e) {
        assertThat(e.getMessage()).endsWith(".");
      }
      try {
        from.apply(operation);
      } catch (RefusedOperationException e) {
        assertThat(e.reason()).isNotNull();
      }
    }
    assertThat(to.verify()).isEmpty();
    assertThat(fitting).isPositive();
  }

  private static GridPartition random(long seed, int steps) {
    GridPartition partition = SmallPlan.exact();
    RandomOperations operations = new RandomOperations(partition, seed);
    for (int i = 0; i < steps; i++) {
      Operation operation = operations.draw(operations.kind());
      try {
        if (operation != null) {
          partition.apply(operation);
        }
      } catch (RefusedOperationException e) {
        assertThat(e.reason()).isNotNull();
      }
    }
    return partition;
  }

  @Test
  void a_moved_vertex_is_found_again_under_another_number() throws RefusedOperationException {
    GridPartition from = SmallPlan.exact();
    // The border between C and D is cut in two there, and edges are numbered anew.
    GridPartition to = SmallPlan.exact().copy();
    to.apply(SPLIT_C);
    long edge = edge(from, "A", "B");
    Operation move = new Operation.MoveVertex(edge, 1, SmallPlan.at(1.1, 0.25));
    Operation carried = OperationCarrier.carry(move, from, to);
    from.apply(move);
    to.apply(carried);
    Coordinate moved = SmallPlan.at(1.1, 0.25);
    assertThat(
            to.findEdge(edge(to, "A", "B")).orElseThrow().points().stream()
                .anyMatch(point -> point.distance(moved) < 1e-8))
        .isTrue();
    assertThat(to.verify()).isEmpty();
  }

  @Test
  void a_border_that_is_another_one_is_refused_with_its_place() throws RefusedOperationException {
    GridPartition from = SmallPlan.exact();
    GridPartition to = SmallPlan.exact();
    to.apply(new Operation.MoveVertex(edge(to, "A", "B"), 1, SmallPlan.at(0.9, 0.25)));
    Operation move = new Operation.MoveVertex(edge(from, "A", "B"), 1, SmallPlan.at(1.1, 0.25));
    RefusedOperationException refused =
        catchThrowableOfType(
            RefusedOperationException.class, () -> OperationCarrier.carry(move, from, to));
    assertThat(refused.reason()).isEqualTo(Reason.CHANGED_SINCE);
    assertThat(refused.place()).isNotNull();
    assertThat(refused.grids()).containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void a_name_that_somebody_else_gave_is_not_overruled() throws RefusedOperationException {
    GridPartition from = SmallPlan.exact();
    GridPartition to = after(new Operation.Rename("A", "另一个名字"));
    RefusedOperationException refused =
        catchThrowableOfType(
            RefusedOperationException.class,
            () -> OperationCarrier.carry(new Operation.Rename("A", "我的名字"), from, to));
    assertThat(refused.reason()).isEqualTo(Reason.CHANGED_SINCE);
    assertThat(refused.place()).isNotNull();
  }

  @Test
  void a_batch_is_carried_step_by_step_and_changes_neither() throws RefusedOperationException {
    GridPartition from = SmallPlan.exact();
    GridPartition to = after(new Operation.Rename("D", "丁"));
    String fromHash = from.hash();
    String toHash = to.hash();
    Operation.Batch batch =
        new Operation.Batch(List.of(SPLIT_C, new Operation.Rename("E", "东")), "一步");
    Operation carried = OperationCarrier.carry(batch, from, to);
    assertThat(from.hash()).isEqualTo(fromHash);
    assertThat(to.hash()).isEqualTo(toHash);
    to.apply(carried);
    assertThat(to.findGrid("E").orElseThrow().name()).isEqualTo("东");
  }

  @Test
  void refusals_about_tree_code_and_name_carry_a_place() {
    for (Operation operation :
        List.of(
            new Operation.Rename("A", ""),
            new Operation.Rename("A", "A"),
            new Operation.Recode("A", "B"),
            new Operation.Recode("A", " "),
            new Operation.Reparent("A", "B"),
            new Operation.Reparent("R", "P"),
            new Operation.ChangeKind("A", GridKind.BASE),
            new Operation.Batch(List.of(new Operation.Recode("C", "D")), null))) {
      RefusedOperationException refused =
          catchThrowableOfType(
              RefusedOperationException.class, () -> SmallPlan.exact().apply(operation));
      assertThat(refused.place()).as("%s: %s", operation, refused.getMessage()).isNotNull();
    }
  }
}
