package org.gridmap.backend.event.workflow;

import java.util.Set;

/** What can be done with an event. */
public enum Action {
  /** Takes the step at which the event stands, and so leads it to the next one or closes it. */
  ADVANCE,
  /** 退回: sends it back to an earlier step. */
  BACK(Need.REASON),
  /** 移交: gives it to another department or grid, which must be named. */
  TRANSFER(Need.REASON, Need.TARGET),
  /** 上报: gives it to the next higher grid. */
  ESCALATE(Need.REASON),
  /** 督办: puts it under supervision. */
  SUPERVISE(Need.REASON),
  /** Ends supervision. */
  END_SUPERVISION,
  /** Closes it as another report of an event that must be named. */
  MERGE(Need.TARGET),
  /** Opens it again. */
  REOPEN(Need.REASON),
  /** Closes it without its steps. */
  CANCEL(Need.REASON),
  /** Moves its pin. */
  MOVE(Need.PLACE),
  /** Adds words to its history. */
  ADD_NOTE(Need.TEXT);

  private final Set<Need> needs;

  Action(Need... needs) {
    this.needs = Set.of(needs);
  }

  /** What must come with it, whatever the step; the step itself may ask for more. */
  public Set<Need> needs() {
    return needs;
  }
}
