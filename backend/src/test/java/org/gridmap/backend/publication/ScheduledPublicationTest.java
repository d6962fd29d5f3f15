package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A publication that is still to come: called off, moved, and what is possible beside it. */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
class ScheduledPublicationTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private Hamlet hamlet;
  private long plan;
  private long division;
  private final LocalDate today = LocalDate.now(QueryParameters.TOWN);

  @BeforeEach
  void schedule() {
    hamlet = new Hamlet(context);
    plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 1, 11));
    Answer published = hamlet.publish(plan, today.plusDays(300).toString());
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    division = published.json().get("divisionId").asLong();
  }

  private Answer ask(Caller caller, String kind, @Nullable LocalDate day) {
    String from = day == null ? "" : ",\"effectiveFrom\":\"" + day + "\"";
    return hamlet.move(
        caller,
        plan,
        "publication-changes",
        "{\"kind\":\"%s\",\"reason\":\"WRONG_DAY\",\"note\":\"日期写错了\"%s}".formatted(kind, from));
  }

  private Answer decide(Caller caller, boolean agree) {
    return hamlet.move(caller, plan, "publication-changes/decision", "{\"agree\":" + agree + "}");
  }

  private JsonNode history() {
    return hamlet
        .get(hamlet.leader, "/api/divisions?rootCode=" + hamlet.village)
        .json()
        .get("items");
  }

  @Test
  void it_is_called_off_by_two_persons_and_the_plan_is_an_approved_one_again() {
    Answer asked = ask(hamlet.planner, "CALL_OFF", null);
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    assertThat(asked.json().get("state").asString()).isEqualTo("ASKED");
    assertThat(Hamlet.codes(history(), "status")).containsExactly("IN_FORCE", "TO_COME");
    assertThat(Hamlet.problem(ask(hamlet.leader, "CALL_OFF", null)))
        .isEqualTo("409 plan-state-conflict");
    assertThat(Hamlet.problem(decide(hamlet.planner, true))).isEqualTo("403 forbidden");

    Answer off = decide(hamlet.leader, true);
    assertThat(off.status()).as(off.text()).isEqualTo(200);
    assertThat(off.json().get("state").asString()).isEqualTo("APPROVED");
    assertThat(off.json().get("divisionId").isNull()).isTrue();
    assertThat(off.json().get("effectiveFrom").isNull()).isTrue();
    // Who approved it, and what he said, is not overwritten by who called it off.
    assertThat(off.json().get("decidedBy").get("id").asLong())
        .isEqualTo(hamlet.decider.accountId());
    assertThat(off.json().get("decisionNote").asString()).isEmpty();
    assertThat(Hamlet.codes(history(), "status")).containsExactly("IN_FORCE");
    assertThat(history().get(0).get("validTo").isNull()).isTrue();
    assertThat(rows("grid")).isZero();
    assertThat(rows("house_grid")).isZero();
    assertThat(rows("grid_lineage")).isZero();
    assertThat(audited("PUBLICATION_CHANGE_ASKED")).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "SELECT account_id || ' ' || (detail->>'reason') || ' ' || (detail->>'account') FROM"
                        + " audit.entry WHERE action = 'PUBLICATION_CALLED_OFF' AND subject_id = ?")
                .param(plan)
                .query(String.class)
                .single())
        .isEqualTo(hamlet.leader.accountId() + " WRONG_DAY " + hamlet.planner.accountId());

    // Nothing is in its way any more: it is published at once, or returned and given up.
    assertThat(hamlet.move(hamlet.decider, plan, "publish", null).status()).isEqualTo(200);
    assertThat(hamlet.inForce()).contains(hamlet.code(11));
  }

  @Test
  void whose_area_was_taken_away_hears_nothing_under_his_old_keys() {
    Caller leaving = hamlet.caller("leaving", Role.PLANNER, hamlet.village);
    String changes = "/api/plans/" + plan + "/publication-changes";
    String wish = "{\"kind\":\"CALL_OFF\",\"reason\":\"WRONG_DAY\",\"note\":\"日期写错了\"}";
    String[] asked = {
      "If-Match", "\"" + hamlet.version(plan) + "\"", "Idempotency-Key", "leaving-asks"
    };
    for (int i = 0; i < 2; i++) {
      assertThat(hamlet.send(leaving, "POST", changes, wish, asked).status()).isEqualTo(201);
    }
    String[] decided = {
      "If-Match", "\"" + hamlet.version(plan) + "\"", "Idempotency-Key", "leaving-drops"
    };
    String drop = "{\"agree\":false}";
    for (int i = 0; i < 2; i++) {
      assertThat(hamlet.send(leaving, "POST", changes + "/decision", drop, decided).status())
          .isEqualTo(200);
    }
    People.withdraw(jdbc, leaving.accountId());
    Answer again = hamlet.send(leaving, "POST", changes, wish, asked);
    assertThat(again.status()).as(again.text()).isEqualTo(404);
    assertThat(hamlet.send(leaving, "POST", changes + "/decision", drop, decided).status())
        .isEqualTo(404);
  }

  private long rows(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table + " WHERE division_id = ?")
        .param(division)
        .query(Long.class)
        .single();
  }

  private long audited(String action) {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE action = ? AND subject_id = ?")
        .params(action, plan)
        .query(Long.class)
        .single();
  }

  @Test
  void two_of_whom_both_drew_it_cannot_call_it_off() {
    Caller other = hamlet.caller("other", Role.PLANNER, hamlet.village);
    jdbc.sql("INSERT INTO plan_author (plan_id, account_id) VALUES (?, ?)")
        .params(plan, other.accountId())
        .update();
    assertThat(ask(hamlet.planner, "CALL_OFF", null).status()).isEqualTo(201);
    assertThat(Hamlet.problem(decide(other, true))).isEqualTo("403 forbidden");
    Answer dropped = decide(hamlet.planner, false);
    assertThat(dropped.status()).as(dropped.text()).isEqualTo(200);
    assertThat(audited("PUBLICATION_CHANGE_DROPPED")).isEqualTo(1);
    assertThat(dropped.json().get("state").asString()).isEqualTo("PUBLISHED");
    // Whoever drew it agrees to what somebody asks who did not.
    assertThat(ask(hamlet.leader, "CALL_OFF", null).status()).isEqualTo(201);
    assertThat(decide(hamlet.planner, true).status()).isEqualTo(200);
  }

  @Test
  void it_is_moved_to_an_earlier_and_to_a_later_day_and_to_now() {
    LocalDate earlier = today.plusDays(10);
    assertThat(ask(hamlet.leader, "MOVE", earlier).status()).isEqualTo(201);
    Answer moved = decide(hamlet.decider, true);
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    Instant first = earlier.atStartOfDay(QueryParameters.TOWN).toInstant();
    assertThat(moved.json().get("effectiveFrom").asString()).isEqualTo(first.toString());
    assertThat(history().get(0).get("validTo")).isEqualTo(history().get(1).get("validFrom"));
    assertThat(history().get(1).get("validFrom").asString()).isEqualTo(first.toString());

    assertThat(ask(hamlet.leader, "MOVE", today.plusDays(320)).status()).isEqualTo(201);
    assertThat(decide(hamlet.decider, true).status()).isEqualTo(200);
    assertThat(history().get(0).get("validTo")).isEqualTo(history().get(1).get("validFrom"));

    assertThat(ask(hamlet.leader, "MOVE", null).status()).isEqualTo(201);
    assertThat(decide(hamlet.decider, true).status()).isEqualTo(200);
    assertThat(hamlet.inForce()).contains(hamlet.code(11));
    assertThat(audited("PUBLICATION_MOVED")).isEqualTo(3);
    assertThat(Hamlet.problem(ask(hamlet.leader, "CALL_OFF", null)))
        .isEqualTo("409 plan-state-conflict");
  }

  @Test
  void the_plan_before_it_is_no_longer_superseded() {
    assertThat(ask(hamlet.planner, "MOVE", null).status()).isEqualTo(201);
    assertThat(decide(hamlet.leader, true).status()).isEqualTo(200);
    long next = hamlet.plan(division);
    hamlet.apply(next, hamlet.transferWest(4, 3));
    hamlet.publish(next, today.plusDays(30).toString());
    assertThat(state(plan)).isEqualTo("SUPERSEDED");
    long first = plan;
    plan = next;
    assertThat(ask(hamlet.planner, "CALL_OFF", null).status()).isEqualTo(201);
    assertThat(decide(hamlet.leader, true).status()).isEqualTo(200);
    assertThat(state(first)).isEqualTo("PUBLISHED");
    assertThat(hamlet.inForce()).contains(hamlet.code(11));
  }

  private String state(long of) {
    return hamlet.get(hamlet.planner, "/api/plans/" + of).json().get("state").asString();
  }

  @Test
  void beside_it_a_new_plan_finds_a_way() {
    long next = hamlet.plan(hamlet.division);
    hamlet.apply(next, hamlet.transferWest(4, 3));
    Answer refused = hamlet.publish(next, null);
    assertThat(Hamlet.problem(refused)).isEqualTo("409 plan-outdated");
    assertThat(refused.json().get("outdatedBy").get("planId").asLong()).isEqualTo(plan);
    assertThat(refused.json().get("outdatedBy").get("toCome").asBoolean()).isTrue();

    // Carried over it comes into force after it; once that is called off, it is outdated again
    // and carried over to what stays in force.
    hamlet.move(hamlet.decider, next, "return", "{\"note\":\"过期\"}");
    assertThat(hamlet.move(hamlet.planner, next, "carry-over", null).status()).isEqualTo(200);
    assertThat(hamlet.publish(next, null).json().get("tooEarly").asBoolean()).isTrue();
    hamlet.move(hamlet.decider, next, "return", "{\"note\":\"太早\"}");
    ask(hamlet.planner, "CALL_OFF", null);
    assertThat(decide(hamlet.leader, true).status()).isEqualTo(200);
    JsonNode summary = hamlet.get(hamlet.planner, "/api/plans/" + next).json();
    assertThat(summary.get("outdatedBy").get("divisionId").asLong()).isEqualTo(hamlet.division);
    Answer carried = hamlet.move(hamlet.planner, next, "carry-over", null);
    assertThat(carried.json().get("fitting").asInt()).isEqualTo(1);
    Answer published = hamlet.publish(next, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(hamlet.inForce()).doesNotContain(hamlet.code(11));
  }

  @Test
  void where_a_neighbour_is_to_have_the_land_the_refusal_says_what_to_call_off_first() {
    // The village gives its eastern half up, and another one is to have it.
    Hamlet west = new Hamlet(context, "999700000001", 60);
    long without =
        west.plan(
            west.store(
                west.grids().stream()
                    .filter(grid -> !List.of(west.code(2), west.code(4)).contains(grid.code()))
                    .toList(),
                false));
    JsonNode open =
        west.get(west.planner, "/api/plans/" + without + "/partition").json().get("openLand");
    open.forEach(land ->
        west.apply(
            without, "{\"type\":\"allow\",\"openLand\":" + land.get("id") + ",\"reason\":\"移交\"}"));
    Answer given = west.publish(without, today.plusDays(10).toString());
    assertThat(given.status()).as(given.text()).isEqualTo(200);
    Hamlet east = new Hamlet(context, "999700000002", 60.01);
    long taking = east.plan(east.division);
    Answer taken = east.publish(taking, today.plusDays(20).toString());
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);

    Answer refused = callOff(west, without);
    assertThat(Hamlet.problem(refused)).isEqualTo("409 topology-conflict");
    JsonNode first = refused.json().get("callOffFirst");
    assertThat(Hamlet.codes(first, "rootCode")).containsExactly(east.village);
    assertThat(Hamlet.codes(first, "name")).containsExactly("村" + east.village);
    assertThat(first.get(0).get("from")).isEqualTo(taken.json().get("effectiveFrom"));
    assertThat(refused.json().get("detail").asString())
        .contains("Call their publications off first");

    assertThat(callOff(east, taking).status()).isEqualTo(200);
    Answer off =
        west.move(west.decider, without, "publication-changes/decision", "{\"agree\":true}");
    assertThat(off.status()).as(off.text()).isEqualTo(200);
    assertThat(west.inForce()).contains(west.code(2));
  }

  private static Answer callOff(Hamlet where, long which) {
    Answer asked =
        where.move(
            where.planner,
            which,
            "publication-changes",
            "{\"kind\":\"CALL_OFF\",\"reason\":\"OBJECTION\",\"note\":\"村民不同意\"}");
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    return where.move(where.decider, which, "publication-changes/decision", "{\"agree\":true}");
  }

  @Test
  void the_furthest_day_is_a_setting() {
    String furthest =
        hamlet.get(hamlet.leader, "/api/divisions").json().get("furthestDay").asString();
    assertThat(LocalDate.parse(furthest)).isBetween(today.plusDays(365), today.plusDays(367));
    Answer late = ask(hamlet.leader, "MOVE", LocalDate.parse(furthest).plusDays(1));
    assertThat(Hamlet.problem(late)).isEqualTo("422 validation-failed");
    assertThat(late.json().get("furthestDay").asString()).isEqualTo(furthest);
    assertThat(ask(hamlet.leader, "MOVE", LocalDate.parse(furthest)).status()).isEqualTo(201);
  }

  @Test
  void people_of_the_area_are_told_and_others_are_not() {
    Caller officer = hamlet.caller("officer", Role.OFFICER, hamlet.code(3));
    Caller stranger = new Hamlet(context).leader;
    ask(hamlet.planner, "MOVE", today.plusDays(20));
    assertThat(told(officer)).isEmpty();
    assertThat(decide(hamlet.leader, true).status()).isEqualTo(200);
    JsonNode told = told(officer);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).get("planId").asLong()).isEqualTo(plan);
    assertThat(told.get(0).get("note").asString()).isEqualTo("日期写错了");
    assertThat(told.get(0).get("decidedBy").get("id").asLong())
        .isEqualTo(hamlet.leader.accountId());
    assertThat(told(stranger)).isEmpty();
  }

  private JsonNode told(Caller caller) {
    return hamlet.get(caller, "/api/publication-changes").json().get("items");
  }

  @Test
  void it_needs_a_reason_a_version_and_a_key() {
    String path = "/api/plans/" + plan + "/publication-changes";
    assertThat(hamlet.send(hamlet.planner, "POST", path, "{\"kind\":\"CALL_OFF\"}").status())
        .isEqualTo(422);
    assertThat(
            Hamlet.problem(
                hamlet.move(
                    hamlet.planner,
                    plan,
                    "publication-changes",
                    "{\"kind\":\"CALL_OFF\",\"reason\":\"OTHER\",\"note\":\" \"}")))
        .isEqualTo("422 validation-failed");
    assertThat(
            hamlet
                .send(
                    hamlet.planner,
                    "POST",
                    path,
                    "{\"kind\":\"CALL_OFF\",\"reason\":\"OTHER\",\"note\":\"无\"}")
                .status())
        .isEqualTo(428);
    assertThat(Hamlet.problem(decide(hamlet.leader, true))).isEqualTo("409 plan-state-conflict");
  }
}
