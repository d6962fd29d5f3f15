package org.gridmap.backend.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events of a village as they are stored, to be counted plainly. */
final class PlainEvents {
  private final JdbcClient jdbc;
  private final String village;

  PlainEvents(JdbcClient jdbc, String village) {
    this.jdbc = jdbc;
    this.village = village;
  }

  /** A row as it is stored. */
  record PlainEvent(
      long id,
      String category,
      String department,
      String urgency,
      String step,
      boolean supervised,
      boolean overdue,
      String closed,
      String gridCode,
      double longitude,
      double latitude,
      LocalDate reportedDay,
      LocalDate closedDay) {
    boolean open() {
      return closed == null;
    }
  }

  /**
   * What was stored at a moment.
   *
   * @param codes of each grid in force then, the codes that meant it or what lies in it
   */
  record Then(Instant at, List<PlainEvent> events, Map<Long, Set<String>> codes) {}

  List<PlainEvent> events() {
    return jdbc.sql(
            """
            SELECT id, category, department, urgency, step, supervised, overdue, closed, grid_code,
              ST_X(location) AS longitude, ST_Y(location) AS latitude,
              CAST(reported_at AT TIME ZONE 'Asia/Shanghai' AS date) AS reported_day,
              CAST(closed_at AT TIME ZONE 'Asia/Shanghai' AS date) AS closed_day
            FROM event WHERE village_code = ? ORDER BY id
            """)
        .param(village)
        .query(PlainEvent.class)
        .list();
  }

  Then then() {
    Instant now =
        jdbc.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    return new Then(now, events(), codesOfGrids());
  }

  Map<Long, Set<String>> codesOfGrids() {
    Map<Long, Set<String>> grids = new TreeMap<>();
    jdbc.sql(
            """
            SELECT g.id, c.code FROM grid g
            JOIN division d ON d.id = g.division_id AND d.status = 'PUBLISHED' AND d.valid @> now()
            JOIN grid_closure l ON l.ancestor_id = g.id
            CROSS JOIN LATERAL codes_of_grids(ARRAY[l.descendant_id]) c
            WHERE d.root_code = ?
            """)
        .param(village)
        .query(row -> {
          grids
              .computeIfAbsent(row.getLong("id"), id -> new TreeSet<>())
              .add(row.getString("code"));
        });
    return grids;
  }
}
