package org.gridmap.backend.identity;

/** Whether an account may sign in. */
public enum AccountState {
  /** Made, or made anew, and waiting for its owner to choose a password. */
  INVITED,
  ACTIVE,
  /** Kept out until an administrator opens it again. */
  LOCKED,
  /** Gone for good; its name stays, because the audit log speaks of it. */
  CLOSED
}
