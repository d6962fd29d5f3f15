package org.gridmap.backend.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.plan.drafting.Planners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A plan out as a file, read by GDAL as other programs read it. */
@CapabilityTest("plan")
class PlanFileTest {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired Environment environment;
  @TempDir Path folder;
  private Planners town;
  private Browser planner;
  private long plan;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
  }

  private Answer file(Browser browser, String query) {
    return browser.get("/api/plans/" + plan + "/file?" + query);
  }

  private String ogrinfo(Answer answer, String name) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Path file = Files.write(folder.resolve(name), answer.bytes());
    Process process =
        new ProcessBuilder(
                "ogrinfo", "-al", name.endsWith("zip") ? "/vsizip/" + file : file.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "GEOPACKAGE, plan.gpkg, '', application/geopackage+sqlite3",
    "SHAPEFILE, plan.zip, &crs=4549, application/zip",
    "GEOJSON, plan.geojson, &crs=4490, application/geo+json"
  })
  void every_grid_is_in_the_file_with_what_it_is_and_what_it_holds(
      String format, String name, String more, String type) throws Exception {
    Answer answer = file(planner, "format=" + format + more);
    assertThat(answer.header("Content-Type")).startsWith(type);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Content-Disposition")).startsWith("attachment").contains("-v1.");
    String told = ogrinfo(answer, name);
    JsonNode grids = planner.get("/api/plans/" + plan + "/partition").json().get("grids");
    assertThat(told).contains("Feature Count: " + grids.size());
    for (String field :
        List.of("name", "level", "kind", "parent", "area_m2", "households", "residents")) {
      assertThat(told).contains("\n  " + field + " (");
    }
    for (JsonNode grid : grids) {
      assertThat(told).contains("code (String) = " + grid.get("code").asString());
      assertThat(told).contains("name (String) = " + grid.get("name").asString());
    }
    if (format.equals("SHAPEFILE")) {
      assertThat(told).contains("CM 120E", "4549");
    }
  }

  @Test
  void a_drawing_is_in_metres_of_the_zone_of_the_plan() throws Exception {
    Answer drawing = file(planner, "format=DXF");
    assertThat(new String(drawing.bytes(), java.nio.charset.Charset.forName("GBK")))
        .contains("1000\r\nresidents=", "1000\r\ncode=" + Planners.VILLAGE);
    String told = ogrinfo(drawing, "plan.dxf");
    assertThat(told).contains("L3-BASE", "L3-TEXT");
    assertThat(told).containsPattern("Extent: \\([3-7]\\d{5}\\.\\d+, 2[0-9]{6}\\.");
  }

  @Test
  void a_leader_s_file_has_the_numbers_of_his_page_and_no_other() throws Exception {
    Browser leader = town.browser("LEADER");
    JsonNode page = leader.get("/api/plans/" + plan + "/numbers").json();
    assertThat(page.get("exact").asBoolean()).isFalse();
    Map<String, JsonNode> told = new HashMap<>();
    page.get("grids").forEach(grid -> told.put(grid.get("code").asString(), grid));
    JsonNode features =
        new tools.jackson.databind.json.JsonMapper()
            .readTree(file(leader, "format=GEOJSON").text())
            .get("features");
    assertThat(features.size()).isEqualTo(told.size());
    int hidden = 0;
    for (JsonNode feature : features) {
      JsonNode own = feature.get("properties");
      JsonNode numbers = told.get(own.get("code").asString());
      for (Map.Entry<String, String> field :
          Map.of("residents", "residents", "households", "households", "care_needs", "careNeeds")
              .entrySet()) {
        JsonNode may = numbers.get(field.getValue());
        if (may == null || may.isNull()) {
          assertThat(own.has(field.getKey())).isFalse();
          hidden++;
        } else {
          assertThat(own.get(field.getKey()).asLong()).isEqualTo(may.asLong());
          assertThat(may.asLong() % 10).isZero();
        }
      }
    }
    assertThat(hidden).isPositive();
  }

  @Test
  void who_does_not_hold_the_area_finds_no_file_and_each_file_is_noted() {
    Browser stranger =
        People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "999900000001"));
    assertThat(file(stranger, "format=GEOJSON").status()).isEqualTo(404);
    assertThat(file(town.browser("OFFICER"), "format=GEOJSON").status()).isEqualTo(403);
    file(planner, "format=GEOJSON");
    assertThat(
            jdbc.sql("SELECT count(*) FROM audit.entry WHERE action = 'EXPORT' AND subject_id = ?")
                .param(plan)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void the_table_that_the_page_saves_is_noted_too() {
    String path = "/api/plans/" + plan + "/exports";
    Browser leader = town.browser("LEADER");
    assertThat(leader.post(path, Map.of("format", "XLSX", "rows", 76)).status()).isEqualTo(204);
    assertThat(leader.post(path, Map.of("format", "EXE", "rows", -1)).text())
        .contains("format", "rows", "validation-failed");
    assertThat(town.browser("OFFICER").post(path, Map.of("format", "CSV", "rows", 1)).status())
        .isEqualTo(403);
    assertThat(
            jdbc.sql(
                    "SELECT detail->>'content' || ' ' || (detail->>'rows') FROM audit.entry WHERE"
                        + " action = 'EXPORT' AND subject_id = ?")
                .param(plan)
                .query(String.class)
                .list())
        .containsExactly("xlsx 76");
  }

  @Test
  void a_name_is_no_path() throws Exception {
    rename("../../东头/“第1组”\\a:b");
    Answer answer = file(planner, "format=SHAPEFILE");
    assertThat(answer.header("Content-Disposition"))
        .doesNotContain("/")
        .contains("filename*=UTF-8");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.bytes()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).doesNotContain("/", "\\", "..").contains("东头_");
      }
    }
  }

  private void rename(String name) {
    Answer answer =
        planner.send(
            "PATCH",
            "/api/plans/" + plan,
            Map.of("name", name),
            "If-Match",
            "\"1\"",
            "Idempotency-Key",
            Planners.key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "format=GEOJSON&crs=4549",
    "format=DXF&crs=4534",
    "format=GEOPACKAGE&crs=2437",
    "format=GEOPACKAGE&crs=EPSG:1",
    "format=PDF"
  })
  void what_no_file_can_have_is_refused(String query) {
    Answer answer = file(planner, query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
  }
}
