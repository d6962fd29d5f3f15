package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.publication.Hamlet;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "event", "publication"})
@Import(Hamlet.SignIn.class)
class EventRedrawTest {
  @Autowired private ApplicationContext context;
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
    JsonNode closed = report(lead, 1.1, 1.6, null);
    Answer cancelled =
        hamlet.send(
            lead,
            "POST",
            "/api/events/" + closed.get("id").asLong() + "/actions",
            "{\"action\":\"CANCEL\",\"reason\":\"误报\"}",
            "If-Match",
            "\"0\"",
            "Idempotency-Key",
            EventTown.key());
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
    assertThat(read(second, stays).get("gridCode").asString()).isEqualTo(hamlet.code(2));
    assertThat(read(second, stays).get("history").size()).isEqualTo(1);
    assertThat(read(second, closed).get("gridCode").asString()).isEqualTo(hamlet.code(2));
    JsonNode changes = hamlet.get(first, "/api/event-changes?since=" + since).json();
    assertThat(changes.get("changed").size()).isEqualTo(2);
    assertThat(hamlet.get(second, "/api/event-changes?since=" + since).json().get("gone").size())
        .isEqualTo(2);
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
    return answer.json();
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
