package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.plan.LivePlans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest("publication")
class FixProposalsTest {
  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired LivePlans live;
  @Autowired Environment environment;
  private Planners town;
  private Browser planner;

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
  }

  @Test
  void a_draft_with_planted_faults_is_fixed_until_it_is_exact() {
    JsonNode begun = Planners.begin(planner, town.draft).json();
    long plan = begun.get("id").asLong();
    int open = begun.get("openLand").asInt();
    assertThat(open).isGreaterThanOrEqualTo(4);
    JsonNode items = planner.get("/api/plans/" + plan + "/fixes").json().get("items");
    assertThat(items.size()).isEqualTo(open);
    int known = 0;
    for (JsonNode item : items) {
      assertThat(item.get("fixes").size()).isPositive();
      known += item.get("finding").isNull() ? 0 : 1;
    }
    assertThat(known).as("findings of the doctor").isPositive();

    Answer batch = planner.post("/api/plans/" + plan + "/fixes", Map.of("underSquareMetres", 200));
    assertThat(batch.status()).as(batch.text()).isEqualTo(200);
    long version = 1;
    if (batch.json().get("fixed").asInt() > 0) {
      Answer fixed =
          Planners.send(planner, plan, version, batch.json().get("operation"), Planners.key());
      assertThat(fixed.status()).as(fixed.text()).isEqualTo(200);
      assertThat(fixed.json().get("seq").asInt()).as("one step").isEqualTo(1);
      version = 2;
    }
    version = fix(planner, plan, version);
    assertThat(Planners.plan(planner, plan).get("openLand").asInt()).isZero();
    assertThat(live.read(plan).partition().exact()).isTrue();
    assertThat(live.read(plan).partition().verify()).isEmpty();
    while (Planners.step(planner, plan, version, "undo").status() == 200) {
      version++;
    }
    assertThat(Planners.plan(planner, plan).get("hash")).isEqualTo(begun.get("hash"));
  }

  @Test
  void where_no_code_of_the_scheme_can_be_proposed_every_other_fix_is() {
    Planners wild = new Planners(context, "FIELDS-00001", 3);
    Browser other = wild.browser("PLANNER");
    long plan = Planners.begin(other, wild.draft).json().get("id").asLong();

    Answer fixes = other.get("/api/plans/" + plan + "/fixes");

    assertThat(fixes.status()).as(fixes.text()).isEqualTo(200);
    assertThat(fixes.json().get("items").size()).isGreaterThanOrEqualTo(4);
    assertThat(fixes.text()).contains("CUT_AWAY", "ASSIGN:").doesNotContain("OWN_GRID");
  }

  /** Fixes what is open, piece by piece, with the first fix that fits; the version after it. */
  private static long fix(Browser planner, long plan, long version) {
    List<String> refused = new ArrayList<>();
    for (int rounds = 0; rounds < 60; rounds++) {
      JsonNode items = planner.get("/api/plans/" + plan + "/fixes").json().get("items");
      if (items.isEmpty()) {
        return version;
      }
      boolean done = false;
      for (JsonNode fix : items.get(0).get("fixes")) {
        Answer preview =
            planner.post(
                "/api/plans/" + plan + "/preview", Map.of("operation", fix.get("operation")));
        if (preview.status() == 422) {
          refused.add(fix.get("key").asString() + " " + preview.json().get("reason").asString());
          continue;
        }
        assertThat(preview.status()).as(preview.text()).isEqualTo(200);
        Answer applied =
            Planners.send(planner, plan, version, fix.get("operation"), Planners.key());
        assertThat(applied.status()).as(applied.text()).isEqualTo(200);
        version = applied.json().get("version").asLong();
        done = true;
        break;
      }
      assertThat(done).as(items.get(0) + " was refused: " + refused).isTrue();
    }
    throw new AssertionError("there is no end of open land");
  }

  @Test
  void a_faulty_import_of_land_that_nobody_divided_before_becomes_its_first_division() {
    String village = "350582103992";
    long draft = Planners.storeDraft(context, village, 3);
    Person person = People.create(jdbc);
    Person other = People.create(jdbc);
    Browser asking = People.browser(jdbc, environment, People.with(jdbc, "SECURITY_ADMIN", null));
    Browser deciding = People.browser(jdbc, environment, People.with(jdbc, "SYSTEM_ADMIN", null));
    for (Person one : List.of(person, other)) {
      Answer asked =
          asking.post(
              "/api/grants", Map.of("accountId", one.id(), "role", "PLANNER", "gridCode", village));
      assertThat(asked.status()).as(asked.text()).isEqualTo(201);
      String grant = "/api/grants/" + asked.json().get("id").asLong();
      assertThat(deciding.post(grant + "/decision", Map.of("approve", true)).status())
          .isEqualTo(204);
    }
    Browser first = People.browser(jdbc, environment, person);
    Browser second = People.browser(jdbc, environment, other);
    long plan = Planners.begin(first, draft).json().get("id").asLong();
    long version = fix(first, plan, 1);
    for (String move : List.of("submit", "approve", "publish")) {
      Answer moved = Planners.step(move.equals("submit") ? first : second, plan, version++, move);
      assertThat(moved.status()).as(move + moved.text()).isEqualTo(200);
    }
    assertThat(
            first
                .get("/api/divisions?rootCode=" + village)
                .json()
                .get("items")
                .get(0)
                .get("status"))
        .hasToString("\"IN_FORCE\"");
    assertThat(first.get("/api/plans/" + plan + "/numbers").status()).isEqualTo(200);
  }

  @Test
  void nonsense_is_no_size() {
    long plan = town.begin(planner);
    for (Object size : new Object[] {0, -5, "groß"}) {
      assertThat(
              planner
                  .post("/api/plans/" + plan + "/fixes", Map.of("underSquareMetres", size))
                  .status())
          .isBetween(400, 422);
    }
    assertThat(
            planner
                .post("/api/plans/" + plan + "/fixes", Map.of("underSquareMetres", 5))
                .json()
                .get("operation")
                .isNull())
        .isTrue();
  }

  /** Houses by the leaf grid that they lie in. */
  private Map<String, List<Long>> houses() {
    Map<String, List<Long>> houses = new HashMap<>();
    jdbc.sql(
            "SELECT g.code, hg.house_id FROM house_grid hg JOIN grid g ON g.id = hg.grid_id WHERE"
                + " hg.division_id = ? ORDER BY 2")
        .param(town.division)
        .query(row -> {
          houses.computeIfAbsent(row.getString(1), code -> new ArrayList<>()).add(row.getLong(2));
        });
    return houses;
  }

  @Test
  void painted_houses_change_their_grid_and_no_others_do() {
    long plan = town.begin(planner);
    Map<String, List<Long>> houses = houses();
    JsonNode numbers = planner.get("/api/plans/" + plan + "/numbers").json().get("grids");
    Map<String, Integer> before = new HashMap<>();
    numbers.forEach(grid -> before.put(grid.get("code").asString(), grid.get("houses").asInt()));
    int applied = 0;
    for (JsonNode edge : Planners.partition(planner, plan).get("edges")) {
      String from = edge.get("left").asString();
      String to = edge.get("right").asString();
      if (!houses.containsKey(from) || !houses.containsKey(to)) {
        continue;
      }
      List<Long> near = nearest(houses.get(from), edge);
      Answer brush =
          planner.post("/api/plans/" + plan + "/brush", Map.of("houses", near, "to", to));
      assertThat(brush.status()).as(brush.text()).isIn(200, 422);
      if (brush.status() == 422) {
        assertThat(brush.json().get("reason").asString()).isNotEmpty();
        continue;
      }
      Answer preview =
          planner.post(
              "/api/plans/" + plan + "/preview",
              Map.of("operation", brush.json().get("operation")));
      assertThat(preview.status()).as(preview.text()).isEqualTo(200);
      Map<String, Integer> after = new HashMap<>();
      preview
          .json()
          .get("numbers")
          .forEach(grid -> after.put(grid.get("code").asString(), grid.get("houses").asInt()));
      assertThat(after.get(from)).isEqualTo(before.get(from) - near.size());
      assertThat(after.get(to)).isEqualTo(before.get(to) + near.size());
      if (++applied == 3) {
        break;
      }
    }
    assertThat(applied).isEqualTo(3);
    String some = houses.keySet().iterator().next();
    assertThat(
            planner
                .post(
                    "/api/plans/" + plan + "/brush", Map.of("houses", houses.get(some), "to", some))
                .status())
        .isEqualTo(422);
    assertThat(
            planner
                .post("/api/plans/" + plan + "/brush", Map.of("houses", List.of(1), "to", "x"))
                .status())
        .isEqualTo(422);
    // Blocks alone, and a hole in a list, are answered and not stumbled over.
    Map<String, Object> blocks =
        new HashMap<>(Map.of("blocks", List.of(List.of(1.0, 1.0)), "to", "x"));
    assertThat(planner.post("/api/plans/" + plan + "/brush", blocks).status()).isEqualTo(422);
    blocks.put("houses", Arrays.asList(1L, null));
    assertThat(planner.post("/api/plans/" + plan + "/brush", blocks).status()).isEqualTo(422);
    blocks.put("houses", List.of());
    blocks.put("blocks", Arrays.asList(List.of(1.0, 1.0), null));
    assertThat(planner.post("/api/plans/" + plan + "/brush", blocks).status()).isEqualTo(422);
  }

  /** The two houses whose doors are nearest to the middle of a border. */
  private List<Long> nearest(List<Long> houses, JsonNode edge) {
    JsonNode middle = edge.get("points").get(edge.get("points").size() / 2);
    return jdbc.sql(
            "SELECT id FROM house WHERE id IN (:houses) ORDER BY entrance <->"
                + " ST_SetSRID(ST_MakePoint(:lon, :lat), 4490), id LIMIT 2")
        .param("houses", houses)
        .param("lon", middle.get(0).asDouble())
        .param("lat", middle.get(1).asDouble())
        .query(Long.class)
        .list();
  }

  @Test
  void roads_along_an_edge_are_offered_the_nearest_first() {
    long plan = town.begin(planner);
    JsonNode edge = Planners.partition(planner, plan).get("edges").get(0);
    JsonNode a = edge.get("points").get(0);
    JsonNode b = edge.get("points").get(edge.get("points").size() - 1);
    jdbc.sql(
            """
            INSERT INTO road (source, source_id, name, kind, geom, synthetic)
            SELECT 'fixes', 'near', '沿边路', 'residential', ST_Multi(ST_MakeLine(
              ST_SetSRID(ST_MakePoint(:ax + 0.00001, :ay), 4490), ST_SetSRID(ST_MakePoint(:bx + 0.00001, :by), 4490))),
              true
            """)
        .param("ax", a.get(0).asDouble())
        .param("ay", a.get(1).asDouble())
        .param("bx", b.get(0).asDouble())
        .param("by", b.get(1).asDouble())
        .update();
    try {
      Answer answer = planner.get("/api/plans/" + plan + "/roads?edge=" + edge.get("id").asLong());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().get("items").findValuesAsString("name")).contains("沿边路");
      assertThat(planner.get("/api/plans/" + plan + "/roads?edge=987654").status()).isEqualTo(404);
    } finally {
      jdbc.sql("DELETE FROM road WHERE source = 'fixes'").update();
    }
  }

  @Test
  void new_grids_get_codes_that_nobody_has() {
    long plan = town.begin(planner);
    JsonNode place = Planners.partition(planner, plan).get("edges").get(0).get("points").get(0);
    Answer answer =
        planner.post(
            "/api/plans/" + plan + "/codes",
            Map.of("places", List.of(place, place), "role", "LEAF"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> codes = new ArrayList<>();
    answer.json().get("codes").forEach(code -> codes.add(code.asString()));
    assertThat(codes)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.startsWith(Planners.VILLAGE) && code.length() == 15);
    assertThat(
            jdbc.sql("SELECT count(*) FROM grid WHERE code IN (:codes)")
                .param("codes", codes)
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(
            planner
                .post(
                    "/api/plans/" + plan + "/codes",
                    Map.of("places", List.of(place), "role", "KING"))
                .status())
        .isEqualTo(422);
  }
}
