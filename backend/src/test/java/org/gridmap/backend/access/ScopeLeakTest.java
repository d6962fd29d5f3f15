package org.gridmap.backend.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.sql.FoundationTest;
import org.gridmap.backend.sql.JobPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether a connection that comes back from the pool ever carries the scope of somebody else. */
@FoundationTest
class ScopeLeakTest {
  private static final int OPERATIONS = 20_000;
  private static final int CALLERS = 40;

  /** Transactions that want one of the four connections at the same moment. */
  private static final int CROWD = 200;

  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcConnectionDetails database;
  @Autowired @JobPool TransactionTemplate jobTransactions;

  private TownFixture town;
  private final List<Caller> callers = new ArrayList<>();

  @BeforeEach
  void grant() {
    town = TownFixture.in(jdbc);
    String west = "999900000001001";
    String east = "999900000001002";
    for (int i = 0; i < CALLERS; i++) {
      callers.add(officer("leak-" + System.nanoTime() + "-" + i, i % 2 == 0 ? west : east));
    }
  }

  @Test
  void twenty_thousand_pooled_transactions_leak_no_scope() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < OPERATIONS; i++) {
      int who = random.nextInt(CALLERS + 8);
      int fate = random.nextInt(10);
      work.add(() -> sawOnlyItsOwn(who < CALLERS ? who : -1, fate));
    }
    assertThat(leaks(work)).isZero();
  }

  @Test
  void a_setting_for_the_session_would_leak_and_this_test_would_see_it() throws Exception {
    // A pool of its own: its connections are spoilt for everybody else.
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(database.getJdbcUrl());
      pool.setUsername(database.getUsername());
      pool.setPassword(database.getPassword());
      pool.setMaximumPoolSize(4);
      JdbcClient spoilt = JdbcClient.create(pool);
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String account = Long.toString(callers.get(i % CALLERS).accountId());
        boolean sets = i % 4 == 0;
        work.add(() -> {
          if (sets) {
            spoilt
                .sql("SELECT set_config('app.account', ?, false)")
                .param(account)
                .query(String.class)
                .single();
            return true;
          }
          return spoilt.sql("SELECT account.resident_leaves()").query(Long.class).list().isEmpty();
        });
      }
      assertThat(leaks(work)).isPositive();
    }
  }

  @Test
  void a_begin_on_a_dead_connection_leaves_no_transaction_on_the_thread() throws Exception {
    Callable<Integer> transaction =
        () ->
            transactions.execute(
                status -> jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single());
    AtomicInteger failures = new AtomicInteger();
    // The pool tests a connection that was not used for half a second, and lends another one.
    for (int attempt = 0; attempt < 50 && failures.get() == 0; attempt++) {
      int process = CurrentUser.callAs(callers.getFirst(), transaction);
      terminate(process);
      jobTransactions.executeWithoutResult(status -> {
        try {
          CurrentUser.callAs(callers.getFirst(), transaction);
        } catch (DataAccessResourceFailureException e) {
          failures.incrementAndGet();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
      assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    }
    assertThat(failures).hasPositiveValue();
  }

  private void terminate(int process) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        PreparedStatement statement =
            connection.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
      statement.setInt(1, process);
      statement.execute();
    }
  }

  private static int leaks(List<Callable<Boolean>> work) throws Exception {
    // The whole crowd at once would wait longer for the pool's connections than the pool lets it.
    Semaphore crowd = new Semaphore(CROWD);
    int leaks = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (Callable<Boolean> one : work) {
        crowd.acquire();
        all.add(
            threads.submit(() -> {
              try {
                return one.call();
              } finally {
                crowd.release();
              }
            }));
      }
      for (Future<Boolean> one : all) {
        leaks += one.get() ? 0 : 1;
      }
    }
    return leaks;
  }

  /** One transaction that may fail, roll back or break; false if it saw another's scope. */
  private boolean sawOnlyItsOwn(int who, int fate) throws Exception {
    Callable<Boolean> transaction =
        () ->
            transactions.execute(status -> {
              Long account =
                  jdbc.sql("SELECT account.current_account()")
                      .query((row, n) -> row.getObject(1, Long.class))
                      .list()
                      .getFirst();
              List<Long> leaves =
                  jdbc.sql("SELECT account.resident_leaves()").query(Long.class).list();
              boolean own = Objects.equals(account, who < 0 ? null : callers.get(who).accountId());
              boolean ownLeaves =
                  leaves.equals(
                      who < 0 ? List.of() : List.of(who % 2 == 0 ? town.west() : town.east()));
              switch (fate) {
                case 0 -> status.setRollbackOnly();
                case 1 -> throw new Interruption(own && ownLeaves);
                case 2 -> breakIt(own && ownLeaves);
                default -> {}
              }
              return own && ownLeaves;
            });
    try {
      return who < 0 ? transaction.call() : CurrentUser.callAs(callers.get(who), transaction);
    } catch (Interruption e) {
      return e.fine;
    }
  }

  private void breakIt(boolean fine) {
    try {
      jdbc.sql("SELECT 1 / 0").query(Integer.class).single();
    } catch (DataAccessException e) {
      throw new Interruption(fine);
    }
  }

  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final boolean fine;

    Interruption(boolean fine) {
      super(null, null, false, false);
      this.fine = fine;
    }
  }

  private Caller officer(String login, @Nullable String gridCode) {
    long id = account(login);
    jdbc.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
            VALUES (?, 'OFFICER', ?, 'IN_FORCE', ?, ?, now())
            """)
        .params(id, gridCode, account(login + "-a"), account(login + "-b"))
        .update();
    return new Caller(id, login, Set.of(Role.OFFICER), Role.OFFICER.rights(), Caller.Via.SESSION);
  }

  private long account(String login) {
    return jdbc.sql(
            "INSERT INTO account.account (login, name, state) VALUES (?, '试验', 'ACTIVE') RETURNING id")
        .param(login)
        .query(Long.class)
        .single();
  }
}
