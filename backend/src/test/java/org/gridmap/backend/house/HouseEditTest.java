package org.gridmap.backend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"house", "identity"})
@Import(Town.SignIn.class)
class HouseEditTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;
  @Autowired private Houses houses;
  @Autowired private TransactionTemplate transactions;
  private Town town;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
  }

  @Test
  void a_house_is_changed_under_the_version_that_was_read_and_the_map_shows_it() {
    long id = town.westHouse() + 5;
    String path = "/api/houses/" + id;
    Answer card = town.get(town.officer, path);
    assertThat(card.json().has("residents")).isFalse();
    long version = card.json().get("version").asLong();
    String body =
        "{\"name\":\"柳荫楼\",\"floors\":null,\"occupancy\":\"RENTED\",\"renovation\":\"SIMPLE\","
            + "\"safety\":\"C\",\"safetyFindings\":[\"BARRED_WINDOWS\",\"BLOCKED_EXIT\"],\"built\":1998,"
            + "\"floorAreaSquareMetres\":240.5,\"use\":\"MIXED\"}";
    assertThat(town.send(town.officer, "PUT", path, body).status()).isEqualTo(428);
    assertThat(town.send(town.officer, "PUT", path, body, "If-Match", "\"99\"").status())
        .isEqualTo(412);
    Answer changed = town.send(town.officer, "PUT", path, body, "If-Match", card.header("ETag"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    JsonNode house = changed.json();
    assertThat(house.get("version").asLong()).isEqualTo(version + 1);
    assertThat(house.get("floors").isNull()).as("null says not known").isTrue();
    assertThat(house.get("heightMetres").asDouble()).as("left out stays").isEqualTo(9.5);
    assertThat(house.get("safetyFindings").size()).isEqualTo(2);
    assertThat(house.get("floorAreaSquareMetres").asDouble()).isEqualTo(240.5);
    assertThat(town.get(town.officer, path, "If-None-Match", changed.header("ETag")).status())
        .isEqualTo(304);

    JsonNode history = town.get(town.officer, path + "/history").json().get("items");
    assertThat(history.findValuesAsString("field"))
        .contains("name", "floors", "occupancy", "use", "built");
    assertThat(history.get(0).get("login").asString()).isEqualTo("town-officer");
    assertThat(town.get(town.planner, "/ogc/collections/houses/items/" + id).text())
        .contains("柳荫楼", "MIXED");
  }

  @Test
  void a_changed_fact_is_in_the_next_tile_near_the_viewer() {
    long id = town.westHouse() + 7;
    TileCoordinate place =
        jdbc.sql("SELECT ST_X(entrance), ST_Y(entrance) FROM house WHERE id = ?")
            .param(id)
            .query((row, n) -> TileCoordinate.at(row.getDouble(1), row.getDouble(2), 18))
            .single();
    String path = "/api/houses/" + id;
    String version = town.get(town.lead, path).header("ETag");
    assertThat(
            town.send(town.lead, "PUT", path, "{\"name\":\"望海楼\"}", "If-Match", version).status())
        .isEqualTo(200);
    byte[] tile =
        town.get(town.planner, "/tiles/18/%d/%d.mvt".formatted(place.x(), place.y()))
            .response()
            .body();
    assertThat(VectorTileReader.read(tile).values())
        .flatExtracting(VectorTileReader.Layer::features)
        .extracting(feature -> feature.attributes().get("name"))
        .contains("望海楼");
  }

  @Test
  void the_page_may_send_the_plain_version() {
    String path = "/api/houses/" + (town.westHouse() + 6);
    long version = town.get(town.lead, path).json().get("version").asLong();
    Answer changed =
        town.send(town.lead, "PUT", path, "{\"built\":2001}", "If-Match", "\"" + version + "\"");
    assertThat(changed.status()).isEqualTo(200);
  }

  @Test
  void a_wrong_fact_is_named_and_not_repeated() {
    Answer refused =
        town.send(
            town.officer,
            "PUT",
            "/api/houses/" + town.westHouse(),
            "{\"use\":null,\"floors\":999,\"safety\":\"秘密\",\"built\":1}",
            "If-Match",
            "\"0\"");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").asString())
        .contains("use, floors, safety, built")
        .doesNotContain("秘密");
    assertThat(
            town.send(
                    town.officer,
                    "PUT",
                    "/api/houses/" + town.westHouse(),
                    "{\"floors\":\"many\"}",
                    "If-Match",
                    "\"0\"")
                .status())
        .isEqualTo(400);
  }

  @Test
  void cards_say_whether_their_reader_may_do_there_what_his_role_may() {
    String west = "/api/houses/" + town.westHouse();
    String east = "/api/houses/" + town.eastHouse();
    assertThat(inScope(town.officer, west)).isTrue();
    assertThat(inScope(town.officer, east)).isFalse();
    assertThat(inScope(town.lead, east)).isTrue();
    assertThat(inScope(town.planner, east)).isFalse();
    assertThat(inScope(town.officer, "/api/grids/" + town.fixture.west())).isTrue();
    assertThat(inScope(town.officer, "/api/grids/" + town.fixture.east())).isFalse();
    assertThat(inScope(town.officer, "/api/grids/" + town.fixture.village())).isFalse();
    assertThat(inScope(town.lead, "/api/grids/" + town.fixture.village())).isTrue();
  }

  private boolean inScope(Caller caller, String path) {
    return town.get(caller, path).json().get("inScope").asBoolean();
  }

  @Test
  void a_house_outside_the_scope_is_refused_as_if_it_had_never_existed() {
    Answer outside =
        town.send(
            town.officer,
            "PUT",
            "/api/houses/" + town.eastHouse(),
            "{\"built\":2000}",
            "If-Match",
            "\"0\"");
    Answer never =
        town.send(
            town.officer, "PUT", "/api/houses/987654321", "{\"built\":2000}", "If-Match", "\"0\"");
    assertThat(outside.status()).isEqualTo(404);
    assertThat(outside.response().body()).isEqualTo(never.response().body());
    assertThat(
            town.get(town.officer, "/api/houses/" + town.eastHouse() + "/history")
                .response()
                .body())
        .isEqualTo(town.get(town.officer, "/api/houses/987654321/history").response().body());
    assertThat(town.send(town.planner, "PUT", "/api/houses/" + town.eastHouse(), "{}").status())
        .isEqualTo(403);
  }

  @Test
  void importing_a_source_again_keeps_numbers_photos_and_what_was_changed_by_hand() {
    store(
        house("a", 100.0013, "旧名", 2), house("b", 100.0014, "", 3), house("gone", 100.0015, "", 1));
    Map<String, Long> before = ids();
    long a = before.get("a");
    jdbc.sql(
            "UPDATE house SET name = '改名', edited = ARRAY['name'], occupancy = 'RENTED' WHERE id = ?")
        .param(a)
        .update();
    job.sql(
            "INSERT INTO person.house_photo (house_id, village_code, width, height, picture, thumbnail)"
                + " VALUES (?, '999900000001', 1, 1, '', '')")
        .param(a)
        .update();
    Houses.StoredHouse again =
        store(
            house("a", 100.0113, "新名", 5),
            house("b", 100.0014, "", 3),
            house("new", 100.0016, "", 1));
    assertThat(again.stored()).isEqualTo(3);
    assertThat(again.replaced()).isEqualTo(3);
    assertThat(ids())
        .containsEntry("a", a)
        .containsEntry("b", before.get("b"))
        .containsKey("new")
        .doesNotContainKey("gone");
    assertThat(
            jdbc.sql("SELECT name, floors, occupancy, version FROM house WHERE id = ?")
                .param(a)
                .query()
                .singleRow())
        .containsEntry("name", "改名")
        .containsEntry("floors", 5)
        .containsEntry("occupancy", "RENTED")
        .containsEntry("version", 1L);
    assertThat(
            jdbc.sql("SELECT version FROM house WHERE id = ?")
                .param(before.get("b"))
                .query(Long.class)
                .single())
        .as("what did not change keeps its version")
        .isZero();
    assertThat(
            jdbc.sql(
                    "SELECT g.code FROM house_grid hg JOIN grid g ON g.id = hg.grid_id WHERE hg.house_id = ?")
                .param(a)
                .query(String.class)
                .list())
        .containsExactly(Town.EAST);
    assertThat(
            job.sql("SELECT count(*) FROM person.house_photo WHERE house_id = ?")
                .param(a)
                .query(Long.class)
                .single())
        .isEqualTo(1);
    store();
    assertThat(
            job.sql("SELECT count(*) FROM person.house_photo WHERE house_id IS NULL")
                .query(Long.class)
                .single())
        .as("a photo of a house that is gone stays with the village")
        .isEqualTo(1);
  }

  private Houses.StoredHouse store(NewHouse... rows) {
    return transactions.execute(
        status -> houses.replace("edit-test", true, "", sink -> List.of(rows).forEach(sink::add)));
  }

  private Map<String, Long> ids() {
    return jdbc
        .sql("SELECT source_id, id FROM house WHERE source = 'edit-test'")
        .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
        .list()
        .stream()
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static NewHouse house(String sourceId, double longitude, String name, int floors) {
    return new NewHouse(
        sourceId,
        sourceId + "号",
        "",
        name,
        List.of("旧{\"号"),
        GEOMETRIES.createPoint(new Coordinate(longitude, 30.006)),
        null,
        floors,
        null,
        "",
        "RESIDENTIAL",
        null);
  }
}
