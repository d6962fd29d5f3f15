package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventPlaceTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  private EventTown town;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
  }

  @Test
  void near_a_border_the_side_is_asked_for_and_both_grids_are_told() {
    // About nine metres east of the border.
    String body = EventTown.body(100.0101, 30.004, "");
    Answer asked = town.report(town.officer, body);
    assertThat(asked.status()).isEqualTo(409);
    assertThat(asked.json().get("type").asString()).isEqualTo("/problems/side-needed");
    assertThat(asked.json().get("sides").size()).isEqualTo(2);
    assertThat(asked.json().get("sides").get(0).get("gridCode").asString()).isEqualTo(Town.WEST);

    JsonNode event =
        town.reported(
            town.officer, EventTown.body(100.0101, 30.004, ",\"gridCode\":\"" + Town.WEST + "\""));
    assertThat(event.get("gridCode").asString()).isEqualTo(Town.WEST);
    assertThat(event.get("otherGrid").get("gridCode").asString()).isEqualTo(Town.EAST);
    long id = event.get("id").asLong();
    assertThat(town.get(town.eastOfficer, id).status()).isEqualTo(200);
    assertThat(
            town.report(
                    town.officer,
                    EventTown.body(100.004, 30.004, ",\"gridCode\":\"" + Town.EAST + "\""))
                .status())
        .isEqualTo(422);
  }

  @Test
  void twenty_metres_from_a_border_nobody_is_asked() {
    JsonNode event = town.reported(town.officer, EventTown.body(100.0098, 30.004, ""));
    assertThat(event.get("gridCode").asString()).isEqualTo(Town.WEST);
    assertThat(event.get("otherGrid").isNull()).isTrue();
  }

  @Test
  void a_place_outside_every_grid_is_refused() {
    Answer refused = town.report(town.officer, EventTown.body(99.5, 30.004, ""));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("detail").asString()).contains("longitude", "latitude");
  }

  @Test
  void the_post_of_the_grid_owns_an_event_and_the_next_higher_one_where_it_is_vacant() {
    JsonNode west = town.reported(town.officer);
    assertThat(west.get("owner").get("name").asString()).isEqualTo("陈事件");
    assertThat(west.get("owner").get("post").asString()).isEqualTo("GRID_OFFICER");
    assertThat(west.get("staffingFault").isNull()).isTrue();

    JsonNode east =
        town.reported(
            town.eastOfficer, EventTown.body(100.016, 30.004, "").replace("LITTER", "NOISE"));
    assertThat(east.get("owner").get("name").asString()).isEqualTo("林事件");
    assertThat(east.get("owner").get("gridName").asString()).isEqualTo("试验村");
    assertThat(east.get("staffingFault").get("gridName").asString()).isEqualTo("第2网格");
    assertThat(east.get("department").asString()).isEqualTo("POLICE");
    assertThat(east.get("departmentOfficer").get("name").asString()).isEqualTo("王事件");
  }

  @Test
  void an_event_of_a_house_is_in_the_grid_of_the_house_wherever_the_finger_was() {
    JsonNode event =
        town.reported(
            town.officer, EventTown.body(100.004, 30.004, ",\"houseId\":" + town.town.eastHouse()));
    assertThat(event.get("gridCode").asString()).isEqualTo(Town.EAST);
    assertThat(event.get("houseId").asLong()).isEqualTo(town.town.eastHouse());
    assertThat(
            town.report(town.officer, EventTown.body(100.004, 30.004, ",\"houseId\":987654321"))
                .status())
        .isEqualTo(422);
  }

  @Test
  void a_pin_moved_into_another_grid_takes_the_event_with_it_and_tells_both() {
    long id = town.reported(town.officer).get("id").asLong();
    assertThat(town.get(town.eastOfficer, id).status()).isEqualTo(404);
    JsonNode moved =
        town.done(town.officer, id, "MOVE", ",\"longitude\":100.016,\"latitude\":30.004");
    assertThat(moved.get("gridCode").asString()).isEqualTo(Town.EAST);
    assertThat(moved.get("otherGrid").get("gridCode").asString()).isEqualTo(Town.WEST);
    assertThat(moved.get("owner").get("name").asString()).isEqualTo("林事件");
    assertThat(town.get(town.eastOfficer, id).status()).isEqualTo(200);
    JsonNode last = moved.get("history").get(1);
    assertThat(last.get("details").get("fromGrid").asString()).isEqualTo(Town.WEST);
    assertThat(last.get("details").get("toGrid").asString()).isEqualTo(Town.EAST);
    assertThat(town.act(town.officer, id, "MOVE", "").json().get("reason").asString())
        .isEqualTo("PLACE_MISSING");
  }
}
