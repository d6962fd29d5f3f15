package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.LockWaits;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.web.QueryParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A plan that another one overtook. */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
class CarryOverTest {
  @Autowired private ApplicationContext context;
  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  private Hamlet hamlet;
  private long one;
  private long two;

  @BeforeEach
  void begin() {
    hamlet = new Hamlet(context);
    one = hamlet.plan(hamlet.division);
    two = hamlet.plan(hamlet.division);
  }

  private JsonNode summary(long plan) {
    return hamlet.get(hamlet.planner, "/api/plans/" + plan).json();
  }

  private static String rename(String code, String name) {
    return "{\"type\":\"rename\",\"grid\":\"%s\",\"name\":\"%s\"}".formatted(code, name);
  }

  @Test
  void a_plan_is_outdated_the_moment_another_one_is_published() {
    hamlet.apply(one, hamlet.transferWest(2, 1));
    assertThat(summary(two).get("outdatedBy").isNull()).isTrue();
    long division = hamlet.publish(one, null).json().get("divisionId").asLong();
    JsonNode outdated = summary(two).get("outdatedBy");
    assertThat(outdated.get("divisionId").asLong()).isEqualTo(division);
    assertThat(outdated.get("planId").asLong()).isEqualTo(one);
    assertThat(outdated.get("toCome").asBoolean()).isFalse();
    assertThat(outdated.get("carriable").asBoolean()).isTrue();
    assertThat(summary(one).get("outdatedBy").isNull()).isTrue();
  }

  @Test
  void everybody_who_has_the_plan_open_is_told() throws IOException, InterruptedException {
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(one);
    BlockingQueue<String> states = new LinkedBlockingQueue<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:"
                          + environment.getProperty("local.server.port")
                          + "/api/plans/"
                          + two
                          + "/events"))
              .header("X-Signed-In", hamlet.leader.login())
              .build();
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                  StandardCharsets.UTF_8));
      Thread.startVirtualThread(
          () -> lines.lines().filter(line -> line.contains("outdatedBy")).forEach(states::add));
      assertThat(states.poll(10, TimeUnit.SECONDS)).contains("\"outdatedBy\":null");
      assertThat(hamlet.move(hamlet.decider, one, "publish", null).status()).isEqualTo(200);
      assertThat(states.poll(10, TimeUnit.SECONDS)).contains("\"planId\":" + one);
      http.shutdownNow();
    }
  }

  @Test
  void what_fits_is_done_again_on_the_new_division_and_published() {
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.apply(two, hamlet.transferWest(4, 3));
    hamlet.apply(two, hamlet.split(1, 1, 11));
    hamlet.apply(two, rename(hamlet.code(3), "西南"));
    long division = hamlet.publish(one, null).json().get("divisionId").asLong();

    Answer carried = hamlet.move(hamlet.planner, two, "carry-over", null);
    assertThat(carried.status()).as(carried.text()).isEqualTo(200);
    assertThat(carried.json().get("fitting").asInt()).isEqualTo(3);
    assertThat(carried.json().get("leftOver")).isEmpty();
    assertThat(carried.json().get("divisionId").asLong()).isEqualTo(division);
    assertThat(summary(two).get("outdatedBy").isNull()).isTrue();
    assertThat(summary(two).get("baseDivisionId").asLong()).isEqualTo(division);
    assertThat(audited("PLAN_CARRIED_OVER", two)).isEqualTo(1);

    Answer published = hamlet.publish(two, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(hamlet.inForce()).contains(hamlet.code(11));
    // Both redraws are in force: each western grid has a quarter of its neighbour.
    assertThat(share(1) + share(11)).isBetween(1.24, 1.26);
    assertThat(share(3)).isBetween(1.24, 1.26);
    assertThat(
            jdbc.sql("SELECT from_code || '>' || to_code FROM grid_lineage WHERE division_id = ?")
                .param(published.json().get("divisionId").asLong())
                .query(String.class)
                .list())
        .containsExactly(hamlet.code(1) + ">" + hamlet.code(11));
  }

  @Test
  void what_the_other_plan_made_keeps_its_code_and_what_it_split_is_not_restored() {
    hamlet.apply(one, hamlet.split(1, 1, 11));
    hamlet.apply(two, hamlet.transferWest(4, 3));
    assertThat(hamlet.publish(one, null).status()).isEqualTo(200);
    assertThat(hamlet.move(hamlet.planner, two, "carry-over", null).status()).isEqualTo(200);
    // Both halves together are no grid of the division that the plan begins from now.
    hamlet.apply(two, hamlet.merge(1, 11, 11));
    Answer published = hamlet.publish(two, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(hamlet.inForce()).contains(hamlet.code(11)).doesNotContain(hamlet.code(1));
  }

  @Test
  void a_carried_plan_gives_no_new_number_to_what_is_in_force() {
    hamlet.apply(one, hamlet.split(1, 1, 11));
    hamlet.apply(two, hamlet.transferWest(4, 3));
    assertThat(hamlet.publish(one, null).status()).isEqualTo(200);
    assertThat(hamlet.move(hamlet.planner, two, "carry-over", null).status()).isEqualTo(200);
    Answer published = hamlet.publish(two, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(hamlet.inForce()).contains(hamlet.code(1), hamlet.code(11));
  }

  /** Land of a grid in force, in squares of the hamlet. */
  private double share(int sequence) {
    return jdbc.sql(
            "SELECT ST_Area(g.geom) / 0.0001 FROM grid g JOIN division d ON d.id = g.division_id"
                + " WHERE g.code = ? AND d.status = 'PUBLISHED' AND d.valid @> now()")
        .param(hamlet.code(sequence))
        .query(Double.class)
        .single();
  }

  @Test
  void what_does_not_fit_is_shown_with_both_versions_and_one_undo_takes_all_back() {
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.apply(one, rename(hamlet.code(4), "新名"));
    JsonNode partition = hamlet.get(hamlet.planner, "/api/plans/" + two + "/partition").json();
    long border = 0;
    for (JsonNode edge : partition.get("edges")) {
      String sides = edge.get("left").asString() + edge.get("right").asString();
      if (sides.contains(hamlet.code(1)) && sides.contains(hamlet.code(2))) {
        border = edge.get("id").asLong();
      }
    }
    hamlet.apply(
        two,
        "{\"type\":\"addVertex\",\"edge\":%d,\"segment\":0,\"at\":%s}"
            .formatted(border, hamlet.json(1.1, 1.5)));
    hamlet.apply(two, rename(hamlet.code(4), "别名"));
    hamlet.apply(two, rename(hamlet.code(3), "西南"));
    String before = summary(two).get("hash").asString();
    hamlet.publish(one, null);

    JsonNode carried = hamlet.move(hamlet.planner, two, "carry-over", null).json();
    assertThat(carried.get("fitting").asInt()).isEqualTo(1);
    assertThat(Hamlet.codes(carried.get("leftOver"), "type"))
        .containsExactly("addVertex", "rename");
    assertThat(Hamlet.codes(carried.get("leftOver"), "reason"))
        .containsExactly("CHANGED_SINCE", "CHANGED_SINCE");
    JsonNode first = carried.get("leftOver").get(0);
    assertThat(first.get("place").size()).isEqualTo(2);
    assertThat(first.get("yours")).isNotEmpty();
    assertThat(first.get("theirs")).isNotEmpty();
    assertThat(first.get("grids")).hasSize(2);
    assertThat(first.get("account").get("id").asLong()).isEqualTo(hamlet.planner.accountId());
    assertThat(last().get(0)).isEqualTo(carried);

    assertThat(hamlet.move(hamlet.planner, two, "undo", "{}").status()).isEqualTo(200);
    assertThat(summary(two).get("hash").asString()).isEqualTo(before);
    assertThat(summary(two).get("outdatedBy").isNull()).isFalse();
    assertThat(last()).isEmpty();
    assertThat(hamlet.move(hamlet.planner, two, "redo", "{}").status()).isEqualTo(200);
    assertThat(summary(two).get("outdatedBy").isNull()).isTrue();
    // The log gives the plan on any server.
    String hash = summary(two).get("hash").asString();
    assertThat(context.getBean(LivePlans.class).replay(two, 6, hash).verify()).isEmpty();
  }

  private JsonNode last() {
    return hamlet.get(hamlet.leader, "/api/plans/" + two + "/carry-over").json().get("items");
  }

  @Test
  void a_carried_plan_goes_back_to_where_it_was_carried_and_no_further() {
    hamlet.apply(two, rename(hamlet.code(3), "西南"));
    hamlet.apply(two, rename(hamlet.code(4), "东南"));
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.publish(one, null);
    assertThat(hamlet.move(hamlet.planner, two, "carry-over", null).status()).isEqualTo(200);
    String carried = summary(two).get("hash").asString();
    hamlet.apply(two, rename(hamlet.code(3), "别名"));
    hamlet.apply(two, hamlet.split(4, 4, 14));
    Answer refused = hamlet.move(hamlet.planner, two, "undo-to", "{\"seq\":1}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("type").asString()).endsWith("nothing-to-undo");
    Answer gone = hamlet.move(hamlet.planner, two, "undo-to", "{\"seq\":3}");
    assertThat(gone.status()).as(gone.text()).isEqualTo(200);
    assertThat(summary(two).get("hash").asString()).isEqualTo(carried);
    Answer published = hamlet.publish(two, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(hamlet.inForce()).doesNotContain(hamlet.code(14));
  }

  @Test
  void what_is_left_after_going_back_is_carried_over_and_nothing_else() {
    hamlet.apply(two, rename(hamlet.code(3), "西南"));
    hamlet.apply(two, hamlet.split(4, 4, 14));
    assertThat(hamlet.move(hamlet.planner, two, "undo-to", "{\"seq\":1}").status()).isEqualTo(200);
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.publish(one, null);
    Answer carried = hamlet.move(hamlet.planner, two, "carry-over", null);
    assertThat(carried.status()).as(carried.text()).isEqualTo(200);
    assertThat(carried.json().get("fitting").asInt()).isEqualTo(1);
    assertThat(carried.json().get("leftOver")).isEmpty();
  }

  @Test
  void a_plan_is_carried_over_twice_and_steps_before_are_not_taken_back_alone() {
    hamlet.apply(two, rename(hamlet.code(3), "西南"));
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.publish(one, null);
    assertThat(hamlet.move(hamlet.planner, two, "carry-over", null).status()).isEqualTo(200);
    hamlet.apply(two, hamlet.split(4, 4, 14));

    long three = hamlet.plan(summary(one).get("divisionId").asLong());
    hamlet.apply(three, rename(hamlet.code(2), "东北"));
    hamlet.publish(three, null);
    JsonNode carried = hamlet.move(hamlet.planner, two, "carry-over", null).json();
    assertThat(carried.get("fitting").asInt()).isEqualTo(2);
    assertThat(carried.get("leftOver")).isEmpty();
    assertThat(hamlet.move(hamlet.planner, two, "undo", "{}").status()).isEqualTo(200);
    assertThat(hamlet.move(hamlet.planner, two, "undo", "{}").status()).isEqualTo(200);
    assertThat(hamlet.move(hamlet.planner, two, "undo", "{}").status()).isEqualTo(200);
    assertThat(hamlet.move(hamlet.planner, two, "undo", "{}").status()).isEqualTo(200);
    assertThat(summary(two).get("hash").asString())
        .isEqualTo(
            hamlet
                .get(hamlet.planner, "/api/plans/" + hamlet.plan(hamlet.division))
                .json()
                .get("hash")
                .asString());
  }

  @Test
  void what_is_not_outdated_or_was_imported_is_not_carried_over() {
    assertThat(Hamlet.problem(hamlet.move(hamlet.planner, two, "carry-over", null)))
        .isEqualTo("409 carry-over-refused");
    assertThat(Hamlet.problem(hamlet.move(hamlet.leader, two, "carry-over", null)))
        .isEqualTo("403 forbidden");
    long imported = hamlet.plan(hamlet.store(hamlet.grids(), false));
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.publish(one, null);
    assertThat(Hamlet.problem(hamlet.move(hamlet.planner, imported, "carry-over", null)))
        .isEqualTo("409 carry-over-refused");
    assertThat(summary(imported).get("outdatedBy").get("carriable").asBoolean()).isFalse();
  }

  @Test
  void the_borders_of_an_overtaken_import_come_into_force_by_way_of_a_file() {
    long imported = hamlet.plan(hamlet.store(hamlet.grids(), false));
    hamlet.apply(imported, hamlet.transferWest(4, 3));
    hamlet.apply(one, rename(hamlet.code(2), "东北"));
    long newer = hamlet.publish(one, null).json().get("divisionId").asLong();
    Answer refused = hamlet.move(hamlet.planner, imported, "carry-over", null);
    assertThat(refused.json().get("detail").asString())
        .contains("those of an import")
        .contains("Save the plan as a file, begin a plan from the new division");

    String file =
        hamlet.get(hamlet.planner, "/api/plans/" + imported + "/file?format=GEOJSON").text();
    long next = hamlet.plan(newer);
    Answer taken = hamlet.move(hamlet.planner, next, "file", file);
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    Answer published = hamlet.publish(next, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(summary(next).get("hash")).isEqualTo(summary(imported).get("hash"));
  }

  @Test
  void a_division_that_is_called_off_at_the_same_moment_is_not_carried_to() throws Exception {
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.apply(two, rename(hamlet.code(3), "西南"));
    String day = LocalDate.now(QueryParameters.TOWN).plusDays(300).toString();
    long division = hamlet.publish(one, day).json().get("divisionId").asLong();
    long begun = hamlet.plan(division);
    Answer asked =
        hamlet.move(
            hamlet.planner,
            one,
            "publication-changes",
            "{\"kind\":\"CALL_OFF\",\"reason\":\"WRONG_DAY\",\"note\":\"日期写错了\"}");
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    String before = summary(two).get("hash").asString();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Answer>> answers = new ArrayList<>();
      // Who calls off holds the division already, and waits for a plan that was begun from it.
      context
          .getBean(TransactionTemplate.class)
          .executeWithoutResult(status -> {
            jdbc.sql("SELECT id FROM plan WHERE id = ? FOR UPDATE")
                .param(begun)
                .query()
                .singleRow();
            answers.add(
                threads.submit(() ->
                    hamlet.move(
                        hamlet.leader, one, "publication-changes/decision", "{\"agree\":true}")));
            LockWaits.await(jdbc, 1);
            answers.add(threads.submit(() -> hamlet.move(hamlet.planner, two, "carry-over", null)));
            LockWaits.await(jdbc, 2);
          });
      assertThat(answers.getFirst().get().status()).isEqualTo(200);
      assertThat(Hamlet.problem(answers.getLast().get())).isEqualTo("409 carry-over-refused");
    }
    assertThat(summary(two).get("hash").asString()).isEqualTo(before);
    assertThat(summary(two).get("outdatedBy").isNull()).isTrue();
  }

  private long audited(String action, long plan) {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE action = ? AND subject_id = ?")
        .params(action, plan)
        .query(Long.class)
        .single();
  }
}
