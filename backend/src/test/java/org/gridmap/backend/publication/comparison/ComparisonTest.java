package org.gridmap.backend.publication.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.publication.Hamlet;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The comparison against what the database says before and after publishing: who sees which house
 * is asked of row level security itself, areas of PostGIS.
 */
@CapabilityTest("publication")
@Import(Hamlet.SignIn.class)
class ComparisonTest {
  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private TransactionTemplate transactions;
  private Hamlet hamlet;
  private final Map<Long, Caller> officers = new HashMap<>();

  @BeforeEach
  void build() {
    hamlet = new Hamlet(context);
    add(hamlet.caller("o1", Role.OFFICER, hamlet.code(1)));
    add(hamlet.caller("o2", Role.OFFICER, hamlet.code(2)));
    add(hamlet.caller("o3", Role.OFFICER, hamlet.code(3)));
    add(hamlet.caller("o4", Role.OFFICER, hamlet.code(4)));
    add(hamlet.caller("south", Role.GRID_LEAD, hamlet.code(902)));
    add(hamlet.caller("village", Role.COMMUNITY_LEAD, hamlet.village));
    for (int leaf = 1; leaf <= 4; leaf++) {
      for (int i = 0; i < Hamlet.HOUSES_OF_A_LEAF; i++) {
        tally(hamlet.house(leaf, i), leaf == 2 && i % 4 == 0 ? 1 : 3 + leaf + i);
      }
    }
  }

  private void add(Caller caller) {
    officers.put(caller.accountId(), caller);
  }

  private void tally(long house, int residents) {
    job.sql(
            """
            INSERT INTO person.house_tally (house_id, village_code, households, residents, registered, permanent,
              floating, at_home, away, moved_out, children, elders, care_needs)
            VALUES (?, ?, 1, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            """)
        .params(house, hamlet.village, residents)
        .update();
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  private Map<Long, Integer> residents() {
    Map<Long, Integer> residents = new HashMap<>();
    job.sql("SELECT house_id, residents FROM person.house_tally WHERE village_code = ?")
        .param(hamlet.village)
        .query(row -> {
          residents.put(row.getLong(1), row.getInt(2));
        });
    return residents;
  }

  /** What row level security shows to each officer now. */
  private Map<Long, Set<Long>> seen() {
    Map<Long, Set<Long>> seen = new TreeMap<>();
    for (long account : officers.keySet()) {
      seen.put(
          account,
          transactions.execute(status -> {
            jdbc.sql("SELECT set_config('app.account', ?, true)")
                .param(Long.toString(account))
                .query()
                .singleRow();
            return new TreeSet<>(
                jdbc.sql("SELECT house_id FROM person.house_tally").query(Long.class).list());
          }));
    }
    return seen;
  }

  private JsonNode compare(Caller caller, Object from, Object to) {
    Answer answer = hamlet.get(caller, "/api/comparison?from=" + from + "&to=" + to);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Set<Long> without(Set<Long> all, Set<Long> others) {
    Set<Long> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private long redrawn() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    hamlet.apply(plan, hamlet.split(3, 31, 32));
    hamlet.apply(plan, hamlet.recode(4, 44));
    return plan;
  }

  @Test
  void what_the_comparison_announces_is_what_publishing_does() {
    long plan = redrawn();
    JsonNode announced = compare(hamlet.planner, hamlet.division, "plan:" + plan);
    Map<Long, Set<Long>> before = seen();
    long division = hamlet.publish(plan, null).json().get("divisionId").asLong();
    Map<Long, Set<Long>> after = seen();
    JsonNode done = compare(hamlet.planner, hamlet.division, division);

    Map<Long, Integer> residents = residents();
    Map<Long, String> expected = new TreeMap<>();
    before.forEach((account, houses) -> {
      Set<Long> gained = without(after.get(account), houses);
      Set<Long> lost = without(houses, after.get(account));
      if (!gained.isEmpty() || !lost.isEmpty()) {
        expected.put(
            account,
            "%d houses %d records, -%d houses -%d records"
                .formatted(
                    gained.size(),
                    gained.stream().mapToInt(residents::get).sum(),
                    lost.size(),
                    lost.stream().mapToInt(residents::get).sum()));
      }
    });
    assertThat(expected).hasSize(2);
    for (JsonNode comparison : List.of(announced, done)) {
      Map<Long, String> access = new TreeMap<>();
      comparison
          .get("access")
          .forEach(row ->
              access.put(
                  row.get("accountId").asLong(),
                  "%d houses %d records, -%d houses -%d records"
                      .formatted(
                          row.get("gainsHouses").asInt(),
                          row.get("gainsRecords").asInt(),
                          row.get("losesHouses").asInt(),
                          row.get("losesRecords").asInt())));
      assertThat(access).isEqualTo(expected);
    }
    assertThat(withoutSides(announced)).isEqualTo(withoutSides(done));
    assertLandAndHouses(done, division, residents);
  }

  /** Everything but which sides were compared; areas to a hundredth of a square metre. */
  private static String withoutSides(JsonNode comparison) {
    List<String> parts = new ArrayList<>();
    for (String field : List.of("grids", "lineage", "houses", "residents", "officers", "access")) {
      parts.add(comparison.get(field).toString().replaceAll("(\\d\\.\\d\\d)\\d*", "$1"));
    }
    return String.join("\n", parts);
  }

  private void assertLandAndHouses(
      JsonNode comparison, long division, Map<Long, Integer> residents) {
    Map<String, Double> land = new TreeMap<>();
    jdbc.sql(
            """
            SELECT a.code || '>' || b.code, ST_Area(geography(ST_SetSRID(ST_Intersection(a.geom, b.geom), 4326)))
            FROM grid a JOIN grid b ON b.division_id = ? AND b.leaf AND ST_Intersects(a.geom, b.geom)
            WHERE a.division_id = ? AND a.leaf AND a.code <> b.code AND ST_Area(ST_Intersection(a.geom, b.geom)) > 1e-12
            """)
        .params(division, hamlet.division)
        .query(row -> {
          land.put(row.getString(1), row.getDouble(2));
        });
    land.remove(hamlet.code(4) + ">" + hamlet.code(44));
    Map<String, Double> told = new TreeMap<>();
    comparison
        .get("land")
        .forEach(one ->
            told.put(
                one.get("from").asString() + ">" + one.get("to").asString(),
                one.get("areaSquareMetres").asDouble()));
    assertThat(told.keySet())
        .isEqualTo(land.keySet())
        .containsExactlyInAnyOrder(
            hamlet.code(2) + ">" + hamlet.code(1),
            hamlet.code(3) + ">" + hamlet.code(31),
            hamlet.code(3) + ">" + hamlet.code(32));
    told.forEach((pair, area) -> assertThat(area).isCloseTo(land.get(pair), withPercentage(0.01)));

    Set<Long> moved =
        new TreeSet<>(
            jdbc.sql(
                    """
                    SELECT a.house_id FROM house_grid a JOIN grid g ON g.id = a.grid_id
                    JOIN house_grid b ON b.house_id = a.house_id AND b.division_id = ? JOIN grid h ON h.id = b.grid_id
                    WHERE a.division_id = ? AND g.code <> h.code AND h.code <> ?
                    """)
                .params(division, hamlet.division, hamlet.code(44))
                .query(Long.class)
                .list());
    Set<Long> items = new TreeSet<>();
    comparison
        .get("houses")
        .get("items")
        .forEach(one -> {
          items.add(one.get("id").asLong());
          assertThat(one.get("residents").asInt()).isEqualTo(residents.get(one.get("id").asLong()));
        });
    assertThat(items).isEqualTo(moved).hasSize(4 + Hamlet.HOUSES_OF_A_LEAF);
    assertThat(comparison.get("residents").asInt())
        .isEqualTo(moved.stream().mapToInt(residents::get).sum());
    JsonNode grids = comparison.get("grids");
    assertThat(grids.get("added").toString()).contains(hamlet.code(31), hamlet.code(32));
    assertThat(grids.get("removed").toString())
        .contains(hamlet.code(3))
        .doesNotContain(hamlet.code(4));
    assertThat(grids.get("recoded").toString()).contains(hamlet.code(4), hamlet.code(44));
    assertThat(grids.get("reshaped").size()).isEqualTo(2);
  }

  @Test
  void who_may_not_see_counts_by_house_is_told_tens_of_rounded_values() {
    long plan = hamlet.plan(hamlet.division);
    hamlet.apply(plan, hamlet.transferWest(2, 1));
    JsonNode exact = compare(hamlet.planner, hamlet.division, "plan:" + plan);
    assertThat(exact.get("residents").asInt()).isEqualTo(4);
    JsonNode told = compare(hamlet.leader, hamlet.division, "plan:" + plan);
    assertThat(told.get("exact").asBoolean()).isFalse();
    // Summed up from values that are rounded over ten houses: it follows no single one of them.
    assertThat(told.get("residents").asInt() % 10).isZero();
    told.get("houses")
        .get("items")
        .forEach(one -> assertThat(one.get("residents").isNull()).isTrue());
    told.get("access")
        .forEach(row -> {
          assertThat(row.get("gainsRecords").asInt() % 10).isZero();
          assertThat(row.get("losesRecords").asInt() % 10).isZero();
        });
    hamlet.apply(plan, hamlet.transferWest(4, 3));
    int rounded = compare(hamlet.leader, hamlet.division, "plan:" + plan).get("residents").asInt();
    assertThat(rounded % 10).isZero();
    assertThat(rounded).isNotZero();
  }

  @Test
  void a_division_outside_the_scope_is_refused_as_if_it_had_never_existed() {
    Hamlet other = new Hamlet(context);
    for (String path :
        List.of(
            "/api/comparison?from=" + hamlet.division + "&to=",
            "/api/comparison?to=" + hamlet.division + "&from=",
            "/api/compliance?of=")) {
      Answer outside = hamlet.get(hamlet.planner, path + other.division);
      Answer never = hamlet.get(hamlet.planner, path + "987654321");
      assertThat(outside.status()).isEqualTo(404);
      assertThat(outside.response().body()).isEqualTo(never.response().body());
      assertThat(hamlet.get(hamlet.planner, path + "seven").status()).isEqualTo(400);
      assertThat(hamlet.get(officers.values().iterator().next(), path + hamlet.division).status())
          .isEqualTo(403);
    }
  }

  @Test
  void a_chain_of_divisions_is_compared_over_all_its_steps() {
    long first = hamlet.plan(hamlet.division);
    hamlet.apply(first, hamlet.split(1, 11, 12));
    long middle = hamlet.publish(first, null).json().get("divisionId").asLong();
    long second = hamlet.plan(middle);
    hamlet.apply(second, hamlet.merge(12, 2, 21));
    long last = hamlet.publish(second, null).json().get("divisionId").asLong();

    List<String> rows = new ArrayList<>();
    compare(hamlet.planner, hamlet.division, last)
        .get("lineage")
        .forEach(row ->
            rows.add(
                row.get("from").asString().substring(12)
                    + ">"
                    + row.get("to").asString().substring(12)
                    + " "
                    + row.get("kind").asString()));
    assertThat(rows).containsExactlyInAnyOrder("001>011 SPLIT", "001>021 MERGED", "002>021 MERGED");
    assertThat(compare(hamlet.planner, middle, middle).get("land").size()).isZero();
    JsonNode names = compare(hamlet.planner, hamlet.division, last).get("names");
    assertThat(names.get(hamlet.code(1)).asString()).isEqualTo("第1网格");
    assertThat(names.get(hamlet.code(21)).asString()).isEqualTo("第21网格");
  }
}
