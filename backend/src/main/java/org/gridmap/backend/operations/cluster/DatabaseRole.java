package org.gridmap.backend.operations.cluster;

/** The roles that the server works as; none of them owns anything. */
public enum DatabaseRole {
  /** The application, under row level security. */
  APP,
  /** Tiles and map collections; nothing personal is within its reach. */
  MAP,
  /** Adds to the audit log and does nothing else. */
  AUDIT,
  /** Work of the system across all scopes. */
  JOB;

  /** Name of the role in the database. */
  String login() {
    return "gridmap_" + name().toLowerCase(java.util.Locale.ROOT);
  }
}
