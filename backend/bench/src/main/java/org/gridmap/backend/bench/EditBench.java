package org.gridmap.backend.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An edit of a plan as the page makes it: one more vertex on a border, over HTTP, until the answer
 * with the new borders and numbers is there and the edit is in the log.
 */
final class EditBench {
  /** So that the server has compiled what an edit does. */
  private static final int WARM = 400;

  private static final int EDITS = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final BenchPage page;

  EditBench(BenchDoor door, int port) {
    this.page = new BenchPage(door, port);
  }

  /**
   * @param division the division in force, which the door's owner may redraw
   * @param leaves how many leaf grids it has
   */
  BenchRow run(long division, int leaves) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode plan =
          JSON.readTree(
              page.send(
                  client,
                  "POST",
                  "/api/plans",
                  Map.of("name", "bench", "divisionId", division),
                  null));
      String path = "/api/plans/" + plan.get("id").asLong();
      List<JsonNode> edges =
          inner(JSON.readTree(page.send(client, "GET", path + "/partition", null, null)));
      SplittableRandom random = new SplittableRandom(42);
      long version = plan.get("version").asLong();
      double[] edits = new double[EDITS];
      double[] reads = new double[EDITS];
      for (int i = -WARM; i < EDITS; i++) {
        int edge = random.nextInt(edges.size());
        long start = System.nanoTime();
        String answer =
            page.send(client, "POST", path + "/operations", bend(edges.get(edge)), version);
        double edited = (System.nanoTime() - start) / 1e6;
        JsonNode done = JSON.readTree(answer);
        version = done.get("version").asLong();
        edges.set(edge, done.get("change").get("edges").get(0));
        start = System.nanoTime();
        page.send(client, "GET", path, null, null);
        double read = (System.nanoTime() - start) / 1e6;
        if (i >= 0) {
          edits[i] = edited;
          reads[i] = read;
        }
      }
      Arrays.sort(edits);
      Arrays.sort(reads);
      return new BenchRow(
          String.format(Locale.ROOT, "edit of a plan of %,d leaf grids over HTTP, p95", leaves),
          "a read of the plan's summary, p95",
          edits[EDITS * 95 / 100],
          reads[EDITS * 95 / 100],
          "ms",
          edits[EDITS * 95 / 100] / reads[EDITS * 95 / 100],
          "≤ 40 ms",
          "",
          EDITS,
          String.format(
              Locale.ROOT,
              "p50 %.1f ms, slowest of %d %.1f ms",
              edits[EDITS / 2],
              EDITS,
              edits[EDITS - 1]));
    }
  }

  /** The edges of a plan that may be bent: its outline may not. */
  static List<JsonNode> inner(JsonNode partition) {
    List<JsonNode> edges = new ArrayList<>();
    for (JsonNode edge : partition.get("edges")) {
      if (!edge.get("left").asString().isEmpty() && !edge.get("right").asString().isEmpty()) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /** A vertex a little beside the middle of the longest segment. */
  static Map<String, Object> bend(JsonNode edge) {
    JsonNode points = edge.get("points");
    int longest = 0;
    for (int i = 1; i + 1 < points.size(); i++) {
      if (length(points, i) > length(points, longest)) {
        longest = i;
      }
    }
    JsonNode a = points.get(longest);
    JsonNode b = points.get(longest + 1);
    double dx = b.get(0).asDouble() - a.get(0).asDouble();
    double dy = b.get(1).asDouble() - a.get(1).asDouble();
    return Map.of(
        "operation",
        Map.of(
            "type",
            "addVertex",
            "edge",
            edge.get("id").asLong(),
            "segment",
            longest,
            "at",
            List.of(
                a.get(0).asDouble() + dx / 2 - dy / 500, a.get(1).asDouble() + dy / 2 + dx / 500)));
  }

  private static double length(JsonNode points, int segment) {
    return Math.hypot(
        points.get(segment + 1).get(0).asDouble() - points.get(segment).get(0).asDouble(),
        points.get(segment + 1).get(1).asDouble() - points.get(segment).get(1).asDouble());
  }
}
