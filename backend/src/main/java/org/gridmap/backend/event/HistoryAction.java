package org.gridmap.backend.event;

import org.gridmap.backend.event.workflow.Action;

/** What an entry in the history of an event says was done. */
public enum HistoryAction {
  /** It was reported. */
  REPORT,
  ADVANCE,
  BACK,
  TRANSFER,
  ESCALATE,
  SUPERVISE,
  END_SUPERVISION,
  MERGE,
  REOPEN,
  CANCEL,
  MOVE,
  ADD_NOTE,
  /** Another report was merged into it. */
  TAKE_IN,
  /** A new division gave it to another grid or owner. */
  REDRAW,
  /** Its time ran out. */
  OVERDUE;

  static HistoryAction of(Action action) {
    return valueOf(action.name());
  }
}
