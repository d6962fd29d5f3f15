package org.gridmap.backend.plan.discussion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.plan.drafting.Planners;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest("plan")
@ExtendWith(OutputCaptureExtension.class)
class CommentsTest {
  private static final String CANARY = "王金丝雀 13900001234";

  @Autowired ApplicationContext context;
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired @MapPool JdbcClient map;
  private Planners town;
  private Browser planner;
  private Browser leader;
  private long plan;
  private List<Double> place;
  private String leaf;

  @BeforeEach
  void begin() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    leader = town.browser("LEADER");
    plan = town.begin(planner);
    JsonNode partition = Planners.partition(planner, plan);
    JsonNode corner = partition.get("edges").get(0).get("points").get(0);
    place = List.of(corner.get(0).asDouble(), corner.get(1).asDouble());
    leaf =
        partition
            .get("grids")
            .valueStream()
            .filter(grid -> grid.get("leaf").asBoolean())
            .map(grid -> grid.get("code").asString())
            .findFirst()
            .orElseThrow();
  }

  private String path(Object... parts) {
    StringBuilder path = new StringBuilder("/api/plans/" + plan + "/comments");
    for (Object part : parts) {
      path.append('/').append(part);
    }
    return path.toString();
  }

  private Answer post(Browser who, String path, Object body) {
    return who.send("POST", path, body, "Idempotency-Key", Planners.key());
  }

  private Answer add(Browser who, String text, @Nullable List<Double> at, @Nullable String grid) {
    Map<String, Object> body = new HashMap<>();
    body.put("text", text);
    body.put("place", at);
    body.put("grid", grid);
    return post(who, path(), body);
  }

  private JsonNode added(Browser who, String text) {
    Answer added = add(who, text, place, null);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return added.json();
  }

  private Answer reply(Browser who, long id, String text) {
    return post(who, path(id, "replies"), Map.of("text", text));
  }

  private Answer state(Browser who, JsonNode comment, String state) {
    return who.send(
        "PUT",
        path(comment.get("id").asLong(), "state"),
        Map.of("state", state),
        "If-Match",
        "\"" + comment.get("version").asLong() + "\"");
  }

  private JsonNode list(Browser who) {
    Answer answer = who.get(path());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode only(Browser who) {
    JsonNode items = list(who).get("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private int open() {
    return Planners.plan(planner, plan).get("openComments").asInt();
  }

  private static String problem(Answer answer) {
    return answer.status() + " " + answer.json().get("type").asString().replace("/problems/", "");
  }

  private List<String> audited(String action) {
    return jdbc.sql("SELECT detail::text FROM audit.entry WHERE action = ? AND subject_id = ?")
        .params(action, plan)
        .query(String.class)
        .list();
  }

  @Test
  void planner_and_leader_talk_at_a_place_until_it_is_settled() {
    JsonNode comment = added(leader, "  这条边为什么绕过小学？ ");
    long id = comment.get("id").asLong();
    assertThat(comment.get("text").asString()).isEqualTo("这条边为什么绕过小学？");
    assertThat(comment.get("state").asString()).isEqualTo("OPEN");
    assertThat(comment.get("grid").isNull()).isTrue();
    assertThat(comment.get("place").get(0).asDouble()).isEqualTo(place.get(0));
    assertThat(comment.get("own").asBoolean()).isTrue();
    assertThat(comment.get("unread").asBoolean()).isFalse();
    assertThat(open()).isEqualTo(1);

    JsonNode seen = only(planner);
    assertThat(seen.get("own").asBoolean()).isFalse();
    assertThat(seen.get("unread").asBoolean()).isTrue();
    assertThat(planner.send("PUT", path(id, "read"), Map.of("entries", 1)).status()).isEqualTo(204);
    assertThat(only(planner).get("unread").asBoolean()).isFalse();

    Answer replied = reply(planner, id, "小学是专属网格。");
    assertThat(replied.status()).as(replied.text()).isEqualTo(201);
    assertThat(only(leader).get("unread").asBoolean()).isTrue();
    assertThat(only(planner).get("unread").asBoolean()).isFalse();
    assertThat(only(leader).get("replies").get(0).get("text").asString()).isEqualTo("小学是专属网格。");

    Answer settled = state(planner, replied.json(), "SETTLED");
    assertThat(settled.status()).as(settled.text()).isEqualTo(200);
    assertThat(settled.json().get("settledBy").get("name").asString()).isNotEmpty();
    assertThat(settled.json().get("settledAt").isNull()).isFalse();
    assertThat(open()).isZero();

    Answer reopened = state(leader, settled.json(), "OPEN");
    assertThat(reopened.json().get("state").asString()).isEqualTo("OPEN");
    assertThat(reopened.json().get("settledBy").isNull()).isTrue();
    assertThat(open()).isEqualTo(1);
    assertThat(list(leader).get("revision").asLong()).isEqualTo(4);
    for (String action :
        List.of("COMMENT_ADDED", "COMMENT_ANSWERED", "COMMENT_SETTLED", "COMMENT_REOPENED")) {
      assertThat(audited(action)).as(action).containsExactly("{\"comment\": \"" + id + "\"}");
    }
  }

  @Test
  void a_comment_overtakes_no_edit_and_no_decision() {
    added(leader, "看这里");
    JsonNode now = Planners.plan(planner, plan);
    assertThat(now.get("version").asLong()).isEqualTo(1);
    assertThat(
            Planners.apply(planner, plan, 1, new Operation.Rename(Planners.VILLAGE, "新名")).status())
        .isEqualTo(200);
  }

  @Test
  void a_comment_on_a_grid_that_is_gone_stays_at_its_place() {
    Answer about = add(leader, "这一格太大", null, leaf);
    assertThat(about.status()).as(about.text()).isEqualTo(201);
    JsonNode before = about.json();
    assertThat(before.get("grid").asString()).isEqualTo(leaf);
    assertThat(before.get("gridGone").asBoolean()).isFalse();
    String other = Planners.VILLAGE + "791";
    assertThat(Planners.apply(planner, plan, 1, new Operation.Recode(leaf, other)).status())
        .isEqualTo(200);
    JsonNode after = only(planner);
    assertThat(after.get("gridGone").asBoolean()).isTrue();
    assertThat(after.get("grid").asString()).isEqualTo(leaf);
    assertThat(after.get("gridNow").asString()).isEqualTo(other);
    assertThat(after.get("place")).isEqualTo(before.get("place"));
    Planners.step(planner, plan, 2, "undo");
    assertThat(only(planner).get("gridGone").asBoolean()).isFalse();
    assertThat(only(planner).get("gridNow").isNull()).isTrue();
  }

  @Test
  void who_does_not_see_the_plan_finds_no_comments_and_learns_nothing() {
    long id = added(leader, "看这里").get("id").asLong();
    Browser foreign =
        People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "350582103999"));
    Answer none = foreign.get("/api/plans/" + (1L << 60) + "/comments");
    Answer there = foreign.get(path());
    assertThat(there.status()).isEqualTo(404);
    assertThat(there.text()).isEqualTo(none.text());
    assertThat(add(foreign, "不给", place, null).status()).isEqualTo(404);
    assertThat(reply(foreign, id, "不给").status()).isEqualTo(404);
    assertThat(state(foreign, only(planner), "SETTLED").status()).isEqualTo(404);
    assertThat(foreign.send("PUT", path(id, "read"), Map.of("entries", 1)).status()).isEqualTo(404);
    assertThat(foreign.send("DELETE", path(id), null, "If-Match", "\"0\"").status()).isEqualTo(404);
    assertThat(town.browser("OFFICER").get(path()).status()).isEqualTo(403);
    // A comment of another plan is none of this one.
    long another = town.begin(planner);
    assertThat(
            post(
                    planner,
                    "/api/plans/" + another + "/comments/" + id + "/replies",
                    Map.of("text", "错"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void only_who_wrote_it_takes_a_comment_back_and_only_while_nobody_answered() {
    JsonNode comment = added(leader, "写错了");
    long id = comment.get("id").asLong();
    String version = "\"" + comment.get("version").asLong() + "\"";
    assertThat(problem(planner.send("DELETE", path(id), null, "If-Match", version)))
        .isEqualTo("403 forbidden");
    assertThat(problem(leader.send("DELETE", path(id), null)))
        .isEqualTo("428 precondition-required");
    assertThat(leader.send("DELETE", path(id), null, "If-Match", version).status()).isEqualTo(204);
    assertThat(list(planner).get("items")).isEmpty();
    assertThat(open()).isZero();
    assertThat(audited("COMMENT_WITHDRAWN")).hasSize(1);

    JsonNode second = added(leader, "再写一次");
    long kept = second.get("id").asLong();
    long answered = reply(planner, kept, "收到").json().get("version").asLong();
    assertThat(problem(leader.send("DELETE", path(kept), null, "If-Match", "\"" + answered + "\"")))
        .isEqualTo("409 comment-answered");
  }

  @Test
  void a_reply_overtakes_who_settles_without_having_read_it() {
    JsonNode comment = added(leader, "看这里");
    reply(planner, comment.get("id").asLong(), "还没完");
    assertThat(problem(state(leader, comment, "SETTLED"))).isEqualTo("412 edit-conflict");
    assertThat(open()).isEqualTo(1);
  }

  @Test
  void a_comment_or_reply_sent_twice_is_there_once() {
    String key = Planners.key();
    Map<String, Object> body = Map.of("text", "一次", "place", place);
    Answer first = leader.send("POST", path(), body, "Idempotency-Key", key);
    Answer second = leader.send("POST", path(), body, "Idempotency-Key", key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
    assertThat(
            problem(
                leader.send(
                    "POST", path(), Map.of("text", "别的", "place", place), "Idempotency-Key", key)))
        .isEqualTo("422 idempotency-key-reused");
    assertThat(leader.send("POST", path(), body).status()).isEqualTo(400);
    String replies = path(first.json().get("id").asLong(), "replies");
    String again = Planners.key();
    for (int i = 0; i < 2; i++) {
      assertThat(
              planner.send("POST", replies, Map.of("text", "好"), "Idempotency-Key", again).status())
          .isEqualTo(201);
    }
    assertThat(only(leader).get("replies")).hasSize(1);
  }

  @Test
  void texts_are_composed_plain_and_of_a_length_and_places_lie_near_the_plan() {
    assertThat(added(leader, "Cafe\u0301\n第二行").get("text").asString()).isEqualTo("Café\n第二行");
    for (Object wrong :
        List.of(
            Map.of("text", "", "place", place),
            Map.of("text", " \n ", "place", place),
            Map.of("text", "长".repeat(1_001), "place", place),
            Map.of("place", place),
            Map.of("text", "无处"),
            Map.of("text", "远方", "place", List.of(0, 0)),
            Map.of("text", "没有", "grid", Planners.VILLAGE + "990"))) {
      assertThat(problem(post(leader, path(), wrong))).isEqualTo("422 validation-failed");
    }
    assertThat(post(leader, path(), Map.of("text", "a\u202eb", "place", place)).status())
        .isEqualTo(400);
    assertThat(added(leader, "长".repeat(1_000)).get("text").asString()).hasSize(1_000);
  }

  @Test
  void what_is_said_about_a_plan_that_is_over_is_its_record() {
    JsonNode comment = added(leader, "看这里");
    planner.send("DELETE", "/api/plans/" + plan, null, "If-Match", "\"1\"");
    JsonNode record = list(leader);
    assertThat(record.get("mayWrite").asBoolean()).isFalse();
    assertThat(record.get("items").get(0).get("text").asString()).isEqualTo("看这里");
    assertThat(problem(add(leader, "太迟", place, null))).isEqualTo("409 plan-state-conflict");
    assertThat(problem(reply(planner, comment.get("id").asLong(), "太迟")))
        .isEqualTo("409 plan-state-conflict");
    assertThat(problem(state(leader, comment, "SETTLED"))).isEqualTo("409 plan-state-conflict");
    assertThat(
            planner
                .send("PUT", path(comment.get("id").asLong(), "read"), Map.of("entries", 1))
                .status())
        .isEqualTo(204);
  }

  @Test
  void a_text_is_in_no_log_no_entry_and_out_of_reach_of_the_map(CapturedOutput output) {
    JsonNode comment = added(leader, CANARY);
    reply(planner, comment.get("id").asLong(), CANARY);
    reply(planner, comment.get("id").asLong(), CANARY + "长".repeat(1_000));
    add(leader, CANARY + "\n", List.of(0.0, 0.0), null);
    state(leader, comment, "SETTLED");
    assertThat(output.getAll()).doesNotContain("金丝雀");
    assertThat(
            jdbc.sql("SELECT count(*) FROM audit.entry e WHERE e::text LIKE '%金丝雀%'")
                .query(Long.class)
                .single())
        .isZero();
    for (String table : List.of("plan_comment", "plan_comment_reply", "plan_comment_reader")) {
      assertThatThrownBy(() -> map.sql("SELECT count(*) FROM " + table).query(Long.class).single())
          .as(table)
          .rootCause()
          .hasMessageContaining("permission denied");
    }
    for (String shown : List.of("", "/grids", "/log", "/partition")) {
      assertThat(leader.get("/api/plans/" + plan + shown).text()).doesNotContain("金丝雀");
    }
  }

  @Test
  void comments_at_the_same_moment_are_all_counted() throws Exception {
    int people = 6;
    int each = 4;
    List<Browser> browsers = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      browsers.add(town.browser(i % 2 == 0 ? "PLANNER" : "LEADER"));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (Browser who : browsers) {
        work.add(
            threads.submit(() -> {
              for (int i = 0; i < each; i++) {
                JsonNode comment = added(who, "第" + i + "条");
                if (i % 2 == 0) {
                  assertThat(state(who, comment, "SETTLED").status()).isEqualTo(200);
                }
              }
            }));
      }
      for (Future<?> one : work) {
        one.get();
      }
    }
    assertThat(list(planner).get("items")).hasSize(people * each);
    assertThat(open()).isEqualTo(people * each / 2);
    assertThat(list(planner).get("revision").asLong()).isEqualTo(people * each * 3 / 2);

    // Of some who settle one comment at once, one does it; the others are told so.
    JsonNode comment = added(leader, "谁先");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> work = new ArrayList<>();
      for (Browser who : browsers) {
        work.add(threads.submit(() -> state(who, comment, "SETTLED").status()));
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> one : work) {
        answers.add(one.get());
      }
      assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
    }
  }
}
