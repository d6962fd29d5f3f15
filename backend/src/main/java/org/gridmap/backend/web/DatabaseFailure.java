package org.gridmap.backend.web;

import java.sql.SQLException;

/** Tells failures of the database itself from faults of a statement. */
public final class DatabaseFailure {
  private DatabaseFailure() {}

  /**
   * Whether the connection broke or the database shuts down (classes 08 and 57P of SQLSTATE), or
   * the wait for it was interrupted. The same failure arrives under many names. When the rollback
   * fails too, only that is told, and the pool, which refuses the dead connection, gives no state
   * at all; the driver always does.
   */
  public static boolean isLostConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return true;
      }
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        if (state == null || state.startsWith("08") || state.startsWith("57P")) {
          return true;
        }
      }
    }
    return false;
  }
}
