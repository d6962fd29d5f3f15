package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.geodata.demo.DemoTown;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@CapabilityTest({"identity", "intake"})
class SampleEventsTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private SampleLoader sample;
  @Autowired private SystemCallers system;

  @Test
  void the_sample_has_events_of_two_months_in_every_state_and_colour_with_their_history() {
    DemoTown town = DemoTown.generate(20_261_122);
    CurrentUser.runAs(system.firstStart(), () -> sample.load(town, DemoTown.gucuo(20_261_122)));
    long start = System.nanoTime();
    CurrentUser.runAs(system.firstStart(), () -> sample.loadEvents(town));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

    assertThat(count("true")).isBetween(450L, 500L);
    assertThat(count("closed = 'DONE'")).isGreaterThan(300);
    assertThat(count("closed = 'CANCELLED'")).isPositive();
    assertThat(count("closed IS NULL AND overdue")).isPositive();
    assertThat(count("closed IS NULL AND NOT overdue")).isPositive();
    assertThat(count("supervised")).isPositive();
    assertThat(count("house_id IS NOT NULL")).isPositive();
    assertThat(count("other_grid_code IS NOT NULL")).isPositive();
    assertThat(count("NOT synthetic")).isZero();
    assertThat(list("SELECT DISTINCT urgency FROM event ORDER BY 1"))
        .containsExactly("BLUE", "ORANGE", "RED", "YELLOW");
    // Numbers go on from one to the next, and nothing happened before what came before it.
    assertThat(list("SELECT year::text FROM event GROUP BY year HAVING max(sequence) <> count(*)"))
        .isEmpty();
    assertThat(
            list(
                """
                SELECT event_id::text FROM (
                  SELECT event_id, at, lag(at) OVER (PARTITION BY event_id ORDER BY id) AS before FROM event_history) h
                WHERE at < before OR at > now()
                """))
        .isEmpty();
    assertThat(
            list(
                "SELECT id::text FROM event e WHERE (SELECT count(*) FROM event_history h WHERE h.event_id = e.id"
                    + " AND h.action = 'REPORT') <> 1"))
        .isEmpty();
  }

  private long count(String condition) {
    return jdbc.sql("SELECT count(*) FROM event WHERE " + condition).query(Long.class).single();
  }

  private List<String> list(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }
}
