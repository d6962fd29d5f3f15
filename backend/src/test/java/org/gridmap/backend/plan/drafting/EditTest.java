package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest("plan")
class EditTest {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired LivePlans live;
  private Planners town;
  private Browser planner;
  private long plan;
  private JsonNode partition;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
    partition = Planners.partition(planner, plan);
  }

  /** A border between two leaves, as a place for one more vertex. */
  private Operation.AddVertex bend(JsonNode edge, double metres) {
    int segment = 0;
    double longest = 0;
    for (int i = 0; i + 1 < edge.get("points").size(); i++) {
      double length = RandomEdits.at(edge, i).distance(RandomEdits.at(edge, i + 1));
      if (length > longest) {
        longest = length;
        segment = i;
      }
    }
    Coordinate a = RandomEdits.at(edge, segment);
    Coordinate b = RandomEdits.at(edge, segment + 1);
    double aside = metres * 1e-5 / a.distance(b);
    return new Operation.AddVertex(
        edge.get("id").asLong(),
        segment,
        new Coordinate(
            (a.x + b.x) / 2 - (b.y - a.y) * aside, (a.y + b.y) / 2 + (b.x - a.x) * aside));
  }

  /** Inner borders that have no grid in common. */
  private List<JsonNode> borders(int count) {
    List<JsonNode> found = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (JsonNode edge : partition.get("edges")) {
      String left = edge.get("left").asString();
      String right = edge.get("right").asString();
      Coordinate a = RandomEdits.at(edge, 0);
      Coordinate b = RandomEdits.at(edge, edge.get("points").size() - 1);
      if (!left.isEmpty()
          && !right.isEmpty()
          && !used.contains(left)
          && !used.contains(right)
          && a.distance(b) > 30e-5) {
        used.add(left);
        used.add(right);
        found.add(edge);
      }
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(count);
    return found.subList(0, count);
  }

  @Test
  void both_neighbours_change_together_and_the_counts_follow() {
    JsonNode edge = borders(1).getFirst();
    Answer answer = Planners.apply(planner, plan, 1, bend(edge, 2));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode done = answer.json();
    assertThat(done.get("version").asLong()).isEqualTo(2);
    assertThat(done.get("seq").asLong()).isEqualTo(1);
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(done.get("change").get("edges").get(0).get("points").size())
        .isEqualTo(edge.get("points").size() + 1);
    assertThat(done.get("numbers").findValuesAsString("code"))
        .contains(edge.get("left").asString(), edge.get("right").asString(), Planners.VILLAGE);
    assertThat(done.get("hash").asString()).isNotEqualTo(partition.get("hash").asString());
    assertThat(Planners.plan(planner, plan).get("hash").asString())
        .isEqualTo(done.get("hash").asString());
  }

  @Test
  void a_request_sent_twice_is_done_once() {
    Operation operation = bend(borders(1).getFirst(), 2);
    String key = Planners.key();
    Answer first = Planners.send(planner, plan, 1, operation, key);
    Answer second = Planners.send(planner, plan, 1, operation, key);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().get("seq")).isEqualTo(first.json().get("seq"));
    assertThat(second.json().get("hash")).isEqualTo(first.json().get("hash"));
    assertThat(second.json().get("change")).isEqualTo(first.json().get("change"));
    assertThat(Planners.plan(planner, plan).get("operations").asInt()).isEqualTo(1);
    assertThat(
            Planners.send(
                    planner,
                    plan,
                    1,
                    Map.of("type", "rename", "grid", Planners.VILLAGE, "name", "别的"),
                    key)
                .status())
        .isEqualTo(422);
  }

  @Test
  void an_answer_is_not_given_again_to_somebody_who_lost_the_area() {
    People.Person person = People.with(jdbc, "PLANNER", Planners.VILLAGE);
    People.grant(jdbc, person, "PLANNER", "999900000001");
    Browser browser = People.browser(jdbc, context.getEnvironment(), person);
    String key = Planners.key();
    Map<String, Object> rename = Map.of("type", "rename", "grid", Planners.VILLAGE, "name", "他的名");
    assertThat(Planners.send(browser, plan, 1, rename, key).status()).isEqualTo(200);
    jdbc.sql(
            "UPDATE account.role_grant SET valid_until = now() WHERE account_id = ? AND grid_code = ?")
        .params(person.id(), Planners.VILLAGE)
        .update();
    assertThat(Planners.send(browser, plan, 1, rename, key).status()).isEqualTo(404);
  }

  @Test
  void without_version_or_key_nothing_is_written() {
    String path = "/api/plans/" + plan + "/operations";
    Map<String, Object> body =
        Map.of("operation", Map.of("type", "rename", "grid", Planners.VILLAGE, "name", "名"));
    assertThat(planner.send("POST", path, body, "If-Match", "\"1\"").status()).isEqualTo(400);
    assertThat(planner.send("POST", path, body, "Idempotency-Key", Planners.key()).status())
        .isEqualTo(428);
    assertThat(
            planner
                .send("POST", path, body, "If-Match", "\"7\"", "Idempotency-Key", Planners.key())
                .status())
        .isEqualTo(412);
    assertThat(Planners.plan(planner, plan).get("version").asLong()).isEqualTo(1);
  }

  @Test
  void edits_of_different_borders_merge_by_themselves() {
    List<JsonNode> edges = borders(2);
    Browser other = town.browser("PLANNER");
    assertThat(Planners.apply(planner, plan, 1, bend(edges.get(0), 2)).status()).isEqualTo(200);
    Answer merged = Planners.apply(other, plan, 1, bend(edges.get(1), 2));
    assertThat(merged.status()).as(merged.text()).isEqualTo(200);
    assertThat(merged.json().get("version").asLong()).isEqualTo(3);
  }

  @Test
  void of_two_edits_of_one_border_the_later_one_is_shown_both() {
    JsonNode edge = borders(1).getFirst();
    Browser other = town.browser("PLANNER");
    Planners.apply(planner, plan, 1, bend(edge, 2));
    Answer conflict = Planners.apply(other, plan, 1, bend(edge, -2));
    assertThat(conflict.status()).isEqualTo(412);
    JsonNode body = conflict.json();
    assertThat(body.get("type").asString()).endsWith("edit-conflict");
    assertThat(body.get("version").asLong()).isEqualTo(2);
    JsonNode yours = body.get("yours").get("edges").get(0);
    JsonNode theirs = body.get("theirs").get("edges").get(0);
    assertThat(yours.get("id")).isEqualTo(theirs.get("id"));
    assertThat(yours.get("points").size()).isEqualTo(edge.get("points").size() + 1);
    assertThat(yours.get("points")).isNotEqualTo(theirs.get("points"));
    assertThat(body.get("theirs").get("account").get("name").asString()).isNotEmpty();
    assertThat(body.get("theirs").get("at").asString()).isNotEmpty();
    assertThat(Planners.plan(planner, plan).get("version").asLong()).isEqualTo(2);
  }

  @Test
  void own_steps_are_no_conflict_although_somebody_elses_lie_between() {
    List<JsonNode> edges = borders(2);
    Browser other = town.browser("PLANNER");
    Planners.apply(other, plan, 1, bend(edges.get(1), 2));
    assertThat(Planners.apply(planner, plan, 1, bend(edges.get(0), 2)).status()).isEqualTo(200);
    Operation later = bend(edges.get(0), -2);
    assertThat(Planners.apply(planner, plan, 1, later).status()).isEqualTo(412);
    assertThat(upon(other, later, "3").status()).as("made by somebody else").isEqualTo(412);
    assertThat(upon(planner, later, "3,x").status()).isEqualTo(422);
    Answer done = upon(planner, later, "3");
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().get("version").asLong()).isEqualTo(4);
  }

  /** An edit of version 1 that was drawn upon own later ones. */
  private Answer upon(Browser who, Operation operation, String own) {
    return who.send(
        "POST",
        "/api/plans/" + plan + "/operations",
        new OperationRequest(operation),
        "If-Match",
        "\"1\"",
        "Idempotency-Key",
        Planners.key(),
        "Own-Versions",
        own);
  }

  @Test
  void what_somebody_took_away_meanwhile_is_a_conflict_and_what_never_was_a_refusal() {
    JsonNode edge = borders(1).getFirst();
    Operation.AddVertex bend = bend(edge, 2);
    Planners.apply(planner, plan, 1, bend);
    Browser other = town.browser("PLANNER");
    Operation.RemoveVertex remove =
        new Operation.RemoveVertex(edge.get("id").asLong(), bend.segment() + 1);
    assertThat(Planners.apply(planner, plan, 2, remove).status()).isEqualTo(200);
    Operation.MoveVertex move =
        new Operation.MoveVertex(edge.get("id").asLong(), bend.segment() + 1, bend.at());
    int after = Planners.apply(other, plan, 2, move).status();
    assertThat(after).isEqualTo(412);
    Answer never = Planners.apply(other, plan, 2, new Operation.MoveVertex(999_999, 1, bend.at()));
    assertThat(never.status()).isEqualTo(422);
    assertThat(never.json().get("reason").asString()).isEqualTo("UNKNOWN_EDGE");
  }

  @Test
  void a_refused_operation_names_reason_and_place_and_changes_nothing() {
    JsonNode edge = borders(1).getFirst();
    Operation.AddVertex bend = bend(edge, 2);
    Operation.AddVertex far =
        new Operation.AddVertex(
            bend.edge(), bend.segment(), new Coordinate(bend.at().x + 0.02, bend.at().y));
    Answer refused = Planners.apply(planner, plan, 1, far);
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.json().get("type").asString()).endsWith("operation-refused");
    assertThat(refused.json().get("reason").asString()).isNotEmpty();
    assertThat(refused.json().get("place").size()).isEqualTo(2);
    assertThat(Planners.plan(planner, plan).get("hash")).isEqualTo(partition.get("hash"));
  }

  @Test
  void each_author_takes_back_his_own_without_limit() {
    List<JsonNode> edges = borders(3);
    Browser other = town.browser("PLANNER");
    String base = partition.get("hash").asString();
    Planners.apply(planner, plan, 1, bend(edges.get(0), 2));
    Answer theirs = Planners.apply(other, plan, 2, bend(edges.get(1), 2));
    Answer last = Planners.apply(planner, plan, 3, bend(edges.get(2), 2));
    assertThat(Planners.step(planner, plan, 4, "undo").status()).isEqualTo(200);
    Answer both = Planners.step(planner, plan, 5, "undo");
    assertThat(both.status()).as(both.text()).isEqualTo(200);
    Answer none = Planners.step(planner, plan, 6, "undo");
    assertThat(none.status()).isEqualTo(409);
    assertThat(none.json().get("type").asString()).endsWith("nothing-to-undo");
    Planners.step(planner, plan, 6, "redo");
    Answer again = Planners.step(planner, plan, 7, "redo");
    assertThat(again.json().get("hash")).isEqualTo(last.json().get("hash"));
    assertThat(Planners.step(planner, plan, 8, "redo").status()).isEqualTo(409);
    Planners.step(planner, plan, 8, "undo");
    Planners.step(planner, plan, 9, "undo");
    assertThat(theirs.json().get("hash").asString()).isNotEqualTo(base);
    Answer start = Planners.step(other, plan, 10, "undo");
    assertThat(start.status()).as(start.text()).isEqualTo(200);
    assertThat(start.json().get("hash").asString()).isEqualTo(base);
  }

  @Test
  void what_somebody_built_on_is_not_taken_back() {
    JsonNode edge = borders(1).getFirst();
    Operation.AddVertex bend = bend(edge, 2);
    Browser other = town.browser("PLANNER");
    Planners.apply(planner, plan, 1, bend);
    Coordinate place = new Coordinate(bend.at().x + 1e-5, bend.at().y);
    assertThat(
            Planners.apply(
                    other,
                    plan,
                    2,
                    new Operation.MoveVertex(bend.edge(), bend.segment() + 1, place))
                .status())
        .isEqualTo(200);
    Answer conflict = Planners.step(planner, plan, 3, "undo");
    assertThat(conflict.status()).isEqualTo(412);
    assertThat(conflict.json().get("yours").get("edges").get(0).get("points").size())
        .isEqualTo(edge.get("points").size());
  }

  @Test
  void a_preview_shows_what_would_be_and_stores_nothing() {
    Operation operation = bend(borders(1).getFirst(), 2);
    Answer preview =
        planner.post("/api/plans/" + plan + "/preview", new OperationRequest(operation));
    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    assertThat(preview.json().get("version").asLong()).isEqualTo(1);
    assertThat(Planners.plan(planner, plan).get("hash")).isEqualTo(partition.get("hash"));
    Answer applied = Planners.apply(planner, plan, 1, operation);
    assertThat(applied.json().get("hash")).isEqualTo(preview.json().get("hash"));
    assertThat(applied.json().get("numbers")).isEqualTo(preview.json().get("numbers"));
  }

  @Test
  void what_is_no_operation_is_not_understood() {
    Map<String, Object> rename = Map.of("type", "rename", "grid", Planners.VILLAGE, "name", "名");
    for (Object body :
        List.of(
            Map.of("type", "explode"),
            Map.of("type", "rename", "grid", Planners.VILLAGE),
            Map.of("type", "rename", "grid", Planners.VILLAGE, "name", "名", "also", 1),
            Map.of("type", "rename", "grid", 7, "name", "名"),
            Map.of("type", "moveNode", "node", 1.5, "to", List.of(118, 24)),
            Map.of("type", "moveNode", "node", 1, "to", List.of(118)),
            Map.of("type", "moveNode", "node", 1, "to", List.of("118", "24")),
            Map.of("type", "moveNode", "node", 1, "to", List.of(1e300, 24)),
            Map.of("type", "lock", "edge", 1, "locked", "yes"),
            Map.of("type", "changeKind", "grid", "x", "kind", "OTHER"),
            Map.of(
                "type",
                "transfer",
                "to",
                "x",
                "from",
                List.of(),
                "area",
                List.of(List.of(List.of(List.of(1, 1), List.of(2, 2))))),
            Map.of(
                "type",
                "batch",
                "operations",
                List.of(Map.of("type", "batch", "operations", List.of()))),
            Map.of("type", "batch", "operations", java.util.Collections.nCopies(501, rename)),
            List.of(rename),
            "rename")) {
      assertThat(Planners.send(planner, plan, 1, body, Planners.key()).status())
          .as(body.toString())
          .isEqualTo(400);
    }
    List<List<Double>> line = java.util.Collections.nCopies(10_001, List.of(118.0, 24.0));
    assertThat(
            Planners.send(
                    planner,
                    plan,
                    1,
                    Map.of("type", "redrawEdge", "edge", 1, "line", line),
                    Planners.key())
                .status())
        .isEqualTo(400);
    assertThat(
            Planners.send(
                    planner,
                    plan,
                    1,
                    Map.of("type", "rename", "grid", "x", "name", "长".repeat(600_000)),
                    Planners.key())
                .status())
        .isEqualTo(413);
    assertThat(Planners.plan(planner, plan).get("version").asLong()).isEqualTo(1);
  }

  @Test
  void the_log_alone_gives_the_plan_that_is_in_memory() {
    RandomEdits random = new RandomEdits(7);
    long version = 1;
    int done = 0;
    for (int i = 0; i < 120; i++) {
      Answer answer = Planners.apply(planner, plan, version, random.next(partition));
      assertThat(answer.status()).as(answer.text()).isIn(200, 422);
      if (answer.status() == 200) {
        version = answer.json().get("version").asLong();
        partition = Planners.partition(planner, plan);
        done++;
      }
    }
    assertThat(done).isGreaterThan(60);
    LivePlans.View view = live.read(plan);
    assertThat(view.partition().verify()).isEmpty();
    assertThat(view.partition().hash()).isEqualTo(view.plan().hash());
    assertThat(live.replay(plan, view.plan().seq(), view.plan().hash()).write())
        .isEqualTo(view.partition().write());
  }
}
