package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The map of another day: divisions, tiles, collections, and counts without differences. */
@GridMapTest
@Import(Hamlet.SignIn.class)
class AsOfTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  private Hamlet hamlet;
  private long second;
  private Instant before;

  @BeforeEach
  void publishTwice() {
    hamlet = new Hamlet(context);
    // The first division has been in force for ten days.
    jdbc.sql("UPDATE division SET valid = tstzrange(now() - interval '10 days', NULL) WHERE id = ?")
        .param(hamlet.division)
        .update();
    for (int leaf = 1; leaf <= 4; leaf++) {
      for (int i = 0; i < Hamlet.HOUSES_OF_A_LEAF; i++) {
        job.sql(
                """
                INSERT INTO person.house_tally (house_id, village_code, households, residents, registered, permanent,
                  floating, at_home, away, moved_out, children, elders, care_needs)
                VALUES (?, ?, 1, ?, ?, 0, 0, ?, 0, 0, 0, 0, 0)
                """)
            .params(hamlet.house(leaf, i), hamlet.village, 5 + leaf, 5 + leaf, 5 + leaf)
            .update();
      }
    }
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    second = hamlet.publish(plan, null).json().get("divisionId").asLong();
    before = Instant.now().minus(1, ChronoUnit.DAYS);
  }

  private Map<String, Long> residents(Caller caller, String at) {
    Answer answer =
        hamlet.get(caller, "/api/aggregates?measure=residents" + (at == null ? "" : "&at=" + at));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    Map<String, Long> values = new TreeMap<>();
    answer
        .json()
        .get("grids")
        .forEach(one -> {
          if (one.get("code").asString().startsWith(hamlet.village)) {
            JsonNode value = one.get("value");
            values.put(
                one.get("code").asString().substring(12), value.isNull() ? null : value.asLong());
          }
        });
    return values;
  }

  private static List<String> divisionsOf(JsonNode features) {
    List<String> found = new ArrayList<>();
    features
        .get("features")
        .forEach(one -> found.add(one.get("properties").get("division").asString()));
    return found.stream().distinct().toList();
  }

  @Test
  void overview_and_collections_show_the_division_of_the_day() {
    JsonNode today = hamlet.get(hamlet.leader, "/api/overview").json();
    JsonNode then = hamlet.get(hamlet.leader, "/api/overview?at=" + before).json();
    assertThat(shown(today)).contains(second).doesNotContain(hamlet.division);
    assertThat(shown(then)).contains(hamlet.division).doesNotContain(second);
    assertThat(
            hamlet.get(hamlet.leader, "/api/overview?at=2001-02-03").json().get("divisions").size())
        .isPositive();
    for (String wrong : List.of("soon", "2026-02-31", "99999-01-01T00:00:00Z", "1066-10-14")) {
      assertThat(hamlet.get(hamlet.leader, "/api/overview?at=" + wrong).status())
          .as(wrong)
          .isEqualTo(400);
    }

    String box =
        "&bbox=%s,%s,%s,%s"
            .formatted(
                hamlet.at(0.1, 0).x, hamlet.at(0, 0.1).y, hamlet.at(1.9, 0).x, hamlet.at(0, 1.9).y);
    String items = "/ogc/collections/grids/items?limit=100" + box;
    assertThat(divisionsOf(hamlet.get(hamlet.leader, items).json()))
        .containsExactly(Long.toString(second));
    assertThat(divisionsOf(hamlet.get(hamlet.leader, items + "&datetime=" + before).json()))
        .containsExactly(Long.toString(hamlet.division));
    assertThat(divisionsOf(hamlet.get(hamlet.leader, items + "&datetime=" + before + "/..").json()))
        .containsExactly(Long.toString(hamlet.division), Long.toString(second));
    assertThat(
            divisionsOf(
                hamlet.get(hamlet.leader, items + "&datetime=../2001-01-01T00:00:00Z").json()))
        .isEmpty();
  }

  private static List<Long> shown(JsonNode overview) {
    List<Long> shown = new ArrayList<>();
    overview
        .get("divisions")
        .forEach(one -> {
          if (one.get("shown").asBoolean()) {
            shown.add(one.get("id").asLong());
          }
        });
    return shown;
  }

  @Test
  void before_and_after_one_resident_tell_a_leader_nothing_now_or_of_another_day() {
    Map<String, Long> now = residents(hamlet.leader, null);
    Map<String, Long> then = residents(hamlet.leader, before.toString());
    for (int change = 1; change <= 5; change++) {
      job.sql("UPDATE person.house_tally SET residents = residents + 1 WHERE house_id IN (?, ?)")
          .params(hamlet.house(1, 0), hamlet.house(3, 0))
          .update();
      job.sql("UPDATE person.register_revision SET number = number + 1").update();
      if (change < 5) {
        assertThat(residents(hamlet.leader, null)).as("change %d", change).isEqualTo(now);
        assertThat(residents(hamlet.leader, before.toString())).isEqualTo(then);
      }
    }
    assertThat(residents(hamlet.leader, null)).containsEntry("003", 16 * 8L + 5);
  }

  @Test
  void a_change_of_the_map_lets_no_resident_through_in_counts_or_overview() {
    Map<String, Long> now = residents(hamlet.leader, null);
    long town = townResidents();
    long revision = revision();
    for (int change = 1; change < 5; change++) {
      job.sql("UPDATE person.house_tally SET residents = residents + 1 WHERE house_id = ?")
          .param(hamlet.house(1, 0))
          .update();
      job.sql("UPDATE person.register_revision SET number = number + 1").update();
      jdbc.sql("INSERT INTO map_change (layer) VALUES ('house')").update();
      jdbc.sql("UPDATE organisation_revision SET number = number + 1").update();
      assertThat(revision()).as("the change of the map arrived").isGreaterThan(revision);
      assertThat(residents(hamlet.leader, null)).as("change %d", change).isEqualTo(now);
      assertThat(townResidents()).as("overview, change %d", change).isEqualTo(town);
    }
  }

  @Test
  void the_care_of_houses_in_a_plan_does_not_move_with_the_resident_who_came() {
    long plan = hamlet.plan(second);
    List<Long> before = care(plan);
    comeToEachLeaf(4);
    assertThat(care(plan)).as("fewer than five in each grid").isEqualTo(before);
    comeToEachLeaf(20);
    assertThat(care(plan)).as("many in each grid").isNotEqualTo(before);
  }

  private void comeToEachLeaf(int people) {
    // Not of the second, some of whose houses lie in the first by now.
    for (int leaf : List.of(1, 3, 4)) {
      job.sql(
              "UPDATE person.house_tally SET residents = residents + :n, care_needs = care_needs + :n"
                  + " WHERE house_id = :house")
          .param("n", people)
          .param("house", hamlet.house(leaf, 0))
          .update();
    }
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  private List<Long> care(long plan) {
    List<Long> care = new ArrayList<>();
    hamlet
        .get(hamlet.planner, "/api/plans/" + plan + "/houses")
        .json()
        .get("houses")
        .forEach(house -> care.add(house.get(7).asLong()));
    return care;
  }

  private long townResidents() {
    return hamlet.get(hamlet.leader, "/api/overview").json().at("/counts/residents").asLong();
  }

  private long revision() {
    return hamlet
        .get(hamlet.leader, "/api/aggregates?measure=residents")
        .json()
        .get("revision")
        .asLong();
  }

  @Test
  void counts_of_another_day_are_shown_only_where_no_difference_tells_a_house() {
    // A leader sees both of today's counts; with both of yesterday's he would know the moved
    // houses.
    Map<String, Long> today = residents(hamlet.leader, null);
    Map<String, Long> then = residents(hamlet.leader, before.toString());
    assertThat(today)
        .containsEntry("003", 16 * 8L)
        .containsEntry("004", 16 * 9L)
        .containsEntry("901", 16 * 6L + 16 * 7);
    // Of those whose border moved he is told what plans tell, in tens; 124 and 84 is the truth.
    assertThat(List.of(today.get("001"), today.get("002"))).allMatch(count -> count % 10 == 0);
    assertThat(then)
        .containsEntry("001", null)
        .containsEntry("002", null)
        .containsEntry("003", 16 * 8L)
        .containsEntry("004", 16 * 9L)
        .containsEntry("901", 16 * 6L + 16 * 7)
        .containsEntry("", 16 * (6L + 7 + 8 + 9));

    assertThat(residents(hamlet.planner, before.toString()))
        .containsEntry("001", 16 * 6L)
        .containsEntry("002", 16 * 7L);
    Caller north = hamlet.caller("north", Role.GRID_LEAD, hamlet.code(901));
    assertThat(residents(north, before.toString()))
        .containsEntry("001", 16 * 6L)
        .containsEntry("002", 16 * 7L);
    // Who answers for half of a grid of yesterday is not told all of it.
    Caller west = hamlet.caller("west", Role.GRID_LEAD, hamlet.code(2));
    assertThat(residents(west, before.toString())).containsEntry("002", null);
  }
}
