package org.gridmap.backend.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.drafting.Planners;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files of grids into a draft. */
@CapabilityTest("plan")
class PlanImportTest extends FilesOfPlans {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "format=GEOPACKAGE",
        "format=GEOPACKAGE&crs=4549",
        "format=GEOPACKAGE&crs=3857",
        "format=SHAPEFILE",
        "format=SHAPEFILE&crs=4549",
        "format=GEOJSON"
      })
  void what_goes_out_and_comes_in_again_changes_nothing(String query) {
    byte[] file = file(query);
    JsonNode shown = shown(file);
    assertThat(shown.get("defects").size()).as(shown.get("defects").toString()).isZero();
    assertThat(byFate(shown).keySet()).containsExactly("KEPT");
    assertThat(shown.get("changes").asBoolean()).isFalse();
    String before = hash();
    Answer taken = take(file, 1, "", Planners.key());
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.json().get("reason").asString()).isEqualTo("NOTHING_CHANGES");
    assertThat(hash()).isEqualTo(before);
  }

  /** A split, drawn in another program: in a file with neither codes nor parents. */
  private byte[] splitElsewhere(boolean coded) {
    long other = town.begin(planner);
    String leaf = leaves().getFirst();
    JsonNode box = feature(geoJson(), leaf).get("geometry");
    double[] bounds = bounds(box);
    double middle = (bounds[1] + bounds[3]) / 2;
    Operation.NewGrid left =
        new Operation.NewGrid(leaf, "左", org.gridmap.geodata.code.GridKind.BASE);
    Operation.NewGrid right =
        new Operation.NewGrid(
            Planners.VILLAGE + "599", "右", org.gridmap.geodata.code.GridKind.BASE);
    Answer split =
        Planners.apply(
            planner,
            other,
            1,
            new Operation.Split(
                leaf,
                List.of(
                    new Coordinate(bounds[0] - 1e-4, middle),
                    new Coordinate(bounds[2] + 1e-4, middle)),
                left,
                right));
    assertThat(split.status()).as(split.text()).isEqualTo(200);
    ObjectNode collection =
        (ObjectNode)
            JSON.readTree(planner.get("/api/plans/" + other + "/file?format=GEOJSON").text());
    if (!coded) {
      ArrayNode bare = JSON.createArrayNode();
      for (JsonNode feature : collection.get("features")) {
        if (feature.get("properties").get("level").asInt() == 3) {
          ((ObjectNode) feature).set("properties", JSON.createObjectNode());
          bare.add(feature);
        }
      }
      collection.set("features", bare);
    }
    return bytes(collection);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_file_is_matched_shown_taken_as_one_step_and_taken_back_by_one_undo(boolean coded) {
    byte[] file = splitElsewhere(coded);
    String first = hash();
    JsonNode shown = shown(file);
    assertThat(shown.get("defects").toString()).isEqualTo("[]");
    Map<String, List<JsonNode>> fates = byFate(shown);
    assertThat(fates.get("MOVED")).hasSize(1);
    assertThat(fates.get("NEW")).hasSize(1);
    assertThat(fates.get("KEPT")).hasSizeGreaterThan(70);
    assertThat(fates).doesNotContainKey("GONE");
    JsonNode moved = fates.get("MOVED").getFirst();
    JsonNode fresh = fates.get("NEW").getFirst();
    assertThat(moved.get("code").asString()).isEqualTo(leaves().getFirst());
    assertThat(moved.get("byLand").asBoolean()).isEqualTo(!coded);
    assertThat(moved.get("lost").asDouble())
        .isCloseTo(fresh.get("areaAfter").asDouble(), within(0.5));
    assertThat(moved.get("residentsBefore").asLong())
        .isEqualTo(moved.get("residentsAfter").asLong() + fresh.get("residentsAfter").asLong());
    assertThat(fresh.get("code").asString()).startsWith(Planners.VILLAGE);
    assertThat(moved.get("land").get(0).get(0).size())
        .as("its border as the file has it")
        .isGreaterThan(3);
    assertThat(fresh.get("land").get(0).get(0).size()).isGreaterThan(3);
    assertThat(fates.get("KEPT")).allMatch(kept -> kept.get("land").isNull());
    assertThat(hash()).as("nothing is stored by a look").isEqualTo(first);

    String key = Planners.key();
    Answer taken = take(file, shown.get("version").asLong(), "", key);
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(take(file, shown.get("version").asLong(), "", key).json().get("seq").asLong())
        .as("sent again after a lost answer")
        .isEqualTo(1);
    assertThat(leaves()).contains(fresh.get("code").asString());
    JsonNode log = planner.get("/api/plans/" + plan + "/log").json().get("items");
    assertThat(log.size()).isEqualTo(1);
    assertThat(log.get(0).get("type").asString()).isEqualTo("redivide");
    assertThat(byFate(shown(file)).keySet()).containsExactly("KEPT");
    assertThat(Planners.step(planner, plan, 2, "undo").status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(first);
  }

  @Test
  void a_plan_that_was_changed_since_the_look_and_a_plan_handed_in_take_no_file() {
    byte[] file = splitElsewhere(true);
    String leaf = leaves().get(5);
    assertThat(Planners.apply(planner, plan, 1, new Operation.Rename(leaf, "改名")).status())
        .isEqualTo(200);
    assertThat(take(file, 1, "", Planners.key()).status()).isEqualTo(412);
    assertThat(planner.send("POST", "/api/plans/" + plan + "/file", file).status()).isEqualTo(400);
    assertThat(
            town.browser("LEADER")
                .send("POST", "/api/plans/" + plan + "/file/preview", file)
                .status())
        .isEqualTo(403);
  }
}
