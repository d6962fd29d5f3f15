package org.gridmap.backend.event.workflow;

/** What must come with an action. */
public enum Need {
  /** Words. */
  TEXT(RefusedAction.TEXT_MISSING),
  /** At least one picture. */
  PHOTO(RefusedAction.PHOTO_MISSING),
  /** A point. */
  PLACE(RefusedAction.PLACE_MISSING),
  /** Why. */
  REASON(RefusedAction.REASON_MISSING),
  /** A department, a grid or another event. */
  TARGET(RefusedAction.TARGET_MISSING);

  private final RefusedAction missing;

  Need(RefusedAction missing) {
    this.missing = missing;
  }

  RefusedAction missing() {
    return missing;
  }
}
