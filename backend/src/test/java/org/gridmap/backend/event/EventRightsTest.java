package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.publication.Hamlet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who sees an event that went from one hand to another, and who does not see it any more. */
@CapabilityTest({"identity", "event", "publication"})
@Import(Hamlet.SignIn.class)
class EventRightsTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  private Hamlet hamlet;
  private Caller lead;
  private Caller southLead;

  @BeforeEach
  void settle() {
    hamlet = new Hamlet(context);
    lead = hamlet.caller("lead", Role.COMMUNITY_LEAD, hamlet.village);
    southLead = hamlet.caller("south", Role.COMMUNITY_LEAD, hamlet.code(902));
    post("GRID_LEAD", hamlet.code(902));
  }

  @Test
  void what_was_given_to_a_higher_grid_is_seen_there_and_told_as_gone_when_it_is_given_away() {
    JsonNode event = report(lead, 0.5, 1.5, "甲家门口堆垃圾");
    assertThat(get(southLead, event).status()).isEqualTo(404);
    Answer given = act(lead, event, "TRANSFER", toGrid(3));
    assertThat(given.status()).as(given.text()).isEqualTo(200);
    assertThat(given.json().get("owner").get("gridName").asString()).isEqualTo("南片");

    Answer seen = get(southLead, event);
    assertThat(seen.status()).as(seen.text()).isEqualTo(200);
    assertThat(seen.json().get("text").asString()).isEqualTo("甲家门口堆垃圾");
    String number = event.get("number").asString();
    assertThat(hamlet.get(southLead, "/api/events").text()).contains(number);
    Answer taken = act(southLead, event, "ADVANCE", ",\"text\":\"已到现场\"");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);

    long since =
        hamlet.get(southLead, "/api/event-changes?since=0").json().get("revision").asLong();
    assertThat(act(lead, event, "TRANSFER", toGrid(2)).status()).isEqualTo(200);
    assertThat(get(southLead, event).status()).isEqualTo(404);
    JsonNode changes = hamlet.get(southLead, "/api/event-changes?since=" + since).json();
    assertThat(changes.get("gone").get(0).asLong()).isEqualTo(event.get("id").asLong());
    assertThat(changes.get("changed").size()).isZero();
  }

  @Test
  void the_words_of_reports_that_were_merged_one_after_the_other_are_read_where_they_ended() {
    JsonNode first = report(lead, 0.5, 1.5, "甲的话");
    JsonNode second = report(lead, 0.6, 1.5, "乙的话");
    JsonNode third = report(lead, 1.5, 1.5, "丙的话");
    assertThat(act(lead, third, "TRANSFER", toGrid(3)).status()).isEqualTo(200);
    for (JsonNode[] pair : new JsonNode[][] {{first, second}, {second, third}}) {
      Answer merged =
          act(
              lead,
              pair[0],
              "MERGE",
              ",\"target\":{\"eventNumber\":\"" + pair[1].get("number").asString() + "\"}");
      assertThat(merged.status()).as(merged.text()).isEqualTo(200);
    }
    for (Caller reader :
        List.of(southLead, hamlet.caller("officer", Role.OFFICER, hamlet.code(2)))) {
      JsonNode remains = get(reader, third).json();
      List<String> words = new ArrayList<>();
      remains.get("mergedFrom").forEach(one -> words.add(one.get("text").asString("")));
      assertThat(words).as(remains.toString()).containsExactly("甲的话", "乙的话");
    }
    assertThat(get(lead, first).json().get("mergedInto").get("number"))
        .isEqualTo(third.get("number"));
  }

  @Test
  void the_grid_that_a_pin_left_goes_on_seeing_the_event_also_beside_a_third_one() {
    Caller left = hamlet.caller("left", Role.OFFICER, hamlet.code(1));
    Caller beside = hamlet.caller("beside", Role.OFFICER, hamlet.code(3));
    JsonNode event = report(lead, 0.5, 1.5, "垃圾");
    // Five metres east of the border between the third and the fourth grid.
    Coordinate place = hamlet.at(1.005, 0.5);
    Answer moved =
        act(
            lead,
            event,
            "MOVE",
            ",\"longitude\":%s,\"latitude\":%s,\"gridCode\":\"%s\""
                .formatted(place.x, place.y, hamlet.code(4)));
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    for (Caller one : List.of(left, beside)) {
      Answer seen = get(one, event);
      assertThat(seen.status()).as(seen.text()).isEqualTo(200);
      assertThat(seen.json().get("text").asString()).isEqualTo("垃圾");
      assertThat(hamlet.get(one, "/api/events").text()).contains(event.get("number").asString());
    }
  }

  @Test
  void who_gives_an_event_out_of_his_sight_may_repeat_that_and_learns_nothing_of_what_follows() {
    Caller officer = hamlet.caller("officer", Role.OFFICER, hamlet.code(2));
    post("GRID_OFFICER", hamlet.code(2));
    JsonNode event = report(lead, 0.5, 1.5, "垃圾");
    assertThat(act(lead, event, "TRANSFER", toGrid(2)).status()).isEqualTo(200);
    String tag = get(officer, event).header("ETag");
    String key = EventTown.key();
    Answer first = act(officer, event, tag, key, "TRANSFER", toGrid(3));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(get(officer, event).status()).isEqualTo(404);
    Answer again = act(officer, event, tag, key, "TRANSFER", toGrid(3));
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().get("version")).isEqualTo(first.json().get("version"));
    assertThat(act(officer, event, tag, EventTown.key(), "TRANSFER", toGrid(3)).status())
        .isEqualTo(404);

    assertThat(act(lead, event, "ADD_NOTE", ",\"text\":\"后来的话\"").status()).isEqualTo(200);
    assertThat(act(officer, event, tag, key, "TRANSFER", toGrid(3)).status()).isEqualTo(404);
  }

  @Test
  void whose_grid_was_taken_away_hears_nothing_under_his_old_keys() {
    Caller leaving = hamlet.caller("leaving", Role.OFFICER, hamlet.code(2));
    post("GRID_OFFICER", hamlet.code(2));
    JsonNode kept = report(lead, 1.5, 1.5, "留下");
    JsonNode given = report(lead, 0.5, 1.5, "转出");
    assertThat(act(lead, given, "TRANSFER", toGrid(2)).status()).isEqualTo(200);
    String note = ",\"text\":\"看过了\"";
    String keptTag = get(leaving, kept).header("ETag");
    String givenTag = get(leaving, given).header("ETag");
    for (int i = 0; i < 2; i++) {
      assertThat(act(leaving, kept, keptTag, "leaving-note", "ADD_NOTE", note).status())
          .isEqualTo(200);
      assertThat(act(leaving, given, givenTag, "leaving-give", "TRANSFER", toGrid(3)).status())
          .isEqualTo(200);
    }
    assertThat(get(leaving, given).status()).isEqualTo(404);

    People.withdraw(jdbc, leaving.accountId());

    Answer again = act(leaving, kept, keptTag, "leaving-note", "ADD_NOTE", note);
    assertThat(again.status()).as(again.text()).isEqualTo(404);
    assertThat(act(leaving, given, givenTag, "leaving-give", "TRANSFER", toGrid(3)).status())
        .isEqualTo(404);
  }

  private void post(String duty, String gridCode) {
    jdbc.sql(
            """
            WITH one AS (
              INSERT INTO staff (name, sex, unit, phone, grid_code) VALUES ('陈在岗', 'MALE', 'VILLAGE', '0595-85001122', :grid)
              RETURNING id)
            INSERT INTO assignment (staff_id, grid_code, role, valid)
            SELECT id, :grid, :duty, daterange(current_date - 30, NULL) FROM one
            """)
        .param("duty", duty)
        .param("grid", gridCode)
        .update();
  }

  private String toGrid(int leaf) {
    return ",\"reason\":\"非本网格\",\"target\":{\"gridCode\":\"" + hamlet.code(leaf) + "\"}";
  }

  private JsonNode report(Caller caller, double x, double y, String text) {
    Coordinate place = hamlet.at(x, y);
    Answer answer =
        hamlet.send(
            caller,
            "POST",
            "/api/events",
            EventTown.body(place.x, place.y, "").replace("垃圾堆积", text),
            "Idempotency-Key",
            EventTown.key());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private Answer act(Caller caller, JsonNode event, String action, String more) {
    Answer read = get(caller, event);
    assertThat(read.status()).as(read.text()).isEqualTo(200);
    return act(caller, event, read.header("ETag"), EventTown.key(), action, more);
  }

  private Answer act(
      Caller caller, JsonNode event, String tag, String key, String action, String more) {
    return hamlet.send(
        caller,
        "POST",
        "/api/events/" + event.get("id").asLong() + "/actions",
        "{\"action\":\"" + action + "\"" + more + "}",
        "If-Match",
        tag,
        "Idempotency-Key",
        key);
  }

  private Answer get(Caller caller, JsonNode event) {
    return hamlet.get(caller, "/api/events/" + event.get("id").asLong());
  }
}
