package org.gridmap.backend.identity.administration;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.AccountState;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets whoever owns the machine back into an installation from which everybody is locked out. Who
 * owns the machine owns the database anyway; this way it is in the audit log.
 */
@Component
public class AccountRecovery {
  private static final Set<Role> ADMINISTRATORS =
      EnumSet.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR);

  private final Accounts accounts;
  private final Invitations invitations;
  private final SystemCallers system;
  private final Grants grants;
  private final JdbcClient jdbc;
  private final AuditLog audit;
  private final TransactionTemplate transactions;

  AccountRecovery(
      Accounts accounts,
      Invitations invitations,
      SystemCallers system,
      Grants grants,
      JdbcClient jdbc,
      AuditLog audit,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.system = system;
    this.grants = grants;
    this.jdbc = jdbc;
    this.audit = audit;
    this.transactions = new TransactionTemplate(transactions);
  }

  /**
   * Takes away every way into an account, unlocks it, and invites its owner anew. Its roles stay.
   *
   * @return path of the page that opens the account; empty if nobody has the login
   */
  public Optional<String> invite(String login) {
    Optional<Account> found =
        accounts.findByLogin(login).filter(account -> !account.system() && !account.demo());
    return found.map(account -> {
      String[] link = new String[1];
      CurrentUser.runAs(
          system.cli(),
          () -> {
            audit.record(
                AuditEvent.done(AuditAction.ACCOUNT_INVITED, SubjectType.ACCOUNT, account.id()));
            transactions.executeWithoutResult(status -> {
              accounts.reset(account.id());
              link[0] = invitations.create(account).link();
            });
          });
      return link[0];
    });
  }

  /**
   * Makes somebody an administrator from the machine itself: the account if nobody has the login,
   * the role if it does not have it, and an invitation. Two system accounts stand for the two
   * persons that a grant needs; the audit log and the page of the security administrators show it.
   *
   * @param role one of the three administrators
   * @return path of the page that opens the account
   * @throws ProblemException {@code validation-failed} if the login is not one or belongs to the
   *     server or to a demonstration, {@code roles-conflict} if the account holds a role that does
   *     not go with it
   */
  public String inviteAdministrator(String login, Role role) {
    if (!ADMINISTRATORS.contains(role)) {
      throw new IllegalArgumentException("not an administrator: " + role);
    }
    accounts
        .findByLogin(login)
        .filter(account -> account.system() || account.demo())
        .ifPresent(account -> {
          throw new ProblemException(
              WebProblems.VALIDATION_FAILED, "This login belongs to the server; choose another.");
        });
    CurrentUser.runAs(
        system.cli(),
        () ->
            transactions.executeWithoutResult(status -> {
              Account account =
                  accounts
                      .findByLogin(login)
                      .orElseGet(() -> {
                        long id = accounts.invite(login, Accounts.normal(login));
                        audit.record(
                            AuditEvent.done(AuditAction.ACCOUNT_CREATED, SubjectType.ACCOUNT, id));
                        return accounts.get(id);
                      });
              if (!holds(account, role)) {
                grants.establish(
                    new Grants.Wanted(account.id(), role, null, null),
                    system.cli().accountId(),
                    system.firstStart().accountId());
              }
            }));
    return invite(login).orElseThrow();
  }

  /** Whether somebody who may still come in, or is invited to, is system administrator. */
  boolean hasSystemAdministrator() {
    return accounts.list().stream()
        .filter(account -> !account.demo())
        .filter(account ->
            account.state() == AccountState.ACTIVE || account.state() == AccountState.INVITED)
        .anyMatch(account -> holds(account, Role.SYSTEM_ADMIN));
  }

  private boolean holds(Account account, Role role) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM account.role_grant WHERE account_id = ? AND role = ?
              AND state = 'IN_FORCE' AND (valid_until IS NULL OR valid_until > now()))
            """)
        .params(account.id(), role.name())
        .query(Boolean.class)
        .single();
  }
}
