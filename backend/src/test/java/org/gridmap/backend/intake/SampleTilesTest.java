package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What is said of tiles and collections is what the sample's tiles and collections hold. */
@CapabilityTest({"intake", "place", "identity"})
@TestPropertySource(properties = "gridmap.test.database=SampleTilesTest")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleTilesTest {
  private static final int LAST_ZOOM = 18;

  @Autowired private SampleLoader sample;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private JdbcClient accounts;
  @Autowired private Environment environment;
  private Client client;
  private long draft;

  /** The sample, with stations and resources, and with houses without a footprint among others. */
  @BeforeAll
  void load() throws IOException {
    sample.load(DemoTown.generate(20_261_122), DemoTown.gucuo(20_261_122));
    jdbc.execute(
        """
        INSERT INTO station (name, walking_minutes, grid_code, location)
        SELECT '服务站', 15, 'X', entrance FROM house WHERE id % 500 = 0;
        INSERT INTO emergency_resource (kind, name, quantity, checked_on, house_id, grid_code, location)
        SELECT 'AED', '门口', 1, date '2026-01-02', id, 'X', entrance FROM house WHERE id % 500 = 0;
        UPDATE house SET footprint = NULL, name = '祠堂' WHERE id % 7 = 0;
        INSERT INTO map_change (layer) VALUES ('grid');
        SELECT fill_house_tile(0, 0, 65535, 65535)
        """);
    draft = jdbc.queryForObject("SELECT id FROM division WHERE status = 'DRAFT'", Long.class);
    client = Client.ofPlanner(environment, accounts);
  }

  @Test
  void every_layer_has_the_attributes_that_are_declared_of_their_type_and_no_others() {
    Map<String, Map<String, String>> declared = new TreeMap<>();
    Map<String, Integer> firstZooms = new HashMap<>();
    for (JsonNode layer : client.get("/tiles/tilejson.json").json().get("vector_layers")) {
      String id = layer.get("id").asString();
      firstZooms.put(id, layer.get("minzoom").asInt());
      Map<String, String> fields = declared.computeIfAbsent(id, key -> new TreeMap<>());
      layer
          .get("fields")
          .propertyStream()
          .forEach(one -> fields.put(one.getKey(), one.getValue().asString()));
    }
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (TileCoordinate tile : tiles()) {
      read(tile)
          .forEach((id, layer) -> {
            assertThat(tile.zoom()).as(id).isGreaterThanOrEqualTo(firstZooms.getOrDefault(id, 99));
            collect(layer, found.computeIfAbsent(id, key -> new TreeMap<>()));
          });
    }
    assertThat(found).hasSize(10);
    assertThat(differences(declared, found)).isEmpty();
  }

  @Test
  void every_collection_has_the_properties_of_its_schema_of_their_type_and_no_others() {
    for (JsonNode one : client.get("/ogc/collections").json().get("collections")) {
      String id = one.get("id").asString();
      Map<String, String> declared = new TreeMap<>();
      client
          .get("/ogc/collections/" + id + "/schema")
          .json()
          .get("properties")
          .propertyStream()
          .filter(property -> !property.getValue().has("x-ogc-role"))
          .forEach(property -> {
            assertThat(property.getValue().get("title").asString()).matches("\\p{IsHan}.* [A-Z].*");
            declared.put(property.getKey(), property.getValue().get("type").asString());
          });
      Map<String, String> found = new TreeMap<>();
      String items = "/ogc/collections/" + id + "/items?limit=10000";
      for (JsonNode feature :
          client
              .get(id.equals("findings") ? items + "&division=" + draft : items)
              .json()
              .get("features")) {
        assertThat(feature.get("properties").propertyNames()).hasSameElementsAs(declared.keySet());
        feature
            .get("properties")
            .propertyStream()
            .filter(property -> !property.getValue().isNull())
            .forEach(property ->
                found.merge(
                    property.getKey(),
                    type(property.getValue(), declared.get(property.getKey())),
                    SampleTilesTest::either));
      }
      if (id.equals("grids-level-1")) {
        // The highest have nobody above them.
        found.put("parentCode", "string");
      }
      assertThat(differences(Map.of(id, declared), Map.of(id, found))).isEmpty();
    }
  }

  @Test
  void what_is_declared_and_never_drawn_drawn_and_never_declared_or_of_another_type_is_found() {
    Map<String, Map<String, String>> drawn =
        Map.of("road", Map.of("id", "Number", "name", "String"));
    assertThat(differences(drawn, drawn)).isEmpty();
    assertThat(differences(Map.of("road", Map.of("id", "String", "kind", "String")), drawn))
        .containsExactlyInAnyOrder(
            "road.id is Number and not String",
            "road.kind is String and is nowhere",
            "road.name is String and is not declared");
    assertThat(differences(Map.of("tram", Map.of("id", "Number")), drawn))
        .contains("tram.id is Number and is nowhere", "road.id is Number and is not declared");
  }

  private static List<String> differences(
      Map<String, Map<String, String>> declared, Map<String, Map<String, String>> found) {
    List<String> all = new ArrayList<>();
    declared.forEach((layer, fields) ->
        fields.forEach((name, type) -> {
          String real = found.getOrDefault(layer, Map.of()).get(name);
          if (real == null) {
            all.add(layer + "." + name + " is " + type + " and is nowhere");
          } else if (!real.equals(type)) {
            all.add(layer + "." + name + " is " + real + " and not " + type);
          }
        }));
    found.forEach((layer, fields) ->
        fields.forEach((name, type) -> {
          if (!declared.getOrDefault(layer, Map.of()).containsKey(name)) {
            all.add(layer + "." + name + " is " + type + " and is not declared");
          }
        }));
    return all;
  }

  /** Every zoom, at some of the houses and at each fault of the draft. */
  private Set<TileCoordinate> tiles() {
    List<TileCoordinate> places =
        jdbc.query(
            """
            SELECT ST_X(p), ST_Y(p) FROM (
              SELECT entrance AS p FROM house WHERE id % 100 = 0 UNION ALL SELECT place FROM finding) all_places
            """,
            (row, n) -> TileCoordinate.at(row.getDouble(1), row.getDouble(2), LAST_ZOOM));
    Set<TileCoordinate> tiles = new LinkedHashSet<>();
    for (int zoom = 0; zoom <= LAST_ZOOM; zoom++) {
      for (TileCoordinate place : places) {
        tiles.add(place.parent(zoom));
      }
    }
    return tiles;
  }

  private Map<String, VectorTileReader.Layer> read(TileCoordinate tile) {
    String path = "/tiles/" + tile + ".mvt?division=" + draft;
    return VectorTileReader.read(client.get(path).response().body());
  }

  private static void collect(VectorTileReader.Layer layer, Map<String, String> found) {
    layer
        .features()
        .forEach(feature ->
            feature
                .attributes()
                .forEach((name, value) -> {
                  String type =
                      value instanceof String
                          ? "String"
                          : value instanceof Boolean ? "Boolean" : "Number";
                  found.merge(name, type, SampleTilesTest::either);
                }));
  }

  /** A number that happens to be whole is still one. */
  private static String type(JsonNode value, String declared) {
    if (value.isNumber()) {
      return declared.equals("number") || !value.isIntegralNumber() ? "number" : "integer";
    }
    return value.isString() ? "string" : value.isBoolean() ? "boolean" : "array";
  }

  private static String either(String one, String other) {
    return one.equals(other) ? one : one + " or " + other;
  }
}
