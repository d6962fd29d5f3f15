package org.gridmap.backend.event.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gridmap.backend.event.calendar.Deadline;
import org.gridmap.backend.event.workflow.Outcome.PossibleAction;
import org.gridmap.backend.event.workflow.Outcome.Refusal;
import org.gridmap.backend.event.workflow.Outcome.Transition;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.jspecify.annotations.Nullable;

/**
 * The closed loop that events of some categories walk. The report takes the first step; each
 * further step is an action of somebody who may take it.
 *
 * @param name short name, kept with each event
 * @param zh what people call it, in Chinese
 * @param en the same in English
 * @param steps the steps in the order in which they are listed, the first is the report
 * @param deadlines how long the whole may take from the report on, for each colour
 * @param reopenTo id of the step at which an event stands that was opened again
 * @param actions who may do what beside the steps
 */
public record Workflow(
    String name,
    String zh,
    String en,
    List<Step> steps,
    Map<Urgency, Deadline> deadlines,
    String reopenTo,
    Map<Action, List<Taker>> actions) {

  public Workflow {
    steps = List.copyOf(steps);
    deadlines = Map.copyOf(deadlines);
    actions = Map.copyOf(actions);
    if (deadlines.size() != Urgency.values().length) {
      throw new IllegalArgumentException("The workflow " + name + " lacks a colour's deadline.");
    }
    WorkflowCheck.check(steps, reopenTo);
  }

  /** How long the whole may take. */
  public Deadline deadline(Urgency urgency) {
    return Objects.requireNonNull(deadlines.get(urgency));
  }

  /**
   * @throws IllegalArgumentException for a step that the workflow does not have
   */
  public Step step(String id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no step " + id + "."));
  }

  /** The step that the report takes. */
  public Step report() {
    return steps.getFirst();
  }

  /** Where an event stands that was just reported. */
  public WorkflowState reported() {
    return new WorkflowState(Objects.requireNonNull(report().next()), false, null);
  }

  /**
   * Does something with an event.
   *
   * @param state where it stands
   * @param actor who does it
   * @param given what came with it
   */
  public Outcome apply(WorkflowState state, Action action, Actor actor, Given given) {
    Step step = step(state.step());
    RefusedAction refused = refusal(state, step, action, actor);
    if (refused != null) {
      return new Refusal(refused);
    }
    for (Need need : needs(step, action)) {
      if (!given.parts().contains(need)) {
        return new Refusal(need.missing());
      }
    }
    return transition(state, step, action);
  }

  /** Everything that somebody may do with an event as it stands. */
  public List<PossibleAction> possible(WorkflowState state, Actor actor) {
    Step step = step(state.step());
    List<PossibleAction> possible = new ArrayList<>();
    for (Action action : Action.values()) {
      if (refusal(state, step, action, actor) == null) {
        String toStep = transition(state, step, action).state().step();
        possible.add(new PossibleAction(action, toStep, needs(step, action)));
      }
    }
    return possible;
  }

  private @Nullable RefusedAction refusal(
      WorkflowState state, Step step, Action action, Actor actor) {
    if (!fits(state, step, action)) {
      return RefusedAction.NOT_NOW;
    }
    boolean ofStep = isOfStep(action);
    List<Taker> takers = ofStep ? step.takenBy() : actions.getOrDefault(action, List.of());
    if (takers.stream().noneMatch(taker -> taker.admits(actor))) {
      return RefusedAction.NOT_ALLOWED;
    }
    // Whoever ends an event that is under supervision ends the supervision.
    if (action == Action.CANCEL
        && state.supervised()
        && actions.getOrDefault(Action.END_SUPERVISION, List.of()).stream()
            .noneMatch(taker -> taker.admits(actor))) {
      return RefusedAction.NOT_ALLOWED;
    }
    // A merger takes an event out of the step in which it would be judged.
    if (ofStep || action == Action.MERGE) {
      for (Relation excluded : step.excludes()) {
        if (actor.relations().contains(excluded)) {
          return excluded == Relation.HANDLER
              ? RefusedAction.HANDLED_IT
              : RefusedAction.NOT_ALLOWED;
        }
      }
    }
    return null;
  }

  private static boolean fits(WorkflowState state, Step step, Action action) {
    return switch (action) {
      case ADVANCE, TRANSFER, ESCALATE, MERGE, CANCEL, MOVE -> state.open();
      case BACK -> state.open() && step.backTo() != null;
      case SUPERVISE -> state.open() && !state.supervised();
      case END_SUPERVISION -> state.supervised();
      case REOPEN -> state.closed() == Closing.DONE || state.closed() == Closing.CANCELLED;
      case ADD_NOTE -> true;
    };
  }

  /** In the order of {@link Need}, so that the same thing is always asked for first. */
  private static Set<Need> needs(Step step, Action action) {
    EnumSet<Need> needs = EnumSet.noneOf(Need.class);
    needs.addAll(action.needs());
    if (action == Action.ADVANCE) {
      needs.addAll(step.needs());
    }
    return needs;
  }

  private Transition transition(WorkflowState state, Step step, Action action) {
    String next = step.next();
    return switch (action) {
      case ADVANCE ->
          next == null
              ? new Transition(closed(state, Closing.DONE), step.handles(), false)
              : new Transition(at(state, next), step.handles(), true);
      case BACK -> new Transition(at(state, Objects.requireNonNull(step.backTo())), false, true);
      case REOPEN -> new Transition(new WorkflowState(reopenTo, false, null), false, true);
      case SUPERVISE -> new Transition(new WorkflowState(state.step(), true, null), false, false);
      case END_SUPERVISION ->
          new Transition(new WorkflowState(state.step(), false, null), false, false);
      case MERGE -> new Transition(closed(state, Closing.MERGED), false, false);
      case CANCEL -> new Transition(closed(state, Closing.CANCELLED), false, false);
      case TRANSFER, ESCALATE, MOVE, ADD_NOTE -> new Transition(state, false, false);
    };
  }

  private static WorkflowState at(WorkflowState state, String step) {
    return new WorkflowState(step, state.supervised(), null);
  }

  private static WorkflowState closed(WorkflowState state, Closing how) {
    return new WorkflowState(state.step(), false, how);
  }

  /** Actions that whoever may take the step does; all others have takers of their own. */
  static List<Action> besideSteps() {
    return Arrays.stream(Action.values()).filter(action -> !isOfStep(action)).toList();
  }

  private static boolean isOfStep(Action action) {
    return action == Action.ADVANCE || action == Action.BACK;
  }
}
