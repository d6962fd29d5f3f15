package org.gridmap.backend.event.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends messages when they are due, by threads and a table of its own: deadlines of events do not
 * wait for a receiver that hangs. As many threads as there may be receivers.
 */
@Component
class WebhookRunner implements SmartLifecycle {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(6);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final Deliveries deliveries;
  private volatile @Nullable Scheduler running;

  WebhookRunner(DataSource dataSource, Deliveries deliveries) {
    this.dataSource = dataSource;
    this.deliveries = deliveries;
  }

  private CompletionHandler<Void> attempt(String job) {
    Optional<Instant> again = deliveries.attempt(Long.parseLong(job));
    return (done, execution) ->
        again.ifPresentOrElse(at -> execution.reschedule(done, at), execution::stop);
  }

  @Override
  public void start() {
    Task<Void> task =
        Tasks.custom(Deliveries.DELIVERY)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(HEARTBEAT))
            .execute((job, context) -> attempt(job.getId()));
    RecurringTask<Void> forgetting =
        Tasks.recurring("webhook-forgetting", FixedDelay.of(FORGET_EVERY))
            .execute((job, context) -> deliveries.forgetDelivered());
    Scheduler scheduler =
        Scheduler.create(dataSource, List.of(task))
            .startTasks(forgetting)
            .tableName(Deliveries.TABLE)
            .threads(Webhooks.MOST)
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
