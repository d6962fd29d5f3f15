package org.gridmap.backend.identity.administration;

import org.gridmap.backend.web.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that somebody is left who can look after accounts. Changes that might take away the
 * last one happen one after another.
 */
@Component
class LastAdministrator {
  private static final long LOCK = 7_005_824_417L;

  /** Only grants without an end count: the last administrator must not run out by himself. */
  private static final String LEFT =
      """
      SELECT count(DISTINCT a.id)
      FROM account.role_grant r JOIN account.account a ON a.id = r.account_id
      WHERE r.role = 'SECURITY_ADMIN' AND r.state = 'IN_FORCE' AND r.valid_until IS NULL
        AND a.state = 'ACTIVE'
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  LastAdministrator(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
  }

  /**
   * Makes a change in a transaction of its own.
   *
   * @throws ProblemException {@code last-administrator} if nobody would be left; nothing is changed
   *     then
   */
  void spare(Runnable change) {
    transactions.executeWithoutResult(status -> {
      jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
      long before = left();
      change.run();
      if (before > 0 && left() == 0) {
        throw new ProblemException(
            AdministrationProblems.LAST_ADMINISTRATOR,
            "Give another account the role of security administrator first.");
      }
    });
  }

  private long left() {
    return jdbc.sql(LEFT).query(Long.class).single();
  }
}
