package org.gridmap.backend.register.load;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.register.HouseCounters;
import org.gridmap.backend.register.Residents;
import org.gridmap.backend.register.RetentionDue;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SingleColumn;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes records whose retention, as the data dictionary states it, has ended; and recounts houses
 * each new year, because residents become adults and elders by their year of birth.
 */
@Component
@EnableScheduling
class Retention {
  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;
  private final RegisterProperties properties;
  private final IdempotencyKeys keys;
  private final ApplicationEventPublisher events;
  private final AuditLog audit;

  Retention(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate jobTransactions,
      RegisterProperties properties,
      IdempotencyKeys keys,
      ApplicationEventPublisher events,
      AuditLog audit) {
    this.job = job;
    this.jobTransactions = jobTransactions;
    this.properties = properties;
    this.keys = keys;
    this.events = events;
    this.audit = audit;
  }

  @Scheduled(initialDelay = 10, fixedDelay = 360, timeUnit = TimeUnit.MINUTES)
  void tidy() {
    int destroyed = Objects.requireNonNull(jobTransactions.execute(status -> destroy()));
    if (destroyed > 0) {
      audit.record(
          new AuditEvent(
              AuditAction.RECORD_REMOVED,
              null,
              null,
              null,
              AuditOutcome.DONE,
              Map.of("reason", "retention", "destroyed", Integer.toString(destroyed))));
    }
    jobTransactions.executeWithoutResult(status -> countForTheNewYear());
  }

  /** Residents and households destroyed for good. */
  int destroy() {
    job.sql("DELETE FROM person.reveal WHERE at < now() - make_interval(secs => ?)")
        .param(properties.keepReveals().toSeconds())
        .update();
    events.publishEvent(new RetentionDue(properties.keepReveals()));
    keys.forget(properties.keepIdempotencyKeys());
    // The history of a record goes with it: it holds what the record held before.
    job.sql(
            """
            DELETE FROM person.change c WHERE EXISTS (SELECT FROM person.resident r
              WHERE c.subject_type = 'RESIDENT' AND r.id = c.subject_id AND r.removed_at < now() - make_interval(secs => :age))
            OR EXISTS (SELECT FROM person.household o
              WHERE c.subject_type = 'HOUSEHOLD' AND o.id = c.subject_id AND o.removed_at < now() - make_interval(secs => :age))
            """)
        .param("age", seconds(properties.keepRemoved()))
        .update();
    return job.sql(
                "DELETE FROM person.resident WHERE removed_at < now() - make_interval(secs => ?)")
            .param(seconds(properties.keepRemoved()))
            .update()
        + job.sql(
                "DELETE FROM person.household WHERE removed_at < now() - make_interval(secs => ?)")
            .param(seconds(properties.keepRemoved()))
            .update();
  }

  private void countForTheNewYear() {
    Long[] houses =
        job.sql("SELECT house_id FROM person.house_tally WHERE counted_in < ?")
            .param(Residents.thisYear())
            .query(SingleColumn::number)
            .list()
            .toArray(Long[]::new);
    if (houses.length > 0) {
      HouseCounters.count(job, houses);
      HouseCounters.step(job);
    }
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }
}
