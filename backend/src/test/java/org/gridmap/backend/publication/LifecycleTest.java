package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.live.MapChanges;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@GridMapTest
@Import(Hamlet.SignIn.class)
class LifecycleTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired private GridsInForce grids;
  @Autowired private MapChanges changes;
  private Hamlet hamlet;

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
  }

  private static String problem(Answer answer) {
    String type = answer.json().get("type").asString();
    return answer.status() + " " + type.substring(type.lastIndexOf('/') + 1);
  }

  private int households(Caller officer, int leaf, int house) {
    return hamlet.get(officer, "/api/houses/" + hamlet.house(leaf, house) + "/households").status();
  }

  private List<String> codes(JsonNode list, String field) {
    List<String> codes = new ArrayList<>();
    list.forEach(one -> codes.add(one.get(field).asString()));
    return codes;
  }

  @Test
  void a_planner_drafts_and_a_second_person_approves_and_publishes() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    assertThat(problem(hamlet.move(hamlet.decider, plan, "approve", null)))
        .isEqualTo("409 plan-state-conflict");
    assertThat(problem(hamlet.move(hamlet.leader, plan, "submit", null)))
        .isEqualTo("403 forbidden");
    Answer submitted = hamlet.move(hamlet.planner, plan, "submit", null);
    assertThat(submitted.json().get("state").asString()).isEqualTo("SUBMITTED");
    for (String move : List.of("approve", "return", "publish")) {
      Answer own = hamlet.move(hamlet.planner, plan, move, "{\"note\":\"我自己\"}");
      assertThat(problem(own)).isEqualTo("403 forbidden");
      assertThat(own.json().get("detail").asString()).contains("created, changed or handed in");
    }
    assertThat(problem(hamlet.move(hamlet.decider, plan, "publish", null)))
        .isEqualTo("409 plan-state-conflict");
    assertThat(problem(hamlet.move(hamlet.decider, plan, "return", "{\"note\":\"\"}")))
        .isEqualTo("422 validation-failed");

    Answer returned = hamlet.move(hamlet.leader, plan, "return", "{\"note\":\"边界不清\"}");
    assertThat(returned.json().get("state").asString()).isEqualTo("DRAFT");
    assertThat(returned.json().get("decisionNote").asString()).isEqualTo("边界不清");
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(published.json().get("state").asString()).isEqualTo("PUBLISHED");
    long division = published.json().get("divisionId").asLong();
    assertThat(division).isNotEqualTo(hamlet.division);
    assertThat(problem(hamlet.move(hamlet.planner, plan, "submit", null)))
        .isEqualTo("409 plan-not-editable");

    JsonNode history =
        hamlet.get(hamlet.leader, "/api/divisions?rootCode=" + hamlet.village).json().get("items");
    assertThat(codes(history, "status")).containsExactly("PAST", "IN_FORCE");
    assertThat(history.get(1).get("planId").asLong()).isEqualTo(plan);
    assertThat(history.get(0).get("validTo")).isEqualTo(history.get(1).get("validFrom"));
  }

  @Test
  void a_write_without_version_or_key_or_with_an_old_version_changes_nothing() {
    long plan = hamlet.plan(hamlet.division);
    String path = "/api/plans/" + plan + "/submit";
    assertThat(hamlet.send(hamlet.planner, "POST", path, "{}").status()).isEqualTo(428);
    assertThat(hamlet.send(hamlet.planner, "POST", path, "{}", "If-Match", "\"1\"").status())
        .isEqualTo(400);
    assertThat(
            problem(
                hamlet.send(
                    hamlet.planner,
                    "POST",
                    path,
                    "{}",
                    "If-Match",
                    "\"77\"",
                    "Idempotency-Key",
                    "old-version-1")))
        .isEqualTo("412 edit-conflict");
    String[] headers = {"If-Match", "\"1\"", "Idempotency-Key", "one-key-for-two"};
    Answer first = hamlet.send(hamlet.planner, "POST", path, "{}", headers);
    Answer second = hamlet.send(hamlet.planner, "POST", path, "{}", headers);
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
  }

  @Test
  void publishing_puts_every_house_into_its_leaf_and_counts() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    long division = hamlet.publish(plan, null).json().get("divisionId").asLong();

    Map<String, String> counts = new TreeMap<>();
    jdbc.sql(
            """
            SELECT g.code, g.house_count, g.resident_count, count(hg.house_id) AS stored,
              (SELECT count(*) FROM grid_closure c WHERE c.ancestor_id = g.id) AS below
            FROM grid g LEFT JOIN house_grid hg ON hg.grid_id = g.id WHERE g.division_id = ? GROUP BY g.id
            """)
        .param(division)
        .query(row -> {
          counts.put(
              row.getString(1).substring(12),
              row.getInt(2) + " " + row.getInt(3) + " " + row.getInt(4) + " " + row.getInt(5));
        });
    int moved = 0;
    int[] people = new int[5];
    for (int leaf = 1; leaf <= 4; leaf++) {
      for (int i = 0; i < Hamlet.HOUSES_OF_A_LEAF; i++) {
        people[leaf] += Hamlet.people(leaf, i);
        moved += leaf == 2 && i % 4 == 0 ? Hamlet.people(leaf, i) : 0;
      }
    }
    int north = people[1] + people[2];
    int south = people[3] + people[4];
    assertThat(counts)
        .containsEntry("", "64 " + (north + south) + " 0 7")
        .containsEntry("901", "32 " + north + " 0 3")
        .containsEntry("902", "32 " + south + " 0 3")
        .containsEntry("001", "20 " + (people[1] + moved) + " 20 1")
        .containsEntry("002", "12 " + (people[2] - moved) + " 12 1")
        .containsEntry("003", "16 " + people[3] + " 16 1");
    assertThat(
            jdbc.sql("SELECT count(*) FROM grid_tile WHERE division_id = ?")
                .param(division)
                .query(Long.class)
                .single())
        .isPositive();
  }

  @Test
  void a_right_that_a_redraw_takes_away_is_gone_with_the_next_request() {
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    assertThat(households(second, 2, 0)).isEqualTo(200);
    assertThat(households(first, 2, 0)).isEqualTo(404);

    assertThat(hamlet.move(hamlet.decider, plan, "publish", "{}").status()).isEqualTo(200);

    String path = "/api/houses/" + hamlet.house(2, 0) + "/households";
    Answer gone = hamlet.get(second, path);
    Answer never = hamlet.get(second, "/api/houses/987654321/households");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.response().body()).isEqualTo(never.response().body());
    assertThat(households(first, 2, 0)).isEqualTo(200);
    assertThat(households(second, 2, 1)).isEqualTo(200);
    assertThat(households(first, 2, 1)).isEqualTo(404);
  }

  @Test
  void rights_posts_and_stations_follow_splits_mergers_and_new_codes() {
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    Caller third = hamlet.caller("officer3", Role.OFFICER, hamlet.code(3));
    long staff =
        jdbc.sql(
                "INSERT INTO staff (name, sex, unit, grid_code) VALUES ('陈一', 'MALE', 'VILLAGE', ?)"
                    + " RETURNING id")
            .param(hamlet.code(1))
            .query(Long.class)
            .single();
    jdbc.sql(
            "INSERT INTO assignment (staff_id, grid_code, role, valid) VALUES (?, ?, 'GRID_OFFICER',"
                + " daterange(?, NULL))")
        .params(staff, hamlet.code(1), LocalDate.now().minusDays(9))
        .update();
    jdbc.sql(
            "INSERT INTO station (name, walking_minutes, grid_code, location) VALUES ('服务站', 10, ?,"
                + " ST_SetSRID(ST_MakePoint(?, ?), 4490))")
        .params(hamlet.code(3), hamlet.at(0.5, 0.5).x, hamlet.at(0.5, 0.5).y)
        .update();
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    hamlet.apply(plan, hamlet.recode(2, 22));
    hamlet.apply(plan, hamlet.merge(3, 4, 34));
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    assertThat(hamlet.inForce())
        .containsExactly(
            hamlet.village,
            hamlet.code(11),
            hamlet.code(12),
            hamlet.code(22),
            hamlet.code(34),
            hamlet.code(901),
            hamlet.code(902));
    assertThat(households(first, 1, 0)).isEqualTo(200);
    assertThat(households(first, 1, 3)).isEqualTo(200);
    assertThat(households(second, 2, 5)).isEqualTo(200);
    assertThat(households(third, 3, 5)).isEqualTo(200);
    // 3 and 4 are one grid now, and whoever answers for it sees all of it.
    assertThat(households(third, 4, 5)).isEqualTo(200);
    assertThat(households(first, 2, 5)).isEqualTo(404);

    for (int part : List.of(11, 12)) {
      long id = grids.findByCode(hamlet.code(part)).orElseThrow().id();
      assertThat(hamlet.get(hamlet.leader, "/api/grids/" + id + "/staff").text()).contains("陈一");
    }
    long merged = grids.findByCode(hamlet.code(34)).orElseThrow().id();
    assertThat(hamlet.get(hamlet.leader, "/api/stations?grid=" + merged).text()).contains("服务站");

    JsonNode old = hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(1)).json();
    assertThat(codes(old.get("inForce"), "code")).containsExactly(hamlet.code(11), hamlet.code(12));
    assertThat(codes(old.get("lineage"), "kind")).containsExactly("SPLIT", "SPLIT");
    assertThat(
            codes(
                hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(4)).json().get("lineage"),
                "kind"))
        .containsExactly("MERGED");
    assertThat(hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(77)).status()).isEqualTo(404);
    JsonNode hits =
        hamlet.get(hamlet.leader, "/api/search?q=" + hamlet.code(2)).json().get("items");
    assertThat(codes(hits, "title")).contains(hamlet.code(22));
  }

  @Test
  void
      a_leaf_that_an_import_numbers_anew_is_followed_by_the_leaf_in_its_place_and_nothing_around_it() {
    Caller officer = hamlet.caller("renumbered", Role.OFFICER, hamlet.code(1));
    List<GridDraft> again =
        hamlet.grids().stream()
            .map(grid ->
                grid.parentCode() == null || grid.code().compareTo(hamlet.code(900)) > 0
                    ? grid
                    : new GridDraft(
                        hamlet.village + "5" + grid.code().substring(13),
                        grid.name(),
                        grid.parentCode(),
                        grid.levelName(),
                        grid.kind(),
                        grid.geometry()))
            .toList();
    long plan = hamlet.plan(hamlet.store(again, false));
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);

    assertThat(
            jdbc.sql("SELECT to_code FROM grid_lineage WHERE from_code = ?")
                .param(hamlet.code(1))
                .query(String.class)
                .list())
        .containsExactly(hamlet.code(501));
    assertThat(households(officer, 1, 0)).isEqualTo(200);
    for (int leaf = 2; leaf <= 4; leaf++) {
      assertThat(households(officer, leaf, 0)).as("leaf " + leaf).isEqualTo(404);
    }
  }

  @Test
  void what_was_taken_back_leaves_no_lineage() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    assertThat(hamlet.move(hamlet.planner, plan, "undo", "{}").status()).isEqualTo(200);
    hamlet.apply(plan, hamlet.split(1, 1, 13));
    long division = hamlet.publish(plan, null).json().get("divisionId").asLong();

    List<String> rows =
        jdbc.sql(
                "SELECT from_code || '>' || to_code || ' ' || kind || ' ' || replaces FROM grid_lineage"
                    + " WHERE division_id = ?")
            .param(division)
            .query(String.class)
            .list();
    assertThat(rows).containsExactly(hamlet.code(1) + ">" + hamlet.code(13) + " SPLIT false");
    assertThat(
            codes(
                hamlet.get(hamlet.leader, "/api/codes/" + hamlet.code(1)).json().get("inForce"),
                "code"))
        .containsExactly(hamlet.code(1));
  }

  @Test
  void the_second_of_two_plans_of_one_division_is_outdated_and_the_first_one_superseded_later() {
    long one = hamlet.plan(hamlet.division);
    long two = hamlet.plan(hamlet.division);
    hamlet.apply(one, hamlet.transferWest(2, 1));
    hamlet.apply(two, hamlet.transferWest(4, 3));
    long division = hamlet.publish(one, null).json().get("divisionId").asLong();
    assertThat(problem(hamlet.publish(two, null))).isEqualTo("409 plan-outdated");

    long three = hamlet.plan(division);
    hamlet.apply(three, hamlet.transferWest(4, 3));
    assertThat(hamlet.publish(three, null).status()).isEqualTo(200);
    assertThat(hamlet.get(hamlet.planner, "/api/plans/" + one).json().get("state").asString())
        .isEqualTo("SUPERSEDED");
    assertThat(hamlet.get(hamlet.planner, "/api/plans/" + two).json().get("state").asString())
        .isEqualTo("APPROVED");
  }

  @Test
  void a_code_that_an_earlier_division_gave_is_refused() {
    long one = hamlet.plan(hamlet.division);
    hamlet.apply(one, hamlet.recode(2, 22));
    long division = hamlet.publish(one, null).json().get("divisionId").asLong();
    long two = hamlet.plan(division);
    Answer back =
        hamlet.move(
            hamlet.planner, two, "operations", "{\"operation\":" + hamlet.recode(3, 2) + "}");
    assertThat(problem(back)).isEqualTo("409 code-taken");
  }

  @Test
  void a_plan_with_open_land_is_not_handed_in() {
    List<GridDraft> grids =
        hamlet.grids().stream().filter(grid -> !grid.code().equals(hamlet.code(4))).toList();
    long draft = hamlet.store(grids, true);
    long plan = hamlet.plan(draft);
    Answer refused = hamlet.move(hamlet.planner, plan, "submit", null);
    assertThat(problem(refused)).isEqualTo("409 topology-conflict");
    JsonNode finding = refused.json().get("findings").get(0);
    assertThat(finding.get("kind").asString()).isEqualTo("GAP");
    assertThat(finding.get("place").get(0).asDouble())
        .isBetween(hamlet.at(1, 0).x, hamlet.at(2, 0).x);
  }

  @Test
  void an_area_that_overlaps_another_one_in_force_does_not_come_into_force() {
    // The same land under another code: the import stays a draft, and so would its plan.
    Hamlet other = new Hamlet(context, hamlet.village.replace("9996", "9995"), hamlet.west + 0.005);
    assertThat(other.inForce()).isEmpty();
    long plan = other.plan(other.division);
    Answer refused = other.publish(plan, null);
    assertThat(problem(refused)).isEqualTo("409 topology-conflict");
    assertThat(codes(refused.json().get("findings"), "kind")).contains("OVERLAP");
    assertThat(other.inForce()).isEmpty();
  }

  @Test
  void a_future_division_switches_rights_tiles_and_counts_at_its_moment_by_itself()
      throws Exception {
    Caller first = hamlet.caller("officer1", Role.OFFICER, hamlet.code(1));
    Caller second = hamlet.caller("officer2", Role.OFFICER, hamlet.code(2));
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.submitAndApprove(plan);
    Instant moment = Instant.now().plusSeconds(5);
    Answer published =
        hamlet.move(hamlet.decider, plan, "publish", "{\"effectiveFrom\":\"" + moment + "\"}");
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    long division = published.json().get("divisionId").asLong();
    long next = hamlet.plan(division);
    hamlet.apply(next, hamlet.transferWest(4, 3));
    assertThat(problem(hamlet.publish(next, null))).isEqualTo("409 plan-outdated");
    String tile = tile();
    String today = hamlet.get(hamlet.leader, tile).text();
    String then = hamlet.get(hamlet.leader, tile + "?at=" + moment.plusSeconds(1)).text();
    assertThat(then).isNotEqualTo(today);
    assertThat(households(second, 2, 0)).isEqualTo(200);
    assertThat(households(first, 2, 0)).isEqualTo(404);
    long revision = changes.latest();
    assertThat(Instant.now()).as("the machine was too slow for this test").isBefore(moment);

    Thread.sleep(java.time.Duration.between(Instant.now(), moment).plusMillis(20));
    assertThat(households(second, 2, 0)).isEqualTo(404);
    assertThat(households(first, 2, 0)).isEqualTo(200);
    Instant patience = Instant.now().plusSeconds(5);
    while (changes.latest() == revision && Instant.now().isBefore(patience)) {
      Thread.sleep(20);
    }
    assertThat(changes.latest()).isGreaterThan(revision);
    assertThat(hamlet.get(hamlet.leader, tile).text()).isEqualTo(then);
    assertThat(hamlet.get(hamlet.leader, tile + "?at=" + moment.minusSeconds(1)).text())
        .isEqualTo(today);
    JsonNode houses =
        hamlet.get(hamlet.leader, "/api/aggregates?measure=houses&level=3").json().get("grids");
    houses.forEach(one -> {
      if (one.get("code").asString().equals(hamlet.code(1))) {
        assertThat(one.get("value").asLong()).isEqualTo(20);
      }
    });
  }

  /** A tile that shows the whole village, and no other. */
  private String tile() {
    double x = (hamlet.at(1, 1).x + 180) / 360 * (1 << 13);
    double latitude = Math.toRadians(hamlet.at(1, 1).y);
    double y =
        (1 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / Math.PI) / 2 * (1 << 13);
    return "/tiles/13/" + (int) x + "/" + (int) y + ".mvt";
  }
}
