package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventsTest {
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;
  private EventTown town;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
  }

  @Test
  void an_event_walks_its_seven_steps_by_the_right_accounts_and_is_refused_to_the_wrong_ones() {
    JsonNode event = town.reported(town.officer);
    long id = event.get("id").asLong();
    assertThat(event.get("number").asString()).matches(Town.VILLAGE + "-20[0-9]{2}-[0-9]{6}");
    assertThat(event.get("urgency").asString()).isEqualTo("YELLOW");
    assertThat(event.get("step").asString()).isEqualTo("collect");

    refused(town.leader, id, "ADVANCE", ",\"text\":\"看过\"", "NOT_ALLOWED");
    refused(town.officer, id, "ADVANCE", "", "TEXT_MISSING");
    town.done(town.officer, id, "ADVANCE", ",\"text\":\"已到现场\"");
    refused(town.leader, id, "ADVANCE", "", "NOT_ALLOWED");
    town.done(town.gridLead, id, "ADVANCE", "");
    refused(town.officer, id, "ADVANCE", "", "NOT_ALLOWED");
    town.done(town.gridLead, id, "ADVANCE", "");
    refused(town.officer, id, "ADVANCE", ",\"text\":\"已清理\"", "PHOTO_MISSING");
    long photo = town.photo(town.officer, id);
    String handled = ",\"text\":\"已清理\",\"photoIds\":[" + photo + "]";
    town.done(town.officer, id, "ADVANCE", handled);
    refused(town.officer, id, "ADVANCE", ",\"text\":\"很好\"", "HANDLED_IT");
    town.done(town.gridLead, id, "ADVANCE", ",\"text\":\"核查属实\"");
    refused(town.gridLead, id, "ADVANCE", "", "NOT_ALLOWED");
    JsonNode closed = town.done(town.leader, id, "ADVANCE", "");
    assertThat(closed.get("state").asString()).isEqualTo("CLOSED");
    assertThat(closed.get("closedAt").isNull()).isFalse();
    assertThat(actions(closed.get("history")))
        .containsExactly(
            "REPORT", "ADVANCE", "ADVANCE", "ADVANCE", "ADVANCE", "ADVANCE", "ADVANCE");
    assertThat(audited(id)).isEqualTo(7);
  }

  @Test
  void each_action_says_the_version_it_is_based_on_and_is_done_once_for_each_key() {
    JsonNode event = town.reported(town.officer);
    long id = event.get("id").asLong();
    String path = "/api/events/" + id + "/actions";
    String note = "{\"action\":\"ADD_NOTE\",\"text\":\"现场有人\"}";
    assertThat(
            town.town
                .send(town.officer, "POST", path, note, "Idempotency-Key", EventTown.key())
                .status())
        .isEqualTo(428);
    assertThat(town.town.send(town.officer, "POST", path, note, "If-Match", "\"0\"").status())
        .isEqualTo(400);
    String key = EventTown.key();
    Answer first = send(path, note, key);
    Answer again = send(path, note, key);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(again.json().get("version")).isEqualTo(first.json().get("version"));
    assertThat(actions(again.json().get("history"))).containsExactly("REPORT", "ADD_NOTE");
    Answer stale = send(path, note, EventTown.key());
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.json().get("type").asString()).isEqualTo("/problems/edit-conflict");
  }

  @Test
  void photos_of_others_do_not_keep_anybody_from_adding_his_own() {
    long id = town.reported(town.officer).get("id").asLong();
    photos(id, town.lead.accountId(), 24);
    long own = town.photo(town.officer, id);
    assertThat(own).isPositive();
    photos(id, town.officer.accountId(), 23);
    Answer full =
        town.town.send(town.officer, "POST", "/api/events/" + id + "/photos", EventTown.picture());
    assertThat(full.status()).as(full.text()).isEqualTo(422);
    // What an action came with is no longer in the way.
    job.sql("UPDATE person.event_photo SET used = true WHERE id = ?").param(own).update();
    assertThat(town.photo(town.officer, id)).isPositive();
  }

  private void photos(long event, long author, int count) {
    job.sql(
            """
            INSERT INTO person.event_photo (event_id, author_id, width, height, picture, thumbnail)
            SELECT :event, :author, 1, 1, ''::bytea, ''::bytea FROM generate_series(1, :count)
            """)
        .param("event", event)
        .param("author", author)
        .param("count", count)
        .update();
  }

  @Test
  void one_key_is_one_report() {
    String key = EventTown.key();
    String body = EventTown.body(100.003, 30.003, "");
    Answer first =
        town.town.send(town.officer, "POST", "/api/events", body, "Idempotency-Key", key);
    Answer again =
        town.town.send(town.officer, "POST", "/api/events", body, "Idempotency-Key", key);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.json().get("number")).isEqualTo(first.json().get("number"));
    assertThat(town.town.send(town.officer, "POST", "/api/events", body).status()).isEqualTo(400);
  }

  @Test
  void a_merged_report_keeps_its_words_under_the_event_that_remains() {
    JsonNode first = town.reported(town.officer, EventTown.body(100.007, 30.0085, ""));
    JsonNode second =
        town.reported(town.lead, EventTown.body(100.0071, 30.0085, "").replace("垃圾堆积", "垃圾很多"));
    long id = second.get("id").asLong();
    JsonNode alike =
        town.town.get(town.officer, "/api/events/" + id + "/duplicates").json().get("events");
    assertThat(numbers(alike)).contains(first.get("number").asString());
    refused(town.lead, id, "MERGE", "", "TARGET_MISSING");
    String target = ",\"target\":{\"eventNumber\":\"" + first.get("number").asString() + "\"}";
    JsonNode merged = town.done(town.lead, id, "MERGE", target);
    assertThat(merged.get("closed").asString()).isEqualTo("MERGED");
    JsonNode remains = town.get(town.officer, first.get("id").asLong()).json();
    assertThat(remains.get("mergedFrom").get(0).get("text").asString()).isEqualTo("垃圾很多");
    assertThat(actions(remains.get("history"))).containsExactly("REPORT", "TAKE_IN");
    refused(town.lead, id, "REOPEN", ",\"reason\":\"不同\"", "NOT_NOW");
  }

  @Test
  void
      an_event_is_transferred_with_its_next_owner_escalated_supervised_cancelled_and_opened_again() {
    long id = town.reported(town.officer).get("id").asLong();
    refused(town.officer, id, "TRANSFER", ",\"reason\":\"非本网格\"", "TARGET_MISSING");
    assertThat(
            town.act(
                    town.officer,
                    id,
                    "TRANSFER",
                    ",\"reason\":\"非本网格\",\"target\":{\"department\":\"NOBODY\"}")
                .status())
        .isEqualTo(422);
    JsonNode moved =
        town.done(
            town.officer,
            id,
            "TRANSFER",
            ",\"reason\":\"属派出所\",\"target\":{\"department\":\"POLICE\"}");
    assertThat(moved.get("department").asString()).isEqualTo("POLICE");
    town.done(town.leader, id, "SUPERVISE", ",\"reason\":\"重要\"");
    assertThat(town.get(town.officer, id).json().get("state").asString()).isEqualTo("SUPERVISED");
    town.done(town.lead, id, "END_SUPERVISION", "");
    JsonNode cancelled = town.done(town.lead, id, "CANCEL", ",\"reason\":\"误报\"");
    assertThat(cancelled.get("closed").asString()).isEqualTo("CANCELLED");
    JsonNode opened = town.done(town.lead, id, "REOPEN", ",\"reason\":\"属实\"");
    assertThat(opened.get("state").asString()).isEqualTo("OPEN");
    assertThat(opened.get("closedAt").isNull()).isTrue();
  }

  @Test
  void lists_points_and_numbers_agree_on_one_filter() {
    town.reported(town.officer);
    town.reported(town.officer);
    String filter = "state=OPEN&category=LITTER&grid=" + town.town.fixture.west();
    JsonNode list = town.town.get(town.lead, "/api/events?limit=1&" + filter).json();
    assertThat(list.get("events").size()).isEqualTo(1);
    JsonNode next =
        town.town
            .get(
                town.lead,
                "/api/events?limit=500&" + filter + "&after=" + list.get("next").asString())
            .json();
    assertThat(next.get("events").size() + 1).isEqualTo(list.get("total").asInt());
    JsonNode points = town.town.get(town.lead, "/api/event-points?" + filter).json();
    assertThat(points.get("points").size()).isEqualTo(list.get("total").asInt());
    assertThat(points.get("complete").asBoolean()).isTrue();
    JsonNode numbers =
        town.town
            .get(town.lead, "/api/event-numbers?category=LITTER&grid=" + town.town.fixture.west())
            .json();
    assertThat(numbers.get("open").asInt()).isEqualTo(list.get("total").asInt());
    assertThat(sum(numbers.get("holding").get("byStep"))).isEqualTo(numbers.get("open").asLong());
    JsonNode all = town.town.get(town.lead, "/api/event-numbers").json();
    long below = 0;
    for (JsonNode child : all.get("children")) {
      below += child.get("open").asLong() + child.get("closed").asLong();
    }
    assertThat(below).isEqualTo(all.get("open").asLong() + all.get("closed").asLong());
  }

  private Answer send(String path, String body, String key) {
    return town.town.send(
        town.officer, "POST", path, body, "If-Match", "\"0\"", "Idempotency-Key", key);
  }

  private void refused(Caller caller, long id, String action, String more, String reason) {
    Answer answer = town.act(caller, id, action, more);
    assertThat(answer.status()).as(action + " " + answer.text()).isEqualTo(409);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/event-action-refused");
    assertThat(answer.json().get("reason").asString()).isEqualTo(reason);
  }

  private long audited(long id) {
    return jdbc.sql(
            "SELECT count(*) FROM audit.entry WHERE subject_type = 'event' AND subject_id = ? AND action LIKE"
                + " 'EVENT%'")
        .param(id)
        .query(Long.class)
        .single();
  }

  private static List<String> actions(JsonNode history) {
    List<String> actions = new ArrayList<>();
    history.forEach(entry -> actions.add(entry.get("action").asString()));
    return actions;
  }

  private static List<String> numbers(JsonNode events) {
    List<String> numbers = new ArrayList<>();
    events.forEach(event -> numbers.add(event.get("number").asString()));
    return numbers;
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.get("count").asLong();
    }
    return sum;
  }
}
