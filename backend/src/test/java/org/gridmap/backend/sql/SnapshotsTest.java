package org.gridmap.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.gridmap.backend.OwnerDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads that belong together see one state, change nothing, and do not hold the database up. */
@FoundationTest
class SnapshotsTest {
  @Autowired private Snapshots snapshots;
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;

  private long changes() {
    return jdbc.sql("SELECT count(*) FROM map_change").query(Long.class).single();
  }

  @Test
  void what_others_commit_meanwhile_is_seen_by_the_next_reading_only() {
    long before =
        snapshots.read(() -> {
          long first = changes();
          OwnerDatabase.execute(environment, "INSERT INTO map_change (layer) VALUES ('road')");
          assertThat(changes()).isEqualTo(first);
          return first;
        });
    assertThat(snapshots.read(this::changes)).isEqualTo(before + 1);
  }

  @Test
  void a_reading_writes_nothing() {
    long before = changes();
    assertThatThrownBy(() ->
            snapshots.read(
                () -> jdbc.sql("INSERT INTO map_change (layer) VALUES ('road')").update()))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("read-only");
    assertThat(changes()).isEqualTo(before);
  }

  @Test
  void a_statement_that_takes_too_long_is_given_up_and_the_limit_ends_with_the_reading() {
    assertThatThrownBy(() ->
            snapshots.read(
                Duration.ofMillis(50),
                () -> jdbc.sql("SELECT pg_sleep(30)::text").query(String.class).single()))
        .isInstanceOf(QueryTimeoutException.class);
    assertThat(jdbc.sql("SELECT pg_sleep(0.2)::text").query(String.class).single()).isEmpty();
  }
}
