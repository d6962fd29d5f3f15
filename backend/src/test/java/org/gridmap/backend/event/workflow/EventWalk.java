package org.gridmap.backend.event.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.workflow.Outcome.PossibleAction;
import org.gridmap.backend.event.workflow.Outcome.Refusal;
import org.gridmap.backend.event.workflow.Outcome.Transition;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way, pushed about by random people who try random things. Beside it stands a
 * plain account of what the steps say; whatever the workflow answers is held against that.
 */
final class EventWalk {
  private static final Role[] ROLES = {
    Role.OFFICER, Role.GRID_LEAD, Role.COMMUNITY_LEAD, Role.LEADER
  };
  private static final Given EVERYTHING = new Given(EnumSet.allOf(Need.class));

  /** Somebody who stays the same person for as long as the event lives. */
  private record Person(Set<Role> roles, Set<Relation> relations) {}

  private final Workflow workflow;
  private final Random random;
  private final List<Person> people = new ArrayList<>();
  private final Set<Integer> handlers = new HashSet<>();
  private WorkflowState state;
  private int done;

  EventWalk(Workflow workflow, Random random) {
    this.workflow = workflow;
    this.random = random;
    this.state = workflow.reported();
    for (int i = 0; i < 8; i++) {
      people.add(new Person(some(ROLES), some(relationsButHandler())));
    }
  }

  private static Relation[] relationsButHandler() {
    return EnumSet.complementOf(EnumSet.of(Relation.HANDLER)).toArray(Relation[]::new);
  }

  /** How many actions were done. */
  int done() {
    return done;
  }

  WorkflowState state() {
    return state;
  }

  /** Somebody tries something. */
  void step() {
    int who = random.nextInt(people.size());
    Actor actor = actor(who);
    Action action = Action.values()[random.nextInt(Action.values().length)];
    Given given = random.nextInt(3) > 0 ? EVERYTHING : new Given(some(Need.values()));
    Step step = workflow.step(state.step());

    Outcome outcome = workflow.apply(state, action, actor, given);
    RefusedAction expected = refused(step, action, actor, given);
    List<PossibleAction> possible = workflow.possible(state, actor);
    assertThat(possible.stream().anyMatch(one -> one.action() == action))
        .as("%s at %s", action, state)
        .isEqualTo(refused(step, action, actor, EVERYTHING) == null);
    switch (outcome) {
      case Refusal refusal ->
          assertThat(refusal.reason())
              .as("%s by %s at %s", action, actor, state)
              .isEqualTo(expected);
      case Transition transition -> {
        assertThat(expected).as("%s by %s at %s", action, actor, state).isNull();
        WorkflowState next = transition.state();
        assertThat(next).isEqualTo(after(step, action));
        assertThat(possible)
            .anyMatch(one -> one.action() == action && one.toStep().equals(next.step()));
        assertThat(transition.handled()).isEqualTo(action == Action.ADVANCE && step.handles());
        if (transition.handled()) {
          handlers.add(who);
        }
        assertThat(workflow.steps()).contains(workflow.step(next.step()));
        assertThat(next.step()).isNotEqualTo(workflow.report().id());
        state = next;
        done++;
      }
    }
    if (action == Action.ADVANCE && step.excludes().contains(Relation.HANDLER)) {
      boolean judged = outcome instanceof Transition;
      assertThat(judged && handlers.contains(who)).as("who handled verified").isFalse();
    }
  }

  private Actor actor(int who) {
    Person person = people.get(who);
    Set<Relation> relations = new HashSet<>(person.relations());
    if (handlers.contains(who)) {
      relations.add(Relation.HANDLER);
    }
    return new Actor(person.roles(), relations);
  }

  private @Nullable RefusedAction refused(Step step, Action action, Actor actor, Given given) {
    boolean open = state.closed() == null;
    boolean now =
        switch (action) {
          case ADD_NOTE -> true;
          case REOPEN -> !open && state.closed() != Closing.MERGED;
          case SUPERVISE -> open && !state.supervised();
          case END_SUPERVISION -> open && state.supervised();
          case BACK -> open && step.backTo() != null;
          default -> open;
        };
    if (!now) {
      return RefusedAction.NOT_NOW;
    }
    boolean ofStep = action == Action.ADVANCE || action == Action.BACK;
    List<Taker> takers =
        ofStep ? step.takenBy() : workflow.actions().getOrDefault(action, List.of());
    boolean may = false;
    for (Taker taker : takers) {
      Set<Role> common = new HashSet<>(taker.roles());
      common.retainAll(actor.roles());
      may |=
          actor.relations().contains(taker.relation())
              && (taker.roles().isEmpty() || !common.isEmpty());
    }
    if (!may) {
      return RefusedAction.NOT_ALLOWED;
    }
    if (action == Action.CANCEL && state.supervised()) {
      boolean ends =
          workflow.actions().getOrDefault(Action.END_SUPERVISION, List.of()).stream()
              .anyMatch(taker -> taker.admits(actor));
      if (!ends) {
        return RefusedAction.NOT_ALLOWED;
      }
    }
    if ((ofStep || action == Action.MERGE)
        && step.excludes().contains(Relation.HANDLER)
        && actor.relations().contains(Relation.HANDLER)) {
      return RefusedAction.HANDLED_IT;
    }
    for (Need need : Need.values()) {
      boolean wanted =
          action.needs().contains(need)
              || (action == Action.ADVANCE && step.needs().contains(need));
      if (wanted && !given.parts().contains(need)) {
        return RefusedAction.valueOf(need.name() + "_MISSING");
      }
    }
    return null;
  }

  private WorkflowState after(Step step, Action action) {
    String next = step.next();
    return switch (action) {
      case ADVANCE ->
          next == null
              ? new WorkflowState(step.id(), false, Closing.DONE)
              : new WorkflowState(next, state.supervised(), null);
      case BACK -> new WorkflowState(String.valueOf(step.backTo()), state.supervised(), null);
      case CANCEL -> new WorkflowState(step.id(), false, Closing.CANCELLED);
      case MERGE -> new WorkflowState(step.id(), false, Closing.MERGED);
      case REOPEN -> new WorkflowState(workflow.reopenTo(), false, null);
      case SUPERVISE -> new WorkflowState(step.id(), true, null);
      case END_SUPERVISION -> new WorkflowState(step.id(), false, null);
      case TRANSFER, ESCALATE, MOVE, ADD_NOTE -> state;
    };
  }

  private <E> Set<E> some(E[] all) {
    Set<E> some = new HashSet<>();
    for (E one : all) {
      if (random.nextInt(3) == 0) {
        some.add(one);
      }
    }
    return some;
  }
}
