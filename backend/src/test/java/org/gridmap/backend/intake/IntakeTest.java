package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.land.DivisionStatus;
import org.gridmap.backend.land.StoredDivision;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Files through the whole import into a real PostGIS and out again over HTTP. */
@CapabilityTest("intake")
@TestPropertySource(properties = "gridmap.test.database=IntakeTest")
class IntakeTest {
  @Autowired private Intake intake;
  @Autowired private SampleLoader sample;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Environment environment;
  @Autowired private JdbcClient accounts;
  @TempDir private Path folder;

  @BeforeEach
  void empty() {
    jdbc.execute(
        "DELETE FROM division; DELETE FROM house; DELETE FROM house_overview; DELETE FROM house_tile; DELETE FROM road; DELETE FROM import_run");
    jdbc.execute("INSERT INTO map_change (layer) VALUES ('grid'), ('house'), ('road')");
  }

  @Test
  void monaco_arrives_with_every_building_address_and_road() throws Exception {
    Path monaco = monaco();
    IntakeReport houses = run(order(monaco, IntakeOrder.Content.HOUSES));
    IntakeReport roads = run(order(monaco, IntakeOrder.Content.ROADS));
    ReadReport read = houses.files().get("monaco.osm.pbf");
    assertThat(read.counts()).containsEntry("addressObjects", 257L);
    assertThat(read.counts().get("buildings") + read.refused()).isEqualTo(1_207);
    assertThat(read.refusals()).singleElement().extracting(ReadReport.Refusal::place).isNotNull();
    assertThat(number("SELECT count(*) FROM house WHERE footprint IS NOT NULL")).isEqualTo(1_206);
    assertThat(roads.files().get("monaco.osm.pbf").counts()).containsEntry("roads", 2_379L);
    assertThat(number("SELECT count(*) FROM road")).isEqualTo(roads.stored());
    assertThat(jdbc.queryForObject("SELECT DISTINCT attribution FROM house", String.class))
        .isEqualTo("© OpenStreetMap contributors");
    assertThat(housesInTiles(14)).isEqualTo(houses.stored());
  }

  @Test
  void a_clean_file_of_grids_comes_into_force_and_the_next_tile_shows_it() throws Exception {
    Path file = lattice(3, 3, "");
    assertThat(tile(15)).isEmpty();
    StoredDivision division = division(run(order(file, IntakeOrder.Content.GRIDS)));
    assertThat(division.status()).isEqualTo(DivisionStatus.PUBLISHED);
    assertThat(tile(15).get("grid").features()).hasSize(10);
  }

  @Test
  void a_file_with_a_hole_becomes_a_draft_and_says_so() throws Exception {
    IntakeReport report = run(order(lattice(3, 3, "1-1"), IntakeOrder.Content.GRIDS));
    assertThat(division(report).status()).isEqualTo(DivisionStatus.DRAFT);
    assertThat(String.join("\n", report.lines())).contains("a draft").contains("1 × gap");
  }

  @Test
  void a_strip_between_two_grids_makes_a_draft_that_lists_it_with_and_without_a_root()
      throws Exception {
    Path file = folder.resolve("apart.geojson");
    Files.writeString(
        file,
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"350582103220001"},"geometry":{"type":"Polygon","coordinates":[[[118.6,24.8],[118.61,24.8],[118.61,24.81],[118.6,24.81],[118.6,24.8]]]}},
        {"type":"Feature","properties":{"code":"350582103220002"},"geometry":{"type":"Polygon","coordinates":[[[118.610005,24.8],[118.62,24.8],[118.62,24.81],[118.610005,24.81],[118.610005,24.8]]]}}
        ]}
        """);
    for (String root : new String[] {null, "350582103220"}) {
      IntakeReport report =
          run(
              new IntakeOrder(
                  List.of(file),
                  IntakeOrder.Content.GRIDS,
                  root,
                  root == null ? "格子村" : null,
                  null,
                  null,
                  null,
                  Map.of(),
                  null,
                  false));
      assertThat(division(report).status()).isEqualTo(DivisionStatus.DRAFT);
      assertThat(String.join("\n", report.lines())).contains("1 × strip");
      assertThat(
              jdbc.queryForObject(
                  "SELECT round(area_square_metres) FROM finding WHERE kind = 'STRIP' AND NOT"
                      + " approximate AND division_id = "
                      + division(report).id(),
                  Integer.class))
          .isEqualTo(560);
    }
  }

  @Test
  void grids_of_a_named_parent_get_it_as_their_root_with_its_official_name() throws Exception {
    run(
        new IntakeOrder(
            List.of(lattice(2, 2, "")),
            IntakeOrder.Content.GRIDS,
            "350582103220",
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            false));
    assertThat(jdbc.queryForObject("SELECT name FROM grid WHERE level = 1", String.class))
        .isEqualTo("洋埭村");
    assertThat(number("SELECT count(*) FROM grid WHERE level = 2 AND parent_id IS NOT NULL"))
        .isEqualTo(4);
  }

  @Test
  void a_dry_run_reports_everything_and_stores_nothing() throws Exception {
    IntakeOrder order =
        new IntakeOrder(
            List.of(lattice(3, 3, "1-1")),
            IntakeOrder.Content.GRIDS,
            null,
            "格子村",
            null,
            null,
            null,
            Map.of(),
            null,
            true);
    IntakeReport report = run(order);
    assertThat(division(report).findings()).containsEntry("GAP", 1L);
    assertThat(report.lines())
        .anyMatch(line -> line.startsWith("The division would be a draft"))
        .noneMatch(line -> line.startsWith("Division ") || line.startsWith("Next:"));
    assertThat(number("SELECT count(*) FROM division")).isZero();
    assertThat(number("SELECT count(*) FROM import_run")).isZero();
  }

  @Test
  void a_refused_row_is_told_with_its_number_and_place_and_the_others_are_stored()
      throws Exception {
    Path file = folder.resolve("houses.geojson");
    Files.writeString(
        file,
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"housenumber":"8"},"geometry":{"type":"Point","coordinates":[118.6,24.8]}},
        {"type":"Feature","properties":{"housenumber":"secret"},"geometry":{"type":"Polygon","coordinates":[[[118.6,24.8],[118.7,24.9],[118.7,24.8],[118.6,24.9],[118.6,24.8]]]}}
        ]}
        """);
    IntakeReport report = run(order(file, IntakeOrder.Content.HOUSES));
    assertThat(report.stored()).isEqualTo(1);
    assertThat(String.join("\n", report.lines()))
        .contains("row 2 at 118.65")
        .doesNotContain("secret");
  }

  @Test
  void a_broken_file_is_refused_and_the_rows_of_the_last_import_stay() throws Exception {
    Path file = lattice(2, 2, "");
    run(order(file, IntakeOrder.Content.GRIDS));
    Files.writeString(file, Files.readString(file).substring(0, 300));
    assertThatThrownBy(() -> run(order(file, IntakeOrder.Content.GRIDS)))
        .isInstanceOf(IntakeException.class)
        .hasMessageContaining("Nothing was stored");
    assertThat(number("SELECT count(*) FROM grid")).isEqualTo(5);
  }

  @Test
  void the_sample_is_exact_in_force_and_its_draft_shows_every_planted_defect() {
    DemoTown town = DemoTown.generate(7);
    sample.load(town, DemoTown.gucuo(7));
    Map<String, Object> base =
        jdbc.queryForMap("SELECT status, shown, synthetic FROM division WHERE source = 'sample'");
    assertThat(base).containsEntry("status", "PUBLISHED").containsEntry("shown", true);
    assertThat(number("SELECT count(*) FROM division WHERE shown")).isEqualTo(2);
    assertThat(number("SELECT count(*) FROM house WHERE source = 'sample'")).isEqualTo(2_580);
    assertThat(number("SELECT sum(resident_count) FROM house WHERE source = 'sample'"))
        .isEqualTo(53_000);
    assertThat(
            number(
                "SELECT count(*) FROM house_grid hg JOIN division d ON d.id = hg.division_id WHERE"
                    + " d.source = 'sample'"))
        .isEqualTo(2_580);
    assertThat(
            jdbc.queryForList(
                "SELECT g.resident_count FROM grid g JOIN division d ON d.id = g.division_id WHERE"
                    + " d.shown AND g.level = 1 ORDER BY 1",
                Integer.class))
        .containsExactly(1_894, 53_000);
    assertThat(
            jdbc.queryForList(
                "SELECT g.house_count FROM grid g JOIN division d ON d.id = g.division_id WHERE"
                    + " d.source = 'sample-rural' AND g.leaf ORDER BY g.code",
                Integer.class))
        .contains(154);
    assertThat(jdbc.queryForList("SELECT DISTINCT kind FROM finding ORDER BY 1", String.class))
        .containsExactly(
            "CONTAINMENT",
            "DUPLICATE",
            "EDGE_MISMATCH",
            "GAP",
            "INVALID",
            "MULTIPART",
            "OUTSIDE",
            "OVERLAP");
    assertThat(
            jdbc.queryForList(
                "SELECT DISTINCT gap_kind FROM finding WHERE kind = 'GAP' ORDER BY 1",
                String.class))
        .containsExactly("BOUNDARY", "ENCLOSED", "INLET");
  }

  private IntakeReport run(IntakeOrder order) {
    return intake.run(order, (step, rows, share) -> {});
  }

  private static IntakeOrder order(Path file, IntakeOrder.Content content) {
    @Nullable String name = content == IntakeOrder.Content.GRIDS ? "格子村" : null;
    return new IntakeOrder(
        List.of(file), content, null, name, null, null, null, Map.of(), null, false);
  }

  private static StoredDivision division(IntakeReport report) {
    @Nullable StoredDivision division = report.division();
    assertThat(division).isNotNull();
    return division;
  }

  private long number(String sql) {
    @Nullable Long number = jdbc.queryForObject(sql, Long.class);
    return number == null ? -1 : number;
  }

  private Path monaco() throws IOException {
    Path file = folder.resolve("monaco.osm.pbf");
    try (InputStream in = IntakeTest.class.getResourceAsStream("/monaco-latest.osm.pbf")) {
      assertThat(in).isNotNull();
      Files.copy(in, file);
    }
    return file;
  }

  /** Cells of 0.001° from 118.6 E 24.8 N; one of them may be missing. */
  private Path lattice(int columns, int rows, String missing) throws IOException {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < rows; j++) {
        String code = i + "-" + j;
        if (!code.equals(missing)) {
          double w = 118.6 + i * 0.001;
          double s = 24.8 + j * 0.001;
          features.add(
              String.format(
                  Locale.ROOT,
                  "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\",\"name\":\"第%s网格\"},"
                      + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%.3f,%.3f],[%.3f,%.3f],"
                      + "[%.3f,%.3f],[%.3f,%.3f],[%.3f,%.3f]]]}}",
                  code,
                  code,
                  w,
                  s,
                  w + 0.001,
                  s,
                  w + 0.001,
                  s + 0.001,
                  w,
                  s + 0.001,
                  w,
                  s));
        }
      }
    }
    Path file = folder.resolve("grids.geojson");
    Files.writeString(
        file,
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + String.join(",\n", features) + "\n]}");
    return file;
  }

  private Map<String, VectorTileReader.Layer> tile(int zoom) throws Exception {
    return get(TileCoordinate.at(118.6015, 24.8015, zoom));
  }

  private long housesInTiles(int zoom) throws Exception {
    TileCoordinate northWest = TileCoordinate.at(7.35, 43.80, zoom);
    TileCoordinate southEast = TileCoordinate.at(7.50, 43.68, zoom);
    long houses = 0;
    for (int x = northWest.x(); x <= southEast.x(); x++) {
      for (int y = northWest.y(); y <= southEast.y(); y++) {
        VectorTileReader.@Nullable Layer points =
            get(new TileCoordinate(zoom, x, y)).get("house_point");
        if (points != null) {
          houses +=
              points.features().stream()
                  .mapToLong(feature -> (Long) feature.attributes().getOrDefault("count", 1L))
                  .sum();
        }
      }
    }
    return houses;
  }

  private Map<String, VectorTileReader.Layer> get(TileCoordinate tile) {
    Answer answer =
        Client.ofPlanner(environment, accounts)
            .get("/tiles/%d/%d/%d.mvt".formatted(tile.zoom(), tile.x(), tile.y()));
    assertThat(answer.status()).isIn(200, 204);
    return VectorTileReader.read(answer.bytes());
  }
}
