package org.gridmap.backend.land;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.backend.live.Revision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the map when a division that was published for a later moment comes into force, and the one
 * before it leaves. Rights and queries need nobody for that, as they look at the clock; what is
 * kept in memory does. Of several servers one writes the change and all hear of it; what fell due
 * while none was running is told at the start. What was prepared and is overtaken is thrown away
 * here too, where nobody waits for it.
 */
@Component
class DivisionSchedule implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DivisionSchedule.class);
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  /** By the moment at which the transaction began, as all who ask what is in force in it. */
  private static final String DUE =
      """
      INSERT INTO division_turn (division_id)
      SELECT id FROM division WHERE lower(valid) > created_at AND lower(valid) <= now()
      ON CONFLICT DO NOTHING
      RETURNING division_id
      """;

  private static final String NEXT =
      """
      SELECT ceil(1000 * extract(epoch FROM min(lower(valid)) - clock_timestamp()))::bigint
      FROM division WHERE lower(valid) > created_at AND id NOT IN (SELECT division_id FROM division_turn)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final MapChanges changes;
  private final Divisions divisions;
  private final PreparedDivisions prepared;
  private final ApplicationEventPublisher events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile @Nullable Thread thread;
  private boolean again;

  DivisionSchedule(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      MapChanges changes,
      Divisions divisions,
      PreparedDivisions prepared,
      ApplicationEventPublisher events,
      Revision revision) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.changes = changes;
    this.divisions = divisions;
    this.prepared = prepared;
    this.events = events;
    // Whatever is published, here or elsewhere, may be the next to come.
    revision.onChange(any -> wake());
  }

  @Override
  public void start() {
    Thread clock = Thread.ofPlatform().daemon().name("division-turns").unstarted(this::run);
    thread = clock;
    clock.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    while (thread != null) {
      long sleepMillis = LONGEST_SLEEP.toMillis();
      try {
        transactions.executeWithoutResult(status -> tellDue());
        transactions.executeWithoutResult(status -> prepared.discardOvertaken());
        sleepMillis =
            Math.min(
                sleepMillis,
                Math.max(1, jdbc.sql(NEXT).query(Long.class).optional().orElse(Long.MAX_VALUE)));
      } catch (RuntimeException e) {
        if (thread == null) {
          return;
        }
        LOG.warn("Whether a division comes into force is looked at again in a minute");
        LOG.debug("Why", e);
      }
      sleep(sleepMillis);
    }
  }

  private void tellDue() {
    for (long division : jdbc.sql(DUE).query(Long.class).list()) {
      changes.record("grid", divisions.leaves(division).bounds());
      events.publishEvent(new DivisionInForce(division));
    }
  }

  private void wake() {
    lock.lock();
    try {
      again = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void sleep(long millis) {
    lock.lock();
    try {
      if (!again && !changed.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        LOG.trace("Time to look");
      }
      again = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
