package org.gridmap.backend.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.grid.DivisionDraft;
import org.gridmap.backend.grid.DivisionDraft.GridDraft;
import org.gridmap.backend.grid.Divisions;
import org.gridmap.backend.grid.GridKind;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.house.NewHouse;
import org.gridmap.backend.notation.OperationWriter;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.topology.Operation;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The synthetic village of 76 grids without its people, and planners of it with their browsers. */
public final class Planners {
  public static final String VILLAGE = "350582103220";
  private static final DemoTown TOWN = DemoTown.generate(20_261_122);

  public final long division;
  public final long draft;
  private final JdbcClient jdbc;
  private final Environment environment;

  public Planners(ApplicationContext context) {
    jdbc = context.getBean(JdbcClient.class);
    environment = context.getEnvironment();
    synchronized (Planners.class) {
      if (find(false) == null) {
        store(context);
      }
    }
    division = find(false);
    draft = find(true);
  }

  private Long find(boolean wantDraft) {
    return jdbc.sql("SELECT id FROM division WHERE source = ? ORDER BY id LIMIT 1")
        .param(wantDraft ? "planners-draft" : "planners")
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  private static void store(ApplicationContext context) {
    Divisions divisions = context.getBean(Divisions.class);
    Houses houses = context.getBean(Houses.class);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(status -> {
          divisions.store(draft("planners", true, TOWN.grids()));
          houses.replace(
              "planners",
              true,
              "",
              sink ->
                  TOWN.houses()
                      .forEach(house ->
                          sink.add(
                              new NewHouse(
                                  house.sourceId(),
                                  house.number(),
                                  house.address(),
                                  "",
                                  house.aliases(),
                                  house.entrance(),
                                  house.footprint(),
                                  house.floors(),
                                  house.heightMetres(),
                                  house.structure(),
                                  house.use(),
                                  house.residents()))));
          long dirty =
              divisions.store(draft("planners-draft", false, TOWN.dirtyCopy().grids())).id();
          houses.place(dirty);
        });
    // Counts as the register would keep them; there are no people behind them.
    context
        .getBean("jobJdbc", JdbcClient.class)
        .sql(
            """
            INSERT INTO person.house_tally (house_id, village_code, households, residents, registered,
              permanent, floating, at_home, away, moved_out, children, elders, care_needs)
            SELECT id, '350582103220', 1 + id % 3, 2 + id % 7, 0, 0, 0, 0, 0, 0, 0, 0, id % 5 / 4
            FROM house WHERE source = 'planners'
            """)
        .update();
  }

  private static DivisionDraft draft(String source, boolean publish, List<DemoGrid> grids) {
    List<GridDraft> drafts = new ArrayList<>();
    for (DemoGrid grid : grids) {
      drafts.add(
          new GridDraft(
              grid.code(),
              grid.name(),
              grid.parentCode(),
              grid.levelName(),
              GridKind.valueOf(grid.kind()),
              multi(grid.polygon())));
    }
    return new DivisionDraft(VILLAGE, TOWN.name(), source, "试验", true, null, publish, drafts);
  }

  private static MultiPolygon multi(Geometry polygon) {
    return polygon instanceof MultiPolygon many
        ? many
        : polygon.getFactory().createMultiPolygon(new Polygon[] {(Polygon) polygon});
  }

  /** Somebody with a role over the village. */
  public Browser browser(String role) {
    return People.browser(jdbc, environment, People.with(jdbc, role, VILLAGE));
  }

  /** Begins a plan of the division in force and returns its number. */
  public long begin(Browser planner) {
    return begin(planner, division).json().get("id").asLong();
  }

  public static Answer begin(Browser planner, long division) {
    Answer begun =
        planner.send(
            "POST",
            "/api/plans",
            Map.of("name", "试验方案", "divisionId", division),
            "Idempotency-Key",
            key());
    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    return begun;
  }

  public static String key() {
    return UUID.randomUUID().toString();
  }

  public static Answer apply(Browser planner, long plan, long version, Operation operation) {
    return send(planner, plan, version, OperationWriter.write(operation), key());
  }

  public static Answer send(
      Browser planner, long plan, long version, Object operation, String key) {
    return planner.send(
        "POST",
        "/api/plans/" + plan + "/operations",
        Map.of("operation", operation),
        "If-Match",
        "\"" + version + "\"",
        "Idempotency-Key",
        key);
  }

  /** Undo or redo. */
  public static Answer step(Browser planner, long plan, long version, String verb) {
    return planner.send(
        "POST",
        "/api/plans/" + plan + "/" + verb,
        Map.of(),
        "If-Match",
        "\"" + version + "\"",
        "Idempotency-Key",
        key());
  }

  public static JsonNode partition(Browser planner, long plan) {
    return planner.get("/api/plans/" + plan + "/partition").json();
  }

  public static JsonNode plan(Browser planner, long plan) {
    return planner.get("/api/plans/" + plan).json();
  }
}
