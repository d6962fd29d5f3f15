package org.gridmap.backend.plan.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.drafting.Planners;
import org.gridmap.backend.plan.drafting.RandomEdits;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest("plan")
class NumbersTest {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired @JobPool JdbcClient job;
  @Autowired Workloads workloads;
  @Autowired LivePlans live;
  private Planners town;
  private Browser planner;
  private long plan;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
  }

  private JsonNode numbers(Browser browser) {
    return browser.get("/api/plans/" + plan + "/numbers").json();
  }

  private static Map<String, JsonNode> byCode(JsonNode grids) {
    Map<String, JsonNode> byCode = new HashMap<>();
    grids.forEach(grid -> byCode.put(grid.get("code").asString(), grid));
    return byCode;
  }

  @Test
  void every_grid_has_the_houses_that_the_division_gave_it() {
    JsonNode answer = numbers(planner);
    Map<String, JsonNode> numbers = byCode(answer.get("grids"));
    jdbc.sql(
            "SELECT g.code, count(hg.house_id) FROM grid g LEFT JOIN house_grid hg ON hg.grid_id = g.id"
                + " WHERE g.division_id = ? AND g.leaf GROUP BY g.code")
        .param(town.division)
        .query(row -> {
          assertThat(numbers.get(row.getString(1)).get("houses").asLong())
              .as(row.getString(1))
              .isEqualTo(row.getLong(2));
        });
    JsonNode root = numbers.get(Planners.VILLAGE);
    assertThat(root.get("residents").asLong()).isPositive();
    assertThat(root.get("careNeeds").asLong()).isPositive();
    assertThat(root.get("compactness").asDouble()).isBetween(0.05, 1.0);
    assertThat(answer.get("norms").get(0).get("most").asInt()).isEqualTo(1000);
    assertThat(answer.get("exact").asBoolean()).isTrue();
    double work = 0;
    int leaves = 0;
    for (JsonNode grid : planner.get("/api/plans/" + plan + "/partition").json().get("grids")) {
      if (grid.get("leaf").asBoolean()) {
        work += numbers.get(grid.get("code").asString()).get("workload").asDouble();
        leaves++;
      }
    }
    assertThat(work / leaves).as("1 is the average").isCloseTo(1, within(1e-9));
  }

  @Test
  void after_two_hundred_random_edits_the_numbers_are_those_of_a_recount() {
    RandomEdits random = new RandomEdits(11);
    Map<String, JsonNode> told = byCode(numbers(planner).get("grids"));
    JsonNode partition = Planners.partition(planner, plan);
    long version = 1;
    int done = 0;
    for (int tries = 0; done < 200; tries++) {
      assertThat(tries).isLessThan(600);
      Answer answer = Planners.apply(planner, plan, version, random.next(partition));
      assertThat(answer.status()).as(answer.text()).isIn(200, 422);
      if (answer.status() == 200) {
        told.putAll(byCode(answer.json().get("numbers")));
        version = answer.json().get("version").asLong();
        partition = Planners.partition(planner, plan);
        done++;
      }
    }
    List<GridNumbers> recount = workloads.count(plan, live.read(plan).partition());
    assertThat(recount).hasSize(told.size());
    for (GridNumbers grid : recount) {
      JsonNode numbers = told.get(grid.code());
      assertThat(numbers.get("houses").asInt()).as(grid.code()).isEqualTo(grid.houses());
      assertThat(numbers.get("households").asLong()).isEqualTo(grid.households());
      assertThat(numbers.get("residents").asLong()).isEqualTo(grid.residents());
      assertThat(numbers.get("careNeeds").asLong()).isEqualTo(grid.careNeeds());
      assertThat(numbers.get("areaSquareMetres").asDouble()).isEqualTo(grid.areaSquareMetres());
      assertThat(numbers.get("perimeterMetres").asDouble()).isEqualTo(grid.perimeterMetres());
    }
  }

  @Test
  void the_counts_of_houses_add_up_and_the_look_at_them_is_noted_once() {
    Answer answer = planner.get("/api/plans/" + plan + "/houses");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    JsonNode houses = answer.json();
    assertThat(houses.get("measures").size()).isEqualTo(5);
    long residents = 0;
    for (JsonNode house : houses.get("houses")) {
      assertThat(house.size()).isEqualTo(8);
      residents += house.get(4).asLong();
    }
    JsonNode numbers = numbers(planner);
    assertThat(houses.get("registerRevision")).isEqualTo(numbers.get("registerRevision"));
    assertThat(byCode(numbers.get("grids")).get(Planners.VILLAGE).get("residents").asLong())
        .isEqualTo(residents);
    planner.get("/api/plans/" + plan + "/houses");
    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM audit.entry WHERE action = 'PLAN_COUNTS_READ' AND subject_id = ?")
                .param(plan)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void who_may_not_see_counts_by_house_is_told_tens_and_no_zero_for_few() {
    JsonNode numbers = numbers(town.browser("LEADER"));
    assertThat(numbers.get("exact").asBoolean()).isFalse();
    for (JsonNode grid : numbers.get("grids")) {
      for (String measure : List.of("residents", "households", "careNeeds")) {
        if (!grid.get(measure).isNull()) {
          assertThat(grid.get(measure).asLong() % 10).isZero();
          assertThat(grid.get(measure).asLong() > 0 || grid.get("houses").asInt() == 0)
              .as(grid.toString())
              .isTrue();
        }
      }
    }
  }

  @Test
  void few_people_are_not_told_and_nobody_is_where_no_house_stands() {
    assertThat(Rounding.TENS.told(0, 3)).isNull();
    assertThat(Rounding.TENS.told(0, 0)).isZero();
    assertThat(Rounding.TENS.told(10, 3)).isEqualTo(10);
    assertThat(Rounding.EXACT.told(0, 3)).isZero();
  }

  @Test
  void a_planner_is_told_residents_of_houses_as_they_are_and_care_as_shares_of_ten() {
    Map<Long, long[]> truth = new HashMap<>();
    job.sql("SELECT house_id, residents, care_needs FROM person.house_tally")
        .query(row -> {
          truth.put(row.getLong(1), new long[] {row.getLong(2), row.getLong(3)});
        });
    long care = 0;
    long told = 0;
    int alike = 0;
    int cared = 0;
    for (JsonNode house : planner.get("/api/plans/" + plan + "/houses").json().get("houses")) {
      long[] counts = truth.getOrDefault(house.get(0).asLong(), new long[2]);
      assertThat(house.get(4).asLong()).isEqualTo(counts[0]);
      care += counts[1];
      told += house.get(7).asLong();
      if (counts[1] > 0) {
        cared++;
        alike += house.get(7).asLong() == counts[1] ? 1 : 0;
      }
    }
    assertThat(cared).isPositive();
    assertThat(alike).as("houses whose care is told as it is").isLessThan(cared);
    assertThat(told).isCloseTo(care, within(care / 2 + 30));
  }

  @Test
  void weights_belong_to_the_plan() {
    String path = "/api/plans/" + plan + "/weights";
    assertThat(planner.send("PATCH", path, Map.of("residents", 2)).status()).isEqualTo(428);
    assertThat(planner.send("PATCH", path, Map.of("residents", -1), "If-Match", "\"1\"").status())
        .isEqualTo(422);
    Answer changed =
        planner.send("PATCH", path, Map.of("residents", 2, "careNeeds", 0), "If-Match", "\"1\"");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    JsonNode numbers = numbers(planner);
    assertThat(numbers.get("version").asLong()).isEqualTo(2);
    assertThat(numbers.get("weights").get("residents").asDouble()).isEqualTo(2);
    assertThat(numbers.get("weights").get("households").asDouble()).isEqualTo(1);
  }
}
