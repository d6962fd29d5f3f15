package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole division that comes from a file takes the place of the one that is there. */
class RedivideTest {

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void the_outlines_of_any_plan_make_that_plan_of_another_one_and_one_undo_takes_it_back(long seed)
      throws RefusedOperationException {
    GridPartition plan = Towns.town();
    RandomOperations random = new RandomOperations(plan, seed);
    int done = 0;
    for (int tries = 0; done < 25; tries++) {
      assertThat(tries).isLessThan(2_000);
      GridPartition before = plan.copy();
      Operation operation = random.draw(random.kind());
      if (operation == null || !applied(plan, operation)) {
        continue;
      }
      String first = before.hash();
      boolean outline =
          !PartitionProperties.root(before)
              .norm()
              .equalsExact(PartitionProperties.root(plan).norm());
      boolean locks = operation instanceof Operation.Lock;
      if (outline || locks) {
        continue;
      }
      Change change;
      try {
        change = before.apply(WholeDivision.of(plan));
      } catch (RefusedOperationException refused) {
        throw new AssertionError(operation + " " + refused.place(), refused);
      }
      assertThat(before.hash()).as("after %s", operation).isEqualTo(plan.hash());
      assertThat(before.verify()).isEmpty();
      before.revert(change);
      assertThat(before.hash()).isEqualTo(first);
      done++;
    }
  }

  private static boolean applied(GridPartition plan, Operation operation) {
    try {
      plan.apply(operation);
      return true;
    } catch (RefusedOperationException refused) {
      return false;
    }
  }

  @Test
  void borders_that_stay_keep_their_numbers_and_are_not_touched() throws RefusedOperationException {
    GridPartition plan = SmallPlan.exact();
    GridPartition other = plan.copy();
    Edge moved = SmallPlan.edge(plan, "C", "D");
    other.apply(new Operation.AddVertex(moved.id(), 0, SmallPlan.at(1.2, 1.5)));
    long kept = SmallPlan.edge(plan, "A", "B").id();
    Change change = plan.apply(WholeDivision.of(other));
    assertThat(SmallPlan.edge(plan, "A", "B").id()).isEqualTo(kept);
    assertThat(change.touched()).contains("e" + moved.id()).doesNotContain("e" + kept, "gA", "gB");
  }

  @Test
  void a_locked_border_stays_locked_and_is_not_moved() throws RefusedOperationException {
    GridPartition plan = SmallPlan.exact();
    plan.apply(new Operation.Lock(SmallPlan.edge(plan, "A", "I").id(), true));
    plan.apply(new Operation.Lock(SmallPlan.edge(plan, "A", "B").id(), true));
    GridPartition other = plan.copy();
    other.apply(
        new Operation.AddVertex(SmallPlan.edge(plan, "C", "D").id(), 0, SmallPlan.at(1.2, 1.5)));
    plan.apply(WholeDivision.of(other));
    assertThat(plan.hash()).isEqualTo(other.hash());
    assertThat(SmallPlan.edge(plan, "A", "B").locked()).isTrue();
    GridPartition free = SmallPlan.exact();
    free.apply(
        new Operation.MoveVertex(SmallPlan.edge(free, "A", "B").id(), 1, SmallPlan.at(1.1, 0.25)));
    RefusedOperationException refused =
        catchThrowableOfType(
            RefusedOperationException.class, () -> plan.apply(WholeDivision.of(free)));
    assertThat(refused.reason()).isEqualTo(Reason.LOCKED);
    assertThat(refused.place()).isNotNull();
    assertThat(refused.grids()).containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void land_that_may_stay_open_stays_open() throws RefusedOperationException {
    GridPartition plan = SmallPlan.open();
    plan.apply(new Operation.CutAway(SmallPlan.land(plan, OpenLand.OpenLandKind.OUTSIDE).id()));
    plan.apply(new Operation.Assign(SmallPlan.land(plan, OpenLand.OpenLandKind.OVERLAP).id(), "C"));
    plan.apply(new Operation.Allow(SmallPlan.land(plan, OpenLand.OpenLandKind.GAP).id(), "湖"));
    GridPartition other = plan.copy();
    other.apply(new Operation.Rename("D", "湖边"));
    plan.apply(WholeDivision.of(other));
    assertThat(plan.hash()).isEqualTo(other.hash());
    assertThat(plan.openLand()).singleElement().matches(land -> "湖".equals(land.allowed()));
  }

  @Test
  void a_whole_division_is_not_carried_over_to_another_one() throws RefusedOperationException {
    GridPartition from = SmallPlan.exact();
    GridPartition to = SmallPlan.exact();
    to.apply(
        new Operation.MoveVertex(SmallPlan.edge(to, "A", "B").id(), 1, SmallPlan.at(1.1, 0.25)));
    RefusedOperationException refused =
        catchThrowableOfType(
            RefusedOperationException.class,
            () -> OperationCarrier.carry(WholeDivision.of(from), from, to));
    assertThat(refused.reason()).isEqualTo(Reason.CHANGED_SINCE);
    assertThat(refused.place()).isNotNull();
  }
}
