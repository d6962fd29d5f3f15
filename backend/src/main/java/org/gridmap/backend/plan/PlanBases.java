package org.gridmap.backend.plan;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.plan.PlanSummary.NewerDivision;
import org.gridmap.backend.sql.RecordRowMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The division that a plan replaces, and whether another one came in between. */
@Component
class PlanBases {
  private record Latest(
      long id, @Nullable Instant from, boolean toCome, boolean before, @Nullable Long planId) {}

  private static final RowMapper<Latest> LATEST = new RecordRowMapper<>(Latest.class);

  private final JdbcClient jdbc;

  PlanBases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last published division of the plan's area, which it replaces; null if there is none. */
  @Nullable Long replaced(Plan plan) {
    return latest(plan).map(Latest::id).orElse(null);
  }

  /**
   * The last published division of the plan's area, if the plan was begun without knowing of it.
   * Nobody may publish the plan then.
   */
  Optional<NewerDivision> newer(Plan plan) {
    boolean open =
        switch (plan.state()) {
          case DRAFT, SUBMITTED, APPROVED -> true;
          case PUBLISHED, SUPERSEDED, WITHDRAWN -> false;
        };
    if (!open) {
      return Optional.empty();
    }
    // A plan of an import replaces whatever was in force when it was begun.
    boolean ofImport = !plan.baseCalledOff() && !wasPublished(plan.baseDivisionId());
    return latest(plan)
        .filter(latest -> !Objects.equals(plan.baseDivisionId(), latest.id()))
        .filter(latest -> !(ofImport && latest.before()))
        .map(latest ->
            new NewerDivision(
                latest.id(), latest.planId(), latest.from(), latest.toCome(), !ofImport));
  }

  private Optional<Latest> latest(Plan plan) {
    return jdbc.sql(
            """
            SELECT d.id, lower(d.valid) AS from, lower(d.valid) > now() AS to_come,
              d.created_at < ? AS before,
              (SELECT p.id FROM plan p WHERE p.division_id = d.id ORDER BY p.id LIMIT 1) AS plan_id
            FROM division d
            WHERE d.root_code = ? AND d.status = 'PUBLISHED' AND upper_inf(d.valid)
            ORDER BY lower(d.valid) DESC LIMIT 1
            """)
        .params(plan.createdAt().atOffset(ZoneOffset.UTC), plan.rootCode())
        .query(LATEST)
        .optional();
  }

  private boolean wasPublished(@Nullable Long division) {
    return division != null
        && jdbc.sql("SELECT EXISTS (SELECT FROM division WHERE id = ? AND status = 'PUBLISHED')")
            .param(division)
            .query(Boolean.class)
            .single();
  }
}
