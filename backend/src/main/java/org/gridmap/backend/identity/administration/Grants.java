package org.gridmap.backend.identity.administration;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.AccountChanges;
import org.gridmap.backend.identity.AccountState;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Roles of accounts. One person asks, another one decides, and neither of them is the one who gets
 * the role; taking it away needs one person only and works at once.
 */
@Component
class Grants {
  /** Where a grant stands. */
  enum GrantState {
    REQUESTED,
    IN_FORCE,
    REFUSED,
    WITHDRAWN
  }

  /**
   * A role that somebody shall have.
   *
   * @param accountId who gets it
   * @param role which one
   * @param gridCode where it applies; null for administrators
   * @param validUntil when it ends by itself; null for never
   */
  record Wanted(
      long accountId, Role role, @Nullable String gridCode, @Nullable Instant validUntil) {}

  /** A grant as far as rules look at it. */
  private record StoredGrant(
      long id, long accountId, Role role, GrantState state, long requestedBy) {}

  private static final Set<Role> ADMINISTRATORS =
      Set.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR);

  /** A grid in force, or an area of which there is only an import so far, to be planned. */
  private static final String GRID =
      """
      SELECT EXISTS (SELECT FROM division WHERE root_code = :code) OR EXISTS (
        SELECT FROM grid g JOIN division d ON d.id = g.division_id
        WHERE g.code = :code AND d.status = 'PUBLISHED' AND d.valid @> now())
      """;

  private static final String OPEN =
      """
      SELECT role FROM account.role_grant WHERE account_id = ?
        AND (state = 'REQUESTED' OR (state = 'IN_FORCE' AND (valid_until IS NULL OR valid_until > now())))
      """;

  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final AccountChanges changes;
  private final LastAdministrator last;
  private final AuditLog audit;

  Grants(
      JdbcClient jdbc,
      Accounts accounts,
      AccountChanges changes,
      LastAdministrator last,
      AuditLog audit) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.changes = changes;
    this.last = last;
    this.audit = audit;
  }

  /**
   * Asks for a role.
   *
   * @return number of the grant, which waits for a second person
   * @throws ProblemException {@code validation-failed}, {@code not-found} for the account, {@code
   *     second-person-required} for oneself, {@code roles-conflict}
   */
  long request(Wanted wanted) {
    check(wanted);
    long id = insert(wanted, GrantState.REQUESTED, CurrentUser.get().accountId(), null);
    audit.record(event(AuditAction.GRANT_REQUESTED, id, wanted.accountId(), wanted.role()));
    return id;
  }

  /**
   * Grants a role without two people, for the first accounts and those of the demonstration: two
   * system accounts stand for the person who asks and the one who decides.
   */
  void establish(Wanted wanted, long requestedBy, long decidedBy) {
    long id = insert(wanted, GrantState.IN_FORCE, requestedBy, decidedBy);
    changes.changed(wanted.accountId());
    audit.record(event(AuditAction.GRANT_DECIDED, id, wanted.accountId(), wanted.role()));
  }

  /**
   * Decides about a grant that another person asked for.
   *
   * @throws ProblemException {@code not-found}, {@code second-person-required}, {@code
   *     grant-closed}
   */
  void decide(long id, boolean approve) {
    StoredGrant grant = get(id);
    long caller = CurrentUser.get().accountId();
    if (caller == grant.requestedBy() || caller == grant.accountId()) {
      throw new ProblemException(
          AdministrationProblems.SECOND_PERSON_REQUIRED,
          "Whoever asked for the grant, or gets it, does not decide about it.");
    }
    GrantState state = approve ? GrantState.IN_FORCE : GrantState.REFUSED;
    int rows =
        jdbc.sql(
                """
                UPDATE account.role_grant SET state = ?, decided_by = ?, decided_at = now(), version = version + 1
                WHERE id = ? AND state = 'REQUESTED'
                """)
            .params(state.name(), caller, id)
            .update();
    if (rows != 1) {
      throw closed();
    }
    changes.changed(grant.accountId());
    Map<String, String> detail =
        Map.of("grant", Long.toString(id), "role", grant.role().name(), "decision", state.name());
    audit.record(
        AuditEvent.done(AuditAction.GRANT_DECIDED, SubjectType.ACCOUNT, grant.accountId())
            .with(detail));
  }

  /**
   * Takes a grant away, or back, at once.
   *
   * @throws ProblemException {@code not-found}, {@code grant-closed}, {@code last-administrator}
   */
  void withdraw(long id) {
    StoredGrant grant = get(id);
    last.spare(() -> {
      int rows =
          jdbc.sql(
                  """
                  UPDATE account.role_grant SET state = 'WITHDRAWN', withdrawn_by = ?, withdrawn_at = now(),
                    version = version + 1
                  WHERE id = ? AND state IN ('REQUESTED', 'IN_FORCE')
                  """)
              .params(CurrentUser.get().accountId(), id)
              .update();
      if (rows != 1) {
        throw closed();
      }
      changes.changed(grant.accountId());
    });
    audit.record(event(AuditAction.GRANT_WITHDRAWN, id, grant.accountId(), grant.role()));
  }

  /** Takes every open grant of an account away. */
  @Transactional
  public void withdrawAll(long accountId) {
    jdbc.sql(
            """
            UPDATE account.role_grant SET state = 'WITHDRAWN', withdrawn_by = ?, withdrawn_at = now(),
              version = version + 1
            WHERE account_id = ? AND state IN ('REQUESTED', 'IN_FORCE')
            """)
        .params(CurrentUser.get().accountId(), accountId)
        .update();
    changes.changed(accountId);
  }

  /** Makes every grant in force of an account wait for a second person again. */
  @Transactional
  public void askAgain(long accountId) {
    jdbc.sql(
            """
            UPDATE account.role_grant SET state = 'REQUESTED', requested_by = ?, requested_at = now(),
              decided_by = NULL, decided_at = NULL, version = version + 1
            WHERE account_id = ? AND state = 'IN_FORCE'
            """)
        .params(CurrentUser.get().accountId(), accountId)
        .update();
    changes.changed(accountId);
  }

  private void check(Wanted wanted) {
    Account account = accounts.get(wanted.accountId());
    if (account.system() || account.state() == AccountState.CLOSED) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is no such account.");
    }
    if (account.id() == CurrentUser.get().accountId()) {
      throw new ProblemException(
          AdministrationProblems.SECOND_PERSON_REQUIRED, "Nobody asks for a role for himself.");
    }
    if (wanted.role().scoped() != (wanted.gridCode() != null)) {
      throw invalid(
          wanted.role().scoped()
              ? "This role applies to a grid: name its code."
              : "An administrator has no grid.");
    }
    if (wanted.gridCode() != null
        && !jdbc.sql(GRID).param("code", wanted.gridCode()).query(Boolean.class).single()) {
      throw invalid("No grid in force and no imported area has this code.");
    }
    if (wanted.validUntil() != null && !wanted.validUntil().isAfter(Instant.now())) {
      throw invalid("The grant would have ended already.");
    }
    boolean administrator = ADMINISTRATORS.contains(wanted.role());
    for (Role held :
        jdbc.sql(OPEN).param(account.id()).query(String.class).list().stream()
            .map(Role::valueOf)
            .toList()) {
      if (held != wanted.role() && (administrator || ADMINISTRATORS.contains(held))) {
        throw new ProblemException(
            AdministrationProblems.ROLES_CONFLICT,
            "An administrator holds this one role and no other.");
      }
    }
  }

  private long insert(Wanted wanted, GrantState state, long requestedBy, @Nullable Long decidedBy) {
    return jdbc.sql(
            """
            INSERT INTO account.role_grant
              (account_id, role, grid_code, state, requested_by, decided_by, decided_at, valid_until)
            VALUES (:account, :role, :grid, :state, :requestedBy, :decidedBy,
              CASE WHEN :decidedBy::bigint IS NOT NULL THEN now() END, :until)
            RETURNING id
            """)
        .param("account", wanted.accountId())
        .param("role", wanted.role().name())
        .param("grid", wanted.gridCode())
        .param("state", state.name())
        .param("requestedBy", requestedBy)
        .param("decidedBy", decidedBy)
        .param("until", wanted.validUntil() == null ? null : Timestamp.from(wanted.validUntil()))
        .query(Long.class)
        .single();
  }

  private StoredGrant get(long id) {
    return jdbc.sql(
            "SELECT id, account_id, role, state, requested_by FROM account.role_grant WHERE id = ?")
        .param(id)
        .query(StoredGrant.class)
        .optional()
        .orElseThrow(() -> new ProblemException(WebProblems.NOT_FOUND, "There is no such grant."));
  }

  private static AuditEvent event(AuditAction action, long grant, long accountId, Role role) {
    Map<String, String> detail = new HashMap<>();
    detail.put("grant", Long.toString(grant));
    detail.put("role", role.name());
    return AuditEvent.done(action, SubjectType.ACCOUNT, accountId).with(detail);
  }

  private static ProblemException closed() {
    return new ProblemException(
        AdministrationProblems.GRANT_CLOSED, "Somebody decided or withdrew it already.");
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(WebProblems.VALIDATION_FAILED, detail);
  }
}
