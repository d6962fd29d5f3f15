package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.gridmap.backend.Browser;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.People;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.TestHome;
import org.gridmap.backend.house.HouseTilePreparation;
import org.gridmap.backend.land.GridTilePreparation;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.live.Revision;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.DatabaseRole;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.gridmap.geodata.tile.VectorTileReader.Feature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.locationtech.jts.geom.Envelope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Each test works in a corner of the world of its own, so that they share one server. */
@SpringBootTest(
    classes = GridMapApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TileServingTest {
  private static final DatabaseLogins LOGINS = TestDatabase.create();
  private static final Database DATABASE = LOGINS.owner();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  int port;

  @Autowired JdbcTemplate jdbc;
  @Autowired JdbcClient client;
  @Autowired Environment environment;
  private String cookie = "";

  /** Somebody who sees drafts too. */
  @BeforeAll
  void signIn() {
    cookie =
        Browser.COOKIE
            + "="
            + People.browser(client, environment, People.with(client, "PLANNER", "100")).cookie();
  }

  @Autowired TransactionTemplate transaction;
  @Autowired GridTilePreparation grids;
  @Autowired HouseTilePreparation houses;
  @Autowired MapChanges changes;
  @Autowired Revision revision;
  @Autowired List<TileLayer> layers;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    LOGINS.properties().forEach((name, value) -> registry.add(name, () -> value));
    registry.add("gridmap.home", TestHome::create);
    registry.add("spring.datasource.hikari.minimum-idle", () -> "1");
  }

  @Test
  void a_tile_holds_grids_borders_labels_houses_roads_and_findings() throws Exception {
    division("L", 100, 10, 4, 0.002);
    house(100.003, 10.004, "1", true, 5);
    house(100.004, 10.005, "2", false, 7);
    prepareHouses(100, 10, 0.01);
    jdbc.update(
        "INSERT INTO road (source_id, name, kind, geom, synthetic) VALUES ('r', '和平路',"
            + " 'residential', ST_GeomFromText('MULTILINESTRING((100.0005 10.003, 100.005 10.004))',"
            + " 4490), true)");
    jdbc.update(
        "INSERT INTO finding (division_id, ordinal, kind, area_square_metres, geom, place, grids)"
            + " SELECT id, 1, 'GAP', 12.5, ST_GeomFromText('POLYGON((100.005 10.005, 100.0055 10.005,"
            + " 100.0055 10.0055, 100.005 10.005))', 4490), ST_Point(100.0053, 10.0052, 4490), '{L1}'"
            + " FROM division WHERE root_code = 'L'");
    TileCoordinate tile = TileCoordinate.at(100.003, 10.004, 15);
    Map<String, VectorTileReader.Layer> layers = read(get(tile, "").body());
    assertThat(layers.keySet())
        .containsExactly(
            "grid",
            "grid_border",
            "grid_label",
            "finding",
            "finding_point",
            "road",
            "house",
            "house_point");
    assertThat(features(layers, "road").getFirst().attributes())
        .containsEntry("name", "和平路")
        .containsEntry("kind", "residential");
    assertThat(features(layers, "house").getFirst().attributes())
        .containsEntry("number", "1")
        .containsEntry("use", "RESIDENTIAL")
        .doesNotContainKey("residents")
        .containsEntry("floors", 3L);
    assertThat(features(layers, "house_point").getFirst().attributes())
        .containsEntry("number", "2")
        .containsEntry("count", 1L);
    assertThat(features(layers, "grid_label"))
        .extracting(feature -> feature.attributes().get("level"))
        .contains(1L, 2L);
    assertThat(features(layers, "finding_point").getFirst().attributes())
        .containsEntry("kind", "GAP")
        .containsEntry("area", 12.5);
    assertThat(features(layers, "grid_border"))
        .extracting(feature -> feature.attributes().get("level"))
        .containsExactly(1L, 2L);
  }

  @Test
  void at_every_zoom_each_corner_inside_a_tile_is_shared_by_all_grids_that_meet_there()
      throws Exception {
    division("S", 101, 10, 5, 0.003);
    for (int zoom = 14; zoom <= 19; zoom++) {
      TileCoordinate tile = TileCoordinate.at(101.0061, 10.0061, zoom);
      Map<String, VectorTileReader.Layer> layers = read(get(tile, "").body());
      Map<List<Integer>, Integer> leaves = new HashMap<>();
      Set<List<Integer>> rootPoints = new HashSet<>();
      for (Feature grid : features(layers, "grid")) {
        for (int[] ring : grid.parts()) {
          for (int i = 0; i < ring.length; i += 2) {
            List<Integer> point = List.of(ring[i], ring[i + 1]);
            boolean inside = ring[i] > 0 && ring[i] < 4096 && ring[i + 1] > 0 && ring[i + 1] < 4096;
            if (inside && Boolean.TRUE.equals(grid.attributes().get("leaf"))) {
              leaves.merge(point, 1, Integer::sum);
            } else if (inside) {
              rootPoints.add(point);
            }
          }
        }
      }
      assertThat(leaves.keySet()).as("zoom %d", zoom).containsAll(rootPoints);
      leaves.forEach((point, uses) ->
          assertThat(uses >= 2 || rootPoints.contains(point))
              .as("zoom %s, point %s", tile, point)
              .isTrue());
    }
  }

  @Test
  void the_two_tiles_on_an_edge_meet_in_the_same_points() throws Exception {
    division("E", 102, 10, 5, 0.003);
    TileCoordinate west = TileCoordinate.at(102.0061, 10.0061, 16);
    TileCoordinate east = new TileCoordinate(16, west.x() + 1, west.y());
    assertThat(onEdge(west, 4096)).isNotEmpty().isEqualTo(onEdge(east, 0));
  }

  @Test
  void a_client_that_has_the_tile_gets_304_and_an_empty_place_is_204() throws Exception {
    division("T", 103, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(103.001, 10.001, 14);
    HttpResponse<byte[]> first = get(tile, "");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("\"").endsWith("\"");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(first.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.mapbox-vector-tile");
    HttpResponse<byte[]> second = get(tile, "", "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("ETag")).hasValue(tag);
    assertThat(get(tile, "", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> nothing = get(TileCoordinate.at(-40, -40, 14), "");
    assertThat(nothing.statusCode()).isEqualTo(204);
    assertThat(nothing.body()).isEmpty();
  }

  /** It leaves by a shorter way. */
  @Test
  void a_finished_tile_is_answered_like_a_drawn_one_and_to_nobody_else() throws Exception {
    division("K", 107, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(107.001, 10.001, 14);
    HttpResponse<byte[]> drawn = get(tile, "");
    HttpResponse<byte[]> finished = get(tile, "");
    assertThat(finished.statusCode()).isEqualTo(200);
    assertThat(finished.body()).isEqualTo(drawn.body());
    assertThat(lasting(finished)).isEqualTo(lasting(drawn)).containsKey("content-security-policy");
    HttpRequest.Builder nobody = HttpRequest.newBuilder(uri(path(tile), ""));
    assertThat(CLIENT.send(nobody.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: evil.example\r\nCookie: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path(tile), cookie)
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 421");
    }
  }

  /** The headers that do not tell the time. */
  private static Map<String, List<String>> lasting(HttpResponse<byte[]> answer) {
    Map<String, List<String>> headers = new HashMap<>(answer.headers().map());
    headers.remove("date");
    return headers;
  }

  @Test
  void a_compressed_tile_holds_the_same_and_has_a_tag_of_its_own() throws Exception {
    division("Z", 104, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(104.001, 10.001, 14);
    for (int round = 0; round < 2; round++) {
      HttpResponse<byte[]> plain = get(tile, "");
      HttpResponse<byte[]> packed = get(tile, "", "Accept-Encoding", "gzip");
      assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
      assertThat(packed.headers().firstValue("ETag"))
          .isNotEqualTo(plain.headers().firstValue("ETag"));
      assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
          .isEqualTo(plain.body());
    }
    HttpResponse<byte[]> head =
        send(HttpRequest.newBuilder(uri(path(tile), "")).method("HEAD", noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isEqualTo(get(tile, "").body().length);
  }

  @Test
  void a_tile_that_does_not_exist_and_an_unknown_parameter_are_problems() throws Exception {
    for (String bad : List.of("23/0/0", "3/8/0", "3/0/8", "3/-1/0", "3/x/0", "3/99999999999/0")) {
      HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri("/tiles/" + bad + ".mvt", "")));
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.body()).asString().contains("/problems/tile-out-of-range");
    }
    for (String query : List.of("?divison=1", "?division=x", "?division=-1")) {
      HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri("/tiles/3/0/0.mvt", query)));
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).asString().contains("/problems/malformed-request");
    }
  }

  @Test
  void a_house_is_in_the_next_tile_after_its_commit_and_untouched_tiles_keep_their_tag()
      throws Exception {
    division("V", 105, 10, 2, 0.01);
    TileCoordinate touched = TileCoordinate.at(105.0151, 10.0151, 16);
    TileCoordinate untouched = TileCoordinate.at(105.0051, 10.0051, 16);
    String before = get(touched, "").headers().firstValue("ETag").orElseThrow();
    String kept = get(untouched, "").headers().firstValue("ETag").orElseThrow();
    long revisionBefore = revision.current();
    transaction.executeWithoutResult(status -> {
      house(105.0151, 10.0151, "12号", true, 3);
      Envelope area = new Envelope(105.015, 105.0152, 10.015, 10.0152);
      houses.prepare(area);
      changes.record("house", area);
    });
    HttpResponse<byte[]> after = get(touched, "", "If-None-Match", before);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(features(read(after.body()), "house").getFirst().attributes())
        .containsEntry("number", "12号");
    assertThat(get(untouched, "", "If-None-Match", kept).statusCode()).isEqualTo(304);
    assertThat(revision.current()).isGreaterThan(revisionBefore);
  }

  @Test
  void a_tile_is_one_statement_that_the_database_plans_once_for_all_tiles_of_a_kind()
      throws Exception {
    Database map = LOGINS.of(DatabaseRole.MAP);
    try (Connection connection =
        DriverManager.getConnection(
            map.url() + "?prepareThreshold=1", map.user(), map.password())) {
      SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
      TileRenderer renderer = new TileRenderer(source, layers);
      for (int zoom : new int[] {9, 16}) {
        for (int k = 0; k < 10; k++) {
          renderer.render(TileCoordinate.at(100 + k, 10, zoom), null, false);
        }
      }
      List<Map<String, Object>> statements =
          new JdbcTemplate(source)
              .queryForList(
                  "SELECT custom_plans AS own, generic_plans AS common FROM pg_prepared_statements"
                      + " WHERE statement LIKE 'SELECT 0%'");
      assertThat(statements)
          .hasSize(2)
          .allSatisfy(one -> assertThat(one).containsEntry("own", 5L).containsEntry("common", 5L));
    }
  }

  @Test
  void a_row_is_read_as_the_database_writes_it() {
    byte[] bytes =
        jdbc.queryForObject(
            """
            SELECT record_send(t) FROM (
              SELECT 7::smallint, -8::integer, 9000000000, 1.5::real, -0.25::float8, true, false, '网格',
                     '', NULL::text, '\\x00ff'::bytea) t
            """,
            byte[].class);
    TileRow row = new TileRow(bytes);
    assertThat(row.getInt(1)).isEqualTo(7);
    assertThat(row.getLong(2)).isEqualTo(-8);
    assertThat(row.getLong(3)).isEqualTo(9_000_000_000L);
    assertThat(row.getFloat(4)).isEqualTo(1.5f);
    assertThat(row.getDouble(5)).isEqualTo(-0.25);
    assertThat(row.getBoolean(6)).isTrue();
    assertThat(row.getBoolean(7)).isFalse();
    assertThat(row.getString(8)).isEqualTo("网格");
    assertThat(row.getString(9)).isEmpty();
    assertThat(row.isNull(10)).isTrue();
    assertThat(row.findString(10)).isNull();
    assertThat(row.getBytes(11)).containsExactly(0, 0xff);
    assertThatThrownBy(() -> row.getLong(10)).hasMessageContaining("column 10");
  }

  @Test
  void what_is_rolled_back_changes_nothing() throws Exception {
    division("B", 106, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(106.001, 10.001, 15);
    String tag = get(tile, "").headers().firstValue("ETag").orElseThrow();
    transaction.executeWithoutResult(status -> {
      house(106.001, 10.001, "1", true, 3);
      changes.record("house", new Envelope(106, 106.01, 10, 10.01));
      status.setRollbackOnly();
    });
    assertThat(get(tile, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void what_another_process_commits_is_seen_soon_even_if_an_older_change_commits_later()
      throws Exception {
    division("P", 107, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(107.001, 10.001, 16);
    String tag = get(tile, "").headers().firstValue("ETag").orElseThrow();
    try (Connection slow = connect();
        Connection fast = connect();
        Statement first = slow.createStatement();
        Statement second = fast.createStatement()) {
      slow.setAutoCommit(false);
      // The slow one takes the smaller number and commits after the fast one was followed.
      first.execute(houseSql(107.001, 10.001, "9", true, 1));
      first.execute(
          "INSERT INTO map_change (layer, envelope) VALUES ('house', ST_MakeEnvelope(107, 10,"
              + " 107.01, 10.01, 4490))");
      second.execute(
          "INSERT INTO map_change (layer, envelope) VALUES ('house', ST_MakeEnvelope(1, 1, 2, 2,"
              + " 4490))");
      revision.advance();
      assertThat(get(tile, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
      slow.commit();
    }
    long until = System.nanoTime() + 60_000_000_000L;
    int status = 304;
    while (status == 304 && System.nanoTime() < until) {
      Thread.sleep(20);
      status = get(tile, "", "If-None-Match", tag).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void fifty_thousand_houses_in_one_tile_stay_below_the_weight_limit_and_are_all_counted()
      throws Exception {
    division("D", 108, 10, 2, 0.01);
    TileCoordinate dense = TileCoordinate.at(108.005, 10.005, 14);
    Envelope box = dense.degrees();
    jdbc.update(
        "INSERT INTO house (source_id, number, name, entrance, footprint, floors, use,"
            + " resident_count, synthetic) SELECT 'd' || n, n || '号', '很长的名字' || n,"
            + " ST_Point(x, y, 4490), ST_Multi(ST_Buffer(ST_Point(x, y, 4490), 0.00003, 4)), 3,"
            + " 'RESIDENTIAL', 4, true FROM (SELECT n, ?::float8 + ?::float8 * (n % 250) / 250 AS x,"
            + " ?::float8 + ?::float8 * (n / 250) / 200 AS y FROM generate_series(0, 49999) n) s",
        box.getMinX() + box.getWidth() / 1000,
        box.getWidth(),
        box.getMinY() + box.getHeight() / 1000,
        box.getHeight());
    transaction.executeWithoutResult(status -> {
      houses.prepare(box);
      changes.record("house", box);
    });
    for (int zoom = 10; zoom <= 18; zoom++) {
      TileCoordinate tile =
          TileCoordinate.at(box.centre().x + 0.0001, box.centre().y + 0.0001, zoom);
      byte[] body = get(tile, "").body();
      assertThat(body.length).as("weight of %s", tile).isLessThanOrEqualTo(500_000);
      Map<String, VectorTileReader.Layer> layers = read(body);
      if (zoom <= 14) {
        assertThat(count(layers)).as("houses in %s", tile).isEqualTo(50_000);
      } else if (zoom == 15) {
        assertThat(count(layers)).as("houses in %s", tile).isBetween(12_000L, 13_000L);
      } else if (zoom >= 17) {
        assertThat(features(layers, "house")).isNotEmpty();
      }
    }
  }

  @Test
  void a_tile_of_one_division_shows_that_one_only_also_when_it_is_a_draft() throws Exception {
    division("A", 109, 10, 2, 0.002);
    long draft = division("A-draft", 109, 10, 3, 0.002);
    jdbc.update(
        "UPDATE division SET shown = false, status = 'DRAFT', valid = NULL WHERE id = ?", draft);
    TileCoordinate tile = TileCoordinate.at(109.001, 10.001, 14);
    assertThat(codes(get(tile, ""))).contains("A1").doesNotContain("A-draft1");
    HttpResponse<byte[]> wanted = get(tile, "?division=" + draft);
    assertThat(codes(wanted)).contains("A-draft1").doesNotContain("A1");
    assertThat(features(read(wanted.body()), "grid").getFirst().attributes())
        .containsEntry("draft", true);
  }

  @Test
  void the_description_names_every_layer() throws Exception {
    HttpResponse<byte[]> json = send(HttpRequest.newBuilder(uri("/tiles/tilejson.json", "")));
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.body())
        .asString()
        .contains("/tiles/{z}/{x}/{y}.mvt", "\"maxzoom\":22")
        .contains("\"grid\"", "\"grid_border\"", "\"grid_label\"", "\"house\"")
        .contains("\"house_point\"", "\"road\"", "\"finding\"", "\"finding_point\"");
  }

  @Test
  void the_description_says_where_the_town_is_and_whom_to_name() throws Exception {
    division("J", 119, 14, 2, 0.001);
    jdbc.update("UPDATE division SET attribution = '© <b>Town</b>' WHERE root_code = 'J'");
    String json =
        new String(
            send(HttpRequest.newBuilder(uri("/tiles/tilejson.json", ""))).body(),
            java.nio.charset.StandardCharsets.UTF_8);
    tools.jackson.databind.JsonNode described = new JsonMapper().readTree(json);
    List<Double> bounds = described.get("bounds").valueStream().map(one -> one.asDouble()).toList();
    assertThat(bounds.get(0)).isLessThanOrEqualTo(119.0);
    assertThat(bounds.get(2)).isGreaterThanOrEqualTo(119.002);
    assertThat(described.at("/center/0").asDouble()).isBetween(bounds.get(0), bounds.get(2));
    assertThat(described.at("/center/1").asDouble()).isBetween(bounds.get(1), bounds.get(3));
    assertThat(described.at("/center/2").asInt()).isBetween(0, 22);
    assertThat(described.get("attribution").asString()).contains("© &lt;b&gt;Town");
  }

  @Test
  void a_road_far_away_widens_the_bounds_and_leaves_the_centre_in_the_grids() throws Exception {
    division("F", 119, 14, 2, 0.001);
    tools.jackson.databind.JsonNode before = tileJson().get("center");
    jdbc.update(
        "INSERT INTO road (source_id, name, kind, geom, synthetic) VALUES ('far', '国道', 'residential',"
            + " ST_GeomFromText('MULTILINESTRING((134 47, 134.5 47.5))', 4490), true)");
    jdbc.update("INSERT INTO map_change (layer) VALUES ('road')");
    tools.jackson.databind.JsonNode after = tileJson();
    jdbc.update("DELETE FROM road WHERE source_id = 'far'");
    jdbc.update("INSERT INTO map_change (layer) VALUES ('road')");
    assertThat(after.at("/bounds/2").asDouble()).isGreaterThanOrEqualTo(134.5);
    assertThat(after.get("center")).isEqualTo(before);
  }

  private tools.jackson.databind.JsonNode tileJson() throws Exception {
    return new JsonMapper()
        .readTree(send(HttpRequest.newBuilder(uri("/tiles/tilejson.json", ""))).body());
  }

  /** A root of side × side square leaves whose shared borders have a bend each. */
  private long division(String code, double west, double south, int side, double step) {
    return transaction.execute(status -> {
      Long id =
          jdbc.queryForObject(
              "INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)"
                  + " VALUES (?, 'test', 'PUBLISHED', true, true, ?, tstzrange(now(), NULL))"
                  + " RETURNING id",
              Long.class,
              code,
              code);
      for (int i = 0; i < side; i++) {
        for (int j = 0; j < side; j++) {
          String ring = leaf(west, south, i, j, step, side);
          grid(id, code + (1 + i * side + j), 2, true, "MULTIPOLYGON((" + ring + "))");
        }
      }
      jdbc.update(
          "INSERT INTO grid (division_id, code, name, level, level_name, kind, leaf, colour,"
              + " geom, label_point, area_square_metres) SELECT ?, ?, 'root', 1, '村', 'BASE',"
              + " false, 0, ST_Multi(g), ST_PointOnSurface(g), 1 FROM (SELECT ST_Union(geom) g"
              + " FROM grid WHERE division_id = ?) s",
          id,
          code,
          id);
      grids.prepare(id);
      Envelope area = new Envelope(west, west + side * step, south, south + side * step);
      changes.record("grid", area);
      return id;
    });
  }

  private void grid(long division, String code, int level, boolean leaf, String wkt) {
    jdbc.update(
        "INSERT INTO grid (division_id, code, name, level, level_name, kind, leaf, colour, geom,"
            + " label_point, area_square_metres) SELECT ?, ?, '网格', ?, '单元网格', 'BASE', ?, 1, g,"
            + " ST_PointOnSurface(g), 1 FROM (SELECT ST_GeomFromText(?, 4490) g) s",
        division,
        code,
        level,
        leaf,
        wkt);
  }

  private static String leaf(double west, double south, int i, int j, double step, int side) {
    StringBuilder ring = new StringBuilder("(");
    double[][] corners = {{0, 0}, {0.5, 0}, {1, 0}, {1, 0.5}, {1, 1}, {0.5, 1}, {0, 1}, {0, 0.5}};
    for (int k = 0; k <= corners.length; k++) {
      double a = i + corners[k % corners.length][0];
      double b = j + corners[k % corners.length][1];
      double bend = (a % 1 != 0 || b % 1 != 0) && a > 0 && b > 0 && a < side && b < side ? 0.07 : 0;
      ring.append(k == 0 ? "" : ",").append(west + (a + (b % 1 != 0 ? bend : 0)) * step);
      ring.append(' ').append(south + (b + (a % 1 != 0 ? bend : 0)) * step);
    }
    return ring.append(")").toString();
  }

  private void house(double x, double y, String number, boolean footprint, int residents) {
    jdbc.execute(houseSql(x, y, number, footprint, residents));
  }

  private static String houseSql(
      double x, double y, String number, boolean footprint, int residents) {
    String point = "ST_Point(" + x + ", " + y + ", 4490)";
    return "INSERT INTO house (source_id, number, entrance, footprint, floors, use, resident_count,"
        + " synthetic) VALUES ('t"
        + number
        + "', '"
        + number
        + "', "
        + point
        + ", "
        + (footprint ? "ST_Multi(ST_Expand(" + point + ", 0.0001))" : "NULL")
        + ", 3, 'RESIDENTIAL', "
        + residents
        + ", true)";
  }

  private void prepareHouses(double west, double south, double side) {
    Envelope area = new Envelope(west, west + side, south, south + side);
    transaction.executeWithoutResult(status -> {
      houses.prepare(area);
      changes.record("house", area);
    });
  }

  private Set<Integer> onEdge(TileCoordinate tile, int edge) throws Exception {
    Set<Integer> rows = new HashSet<>();
    for (Feature grid : features(read(get(tile, "").body()), "grid")) {
      for (int[] ring : grid.parts()) {
        for (int i = 0; i < ring.length; i += 2) {
          if (ring[i] == edge && ring[i + 1] > 0 && ring[i + 1] < 4096) {
            rows.add(ring[i + 1]);
          }
        }
      }
    }
    return rows;
  }

  private static Set<Object> codes(HttpResponse<byte[]> tile) {
    Set<Object> codes = new HashSet<>();
    features(read(tile.body()), "grid")
        .forEach(feature -> codes.add(feature.attributes().getOrDefault("code", "")));
    return codes;
  }

  private static long count(Map<String, VectorTileReader.Layer> layers) {
    return features(layers, "house_point").stream()
        .mapToLong(feature -> (Long) feature.attributes().getOrDefault("count", 0L))
        .sum();
  }

  private static Map<String, VectorTileReader.Layer> read(byte[] tile) {
    return VectorTileReader.read(tile);
  }

  private static List<Feature> features(Map<String, VectorTileReader.Layer> layers, String name) {
    VectorTileReader.Layer layer = layers.get(name);
    return layer == null ? List.of() : layer.features();
  }

  private HttpResponse<byte[]> get(TileCoordinate tile, String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path(tile), query));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.header("Cookie", cookie).build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static String path(TileCoordinate tile) {
    return "/tiles/" + tile + ".mvt";
  }

  private URI uri(String path, String query) {
    return URI.create("http://127.0.0.1:" + port + path + query);
  }

  private static Connection connect() throws java.sql.SQLException {
    return DriverManager.getConnection(DATABASE.url(), DATABASE.user(), DATABASE.password());
  }
}
