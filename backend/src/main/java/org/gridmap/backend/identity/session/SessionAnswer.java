package org.gridmap.backend.identity.session;

import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who the server takes the page for, and what follows from it.
 *
 * @param signedIn whether a session is open; false while its second factor is to be shown
 * @param demo whether this server is a demonstration
 * @param demoAccounts accounts that one click signs in to; none outside a demonstration
 * @param account whose session it is
 * @param roles roles in force
 * @param rights what the page may ask for
 * @param scopes where the roles apply
 * @param csrfToken what every change repeats in the header X-CSRF-Token
 * @param secondFactor whether a second factor is to be shown, or to be set up first
 * @param idleSeconds seconds until the session ends if nothing more is asked for; without a
 *     session, how long one would last
 */
record SessionAnswer(
    boolean signedIn,
    boolean demo,
    List<DemoAccount> demoAccounts,
    @Nullable Owner account,
    List<Role> roles,
    List<Right> rights,
    List<RoleScope> scopes,
    @Nullable String csrfToken,
    SecondFactor secondFactor,
    long idleSeconds) {
  /** What is to be done about a second factor. */
  enum SecondFactor {
    /** Nothing: the account needs none and has none. */
    NONE,
    /** It is to be shown. */
    NEEDED,
    /** The account needs one and has none; until then it can do nothing else. */
    ENROLMENT_NEEDED,
    /** It was shown. */
    DONE
  }

  /**
   * An account of the demonstration.
   *
   * @param login name to sign in with
   * @param name its name for people
   * @param role its role
   */
  record DemoAccount(String login, String name, Role role) {}

  /**
   * The owner of a session.
   *
   * @param id number of the account
   * @param login name to sign in with
   * @param name name of the person
   */
  record Owner(long id, String login, String name) {}

  /**
   * Where a role applies.
   *
   * @param role the role
   * @param gridCode code of the grid; null for a role without one
   * @param gridName name of the grid in force with this code, else of the area that an import
   *     divides; null if there is neither
   */
  record RoleScope(Role role, @Nullable String gridCode, @Nullable String gridName) {}
}
