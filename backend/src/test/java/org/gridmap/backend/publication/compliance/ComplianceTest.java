package org.gridmap.backend.publication.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.publication.Hamlet;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Each rule of division once kept and once broken, with the grid that breaks it. */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
class ComplianceTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  private Hamlet hamlet;

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
  }

  private Map<String, JsonNode> rules(Caller caller, Object of) {
    Map<String, JsonNode> rules = new HashMap<>();
    hamlet
        .get(caller, "/api/compliance?of=" + of)
        .json()
        .get("rules")
        .forEach(rule -> rules.put(rule.get("key").asString(), rule));
    return rules;
  }

  private static List<String> offending(JsonNode rule) {
    List<String> codes = new ArrayList<>();
    rule.get("offending")
        .forEach(one -> {
          codes.add(one.get("code").asString().substring(12));
          assertThat(one.get("place").size()).isEqualTo(2);
        });
    assertThat(rule.get("passed").asBoolean()).isEqualTo(codes.isEmpty());
    return codes.stream().sorted().toList();
  }

  private void tally(int leaf, int residentsOfAHouse) {
    for (int i = 0; i < Hamlet.HOUSES_OF_A_LEAF; i++) {
      job.sql(
              """
              INSERT INTO person.house_tally (house_id, village_code, households, residents, registered, permanent,
                floating, at_home, away, moved_out, children, elders, care_needs)
              VALUES (?, ?, 10, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)
              """)
          .params(hamlet.house(leaf, i), hamlet.village, residentsOfAHouse)
          .update();
    }
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  @Test
  void there_is_one_line_for_each_rule_with_figures_and_thresholds() {
    tally(1, 60);
    Map<String, JsonNode> rules = rules(hamlet.planner, hamlet.division);
    assertThat(rules.keySet())
        .containsExactlyInAnyOrder(
            "clearBorders",
            "contiguous",
            "exactCoverage",
            "residents",
            "workload",
            "exclusiveUnits",
            "compact",
            "walkable",
            "stationNear",
            "villageGroups",
            "leadAndOfficer",
            "noOrphan");
    rules.values().forEach(rule -> assertThat(rule.get("figures").size()).isPositive());
    assertThat(offending(rules.get("contiguous"))).isEmpty();
    assertThat(offending(rules.get("exactCoverage"))).isEmpty();
    assertThat(offending(rules.get("noOrphan"))).isEmpty();
    assertThat(offending(rules.get("compact"))).isEmpty();
  }

  @Test
  void no_grid_is_too_small_where_nobody_was_registered_yet() {
    assertThat(rules(hamlet.planner, hamlet.division)).doesNotContainKey("residents");
    String compared = "/api/comparison?from=" + hamlet.division + "&to=" + hamlet.division;
    assertThat(
            hamlet.get(hamlet.planner, compared).json().get("sizes").get("to").get("under").asInt())
        .isZero();
    tally(1, 1);
    assertThat(offending(rules(hamlet.planner, hamlet.division).get("residents")))
        .containsExactly("001", "002", "003", "004");
  }

  @Test
  void borders_are_clear_where_a_road_runs_along() {
    assertThat(offending(rules(hamlet.planner, hamlet.division).get("clearBorders"))).hasSize(4);
    // A road around the two western leaves, 5 m inside the western border.
    jdbc.sql(
            """
            INSERT INTO road (source, source_id, kind, geom, synthetic)
            VALUES ('hamlet', ?, 'residential', ST_Multi(ST_Boundary(ST_MakeEnvelope(?, ?, ?, ?, 4490))), true)
            """)
        .params(
            hamlet.village,
            hamlet.at(0, 0).x + 0.00005,
            hamlet.at(0, 0).y,
            hamlet.at(1, 2).x,
            hamlet.at(1, 2).y)
        .update();
    JsonNode rule = rules(hamlet.planner, hamlet.division).get("clearBorders");
    assertThat(offending(rule)).containsExactly("002", "004");
    assertThat(rule.get("offending").get(0).get("value").asDouble()).isBetween(0.2, 0.3);
  }

  @Test
  void base_grids_have_five_hundred_to_a_thousand_residents_and_like_work() {
    tally(1, 40);
    tally(2, 45);
    tally(3, 50);
    tally(4, 80);
    Map<String, JsonNode> rules = rules(hamlet.planner, hamlet.division);
    assertThat(offending(rules.get("residents"))).containsExactly("004");
    assertThat(rules.get("residents").get("offending").get(0).get("value").asInt())
        .isEqualTo(16 * 80);
    assertThat(rules.get("residents").get("figures").get("mean").asDouble())
        .isEqualTo(16 * (40 + 45 + 50 + 80) / 4.0);
    assertThat(rules.get("workload").get("passed").asBoolean()).isTrue();
    // A leader is told of cells of houses: about the same on the whole, of no grid to the person.
    double mean =
        rules(hamlet.leader, hamlet.division)
            .get("residents")
            .get("figures")
            .get("mean")
            .asDouble();
    assertThat(mean).isBetween(760.0, 960.0);
  }

  @Test
  void one_grid_with_all_the_work_is_found() {
    tally(1, 10);
    tally(2, 500);
    Map<String, JsonNode> rules = rules(hamlet.planner, hamlet.division);
    JsonNode workload = rules.get("workload");
    assertThat(workload.get("passed").asBoolean()).isFalse();
    assertThat(workload.get("offending").get(0).get("code").asString()).isEqualTo(hamlet.code(2));
    assertThat(workload.get("figures").get("variation").asDouble()).isGreaterThan(0.3);
  }

  @Test
  void an_institution_outside_a_grid_of_its_own_is_named() {
    jdbc.sql(
            "INSERT INTO organisation (kind, name, house_id, village_code) VALUES ('INSTITUTION', '试验医院',"
                + " ?, ?), ('SHOP', '小店', ?, ?)")
        .params(hamlet.house(3, 2), hamlet.village, hamlet.house(1, 1), hamlet.village)
        .update();
    JsonNode rule = rules(hamlet.planner, hamlet.division).get("exclusiveUnits");
    assertThat(offending(rule)).containsExactly("003");
    assertThat(rule.get("offending").get(0).get("detail").asString()).isEqualTo("试验医院");
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(
        plan,
        "{\"type\":\"changeKind\",\"grid\":\"" + hamlet.code(3) + "\",\"kind\":\"EXCLUSIVE\"}");
    assertThat(offending(rules(hamlet.planner, "plan:" + plan).get("exclusiveUnits"))).isEmpty();
  }

  @Test
  void a_ribbon_is_not_compact_and_a_far_house_is_not_walkable() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(
        plan,
        "{\"type\":\"split\",\"grid\":\"%s\",\"line\":[%s,%s],\"left\":%s,\"right\":%s}"
            .formatted(
                hamlet.code(1),
                hamlet.json(0.05, 1),
                hamlet.json(0.05, 2),
                "{\"code\":\"" + hamlet.code(11) + "\",\"name\":\"带\",\"kind\":\"BASE\"}",
                "{\"code\":\"" + hamlet.code(1) + "\",\"name\":\"第1网格\",\"kind\":\"BASE\"}"));
    Map<String, JsonNode> rules = rules(hamlet.planner, "plan:" + plan);
    assertThat(offending(rules.get("compact"))).containsExactly("011");
    // From the middle of a square of a kilometre to a house in its corner it is more than 500 m.
    assertThat(offending(rules.get("walkable"))).contains("002", "003", "004");
  }

  @Test
  void a_leaf_without_a_station_of_its_own_or_of_its_area_near_is_found() {
    jdbc.sql(
            "INSERT INTO station (name, walking_minutes, grid_code, location) VALUES ('站', 10, ?,"
                + " ST_SetSRID(ST_MakePoint(?, ?), 4490))")
        .params(hamlet.code(901), hamlet.at(1, 1.5).x, hamlet.at(1, 1.5).y)
        .update();
    JsonNode rule = rules(hamlet.planner, hamlet.division).get("stationNear");
    assertThat(offending(rule)).containsExactly("003", "004");
    assertThat(rule.get("offending").get(0).get("detail").asString()).isEqualTo("no station");
  }

  @Test
  void a_village_group_that_a_border_cuts_apart_is_found() {
    jdbc.sql("UPDATE house SET address = '古厝3组' || number WHERE id = ANY (?)")
        .param(
            new Long[] {
              hamlet.house(1, 0), hamlet.house(1, 1), hamlet.house(2, 0), hamlet.house(1, 2)
            })
        .update();
    JsonNode rule = rules(hamlet.planner, hamlet.division).get("villageGroups");
    assertThat(offending(rule)).containsExactly("002");
    assertThat(rule.get("offending").get(0).get("detail").asString()).isEqualTo("古厝3组");
  }

  @Test
  void a_post_that_nobody_holds_is_found_also_in_the_parts_of_a_grid_that_is_split() {
    long staff =
        jdbc.sql(
                "INSERT INTO staff (name, sex, unit, grid_code) VALUES ('陈一', 'MALE', 'VILLAGE', ?)"
                    + " RETURNING id")
            .param(hamlet.village)
            .query(Long.class)
            .single();
    for (String code :
        List.of(
            hamlet.village,
            hamlet.code(901),
            hamlet.code(902),
            hamlet.code(1),
            hamlet.code(2),
            hamlet.code(3))) {
      for (String role : List.of("GRID_LEAD", "GRID_OFFICER")) {
        jdbc.sql(
                "INSERT INTO assignment (staff_id, grid_code, role, valid) VALUES (?, ?, ?,"
                    + " daterange('2020-01-01', NULL))")
            .params(staff, code, role)
            .update();
      }
    }
    assertThat(offending(rules(hamlet.planner, hamlet.division).get("leadAndOfficer")))
        .containsExactly("004");
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.split(1, 11, 12));
    assertThat(offending(rules(hamlet.planner, "plan:" + plan).get("leadAndOfficer")))
        .containsExactly("004");
  }

  @Test
  void open_land_of_a_plan_is_a_place_without_coverage() {
    long draft =
        hamlet.store(
            hamlet.grids().stream().filter(grid -> !grid.code().equals(hamlet.code(4))).toList(),
            true);
    long plan = hamlet.plan(draft);
    JsonNode rule = rules(hamlet.planner, "plan:" + plan).get("exactCoverage");
    assertThat(rule.get("passed").asBoolean()).isFalse();
    assertThat(rule.get("offending").get(0).get("value").asDouble()).isGreaterThan(100_000);
  }
}
