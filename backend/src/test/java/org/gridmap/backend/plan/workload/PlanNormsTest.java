package org.gridmap.backend.plan.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.plan.drafting.Planners;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How much the grids of one area should hold, as its planners set it. */
@CapabilityTest("plan")
class PlanNormsTest {
  private static final String VILLAGE = "350582103881";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private Planners town;
  private Browser planner;
  private long plan;

  @BeforeEach
  void begin() {
    town = new Planners(context, VILLAGE, 0.7);
    jdbc.sql("DELETE FROM area_norms WHERE area = ?").param(VILLAGE).update();
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
  }

  private static Map<String, Object> norm(Object least, Object most) {
    return norm("residents", least, most, "BASE", null);
  }

  private static Map<String, Object> norm(
      @Nullable String measure,
      @Nullable Object least,
      @Nullable Object most,
      @Nullable String kind,
      @Nullable Integer level) {
    Map<String, Object> norm = new HashMap<>();
    norm.put("measure", measure);
    norm.put("least", least);
    norm.put("most", most);
    norm.put("kind", kind);
    norm.put("level", level);
    return norm;
  }

  private Answer set(Browser who, long version, List<?> norms, String reason, String key) {
    return who.send(
        "PUT",
        "/api/plans/" + plan + "/norms",
        Map.of("norms", norms, "reason", reason),
        "If-Match",
        "\"" + version + "\"",
        "Idempotency-Key",
        key);
  }

  private Answer set(long version, List<?> norms) {
    return set(planner, version, norms, "山区人少", Planners.key());
  }

  private JsonNode norms(Browser who, long of) {
    return who.get("/api/plans/" + of + "/numbers").json().get("norms");
  }

  @Test
  void what_a_planner_sets_goes_before_the_settings_in_his_area_and_nowhere_else() {
    long before = Planners.plan(planner, plan).get("version").asLong();
    JsonNode settings = norms(planner, plan);
    assertThat(settings.findValuesAsString("least")).containsExactly("500");
    Answer answer = set(0, List.of(norm(300, 700)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    JsonNode told = answer.json();
    assertThat(told.get("area").asString()).isEqualTo(VILLAGE);
    assertThat(told.get("reason").asString()).isEqualTo("山区人少");
    assertThat(told.get("account").get("name").asString()).isNotEmpty();
    assertThat(told.get("settings").get(0).get("least").asInt()).isEqualTo(500);
    JsonNode first = norms(planner, plan).get(0);
    assertThat(first.get("least").asInt()).isEqualTo(300);
    assertThat(first.get("area").asString()).isEqualTo(VILLAGE);
    // Whoever has the draft open reads it anew.
    assertThat(Planners.plan(planner, plan).get("version").asLong()).isEqualTo(before + 1);
    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM audit.entry WHERE action = 'NORM_CHANGED' AND subject_id = ?")
                .param(plan)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void an_empty_list_is_back_to_the_settings_and_the_record_of_both_stays() {
    set(0, List.of(norm(300, 700)));
    assertThat(set(1, List.of()).status()).isEqualTo(200);
    assertThat(norms(planner, plan).get(0).get("least").asInt()).isEqualTo(500);
    assertThat(
            jdbc.sql("SELECT count(*) FROM area_norms WHERE area = ?")
                .param(VILLAGE)
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void of_two_planners_the_second_one_reads_what_the_first_one_set() {
    assertThat(set(0, List.of(norm(300, 700))).status()).isEqualTo(200);
    Answer late = set(town.browser("PLANNER"), 0, List.of(norm(1, 2)), "也想改", Planners.key());
    assertThat(late.status()).isEqualTo(412);
    assertThat(norms(planner, plan).get(0).get("least").asInt()).isEqualTo(300);
  }

  @Test
  void a_request_sent_twice_counts_once() {
    String key = Planners.key();
    assertThat(set(planner, 0, List.of(norm(300, 700)), "少", key).status()).isEqualTo(200);
    Answer again = set(planner, 0, List.of(norm(300, 700)), "少", key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("version").asLong()).isEqualTo(1);
    assertThat(set(planner, 0, List.of(norm(300, 800)), "少", key).status()).isEqualTo(422);
  }

  @Test
  void bad_bands_are_named_field_by_field_and_nothing_is_set() {
    List<Object> bad = new ArrayList<>();
    bad.add(norm(700, 300));
    bad.add(norm("residents", -1, 5, "BASE", 2));
    bad.add(norm(null, 1, 2, null, 3));
    bad.add(norm("households", 1, 2, null, 99));
    bad.add(norm("households", null, null, "EXCLUSIVE", null));
    bad.add(norm("houses", 1, 2, "BASE", null));
    Answer refused = set(0, bad);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("type").asString()).endsWith("validation-failed");
    assertThat(refused.json().get("detail").asString())
        .contains("norms[0].most", "norms[1].least", "norms[2].measure", "norms[3].level")
        .contains("norms[4].least", "norms[4].most", "norms[5]");
    assertThat(set(planner, 0, List.of(norm(1, 2)), " ", Planners.key()).status()).isEqualTo(422);
    assertThat(norms(planner, plan).get(0).get("least").asInt()).isEqualTo(500);
  }

  @Test
  void whoever_does_not_plan_the_area_does_not_set_its_norm() {
    Browser leader = town.browser("LEADER");
    assertThat(set(leader, 0, List.of(norm(1, 2)), "想改", Planners.key()).status()).isEqualTo(403);
    JsonNode read = leader.get("/api/plans/" + plan + "/norms").json();
    assertThat(read.get("mayEdit").asBoolean()).isFalse();
    assertThat(read.get("norms")).isEmpty();
    Browser elsewhere =
        People.browser(
            jdbc, context.getEnvironment(), People.with(jdbc, "PLANNER", "999900000001"));
    assertThat(set(elsewhere, 0, List.of(norm(1, 2)), "想改", Planners.key()).status())
        .isEqualTo(404);
    assertThat(
            planner
                .send(
                    "PUT",
                    "/api/plans/" + plan + "/norms",
                    Map.of("norms", List.of(), "reason", "少"),
                    "Idempotency-Key",
                    Planners.key())
                .status())
        .isEqualTo(428);
  }

  @Test
  void the_numbers_before_the_plan_stay_while_it_is_drawn() {
    JsonNode before = planner.get("/api/plans/" + plan + "/base-numbers").json().get("grids");
    JsonNode now = planner.get("/api/plans/" + plan + "/numbers").json().get("grids");
    assertThat(before).isEqualTo(now);
    String leaf = "";
    for (JsonNode grid : Planners.partition(planner, plan).get("grids")) {
      if (grid.get("leaf").asBoolean()) {
        leaf = grid.get("code").asString();
      }
    }
    assertThat(
            Planners.send(
                    planner,
                    plan,
                    1,
                    Map.of("type", "recode", "grid", leaf, "code", VILLAGE + "977"),
                    Planners.key())
                .status())
        .isEqualTo(200);
    assertThat(planner.get("/api/plans/" + plan + "/base-numbers").json().get("grids"))
        .isEqualTo(before);
    // To whoever may not see single houses they are told like those of the plan.
    JsonNode told =
        town.browser("LEADER").get("/api/plans/" + plan + "/base-numbers").json().get("grids");
    for (JsonNode grid : told) {
      if (!grid.get("residents").isNull()) {
        assertThat(grid.get("residents").asLong() % 10).isZero();
      }
    }
  }
}
