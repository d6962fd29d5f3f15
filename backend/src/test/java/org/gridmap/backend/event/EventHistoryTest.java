package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.event.workflow.Action;
import org.gridmap.backend.event.workflow.Relation;
import org.gridmap.backend.event.workflow.Step;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Everybody does with some events whatever comes to his mind, over both ways of the shipped file.
 *
 * <p>A longer walk: {@code -Dgridmap.test.events.steps=5000}; another one: {@code
 * -Dgridmap.test.events.seed=7}.
 */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventHistoryTest {
  private static final int STEPS = Integer.getInteger("gridmap.test.events.steps", 300);
  private static final long SEED = Long.getLong("gridmap.test.events.seed", 20);

  /** What a person did: the server's own entries have no account. */
  private static final String HISTORY =
      """
      SELECT event_id AS event, account_id || ' ' || action AS done FROM event_history
      WHERE event_id > ? AND account_id IS NOT NULL ORDER BY event_id, id
      """;

  private static final String AUDIT =
      """
      SELECT subject_id AS event,
        account_id || ' ' || CASE action WHEN 'EVENT_REPORTED' THEN 'REPORT' ELSE detail ->> 'action' END AS done
      FROM audit.entry
      WHERE subject_type = 'event' AND subject_id > ? AND action IN ('EVENT_REPORTED', 'EVENT_ACTION')
        AND outcome = 'DONE' AND account_id IS NOT NULL
        AND subject_id IN (SELECT id FROM event)
      ORDER BY subject_id, id
      """;

  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  @Autowired private Workflows workflows;
  private final Random random = new Random(SEED);
  private final Map<String, Integer> answers = new TreeMap<>();
  private final List<JsonNode> events = new ArrayList<>();
  private EventTown town;
  private long before;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
    before = jdbc.sql("SELECT coalesce(max(id), 0) FROM event").query(Long.class).single();
  }

  @Test
  void the_history_is_the_audit_log_numbers_have_no_gaps_and_nobody_judges_his_own_work() {
    List<Caller> callers =
        List.of(
            town.officer, town.gridLead, town.lead, town.leader, town.eastOfficer, town.eastLead);
    for (int i = 0; i < STEPS; i++) {
      Caller caller = callers.get(random.nextInt(callers.size()));
      if (events.size() < 4 || random.nextInt(10) == 0) {
        report(caller);
      } else {
        act(caller, events.get(random.nextInt(events.size())).get("id").asLong());
      }
    }
    assertThat(answers)
        .as("the walk meets what it must")
        .containsKeys("REPORT 201", "REPORT 422", "ADVANCE 200", "ADVANCE 409", "MERGE 200")
        .containsKeys("TRANSFER 200", "CANCEL 200", "REOPEN 200", "MOVE 200", "ADD_NOTE 200");
    assertThat(answers.keySet()).as("%s", answers).noneMatch(one -> one.contains(" 5"));

    // For whoever takes a longer walk: what it was made of.
    System.out.println(answers);
    assertThat(done(HISTORY)).isEqualTo(done(AUDIT));
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM event_number n
                    WHERE village_code = :village AND (
                      SELECT row(count(*), max(sequence)) FROM event e
                      WHERE e.village_code = n.village_code AND e.year = n.year
                    ) IS DISTINCT FROM row(CAST(n.last AS bigint), n.last)
                    """)
                .param("village", Town.VILLAGE)
                .query(Long.class)
                .single())
        .as("holes in the numbers")
        .isZero();
    assertThat(judgedTheirOwn()).as("%s", answers).isZero();
  }

  private void report(Caller caller) {
    String longitude = List.of("100.004", "100.016", "100.0101", "99.5").get(random.nextInt(4));
    Answer answer =
        town.report(
            caller,
            EventTown.body(100.004, 30.004, "")
                .replace("100.004", longitude)
                .replace("LITTER", random.nextBoolean() ? "LITTER" : "NOISE"));
    count("REPORT", answer);
    if (answer.status() == 201) {
      events.add(answer.json());
    }
  }

  /** Mostly something that he may do, sometimes anything. */
  private void act(Caller caller, long id) {
    Answer read = town.get(caller, id);
    if (read.status() != 200) {
      count("GET", read);
      return;
    }
    JsonNode possible = read.json().get("actions");
    String action =
        possible.isEmpty() || random.nextInt(4) == 0
            ? Action.values()[random.nextInt(Action.values().length)].name()
            : possible.get(random.nextInt(possible.size())).get("action").asString();
    String more = ",\"text\":\"看过\",\"reason\":\"如此\"";
    if (action.equals("ADVANCE")) {
      Answer photo = town.addPhoto(caller, id);
      count("photo", photo);
      more +=
          photo.status() == 201 ? ",\"photoIds\":[" + photo.json().get("id").asLong() + "]" : "";
    } else if (action.equals("MERGE")) {
      String other = events.get(random.nextInt(events.size())).get("number").asString();
      more += ",\"target\":{\"eventNumber\":\"" + other + "\"}";
    } else if (action.equals("TRANSFER")) {
      more +=
          random.nextBoolean()
              ? ",\"target\":{\"department\":\"TOWN\"}"
              : ",\"target\":{\"gridCode\":\""
                  + (random.nextBoolean() ? Town.WEST : Town.EAST)
                  + "\"}";
    } else if (action.equals("MOVE")) {
      more +=
          ",\"longitude\":" + (random.nextBoolean() ? 100.003 : 100.017) + ",\"latitude\":30.004";
    }
    count(action, town.act(caller, id, read.header("ETag"), action, more));
  }

  private void count(String what, Answer answer) {
    answers.merge(what + " " + answer.status(), 1, Integer::sum);
  }

  private Map<Long, List<String>> done(String sql) {
    Map<Long, List<String>> done = new TreeMap<>();
    jdbc.sql(sql)
        .param(before)
        .query(row -> {
          done.computeIfAbsent(row.getLong("event"), id -> new ArrayList<>())
              .add(row.getString("done"));
        });
    return done;
  }

  /** Steps that exclude who handled, taken by somebody who had. */
  private long judgedTheirOwn() {
    return jdbc.sql(
            """
            SELECT count(*) FROM event_history judged
            JOIN event e ON e.id = judged.event_id
            WHERE e.id > :before AND judged.action IN ('ADVANCE', 'BACK')
              AND e.workflow || ' ' || judged.from_step = ANY (:steps)
              AND EXISTS (
                SELECT FROM event_history work
                WHERE work.event_id = e.id AND work.id < judged.id AND work.handled
                  AND work.account_id = judged.account_id)
            """)
        .param("before", before)
        .param(
            "steps",
            workflows.all().stream()
                .flatMap(way ->
                    way.steps().stream()
                        .filter(step -> step.excludes().contains(Relation.HANDLER))
                        .map(Step::id)
                        .map(step -> way.name() + " " + step))
                .toArray(String[]::new))
        .query(Long.class)
        .single();
  }
}
