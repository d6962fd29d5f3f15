package org.gridmap.backend.finder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"finder", "identity"})
class TownTest {
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  private Client client;
  private TownFixture town;

  @BeforeEach
  void connect() {
    client = Client.ofPlanner(environment, jdbc);
    town = TownFixture.in(jdbc);
  }

  @Test
  void the_overview_names_divisions_counts_and_a_place_to_stand() {
    JsonNode overview = client.get("/api/overview").json();

    assertThat(overview.get("synthetic").asBoolean()).isTrue();
    assertThat(overview.get("baseMap").isNull()).isTrue();
    assertThat(overview.at("/home/pitchDegrees").asInt()).isEqualTo(-45);
    assertThat(overview.at("/counts/houses").asInt()).isGreaterThanOrEqualTo(TownFixture.HOUSES);
    assertThat(overview.at("/counts/grids/2").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(overview.get("attributions").toString()).contains("试验");
    JsonNode draft = division(overview, town.draft());
    assertThat(draft.get("status").asString()).isEqualTo("DRAFT");
    assertThat(draft.get("findings").asInt()).isEqualTo(3);
    assertThat(draft.get("bounds").isNull()).isTrue();
    JsonNode published = division(overview, town.division());
    assertThat(published.get("grids").asInt()).isEqualTo(3);
    assertThat(published.get("bounds").toString()).isEqualTo("[100.0,30.0,100.02,30.01]");
  }

  @Test
  void a_change_is_seen_by_the_next_overview() {
    long before = client.get("/api/overview").json().get("revision").asLong();
    jdbc.sql("UPDATE division SET name = '草案二' WHERE id = ?").param(town.draft()).update();
    jdbc.sql("INSERT INTO map_change (layer) VALUES ('grid')").update();

    JsonNode after = client.get("/api/overview").json();
    assertThat(after.get("revision").asLong()).isGreaterThan(before);
    assertThat(division(after, town.draft()).get("name").asString()).isEqualTo("草案二");
  }

  @Test
  void a_grid_card_shows_the_grids_around_and_inside() {
    JsonNode village = client.get("/api/grids/" + town.village()).json();
    assertThat(village.get("children")).hasSize(2);
    assertThat(village.get("parents")).isEmpty();
    JsonNode leaf = client.get("/api/grids/" + town.west()).json();
    assertThat(leaf.at("/parents/0/code").asString()).isEqualTo("999900000001");
    assertThat(leaf.get("leaf").asBoolean()).isTrue();
    assertThat(leaf.get("kind").asString()).isEqualTo("BASE");
    assertThat(leaf.get("draft").asBoolean()).isFalse();
    assertThat(leaf.get("labelPoint").toString()).startsWith("[100.005,30.005");
    assertThat(leaf.get("bounds").toString()).isEqualTo("[100.0,30.0,100.01,30.01]");
  }

  @Test
  void a_house_card_shows_its_leaf_grid_first() {
    JsonNode house = client.get("/api/houses/" + town.firstHouse()).json();

    assertThat(house.get("number").asString()).isEqualTo("1号");
    assertThat(house.get("floors").asInt()).isEqualTo(3);
    assertThat(house.get("heightMetres").asDouble()).isEqualTo(9.5);
    assertThat(house.at("/grids/0/code").asString()).isEqualTo("999900000001001");
    assertThat(house.at("/grids/1/code").asString()).isEqualTo("999900000001");
  }

  @Test
  void findings_come_in_order_and_in_pages() {
    String path = "/api/divisions/" + town.draft() + "/findings";
    JsonNode all = client.get(path).json();
    assertThat(all.get("total").asInt()).isEqualTo(3);
    assertThat(all.at("/items/0/kind").asString()).isEqualTo("GAP");
    assertThat(all.at("/items/0/gapKind").asString()).isEqualTo("ENCLOSED");
    assertThat(all.at("/items/0/geometry/type").asString()).isEqualTo("Polygon");
    assertThat(all.at("/items/1/gapKind").isNull()).isTrue();
    JsonNode second = client.get(path + "?limit=1&offset=1").json();
    assertThat(second.get("total").asInt()).isEqualTo(3);
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.at("/items/0/ordinal").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "999900000001001,  grid,  999900000001001",
    "01002,            grid,  999900000001002",
    "试验村,            grid,  999900000001",
    "7号,              house, 试验小学 · 7号",
    "试验小学,          house, 试验小学 · 7号",
    "验小,             house, 试验小学 · 7号",
    "柳荫路13,         house, 13号",
    "旧b9,             house, 9号",
    "旧Ｂ９,            house, 9号",
    "100%_,            house, 100%_纯 · 8号",
    "试验村 12号,       house, 12号",
    "柳荫路,            road,  柳荫路"
  })
  void the_best_hit_is_what_was_meant(String query, String type, String title) {
    JsonNode hits = search(query);

    assertThat(hits).isNotEmpty();
    assertThat(hits.get(0).get("type").asString()).isEqualTo(type);
    assertThat(hits.get(0).get("title").asString()).isEqualTo(title);
    assertThat(hits.get(0).get("point").get(0).asDouble()).isBetween(100.0, 100.02);
    assertThat(hits.get(0).get("bounds")).hasSize(4);
  }

  @Test
  void a_code_that_a_redraw_replaced_is_found_and_said_to_be_the_former_one() {
    jdbc.sql(
            "INSERT INTO grid_lineage (division_id, from_code, to_code, kind, replaces) VALUES (?,"
                + " '999900000001099', '999900000001001', 'RECODED', true) ON CONFLICT DO NOTHING")
        .param(town.division())
        .update();
    JsonNode old = search("999900000001099").get(0);
    assertThat(old.get("title").asString()).isEqualTo("999900000001001");
    assertThat(old.get("formerly").asString()).isEqualTo("999900000001099");
    JsonNode own = search("999900000001001");
    assertThat(own).hasSize(1);
    assertThat(own.get(0).get("formerly").isNull()).isTrue();
  }

  @Test
  void exact_comes_before_beginning_before_inside() {
    List<String> titles = new ArrayList<>();
    search("1号").forEach(hit -> titles.add(hit.get("title").asString()));

    assertThat(titles.getFirst()).isEqualTo("1号");
    assertThat(titles).contains("11号", "21号");
  }

  @Test
  void signs_of_patterns_mean_nothing() {
    assertThat(search("%%")).isEmpty();
    assertThat(search("__")).isEmpty();
    assertThat(search("'; DROP TABLE house; --")).isEmpty();
    assertThat(search(" \t\u3000 ")).isEmpty();
    assertThat(client.get("/api/search?q=%09%0a").status()).isEqualTo(200);
    assertThat(client.get("/api/search?q=%00%0a").status()).isEqualTo(400);
    assertThat(client.get("/api/search?q=" + "a".repeat(101)).status()).isEqualTo(400);
  }

  @Test
  void no_more_than_asked_for_are_found() {
    assertThat(search("柳荫")).hasSize(20);
    assertThat(client.get("/api/search?limit=3&q=" + encoded("柳荫")).json().get("items")).hasSize(3);
  }

  @Test
  void grids_of_a_draft_are_found_only_when_it_is_named() {
    assertThat(client.get("/api/search?q=999900&division=" + town.draft()).json().get("items"))
        .isEmpty();
  }

  private JsonNode search(String query) {
    return client.get("/api/search?q=" + encoded(query)).json().get("items");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode division(JsonNode overview, long id) {
    for (JsonNode division : overview.get("divisions")) {
      if (division.get("id").asLong() == id) {
        return division;
      }
    }
    throw new AssertionError("no division " + id);
  }
}
