package org.gridmap.backend.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.publication.Hamlet;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How many people a finding concerns is told in tens, wherever findings are told. */
@CapabilityTest("house")
@Import(Hamlet.SignIn.class)
class FindingCountsTest {
  /** People in the land of a finding, in houses, and what may be told of them. */
  private static final int[][] CASES = {
    {0, 0, 0},
    {0, 2, -1},
    {1, 1, -1},
    {4, 3, -1},
    {5, 1, 10},
    {14, 4, 10},
    {15, 4, 20},
    {128, 30, 130}
  };

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;

  @Test
  void list_tile_and_collection_tell_the_same_tens_and_of_fewer_than_five_nothing() {
    Hamlet hamlet = new Hamlet(context);
    long draft = hamlet.store(hamlet.grids(), false);
    Map<Integer, Integer> expected = new TreeMap<>();
    for (int i = 0; i < CASES.length; i++) {
      jdbc.sql(
              """
              INSERT INTO finding (division_id, ordinal, kind, area_square_metres, geom, place, grids, houses, people)
              VALUES (:division, :ordinal, 'GAP', 12.5, ST_Buffer(ST_Point(:x, :y, 4490), 0.0002),
                ST_Point(:x, :y, 4490), '{}', :houses, :people)
              """)
          .param("division", draft)
          .param("ordinal", i + 1)
          .param("x", hamlet.at(0.1 + 0.2 * i, 0).x)
          .param("y", hamlet.at(0, 0.5).y)
          .param("houses", CASES[i][1])
          .param("people", CASES[i][0])
          .update();
      expected.put(i + 1, CASES[i][2]);
    }

    Map<Integer, Integer> listed = new TreeMap<>();
    hamlet
        .get(hamlet.planner, "/api/divisions/" + draft + "/findings")
        .json()
        .get("items")
        .forEach(one -> listed.put(one.get("ordinal").asInt(), people(one.get("people"))));
    Map<Integer, Integer> collected = new TreeMap<>();
    hamlet
        .get(hamlet.planner, "/ogc/collections/findings/items?limit=100&division=" + draft)
        .json()
        .get("features")
        .forEach(one -> {
          JsonNode properties = one.get("properties");
          collected.put(properties.get("ordinal").asInt(), people(properties.get("people")));
        });
    Map<Integer, Integer> drawn = new TreeMap<>();
    for (int i = 0; i < CASES.length; i++) {
      TileCoordinate tile =
          TileCoordinate.at(hamlet.at(0.1 + 0.2 * i, 0).x, hamlet.at(0, 0.5).y, 16);
      byte[] bytes =
          hamlet
              .get(
                  hamlet.planner,
                  "/tiles/%d/%d/%d.mvt?division=%d"
                      .formatted(tile.zoom(), tile.x(), tile.y(), draft))
              .bytes();
      VectorTileReader.read(bytes)
          .get("finding_point")
          .features()
          .forEach(one ->
              drawn.put(
                  ((Number) one.attributes().get("ordinal")).intValue(),
                  one.attributes().get("people") instanceof Number people
                      ? people.intValue()
                      : -1));
    }
    assertThat(listed).isEqualTo(expected);
    assertThat(collected).isEqualTo(expected);
    assertThat(drawn).isEqualTo(expected);
  }

  private static int people(JsonNode people) {
    return people.isNull() ? -1 : people.asInt();
  }
}
