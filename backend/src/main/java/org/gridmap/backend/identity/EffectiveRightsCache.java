package org.gridmap.backend.identity;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.sql.RecordRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the effective rights of accounts in memory: they are needed for every request. */
@Component
public class EffectiveRightsCache {
  private static final int MOST = 10_000;
  private static final String ROLES =
      """
      SELECT role, coalesce(valid_until, 'infinity') AS until FROM account.role_grant
      WHERE account_id = ? AND state = 'IN_FORCE' AND (valid_until IS NULL OR valid_until > now())
      """;
  private static final String ENROLLED =
      "SELECT count(*) FROM account.second_factor"
          + " WHERE account_id = ? AND confirmed_at IS NOT NULL";

  private record Term(Role role, Instant until) {}

  private static final RowMapper<Term> TERM = new RecordRowMapper<>(Term.class);

  private final Accounts accounts;
  private final JdbcClient jdbc;
  private final DemoMode demo;
  private final AccountCache<Long, EffectiveRights> standings;

  EffectiveRightsCache(Accounts accounts, JdbcClient jdbc, DemoMode demo, AccountChanges changes) {
    this.accounts = accounts;
    this.jdbc = jdbc;
    this.demo = demo;
    this.standings = new AccountCache<>(changes, MOST, EffectiveRights::accountId);
  }

  /** The effective rights of an account; empty if there is no such account. */
  public Optional<EffectiveRights> find(long accountId) {
    Optional<EffectiveRights> known = standings.find(accountId, () -> read(accountId));
    if (known.isPresent() && known.get().until().isBefore(Instant.now())) {
      standings.forgetKey(accountId);
      return read(accountId);
    }
    return known;
  }

  /** The effective rights of an account if they are in memory and still valid. */
  public Optional<EffectiveRights> known(long accountId) {
    return standings.known(accountId).filter(standing -> !standing.until().isBefore(Instant.now()));
  }

  private Optional<EffectiveRights> read(long accountId) {
    return accounts.find(accountId).map(this::read);
  }

  private EffectiveRights read(Account account) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Set<Right> granted = EnumSet.of(Right.OWN_ACCOUNT);
    Instant until = Instant.MAX;
    for (Term term : jdbc.sql(ROLES).param(account.id()).query(TERM).list()) {
      roles.add(term.role());
      granted.addAll(term.role().rights());
      until = term.until().isBefore(until) ? term.until() : until;
    }
    boolean open =
        account.state() == AccountState.ACTIVE
            && !account.system()
            && (demo.on() || !account.demo());
    long factors = jdbc.sql(ENROLLED).param(account.id()).query(Long.class).single();
    return new EffectiveRights(
        account.id(),
        account.login(),
        account.name(),
        open,
        roles,
        granted,
        !demo.on() && roles.stream().anyMatch(Role::needsSecondFactor),
        factors > 0,
        until);
  }
}
