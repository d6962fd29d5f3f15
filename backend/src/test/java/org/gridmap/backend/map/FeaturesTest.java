package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.sql.StoredGeometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;

class FeaturesTest extends TownOverHttp {
  @Test
  void every_link_of_the_landing_page_leads_somewhere() {
    JsonNode landing = client.get("/ogc").json();
    Set<String> rels = new HashSet<>();
    for (JsonNode link : landing.get("links")) {
      rels.add(link.get("rel").asString());
      Answer answer =
          client.get(link.get("href").asString(), "Accept", link.get("type").asString());
      assertThat(answer.status()).as(link.toString()).isEqualTo(200);
      assertThat(answer.header("Content-Type").replace(" ", ""))
          .startsWith(link.get("type").asString());
    }
    assertThat(rels).containsExactlyInAnyOrder("self", "service-desc", "conformance", "data");
  }

  @Test
  void core_and_geojson_and_openapi_are_kept() {
    assertThat(client.get("/ogc/conformance").json().get("conformsTo").toString())
        .contains("ogcapi-features-1/1.0/conf/core", "/conf/oas30", "/conf/geojson");
    assertThat(client.get("/ogc/api").json().get("openapi").asString()).startsWith("3.0");
  }

  @Test
  void every_collection_is_described_with_extent_and_items() {
    JsonNode collections = client.get("/ogc/collections").json().get("collections");
    List<String> ids = new ArrayList<>();
    for (JsonNode one : collections) {
      ids.add(one.get("id").asString());
      assertThat(one.get("itemType").asString()).isEqualTo("feature");
      assertThat(one.get("links").toString()).contains("\"items\"", "application/geo+json");
    }
    assertThat(ids)
        .filteredOn(id -> !id.startsWith("grids-level-"))
        .containsExactly("findings", "grids", "houses", "resources", "roads", "stations");
    assertThat(ids).contains("grids-level-1", "grids-level-2").isSorted();
    JsonNode extent = client.get("/ogc/collections/houses").json().at("/extent/spatial/bbox/0");
    assertThat(extent.get(0).asDouble()).isLessThanOrEqualTo(100.0011);
    assertThat(extent.get(2).asDouble()).isGreaterThanOrEqualTo(100.0179);
  }

  @Test
  void a_page_says_how_many_there_are_and_when_it_was_made() {
    JsonNode page = client.get("/ogc/collections/houses/items?" + TOWN).json();

    assertThat(page.get("type").asString()).isEqualTo("FeatureCollection");
    assertThat(page.get("numberMatched").asInt()).isEqualTo(TownFixture.HOUSES);
    assertThat(page.get("numberReturned").asInt()).isEqualTo(10);
    assertThat(page.get("features")).hasSize(10);
    assertThat(Instant.parse(page.get("timeStamp").asString())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void following_next_gives_every_house_once_and_prev_leads_back() {
    Set<Long> ids = new HashSet<>();
    String address = client.base() + "/ogc/collections/houses/items?limit=7&" + TOWN;
    List<String> addresses = new ArrayList<>();
    while (!address.isEmpty()) {
      addresses.add(address);
      JsonNode page = client.get(address).json();
      page.get("features").forEach(one -> assertThat(ids.add(one.get("id").asLong())).isTrue());
      address = link(page, "next");
    }
    assertThat(addresses).hasSize(4);
    assertThat(ids).hasSize(TownFixture.HOUSES);
    JsonNode last = client.get(addresses.getLast()).json();
    assertThat(client.get(link(last, "prev")).json().get("features"))
        .isEqualTo(client.get(addresses.get(2)).json().get("features"));
  }

  @Test
  void an_offset_without_a_cursor_finds_the_same_page() {
    String path = "/ogc/collections/houses/items?limit=7&" + TOWN;
    JsonNode linked = client.get(link(client.get(path).json(), "next")).json();

    assertThat(client.get(path + "&offset=7").json().get("features"))
        .isEqualTo(linked.get("features"));
  }

  @Test
  void a_limit_above_the_greatest_counts_as_the_greatest() {
    assertThat(
            client
                .get("/ogc/collections/houses/items?limit=99999&" + TOWN)
                .json()
                .get("numberReturned")
                .asInt())
        .isEqualTo(TownFixture.HOUSES);
  }

  @Test
  void a_box_selects_by_the_shape_and_not_by_the_box_around_it() {
    String east = "/ogc/collections/houses/items?bbox=100.0101,30,100.02,30.01";
    int found = client.get(east).json().get("numberMatched").asInt();
    int wanted =
        jdbc.sql(
                "SELECT count(*) FROM house WHERE source_id LIKE 'fixture%' AND"
                    + " ST_Intersects(coalesce(footprint, entrance), ST_MakeEnvelope(100.0101, 30, 100.02, 30.01, 4490))")
            .query(Integer.class)
            .single();
    assertThat(found).isEqualTo(wanted).isBetween(1, TownFixture.HOUSES - 1);
  }

  @Test
  void a_box_across_the_180th_meridian_goes_round_the_other_way() {
    assertThat(matched("houses", "bbox=170,30,100.0012,30.01")).isEqualTo(1);
    assertThat(matched("houses", "bbox=101,30,99,30.01")).isZero();
  }

  @Test
  void the_whole_earth_is_a_box_as_well() {
    assertThat(matched("houses", "bbox=-180,-90,180,90"))
        .isGreaterThanOrEqualTo(TownFixture.HOUSES);
    assertThat(matched("houses", "bbox=-180,-90,-1000,180,90,9000"))
        .isGreaterThanOrEqualTo(TownFixture.HOUSES);
  }

  @Test
  void any_valid_time_selects_things_without_a_time() {
    for (String time :
        List.of(
            "2026-11-21T01:05:00Z", "../2026-11-21T01:05:00Z", "2026-11-21T01:05:00+08:00/..")) {
      String parameter = URLEncoder.encode(time, StandardCharsets.UTF_8);
      assertThat(matched("houses", TOWN + "&datetime=" + parameter)).isEqualTo(TownFixture.HOUSES);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "houses/items?bbox=1,2,3",
        "houses/items?bbox=1,2,3,NaN",
        "houses/items?limit=0",
        "houses/items?limit=-1",
        "houses/items?limit=ten",
        "houses/items?offset=-1",
        "houses/items?after=x",
        "houses/items?level=2",
        "houses/items?colour=red",
        "houses/items?limit=1&limit=2",
        "houses/items?datetime=yesterday",
        "houses/items?datetime=../..",
        "houses/items?datetime=2026-11-22T00:00:00Z/2026-11-21T00:00:00Z",
        "grids/items?level=10",
        "grids-level-2/items?level=2",
        "grids/items?division=x",
        "roads/items?division=1"
      })
  void what_the_collection_does_not_take_is_refused(String path) {
    Answer answer = client.get("/ogc/collections/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/malformed-request");
  }

  @Test
  void grids_are_those_shown_unless_a_division_is_named() {
    assertThat(matched("grids", TOWN)).isEqualTo(3);
    assertThat(matched("grids", TOWN + "&level=2")).isEqualTo(2);
    assertThat(matched("grids-level-1", TOWN)).isEqualTo(1);
    assertThat(matched("grids-level-2", TOWN)).isEqualTo(2);
    assertThat(client.get("/ogc/collections/grids-level-2/items/" + town.village()).status())
        .isEqualTo(404);
    assertThat(matched("grids", "division=" + town.draft())).isZero();
    assertThat(matched("findings", TOWN)).isZero();
    assertThat(matched("findings", "division=" + town.draft())).isEqualTo(3);
  }

  @Test
  void a_grid_names_the_one_around_it_by_code_and_keeps_every_digit_of_a_plan() {
    JsonNode west = client.get("/ogc/collections/grids/items/" + town.west()).json();
    assertThat(west.at("/properties/parentCode").asString()).isEqualTo("999900000001");
    JsonNode village = client.get("/ogc/collections/grids/items/" + town.village()).json();
    assertThat(village.at("/properties/parentCode").isNull()).isTrue();
    Geometry was =
        jdbc.sql("SELECT geom FROM grid WHERE id = ?")
            .param(town.west())
            .query(StoredGeometry::get)
            .single();
    try {
      jdbc.sql("UPDATE grid SET geom = ST_Translate(geom, 0.000000001, 0) WHERE id = ?")
          .param(town.west())
          .update();
      assertThat(client.get("/ogc/collections/grids/items/" + town.west()).text())
          .contains("100.000000001");
    } finally {
      jdbc.sql("UPDATE grid SET geom = ST_GeomFromText(?, 4490) WHERE id = ?")
          .params(was.toText(), town.west())
          .update();
    }
  }

  @Test
  void houses_can_be_asked_for_by_grid() {
    assertThat(matched("houses", "grid=" + town.west()) + matched("houses", "grid=" + town.east()))
        .isEqualTo(TownFixture.HOUSES);
  }

  @Test
  void one_thing_has_an_address_of_its_own() {
    Answer answer = client.get("/ogc/collections/houses/items/" + town.firstHouse());

    assertThat(answer.header("Content-Type")).startsWith("application/geo+json");
    JsonNode house = answer.json();
    assertThat(house.get("id").asLong()).isEqualTo(town.firstHouse());
    assertThat(house.at("/properties/number").asString()).isEqualTo("1号");
    assertThat(house.at("/properties/grid").asString()).isEqualTo("999900000001001");
    assertThat(house.at("/geometry/type").asString()).isEqualTo("MultiPolygon");
    assertThat(link(house, "self")).endsWith("/" + town.firstHouse());
  }

  @Test
  void rings_run_against_the_clock_as_geojson_wants() {
    JsonNode ring =
        client
            .get("/ogc/collections/findings/items/" + town.gap())
            .json()
            .at("/geometry/coordinates/0");
    double twiceArea = 0;
    for (int i = 0; i + 1 < ring.size(); i++) {
      twiceArea +=
          ring.get(i).get(0).asDouble() * ring.get(i + 1).get(1).asDouble()
              - ring.get(i + 1).get(0).asDouble() * ring.get(i).get(1).asDouble();
    }
    assertThat(twiceArea).isPositive();
  }

  @Test
  void gdal_reads_every_page_of_every_collection(@TempDir Path folder) throws Exception {
    String source = "OAPIF:" + client.base() + "/ogc";
    String token =
        People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "999900000001"))
            .post("/api/account/tokens", Map.of("name", "GDAL", "days", 1))
            .json()
            .get("token")
            .asString();
    String summary = run(token, "ogrinfo", "-al", "-so", source);
    assertThat(summary).contains("grids", "houses", "roads");
    // A token opens the map; drafts and their findings are for whoever signs in himself.
    assertThat(summary).doesNotContain("Layer name: findings");
    Path file = folder.resolve("town.gpkg");
    run(
        token,
        "ogr2ogr",
        "-f",
        "GPKG",
        file.toString(),
        source,
        "houses",
        "-oo",
        "PAGE_SIZE=7",
        "-spat",
        "100",
        "30",
        "100.02",
        "30.01");
    String stored = run(token, "ogrinfo", "-al", "-so", file.toString());
    assertThat(stored).contains("Feature Count: " + TownFixture.HOUSES, "number: String");
  }

  private static String run(String token, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GDAL_HTTP_USERPWD", "anybody:" + token);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("ERROR");
    return output;
  }

  private int matched(String collection, String query) {
    return client
        .get("/ogc/collections/" + collection + "/items?" + query)
        .json()
        .get("numberMatched")
        .asInt();
  }
}
