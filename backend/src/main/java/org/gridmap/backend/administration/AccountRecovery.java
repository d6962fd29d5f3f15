package org.gridmap.backend.administration;

import java.util.Optional;
import org.gridmap.backend.access.Callers;
import org.gridmap.backend.account.Account;
import org.gridmap.backend.account.Accounts;
import org.gridmap.backend.account.SystemCallers;
import org.gridmap.backend.audit.AuditActions;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets whoever owns the machine back into an installation from which everybody is locked out. Who
 * owns the machine owns the database anyway; this way it is in the audit log.
 */
@Component
public class AccountRecovery {
  private final Accounts accounts;
  private final Invitations invitations;
  private final SystemCallers system;
  private final AuditLog audit;
  private final TransactionTemplate transactions;

  AccountRecovery(
      Accounts accounts,
      Invitations invitations,
      SystemCallers system,
      AuditLog audit,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.system = system;
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
      Callers.runAs(
          system.cli(),
          () -> {
            audit.record(AuditEvent.done(AuditActions.ACCOUNT_INVITED, "account", account.id()));
            transactions.executeWithoutResult(status -> {
              accounts.reset(account.id());
              link[0] = invitations.create(account).link();
            });
          });
      return link[0];
    });
  }
}
