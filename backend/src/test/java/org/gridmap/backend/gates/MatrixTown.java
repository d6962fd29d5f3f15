package org.gridmap.backend.gates;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedBuildException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One thing of every kind at every place that a scope can tell apart. */
final class MatrixTown {
  static final String VILLAGE_CODE = "999900000001";
  static final String WEST_CODE = "999900000001001";

  /** How far the number of a comment is beyond that of its plan, so that no other one has it. */
  static final long COMMENT_OF_PLAN = 1_000_000_000;

  private static final String FOREIGN_CODE = "999900000002";

  /** Where a thing is, seen from the officer of the western grid. */
  enum Place {
    /** In his grid. */
    OWN,
    /** In the grid beside it. */
    SIBLING,
    /** In the village and in none of its houses or grids. */
    PARENT,
    /** In another village. */
    FOREIGN,
    /** It was there and is no more. */
    DELETED
  }

  private record Site(
      @Nullable Long house, @Nullable Long grid, String gridCode, String villageCode) {}

  private final JdbcClient jdbc;
  private final JdbcClient job;
  private final TownFixture town;
  private final Map<Place, Site> sites = new EnumMap<>(Place.class);

  MatrixTown(JdbcClient jdbc, JdbcClient job) {
    this.jdbc = jdbc;
    this.job = job;
    this.town = TownFixture.in(jdbc);
    sites.put(Place.OWN, new Site(town.firstHouse(), town.west(), WEST_CODE, VILLAGE_CODE));
    sites.put(
        Place.SIBLING,
        new Site(
            town.firstHouse() + TownFixture.HOUSES - 1,
            town.east(),
            VILLAGE_CODE + "002",
            VILLAGE_CODE));
    sites.put(Place.PARENT, new Site(null, town.village(), VILLAGE_CODE, VILLAGE_CODE));
    sites.put(Place.FOREIGN, foreign());
    sites.put(Place.DELETED, sites.get(Place.OWN));
  }

  /** A thing of the kind that a route is about; empty where there cannot be one. */
  Optional<Long> find(RouteRule rule, Place place) {
    String kind = rule.pattern().split("/", -1)[2];
    Site site = sites.get(place);
    Long id =
        switch (kind) {
          case "houses" -> place == Place.DELETED ? gone() : site.house();
          case "grids" -> place == Place.DELETED ? gone() : site.grid();
          case "divisions" -> place == Place.DELETED ? gone() : town.draft();
          case "households" -> household(site);
          case "residents" -> resident(site);
          case "organisations" -> organisation(site);
          case "stations" -> point("station", "name, walking_minutes", "'试验站', 10", site);
          case "resources" -> point("emergency_resource", "kind, quantity", "'AED', 1", site);
          case "photos" -> photo(site);
          // An event is in a leaf.
          case "events" -> place == Place.PARENT ? null : event(site);
          case "event-photos" -> place == Place.PARENT ? null : eventPhoto(site);
          case "staff" -> staff(site);
          case "assignments" -> assignment(site);
          case "plans" -> plan(site);
          case "users" -> place == Place.DELETED ? gone() : account();
          case "grants" -> place == Place.DELETED ? gone() : grant();
          default -> throw new AssertionError("there is no thing for " + rule.pattern());
        };
    if (place == Place.DELETED && id != null) {
      delete(kind, id);
    }
    return Optional.ofNullable(id);
  }

  /** A body that the route would take, so that only the scope can stand in the way. */
  static Object body(RouteRule rule) {
    return switch (rule.method() + " " + rule.pattern()) {
      case "POST /api/houses/{id}/households", "PUT /api/households/{id}" ->
          Map.of("number", "9", "room", "", "kind", "FAMILY", "tenure", "OWNED");
      case "POST /api/households/{id}/residents", "PUT /api/residents/{id}" ->
          Map.of("name", "试验人", "sex", "FEMALE", "relation", "OTHER", "birthYear", 1980);
      case "POST /api/residents/{id}/reveal" -> Map.of("field", "NAME", "purpose", "VISIT");
      case "POST /api/residents/{id}/report", "POST /api/households/{id}/children" ->
          Map.of("purpose", "VISIT");
      case "POST /api/houses/{id}/organisations", "PUT /api/organisations/{id}" ->
          Map.of("kind", "SHOP", "name", "试验店");
      case "POST /api/events/{id}/actions" -> Map.of("action", "ADD_NOTE", "text", "试验");
      case "POST /api/plans/{id}/operations", "POST /api/plans/{id}/preview" ->
          Map.of("operation", Map.of("type", "rename", "grid", "nothing", "name", "试验"));
      case "POST /api/plans/{id}/comments" ->
          Map.of("text", "试验", "place", List.of(100.005, 30.005));
      case "POST /api/plans/{id}/comments/{comment}/replies" -> Map.of("text", "试验");
      case "PUT /api/plans/{id}/comments/{comment}/state" -> Map.of("state", "SETTLED");
      case "PUT /api/plans/{id}/comments/{comment}/read" -> Map.of("entries", 1);
      default -> Map.of();
    };
  }

  private Long gone() {
    return (1L << 59) + 7;
  }

  private void delete(String kind, long id) {
    switch (kind) {
      case "households" ->
          change("UPDATE person.household SET removed_at = now() WHERE id = ?", id);
      case "residents" -> change("UPDATE person.resident SET removed_at = now() WHERE id = ?", id);
      case "organisations" -> change("DELETE FROM organisation WHERE id = ?", id);
      case "stations" -> change("DELETE FROM station WHERE id = ?", id);
      case "resources" -> change("DELETE FROM emergency_resource WHERE id = ?", id);
      case "photos" -> change("DELETE FROM person.house_photo WHERE id = ?", id);
      case "events" -> change("DELETE FROM event WHERE id = ?", id);
      case "event-photos" -> change("DELETE FROM person.event_photo WHERE id = ?", id);
      case "assignments" -> change("DELETE FROM assignment WHERE id = ?", id);
      case "plans" -> change("DELETE FROM plan WHERE id = ?", id);
      case "staff" -> change("DELETE FROM staff WHERE id = ?", id);
      default -> {}
    }
  }

  private void change(String sql, long id) {
    job.sql(sql).param(id).update();
  }

  private long household(Site site) {
    return job.sql(
            """
            INSERT INTO person.household (house_id, village_code, kind, tenure)
            VALUES (?, ?, 'FAMILY', 'OWNED') RETURNING id
            """)
        .params(site.house(), site.villageCode())
        .query(Long.class)
        .single();
  }

  private long resident(Site site) {
    return job.sql(
            """
            INSERT INTO person.resident (household_id, house_id, village_code, name, search_line, sex, relation)
            VALUES (?, ?, ?, '试验人', '', 'FEMALE', 'HEAD') RETURNING id
            """)
        .params(household(site), site.house(), site.villageCode())
        .query(Long.class)
        .single();
  }

  private long organisation(Site site) {
    return job.sql(
            """
            INSERT INTO organisation (kind, name, house_id, village_code)
            VALUES ('SHOP', '试验店', ?, ?) RETURNING id
            """)
        .params(site.house(), site.villageCode())
        .query(Long.class)
        .single();
  }

  /** Something that stands in the grid; what is of the village alone stands in the eastern one. */
  private long point(String table, String columns, String values, Site site) {
    boolean foreign = site.villageCode().equals(FOREIGN_CODE);
    double longitude = foreign ? 101.005 : site.gridCode().equals(WEST_CODE) ? 100.005 : 100.015;
    return job.sql(
            "INSERT INTO %s (%s, grid_code, location) VALUES (%s, ?, ST_SetSRID(ST_MakePoint(?, ?), 4490)) RETURNING id"
                .formatted(table, columns, values))
        .params(site.gridCode(), longitude, foreign ? 31.005 : 30.005)
        .query(Long.class)
        .single();
  }

  private long photo(Site site) {
    return job.sql(
            """
            INSERT INTO person.house_photo (house_id, village_code, width, height, picture, thumbnail)
            VALUES (?, ?, 1, 1, '\\xffd8', '\\xffd8') RETURNING id
            """)
        .params(site.house(), site.villageCode())
        .query(Long.class)
        .single();
  }

  private long event(Site site) {
    return job.sql(
            """
            INSERT INTO event (number, village_code, year, sequence, category, department, importance, pressing,
              urgency, workflow, step, location, grid_code, grid_name, owner_grid_code, owner_duty, reporter_id,
              step_due_at, due_at)
            SELECT :village || '-2000-' || n, :village, 2000, n, 'LITTER', 'VILLAGE', 'LOW', 'LOW', 'BLUE',
              'seven-steps', 'collect', ST_SetSRID(ST_MakePoint(100, 30), 4490), :grid, '试验', :grid, 'GRID_OFFICER', 0,
              now() + interval '1 day', now() + interval '1 day'
            FROM (SELECT coalesce(max(sequence), 0) + 1 AS n FROM event WHERE village_code = :village AND year = 2000) next
            RETURNING id
            """)
        .param("village", site.villageCode())
        .param("grid", site.gridCode())
        .query(Long.class)
        .single();
  }

  private long eventPhoto(Site site) {
    return job.sql(
            """
            INSERT INTO person.event_photo (event_id, author_id, width, height, picture, thumbnail)
            VALUES (?, 0, 1, 1, '\\xffd8', '\\xffd8') RETURNING id
            """)
        .param(event(site))
        .query(Long.class)
        .single();
  }

  /** A plan of a grid: what is in it does not matter, but it can be read. */
  private long plan(Site site) {
    MultiPolygon square =
        new GeometryFactory()
            .createMultiPolygon(
                new Polygon[] {
                  (Polygon) new GeometryFactory().toGeometry(new Envelope(100, 100.01, 30, 30.01))
                });
    try {
      GridPartition partition =
          GridPartition.build(
                  List.of(
                      new GridPartition.Source(
                          new PartitionGrid(site.gridCode(), "试验", null, null, GridKind.BASE, true),
                          square)),
                  null,
                  GridPartition.BuildOptions.EXACT)
              .partition();
      long id =
          job.sql(
                  """
                  INSERT INTO plan (root_code, name, hash, base_hash, created_by, synthetic)
                  VALUES (:code, '试验', :hash, :hash, 0, true) RETURNING id
                  """)
              .param("code", site.gridCode())
              .param("hash", partition.hash())
              .query(Long.class)
              .single();
      job.sql("INSERT INTO plan_snapshot (plan_id, seq, partition) VALUES (?, 0, ?)")
          .params(id, partition.write())
          .update();
      // Somebody's comment, at another version than the one asked for.
      job.sql(
              "INSERT INTO plan_comment (id, plan_id, version, author_id, text, location) VALUES (?, ?, 7, 0,"
                  + " '试验', ST_SetSRID(ST_MakePoint(100, 30), 4490))")
          .params(id + COMMENT_OF_PLAN, id)
          .update();
      return id;
    } catch (RefusedBuildException e) {
      throw new AssertionError(e);
    }
  }

  private long staff(Site site) {
    return job.sql(
            """
            INSERT INTO staff (name, sex, unit, grid_code) VALUES ('试验员', 'FEMALE', 'VILLAGE', ?)
            RETURNING id
            """)
        .param(site.gridCode())
        .query(Long.class)
        .single();
  }

  private long assignment(Site site) {
    return job.sql(
            """
            INSERT INTO assignment (staff_id, grid_code, role, valid)
            VALUES (?, ?, 'VOLUNTEER', daterange('2026-01-01', NULL)) RETURNING id
            """)
        .params(staff(site), site.gridCode())
        .query(Long.class)
        .single();
  }

  private long account() {
    return org.gridmap.backend.People.create(jdbc).id();
  }

  private long grant() {
    return jdbc.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by)
            SELECT ?, 'OFFICER', ?, 'REQUESTED', id FROM account.account WHERE login = 'system:cli'
            RETURNING id
            """)
        .params(account(), WEST_CODE)
        .query(Long.class)
        .single();
  }

  /** A village of one grid and one house far from the other. */
  private Site foreign() {
    List<Long> known =
        jdbc.sql("SELECT id FROM division WHERE root_code = ?")
            .param(FOREIGN_CODE)
            .query(Long.class)
            .list();
    if (known.isEmpty()) {
      long division =
          jdbc.sql(
                  """
                  INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)
                  VALUES (?, '邻村', 'PUBLISHED', true, true, 'matrix', tstzrange(now(), NULL)) RETURNING id
                  """)
              .param(FOREIGN_CODE)
              .query(Long.class)
              .single();
      long village = grid(division, null, FOREIGN_CODE, 1);
      long leaf = grid(division, village, FOREIGN_CODE + "001", 2);
      long house =
          jdbc.sql(
                  """
                  INSERT INTO house (source_id, number, entrance, use, synthetic)
                  VALUES ('matrix', '1号', ST_SetSRID(ST_MakePoint(101.005, 31.005), 4490), 'RESIDENTIAL', true)
                  RETURNING id
                  """)
              .query(Long.class)
              .single();
      jdbc.sql("INSERT INTO house_grid (division_id, house_id, grid_id) VALUES (?, ?, ?)")
          .params(division, house, leaf)
          .update();
      jdbc.sql("SELECT fill_grid_closure(?)").param(division).query().singleRow();
      jdbc.sql("INSERT INTO map_change (layer) VALUES ('grid')").update();
    }
    return new Site(
        jdbc.sql("SELECT id FROM house WHERE source_id = 'matrix'").query(Long.class).single(),
        jdbc.sql("SELECT id FROM grid WHERE code = ?")
            .param(FOREIGN_CODE + "001")
            .query(Long.class)
            .single(),
        FOREIGN_CODE + "001",
        FOREIGN_CODE);
  }

  private long grid(long division, @Nullable Long parent, String code, int level) {
    return jdbc.sql(
            """
            INSERT INTO grid (division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,
              label_point, area_square_metres)
            VALUES (:division, :parent, :code, '邻村', :level, '网格', 'BASE', :level = 2, 0,
              ST_Multi(ST_MakeEnvelope(101, 31, 101.01, 31.01, 4490)),
              ST_SetSRID(ST_MakePoint(101.005, 31.005), 4490), 1000)
            RETURNING id
            """)
        .param("division", division)
        .param("parent", parent)
        .param("code", code)
        .param("level", level)
        .query(Long.class)
        .single();
  }
}
