package org.gridmap.backend.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.Caller;
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

  /**
   * A program with a token, which has a single right; empty if no role of the account has it.
   *
   * @param right what the token is for
   */
  public Optional<Caller> forProgram(Right right) {
    if (!open || (factorNeeded && !factorEnrolled) || !granted.contains(right)) {
      return Optional.empty();
    }
    return Optional.of(new Caller(accountId, login, roles, Set.of(right), Caller.Via.TOKEN));
  }
}
