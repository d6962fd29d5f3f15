package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the description of the tiles says of the town; whom to name is told by the finder. */
@CapabilityTest({"finder", "identity"})
class TileDescriptionTest extends TilesOverHttp {
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
}
