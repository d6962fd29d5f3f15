package org.gridmap.backend.bench;

import java.util.Set;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.identity.OpaqueToken;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Somebody who is signed in and answers for a grid of the measured town, put straight into its
 * database.
 *
 * @param caller who it is
 * @param cookie value of the header that his browser sends
 * @param csrfToken what his browser repeats with every change
 */
record BenchDoor(Caller caller, String cookie, String csrfToken) {
  /**
   * Opens a session of somebody with a role.
   *
   * @param code code of the grid over which he has it
   */
  static BenchDoor open(JdbcTemplate owner, Role role, String code) {
    String login = "bench-" + System.nanoTime();
    Long id =
        owner.queryForObject(
            "INSERT INTO account.account (login, name, state) VALUES (?, 'bench', 'ACTIVE') RETURNING"
                + " id",
            Long.class,
            login);
    if (id == null) {
      throw new IllegalStateException("The account was not stored");
    }
    owner.update(
        """
        INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
        SELECT ?, ?, ?, 'IN_FORCE', q.id, d.id, now() FROM account.account q, account.account d
        WHERE q.login = 'system:first-start' AND d.login = 'system:cli'
        """,
        id,
        role.name(),
        code);
    if (role.needsSecondFactor()) {
      owner.update(
          "INSERT INTO account.second_factor (account_id, secret, confirmed_at) VALUES (?, '\\x00', now())",
          id);
    }
    String secret = OpaqueToken.create();
    String csrfToken = OpaqueToken.create();
    owner.update(
        """
        INSERT INTO account.session (token_hash, csrf_token, account_id, stage, second_factor_at, address, agent)
        VALUES (?, ?, ?, 'SIGNED_IN', now(), '127.0.0.1', 'bench')
        """,
        OpaqueToken.hash(secret),
        csrfToken,
        id);
    return new BenchDoor(
        new Caller(id, login, Set.of(role), role.rights(), Caller.Via.SESSION),
        "__Host-gridmap=" + secret,
        csrfToken);
  }
}
