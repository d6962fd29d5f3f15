package org.gridmap.backend.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Tells the database at the begin of every transaction on whose behalf it works. The setting ends
 * with the transaction: a connection that goes back to the pool carries nobody's scope, whatever
 * happened on it.
 */
@Component
class ScopedTransactions implements TransactionExecutionListener {
  private final DataSource dataSource;

  ScopedTransactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure != null || !transaction.isNewTransaction()) {
      return;
    }
    Callers.find().ifPresent(caller -> set(caller.accountId()));
  }

  private void set(long accountId) {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('app.account', ?, true)")) {
      statement.setString(1, Long.toString(accountId));
      statement.execute();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The scope of a transaction was not set", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
