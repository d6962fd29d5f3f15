package org.gridmap.backend.sql;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Read-only transactions that see one state of the town from their first statement to their last,
 * and whose statements the database gives up after a while.
 */
@Component
public class Snapshots {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;

  Snapshots(PlatformTransactionManager manager, JdbcClient jdbc) {
    this.transactions = new TransactionTemplate(manager);
    this.transactions.setReadOnly(true);
    this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.jdbc = jdbc;
  }

  /**
   * Runs reads that belong together, ten seconds at most for each statement.
   *
   * @throws org.springframework.dao.QueryTimeoutException if one takes longer
   */
  public <T> T read(Supplier<T> reads) {
    return read(USUAL_LIMIT, reads);
  }

  /** As {@link #read(Supplier)} with another limit for each statement. */
  public <T> T read(Duration limit, Supplier<T> reads) {
    return transactions.execute(status -> {
      // Optional filters are NULL parameters: only a plan made for the given values drops them.
      jdbc.sql(
              "SELECT set_config('statement_timeout', :limit, true),"
                  + " set_config('plan_cache_mode', 'force_custom_plan', true)")
          .param("limit", Long.toString(limit.toMillis()))
          .query()
          .singleRow();
      return reads.get();
    });
  }
}
