package org.gridmap.backend.event.deadline;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;

/**
 * A job for each deadline, named by event and moment: the one that is being told at this very
 * moment is never in the way of the next one.
 */
@Component
class StoredDeadlines implements EventDeadlines {
  private final JdbcClient jdbc;
  private final SchedulerClient jobs;

  StoredDeadlines(JdbcClient jdbc, DataSource dataSource) {
    this.jdbc = jdbc;
    this.jobs =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource)).build();
  }

  @Override
  public void plan(long eventId, Instant due) {
    drop(eventId);
    jobs.scheduleIfNotExists(
        OverdueTask.OVERDUE.instance(eventId + "@" + due.toEpochMilli()).build(), due);
  }

  @Override
  public void drop(long eventId) {
    jdbc.sql(
            """
            DELETE FROM scheduled_tasks
            WHERE task_name = :task AND split_part(task_instance, '@', 1) = :event AND NOT picked
            """)
        .param("task", OverdueTask.OVERDUE.getTaskName())
        .param("event", Long.toString(eventId))
        .update();
  }
}
