package org.gridmap.backend.plan.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.drafting.Planners;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@CapabilityTest("plan")
class PlanViewTest {
  @Autowired ApplicationContext context;
  private Planners town;
  private Browser planner;
  private long plan;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
  }

  @Test
  void the_grids_are_geojson_with_shells_counterclockwise() {
    Answer answer = planner.get("/api/plans/" + plan + "/grids");
    assertThat(answer.header("Content-Type")).startsWith("application/geo+json");
    assertThat(answer.header("ETag")).contains("1");
    JsonNode features = answer.json().get("features");
    assertThat(features.size()).isGreaterThan(76);
    for (JsonNode feature : features) {
      JsonNode shell = feature.get("geometry").get("coordinates").get(0).get(0);
      double area = 0;
      for (int i = 1; i < shell.size(); i++) {
        area +=
            (shell.get(i - 1).get(0).asDouble() - shell.get(0).get(0).asDouble())
                    * (shell.get(i).get(1).asDouble() - shell.get(0).get(1).asDouble())
                - (shell.get(i).get(0).asDouble() - shell.get(0).get(0).asDouble())
                    * (shell.get(i - 1).get(1).asDouble() - shell.get(0).get(1).asDouble());
      }
      assertThat(area).as(feature.get("id").asString()).isPositive();
      assertThat(feature.get("properties").get("draft").asBoolean()).isTrue();
    }
  }

  @Test
  void a_tile_of_a_plan_has_the_layers_of_the_map_and_follows_its_edits() {
    JsonNode place = Planners.partition(planner, plan).get("nodes").get(0).get("at");
    TileCoordinate tile = TileCoordinate.at(place.get(0).asDouble(), place.get(1).asDouble(), 15);
    String path = "/api/plans/" + plan + "/tiles/15/" + tile.x() + "/" + tile.y() + ".mvt";
    Answer answer = planner.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("mapbox-vector-tile");
    String text = VectorTileReader.read(answer.bytes()).toString();
    assertThat(text).contains("grid", "grid_border", "code", "level_name", "colour");
    assertThat(planner.send("GET", path, null, "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
    Planners.apply(planner, plan, 1, new Operation.Rename(Planners.VILLAGE, "瓦片新名"));
    assertThat(VectorTileReader.read(planner.get(path).bytes()).toString()).contains("瓦片新名");
    assertThat(planner.get("/api/plans/" + plan + "/tiles/3/0/0.mvt").status()).isEqualTo(204);
    assertThat(planner.get("/api/plans/" + plan + "/tiles/3/9/0.mvt").status()).isEqualTo(400);
  }

  @Test
  void grids_of_a_plan_have_what_the_map_declares_of_grids_in_a_tile() {
    JsonNode place = Planners.partition(planner, plan).get("nodes").get(0).get("at");
    TileCoordinate tile = TileCoordinate.at(place.get(0).asDouble(), place.get(1).asDouble(), 15);
    Map<String, VectorTileReader.Layer> drawn =
        VectorTileReader.read(
            planner
                .get("/api/plans/" + plan + "/tiles/15/" + tile.x() + "/" + tile.y() + ".mvt")
                .bytes());
    Set<String> checked = new HashSet<>();
    for (JsonNode declared : planner.get("/tiles/tilejson.json").json().get("vector_layers")) {
      VectorTileReader.Layer layer = drawn.get(declared.get("id").asString());
      if (layer != null) {
        Set<String> expected = new HashSet<>(declared.get("fields").propertyNames());
        expected.removeAll(Set.of("division", "houses"));
        expected.add("plan");
        assertThat(layer.features())
            .as(layer.name())
            .isNotEmpty()
            .allSatisfy(feature -> assertThat(feature.attributes().keySet()).isEqualTo(expected));
        checked.add(layer.name());
      }
    }
    assertThat(checked).contains("grid", "grid_border");
  }

  @Test
  void a_partition_that_the_page_has_is_not_sent_again() {
    String path = "/api/plans/" + plan + "/partition";
    Answer answer = planner.get(path);
    assertThat(planner.send("GET", path, null, "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
    for (JsonNode edge : answer.json().get("edges")) {
      assertThat(edge.get("points").size()).isGreaterThan(1);
    }
  }
}
