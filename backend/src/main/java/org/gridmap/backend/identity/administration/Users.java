package org.gridmap.backend.identity.administration;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.AccountState;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.administration.Invitations.Invitation;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a security administrator does about other people's accounts. */
@Component
class Users {
  private final Accounts accounts;
  private final Grants grants;
  private final Invitations invitations;
  private final LastAdministrator last;
  private final AuditLog audit;
  private final TransactionTemplate transactions;

  Users(
      Accounts accounts,
      Grants grants,
      Invitations invitations,
      LastAdministrator last,
      AuditLog audit,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.grants = grants;
    this.invitations = invitations;
    this.last = last;
    this.audit = audit;
    this.transactions = new TransactionTemplate(transactions);
  }

  /** A new account and the invitation for its owner. */
  record Invited(long id, Invitation invitation) {}

  /**
   * The account with a number, unless it is the server's own.
   *
   * @throws ProblemException {@code not-found}
   */
  Account get(long id) {
    Account account = accounts.get(id);
    if (account.system()) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is no such account.");
    }
    return account;
  }

  List<Account> list() {
    return accounts.list();
  }

  /**
   * Makes an account.
   *
   * @throws ProblemException {@code validation-failed}, {@code login-taken}
   */
  Invited create(String login, String name) {
    Invited invited =
        transactions.execute(status -> {
          Account account = accounts.get(accounts.invite(login, name));
          return new Invited(account.id(), invitations.create(account));
        });
    audit.record(AuditEvent.done(AuditAction.ACCOUNT_CREATED, SubjectType.ACCOUNT, invited.id()));
    return invited;
  }

  /**
   * Changes the name or state of an account that is still as the caller saw it.
   *
   * @param seen version that the caller saw
   * @param name new name, or null for the present one
   * @param wanted LOCKED, ACTIVE (of a locked one) or CLOSED; null for the present one
   * @throws ProblemException {@code edit-conflict}, {@code validation-failed}, {@code
   *     second-person-required} for one's own state, {@code last-administrator}
   */
  Account change(long id, long seen, @Nullable String name, @Nullable AccountState wanted) {
    Account account = get(id);
    if (account.version() != seen) {
      throw Versions.conflict();
    }
    AccountState state = wanted == null ? account.state() : next(account, wanted);
    last.spare(() -> {
      if (!accounts.change(account, name == null ? account.name() : name, state)) {
        throw Versions.conflict();
      }
      if (state == AccountState.LOCKED || state == AccountState.CLOSED) {
        accounts.endSessions(id);
        invitations.revoke(id);
      }
      if (state == AccountState.CLOSED) {
        grants.withdrawAll(id);
      }
    });
    audit.record(
        AuditEvent.done(
                state == AccountState.LOCKED
                    ? AuditAction.ACCOUNT_LOCKED
                    : AuditAction.ACCOUNT_CHANGED,
                SubjectType.ACCOUNT,
                id)
            .with(Map.of("state", state.name())));
    return get(id);
  }

  /**
   * Takes away every way into an account and invites its owner anew. Its roles wait for a second
   * person again: otherwise one administrator alone could become anybody.
   *
   * @throws ProblemException {@code second-person-required} for one's own account, {@code
   *     validation-failed} for one that is locked, closed or of the demonstration, {@code
   *     last-administrator}
   */
  Invitation invite(long id) {
    Account account = get(id);
    requireOther(id);
    if (account.demo()
        || account.state() == AccountState.CLOSED
        || account.state() == AccountState.LOCKED) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "This account cannot be invited; unlock it first.");
    }
    Invitation[] made = new Invitation[1];
    last.spare(() -> {
      accounts.reset(id);
      grants.askAgain(id);
      made[0] = invitations.create(account);
    });
    audit.record(AuditEvent.done(AuditAction.ACCOUNT_INVITED, SubjectType.ACCOUNT, id));
    return made[0];
  }

  private static AccountState next(Account account, AccountState wanted) {
    if (wanted == account.state()) {
      return wanted;
    }
    requireOther(account.id());
    return switch (wanted) {
      case LOCKED -> requireNot(AccountState.CLOSED, account, wanted);
      case CLOSED -> wanted;
      case ACTIVE -> {
        if (account.state() != AccountState.LOCKED) {
          throw notPossible();
        }
        // Locked before its owner ever came, it still waits for him.
        yield account.passwordHash() == null && !account.demo() ? AccountState.INVITED : wanted;
      }
      case INVITED -> throw notPossible();
    };
  }

  private static AccountState requireNot(AccountState state, Account account, AccountState wanted) {
    if (account.state() == state) {
      throw notPossible();
    }
    return wanted;
  }

  private static void requireOther(long id) {
    if (CurrentUser.get().accountId() == id) {
      throw new ProblemException(
          AdministrationProblems.SECOND_PERSON_REQUIRED,
          "Nobody does this to his own account. Ask another administrator.");
    }
  }

  private static ProblemException notPossible() {
    return new ProblemException(
        WebProblems.VALIDATION_FAILED,
        "The account cannot pass from its present state to that one.");
  }
}
