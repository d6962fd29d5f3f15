package org.gridmap.backend.event.workflow;

/** What somebody is to an event. */
public enum Relation {
  /** Reported it. */
  REPORTER,
  /** Holds the post that owns it now. */
  OWNER,
  /** Took a handling step of it. */
  HANDLER,
  /** Is the officer of its department in its grid. */
  DEPARTMENT,
  /** Leads its grid or one above. */
  LEAD,
  /** Leads the community around it. */
  COMMUNITY,
  /** Is a leader over it. */
  LEADER
}
