package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.OwnerDatabase;
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

/** A small zone as the sample of an installation. */
@CapabilityTest({"intake", "place", "identity"})
@TestPropertySource(properties = "gridmap.test.database=ZoneSampleTest")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ZoneSampleTest {
  private static final ZoneSize SIZE = new ZoneSize(5, 24, 700, 1_750);

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
    jdbc.sql("DELETE FROM import_run WHERE content = 'SAMPLE_PEOPLE'").update();
    load();
    assertThat(count("import_run WHERE content = 'SAMPLE_PEOPLE'")).isEqualTo(1);
    assertThat(people("resident")).isEqualTo(SIZE.residents());
    assertThat(count("division")).isEqualTo(1);
  }

  @Test
  @Order(5)
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
