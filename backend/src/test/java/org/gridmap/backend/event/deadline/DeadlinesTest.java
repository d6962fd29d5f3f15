package org.gridmap.backend.event.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.gridmap.backend.sql.FoundationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@FoundationTest
class DeadlinesTest {
  @Autowired private DataSource dataSource;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;
  private final Map<Long, Integer> told = new ConcurrentHashMap<>();
  private EventDeadlines deadlines;
  private JobSchedule one;
  private JobSchedule other;

  @BeforeEach
  void start() {
    jdbc.sql("DELETE FROM scheduled_tasks").update();
    deadlines = new StoredDeadlines(jdbc, dataSource);
    one = server(event -> told.merge(event, 1, Integer::sum));
    other = server(event -> told.merge(event, 1, Integer::sum));
  }

  @AfterEach
  void stop() {
    one.stop();
    other.stop();
  }

  private JobSchedule server(LongConsumer events) {
    return new JobSchedule(dataSource, List.of(new OverdueTask().overdueEvents(events::accept)));
  }

  @Test
  void two_servers_tell_each_deadline_once() {
    one.start();
    other.start();
    Instant now = Instant.now();
    for (long event = 1; event <= 200; event++) {
      plan(event, now.plusMillis(10 * event));
    }
    await(() -> told.size() == 200 && jobs() == 0);
    assertThat(told.values()).containsOnly(1);
  }

  @Test
  void what_fell_due_while_no_server_was_up_is_told_at_the_next_start() {
    one.start();
    one.stop();
    plan(7, Instant.now().minus(Duration.ofDays(3)));
    other.start();
    await(() -> jobs() == 0);
    assertThat(told).containsExactly(Map.entry(7L, 1));
  }

  @Test
  void a_deadline_of_a_transaction_that_failed_is_not_there() {
    plan(1, Instant.now().plusSeconds(3_600));
    transactions.executeWithoutResult(status -> {
      deadlines.plan(1, Instant.now());
      deadlines.plan(2, Instant.now());
      status.setRollbackOnly();
    });
    assertThat(jdbc.sql("SELECT task_instance FROM scheduled_tasks").query(String.class).list())
        .singleElement()
        .asString()
        .startsWith("1@");
    assertThat(due(1)).isAfter(Instant.now().plusSeconds(3_000));
  }

  @Test
  void a_deadline_that_is_set_anew_takes_the_place_of_the_old_one() {
    plan(1, Instant.now().plusSeconds(60));
    plan(12, Instant.now().plusSeconds(60));
    Instant later = Instant.now().plusSeconds(7_200);
    plan(1, later);
    plan(1, later);
    assertThat(jobs()).isEqualTo(2);
    assertThat(due(1)).isCloseTo(later, within(1, ChronoUnit.SECONDS));
    transactions.executeWithoutResult(status -> deadlines.drop(1));
    assertThat(due(12)).isBefore(Instant.now().plusSeconds(120));
    assertThat(jobs()).isEqualTo(1);
  }

  @Test
  void a_deadline_is_set_anew_without_a_look_at_those_of_other_events() {
    jdbc.sql(
            """
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            SELECT 'event-overdue', i || '@0', now() + interval '1 day', false, 1 FROM generate_series(1, 5000) AS i
            """)
        .update();
    jdbc.sql("ANALYZE scheduled_tasks").update();
    transactions.executeWithoutResult(status -> {
      deadlines.plan(7, Instant.now().plusSeconds(60));
      assertThat(
              jdbc.sql(
                      "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname ="
                          + " 'scheduled_tasks'")
                  .query(Long.class)
                  .single())
          .isLessThan(20);
    });
    assertThat(jobs()).isEqualTo(5_000);
  }

  @Test
  void what_a_dead_server_had_picked_is_told_by_another() {
    plan(5, Instant.now().minusSeconds(600));
    jdbc.sql(
            """
            UPDATE scheduled_tasks SET picked = true, picked_by = 'dead',
              last_heartbeat = now() - interval '10 minutes'
            """)
        .update();
    one.start();
    await(() -> jobs() == 0);
    assertThat(told).containsExactly(Map.entry(5L, 1));
  }

  @Test
  void a_deadline_that_nobody_could_take_is_told_again() {
    JobSchedule failing =
        server(event -> {
          throw new IllegalStateException("no database");
        });
    plan(9, Instant.now().minusSeconds(1));
    failing.start();
    try {
      await(() ->
          jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE consecutive_failures = 1")
                  .query(Long.class)
                  .single()
              == 1);
    } finally {
      failing.stop();
    }
    assertThat(due(9)).isAfter(Instant.now());
  }

  private void plan(long event, Instant due) {
    transactions.executeWithoutResult(status -> deadlines.plan(event, due));
  }

  private Instant due(long event) {
    return jdbc.sql("SELECT execution_time FROM scheduled_tasks WHERE task_instance LIKE :job")
        .param("job", event + "@%")
        .query((row, number) -> row.getTimestamp(1).toInstant())
        .single();
  }

  private long jobs() {
    return jdbc.sql("SELECT count(*) FROM scheduled_tasks").query(Long.class).single();
  }

  private static void await(BooleanSupplier done) {
    Instant end = Instant.now().plusSeconds(30);
    while (!done.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
