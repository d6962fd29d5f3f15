package org.gridmap.backend.plan;

import java.util.List;
import java.util.Optional;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of plans. */
@Component
class PlanRows {
  private static final String SELECT = "SELECT * FROM plan ";
  private static final RowMapper<Plan> PLAN = new RecordRowMapper<>(Plan.class);

  private final JdbcClient jdbc;

  PlanRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Plan> find(long id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(PLAN).optional();
  }

  /** The plan, which nobody else changes until the transaction ends. */
  Optional<Plan> lock(long id) {
    return jdbc.sql(SELECT + "WHERE id = ? FOR UPDATE").param(id).query(PLAN).optional();
  }

  /** Codes of the areas that there are plans of. */
  List<String> listAreas() {
    return jdbc.sql("SELECT DISTINCT root_code FROM plan").query(SingleColumn::text).list();
  }

  Optional<Plan> findOfDivision(long divisionId) {
    return jdbc.sql(SELECT + "WHERE division_id = ? ORDER BY id LIMIT 1")
        .param(divisionId)
        .query(PLAN)
        .optional();
  }

  /** Published plans of an area, the last one first. */
  List<Plan> listPublished(String rootCode) {
    return jdbc.sql(SELECT + "WHERE root_code = ? AND state = 'PUBLISHED' ORDER BY id DESC")
        .param(rootCode)
        .query(PLAN)
        .list();
  }

  /** The last changed plans of some areas and of one state, or all but withdrawn ones. */
  List<Plan> list(@Nullable PlanState state, List<String> areas) {
    return jdbc.sql(
            SELECT
                + "WHERE root_code IN (:areas) AND CASE WHEN CAST(:state AS text) IS NULL THEN state <> 'WITHDRAWN' ELSE state ="
                + " :state END ORDER BY changed_at DESC, id DESC LIMIT 500")
        .param("areas", areas)
        .param("state", state == null ? null : state.name(), java.sql.Types.VARCHAR)
        .query(PLAN)
        .list();
  }
}
