package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What is configured once is what live numbers, colours, the sheet and the comparison go by. */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
@TestPropertySource(
    properties = {
      "gridmap.norms[0].measure=households",
      "gridmap.norms[0].least=100",
      "gridmap.norms[0].most=200",
      "gridmap.norms[0].level=2",
      "gridmap.norms[1].measure=residents",
      "gridmap.norms[1].least=30",
      "gridmap.norms[1].most=60",
      "gridmap.norms[1].kind=BASE"
    })
class OneNormTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  private Hamlet hamlet;

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
    int[] residents = {0, 2, 3, 4, 5};
    for (int leaf = 1; leaf <= 4; leaf++) {
      for (int i = 0; i < Hamlet.HOUSES_OF_A_LEAF; i++) {
        job.sql(
                """
                INSERT INTO person.house_tally (house_id, village_code, households, residents, registered, permanent,
                  floating, at_home, away, moved_out, children, elders, care_needs)
                VALUES (?, ?, 1, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)
                """)
            .params(hamlet.house(leaf, i), hamlet.village, residents[leaf])
            .update();
      }
    }
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  private Map<String, JsonNode> rules(Object of) {
    Map<String, JsonNode> rules = new HashMap<>();
    hamlet
        .get(hamlet.planner, "/api/compliance?of=" + of)
        .json()
        .get("rules")
        .forEach(rule -> rules.put(rule.get("key").asString(), rule));
    return rules;
  }

  @Test
  void the_sheet_holds_each_level_against_its_own_norm() {
    Map<String, JsonNode> rules = rules(hamlet.division);
    JsonNode residents = rules.get("residents");
    assertThat(Hamlet.codes(residents.get("offending"), "code"))
        .containsExactly(hamlet.code(4), hamlet.code(3));
    assertThat(residents.get("figures").get("least").asInt()).isEqualTo(30);
    assertThat(residents.get("figures").get("most").asInt()).isEqualTo(60);
    JsonNode households = rules.get("households");
    assertThat(households.get("figures").get("grids").asInt()).isEqualTo(2);
    assertThat(Hamlet.codes(households.get("offending"), "code"))
        .containsExactlyInAnyOrder(hamlet.code(901), hamlet.code(902));
  }

  @Test
  void the_numbers_of_a_plan_and_the_colours_of_the_map_are_told_the_norm_of_the_sheet() {
    long plan = hamlet.plan(hamlet.division);
    JsonNode norms =
        hamlet.get(hamlet.planner, "/api/plans/" + plan + "/numbers").json().get("norms");
    assertThat(norms.size()).isEqualTo(2);
    assertThat(norms.get(1).get("least").asInt()).isEqualTo(30);
    assertThat(norms.get(1).get("kind").asString()).isEqualTo("BASE");
    for (JsonNode grid :
        hamlet.get(hamlet.planner, "/api/aggregates?measure=residents").json().get("grids")) {
      if (grid.get("code").asString().startsWith(hamlet.village)) {
        boolean leaf = grid.get("code").asString().matches(hamlet.village + "00[1-4]");
        assertThat(grid.get("norm").isNull()).as(grid.toString()).isEqualTo(!leaf);
      }
    }
  }

  @Test
  void the_comparison_counts_what_keeps_it_before_and_after() {
    long plan = hamlet.plan(hamlet.division);
    // A quarter of its houses goes west: 60 people stay, which is good.
    hamlet.apply(plan, hamlet.transferWest(4, 3));
    JsonNode sizes =
        hamlet
            .get(hamlet.planner, "/api/comparison?from=" + hamlet.division + "&to=plan:" + plan)
            .json()
            .get("sizes");
    assertThat(sizes.get("from").get("good").asInt()).isEqualTo(2);
    assertThat(sizes.get("from").get("over").asInt()).isEqualTo(2);
    assertThat(sizes.get("from").get("under").asInt()).isEqualTo(2);
    assertThat(sizes.get("to").get("good").asInt()).isEqualTo(3);
    assertThat(sizes.get("to").get("over").asInt()).isEqualTo(1);
  }

  @Test
  void what_a_planner_sets_for_his_area_counts_in_the_sheet_the_comparison_and_on_the_map() {
    long plan = hamlet.plan(hamlet.division);
    String body =
        "{\"norms\":[{\"measure\":\"residents\",\"least\":10,\"most\":33,\"kind\":\"BASE\"}],"
            + "\"reason\":\"村小\"}";
    assertThat(
            hamlet
                .send(
                    hamlet.planner,
                    "PUT",
                    "/api/plans/" + plan + "/norms",
                    body,
                    "If-Match",
                    "\"0\"",
                    "Idempotency-Key",
                    java.util.UUID.randomUUID().toString())
                .status())
        .isEqualTo(200);
    JsonNode residents = rules("plan:" + plan).get("residents");
    assertThat(residents.get("figures").get("least").asInt()).isEqualTo(10);
    assertThat(Hamlet.codes(residents.get("offending"), "code"))
        .containsExactly(hamlet.code(4), hamlet.code(3), hamlet.code(2));
    JsonNode sizes =
        hamlet
            .get(hamlet.planner, "/api/comparison?from=" + hamlet.division + "&to=plan:" + plan)
            .json()
            .get("sizes");
    assertThat(sizes.get("to").get("over").asInt()).isEqualTo(3);
    for (JsonNode grid :
        hamlet.get(hamlet.planner, "/api/aggregates?measure=residents").json().get("grids")) {
      if (grid.get("code").asString().equals(hamlet.code(1))) {
        assertThat(grid.get("norm").get("most").asInt()).isEqualTo(33);
      }
    }
  }

  @Test
  void the_table_of_the_grids_in_force_tells_the_counts_and_norms_of_the_map() {
    Map<String, JsonNode> byMap = new HashMap<>();
    hamlet
        .get(hamlet.planner, "/api/aggregates?measure=residents")
        .json()
        .get("grids")
        .forEach(grid -> byMap.put(grid.get("code").asString(), grid));
    JsonNode table = hamlet.get(hamlet.planner, "/api/aggregates/grids").json();
    assertThat(table.get("grids").size()).isEqualTo(byMap.size());
    assertThat(table.get("recorded").toString()).contains("residents", "households", "houses");
    int own = 0;
    for (JsonNode grid : table.get("grids")) {
      JsonNode told = byMap.get(grid.get("code").asString());
      JsonNode residents = grid.get("values").get(0);
      assertThat(residents.get("measure").asString()).isEqualTo("residents");
      assertThat(residents.get("value")).isEqualTo(told.get("value"));
      assertThat(residents.get("suppressed")).isEqualTo(told.get("suppressed"));
      if (grid.get("code").asString().startsWith(hamlet.village)) {
        own++;
        assertThat(grid.get("compactness").asDouble()).isBetween(0.5, 0.9);
        assertThat(grid.get("areaSquareMetres").asDouble()).isGreaterThan(900_000);
        int level = grid.get("level").asInt();
        assertThat(grid.get("norm").isNull()).isEqualTo(level == 1);
        if (level > 1) {
          assertThat(grid.get("norm").get("measure").asString())
              .isEqualTo(level == 2 ? "households" : "residents");
        }
      }
    }
    assertThat(own).isEqualTo(7);
    assertThat(hamlet.get(hamlet.planner, "/api/aggregates/grids?at=gestern").status())
        .isEqualTo(400);
    assertThat(
            hamlet
                .get(hamlet.planner, "/api/aggregates/grids?at=2020-01-01")
                .json()
                .get("grids")
                .size())
        .isZero();
  }

  @Test
  void the_table_of_the_grids_in_force_is_noted_when_it_is_taken_along() {
    String path = "/api/aggregates/exports";
    assertThat(hamlet.send(hamlet.leader, "POST", path, "{\"format\":\"CSV\",\"rows\":7}").status())
        .isEqualTo(204);
    assertThat(hamlet.send(hamlet.leader, "POST", path, "{\"format\":\"EXE\",\"rows\":-1}").text())
        .contains("format", "rows", "validation-failed");
    assertThat(
            jdbc.sql(
                    "SELECT detail->>'rows' FROM audit.entry WHERE action = 'EXPORT' AND"
                        + " detail->>'content' = 'grids' AND detail->>'format' = 'csv'")
                .query(String.class)
                .list())
        .containsExactly("7");
  }
}
