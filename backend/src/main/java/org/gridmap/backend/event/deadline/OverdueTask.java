package org.gridmap.backend.event.deadline;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job of a deadline: named by event and moment, it tells that the event became overdue. */
@Configuration(proxyBeanMethods = false)
class OverdueTask {
  static final TaskDescriptor<Void> OVERDUE = TaskDescriptor.of("event-overdue");
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  @Bean
  Task<Void> overdueEvents(OverdueEvents events) {
    return Tasks.oneTime(OVERDUE)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(TRY_AGAIN))
        .execute((job, context) -> events.becameOverdue(eventOf(job.getId())));
  }

  private static long eventOf(String job) {
    return Long.parseLong(job.substring(0, job.indexOf('@')));
  }
}
