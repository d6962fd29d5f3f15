package org.gridmap.backend.plan.events;

import java.util.List;
import java.util.UUID;
import org.gridmap.backend.sql.SingleColumn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has a plan open: one row for each stream, on whichever server it ends. */
@Component
class PlanViewers {
  /** A stream whose server died is forgotten after this many seconds without a sign of life. */
  private static final int FORGOTTEN_AFTER_SECONDS = 45;

  private final JdbcClient jdbc;

  PlanViewers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void come(UUID stream, long planId, long accountId) {
    jdbc.sql("DELETE FROM plan_viewer WHERE seen_at < now() - make_interval(secs => ?)")
        .param(FORGOTTEN_AFTER_SECONDS)
        .update();
    jdbc.sql("INSERT INTO plan_viewer (stream, plan_id, account_id) VALUES (?, ?, ?)")
        .params(stream, planId, accountId)
        .update();
  }

  void stay(UUID stream) {
    jdbc.sql("UPDATE plan_viewer SET seen_at = now() WHERE stream = ?").param(stream).update();
  }

  void leave(UUID stream) {
    jdbc.sql("DELETE FROM plan_viewer WHERE stream = ?").param(stream).update();
  }

  /** Numbers of the accounts that have a plan open, in the order in which they came. */
  @Transactional(readOnly = true)
  public List<Long> list(long planId) {
    return jdbc.sql(
            "SELECT account_id FROM plan_viewer WHERE plan_id = ? AND seen_at > now() -"
                + " make_interval(secs => ?) GROUP BY account_id ORDER BY account_id")
        .params(planId, FORGOTTEN_AFTER_SECONDS)
        .query(SingleColumn::number)
        .list();
  }
}
