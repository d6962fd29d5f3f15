package org.gridmap.backend.place.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.place.staff.StaffLoad.PostRecord;
import org.gridmap.backend.place.staff.StaffLoad.StaffRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "place"})
@Import(Town.SignIn.class)
class StaffTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  @Autowired private StaffLoad staffing;
  private Town town;
  private LocalDate today;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
    today = LocalDate.now(StaffChain.TOWN);
    jdbc.sql("DELETE FROM assignment").update();
    jdbc.sql("DELETE FROM staff").update();
  }

  @Test
  void a_grid_without_staff_shows_its_posts_as_vacant() {
    assertThat(chain("/api/grids/" + town.fixture.west()))
        .containsExactly("第1网格 GRID_LEAD -", "第1网格 GRID_OFFICER -", "试验村 GRID_LEAD -");
  }

  @Test
  void a_chain_goes_from_the_house_to_the_village_as_of_today() {
    staffing.load(
        "",
        "staff-test",
        List.of(
            person("陈一", post(Duty.GRID_LEAD, Town.VILLAGE, -400, null)),
            person("林二", post(Duty.GRID_LEAD, Town.WEST, -10, 10)),
            person("王三", post(Duty.POLICE, Town.WEST, -500, null)),
            person("黄四", post(Duty.GRID_OFFICER, Town.WEST, 0, null)),
            person("吴五", post(Duty.GRID_OFFICER, Town.WEST, -20, -1)),
            person("许六", post(Duty.GRID_OFFICER, Town.WEST, 1, null)),
            person("曾七", post(Duty.GRID_LEAD, Town.EAST, -1, null)),
            new StaffRecord(
                "蔡八",
                "蔡八",
                "FEMALE",
                "VOLUNTEERS",
                "",
                "",
                Town.VILLAGE,
                List.of(
                    new PostRecord(
                        Duty.BUILDING_HEAD, null, "fixture1", today.minusDays(3), null)))));
    assertThat(chain("/api/houses/" + town.westHouse()))
        .containsExactly(
            "- BUILDING_HEAD 蔡八",
            "第1网格 GRID_LEAD 林二",
            "第1网格 GRID_OFFICER 黄四",
            "第1网格 POLICE 王三",
            "试验村 GRID_LEAD 陈一");
    JsonNode lead =
        town.get(town.planner, "/api/grids/" + town.fixture.west() + "/staff")
            .json()
            .get("chain")
            .get(0);
    assertThat(lead.get("roleName").asString()).isEqualTo("网格长");
    assertThat(lead.get("from").asString()).isEqualTo(today.minusDays(10).toString());
    assertThat(lead.get("until").asString()).isEqualTo(today.plusDays(10).toString());
    assertThat(lead.get("unitName").asString()).isEqualTo("试验村委会");
    assertThat(lead.get("unit").asString()).isEqualTo("VILLAGE");
    assertThat(lead.get("vacant").asBoolean()).isFalse();
  }

  @Test
  void an_assignment_is_made_once_and_ended() {
    long person = enter("郑九");
    String body =
        "{\"staffId\":%d,\"gridId\":%d,\"role\":\"GRID_OFFICER\",\"from\":\"%s\"}"
            .formatted(person, town.fixture.west(), today.minusDays(5));
    Answer made = town.send(town.lead, "POST", "/api/assignments", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Answer again = town.send(town.lead, "POST", "/api/assignments", body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("type").asString()).isEqualTo("/problems/assignment-conflict");
    assertThat(chain("/api/grids/" + town.fixture.west())).contains("第1网格 GRID_OFFICER 郑九");

    String path = "/api/assignments/" + made.json().get("id").asLong();
    Answer outside = town.send(town.eastLead, "DELETE", path, null);
    Answer never = town.send(town.eastLead, "DELETE", "/api/assignments/987654321", null);
    assertThat(outside.status()).isEqualTo(404);
    assertThat(outside.response().body()).isEqualTo(never.response().body());
    assertThat(town.send(town.lead, "DELETE", path, null).status()).isEqualTo(204);
    assertThat(chain("/api/grids/" + town.fixture.west())).contains("第1网格 GRID_OFFICER -");
    assertThat(
            town.get(town.lead, "/api/staff/" + person)
                .json()
                .get("assignments")
                .get(0)
                .get("until")
                .asString())
        .isEqualTo(today.minusDays(1).toString());
  }

  @Test
  void an_assignment_outside_the_scope_or_of_the_wrong_kind_is_refused() {
    long person = enter("何十");
    assertThat(
            town.send(
                    town.eastLead,
                    "POST",
                    "/api/assignments",
                    "{\"staffId\":%d,\"gridId\":%d,\"role\":\"POLICE\"}"
                        .formatted(person, town.fixture.west()))
                .status())
        .isEqualTo(404);
    Answer wrong =
        town.send(
            town.lead,
            "POST",
            "/api/assignments",
            "{\"staffId\":%d,\"gridId\":%d,\"role\":\"BUILDING_HEAD\",\"from\":\"%s\",\"until\":\"%s\"}"
                .formatted(person, town.fixture.west(), today, today.minusDays(1)));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("detail").asString()).contains("role, until");
  }

  @Test
  void whoever_leaves_is_in_no_chain_any_more_but_in_the_history() {
    long person = enter("梁一");
    town.send(
        town.lead,
        "POST",
        "/api/assignments",
        "{\"staffId\":%d,\"gridId\":%d,\"role\":\"GRID_LEAD\",\"from\":\"%s\"}"
            .formatted(person, town.fixture.village(), today.minusDays(9)));
    String path = "/api/staff/" + person;
    assertThat(town.send(town.eastLead, "DELETE", path, null, "If-Match", "\"0\"").status())
        .isEqualTo(404);
    assertThat(town.send(town.lead, "DELETE", path, null, "If-Match", "\"0\"").status())
        .isEqualTo(204);
    assertThat(chain("/api/grids/" + town.fixture.village())).containsExactly("试验村 GRID_LEAD -");
    assertThat(town.get(town.lead, path).json().get("leftOn").asString())
        .isEqualTo(today.toString());
    assertThat(
            town.get(town.lead, "/api/staff?name=梁".replace("梁", "%E6%A2%81"))
                .json()
                .get("items")
                .size())
        .isZero();
  }

  private StaffRecord person(String name, PostRecord post) {
    return new StaffRecord(
        name, name, "MALE", "VILLAGE", "试验村委会", "0595-85001122", Town.VILLAGE, List.of(post));
  }

  private PostRecord post(Duty duty, String grid, int from, Integer until) {
    return new PostRecord(
        duty, grid, null, today.plusDays(from), until == null ? null : today.plusDays(until));
  }

  private long enter(String name) {
    Answer entered =
        town.send(
            town.lead,
            "POST",
            "/api/staff",
            "{\"name\":\"%s\",\"sex\":\"MALE\",\"unit\":\"VILLAGE\",\"phone\":\"0595-85001133\",\"gridId\":%d}"
                .formatted(name, town.fixture.village()));
    assertThat(entered.status()).as(entered.text()).isEqualTo(201);
    return entered.json().get("id").asLong();
  }

  /** Each post as grid, role and name, a dash for none. */
  private List<String> chain(String of) {
    List<String> posts = new ArrayList<>();
    for (JsonNode post : town.get(town.planner, of + "/staff").json().get("chain")) {
      posts.add(
          text(post.get("gridName"))
              + " "
              + post.get("role").asString()
              + " "
              + text(post.get("name")));
      assertThat(post.get("vacant").asBoolean()).isEqualTo(post.get("name").isNull());
    }
    return posts;
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "-" : node.asString();
  }
}
