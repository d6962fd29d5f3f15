package org.gridmap.backend.event.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells receivers what waits for them, by threads and a table of its own: deadlines of events do
 * not wait for a receiver that hangs. There is one job for each receiver at whom something is due,
 * on one server at a time, and a thread for each.
 */
@Component
class WebhookRunner implements SmartLifecycle {
  private static final TaskDescriptor<Void> RECEIVER = TaskDescriptor.of("webhook-receiver");
  private static final String TABLE = "webhook_tasks";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(6);
  private static final Duration CLEAR_EVERY = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** For the three jobs that are nobody's, beside one for each receiver. */
  private static final int OTHERS = 3;

  private final DataSource dataSource;
  private final Deliveries deliveries;
  private volatile @Nullable Scheduler running;

  WebhookRunner(DataSource dataSource, Deliveries deliveries) {
    this.dataSource = dataSource;
    this.deliveries = deliveries;
  }

  /** Gives each receiver a turn that needs one; who has one still keeps it. */
  private void look(SchedulerClient jobs) {
    for (long receiver : deliveries.listDueReceivers()) {
      jobs.scheduleIfNotExists(RECEIVER.instance(Long.toString(receiver)).build(), Instant.now());
    }
  }

  @Override
  public void start() {
    Task<Void> turn =
        Tasks.oneTime(RECEIVER)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(HEARTBEAT))
            .execute((job, context) ->
                deliveries.tellReceiver(Long.parseLong(job.getId()), this::isRunning));
    RecurringTask<Void> looking =
        Tasks.recurring("webhook-looking", FixedDelay.of(LOOK_EVERY))
            .execute((job, context) -> look(context.getSchedulerClient()));
    RecurringTask<Void> forgetting =
        Tasks.recurring("webhook-forgetting", FixedDelay.of(FORGET_EVERY))
            .execute((job, context) -> deliveries.forgetOld(this::isRunning));
    RecurringTask<Void> clearing =
        Tasks.recurring("webhook-clearing", FixedDelay.of(CLEAR_EVERY))
            .execute((job, context) -> deliveries.forgetRemoved(this::isRunning));
    Scheduler scheduler =
        Scheduler.create(dataSource, List.of(turn))
            .startTasks(looking, forgetting, clearing)
            .tableName(TABLE)
            .threads(Webhooks.MOST + OTHERS)
            .pollingInterval(LOOK_EVERY)
            .heartbeatInterval(HEARTBEAT)
            .shutdownMaxWait(WebhookSender.WHOLE)
            .build();
    running = scheduler;
    scheduler.start();
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
