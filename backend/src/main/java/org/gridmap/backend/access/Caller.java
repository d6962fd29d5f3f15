package org.gridmap.backend.access;

import java.util.Set;

/**
 * On whose behalf the server works.
 *
 * @param accountId id of the account
 * @param login name that the account signs in with
 * @param roles roles in force
 * @param rights what the roles allow, as far as the kind of credentials does
 * @param via kind of credentials
 */
public record Caller(long accountId, String login, Set<Role> roles, Set<Right> rights, Via via) {
  /** Kind of credentials that a caller was recognised by. */
  public enum Via {
    /** A person with a session in a browser. */
    SESSION,
    /** A program with a personal access token. */
    TOKEN,
    /** A subcommand of the command line, or the server itself. */
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
