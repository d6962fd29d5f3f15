package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.MapPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventScopeTest {
  private static final String CANARY = "许金丝雀家漏水";

  @Autowired private JdbcClient jdbc;
  @Autowired @MapPool private JdbcClient map;
  @Autowired private Environment environment;
  private EventTown town;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
  }

  @Test
  void words_and_photos_are_for_those_who_answer_for_residents_and_for_who_reported() {
    JsonNode event =
        town.reported(town.officer, EventTown.body(100.004, 30.004, "").replace("垃圾堆积", CANARY));
    long id = event.get("id").asLong();
    long photo = town.photo(town.officer, id);
    town.done(town.officer, id, "ADD_NOTE", ",\"text\":\"" + CANARY + "二\"");

    JsonNode seen = town.get(town.lead, id).json();
    assertThat(seen.get("text").asString()).isEqualTo(CANARY);
    assertThat(seen.get("reporter").isNull()).isFalse();
    assertThat(seen.get("history").get(1).get("note").asString()).isEqualTo(CANARY + "二");
    assertThat(town.town.get(town.lead, "/api/event-photos/" + photo).status()).isEqualTo(200);

    Answer leader = town.get(town.leader, id);
    assertThat(leader.status()).isEqualTo(200);
    assertThat(leader.text()).doesNotContain("金丝雀");
    assertThat(leader.json().get("text").isNull()).isTrue();
    assertThat(leader.json().get("reporter").isNull()).isTrue();
    assertThat(leader.json().get("photos").size()).isZero();
    // Nor by what the reporter did with it afterwards.
    for (JsonNode entry : leader.json().get("history")) {
      assertThat(entry.get("byName").isNull()).as(entry.toString()).isTrue();
    }
    same(town.leader, "/api/event-photos/" + photo, "/api/event-photos/987654321");
  }

  @Test
  void outside_the_scope_an_event_is_as_if_it_had_never_been() {
    long id = town.reported(town.officer).get("id").asLong();
    long photo = town.photo(town.officer, id);
    same(town.eastLead, "/api/events/" + id, "/api/events/987654321");
    same(town.eastLead, "/api/events/" + id + "/duplicates", "/api/events/987654321/duplicates");
    same(town.eastLead, "/api/event-photos/" + photo, "/api/event-photos/987654321");
    for (String route : List.of("/actions", "/photos")) {
      Answer outside = post("/api/events/" + id + route);
      Answer never = post("/api/events/987654321" + route);
      assertThat(outside.status()).isEqualTo(404);
      assertThat(outside.response().body()).isEqualTo(never.response().body());
    }
    assertThat(town.town.get(town.town.planner, "/api/events").status()).isEqualTo(403);
    assertThat(town.town.get(town.eastLead, "/api/events?limit=500").text())
        .doesNotContain("\"id\":" + id + ",");
    assertThat(
            town.town
                .get(town.eastLead, "/api/event-numbers?grid=" + town.town.fixture.west())
                .status())
        .isEqualTo(404);
  }

  @Test
  void who_reported_across_the_border_still_reads_his_report() {
    JsonNode event =
        town.reported(
            town.eastOfficer, EventTown.body(100.004, 30.004, "").replace("垃圾堆积", CANARY));
    JsonNode read = town.get(town.eastOfficer, event.get("id").asLong()).json();
    assertThat(read.get("text").asString()).isEqualTo(CANARY);
  }

  @Test
  void lists_points_changes_numbers_the_log_and_the_map_hold_no_words() {
    town.reported(town.officer, EventTown.body(100.004, 30.004, "").replace("垃圾堆积", CANARY));
    for (String path :
        List.of(
            "/api/events?limit=500",
            "/api/event-points",
            "/api/event-changes?since=0",
            "/api/event-numbers",
            "/api/event-settings")) {
      Answer answer = town.town.get(town.lead, path);
      assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
      assertThat(answer.text()).as(path).doesNotContain("金丝雀");
    }
    assertThat(
            jdbc.sql("SELECT count(*) FROM audit.entry WHERE detail::text LIKE '%金丝雀%'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(
            map.sql("SELECT has_table_privilege('event', 'SELECT')").query(Boolean.class).single())
        .isFalse();
  }

  private Answer post(String path) {
    return town.town.send(
        town.eastLead,
        "POST",
        path,
        "{\"action\":\"ADD_NOTE\",\"text\":\"看\"}",
        "If-Match",
        "\"0\"",
        "Idempotency-Key",
        EventTown.key());
  }

  private void same(Caller caller, String path, String never) {
    Answer outside = town.town.get(caller, path);
    assertThat(outside.status()).as(path).isEqualTo(404);
    assertThat(outside.response().body()).isEqualTo(town.town.get(caller, never).response().body());
  }
}
