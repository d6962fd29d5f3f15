package org.gridmap.backend.event.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.workflow.Outcome.Refusal;
import org.gridmap.backend.event.workflow.Outcome.Transition;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.junit.jupiter.api.Test;

class WorkflowTest {
  private static final Workflows SHIPPED = ShippedEvents.read();
  private static final Workflow SEVEN = SHIPPED.get("seven-steps");
  private static final Workflow SIX = SHIPPED.get("six-steps");
  private static final Given NOTHING = new Given(Set.of());
  private static final Given EVERYTHING = new Given(EnumSet.allOf(Need.class));

  @Test
  void two_hundred_thousand_steps_of_random_people_lead_to_no_illegal_state_and_lose_no_event() {
    Random random = new Random(20261130);
    Set<Closing> closed = EnumSet.noneOf(Closing.class);
    for (Workflow workflow : List.of(SEVEN, SIX)) {
      Map<WorkflowState, Set<WorkflowState>> after = reached(workflow);
      int done = 0;
      while (done < 100_000) {
        EventWalk walk = new EventWalk(workflow, random);
        for (int i = 0; i < 500 && walk.state().closed() != Closing.MERGED; i++) {
          walk.step();
          Closing now = walk.state().closed();
          if (now != null) {
            closed.add(now);
          }
        }
        done += walk.done();
        assertThat(walk.state().closed() != null || canBeDone(walk.state(), after))
            .as("closed, or not lost: %s", walk.state())
            .isTrue();
      }
    }
    assertThat(closed).contains(Closing.values());
  }

  @Test
  void from_every_state_that_is_reached_an_event_can_be_closed_by_its_steps() {
    for (Workflow workflow : List.of(SEVEN, SIX)) {
      Map<WorkflowState, Set<WorkflowState>> after = reached(workflow);
      assertThat(after.keySet())
          .as("every step, supervised or not, and closed at each in every way that it allows")
          .hasSize((workflow.steps().size() - 1) * 4 + 1);
      for (WorkflowState state : after.keySet()) {
        if (state.closed() == null) {
          assertThat(canBeDone(state, after)).as(state.toString()).isTrue();
        }
      }
    }
  }

  @Test
  void seven_steps_are_taken_one_after_the_other_by_who_may_take_them() {
    WorkflowState state = SEVEN.reported();
    state = advance(SEVEN, state, "collect", Relation.REPORTER);
    state = advance(SEVEN, state, "discover", Relation.OWNER);
    state = advance(SEVEN, state, "dispatch", Relation.LEAD);
    state = advance(SEVEN, state, "handle", Relation.DEPARTMENT);
    state = advance(SEVEN, state, "verify", Relation.OWNER);
    state = advance(SEVEN, state, "supervise", Relation.LEADER);
    assertThat(state.closed()).isEqualTo(Closing.DONE);
  }

  @Test
  void six_steps_are_taken_one_after_the_other_by_who_may_take_them() {
    WorkflowState state = SIX.reported();
    state = advance(SIX, state, "file", Relation.OWNER);
    state = advance(SIX, state, "assign", Relation.COMMUNITY);
    state = advance(SIX, state, "carry-out", Relation.DEPARTMENT);
    state = advance(SIX, state, "feedback", Relation.REPORTER);
    state = advance(SIX, state, "archive", Relation.LEAD);
    assertThat(state.closed()).isEqualTo(Closing.DONE);
  }

  @Test
  void who_handled_does_not_verify_whatever_post_he_holds() {
    WorkflowState verify = new WorkflowState("verify", false, null);
    Actor handler =
        new Actor(
            Set.of(Role.COMMUNITY_LEAD),
            Set.of(Relation.HANDLER, Relation.OWNER, Relation.LEAD, Relation.COMMUNITY));
    for (Action action : List.of(Action.ADVANCE, Action.BACK)) {
      assertThat(SEVEN.apply(verify, action, handler, EVERYTHING))
          .isEqualTo(new Refusal(RefusedAction.HANDLED_IT));
    }
    assertThat(SEVEN.possible(verify, handler))
        .extracting(Outcome.PossibleAction::action)
        .doesNotContain(Action.ADVANCE, Action.BACK)
        .contains(Action.ADD_NOTE);
  }

  @Test
  void a_relation_alone_is_not_enough_where_the_role_counts() {
    Taker leader = new Taker(Relation.LEADER, Set.of(Role.LEADER));
    assertThat(leader.admits(new Actor(Set.of(Role.OFFICER), Set.of(Relation.LEADER)))).isFalse();
    assertThat(leader.admits(new Actor(Set.of(Role.LEADER), Set.of(Relation.OWNER)))).isFalse();
    assertThat(leader.admits(new Actor(Set.of(Role.LEADER), Set.of(Relation.LEADER)))).isTrue();
  }

  @Test
  void handling_wants_words_and_a_picture() {
    WorkflowState handle = new WorkflowState("handle", true, null);
    Actor owner = new Actor(Set.of(Role.OFFICER), Set.of(Relation.OWNER));
    assertThat(SEVEN.apply(handle, Action.ADVANCE, owner, NOTHING))
        .isEqualTo(new Refusal(RefusedAction.TEXT_MISSING));
    assertThat(
            SEVEN.apply(handle, Action.ADVANCE, owner, Given.of(true, false, false, false, false)))
        .isEqualTo(new Refusal(RefusedAction.PHOTO_MISSING));
    assertThat(
            SEVEN.apply(handle, Action.ADVANCE, owner, Given.of(true, true, false, false, false)))
        .isEqualTo(new Transition(new WorkflowState("verify", true, null), true, true));
  }

  @Test
  void not_our_responsibility_needs_whose_and_why() {
    WorkflowState handle = new WorkflowState("handle", false, null);
    Actor owner = new Actor(Set.of(Role.OFFICER), Set.of(Relation.OWNER));
    assertThat(
            SEVEN.apply(handle, Action.TRANSFER, owner, Given.of(false, false, false, true, false)))
        .isEqualTo(new Refusal(RefusedAction.TARGET_MISSING));
    assertThat(
            SEVEN.apply(handle, Action.TRANSFER, owner, Given.of(false, false, false, false, true)))
        .isEqualTo(new Refusal(RefusedAction.REASON_MISSING));
  }

  private static WorkflowState advance(
      Workflow workflow, WorkflowState state, String step, Relation relation) {
    assertThat(state).isEqualTo(new WorkflowState(step, false, null));
    for (Relation other : Relation.values()) {
      boolean may =
          workflow.step(step).takenBy().stream().anyMatch(taker -> taker.relation() == other);
      Outcome outcome =
          workflow.apply(state, Action.ADVANCE, new Actor(Set.of(), Set.of(other)), EVERYTHING);
      assertThat(outcome instanceof Transition).as("%s by %s", step, other).isEqualTo(may);
    }
    Outcome outcome =
        workflow.apply(state, Action.ADVANCE, new Actor(Set.of(), Set.of(relation)), EVERYTHING);
    return ((Transition) outcome).state();
  }

  /**
   * Everything that people who may do all can bring an event to, and what comes next from there.
   */
  static Map<WorkflowState, Set<WorkflowState>> reached(Workflow workflow) {
    Actor everybody =
        new Actor(EnumSet.allOf(Role.class), EnumSet.complementOf(EnumSet.of(Relation.HANDLER)));
    Map<WorkflowState, Set<WorkflowState>> after = new HashMap<>();
    Deque<WorkflowState> waiting = new ArrayDeque<>(List.of(workflow.reported()));
    while (!waiting.isEmpty()) {
      WorkflowState state = waiting.remove();
      if (!after.containsKey(state)) {
        Set<WorkflowState> next = new HashSet<>();
        for (Action action : Action.values()) {
          if (workflow.apply(state, action, everybody, EVERYTHING) instanceof Transition done) {
            next.add(done.state());
          }
        }
        after.put(state, next);
        waiting.addAll(next);
      }
    }
    return after;
  }

  static boolean canBeDone(WorkflowState from, Map<WorkflowState, Set<WorkflowState>> after) {
    Set<WorkflowState> seen = new HashSet<>();
    Deque<WorkflowState> waiting = new ArrayDeque<>(List.of(from));
    while (!waiting.isEmpty()) {
      WorkflowState state = waiting.remove();
      if (state.closed() == Closing.DONE) {
        return true;
      }
      if (seen.add(state)) {
        waiting.addAll(after.getOrDefault(state, Set.of()));
      }
    }
    return false;
  }
}
