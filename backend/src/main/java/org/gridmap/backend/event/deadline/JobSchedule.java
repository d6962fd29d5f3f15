package org.gridmap.backend.event.deadline;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs what falls due. Every server looks; the database gives each job to one of them, and to
 * another one if that died.
 */
@Component
class JobSchedule implements SmartLifecycle {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** A server that misses six is dead for the others. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final int THREADS = 2;

  private final DataSource dataSource;
  private final List<Task<?>> tasks;
  private volatile @Nullable Scheduler running;

  /**
   * @param tasks what each kind of job does
   */
  JobSchedule(DataSource dataSource, List<Task<?>> tasks) {
    this.dataSource = dataSource;
    this.tasks = List.copyOf(tasks);
  }

  @Override
  public void start() {
    Scheduler scheduler =
        Scheduler.create(dataSource, tasks)
            .threads(THREADS)
            .pollingInterval(LOOK_EVERY)
            .heartbeatInterval(HEARTBEAT)
            .build();
    scheduler.start();
    running = scheduler;
  }

  @Override
  public void stop() {
    Scheduler scheduler = running;
    running = null;
    if (scheduler != null) {
      scheduler.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}
