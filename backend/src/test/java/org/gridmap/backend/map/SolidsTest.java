package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.gridmap.backend.Browser;
import org.gridmap.backend.map.GlbReader.Feature;
import org.gridmap.geodata.solid.SolidCell;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The 3D tiles: the tree, bodies and what is told of them, served as tiles are. */
class SolidsTest extends TilesOverHttp {
  private static final int LEVELS = 7;
  private static final double MAJOR = 6_378_137;
  private static final double E2 = 0.006694379990141;

  /** A content of the tree, with the level of its cell. */
  private record Content(String path, int level, boolean leaf, int bytes, List<Feature> features) {}

  @Test
  void every_house_stands_once_where_the_database_says_with_what_it_says() throws Exception {
    division("SOLID", 108, 10, 2, 0.002);
    for (int i = 0; i < 5; i++) {
      house(108.0005 + i * 0.0006, 10.0005, "立" + i, i != 4, 3);
    }
    jdbc.update(
        "UPDATE house SET floors = NULL, structure = '砖混', use = 'MIXED' WHERE number = '立1'");
    jdbc.update("UPDATE house SET height_metres = 17.5 WHERE number = '立2'");
    jdbc.update("UPDATE house SET structure = '砖木' WHERE number IN ('立3', '立4')");
    jdbc.update("UPDATE house SET floor_area_square_metres = 300 WHERE number = '立4'");
    change(new Envelope(108, 108.004, 10, 10.004));

    List<Content> tree = walk(108, 10, 0.004);
    List<Feature> houses =
        tree.stream()
            .filter(Content::leaf)
            .flatMap(one -> one.features().stream())
            .filter(one -> String.valueOf(one.told().get("number")).startsWith("立"))
            .sorted(Comparator.comparing(one -> String.valueOf(one.told().get("number"))))
            .toList();
    assertThat(houses).hasSize(5);
    assertThat(houses.stream().map(one -> one.told().get("id")).toList())
        .isEqualTo(
            jdbc.queryForList(
                "SELECT id FROM house WHERE number LIKE '立%' ORDER BY number", Long.class));
    assertThat(houses.get(0).told())
        .containsEntry("floors", 3)
        .containsEntry("use", "RESIDENTIAL")
        .containsEntry("structure", "")
        .containsEntry("assumed", "HEIGHT")
        .containsEntry("roof", "FLAT")
        .containsOnlyKeys("id", "number", "floors", "use", "structure", "roof", "assumed");
    assertThat(houses.get(1).told())
        .containsEntry("floors", 255)
        .containsEntry("use", "MIXED")
        .containsEntry("structure", "砖混");
    assertThat(houses.get(2).told()).containsEntry("assumed", "NOTHING");
    assertThat(houses.get(3).told()).containsEntry("roof", "GABLE");
    assertThat(houses.get(4).told()).containsEntry("assumed", "BOTH");
    assertStandsAt(houses.get(0), 108.0004, 10.0004, 0, 0.02);
    assertStandsAt(houses.get(0), 108.0006, 10.0006, 9, 0.02);
    assertStandsAt(houses.get(2), 108.0016, 10.0004, 17.5, 0.02);
    // 100 m² a storey around the door.
    assertStandsAt(houses.get(4), 108.0029 + 5 / 109_639.0, 10.0005 + 5 / 110_609.0, 9, 0.1);

    List<Feature> blocks =
        tree.stream()
            .filter(one -> one.level() == 15)
            .flatMap(one -> one.features().stream())
            .toList();
    assertThat(blocks).isNotEmpty().allMatch(one -> one.kind().equals("block"));
    assertThat(blocks.getFirst().told()).containsOnlyKeys("grid", "houses", "height", "assumed");
  }

  @Test
  void an_edited_house_is_in_the_next_answer_and_what_is_untouched_keeps_its_tag()
      throws Exception {
    house(109.0005, 10.0005, "改", true, 3);
    house(109.0505, 10.0505, "留", true, 3);
    change(new Envelope(109, 109.06, 10, 10.06));
    String touched = content(109.0005, 10.0005, 16);
    String untouched = content(109.0505, 10.0505, 16);
    String before = tag(touched);
    String kept = tag(untouched);
    jdbc.update("UPDATE house SET floors = 6 WHERE number = '改'");
    change(new Envelope(109.0004, 109.0006, 10.0004, 10.0006));
    HttpResponse<byte[]> after = fetch(touched, "If-None-Match", before);
    assertThat(after.statusCode()).isEqualTo(200);
    Feature edited = GlbReader.read(after.body()).getFirst();
    assertThat(edited.told()).containsEntry("floors", 6);
    assertStandsAt(edited, 109.0004, 10.0004, 18, 0.02);
    assertThat(fetch(untouched, "If-None-Match", kept).statusCode()).isEqualTo(304);
    HttpResponse<byte[]> packed = fetch(touched, "Accept-Encoding", "gzip");
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.headers().firstValue("Content-Type")).hasValue("model/gltf-binary");
    assertThat(packed.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(packed.headers().firstValue("ETag"))
        .isNotEqualTo(after.headers().firstValue("ETag"));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(after.body());
  }

  @Test
  void houses_that_are_too_many_for_one_content_stand_in_smaller_cells_and_none_is_heavy()
      throws Exception {
    jdbc.update(
        """
        INSERT INTO house (source_id, number, entrance, footprint, floors, use, synthetic)
        SELECT 'dense' || i, '密' || i, p, ST_Multi(ST_Expand(p, 0.00002)), 3, 'RESIDENTIAL', true
        FROM (SELECT i, ST_Point(110 + (i % 60) * 0.00005, 10 + (i / 60) * 0.00005, 4490) AS p
              FROM generate_series(0, 2999) i) dense
        """);
    change(new Envelope(109.99, 110.01, 9.99, 10.01));
    List<Content> tree = walk(110, 10, 0.003);
    assertThat(tree).allMatch(one -> one.bytes() <= 1_000_000);
    assertThat(tree.stream().filter(Content::leaf)).anyMatch(one -> one.level() > 16);
    List<Object> numbers =
        tree.stream()
            .filter(Content::leaf)
            .flatMap(one -> one.features().stream())
            .map(one -> one.told().getOrDefault("number", "block"))
            .filter(one -> String.valueOf(one).startsWith("密"))
            .toList();
    assertThat(numbers).doesNotHaveDuplicates().hasSize(3000);
    int far =
        tree.stream()
            .filter(one -> one.level() == 14)
            .flatMap(one -> one.features().stream())
            .mapToInt(one -> (int) one.told().get("houses"))
            .sum();
    assertThat(far).isEqualTo(3000);
  }

  @Test
  void blocks_follow_the_division_of_the_wanted_day() throws Exception {
    long now = division("SOLID-D", 111, 10, 2, 0.002);
    long other = division("SOLID-E", 111, 10, 1, 0.004);
    jdbc.update(
        "UPDATE division SET shown = false, valid = '[2001-01-01, 2002-01-01)' WHERE id = ?",
        other);
    house(111.0005, 10.0005, "块", true, 3);
    for (long division : List.of(now, other)) {
      jdbc.update(
          "INSERT INTO house_grid (division_id, house_id, grid_id) SELECT ?, h.id, g.id FROM house h,"
              + " grid g WHERE h.number = '块' AND g.division_id = ? AND g.leaf AND"
              + " ST_Intersects(g.geom, h.entrance)",
          division,
          division);
    }
    change(new Envelope(111, 111.004, 10, 10.004));
    String path = content(111.0005, 10.0005, 15);
    assertThat(grids(path)).containsExactly("SOLID-D1");
    assertThat(grids(path + "?at=2001-06-01")).containsExactly("SOLID-E1");
    assertThat(grids(path + "?division=" + other)).containsExactly("SOLID-E1");
    String tileset =
        new String(fetch("/3dtiles/tileset.json?at=2001-06-01").body(), StandardCharsets.UTF_8);
    assertThat(tileset).contains("{level}/{x}/{y}.glb?at=2001-06-01T15:59:59.999Z");
  }

  @Test
  void solids_are_refused_to_whom_tiles_are_and_a_wrong_address_is_a_problem() throws Exception {
    for (String path :
        List.of(
            "/3dtiles/tileset.json", "/3dtiles/0/0/0/0/0/0.subtree", "/3dtiles/0/0/0/0/0/0.glb")) {
      for (String cookie : List.of("", Browser.COOKIE + "=ended")) {
        HttpResponse<String> tile = ask("/tiles/3/0/0.mvt", cookie);
        HttpResponse<String> solid = ask(path, cookie);
        assertThat(solid.statusCode()).isEqualTo(tile.statusCode()).isEqualTo(401);
        assertThat(solid.body()).isEqualTo(tile.body());
      }
    }
    for (String bad :
        List.of("0/1/0/0/0/0", "20/0/0/1/0/0", "21/0/0/0/0/0", "0/0/0/x/0/0", "0/0/0/3/8/0")) {
      HttpResponse<byte[]> answer = fetch("/3dtiles/" + bad + ".glb");
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.body()).asString().contains("/problems/tile-out-of-range");
    }
    assertThat(fetch("/3dtiles/16/1/1/0/0/0.glb").statusCode()).isEqualTo(404);
    assertThat(fetch("/3dtiles/tileset.json?day=1").statusCode()).isEqualTo(400);
    assertThat(fetch("/3dtiles/tileset.json?at=x").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> ask(String path, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path, ""));
    return CLIENT.send(
        (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build(),
        BodyHandlers.ofString());
  }

  private List<Object> grids(String path) throws Exception {
    return GlbReader.read(fetch(path).body()).stream().map(one -> one.told().get("grid")).toList();
  }

  private void change(Envelope area) {
    transaction.executeWithoutResult(status -> changes.record("house", area));
  }

  private HttpResponse<byte[]> fetch(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path, ""));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private String tag(String path) throws Exception {
    return fetch(path).headers().firstValue("ETag").orElseThrow();
  }

  private static String content(double lon, double lat, int level) {
    SolidCell cell = SolidCell.at(lon, lat, level);
    return "/3dtiles/%d/%d/%d/0/0/0.glb".formatted(cell.level(), cell.x(), cell.y());
  }

  /** The contents that meet a square, as a client finds them from the tileset on. */
  private List<Content> walk(double west, double south, double side) throws Exception {
    JsonNode tileset = new JsonMapper().readTree(fetch("/3dtiles/tileset.json").body());
    JsonNode root = tileset.get("root");
    assertThat(tileset.get("asset").get("version").asString()).isEqualTo("1.1");
    assertThat(root.get("implicitTiling").get("subtreeLevels").asInt()).isEqualTo(LEVELS);
    Envelope area = new Envelope(west, west + side, south, south + side);
    Map<String, Content> found = new TreeMap<>();
    walk(root, 0, 0, 0, area, found);
    return List.copyOf(found.values());
  }

  private void walk(
      JsonNode root, int level, int x, int y, Envelope area, Map<String, Content> found)
      throws Exception {
    SubtreeReader subtree =
        new SubtreeReader(
            fetch(address(root.get("implicitTiling").get("subtrees"), level, x, y)).body());
    List<SubtreeReader.Cell> cells = subtree.cells(LEVELS);
    List<int[]> children = subtree.children(LEVELS);
    for (SubtreeReader.Cell cell : cells) {
      List<Double> region = cell.region().stream().map(Math::toDegrees).toList();
      Envelope box = new Envelope(region.get(0), region.get(2), region.get(1), region.get(3));
      if (cell.content() && box.intersects(area)) {
        int deep = cell.level() + 1;
        boolean leaf =
            deep < LEVELS
                ? cells.stream()
                    .noneMatch(one ->
                        one.level() == deep && one.x() >> 1 == cell.x() && one.y() >> 1 == cell.y())
                : children.stream()
                    .noneMatch(one -> one[0] >> 1 == cell.x() && one[1] >> 1 == cell.y());
        add(root, level, x, y, cell, leaf, found);
      }
    }
    for (int[] child : children) {
      walk(root, level + LEVELS, (x << LEVELS) + child[0], (y << LEVELS) + child[1], area, found);
    }
  }

  private void add(
      JsonNode root,
      int level,
      int x,
      int y,
      SubtreeReader.Cell cell,
      boolean leaf,
      Map<String, Content> found)
      throws Exception {
    int l = cell.level();
    String path = address(root.get("content"), level + l, (x << l) + cell.x(), (y << l) + cell.y());
    HttpResponse<byte[]> answer = fetch(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    int rootLevel = Integer.parseInt(path.split("/", -1)[2]);
    found.put(
        path,
        new Content(
            path,
            rootLevel + level + l,
            leaf,
            answer.body().length,
            GlbReader.read(answer.body())));
  }

  private static String address(JsonNode template, int level, int x, int y) {
    return "/3dtiles/"
        + template
            .get("uri")
            .asString()
            .replace("{level}", "" + level)
            .replace("{x}", "" + x)
            .replace("{y}", "" + y);
  }

  /** That a body has a corner at a place, computed here anew. */
  private static void assertStandsAt(
      Feature body, double lon, double lat, double height, double within) {
    double sin = Math.sin(Math.toRadians(lat));
    double n = MAJOR / Math.sqrt(1 - E2 * sin * sin);
    double cos = Math.cos(Math.toRadians(lat));
    double[] place = {
      (n + height) * cos * Math.cos(Math.toRadians(lon)),
      (n + height) * cos * Math.sin(Math.toRadians(lon)),
      (n * (1 - E2) + height) * sin
    };
    List<Double> distances = new ArrayList<>();
    for (double[] corner : body.corners()) {
      distances.add(
          Math.sqrt(
              Math.pow(corner[0] - place[0], 2)
                  + Math.pow(corner[1] - place[1], 2)
                  + Math.pow(corner[2] - place[2], 2)));
    }
    assertThat(distances.stream().min(Double::compare).orElseThrow())
        .as("from the nearest corner to %s %s %s", lon, lat, height)
        .isLessThan(within);
  }
}
