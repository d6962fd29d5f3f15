package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.EventReports.NewReport;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.publication.Hamlet;
import org.gridmap.backend.web.QueryParameters;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "event", "publication"})
@Import(Hamlet.SignIn.class)
class EventRedrawTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private Hamlet hamlet;

  @Test
  void a_publication_moves_open_events_with_their_numbers_and_leaves_closed_ones() {
    hamlet = new Hamlet(context);
    Caller lead = hamlet.caller("lead", Role.COMMUNITY_LEAD, hamlet.village);
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    JsonNode moves = report(lead, 1.1, 1.5, null);
    JsonNode ofHouse = report(lead, 1.6, 1.5, hamlet.house(2, 0));
    JsonNode stays = report(lead, 1.6, 1.5, null);
    Coordinate border = hamlet.at(1.25, 1.5);
    double metre = 1 / (111_320 * Math.cos(Math.toRadians(border.y)));
    double unit = hamlet.at(2, 1.5).x - hamlet.at(1, 1.5).x;
    JsonNode beside = report(lead, 1.25 + 8 * metre / unit, 1.5, null);
    assertThat(beside.get("otherGrid").isNull()).isTrue();
    JsonNode closed = report(lead, 1.1, 1.6, null);
    Answer cancelled = act(lead, closed, "CANCEL", ",\"reason\":\"误报\"");
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    long since = hamlet.get(first, "/api/event-changes?since=0").json().get("revision").asLong();

    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    for (JsonNode one : new JsonNode[] {moves, ofHouse}) {
      JsonNode now = read(first, one);
      assertThat(now.get("gridCode").asString()).isEqualTo(hamlet.code(1));
      assertThat(now.get("number")).isEqualTo(one.get("number"));
      JsonNode entry = now.get("history").get(1);
      assertThat(entry.get("action").asString()).isEqualTo("REDRAW");
      assertThat(entry.get("byName").isNull()).isTrue();
      assertThat(entry.get("details").get("fromGrid").asString()).isEqualTo(hamlet.code(2));
      assertThat(hamlet.get(second, path(one)).status()).isEqualTo(404);
    }
    // The new border runs beside it, so that the other side is informed as it would be of a report.
    assertThat(read(first, beside).get("otherGrid").get("gridCode").asString())
        .isEqualTo(hamlet.code(1));
    assertThat(read(second, stays).get("gridCode").asString()).isEqualTo(hamlet.code(2));
    assertThat(read(second, stays).get("history").size()).isEqualTo(1);
    assertThat(read(second, closed).get("gridCode").asString()).isEqualTo(hamlet.code(2));
    Answer opened = act(lead, closed, "REOPEN", ",\"reason\":\"属实\"");
    assertThat(opened.status()).as(opened.text()).isEqualTo(200);
    assertThat(opened.json().get("gridCode").asString()).isEqualTo(hamlet.code(1));
    assertThat(opened.json().get("history").get(2).get("details").get("toGrid").asString())
        .isEqualTo(hamlet.code(1));
    JsonNode changes = hamlet.get(first, "/api/event-changes?since=" + since).json();
    assertThat(changes.get("changed").size()).isEqualTo(4);
    assertThat(hamlet.get(second, "/api/event-changes?since=" + since).json().get("gone").size())
        .isEqualTo(3);
  }

  @Test
  void yesterday_an_event_still_counts_in_the_grid_that_it_left_today() {
    hamlet = new Hamlet(context);
    Caller lead = hamlet.caller("lead", Role.COMMUNITY_LEAD, hamlet.village);
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    JsonNode moves = report(lead, 1.6, 1.5, hamlet.house(2, 0));
    JsonNode pinned = report(lead, 1.6, 1.5, null);
    reportedDaysAgo(2);
    long west = gridOf(1);
    long east = gridOf(2);
    assertThat(act(lead, moves, "SUPERVISE", ",\"reason\":\"要紧\"").status()).isEqualTo(200);
    Coordinate south = hamlet.at(0.5, 0.5);
    String there = ",\"longitude\":" + south.x + ",\"latitude\":" + south.y;
    assertThat(act(lead, pinned, "MOVE", there).status()).isEqualTo(200);
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);

    LocalDate today = LocalDate.now(QueryParameters.TOWN);
    String yesterday = "at=" + today.minusDays(1);
    assertThat(open(second, yesterday)).isEqualTo(2);
    assertThat(open(second, "at=" + today)).isZero();
    assertThat(open(first, yesterday)).isZero();
    assertThat(open(first, "at=" + today)).isEqualTo(1);
    assertThat(open(lead, yesterday + "&grid=" + east)).isEqualTo(2);
    assertThat(open(lead, "grid=" + gridOf(1))).isEqualTo(1);
    assertThat(open(lead, "at=" + today.minusDays(3))).isZero();
    for (String beside : new String[] {"grid=" + east, yesterday + "&grid=" + gridOf(1)}) {
      assertThat(hamlet.get(lead, "/api/event-numbers?" + beside).status()).isEqualTo(404);
    }
    // An officer is told of his own grid, not of those beside it that he knows nothing of.
    JsonNode around =
        hamlet.get(second, "/api/event-numbers?" + yesterday + "&grid=" + parentOf(east)).json();
    assertThat(around.get("children").size()).isEqualTo(1);
    JsonNode child = around.get("children").get(0);
    assertThat(child.get("gridId").asLong()).isEqualTo(east).isNotEqualTo(west);
    assertThat(child.get("open").asLong()).isEqualTo(2);
    assertThat(child.get("supervised").asLong()).isZero();
    JsonNode houses =
        hamlet.get(second, "/api/event-numbers?" + yesterday + "&grid=" + east).json();
    assertThat(houses.get("houses").get(0).get("houseId").asLong()).isEqualTo(hamlet.house(2, 0));

    JsonNode listed = hamlet.get(second, "/api/events?" + yesterday).json().get("events");
    assertThat(listed.size()).isEqualTo(2);
    for (JsonNode one : listed) {
      assertThat(one.get("gridCode").asString()).isEqualTo(hamlet.code(2));
      assertThat(one.get("gridId").asLong()).isEqualTo(east);
      assertThat(one.get("gridName")).isEqualTo(moves.get("gridName"));
      assertThat(one.get("state").asString()).isEqualTo("OPEN");
    }
    JsonNode points = hamlet.get(second, "/api/event-points?" + yesterday).json().get("points");
    assertThat(points.size()).isEqualTo(2);
    for (JsonNode point : points) {
      assertThat(point.get(1).asDouble()).isGreaterThan(hamlet.at(1, 0).x);
    }
    assertThat(hamlet.get(second, "/api/events?at=" + today.plusDays(1)).status()).isEqualTo(400);
  }

  /** Puts everything that was done so many days into the past, also the division in force. */
  private void reportedDaysAgo(int days) {
    for (String change :
        new String[] {
          "division SET valid = tstzrange(lower(valid) - make_interval(days => 9), NULL) WHERE id ="
              + " :division",
          "event SET reported_at = reported_at - make_interval(days => :days) WHERE village_code ="
              + " :village",
          "event_history SET at = at - make_interval(days => :days) WHERE event_id IN (SELECT id"
              + " FROM event WHERE village_code = :village)"
        }) {
      jdbc.sql("UPDATE " + change)
          .param("division", hamlet.division)
          .param("days", days)
          .param("village", hamlet.village)
          .update();
    }
  }

  private long gridOf(int leaf) {
    return jdbc.sql("SELECT max(id) FROM grid WHERE code = ?")
        .param(hamlet.code(leaf))
        .query(Long.class)
        .single();
  }

  private long parentOf(long grid) {
    return jdbc.sql("SELECT parent_id FROM grid WHERE id = ?")
        .param(grid)
        .query(Long.class)
        .single();
  }

  private long open(Caller caller, String query) {
    Answer answer = hamlet.get(caller, "/api/event-numbers?" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("open").asLong();
  }

  @Test
  void an_event_follows_a_split_and_its_closed_neighbour_is_seen_in_the_heirs() {
    hamlet = new Hamlet(context);
    Caller lead = hamlet.caller("lead", Role.COMMUNITY_LEAD, hamlet.village);
    Caller officer = hamlet.caller("officer", Role.OFFICER, hamlet.code(1));
    JsonNode open = report(lead, 0.7, 1.5, null);
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);
    assertThat(read(officer, open).get("gridCode").asString()).isEqualTo(hamlet.code(12));
    assertThat(read(officer, open).get("staffingFault").isNull()).isFalse();
  }

  @Test
  void what_was_raised_to_a_higher_grid_stays_there_though_its_own_grid_changes() {
    hamlet = new Hamlet(context);
    Caller lead = hamlet.caller("lead", Role.COMMUNITY_LEAD, hamlet.village);
    long parent = parentOf(gridOf(2));
    post(lead, gridOf(1), "GRID_OFFICER");
    post(lead, gridOf(2), "GRID_OFFICER");
    post(lead, parent, "GRID_LEAD");
    JsonNode raised = report(lead, 1.1, 1.5, null);
    JsonNode usual = report(lead, 1.1, 1.6, null);
    assertThat(act(lead, raised, "ESCALATE", ",\"reason\":\"要紧\"").status()).isEqualTo(200);
    JsonNode above = read(lead, raised).get("owner").get("gridCode");
    assertThat(above.asString()).isNotEqualTo(hamlet.code(2));
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);
    assertThat(read(lead, raised).get("gridCode").asString()).isEqualTo(hamlet.code(1));
    assertThat(read(lead, raised).get("owner").get("gridCode")).isEqualTo(above);
    assertThat(read(lead, usual).get("owner").get("gridCode").asString()).isEqualTo(hamlet.code(1));
  }

  private void post(Caller lead, long grid, String role) {
    Answer member =
        hamlet.send(
            lead,
            "POST",
            "/api/staff",
            "{\"name\":\"试验\",\"phone\":\"\",\"sex\":\"MALE\",\"unit\":\"VILLAGE\",\"unitName\":\"\",\"gridId\":"
                + grid
                + "}",
            "Idempotency-Key",
            EventTown.key());
    assertThat(member.status()).as(member.text()).isEqualTo(201);
    Answer held =
        hamlet.send(
            lead,
            "POST",
            "/api/assignments",
            "{\"staffId\":%d,\"role\":\"%s\",\"gridId\":%d}"
                .formatted(member.json().get("id").asLong(), role, grid),
            "Idempotency-Key",
            EventTown.key());
    assertThat(held.status()).as(held.text()).isEqualTo(201);
  }

  @Test
  void a_report_that_began_before_a_division_came_into_force_is_not_placed_by_the_one_before()
      throws Exception {
    hamlet = new Hamlet(context);
    Caller officer = hamlet.caller("officer", Role.OFFICER, hamlet.code(2));
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    Coordinate place = hamlet.at(1.1, 1.5);
    NewReport report =
        new NewReport("LITTER", place.x, place.y, null, null, Importance.LOW, Pressing.LOW, "垃圾");
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch published = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Long> late =
          threads.submit(() ->
              CurrentUser.callAs(
                  officer,
                  () ->
                      context
                          .getBean(TransactionTemplate.class)
                          .execute(status -> {
                            jdbc.sql("SELECT now()").query().singleRow();
                            began.countDown();
                            await(published);
                            return context.getBean(EventReports.class).create(report);
                          })));
      await(began);
      assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);
      published.countDown();
      assertThatThrownBy(late::get).hasMessageContaining("Send it once more");
    }
    assertThat(report(officer, 1.1, 1.5, null).get("gridCode").asString())
        .isEqualTo(hamlet.code(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void six_thousand_open_events_are_redrawn_while_reports_wait_a_moment() {
    hamlet = new Hamlet(context);
    int events = 6_000;
    Coordinate corner = hamlet.at(0, 0);
    // All over the village, owned by the village, as where no post is filled.
    jdbc.sql(
            """
            WITH spot AS (
              SELECT i, 2 * ((i * 0.7548776662) - floor(i * 0.7548776662)) AS x,
                2 * ((i * 0.5698402910) - floor(i * 0.5698402910)) AS y
              FROM generate_series(1, :events) AS i
            )
            INSERT INTO event (number, village_code, year, sequence, category, department, importance, pressing,
              urgency, workflow, step, location, grid_code, grid_name, owner_grid_code, owner_duty, staffing_fault,
              reporter_id, step_due_at, due_at)
            SELECT :village || '-2026-' || i, :village, 2026, i, 'LITTER', 'VILLAGE', 'LOW', 'LOW', 'BLUE',
              'seven-steps', 'collect', ST_SetSRID(ST_MakePoint(:x + 0.01 * x, :y + 0.01 * y), 4490),
              :village || CASE WHEN y >= 1 THEN CASE WHEN x < 1 THEN '001' ELSE '002' END
                          ELSE CASE WHEN x < 1 THEN '003' ELSE '004' END END,
              '网格', :village, 'GRID_LEAD', true, 1, now() + interval '1 day', now() + interval '9 days'
            FROM spot
            """)
        .param("events", events)
        .param("village", hamlet.village)
        .param("x", corner.x)
        .param("y", corner.y)
        .update();
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    long start = System.nanoTime();
    Answer published = hamlet.move(hamlet.decider, plan, "publish", null);
    System.out.printf(
        "publishing with %d open events took %d ms%n",
        events, Duration.ofNanos(System.nanoTime() - start).toMillis());
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    // A quarter of a quarter, without those so near to the new border that they may stay.
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM event e JOIN event_history h ON h.event_id = e.id
                    WHERE e.village_code = :village AND h.action = 'REDRAW' AND h.grid_code = e.grid_code
                      AND h.details ->> 'fromGrid' = :village || '002' AND e.grid_code = :village || '001'
                    """)
                .param("village", hamlet.village)
                .query(Long.class)
                .single())
        .isBetween(events / 16L - 50, events / 16L);
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM event e JOIN grid g ON g.code = e.grid_code
                    JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
                    WHERE e.village_code = :village AND NOT ST_DWithin(g.geom::geography, e.location::geography, 15)
                    """)
                .param("village", hamlet.village)
                .query(Long.class)
                .single())
        .isZero();
  }

  private JsonNode report(Caller caller, double x, double y, Long house) {
    Coordinate place = hamlet.at(x, y);
    Answer answer =
        hamlet.send(
            caller,
            "POST",
            "/api/events",
            EventTown.body(place.x, place.y, house == null ? "" : ",\"houseId\":" + house),
            "Idempotency-Key",
            EventTown.key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return hamlet.get(caller, path(answer.json())).json();
  }

  private Answer act(Caller caller, JsonNode event, String action, String more) {
    Answer read = hamlet.get(caller, path(event));
    return hamlet.send(
        caller,
        "POST",
        path(event) + "/actions",
        "{\"action\":\"" + action + "\"" + more + "}",
        "If-Match",
        read.header("ETag"),
        "Idempotency-Key",
        EventTown.key());
  }

  private JsonNode read(Caller caller, JsonNode event) {
    Answer answer = hamlet.get(caller, path(event));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String path(JsonNode event) {
    return "/api/events/" + event.get("id").asLong();
  }
}
