package org.gridmap.backend.identity;

import java.time.Instant;
import java.util.Set;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;

/**
 * What an account may do at this moment, whatever its credentials.
 *
 * @param accountId number of the account
 * @param login name that the account signs in with
 * @param name name of the person
 * @param open whether the account may sign in at all
 * @param roles roles in force
 * @param granted what the roles allow together
 * @param factorNeeded whether a role asks for a second factor
 * @param factorEnrolled whether the account has one
 * @param until when the first of the roles ends by itself
 */
public record EffectiveRights(
    long accountId,
    String login,
    String name,
    boolean open,
    Set<Role> roles,
    Set<Right> granted,
    boolean factorNeeded,
    boolean factorEnrolled,
    Instant until) {
  private static final Set<Right> FOR_PROGRAMS = Set.of(Right.MAP);
  private static final Set<Right> OWN_ACCOUNT = Set.of(Right.OWN_ACCOUNT);

  public EffectiveRights {
    roles = Set.copyOf(roles);
    granted = Set.copyOf(granted);
  }

  /**
   * Rights of a person with a session.
   *
   * @param factorShown whether this session has shown a second factor
   */
  public Set<Right> rights(boolean factorShown) {
    if (!open) {
      return Set.of();
    }
    return factorNeeded && !(factorEnrolled && factorShown) ? OWN_ACCOUNT : granted;
  }

  /** Rights of a program with a token: the map, if a role has it. */
  public Set<Right> rightsOfPrograms() {
    if (!open || (factorNeeded && !factorEnrolled)) {
      return Set.of();
    }
    return granted.contains(Right.MAP) ? FOR_PROGRAMS : Set.of();
  }
}
