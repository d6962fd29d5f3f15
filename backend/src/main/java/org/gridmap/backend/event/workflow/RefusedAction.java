package org.gridmap.backend.event.workflow;

/** Why an action was refused. */
public enum RefusedAction {
  /** Somebody else may do this. */
  NOT_ALLOWED,
  /** Who handled an event does not judge how it was handled. */
  HANDLED_IT,
  TEXT_MISSING,
  PHOTO_MISSING,
  PLACE_MISSING,
  REASON_MISSING,
  TARGET_MISSING,
  /** The event does not stand where this can be done. */
  NOT_NOW
}
