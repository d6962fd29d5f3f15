package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What nobody should send is answered by a problem, and leaves nothing behind. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventBadInputTest {
  private static final String PERSON = "张三丰十三";
  private static long event;

  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;
  private EventTown town;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
    if (event == 0) {
      event = town.reported(town.officer).get("id").asLong();
    }
  }

  private static Arguments report(String what, int status, String body) {
    return Arguments.of(what, status, "POST", "/api/events", body);
  }

  private static Arguments changed(String what, int status, String from, String to) {
    String body = EventTown.body(100.004, 30.004, "").replace("垃圾堆积", PERSON);
    assertThat(body).contains(from);
    return report(what, status, body.replace(from, to));
  }

  private static Arguments act(String what, int status, String body) {
    return Arguments.of(what, status, "POST", "/api/events/EVENT/actions", body);
  }

  private static Arguments read(String path) {
    return Arguments.of(path, 400, "GET", path, null);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        report("no body", 400, ""),
        report("no JSON", 400, "{" + PERSON),
        report("a list", 400, "[]"),
        report("null", 400, "null"),
        report("an empty object", 422, "{}"),
        changed("no category", 422, "\"category\":\"LITTER\",", ""),
        changed("an unknown category", 422, "LITTER", "NOTHING"),
        changed("a long category", 422, "LITTER", "L".repeat(61)),
        changed("no longitude", 422, "\"longitude\":100.004,", ""),
        changed("a longitude beyond the earth", 422, "100.004", "181"),
        changed("a latitude beyond the pole", 422, "30.004", "-91"),
        changed("no number", 400, "100.004", "NaN"),
        changed("an endless number", 422, "100.004", "1e999"),
        changed("a word for a number", 400, "100.004", "\"east\""),
        changed("swapped axes", 422, "100.004", "30.004"),
        changed("a place outside of the town", 422, "100.004", "101.5"),
        changed(
            "an unknown importance", 400, "\"importance\":\"MEDIUM\"", "\"importance\":\"VERY\""),
        changed("a number for a word", 400, "\"pressing\":\"MEDIUM\"", "\"pressing\":1"),
        changed("no importance", 422, "\"importance\":\"MEDIUM\",", ""),
        changed("no words", 422, PERSON, ""),
        changed("blank words", 422, PERSON, " \\n "),
        changed("words without end", 422, PERSON, "长".repeat(2_001)),
        changed("a control character", 400, PERSON, PERSON + "\\u0000"),
        changed("half of a character", 400, PERSON, PERSON + "\\ud800"),
        changed("a character that turns the direction", 400, PERSON, PERSON + "\\u202e"),
        changed(
            "a house that does not exist",
            422,
            "\"category\"",
            "\"houseId\":999999999,\"category\""),
        changed(
            "a number too large for a house", 400, "\"category\"", "\"houseId\":1e30,\"category\""),
        changed(
            "a side that is not nearby", 422, "\"category\"", "\"gridCode\":\"1\",\"category\""),
        act("no action", 422, "{}"),
        act("an unknown action", 400, "{\"action\":\"BURN\"}"),
        act("a note without words", 409, "{\"action\":\"ADD_NOTE\"}"),
        act(
            "a note without end",
            422,
            "{\"action\":\"ADD_NOTE\",\"text\":\"" + "长".repeat(2_001) + "\"}"),
        act(
            "a photo that is no number",
            400,
            "{\"action\":\"ADD_NOTE\",\"text\":\"x\",\"photoIds\":[\"a\"]}"),
        act(
            "a photo of nobody",
            422,
            "{\"action\":\"ADD_NOTE\",\"text\":\"x\",\"photoIds\":[999999999]}"),
        act(
            "no photo in a list",
            422,
            "{\"action\":\"ADD_NOTE\",\"text\":\"x\",\"photoIds\":[null]}"),
        act(
            "a merger with itself",
            422,
            "{\"action\":\"MERGE\",\"target\":{\"eventNumber\":\"NUMBER\"}}"),
        act(
            "a merger with nothing",
            422,
            "{\"action\":\"MERGE\",\"target\":{\"eventNumber\":\"1-2-3\"}}"),
        act(
            "a transfer to nowhere",
            422,
            "{\"action\":\"TRANSFER\",\"reason\":\"x\",\"target\":{\"gridCode\":\"0\"}}"),
        act(
            "a move out of the town",
            422,
            "{\"action\":\"MOVE\",\"longitude\":10,\"latitude\":10,\"reason\":\"x\"}"),
        act("a move without a place", 409, "{\"action\":\"MOVE\",\"reason\":\"x\"}"),
        Arguments.of("an event that is no number", 400, "POST", "/api/events/x/actions", "{}"),
        Arguments.of("a photo that is none", 415, "POST", "/api/events/EVENT/photos", "text"),
        read("/api/events?state=LATE"),
        read("/api/events?urgency=RED,PINK"),
        read("/api/events?grid=west"),
        read("/api/events?from=yesterday"),
        read("/api/events?to=2026-02-30"),
        read("/api/events?bbox=1,2,3"),
        read("/api/events?limit=0"),
        read("/api/events?limit=501"),
        read("/api/events?after=nothing"),
        read("/api/events?colour=RED"),
        read("/api/events?order=DUE"),
        read("/api/events?at=2199-01-01"),
        read("/api/event-points?at=2199-01-01T08:00:00Z"),
        read("/api/event-numbers?at=yesterday"),
        read("/api/event-numbers?at=2199-01-01"),
        read("/api/event-points?state=LATE"),
        read("/api/event-changes?since=-1"),
        read("/api/event-numbers?from=2026-13-01"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void is_refused_by_a_problem_and_stores_nothing(
      String what, int status, String method, String path, String body) {
    Caller caller = town.lead;
    Answer card = town.get(caller, event);
    List<String> before = stored();
    String number = card.json().get("number").asString();
    Object sent =
        "text".equals(body)
            ? body.getBytes()
            : body == null ? null : body.replace("NUMBER", number);
    Answer answer =
        town.town.send(
            caller,
            method,
            path.replace("EVENT", Long.toString(event)),
            sent,
            "If-Match",
            card.header("ETag"),
            "Idempotency-Key",
            EventTown.key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("type").asString()).startsWith("/problems/");
    assertThat(answer.json().get("detail").asString()).isNotBlank();
    assertThat(answer.text()).doesNotContain(PERSON, "org.gridmap", "Exception", "SQL");
    assertThat(stored()).isEqualTo(before);
  }

  /** How much there is of everything that a report or an action writes. */
  private List<String> stored() {
    return job.sql(
            """
            SELECT 'events ' || count(*) || ' ' || coalesce(max(version), 0) FROM event
            UNION ALL SELECT 'history ' || count(*) FROM event_history
            UNION ALL SELECT 'numbers ' || coalesce(sum(last), 0) FROM event_number
            UNION ALL SELECT 'texts ' || count(*) FROM person.event_text
            UNION ALL SELECT 'photos ' || count(*) FROM person.event_photo
            UNION ALL SELECT 'keys ' || count(*) FROM person.idempotency_key
            UNION ALL SELECT 'jobs ' || count(*) FROM scheduled_tasks
            """)
        .query(String.class)
        .list();
  }
}
