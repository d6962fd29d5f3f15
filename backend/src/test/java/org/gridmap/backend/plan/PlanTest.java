package org.gridmap.backend.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.drafting.Planners;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest("plan")
class PlanTest {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private Planners town;
  private Browser planner;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
  }

  @Test
  void a_plan_begins_with_the_grids_of_the_division_in_force() {
    Answer begun = Planners.begin(planner, town.division);
    JsonNode plan = begun.json();
    long id = plan.get("id").asLong();
    assertThat(begun.header("Location")).isEqualTo("/api/plans/" + id);
    assertThat(plan.get("state").asString()).isEqualTo("DRAFT");
    assertThat(plan.get("rootCode").asString()).isEqualTo(Planners.VILLAGE);
    assertThat(plan.get("rootName").asString()).isNotEmpty();
    assertThat(plan.get("openLand").asInt()).isZero();
    assertThat(plan.get("mayEdit").asBoolean()).isTrue();
    assertThat(plan.get("mayDecide").asBoolean()).isFalse();
    assertThat(plan.get("synthetic").asBoolean()).isTrue();
    assertThat(plan.get("attribution").asString()).isEqualTo("试验");
    assertThat(plan.get("repaired")).isEmpty();
    assertThat(plan.get("moved").has("largestMetres")).isTrue();

    JsonNode partition = Planners.partition(planner, id);
    long grids =
        jdbc.sql("SELECT count(*) FROM grid WHERE division_id = ?")
            .param(town.division)
            .query(Long.class)
            .single();
    assertThat(partition.get("grids").size()).isEqualTo((int) grids);
    assertThat(partition.get("hash").asString()).isEqualTo(plan.get("hash").asString());
    assertThat(audited("PLAN_CREATED", id)).isEqualTo(1);
    assertThat(ids("/api/plans")).contains(id);
    assertThat(ids("/api/plans?state=APPROVED")).doesNotContain(id);
  }

  @Test
  void beginning_twice_with_one_key_begins_once() {
    String key = Planners.key();
    Map<String, Object> body = Map.of("name", "一次", "divisionId", town.division);
    long first =
        planner.send("POST", "/api/plans", body, "Idempotency-Key", key).json().get("id").asLong();
    Answer second = planner.send("POST", "/api/plans", body, "Idempotency-Key", key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().get("id").asLong()).isEqualTo(first);
    assertThat(planner.send("POST", "/api/plans", body).status()).isEqualTo(400);
  }

  @Test
  void what_is_not_there_or_not_in_the_area_begins_no_plan() {
    assertThat(refused(Map.of("name", "无", "divisionId", 999_999_999L))).isEqualTo(404);
    assertThat(refused(Map.of("divisionId", town.division))).isEqualTo(422);
    assertThat(refused(Map.of("name", "无"))).isEqualTo(422);
    Browser leader = town.browser("LEADER");
    assertThat(
            leader
                .send(
                    "POST",
                    "/api/plans",
                    Map.of("name", "无", "divisionId", town.division),
                    "Idempotency-Key",
                    Planners.key())
                .status())
        .isEqualTo(403);
  }

  private int refused(Object body) {
    return planner.send("POST", "/api/plans", body, "Idempotency-Key", Planners.key()).status();
  }

  @Test
  void a_draft_is_renamed_and_given_up_under_its_version() {
    long id = town.begin(planner);
    String path = "/api/plans/" + id;
    assertThat(planner.send("PATCH", path, Map.of("name", "新名")).status()).isEqualTo(428);
    assertThat(planner.send("PATCH", path, Map.of("name", "新名"), "If-Match", "\"9\"").status())
        .isEqualTo(412);
    Answer renamed = planner.send("PATCH", path, Map.of("name", "新名"), "If-Match", "\"1\"");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json().get("name").asString()).isEqualTo("新名");
    assertThat(renamed.header("ETag")).isEqualTo("\"2\"");
    assertThat(planner.send("DELETE", path, null).status()).isEqualTo(428);
    assertThat(planner.send("DELETE", path, null, "If-Match", "\"2\"").status()).isEqualTo(204);
    assertThat(planner.get(path).json().get("state").asString()).isEqualTo("WITHDRAWN");
    assertThat(audited("PLAN_WITHDRAWN", id)).isEqualTo(1);
    Answer late = Planners.apply(planner, id, 3, new Operation.Rename(Planners.VILLAGE, "太迟"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json().get("type").asString()).endsWith("plan-not-editable");
    assertThat(ids("/api/plans")).doesNotContain(id);
  }

  @Test
  void a_leader_reads_a_plan_and_changes_nothing() {
    long id = town.begin(planner);
    Browser leader = town.browser("LEADER");
    assertThat(leader.get("/api/plans/" + id).status()).isEqualTo(200);
    assertThat(leader.get("/api/plans/" + id).json().get("mayEdit").asBoolean()).isFalse();
    assertThat(leader.get("/api/plans/" + id + "/houses").status()).isEqualTo(403);
    assertThat(Planners.apply(leader, id, 1, new Operation.Rename(Planners.VILLAGE, "不")).status())
        .isEqualTo(403);
  }

  @Test
  void the_log_names_everything_that_was_done() {
    long id = town.begin(planner);
    Answer renamed = Planners.apply(planner, id, 1, new Operation.Rename(Planners.VILLAGE, "新村名"));
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    Planners.step(planner, id, 2, "undo");
    JsonNode items = planner.get("/api/plans/" + id + "/log").json().get("items");
    assertThat(items.findValuesAsString("kind")).containsExactly("APPLY", "UNDO");
    assertThat(items.get(0).get("type").asString()).isEqualTo("rename");
    assertThat(items.get(1).get("reverts").asLong()).isEqualTo(1);
    assertThat(items.get(1).get("hashAfter").asString())
        .isEqualTo(Planners.plan(planner, id).get("hash").asString());
  }

  /** Numbers of the plans in a list. */
  private List<Long> ids(String path) {
    List<Long> ids = new ArrayList<>();
    planner.get(path).json().get("items").forEach(plan -> ids.add(plan.get("id").asLong()));
    return ids;
  }

  private int audited(String action, long id) {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE action = ? AND subject_id = ?")
        .params(action, id)
        .query(Integer.class)
        .single();
  }
}
