package org.gridmap.backend.plan.drafting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridmap.geodata.topology.Operation;
import org.locationtech.jts.geom.Coordinate;
import tools.jackson.databind.JsonNode;

/** Operations as a hasty planner makes them: most fit, some do not. */
public final class RandomEdits {
  private static final double METRE = 1e-5;

  private final SplittableRandom random;

  public RandomEdits(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One operation on a partition as the page got it. */
  public Operation next(JsonNode partition) {
    JsonNode edges = partition.get("edges");
    JsonNode edge = edges.get(random.nextInt(edges.size()));
    long id = edge.get("id").asLong();
    int points = edge.get("points").size();
    int kind = random.nextInt(10);
    if (kind < 4 && points > 2) {
      int vertex = 1 + random.nextInt(points - 2);
      return new Operation.MoveVertex(id, vertex, near(edge, vertex));
    }
    if (kind < 7) {
      int segment = random.nextInt(points - 1);
      Coordinate a = at(edge, segment);
      Coordinate b = at(edge, segment + 1);
      return new Operation.AddVertex(
          id,
          segment,
          new Coordinate(
              (a.x + b.x) / 2 + (random.nextDouble() - 0.5) * METRE,
              (a.y + b.y) / 2 + (random.nextDouble() - 0.5) * METRE));
    }
    if (kind == 7 && points > 2) {
      return new Operation.RemoveVertex(id, 1 + random.nextInt(points - 2));
    }
    if (kind == 8) {
      List<JsonNode> grids = new ArrayList<>();
      partition.get("grids").forEach(grids::add);
      return new Operation.Rename(
          grids.get(random.nextInt(grids.size())).get("code").asString(),
          "网格" + random.nextInt(1000));
    }
    return new Operation.MoveNode(edge.get("from").asLong(), near(edge, 0));
  }

  private Coordinate near(JsonNode edge, int point) {
    Coordinate place = at(edge, point);
    return new Coordinate(
        place.x + (random.nextDouble() - 0.5) * 6 * METRE,
        place.y + (random.nextDouble() - 0.5) * 6 * METRE);
  }

  static Coordinate at(JsonNode edge, int point) {
    JsonNode place = edge.get("points").get(point);
    return new Coordinate(place.get(0).asDouble(), place.get(1).asDouble());
  }
}
