package org.gridmap.backend.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of plans. */
@Component
class PlanRows {
  private static final String SELECT = "SELECT * FROM plan ";

  private final JdbcClient jdbc;

  PlanRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Plan> find(long id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(PlanRows::plan).optional();
  }

  /** The plan, which nobody else changes until the transaction ends. */
  Optional<Plan> lock(long id) {
    return jdbc.sql(SELECT + "WHERE id = ? FOR UPDATE").param(id).query(PlanRows::plan).optional();
  }

  /** Codes of the areas that there are plans of. */
  List<String> listAreas() {
    return jdbc.sql("SELECT DISTINCT root_code FROM plan")
        .query((row, n) -> row.getString(1))
        .list();
  }

  Optional<Plan> findOfDivision(long divisionId) {
    return jdbc.sql(SELECT + "WHERE division_id = ? ORDER BY id LIMIT 1")
        .param(divisionId)
        .query(PlanRows::plan)
        .optional();
  }

  /** Published plans of an area, the last one first. */
  List<Plan> listPublished(String rootCode) {
    return jdbc.sql(SELECT + "WHERE root_code = ? AND state = 'PUBLISHED' ORDER BY id DESC")
        .param(rootCode)
        .query(PlanRows::plan)
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
        .query(PlanRows::plan)
        .list();
  }

  private static Plan plan(ResultSet row, int number) throws SQLException {
    return new Plan(
        row.getLong("id"),
        row.getString("root_code"),
        row.getString("name"),
        PlanState.valueOf(row.getString("state")),
        row.getObject("base_division_id", Long.class),
        row.getBoolean("base_called_off"),
        row.getObject("division_id", Long.class),
        moment(row, "effective_from"),
        row.getLong("version"),
        row.getLong("seq"),
        row.getString("hash"),
        row.getString("base_hash"),
        row.getInt("open_land"),
        row.getLong("created_by"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("changed_at").toInstant(),
        row.getObject("submitted_by", Long.class),
        moment(row, "submitted_at"),
        row.getObject("decided_by", Long.class),
        moment(row, "decided_at"),
        row.getString("decision_note"),
        row.getInt("open_comments"),
        row.getObject("submitted_open_comments", Integer.class),
        row.getLong("comments_revision"),
        row.getBoolean("synthetic"),
        row.getString("attribution"));
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    Timestamp moment = row.getTimestamp(column);
    return moment == null ? null : moment.toInstant();
  }
}
