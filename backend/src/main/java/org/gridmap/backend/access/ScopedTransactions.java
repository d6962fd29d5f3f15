package org.gridmap.backend.access;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the database at the begin of every transaction on whose behalf it works. The setting ends
 * with the transaction: a connection that goes back to the pool carries nobody's scope, whatever
 * happened on it.
 *
 * <p>It is part of the begin itself: a listener that fails after the begin would leave its
 * transaction on the thread.
 */
@Component("transactionManager")
class ScopedTransactions extends JpaTransactionManager {
  private static final long serialVersionUID = 1L;

  ScopedTransactions(EntityManagerFactory entities) {
    super(entities);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    super.doBegin(transaction, definition);
    try {
      CurrentUser.find().ifPresent(caller -> set(caller.accountId()));
    } catch (RuntimeException e) {
      giveUp(transaction, e);
      throw e;
    }
  }

  private void giveUp(Object transaction, RuntimeException cause) {
    EntityManagerHolder begun =
        (EntityManagerHolder)
            TransactionSynchronizationManager.getResource(obtainEntityManagerFactory());
    try {
      Objects.requireNonNull(begun).getEntityManager().getTransaction().rollback();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    } finally {
      doCleanupAfterCompletion(transaction);
    }
  }

  private void set(long accountId) {
    DataSource dataSource = Objects.requireNonNull(getDataSource());
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
