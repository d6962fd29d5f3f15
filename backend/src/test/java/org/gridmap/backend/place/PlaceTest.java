package org.gridmap.backend.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.place.PlaceLoad.ResourceRecord;
import org.gridmap.backend.place.PlaceLoad.StationRecord;
import org.gridmap.geodata.tile.TileLattice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "place"})
@Import(Town.SignIn.class)
class PlaceTest {
  private static final String STATION =
      "{\"name\":\"%s\",\"address\":\"柳荫路1号\",\"phone\":\"0595-85000001\",\"hours\":\"8:00-18:00\",\"point\":[%s,30.005]}";

  private static final String STAFF =
      "{\"name\":\"%s\",\"sex\":\"MALE\",\"unit\":\"VILLAGE\",\"phone\":\"0595-85001133\",\"gridId\":%d}";

  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  @Autowired private PlaceLoad places;
  private Town town;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
  }

  @Test
  void a_station_is_added_changed_under_its_version_and_removed() {
    Answer added =
        town.send(town.lead, "POST", "/api/stations", STATION.formatted("服务站甲", 100.003));
    assertThat(added.status()).isEqualTo(201);
    JsonNode station = added.json();
    String path = "/api/stations/" + station.get("id").asLong();
    assertThat(station.get("gridCode").asString()).isEqualTo(Town.WEST);
    assertThat(station.get("walkingMinutes").asInt()).isEqualTo(15);
    assertThat(station.get("walkingMetres").asInt()).isEqualTo(900);

    String renamed = STATION.formatted("服务站乙", 100.003);
    assertThat(town.send(town.lead, "PUT", path, renamed).status()).isEqualTo(428);
    String tag = town.get(town.lead, path).header("ETag");
    Answer changed = town.send(town.lead, "PUT", path, renamed, "If-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("name").asString()).isEqualTo("服务站乙");
    assertThat(town.send(town.lead, "PUT", path, renamed, "If-Match", tag).status()).isEqualTo(412);
    assertThat(town.get(town.planner, path).json().get("name").asString()).isEqualTo("服务站乙");

    assertThat(town.send(town.lead, "DELETE", path, null, "If-Match", "\"1\"").status())
        .isEqualTo(204);
    assertThat(town.get(town.lead, path).status()).isEqualTo(404);
  }

  @Test
  void a_station_outside_the_scope_is_refused_as_if_it_had_never_existed() {
    long id =
        town.send(town.lead, "POST", "/api/stations", STATION.formatted("西边的站", 100.004))
            .json()
            .get("id")
            .asLong();
    String body = STATION.formatted("别人的站", 100.015);
    for (String method : List.of("PUT", "DELETE")) {
      Answer outside =
          town.send(town.eastLead, method, "/api/stations/" + id, body, "If-Match", "\"0\"");
      Answer never =
          town.send(town.eastLead, method, "/api/stations/987654321", body, "If-Match", "\"0\"");
      assertThat(outside.status()).isEqualTo(404);
      assertThat(outside.response().body()).isEqualTo(never.response().body());
    }
    assertThat(town.send(town.officer, "PUT", "/api/stations/" + id, body).status()).isEqualTo(403);
  }

  @Test
  void a_refused_station_names_the_fields_and_repeats_no_value() {
    Answer refused =
        town.send(
            town.lead,
            "POST",
            "/api/stations",
            "{\"name\":\"\",\"phone\":\"秘密\",\"point\":[200,30],\"walkingMinutes\":0}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").asString())
        .contains("name, phone, walkingMinutes, point")
        .doesNotContain("秘密");
    Answer elsewhere =
        town.send(town.eastLead, "POST", "/api/stations", STATION.formatted("越界", 100.004));
    assertThat(elsewhere.status()).isEqualTo(422);
    assertThat(elsewhere.json().get("detail").asString()).contains("point");
  }

  @Test
  void the_same_key_creates_one_station() {
    String body = STATION.formatted("只有一个", 100.005);
    Answer first =
        town.send(town.lead, "POST", "/api/stations", body, "Idempotency-Key", "station-1234");
    Answer second =
        town.send(town.lead, "POST", "/api/stations", body, "Idempotency-Key", "station-1234");
    assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
    Answer other =
        town.send(
            town.lead,
            "POST",
            "/api/stations",
            STATION.formatted("另一个", 100.005),
            "Idempotency-Key",
            "station-1234");
    assertThat(other.status()).isEqualTo(422);
  }

  /** He still has a role, and with it the right, somewhere else. */
  @Test
  void whose_grid_was_taken_away_hears_nothing_under_his_old_keys() {
    Caller leaving = town.caller("leaving-lead", Role.COMMUNITY_LEAD, Town.VILLAGE);
    long grid = town.fixture.west();
    long staff =
        town.send(
                town.lead,
                "POST",
                "/api/staff",
                STAFF.formatted("留任", grid),
                "Idempotency-Key",
                "staff-who-stays")
            .json()
            .get("id")
            .asLong();
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("/api/stations", STATION.formatted("收回前", 100.007));
    sent.put("/api/resources", "{\"kind\":\"GENERATOR\",\"houseId\":" + town.westHouse() + "}");
    sent.put("/api/staff", STAFF.formatted("收回前", grid));
    sent.put(
        "/api/assignments",
        "{\"staffId\":%d,\"gridId\":%d,\"role\":\"POLICE\"}".formatted(staff, grid));
    sent.forEach((path, body) -> {
      for (int i = 0; i < 2; i++) {
        Answer answer = town.send(leaving, "POST", path, body, "Idempotency-Key", "leaving" + path);
        assertThat(answer.status()).as(path + answer.text()).isEqualTo(201);
      }
    });
    People.withdraw(jdbc, leaving.accountId());
    sent.forEach((path, body) -> {
      Answer answer = town.send(leaving, "POST", path, body, "Idempotency-Key", "leaving" + path);
      assertThat(answer.status()).as(path + answer.text()).isIn(404, 422);
      assertThat(answer.text()).doesNotContain("收回前", "\"id\"");
    });
  }

  @Test
  void stations_and_resources_are_on_the_map_at_once() {
    town.send(town.lead, "POST", "/api/stations", STATION.formatted("图上的服务站", 100.006));
    Answer added =
        town.send(
            town.lead,
            "POST",
            "/api/resources",
            "{\"kind\":\"HYDRANT\",\"name\":\"图上的消火栓\",\"quantity\":2,\"checkedOn\":\"2026-01-05\",\"point\":[100.006,30.0051]}");
    assertThat(added.status()).isEqualTo(201);
    String tile = tile(100.006, 30.005, 15);
    assertThat(tile).contains("图上的服务站", "图上的消火栓", "HYDRANT").doesNotContain("0595-85000001");
    town.send(
        town.lead,
        "DELETE",
        "/api/resources/" + added.json().get("id").asLong(),
        null,
        "If-Match",
        "\"0\"");
    assertThat(tile(100.006, 30.005, 15)).doesNotContain("图上的消火栓");
    assertThat(
            town.get(town.planner, "/ogc/collections/stations/items?bbox=100,30,100.02,30.01")
                .text())
        .contains("图上的服务站");
    assertThat(town.get(town.planner, "/ogc/collections/resources").status()).isEqualTo(200);
  }

  @Test
  void a_resource_in_a_house_stands_at_its_door() {
    Answer added =
        town.send(
            town.lead,
            "POST",
            "/api/resources",
            "{\"kind\":\"GENERATOR\",\"houseId\":" + town.westHouse() + "}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().get("point").get(0).asDouble()).isBetween(100.0, 100.01);
    assertThat(added.json().get("houseId").asLong()).isEqualTo(town.westHouse());
    Answer foreign =
        town.send(
            town.eastLead,
            "POST",
            "/api/resources",
            "{\"kind\":\"GENERATOR\",\"houseId\":" + town.westHouse() + "}");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(
            town.get(town.planner, "/api/resources?kind=GENERATOR&grid=" + town.fixture.village())
                .text())
        .contains("GENERATOR");
    assertThat(
            town.get(town.planner, "/api/resources?kind=GENERATOR&grid=" + town.fixture.east())
                .json()
                .get("items")
                .size())
        .isZero();
  }

  @Test
  void loading_a_source_again_replaces_its_places() {
    List<StationRecord> stations =
        List.of(
            new StationRecord(
                "s1", "载入的站", "", "", "", Town.VILLAGE, new Coordinate(100.007, 30.004), 10));
    List<ResourceRecord> resources =
        List.of(
            new ResourceRecord("r1", "AED", "", 1, LocalDate.of(2026, 1, 1), "fixture3", null),
            new ResourceRecord(
                "r2", "SHELTER", "小学操场", 400, null, null, new Coordinate(100.012, 30.004)));
    places.load("", "place-test", stations, resources);
    places.load("", "place-test", stations, resources);
    assertThat(
            jdbc.sql(
                    "SELECT grid_code FROM emergency_resource WHERE source = 'place-test' ORDER BY source_id")
                .query(String.class)
                .list())
        .containsExactly(Town.WEST, Town.EAST);
    assertThat(
            jdbc.sql("SELECT grid_code FROM station WHERE source = 'place-test'")
                .query(String.class)
                .list())
        .containsExactly(Town.VILLAGE);
  }

  private String tile(double longitude, double latitude, int zoom) {
    long x = TileLattice.x(longitude, zoom) >> 12;
    long y = TileLattice.y(latitude, zoom) >> 12;
    return town.get(town.planner, "/tiles/" + zoom + "/" + x + "/" + y + ".mvt").text();
  }
}
