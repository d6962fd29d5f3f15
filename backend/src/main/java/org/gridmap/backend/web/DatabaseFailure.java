package org.gridmap.backend.web;

import java.sql.SQLException;

/** Tells failures of the database itself from faults of a statement. */
public final class DatabaseFailure {
  private DatabaseFailure() {}

  /**
   * Whether the connection broke or the database shuts down: classes 08 and 57P of SQLSTATE. The
   * same failure arrives under many names, a rollback that fails among them.
   */
  public static boolean isLostConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P")) {
          return true;
        }
      }
    }
    return false;
  }
}
