package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.gridmap.geodata.tile.VectorTileReader.Feature;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

/** What is in a tile, and that it meets its neighbours. */
class TileContentTest extends TilesOverHttp {
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
  void borders_that_lie_in_another_order_in_the_database_make_the_same_bytes() throws Exception {
    division("O", 111, 10, 4, 0.003);
    TileCoordinate tile = TileCoordinate.at(111.006, 10.006, 14);
    byte[] before = get(tile, "").body();
    transaction.executeWithoutResult(status -> {
      jdbc.update(
          """
          WITH gone AS (
            DELETE FROM grid_border_tile t USING division d
            WHERE d.id = t.division_id AND d.root_code = 'O' RETURNING t.*)
          INSERT INTO grid_border_tile SELECT * FROM gone ORDER BY md5(shape::text)
          """);
      changes.record("grid", new Envelope(111, 111.012, 10, 10.012));
    });
    assertThat(features(read(before), "grid_border")).hasSize(2);
    assertThat(get(tile, "").body()).isEqualTo(before);
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
}
