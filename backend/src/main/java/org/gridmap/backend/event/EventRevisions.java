package org.gridmap.backend.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.gridmap.backend.live.EventStreams;
import org.gridmap.backend.sql.CommitFlush;
import org.gridmap.backend.sql.NotificationListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Numbers the changes of events in the order in which they become visible. A transaction takes the
 * next number as the last thing before it commits and holds it until then, so that nobody who has
 * read all changes up to a number has missed one. All changes wait for each other there: the disk
 * is waited for afterwards.
 */
@Component
class EventRevisions {
  static final String TOPIC = "event";

  private final JdbcClient jdbc;
  private final CommitFlush flush;
  private final AtomicLong heard = new AtomicLong();

  EventRevisions(
      JdbcClient jdbc,
      CommitFlush flush,
      EventStreams streams,
      NotificationListener notifications) {
    this.jdbc = jdbc;
    this.flush = flush;
    notifications.follow(
        "gridmap_event",
        new NotificationListener.Follower() {
          @Override
          public void catchUp() {
            hear(latest());
          }

          @Override
          public void heard(String payload) {
            hear(Long.parseLong(payload));
          }

          private void hear(long number) {
            heard.accumulateAndGet(number, Math::max);
            streams.ring(TOPIC);
          }
        });
  }

  /** Number of the last change that this server has heard of. */
  long current() {
    return heard.get();
  }

  /** Number of the last change that is visible to the transaction. */
  long latest() {
    return jdbc.sql("SELECT number FROM event_revision").query(Long.class).single();
  }

  /** Says that the transaction changed an event. */
  void touch(long eventId) {
    touched().events.add(eventId);
  }

  /**
   * Gives new events the next numbers of their villages. Whoever reports there, and whoever changes
   * any event, waits from now on until the transaction ends.
   *
   * @param reported ids of events that were touched
   * @return the numbers by the ids
   */
  Map<Long, String> number(Collection<Long> reported) {
    return touched().write(reported);
  }

  /** Does something when the transaction is about to commit, before the revision is taken. */
  void atEnd(Runnable last) {
    // When it is about to commit it is too late to say for the first time that it changed events.
    touched();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public int getOrder() {
            return 0;
          }

          @Override
          public void beforeCommit(boolean readOnly) {
            last.run();
          }
        });
  }

  private Touched touched() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Touched known) {
      return known;
    }
    Touched touched = new Touched();
    TransactionSynchronizationManager.bindResource(this, touched);
    TransactionSynchronizationManager.registerSynchronization(touched);
    return touched;
  }

  /** The events that one transaction changed. */
  private final class Touched implements TransactionSynchronization {
    /** Those that have no revision of it yet. */
    private final Set<Long> events = new TreeSet<>();

    /** Whether the transaction does not wait for the disk. */
    private boolean deferred;

    Map<Long, String> write(Collection<Long> reported) {
      Map<Long, String> numbers = new HashMap<>();
      deferred = true;
      jdbc.sql(
              "SELECT id, number, "
                  + CommitFlush.DEFER
                  + " FROM write_event_revision(:changed, :reported)")
          .param("changed", events.toArray(Long[]::new))
          .param("reported", reported.toArray(Long[]::new))
          .query(row -> {
            numbers.put(row.getLong("id"), row.getString("number"));
          });
      events.clear();
      return numbers;
    }

    @Override
    public int getOrder() {
      // After everybody who still changes events at the end of the transaction.
      return LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      if (!events.isEmpty()) {
        write(List.of());
      }
    }

    @Override
    public void afterCommit() {
      if (deferred) {
        flush.await();
      }
    }

    @Override
    public void beforeCompletion() {
      Objects.requireNonNull(TransactionSynchronizationManager.unbindResource(EventRevisions.this));
    }
  }
}
