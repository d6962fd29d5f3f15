package org.gridmap.backend.identity.administration;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.AccountState;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.OpaqueToken;
import org.gridmap.backend.identity.PasswordHashes;
import org.gridmap.backend.identity.PasswordRules;
import org.gridmap.backend.web.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links with which the owner of an account chooses his password: good once, for three days, and
 * only the latest one.
 */
@Component
class Invitations {
  static final Duration LIFETIME = Duration.ofHours(72);

  /**
   * An invitation on its way to its owner.
   *
   * @param login name of the account that it opens
   * @param token its secret, stored nowhere
   * @param link path of the page with the secret behind {@code #}, where no server sees it
   * @param expiresAt when it ends
   */
  record Invitation(String login, String token, String link, Instant expiresAt) {}

  private record Open(long id, long accountId) {}

  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final PasswordHashes hashes;
  private final AuditLog audit;
  private final TransactionTemplate transactions;

  Invitations(
      JdbcClient jdbc,
      Accounts accounts,
      PasswordHashes hashes,
      AuditLog audit,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.hashes = hashes;
    this.audit = audit;
    this.transactions = new TransactionTemplate(transactions);
  }

  /** Makes an invitation; older ones of the account are void from now on. */
  Invitation create(Account account) {
    String token = OpaqueToken.create();
    Instant expiresAt = Instant.now().plus(LIFETIME);
    revoke(account.id());
    jdbc.sql(
            """
            INSERT INTO account.invitation (account_id, token_hash, created_by, expires_at)
            VALUES (?, ?, ?, now() + make_interval(secs => ?))
            """)
        .params(
            account.id(),
            OpaqueToken.hash(token),
            CurrentUser.get().accountId(),
            LIFETIME.toSeconds())
        .update();
    return new Invitation(account.login(), token, "/#invitation=" + token, expiresAt);
  }

  /** Makes every unused invitation of an account void. */
  void revoke(long accountId) {
    jdbc.sql("DELETE FROM account.invitation WHERE account_id = ? AND used_at IS NULL")
        .param(accountId)
        .update();
  }

  /**
   * The login that an invitation opens. Who has the token could open it, and may know.
   *
   * @throws ProblemException {@code invitation-spent}
   */
  String holder(String token) {
    return invited(find(token).orElseThrow(Invitations::spent)).login();
  }

  private Account invited(Open open) {
    return accounts
        .find(open.accountId())
        .filter(one -> one.state() == AccountState.INVITED)
        .orElseThrow(Invitations::spent);
  }

  /**
   * Opens an account with a password of its owner's choice.
   *
   * @return the login
   * @throws ProblemException {@code invitation-spent}, or what a bad password throws
   */
  String accept(String token, String password) {
    Open open = find(token).orElseThrow(Invitations::spent);
    Account account = invited(open);
    PasswordRules.check(password, account.login());
    String hash = hashes.hash(password);
    transactions.executeWithoutResult(status -> {
      // Of two that came this far with one link, the row lets one pass.
      int rows =
          jdbc.sql(
                  """
                  UPDATE account.invitation SET used_at = now()
                  WHERE id = ? AND used_at IS NULL AND expires_at > now()
                  """)
              .param(open.id())
              .update();
      if (rows != 1 || !accounts.open(account.id(), hash)) {
        throw spent();
      }
    });
    audit.record(AuditEvent.done(AuditAction.ACCOUNT_OPENED, SubjectType.ACCOUNT, account.id()));
    return account.login();
  }

  private Optional<Open> find(String token) {
    return OpaqueToken.looksLikeOne(token)
        ? jdbc.sql(
                """
                SELECT id, account_id FROM account.invitation
                WHERE token_hash = ? AND used_at IS NULL AND expires_at > now()
                """)
            .param(OpaqueToken.hash(token))
            .query(Open.class)
            .optional()
        : Optional.empty();
  }

  private static ProblemException spent() {
    return new ProblemException(
        AdministrationProblems.INVITATION_SPENT,
        "It was used, has ended, or was replaced. Ask an administrator for a new one.");
  }
}
