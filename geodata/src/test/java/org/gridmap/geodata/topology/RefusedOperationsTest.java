package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gridmap.geodata.topology.BadOperations.Bad;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedOperationsTest {

  static List<Bad> bad() {
    return BadOperations.all();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void is_refused_with_reason_and_place_and_changes_nothing(Bad bad) {
    GridPartition plan = bad.plan().get();
    String hash = plan.hash();
    byte[] bytes = plan.write();
    Operation operation = bad.operation().apply(plan);
    RefusedOperationException refused =
        catchThrowableOfType(RefusedOperationException.class, () -> plan.apply(operation));
    assertThat(refused).as(bad.sentence()).isNotNull();
    assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(bad.reason());
    assertThat(refused.place() != null).as("place of " + bad).isEqualTo(bad.placed());
    assertThat(refused.getMessage()).endsWith(".");
    assertThat(plan.hash()).isEqualTo(hash);
    assertThat(plan.write()).isEqualTo(bytes);
    assertThat(plan.verify()).isEmpty();
  }

  @Test
  void there_are_ninety_kinds_and_every_reason_but_the_one_of_undo_is_among_them() {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    bad().forEach(one -> reasons.add(one.reason()));
    assertThat(bad()).extracting(Bad::sentence).doesNotHaveDuplicates().hasSizeGreaterThan(89);
    assertThat(reasons).isEqualTo(EnumSet.complementOf(EnumSet.of(Reason.CHANGED_SINCE)));
  }

  @Test
  void a_change_is_not_taken_back_when_its_border_was_changed_since() throws Exception {
    GridPartition plan = SmallPlan.exact();
    Edge edge = SmallPlan.edge(plan, "A", "B");
    Change first = plan.apply(new Operation.MoveVertex(edge.id(), 1, SmallPlan.at(1.1, 0.2)));
    Change second = plan.apply(new Operation.MoveVertex(edge.id(), 2, SmallPlan.at(1.1, 0.5)));
    assertThat(first.meets(second)).isTrue();
    String hash = plan.hash();
    RefusedOperationException refused =
        catchThrowableOfType(RefusedOperationException.class, () -> plan.revert(first));
    assertThat(refused.reason()).isEqualTo(Reason.CHANGED_SINCE);
    assertThat(refused.place()).isNotNull();
    assertThat(plan.hash()).isEqualTo(hash);
  }

  @Test
  void a_change_is_not_taken_back_when_another_border_took_its_place() throws Exception {
    GridPartition plan = SmallPlan.exact();
    Edge border = SmallPlan.edge(plan, "A", "B");
    Change away = plan.apply(new Operation.MoveVertex(border.id(), 2, SmallPlan.at(1.5, 0.5)));
    Change island =
        plan.apply(
            new Operation.Split(
                "A",
                SmallPlan.line(0.95, 0.45, 1.2, 0.45, 1.2, 0.55, 0.95, 0.55, 0.95, 0.45),
                BadOperations.grid("K"),
                BadOperations.grid("A")));
    // The island touches no edge that the first change touched, but lies where it would go back to.
    assertThat(away.meets(island)).isFalse();
    String hash = plan.hash();
    RefusedOperationException refused =
        catchThrowableOfType(RefusedOperationException.class, () -> plan.revert(away));
    assertThat(refused.reason()).isEqualTo(Reason.BORDER_CROSSED);
    assertThat(plan.hash()).isEqualTo(hash);
    plan.revert(island);
    plan.revert(away);
    assertThat(plan.hash()).isEqualTo(SmallPlan.exact().hash());
  }
}
