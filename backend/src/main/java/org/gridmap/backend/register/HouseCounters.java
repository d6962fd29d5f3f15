package org.gridmap.backend.register;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts of each house, set anew in the transaction that changes its people, so that counts of
 * grids never need to look at people.
 *
 * <p>Somebody who moved out is no resident any more and counts as moved out only: registered,
 * permanent and floating add up to the residents, and so do those at home and those away.
 */
@Component
public class HouseCounters {
  /** Youngest age of an elder, in years. */
  static final int ELDER_YEARS = 60;

  /** The statement, for the houses in {@code :houses}; a job may run it on its own connection. */
  public static final String COUNT =
      """
      INSERT INTO person.house_tally AS t (house_id, village_code, households, residents, registered, permanent,
        floating, at_home, away, moved_out, children, elders, care_needs, counted_in)
      SELECT h.id, coalesce(max(o.village_code), ''), count(DISTINCT o.id) FILTER (WHERE o.removed_at IS NULL),
        count(*) FILTER (WHERE r.here), count(*) FILTER (WHERE r.here AND r.registration = 'REGISTERED'),
        count(*) FILTER (WHERE r.here AND r.registration = 'PERMANENT'),
        count(*) FILTER (WHERE r.here AND r.registration = 'FLOATING'),
        count(*) FILTER (WHERE r.here AND r.presence = 'AT_HOME'),
        count(*) FILTER (WHERE r.here AND r.presence = 'AWAY'),
        count(*) FILTER (WHERE r.here AND r.presence = 'MOVED_OUT'),
        count(*) FILTER (WHERE r.here AND r.birth_year >= :childrenFrom),
        count(*) FILTER (WHERE r.here AND r.birth_year <= :eldersTo),
        count(*) FILTER (WHERE r.here AND r.care_needs <> '{}'), :year
      FROM house h
      LEFT JOIN person.household o ON o.house_id = h.id
      LEFT JOIN LATERAL (
        SELECT x.*, x.removed_at IS NULL AS here
        FROM person.resident x WHERE x.household_id = o.id) r ON true
      WHERE h.id = ANY (:houses)
      GROUP BY h.id
      ON CONFLICT (house_id) DO UPDATE SET village_code = excluded.village_code, households = excluded.households,
        residents = excluded.residents, registered = excluded.registered, permanent = excluded.permanent,
        floating = excluded.floating, at_home = excluded.at_home, away = excluded.away, moved_out = excluded.moved_out,
        children = excluded.children, elders = excluded.elders, care_needs = excluded.care_needs,
        counted_in = excluded.counted_in
      """;

  private static final String STEP = "UPDATE person.register_revision SET number = number + 1";

  private final JdbcClient jdbc;

  HouseCounters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Counts houses anew and makes a step of the revision. The last thing that a transaction does:
   * the revision is one row, and whoever holds it lets others wait.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void count(Collection<Long> houses) {
    Long[] sorted = houses.stream().distinct().sorted().toArray(Long[]::new);
    // Two changes of one house at a time would each count without the other's.
    for (Long house : sorted) {
      jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('house_tally', :house))")
          .param("house", house)
          .query()
          .singleRow();
    }
    if (sorted.length > 0) {
      count(jdbc, sorted);
    }
    step(jdbc);
  }

  /** Counts houses on a connection that may see them all. */
  public static void count(JdbcClient jdbc, Long[] houses) {
    int year = Residents.thisYear();
    jdbc.sql(COUNT)
        .param("houses", houses)
        .param("year", year)
        .param("childrenFrom", year - 14)
        .param("eldersTo", year - ELDER_YEARS)
        .update();
  }

  /** Says that counts are different now. */
  public static void step(JdbcClient jdbc) {
    jdbc.sql(STEP).update();
  }

  /** The number of changes so far. */
  @Transactional(readOnly = true)
  public long revision() {
    return jdbc.sql("SELECT number FROM person.register_revision").query(Long.class).single();
  }
}
