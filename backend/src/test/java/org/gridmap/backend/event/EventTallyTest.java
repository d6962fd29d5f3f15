package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.PlainEvents.PlainEvent;
import org.gridmap.backend.event.PlainEvents.Then;
import org.gridmap.backend.event.deadline.OverdueEvents;
import org.gridmap.backend.publication.Hamlet;
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
class EventTallyTest {
  private static final String[] ACTIONS = {
    "ADVANCE",
    "ADVANCE",
    "ADVANCE",
    "BACK",
    "SUPERVISE",
    "END_SUPERVISION",
    "TRANSFER",
    "MERGE",
    "CANCEL",
    "REOPEN",
    "MOVE",
    "ADD_NOTE"
  };
  private static final String[] CATEGORIES = {"LITTER", "STREET_LIGHT", "NOISE", "FLOODING"};

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private OverdueEvents overdue;
  @Autowired private TransactionTemplate transactions;
  private final Random random = new Random(20261130);
  private Hamlet hamlet;
  private PlainEvents stored;
  private List<Caller> people;

  @Test
  void numbers_are_a_plain_count_after_actions_deadlines_a_redraw_mergers_and_deletions() {
    hamlet = new Hamlet(context);
    stored = new PlainEvents(jdbc, hamlet.village);
    people =
        List.of(
            hamlet.caller("lead", Role.COMMUNITY_LEAD, hamlet.village),
            hamlet.caller("second", Role.COMMUNITY_LEAD, hamlet.village),
            hamlet.caller("grid", Role.GRID_LEAD, hamlet.village),
            hamlet.caller("officer", Role.OFFICER, hamlet.village));
    compare();
    for (int i = 0; i < 40; i++) {
      report();
    }
    assertThat(act(120)).isGreaterThan(40);
    compare();
    change("reported_at = reported_at - make_interval(days => CAST(id % 50 AS integer))", 0);
    change("step_due_at = now() - interval '1 minute'", 3);
    stored.events().forEach(event -> overdue.becameOverdue(event.id()));
    compare();
    assertThat(act(20)).isPositive();
    Then before = stored.then();

    assertThat(act(60)).isPositive();
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.apply(plan, hamlet.merge(3, 4, 5));
    assertThat(hamlet.publish(plan, null).status()).isEqualTo(200);
    compare();
    Then after = stored.then();
    assertThat(act(40)).isPositive();
    compare();
    comparePast(before);
    comparePast(after);
    assertGapless();

    assertThat(
            jdbc.sql(
                    "DELETE FROM event WHERE village_code = ? AND id % 4 = 1 AND merged_into IS NULL"
                        + " AND NOT EXISTS (SELECT FROM event m WHERE m.merged_into = event.id)")
                .param(hamlet.village)
                .update())
        .isPositive();
    compare();
    report();
    compare();
    comparePast(after);
  }

  /** Whatever was done since, that moment is told as it was; without what was taken away. */
  private void comparePast(Then then) {
    Set<Long> kept = ids(event -> true);
    List<PlainEvent> events =
        then.events().stream().filter(event -> kept.contains(event.id())).toList();
    String at = "at=" + then.at();
    compare(at, events, event -> true);
    compare(at + "&category=NOISE", events, event -> event.category().equals("NOISE"));
    compare(at + "&department=POLICE", events, event -> event.department().equals("POLICE"));
    compare(at + "&step=collect", events, event -> event.step().equals("collect"));
    compareLists(at + "&state=SUPERVISED", ids(events, PlainEvent::supervised));
    compareLists(at + "&state=OVERDUE", ids(events, event -> event.open() && event.overdue()));
    Coordinate low = hamlet.at(0.2, 0.3);
    Coordinate high = hamlet.at(1.4, 1.6);
    compareLists(
        at + "&bbox=" + low.x + "," + low.y + "," + high.x + "," + high.y,
        ids(
            events,
            event ->
                event.longitude() >= low.x
                    && event.longitude() <= high.x
                    && event.latitude() >= low.y
                    && event.latitude() <= high.y));
    then.codes()
        .forEach((grid, codes) ->
            compare(at + "&grid=" + grid, events, event -> codes.contains(event.gridCode())));
  }

  private void report() {
    Coordinate place =
        hamlet.at(
            random.nextInt(2) + 0.05 + 0.9 * random.nextDouble(),
            random.nextInt(2) + 0.05 + 0.9 * random.nextDouble());
    String body =
        EventTown.body(place.x, place.y, "")
            .replace("LITTER", CATEGORIES[random.nextInt(CATEGORIES.length)])
            .replaceFirst("MEDIUM", List.of("LOW", "MEDIUM", "HIGH").get(random.nextInt(3)));
    Answer answer =
        hamlet.send(
            people.getFirst(), "POST", "/api/events", body, "Idempotency-Key", EventTown.key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  /** Somebody tries something, so many times; how often it was done. */
  private int act(int times) {
    int done = 0;
    for (int i = 0; i < times; i++) {
      List<PlainEvent> events = stored.events();
      PlainEvent event = events.get(random.nextInt(events.size()));
      String number =
          jdbc.sql("SELECT number FROM event WHERE id = ?")
              .param(events.get(random.nextInt(events.size())).id())
              .query(String.class)
              .single();
      String action = ACTIONS[random.nextInt(ACTIONS.length)];
      Coordinate place = hamlet.at(0.3 + random.nextInt(2), 0.3 + random.nextInt(2));
      String more =
          switch (action) {
            case "MERGE" -> ",\"target\":{\"eventNumber\":\"" + number + "\"}";
            case "TRANSFER" -> ",\"target\":{\"department\":\"POLICE\"}";
            case "MOVE" -> ",\"longitude\":" + place.x + ",\"latitude\":" + place.y;
            default -> "";
          };
      Answer answer =
          hamlet.send(
              people.get(random.nextInt(people.size())),
              "POST",
              "/api/events/" + event.id() + "/actions",
              "{\"action\":\"" + action + "\",\"text\":\"已办\",\"reason\":\"因故\"" + more + "}",
              "If-Match",
              "\"" + version(event.id()) + "\"",
              "Idempotency-Key",
              EventTown.key());
      assertThat(answer.status()).as(answer.text()).isLessThan(500);
      done += answer.status() == 200 ? 1 : 0;
    }
    return done;
  }

  private long version(long id) {
    return jdbc.sql("SELECT version FROM event WHERE id = ?").param(id).query(Long.class).single();
  }

  /** Sets something of every event, or of one in so many, as the server would: with a revision. */
  private void change(String what, int oneIn) {
    transactions.executeWithoutResult(status -> {
      jdbc.sql("UPDATE event_revision SET number = number + 1").update();
      jdbc.sql(
              "UPDATE event SET "
                  + what
                  + ", revision = (SELECT number FROM event_revision) WHERE village_code = ?"
                  + (oneIn == 0 ? "" : " AND closed IS NULL AND id % " + oneIn + " = 0"))
          .param(hamlet.village)
          .update();
    });
  }

  private void compare() {
    LocalDate today =
        jdbc.sql("SELECT CAST(now() AT TIME ZONE 'Asia/Shanghai' AS date)")
            .query(LocalDate.class)
            .single();
    LocalDate from = today.minusDays(20);
    LocalDate to = today.minusDays(5);
    compare("", event -> true);
    compare("category=NOISE,LITTER", event -> Set.of("NOISE", "LITTER").contains(event.category()));
    compare("urgency=YELLOW", event -> event.urgency().equals("YELLOW"));
    compare("department=POLICE", event -> event.department().equals("POLICE"));
    compare(
        "from=" + from + "&to=" + to,
        event -> !event.reportedDay().isBefore(from) && !event.reportedDay().isAfter(to));
    compare("category=NONE", event -> false);
    compare("step=collect", event -> event.step().equals("collect"));
    compareLists("state=OPEN", ids(PlainEvent::open));
    compareLists("state=SUPERVISED,CLOSED", ids(event -> event.supervised() || !event.open()));
    compareLists(
        "state=OVERDUE&step=collect",
        ids(event -> event.open() && event.overdue() && event.step().equals("collect")));
    Coordinate low = hamlet.at(0.2, 0.3);
    Coordinate high = hamlet.at(1.4, 1.6);
    compareLists(
        "bbox=" + low.x + "," + low.y + "," + high.x + "," + high.y,
        Set.copyOf(
            jdbc.sql(
                    "SELECT id FROM event WHERE village_code = ? AND ST_Intersects(location,"
                        + " ST_MakeEnvelope(?, ?, ?, ?, 4490))")
                .params(hamlet.village, low.x, low.y, high.x, high.y)
                .query(Long.class)
                .list()));
    stored
        .codesOfGrids()
        .forEach(
            (grid, codes) -> compare("grid=" + grid, event -> codes.contains(event.gridCode())));
  }

  private Set<Long> ids(Predicate<PlainEvent> wanted) {
    return ids(stored.events(), wanted);
  }

  private static Set<Long> ids(List<PlainEvent> events, Predicate<PlainEvent> wanted) {
    return events.stream().filter(wanted).map(PlainEvent::id).collect(Collectors.toSet());
  }

  private void compare(String filter, Predicate<PlainEvent> wanted) {
    compare(filter, stored.events(), wanted);
  }

  private void compare(String filter, List<PlainEvent> all, Predicate<PlainEvent> wanted) {
    List<PlainEvent> events = all.stream().filter(wanted).toList();
    Answer answer = hamlet.get(people.getFirst(), "/api/event-numbers?" + filter);
    assertThat(answer.status()).as(filter + " " + answer.text()).isEqualTo(200);
    JsonNode numbers = answer.json();
    assertThat(numbers.get("open").asLong()).as(filter).isEqualTo(count(events, PlainEvent::open));
    assertThat(numbers.get("supervised").asLong())
        .as(filter)
        .isEqualTo(count(events, PlainEvent::supervised));
    assertThat(numbers.get("overdue").asLong())
        .as(filter)
        .isEqualTo(count(events, event -> event.open() && event.overdue()));
    assertThat(numbers.get("closed").asLong())
        .as(filter)
        .isEqualTo(count(events, event -> !event.open()));
    for (JsonNode day : numbers.get("byDay")) {
      LocalDate date = LocalDate.parse(day.get("day").asString());
      assertThat(day.get("reported").asLong())
          .as(filter + date)
          .isEqualTo(count(events, event -> event.reportedDay().equals(date)));
      assertThat(day.get("closed").asLong())
          .as(filter + date)
          .isEqualTo(count(events, event -> date.equals(event.closedDay())));
    }
    JsonNode holding = numbers.get("holding");
    assertThat(parts(holding.get("byStep"))).isEqualTo(by(events, PlainEvent::step));
    assertThat(parts(holding.get("byCategory"))).isEqualTo(by(events, PlainEvent::category));
    assertThat(parts(holding.get("byDepartment"))).isEqualTo(by(events, PlainEvent::department));
    assertThat(parts(holding.get("byGrid")).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(count(events, PlainEvent::open));
    compareTimes(numbers.get("stepTimes"), filter, events);
    compareLists(filter, ids(events, event -> true));
  }

  /** Page by page, the newest and the oldest first, and as many points. */
  private void compareLists(String filter, Set<Long> wanted) {
    List<Long> plain =
        jdbc.sql("SELECT id FROM event WHERE id = ANY (?) ORDER BY reported_at DESC, id DESC")
            .param(wanted.toArray(Long[]::new))
            .query(Long.class)
            .list();
    assertThat(listed(filter, plain.size())).as(filter).isEqualTo(plain);
    assertThat(listed("order=OLDEST&" + filter, plain.size()))
        .as(filter)
        .isEqualTo(plain.reversed());
    List<Long> points = new ArrayList<>();
    hamlet
        .get(people.getFirst(), "/api/event-points?" + filter)
        .json()
        .get("points")
        .forEach(point -> points.add(point.get(0).asLong()));
    assertThat(points).as(filter).containsExactlyInAnyOrderElementsOf(plain);
  }

  private List<Long> listed(String filter, int total) {
    List<Long> listed = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = hamlet.get(people.getFirst(), "/api/events?limit=9&" + filter + next).json();
      assertThat(page.get("total").asLong()).as(filter).isEqualTo(total);
      page.get("events").forEach(event -> listed.add(event.get("id").asLong()));
      next = page.get("next").isNull() ? null : "&after=" + page.get("next").asString();
    }
    return listed;
  }

  private void compareTimes(JsonNode told, String filter, List<PlainEvent> events) {
    record Time(String step, double median, double ninetieth) {}
    List<Time> plain =
        jdbc.sql(
                """
                SELECT from_step AS step, percentile_cont(0.5) WITHIN GROUP (ORDER BY step_seconds / 60.0) AS median,
                  percentile_cont(0.9) WITHIN GROUP (ORDER BY step_seconds / 60.0) AS ninetieth
                FROM event_history WHERE event_id = ANY (?) AND step_seconds IS NOT NULL AND at <= CAST(? AS timestamptz)
                GROUP BY from_step ORDER BY from_step COLLATE "C"
                """)
            .params(
                events.stream().map(PlainEvent::id).toArray(Long[]::new),
                filter.startsWith("at=") ? filter.substring(3).split("&")[0] : "infinity")
            .query(Time.class)
            .list();
    assertThat(told.size()).isEqualTo(plain.size());
    for (int i = 0; i < plain.size(); i++) {
      JsonNode one = told.get(i);
      assertThat(one.get("step").asString()).isEqualTo(plain.get(i).step());
      double median = plain.get(i).median();
      assertThat(one.get("medianMinutes").asDouble())
          .isCloseTo(median, within(median * 0.002 + 1e-9));
      double ninetieth = plain.get(i).ninetieth();
      assertThat(one.get("p90Minutes").asDouble())
          .isCloseTo(ninetieth, within(ninetieth * 0.002 + 1e-9));
    }
  }

  private void assertGapless() {
    assertThat(
            jdbc.sql(
                    "SELECT min(sequence) = 1 AND max(sequence) = count(*) FROM event WHERE village_code = ?")
                .param(hamlet.village)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private static long count(List<PlainEvent> events, Predicate<PlainEvent> which) {
    return events.stream().filter(which).count();
  }

  private static Map<String, Long> by(List<PlainEvent> events, Function<PlainEvent, String> key) {
    return events.stream()
        .filter(PlainEvent::open)
        .collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  private static Map<String, Long> parts(JsonNode holding) {
    Map<String, Long> parts = new HashMap<>();
    holding.forEach(one -> parts.put(one.get("key").asString(), one.get("count").asLong()));
    return parts;
  }
}
