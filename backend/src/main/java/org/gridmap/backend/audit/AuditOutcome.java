package org.gridmap.backend.audit;

/** How an action ended. */
public enum AuditOutcome {
  DONE,
  /** The caller was not allowed to. */
  REFUSED,
  /** It was allowed, but did not happen. */
  FAILED
}
