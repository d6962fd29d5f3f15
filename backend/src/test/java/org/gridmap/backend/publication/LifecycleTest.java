package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
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
  private Hamlet hamlet;

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
  }

  @Test
  void a_planner_drafts_and_a_second_person_approves_and_publishes() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    assertThat(Hamlet.problem(hamlet.move(hamlet.decider, plan, "approve", null)))
        .isEqualTo("409 plan-state-conflict");
    assertThat(Hamlet.problem(hamlet.move(hamlet.leader, plan, "submit", null)))
        .isEqualTo("403 forbidden");
    Answer submitted = hamlet.move(hamlet.planner, plan, "submit", null);
    assertThat(submitted.json().get("state").asString()).isEqualTo("SUBMITTED");
    for (String move : List.of("approve", "return", "publish")) {
      Answer own = hamlet.move(hamlet.planner, plan, move, "{\"note\":\"我自己\"}");
      assertThat(Hamlet.problem(own)).isEqualTo("403 forbidden");
      assertThat(own.json().get("detail").asString()).contains("created, changed or handed in");
    }
    assertThat(Hamlet.problem(hamlet.move(hamlet.decider, plan, "publish", null)))
        .isEqualTo("409 plan-state-conflict");
    assertThat(Hamlet.problem(hamlet.move(hamlet.decider, plan, "return", "{\"note\":\"\"}")))
        .isEqualTo("422 validation-failed");

    Answer returned = hamlet.move(hamlet.leader, plan, "return", "{\"note\":\"边界不清\"}");
    assertThat(returned.json().get("state").asString()).isEqualTo("DRAFT");
    assertThat(returned.json().get("decisionNote").asString()).isEqualTo("边界不清");
    Answer published = hamlet.publish(plan, null);
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(published.json().get("state").asString()).isEqualTo("PUBLISHED");
    long division = published.json().get("divisionId").asLong();
    assertThat(division).isNotEqualTo(hamlet.division);
    assertThat(Hamlet.problem(hamlet.move(hamlet.planner, plan, "submit", null)))
        .isEqualTo("409 plan-not-editable");

    JsonNode history =
        hamlet.get(hamlet.leader, "/api/divisions?rootCode=" + hamlet.village).json().get("items");
    assertThat(Hamlet.codes(history, "status")).containsExactly("PAST", "IN_FORCE");
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
            Hamlet.problem(
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
            Hamlet.codes(
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
    assertThat(Hamlet.problem(hamlet.publish(two, null))).isEqualTo("409 plan-outdated");

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
    assertThat(Hamlet.problem(back)).isEqualTo("409 code-taken");
  }

  @Test
  void a_plan_with_open_land_is_not_handed_in() {
    List<GridDraft> grids =
        hamlet.grids().stream().filter(grid -> !grid.code().equals(hamlet.code(4))).toList();
    long draft = hamlet.store(grids, true);
    long plan = hamlet.plan(draft);
    Answer refused = hamlet.move(hamlet.planner, plan, "submit", null);
    assertThat(Hamlet.problem(refused)).isEqualTo("409 topology-conflict");
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
    assertThat(Hamlet.problem(refused)).isEqualTo("409 topology-conflict");
    assertThat(Hamlet.codes(refused.json().get("findings"), "kind")).contains("OVERLAP");
    assertThat(other.inForce()).isEmpty();
  }
}
