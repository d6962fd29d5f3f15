package org.gridmap.backend.plan.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gridmap.backend.Browser;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.People;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.house.NewHouse;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateFilter;
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

  public final String village;
  public final long division;
  public final long draft;
  private final JdbcClient jdbc;
  private final Environment environment;

  /** The village that several tests draw in; nobody publishes anything there. */
  public Planners(ApplicationContext context) {
    this(context, VILLAGE, 0);
  }

  /**
   * The same village under another code and somewhere else.
   *
   * @param village its code of twelve digits
   * @param east how far it is moved, in degrees
   */
  public Planners(ApplicationContext context, String village, double east) {
    this.village = village;
    jdbc = context.getBean(JdbcClient.class);
    environment = context.getEnvironment();
    synchronized (Planners.class) {
      if (find("planners ") == null) {
        store(context, east);
      }
    }
    division = find("planners ");
    draft = find("planners-draft ");
  }

  private Long find(String source) {
    return jdbc.sql("SELECT id FROM division WHERE source = ? ORDER BY id LIMIT 1")
        .param(source + village)
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  private void store(ApplicationContext context, double east) {
    Divisions divisions = context.getBean(Divisions.class);
    Houses houses = context.getBean(Houses.class);
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(status -> {
          divisions.store(draft("planners ", village, true, TOWN.grids(), east));
          houses.replace(
              "planners " + village,
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
                                  moved(house.entrance(), east),
                                  moved(house.footprint(), east),
                                  house.floors(),
                                  house.heightMetres(),
                                  house.structure(),
                                  house.use(),
                                  house.residents()))));
        });
    storeDraft(context, village, east);
    // Counts as the register would keep them; there are no people behind them.
    JdbcClient job = context.getBean("jobJdbc", JdbcClient.class);
    job.sql(
            """
            INSERT INTO person.house_tally (house_id, village_code, households, residents, registered,
              permanent, floating, at_home, away, moved_out, children, elders, care_needs)
            SELECT id, :village, 1 + id % 3, 2 + id % 7, 0, 0, 0, 0, 0, 0, 0, 0, id % 5 / 4
            FROM house WHERE source = :source
            """)
        .param("village", village)
        .param("source", "planners " + village)
        .update();
    // Whoever counted between the houses and their tallies counts again.
    job.sql("UPDATE person.register_revision SET number = number + 1").update();
  }

  /** Stores the village with planted faults, as an import that did not come into force. */
  public static long storeDraft(ApplicationContext context, String village, double east) {
    return context
        .getBean(TransactionTemplate.class)
        .execute(status -> {
          DivisionDraft dirty = draft("planners-draft ", village, false, TOWN.faultyDraft(), east);
          long id = context.getBean(Divisions.class).store(dirty).id();
          context.getBean(Houses.class).place(id);
          return id;
        });
  }

  private static DivisionDraft draft(
      String source, String village, boolean publish, List<DemoGrid> grids, double east) {
    List<GridDraft> drafts = new ArrayList<>();
    for (DemoGrid grid : grids) {
      drafts.add(
          new GridDraft(
              village + grid.code().substring(VILLAGE.length()),
              grid.name(),
              parent(grid, village),
              grid.levelName(),
              GridKind.valueOf(grid.kind()),
              multi(moved(grid.polygon(), east))));
    }
    return new DivisionDraft(
        village, TOWN.name(), source + village, "试验", true, null, publish, drafts);
  }

  private static @Nullable String parent(DemoGrid grid, String village) {
    return grid.parentCode() == null
        ? null
        : village + grid.parentCode().substring(VILLAGE.length());
  }

  private static <G extends Geometry> G moved(G geometry, double east) {
    @SuppressWarnings("unchecked")
    G copy = (G) geometry.copy();
    if (east != 0) {
      copy.apply((CoordinateFilter) place -> place.setX(Math.round((place.x + east) * 1e9) / 1e9));
      copy.geometryChanged();
    }
    return copy;
  }

  private static MultiPolygon multi(Geometry polygon) {
    return polygon instanceof MultiPolygon many
        ? many
        : polygon.getFactory().createMultiPolygon(new Polygon[] {(Polygon) polygon});
  }

  /** Somebody with a role over the village. */
  public Browser browser(String role) {
    return People.browser(jdbc, environment, People.with(jdbc, role, village));
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
    return send(planner, plan, version, operation, key());
  }

  public static Answer send(
      Browser planner, long plan, long version, Object operation, String key) {
    return planner.send(
        "POST",
        "/api/plans/" + plan + "/operations",
        operation instanceof Operation one
            ? new OperationRequest(one)
            : Map.of("operation", operation),
        "If-Match",
        "\"" + version + "\"",
        "Idempotency-Key",
        key);
  }

  /** Undo, redo, submit, approve or publish. */
  public static Answer step(Browser planner, long plan, long version, String verb) {
    return step(planner, plan, version, verb, Map.of());
  }

  /** The same for a step that says more, such as the day from which a plan is in force. */
  public static Answer step(Browser planner, long plan, long version, String verb, Object body) {
    return planner.send(
        "POST",
        "/api/plans/" + plan + "/" + verb,
        body,
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
