package org.gridmap.backend.register.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.register.Residents;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Completeness;
import org.gridmap.backend.register.reconcile.ReconciliationViews.FieldScore;
import org.gridmap.backend.register.reconcile.ReconciliationViews.HouseScore;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How complete the records of a grid are: the weighted share of fields that are filled among those
 * that should be. What is needed to stand at the right door and call the family weighs most.
 */
@Service
class CompletenessScore {
  private static final int WORST_HOUSES = 20;
  private static final SqlFile FIELDS = SqlFile.of(CompletenessScore.class, "completeness.sql");

  /** A field, the column that counts those who should have it, and its weight. */
  private record Asked(String field, String column, String of, int weight) {}

  private static final List<Asked> ASKED =
      List.of(
          new Asked("ownPhone", "own_phone", "adults", 4),
          new Asked("emergencyContact", "emergency_contact", "frail", 4),
          new Asked("presence", "presence", "people", 3),
          new Asked("birthYear", "birth_year", "people", 2),
          new Asked("registration", "registration", "people", 2),
          new Asked("sex", "sex", "people", 1),
          new Asked("origin", "origin", "people", 1),
          new Asked("workplace", "workplace", "working", 1));

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final Scope scope;

  CompletenessScore(JdbcClient jdbc, Snapshots snapshots, Scope scope) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.scope = scope;
  }

  /**
   * The score of a grid.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found if not all of it is in the scope
   */
  Completeness of(long grid) {
    return snapshots.read(() -> {
      scope.requireGrid(grid);
      return read(grid);
    });
  }

  private Completeness read(long grid) {
    long[] filled = new long[ASKED.size()];
    long[] of = new long[ASKED.size()];
    List<HouseScore> houses = new ArrayList<>();
    FIELDS
        .on(jdbc)
        .param("grid", grid)
        .param("year", Residents.thisYear())
        .query(row -> {
          long weighed = 0;
          long most = 0;
          for (int i = 0; i < ASKED.size(); i++) {
            Asked asked = ASKED.get(i);
            long has = row.getLong(asked.column());
            long should = row.getLong(asked.of());
            filled[i] += has;
            of[i] += should;
            weighed += has * asked.weight();
            most += should * asked.weight();
          }
          houses.add(
              new HouseScore(row.getLong("id"), row.getString("number"), percent(weighed, most)));
        });
    List<FieldScore> fields = new ArrayList<>();
    long weighed = 0;
    long most = 0;
    for (int i = 0; i < ASKED.size(); i++) {
      Asked asked = ASKED.get(i);
      fields.add(new FieldScore(asked.field(), filled[i], of[i], asked.weight()));
      weighed += filled[i] * asked.weight();
      most += of[i] * asked.weight();
    }
    return new Completeness(
        percent(weighed, most),
        fields,
        houses.stream()
            .sorted(Comparator.comparingInt(HouseScore::score).thenComparing(HouseScore::houseId))
            .limit(WORST_HOUSES)
            .toList());
  }

  /** Rounded down, so that 100 means that nothing is missing. */
  private static int percent(long weighed, long most) {
    return most == 0 ? 100 : (int) (100 * weighed / most);
  }
}
