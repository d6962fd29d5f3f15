package org.gridmap.backend.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.drafting.Planners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A draft, and files of grids sent to it. */
abstract class FilesOfPlans {
  static final JsonMapper JSON = new JsonMapper();

  @Autowired ApplicationContext context;
  @TempDir Path folder;
  Planners town;
  Browser planner;
  long plan;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
  }

  byte[] file(String query) {
    return planner.get("/api/plans/" + plan + "/file?" + query).bytes();
  }

  ObjectNode geoJson() {
    return (ObjectNode) JSON.readTree(file("format=GEOJSON"));
  }

  static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  Answer preview(byte[] file, String query) {
    return planner.send("POST", "/api/plans/" + plan + "/file/preview" + query, file);
  }

  Answer take(byte[] file, long version, String query, String key) {
    return planner.send(
        "POST",
        "/api/plans/" + plan + "/file" + query,
        file,
        "If-Match",
        "\"" + version + "\"",
        "Idempotency-Key",
        key);
  }

  JsonNode shown(byte[] file) {
    Answer answer = preview(file, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  static Map<String, List<JsonNode>> byFate(JsonNode shown) {
    Map<String, List<JsonNode>> fates = new HashMap<>();
    shown
        .get("grids")
        .forEach(grid ->
            fates
                .computeIfAbsent(grid.get("fate").asString(), fate -> new ArrayList<>())
                .add(grid));
    return fates;
  }

  String hash() {
    return Planners.plan(planner, plan).get("hash").asString();
  }

  static ObjectNode feature(JsonNode collection, String code) {
    for (JsonNode feature : collection.get("features")) {
      if (feature.get("properties").get("code").asString().equals(code)) {
        return (ObjectNode) feature;
      }
    }
    throw new AssertionError("no " + code);
  }

  List<String> leaves() {
    List<String> codes = new ArrayList<>();
    Planners.partition(planner, plan)
        .get("grids")
        .forEach(grid -> {
          if (grid.get("leaf").asBoolean()) {
            codes.add(grid.get("code").asString());
          }
        });
    return codes;
  }

  static double[] bounds(JsonNode geometry) {
    double[] bounds = {180, 90, -180, -90};
    for (JsonNode polygon : geometry.get("coordinates")) {
      for (JsonNode at : polygon.get(0)) {
        bounds[0] = Math.min(bounds[0], at.get(0).asDouble());
        bounds[1] = Math.min(bounds[1], at.get(1).asDouble());
        bounds[2] = Math.max(bounds[2], at.get(0).asDouble());
        bounds[3] = Math.max(bounds[3], at.get(1).asDouble());
      }
    }
    return bounds;
  }
}
