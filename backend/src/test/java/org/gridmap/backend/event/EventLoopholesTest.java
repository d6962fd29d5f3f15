package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Ways in which somebody could make an event look better than it is, or see more than he may. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventLoopholesTest {
  private static final String REASON = ",\"reason\":\"属实\"";
  private static final String EAST = ",\"longitude\":100.016,\"latitude\":30.004";

  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;
  @Autowired private EventOverdue overdue;
  private EventTown town;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
  }

  @Test
  void what_remains_of_a_merger_is_as_urgent_as_late_and_as_watched_as_what_went_into_it() {
    JsonNode urgent = reported("HIGH");
    long id = urgent.get("id").asLong();
    town.done(town.lead, id, "SUPERVISE", REASON);
    town.done(town.officer, id, "ADD_NOTE", ",\"text\":\"电话在门卫处\"");
    JsonNode decoy = reported("LOW");
    town.done(town.officer, id, "MERGE", into(decoy));
    JsonNode remains = town.get(town.officer, decoy.get("id").asLong()).json();
    assertThat(remains.get("urgency")).isEqualTo(urgent.get("urgency"));
    assertThat(remains.get("importance").asString()).isEqualTo("HIGH");
    assertThat(remains.get("supervised").asBoolean()).isTrue();
    assertThat(remains.get("dueAt")).isEqualTo(urgent.get("dueAt"));
    assertThat(remains.get("mergedFrom").get(0).get("text").asString()).contains("电话在门卫处");
  }

  @Test
  void who_handled_an_event_does_not_merge_it_out_of_its_verification() {
    long id = town.reported(town.officer).get("id").asLong();
    JsonNode other = town.reported(town.officer);
    town.done(town.officer, id, "ADVANCE", ",\"text\":\"已到现场\"");
    town.done(town.gridLead, id, "ADVANCE", "");
    town.done(town.gridLead, id, "ADVANCE", "");
    long photo = town.photo(town.officer, id);
    town.done(town.officer, id, "ADVANCE", ",\"text\":\"已清理\",\"photoIds\":[" + photo + "]");
    assertThat(town.act(town.officer, id, "MERGE", into(other)).json().get("reason").asString())
        .isEqualTo("HANDLED_IT");
  }

  @Test
  void a_supervised_event_is_cancelled_by_whoever_may_end_the_supervision() {
    long id = town.reported(town.officer).get("id").asLong();
    town.done(town.leader, id, "SUPERVISE", REASON);
    assertThat(town.act(town.gridLead, id, "CANCEL", REASON).json().get("reason").asString())
        .isEqualTo("NOT_ALLOWED");
    town.done(town.lead, id, "CANCEL", REASON);
  }

  @Test
  void a_cancelled_event_that_is_opened_again_keeps_its_deadline() {
    JsonNode event = town.reported(town.officer);
    long id = event.get("id").asLong();
    job.sql("UPDATE event SET due_at = due_at - interval '1 hour' WHERE id = ?").param(id).update();
    JsonNode due = town.get(town.officer, id).json().get("dueAt");
    town.done(town.gridLead, id, "CANCEL", REASON);
    assertThat(town.done(town.gridLead, id, "REOPEN", REASON).get("dueAt")).isEqualTo(due);
  }

  @Test
  void a_note_on_a_closed_event_leaves_the_moment_at_which_it_was_closed() {
    long id = town.reported(town.officer).get("id").asLong();
    JsonNode closed = town.done(town.gridLead, id, "CANCEL", REASON);
    JsonNode noted = town.done(town.officer, id, "ADD_NOTE", ",\"text\":\"补充\"");
    assertThat(noted.get("closedAt")).isEqualTo(closed.get("closedAt"));
  }

  @Test
  void nobody_uses_the_photo_of_another_one() {
    long id = town.reported(town.officer).get("id").asLong();
    long photo = town.photo(town.officer, id);
    String note = ",\"text\":\"已处理\",\"photoIds\":[" + photo + "]";
    assertThat(town.act(town.gridLead, id, "ADD_NOTE", note).status()).isEqualTo(422);
    town.done(town.officer, id, "ADD_NOTE", note);
  }

  @Test
  void who_only_reported_does_not_carry_the_words_of_others_into_his_grid() {
    long untouched = town.reported(town.eastOfficer).get("id").asLong();
    town.done(town.eastOfficer, untouched, "MOVE", EAST);
    long id = town.reported(town.eastOfficer).get("id").asLong();
    town.done(town.officer, id, "ADD_NOTE", ",\"text\":\"三楼独居老人\"");
    Answer moved = town.act(town.eastOfficer, id, "MOVE", EAST);
    assertThat(moved.json().get("reason").asString()).isEqualTo("NOT_ALLOWED");
    assertThat(town.get(town.eastOfficer, id).text()).doesNotContain("独居");
  }

  @Test
  void a_repeated_report_is_acknowledged_when_it_is_on_the_disk() {
    String key = EventTown.key();
    String body = EventTown.body(100.004, 30.004, "");
    assertThat(send(town.officer, body, key).status()).isEqualTo(201);
    // As if the first one had committed without the disk just now.
    String written =
        job.sql(
                """
                WITH without_disk AS (SELECT set_config('synchronous_commit', 'off', true) AS setting)
                SELECT pg_logical_emit_message(true, 'test', setting)::text FROM without_disk
                """)
            .query(String.class)
            .single();
    assertThat(send(town.officer, body, key).status()).isEqualTo(201);
    assertThat(
            job.sql("SELECT pg_current_wal_flush_lsn() > CAST(? AS pg_lsn)")
                .param(written)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void a_deadline_that_a_fast_clock_tells_too_early_is_told_again() {
    long id = town.reported(town.officer).get("id").asLong();
    String event = Long.toString(id);
    String jobs =
        "FROM scheduled_tasks WHERE split_part(task_instance, '@', 1) = ? AND task_name ="
            + " 'event-overdue'";
    // The job is done with when it has been told.
    assertThat(job.sql("DELETE " + jobs).param(event).update()).isEqualTo(1);
    job.sql("UPDATE event SET step_due_at = now() + interval '5 seconds' WHERE id = ?")
        .param(id)
        .update();
    overdue.becameOverdue(id);
    Instant next =
        job.sql("SELECT execution_time " + jobs)
            .param(event)
            .query((row, number) -> row.getTimestamp(1).toInstant())
            .single();
    assertThat(next).isBefore(Instant.now().plusSeconds(10));
  }

  private Answer send(Caller caller, String body, String key) {
    return town.town.send(caller, "POST", "/api/events", body, "Idempotency-Key", key);
  }

  private JsonNode reported(String weight) {
    return town.reported(
        town.officer, EventTown.body(100.004, 30.004, "").replace("MEDIUM", weight));
  }

  private static String into(JsonNode event) {
    return REASON + ",\"target\":{\"eventNumber\":" + event.get("number") + "}";
  }
}
