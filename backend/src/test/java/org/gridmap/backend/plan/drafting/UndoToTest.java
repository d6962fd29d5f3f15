package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** A plan goes back to how it was after a step, and its log tells what every step was about. */
@CapabilityTest("plan")
class UndoToTest {
  @Autowired private ApplicationContext context;
  @Autowired private LivePlans live;
  private Planners town;
  private Browser planner;
  private Browser other;
  private long plan;

  /** Hashes of the plan after each step, the beginning first. */
  private final List<String> hashes = new ArrayList<>();

  private JsonNode partition;

  @BeforeEach
  void begin() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    other = town.browser("PLANNER");
    plan = town.begin(planner);
    partition = Planners.partition(planner, plan);
    hashes.add(hash());
  }

  private String hash() {
    return Planners.plan(planner, plan).get("hash").asString();
  }

  private long version() {
    return Planners.plan(planner, plan).get("version").asLong();
  }

  private List<String> leaves() {
    List<String> leaves = new ArrayList<>();
    partition
        .get("grids")
        .forEach(grid -> {
          if (grid.get("leaf").asBoolean()) {
            leaves.add(grid.get("code").asString());
          }
        });
    return leaves;
  }

  private void rename(Browser who, int leaf, String name) {
    Answer answer =
        Planners.send(
            who,
            plan,
            version(),
            Map.of("type", "rename", "grid", leaves().get(leaf), "name", name),
            Planners.key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    hashes.add(hash());
  }

  private Answer back(Browser who, long version, Object seq, String key) {
    return who.send(
        "POST",
        "/api/plans/" + plan + "/undo-to",
        Map.of("seq", seq),
        "If-Match",
        "\"" + version + "\"",
        "Idempotency-Key",
        key);
  }

  private Answer back(long seq) {
    return back(planner, version(), seq, Planners.key());
  }

  private JsonNode log() {
    return planner.get("/api/plans/" + plan + "/log").json().get("items");
  }

  @Test
  void one_request_takes_back_what_came_after_whoever_did_it_and_one_redo_brings_it_back() {
    rename(planner, 0, "一");
    rename(other, 1, "二");
    rename(planner, 2, "三");
    String before = hash();
    Answer gone = back(1);
    assertThat(gone.status()).as(gone.text()).isEqualTo(200);
    assertThat(gone.json().get("seq").asLong()).isEqualTo(4);
    assertThat(gone.json().get("hash").asString()).isEqualTo(hashes.get(1));
    assertThat(gone.json().get("change").get("grids")).hasSize(2);
    assertThat(hash()).isEqualTo(hashes.get(1));
    assertThat(Planners.step(planner, plan, version(), "redo").status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(before);
    assertThat(Planners.step(planner, plan, version(), "undo").status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(hashes.get(1));
    // The log gives the plan on any server.
    assertThat(live.replay(plan, 6, hash()).verify()).isEmpty();
  }

  @Test
  void borders_come_back_with_their_numbers_so_that_earlier_steps_are_undone_after_it() {
    RandomEdits edits = new RandomEdits(3);
    rename(planner, 0, "一");
    int drawn = 0;
    for (int i = 0; i < 60 && drawn < 12; i++) {
      Operation operation = edits.next(Planners.partition(planner, plan));
      if (Planners.apply(planner, plan, version(), operation).status() == 200) {
        drawn++;
        hashes.add(hash());
      }
    }
    assertThat(drawn).isEqualTo(12);
    assertThat(back(5).status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(hashes.get(5));
    for (int seq = 4; seq >= 0; seq--) {
      Answer undone = Planners.step(planner, plan, version(), "undo");
      assertThat(undone.status()).as(undone.text()).isEqualTo(200);
      assertThat(hash()).isEqualTo(hashes.get(seq));
    }
    assertThat(back(13).status()).as("forwards over what was gone").isEqualTo(200);
    assertThat(hash()).isEqualTo(hashes.get(13));
  }

  @Test
  void an_undo_behind_the_step_counts_no_more_and_its_step_can_be_undone_again() {
    rename(planner, 0, "一");
    rename(planner, 1, "二");
    String both = hash();
    Planners.step(planner, plan, version(), "undo");
    assertThat(back(2).status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(both);
    assertThat(Planners.step(planner, plan, version(), "undo").status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(hashes.get(1));
  }

  @Test
  void whoever_has_not_seen_the_last_step_is_told_of_it_and_nothing_is_taken_back() {
    rename(planner, 0, "一");
    rename(planner, 1, "二");
    long seen = version();
    rename(other, 2, "三");
    String before = hash();
    Answer refused = back(planner, seen, 1, Planners.key());
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.json().get("type").asString()).endsWith("edit-conflict");
    assertThat(refused.json().get("theirs").get("account").get("name").asString()).isNotEmpty();
    assertThat(hash()).isEqualTo(before);
    assertThat(log()).hasSize(3);
  }

  @Test
  void a_request_sent_twice_is_done_once_and_a_step_that_is_not_there_is_nothing_to_undo() {
    rename(planner, 0, "一");
    rename(planner, 1, "二");
    long version = version();
    String key = Planners.key();
    assertThat(back(planner, version, 0, key).status()).isEqualTo(200);
    assertThat(back(planner, version, 0, key).json().get("seq").asLong()).isEqualTo(3);
    assertThat(log()).hasSize(3);
    assertThat(hash()).isEqualTo(hashes.getFirst());
    for (long nothing : new long[] {0, 3, 99}) {
      Answer refused = back(nothing);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().get("type").asString()).endsWith("nothing-to-undo");
    }
    assertThat(back(planner, version(), -1, Planners.key()).status()).isEqualTo(422);
    assertThat(back(town.browser("LEADER"), version(), 2, Planners.key()).status()).isEqualTo(403);
  }

  @Test
  void each_step_tells_its_grids_by_the_names_they_had_and_what_it_did_to_their_borders() {
    rename(planner, 0, "改了名");
    JsonNode edge = null;
    for (JsonNode one : partition.get("edges")) {
      boolean inner =
          !one.get("left").asString().isEmpty() && !one.get("right").asString().isEmpty();
      if (inner && one.get("points").size() > 2) {
        edge = one;
        break;
      }
    }
    assertThat(edge).isNotNull();
    Map<String, Object> remove =
        Map.of("type", "removeVertex", "edge", edge.get("id").asLong(), "vertex", 1);
    Answer done = Planners.send(planner, plan, version(), remove, Planners.key());
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    rename(planner, 0, "又改了名");

    JsonNode items = log();
    assertThat(items.get(0).get("grids").get(0).get("code").asString()).isEqualTo(leaves().get(0));
    assertThat(items.get(0).get("grids").get(0).get("name").asString()).isEqualTo("改了名");
    assertThat(items.get(0).get("gridCount").asInt()).isEqualTo(1);
    assertThat(items.get(1).get("grids").findValuesAsString("code"))
        .containsExactlyInAnyOrder(edge.get("left").asString(), edge.get("right").asString());
    JsonNode change = planner.get("/api/plans/" + plan + "/log/2").json();
    assertThat(change.get("before").get(0).get("points")).isEqualTo(edge.get("points"));
    assertThat(change.get("after").get(0).get("points").size())
        .isEqualTo(edge.get("points").size() - 1);
    assertThat(planner.get("/api/plans/" + plan + "/log/1").json().get("before")).isEmpty();
    assertThat(planner.get("/api/plans/" + plan + "/log/9").status()).isEqualTo(404);
    assertThat(
            planner
                .get("/api/plans/" + plan + "/log?after=2")
                .json()
                .get("items")
                .findValuesAsString("type"))
        .containsExactly("rename");
  }
}
