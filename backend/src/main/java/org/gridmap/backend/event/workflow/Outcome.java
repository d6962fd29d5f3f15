package org.gridmap.backend.event.workflow;

import java.util.Set;

/** What comes of an action. */
public sealed interface Outcome {

  /**
   * It was done.
   *
   * @param state where the event stands now
   * @param handled whether the actor is a {@link Relation#HANDLER} of the event from now on
   * @param stepBegins whether the event came to a step, so that the step's deadline begins
   */
  record Transition(WorkflowState state, boolean handled, boolean stepBegins) implements Outcome {}

  /**
   * It was not.
   *
   * @param reason why
   */
  record Refusal(RefusedAction reason) implements Outcome {}

  /**
   * Something that somebody may do now.
   *
   * @param action what
   * @param toStep id of the step at which the event would stand then
   * @param needs what must come with it
   */
  record PossibleAction(Action action, String toStep, Set<Need> needs) {}
}
