package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Codes and names that a planner types. */
@CapabilityTest("plan")
class CodeRulesTest {
  @Autowired ApplicationContext context;
  private Planners town;
  private Browser planner;
  private long plan;
  private String leaf = "";

  @BeforeEach
  void begin() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
    for (JsonNode grid : Planners.partition(planner, plan).get("grids")) {
      leaf = grid.get("leaf").asBoolean() ? grid.get("code").asString() : leaf;
    }
  }

  @Test
  void the_code_of_the_whole_area_is_kept_and_the_refusal_has_its_place() {
    for (String code : List.of(Planners.VILLAGE + "555", "350582103221")) {
      Operation recode = new Operation.Recode(Planners.VILLAGE, code);
      Answer refused = Planners.apply(planner, plan, 1, recode);
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.json().get("reason").asString()).isEqualTo("CODE_INVALID");
      assertThat(refused.json().get("place").size()).isEqualTo(2);
      assertThat(refused.json().get("grids").get(0).asString()).isEqualTo(Planners.VILLAGE);
      Answer batch = Planners.apply(planner, plan, 1, new Operation.Batch(List.of(recode), "改编码"));
      assertThat(batch.status()).isEqualTo(422);
    }
    assertThat(Planners.plan(planner, plan).get("version").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE plan;--",
        "abc",
        "350582103221001",
        "35058210322000",
        "350582103220000",
        "３５０５８２１０３２２０５５１",
        "350582103220 51"
      })
  void a_code_outside_of_the_scheme_or_the_area_is_refused_with_its_place(String code) {
    Operation recode = new Operation.Recode(leaf, code);
    Answer refused = Planners.apply(planner, plan, 1, recode);
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.json().get("reason").asString()).isEqualTo("CODE_INVALID");
    assertThat(refused.json().get("place").size()).isEqualTo(2);
    Answer tried =
        planner.send("POST", "/api/plans/" + plan + "/preview", new OperationRequest(recode));
    assertThat(tried.status()).isEqualTo(422);
  }

  @Test
  void a_code_that_somebody_has_is_refused_with_its_place() {
    String code = Planners.VILLAGE + "561";
    long other = town.begin(planner);
    context
        .getBean(JdbcClient.class)
        .sql("INSERT INTO given_code (code, plan_id) VALUES (?, ?)")
        .params(code, other)
        .update();
    Answer taken = Planners.apply(planner, plan, 1, new Operation.Recode(leaf, code));
    assertThat(taken.status()).as(taken.text()).isEqualTo(409);
    JsonNode place = taken.json().get("places").get(0);
    assertThat(place.get("place").size()).isEqualTo(2);
    assertThat(place.get("grids").get(0).asString()).isEqualTo(code);
  }

  @Test
  void a_name_is_composed_and_has_nothing_invisible() {
    Answer renamed = Planners.apply(planner, plan, 1, new Operation.Rename(leaf, "Cafe\u0301格"));
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    JsonNode grids = renamed.json().get("change").get("grids");
    assertThat(grids.get(0).get("name").asString()).isEqualTo("Caf\u00e9格");
    for (String hidden : List.of("\u202E", "\u200B", "\u2066", "\u00AD", "\u200D", "\u0007")) {
      assertThat(
              Planners.apply(planner, plan, 2, new Operation.Rename(leaf, "甲" + hidden + "乙"))
                  .status())
          .as("U+%04X", (int) hidden.charAt(0))
          .isEqualTo(400);
    }
    Answer plan =
        planner.send(
            "PATCH", "/api/plans/" + this.plan, Map.of("name", "Cafe\u0301"), "If-Match", "\"2\"");
    assertThat(plan.json().get("name").asString()).isEqualTo("Caf\u00e9");
  }
}
