package org.gridmap.backend.access;

import java.util.Set;

/**
 * On whose behalf the server works.
 *
 * @param accountId id of the account
 * @param login its name at the door
 * @param roles roles in force
 * @param rights what the roles, and the way in, allow together
 * @param via how the caller came in
 */
public record Caller(long accountId, String login, Set<Role> roles, Set<Right> rights, Via via) {
  /** The way in. */
  public enum Via {
    /** A person with a session in a browser. */
    SESSION,
    /** A program with a personal access token. */
    TOKEN,
    /** A verb of the command line, or the server itself. */
    SYSTEM
  }

  public Caller {
    roles = Set.copyOf(roles);
    rights = Set.copyOf(rights);
  }

  public boolean has(Right right) {
    return rights.contains(right);
  }
}
