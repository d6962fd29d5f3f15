package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.land.DivisionStatus;
import org.gridmap.backend.land.StoredDivision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Grids always divide an area that has a name, by which somebody can be made planner of them. */
@GridMapTest
@TestPropertySource(properties = "gridmap.test.database=IntakeTest")
class AreaOfImportTest {
  private static final String NAME = "柳渡镇";

  @Autowired private Intake intake;
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  @BeforeEach
  void empty() {
    jdbc.sql("DELETE FROM division").update();
  }

  @Test
  void grids_of_an_area_without_a_name_are_refused_before_anything_is_written() throws Exception {
    Path file = ring("");
    long changes = count("map_change");
    for (boolean dryRun : new boolean[] {true, false}) {
      assertThatThrownBy(() -> run(file, null, null, dryRun))
          .isInstanceOf(IntakeException.class)
          .hasMessageContaining("None of the 8 grids lies above the others")
          .hasMessageContaining("--parent")
          .hasMessageContaining("--name")
          .hasMessageEndingWith("Nothing was stored.");
    }
    assertThatThrownBy(() -> run(file, "990000000001", null, false))
        .hasMessageContaining("no area with the code 990000000001")
        .hasMessageContaining("--name");
    assertThat(count("division")).isZero();
    assertThat(count("map_change")).isEqualTo(changes);
  }

  @Test
  void the_draft_of_a_named_area_is_granted_to_a_planner_who_opens_it() throws Exception {
    IntakeReport report = run(ring(""), null, NAME, false);
    StoredDivision draft = division(report);
    assertThat(draft.status()).isEqualTo(DivisionStatus.DRAFT);
    assertThat(String.join("\n", report.lines()))
        .contains("a draft, " + NAME)
        .contains("asks for the role 规划员 (Planner) of " + NAME);

    Browser asking = People.browser(jdbc, environment, People.with(jdbc, "SECURITY_ADMIN", null));
    Browser deciding = People.browser(jdbc, environment, People.with(jdbc, "SECURITY_ADMIN", null));
    JsonNode found =
        asking.post("/api/search", Map.of("q", NAME.substring(0, 2))).json().path("items");
    assertThat(found.size()).isEqualTo(1);
    String code = found.path(0).path("title").stringValue();
    Person person = People.create(jdbc);
    Browser planner = People.browser(jdbc, environment, person);
    assertThat(planner.get("/api/overview").status()).isEqualTo(403);
    var asked =
        asking.post(
            "/api/grants", Map.of("accountId", person.id(), "role", "PLANNER", "gridCode", code));
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    long grant = asked.json().path("id").longValue();
    assertThat(
            deciding.post("/api/grants/" + grant + "/decision", Map.of("approve", true)).status())
        .isEqualTo(204);
    JsonNode granted = deciding.get("/api/grants").json().path("items").path(0);
    assertThat(granted.path("gridName").stringValue()).isEqualTo(NAME);

    JsonNode divisions = planner.get("/api/overview").json().path("divisions");
    assertThat(divisions.size()).isEqualTo(1);
    assertThat(divisions.path(0).path("mayPlan").booleanValue()).isTrue();
    JsonNode elsewhere =
        People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "999900000001"))
            .get("/api/overview")
            .json();
    assertThat(elsewhere.at("/divisions/0/mayPlan").booleanValue()).isFalse();
    assertThat(
            jdbc.sql("SELECT DISTINCT level_name FROM grid WHERE level = 2")
                .query(String.class)
                .list())
        .containsExactly("单元网格");
    assertThat(divisions.path(0).path("name").stringValue()).isEqualTo(NAME);
    var findings = planner.get("/api/divisions/" + draft.id() + "/findings");
    assertThat(findings.status()).as(findings.text()).isEqualTo(200);
    assertThat(findings.json().path("items").size()).isEqualTo(1);
    var plan =
        planner.send(
            "POST",
            "/api/plans",
            Map.of("name", "修补", "divisionId", draft.id()),
            "Idempotency-Key",
            "area-of-import");
    assertThat(plan.status()).as(plan.text()).isEqualTo(201);
  }

  @Test
  void a_hole_among_the_grids_is_listed_once_whoever_says_what_they_divide() throws Exception {
    assertThat(division(run(ring(""), null, NAME, false)).findings()).containsExactly(gap());
    assertThat(division(run(ring(""), "350582103220", null, false)).findings())
        .containsExactly(gap());
    // The row of the area itself leaves the same hole as the grids below it.
    String own =
        """
        {"type":"Feature","properties":{"code":"A","name":"柳渡镇"},"geometry":{"type":"Polygon","coordinates":[
        [[118.6,24.8],[118.603,24.8],[118.603,24.803],[118.6,24.803],[118.6,24.8]],
        [[118.601,24.801],[118.601,24.802],[118.602,24.802],[118.602,24.801],[118.601,24.801]]]}},
        """;
    assertThat(division(run(ring(own), "A", null, false)).findings()).containsExactly(gap());
  }

  @Test
  void grids_that_overlap_and_cross_themselves_have_an_area_too() throws Exception {
    String ring = Files.readString(ring(""));
    // The middle cell of the south reaches over two neighbours and into the hole.
    String overlapping = ring.replaceFirst("\\[118.602,24.801\\]", "[118.60204,24.80103]");
    StoredDivision draft = division(run(written(overlapping), null, NAME, false));
    assertThat(draft.findings()).containsKeys("OVERLAP", "GAP");
    assertThat(validArea(draft)).isTrue();

    // Its outline crosses itself between two corners that change places.
    String crossing =
        ring.replaceFirst(
            "\\[118.602,24.800\\],\\[118.602,24.801\\]", "[118.602,24.801],[118.602,24.800]");
    assertThat(crossing).isNotEqualTo(ring);
    assertThat(validArea(division(run(written(crossing), null, NAME, false)))).isTrue();
  }

  @Test
  void a_file_named_as_the_parent_is_told_from_a_code() throws Exception {
    assertThatThrownBy(() -> run(ring(""), folder.resolve("ring.geojson").toString(), null, false))
        .isInstanceOf(IntakeException.class)
        .hasMessageContaining("--parent is the code of an area")
        .hasMessageContaining("import that file")
        .hasMessageEndingWith("Nothing was stored.");
  }

  @Test
  void a_dry_run_leaves_the_next_number_of_a_division_to_a_real_import() throws Exception {
    long first = division(run(ring(""), null, NAME, false)).id();
    assertThat(division(run(ring(""), null, NAME, true)).id()).isEqualTo(first + 1);
    run(ring(""), null, NAME, true);
    assertThat(division(run(ring(""), null, NAME, false)).id()).isEqualTo(first + 1);
  }

  private static Map.Entry<String, Long> gap() {
    return Map.entry("GAP", 1L);
  }

  private IntakeReport run(
      Path file, @Nullable String parent, @Nullable String name, boolean dryRun) {
    return intake.run(
        new IntakeOrder(
            List.of(file),
            IntakeOrder.Content.GRIDS,
            parent,
            name,
            null,
            null,
            null,
            Map.of(),
            null,
            dryRun),
        (step, rows, share) -> {});
  }

  private static StoredDivision division(IntakeReport report) {
    @Nullable StoredDivision division = report.division();
    assertThat(division).isNotNull();
    return division;
  }

  private boolean validArea(StoredDivision division) {
    return jdbc.sql("SELECT ST_IsValid(geom) FROM grid WHERE division_id = ? AND parent_id IS NULL")
        .param(division.id())
        .query(Boolean.class)
        .single();
  }

  private Path written(String text) throws IOException {
    Path file = folder.resolve("ring.geojson");
    Files.writeString(file, text);
    return file;
  }

  private long count(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  /** Eight cells around a hole, after other features. */
  private Path ring(String before) throws IOException {
    List<String> cells = new ArrayList<>();
    for (int cell = 0; cell < 9; cell++) {
      if (cell != 4) {
        double west = 118.6 + cell % 3 * 0.001;
        double south = 24.8 + cell / 3 * 0.001;
        cells.add(
            String.format(
                Locale.ROOT,
                "{\"type\":\"Feature\",\"properties\":{\"code\":\"柳%1$d\"},\"geometry\":{\"type\":\"Polygon\","
                    + "\"coordinates\":[[[%2$.3f,%3$.3f],[%4$.3f,%3$.3f],[%4$.3f,%5$.3f],[%2$.3f,%5$.3f],[%2$.3f,%3$.3f]]]}}",
                cell,
                west,
                south,
                west + 0.001,
                south + 0.001));
      }
    }
    return written(
        "{\"type\":\"FeatureCollection\",\"features\":[" + before + String.join(",", cells) + "]}");
  }
}
