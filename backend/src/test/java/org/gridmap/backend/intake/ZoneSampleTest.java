package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.People;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.geodata.demo.ZoneSize;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A small zone as the sample of an installation. */
@CapabilityTest({"intake", "place", "identity"})
@TestPropertySource(properties = "gridmap.test.database=ZoneSampleTest")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ZoneSampleTest {
  private static final String ZONE = "350521400";

  /** Few houses, and as many events as the zone has reported. */
  private static final ZoneSize SIZE = new ZoneSize(5, 24, 700, 1_750, 6_052, 633);

  @Autowired private SampleLoader sample;
  @Autowired private SystemCallers system;
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;

  private void load() {
    CurrentUser.runAs(system.firstStart(), () -> sample.loadZone(SIZE));
  }

  @Test
  @Order(1)
  void an_empty_installation_takes_any_sample() throws SQLException {
    try (Connection owner = OwnerDatabase.open(environment)) {
      assertThat(Sample.ZONE.findObstacle(owner)).isEmpty();
      assertThat(Sample.YANGDAI.findObstacle(owner)).isEmpty();
    }
  }

  @Test
  @Order(2)
  void the_zone_is_one_exact_division_in_force_with_every_house_in_one_leaf() {
    load();
    assertThat(
            jdbc.sql("SELECT root_code || status || synthetic FROM division")
                .query(String.class)
                .list())
        .containsExactly("350521400PUBLISHEDtrue");
    assertThat(count("grid WHERE level = 2")).isEqualTo(SIZE.villages());
    assertThat(count("grid WHERE leaf")).isEqualTo(SIZE.leaves());
    assertThat(count("finding")).isZero();
    assertThat(count("house")).isGreaterThan(150);
    assertThat(
            count("house h WHERE (SELECT count(*) FROM house_grid g WHERE g.house_id = h.id) <> 1"))
        .isZero();
    assertThat(
            jdbc.sql("SELECT resident_count FROM grid WHERE level = 1").query(Long.class).single())
        .isEqualTo(SIZE.residents());
  }

  @Test
  @Order(3)
  void its_register_holds_as_many_households_and_residents_as_its_size_says() {
    assertThat(people("household")).isEqualTo(SIZE.households());
    assertThat(people("resident")).isEqualTo(SIZE.residents());
    assertThat(people("household WHERE house_id IS NULL OR village_code <> '350521400'")).isZero();
    assertThat(count("station")).isEqualTo(SIZE.villages());
    load();
    assertThat(people("household")).isEqualTo(SIZE.households());
  }

  @Test
  @Order(4)
  void people_whose_load_was_cut_short_are_loaded_by_the_next_start() {
    jdbc.sql("DELETE FROM import_run WHERE content IN ('SAMPLE_PEOPLE', 'SAMPLE_EVENTS')").update();
    jdbc.sql("DELETE FROM event").update();
    jdbc.sql("DELETE FROM event_number").update();
    load();
    assertThat(count("import_run WHERE content = 'SAMPLE_PEOPLE'")).isEqualTo(1);
    assertThat(people("resident")).isEqualTo(SIZE.residents());
    assertThat(count("division")).isEqualTo(1);
  }

  @Test
  @Order(5)
  void of_its_6052_events_5419_are_closed_which_is_89_and_a_half_percent() {
    JsonNode numbers = leader().get("/api/event-numbers").json();
    assertThat(numbers.get("closed").asLong()).isEqualTo(5_419);
    assertThat(numbers.get("open").asLong()).isEqualTo(633);
    assertThat(numbers.get("closureRate").asDouble()).isCloseTo(0.895, within(0.0005));
    assertThat(numbers.get("supervised").asLong()).isBetween(1L, 632L);
    assertThat(numbers.get("overdue").asLong()).isBetween(1L, 633L);
    assertThat(jdbc.sql("SELECT DISTINCT urgency FROM event").query(String.class).list())
        .hasSize(4);
    assertThat(jdbc.sql("SELECT DISTINCT category FROM event").query(String.class).list())
        .hasSizeGreaterThan(20);
  }

  @Test
  @Order(6)
  void each_open_event_is_found_by_drilling_down_from_the_zone_to_a_leaf() {
    Browser browser = leader();
    Set<String> found = new TreeSet<>();
    JsonNode top = browser.get("/api/event-numbers").json();
    long zone = jdbc.sql("SELECT id FROM grid WHERE level = 1").query(Long.class).single();
    drill(browser, zone, found);
    assertThat(top.get("children").size()).isEqualTo(1);
    assertThat(found).hasSize(633);
    assertThat(
            jdbc.sql("SELECT number FROM event WHERE closed IS NULL ORDER BY 1")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrderElementsOf(found);
  }

  private void drill(Browser browser, long grid, Set<String> found) {
    JsonNode numbers = browser.get("/api/event-numbers?grid=" + grid).json();
    long open = numbers.get("open").asLong();
    for (JsonNode holding : numbers.get("holding")) {
      long sum = 0;
      for (JsonNode one : holding) {
        sum += one.get("count").asLong();
      }
      assertThat(sum).isEqualTo(open);
    }
    int before = found.size();
    long below = 0;
    for (JsonNode child : numbers.get("children")) {
      below += child.get("open").asLong();
      drill(browser, child.get("gridId").asLong(), found);
    }
    if (numbers.get("children").isEmpty()) {
      found.addAll(
          jdbc.sql(
                  "SELECT e.number FROM event e JOIN grid g ON g.code = e.grid_code WHERE g.id = ? AND e.closed IS NULL")
              .param(grid)
              .query(String.class)
              .list());
    } else {
      assertThat(below).isEqualTo(open);
    }
    assertThat(found).hasSize(before + (int) open);
  }

  @Test
  @Order(7)
  void numbers_are_gapless_in_each_village_and_every_event_has_its_history_and_its_owner() {
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM (
                      SELECT village_code, year, count(*) AS n, max(sequence) AS most, min(sequence) AS least
                      FROM event GROUP BY village_code, year) AS v
                    WHERE n <> most OR least <> 1 OR length(village_code) <> 12
                    """)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            count(
                "event e WHERE NOT EXISTS (SELECT FROM event_history h WHERE h.event_id = e.id AND h.action = 'REPORT')"))
        .isZero();
    assertThat(count("event WHERE NOT starts_with(grid_code, village_code)")).isZero();
    assertThat(count("event WHERE owner_assignment_id IS NULL")).isZero();
    assertThat(count("event WHERE closed_at < reported_at OR reported_at > now()")).isZero();
  }

  private Browser leader() {
    return People.browser(jdbc, environment, People.with(jdbc, "LEADER", ZONE));
  }

  @Test
  @Order(8)
  void another_sample_is_told_to_take_a_folder_of_its_own() throws SQLException {
    try (Connection owner = OwnerDatabase.open(environment)) {
      assertThat(Sample.ZONE.findObstacle(owner)).isEmpty();
      assertThat(Sample.YANGDAI.findObstacle(owner))
          .hasValueSatisfying(told ->
              assertThat(told)
                  .contains("holds the sample zone", "GRIDMAP_HOME=", "--sample yangdai"));
      OwnerDatabase.execute(environment, "UPDATE import_run SET source = 'grids.shp'");
      assertThat(Sample.ZONE.findObstacle(owner))
          .hasValueSatisfying(told -> assertThat(told).contains("holds data of its own"));
    }
  }

  private long count(String rows) {
    return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
  }

  private long people(String rows) {
    return job.sql("SELECT count(*) FROM person." + rows).query(Long.class).single();
  }
}
