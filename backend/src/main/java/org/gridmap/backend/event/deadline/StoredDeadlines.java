package org.gridmap.backend.event.deadline;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import java.time.Instant;
import java.util.Map;
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
    jobs.scheduleIfNotExists(job(eventId, due));
  }

  @Override
  public void planFirst(Map<Long, Instant> due) {
    jobs.scheduleBatch(due.entrySet().stream().map(one -> job(one.getKey(), one.getValue())));
  }

  private static SchedulableInstance<?> job(long eventId, Instant due) {
    return OverdueTask.OVERDUE.instance(eventId + "@" + due.toEpochMilli()).scheduledTo(due);
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
