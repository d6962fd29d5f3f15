package org.gridmap.backend.event.tally;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Columns of all events in the memory of this server. They are read once, before the server answers
 * anybody; after that only what changed since is read, in the order in which changes become
 * visible. All servers say the same, because each looks at the revision first. What was at a moment
 * of the past is read when it is asked for, and kept for a while: the past changes no more.
 */
@Component
public class EventColumns {
  private static final int MOST_PAST_READERS = 4;
  private static final SqlFile COLUMNS = SqlFile.of(EventColumns.class, "event-columns.sql");
  private static final int ROWS_AT_ONCE = 10_000;
  private static final long NOTHING = -1;
  private static final long MOST_OF_THE_PAST = 2_000_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private Stored stored = new Stored();

  /** By some hundred megabytes at most; not for long, since what began before ends later. */
  private final Cache<Moment, Stored> past =
      Caffeine.newBuilder()
          .maximumWeight(MOST_OF_THE_PAST)
          .weigher((Moment moment, Stored columns) -> columns.blocks.size() * EventBlock.SIZE)
          .expireAfterWrite(KEPT)
          .build();

  private final Semaphore pastReaders = new Semaphore(MOST_PAST_READERS);

  EventColumns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The columns up to a revision. */
  static final class Stored {
    final TreeMap<Long, EventBlock> blocks = new TreeMap<>();
    final Names grids = new Names();
    final Names categories = new Names();
    final Names departments = new Names();
    final Names urgencies = new Names();
    final Names steps = new Names();
    long revision = NOTHING;

    /** Takes a row as it is now; one that is known already is replaced. */
    void put(ResultSet row) throws SQLException {
      long id = row.getLong("id");
      EventBlock block = blocks.computeIfAbsent(id >> EventBlock.BITS, number -> new EventBlock());
      int slot = (int) (id & (EventBlock.SIZE - 1));
      block.grid[slot] = grids.numberOf(row.getString("grid_code"));
      block.category[slot] = (short) categories.numberOf(row.getString("category"));
      block.department[slot] = (short) departments.numberOf(row.getString("department"));
      block.urgency[slot] = (short) urgencies.numberOf(row.getString("urgency"));
      block.step[slot] = (short) steps.numberOf(row.getString("step"));
      block.reportedDay[slot] = row.getInt("reported_day");
      block.reportedAt[slot] = row.getLong("reported_at");
      block.longitude[slot] = row.getDouble("longitude");
      block.latitude[slot] = row.getDouble("latitude");
      block.reporter[slot] = row.getLong("reporter_id");
      String[] told = (String[]) row.getArray("told").getArray();
      if (told.length + block.told[slot].length > 0) {
        block.told[slot] = Arrays.stream(told).mapToInt(grids::numberOf).toArray();
      }
      block.closedDay[slot] = row.getInt("closed_day");
      boolean open = row.wasNull();
      int flags = open ? EventBlock.OPEN : 0;
      flags |= row.getBoolean("supervised") ? EventBlock.SUPERVISED : 0;
      flags |= open && row.getBoolean("overdue") ? EventBlock.OVERDUE : 0;
      block.flags[slot] = (byte) flags;
      String ended = row.getString("ended");
      if (ended != null) {
        String[] spans = ended.split(",");
        for (int i = block.spansOf(slot); i < spans.length; i++) {
          int colon = spans[i].lastIndexOf(':');
          block.addSpan(
              slot,
              steps.numberOf(spans[i].substring(0, colon)),
              (int) Math.min(Integer.MAX_VALUE, Long.parseLong(spans[i].substring(colon + 1))));
        }
      }
    }
  }

  private record Revision(long number, long deleted) {}

  /**
   * @param deleted the revision at which events were taken away last: they are missing ever since
   */
  private record Moment(Instant at, long deleted) {}

  /**
   * Counts the events that the caller's transaction sees.
   *
   * @param at a moment of the past at which they are counted; null for now
   * @param first first of the days that are counted one by one
   * @param last last of them
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Tally count(TallyFilter filter, @Nullable Instant at, LocalDate first, LocalDate last) {
    return on(at, columns -> TallyRun.count(columns, filter, first, last));
  }

  /**
   * Finds events that the caller's transaction sees.
   *
   * @param at a moment of the past at which they are looked for; null for now
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public FoundEvents find(EventSearch search, @Nullable Instant at) {
    return on(at, columns -> SearchRun.find(columns, search));
  }

  /** Reads what is not known yet. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void read() {
    now(columns -> columns.revision);
  }

  private <T> T on(@Nullable Instant at, Function<Stored, T> work) {
    return at == null ? now(work) : work.apply(past(at));
  }

  private Stored past(Instant at) {
    Revision now = revision();
    return past.get(
        new Moment(at, now.deleted()),
        moment -> {
          Stored then = new Stored();
          readPast(then, at);
          then.revision = now.number();
          return then;
        });
  }

  /**
   * All events are read, so that many moments at once would leave no connection to anybody else.
   */
  private void readPast(Stored then, Instant at) {
    if (!pastReaders.tryAcquire()) {
      throw new ProblemException(
          WebProblems.OVERLOADED, "Other days of the past are being read. Ask again in a moment.");
    }
    try {
      read(then, at);
    } finally {
      pastReaders.release();
    }
  }

  private Revision revision() {
    return jdbc.sql("SELECT number, deleted FROM event_revision").query(Revision.class).single();
  }

  /** Reads what is not in some columns yet. */
  private void read(Stored columns, @Nullable Instant at) {
    COLUMNS
        .on(jdbc)
        .withFetchSize(ROWS_AT_ONCE)
        .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("since", columns.revision)
        .query(columns::put);
  }

  /** Works on the columns as they are now. */
  private <T> T now(Function<Stored, T> work) {
    Revision now = revision();
    lock.readLock().lock();
    try {
      if (stored.revision >= now.number()) {
        return work.apply(stored);
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      if (stored.revision < now.number()) {
        catchUp(now);
      }
      lock.readLock().lock();
    } finally {
      lock.writeLock().unlock();
    }
    try {
      return work.apply(stored);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Reads what changed. The rows may already be newer than the revision: those are read once more
   * next time, and each is replaced as a whole.
   */
  private void catchUp(Revision now) {
    Stored next = now.deleted() > stored.revision ? new Stored() : stored;
    read(next, null);
    next.revision = now.number();
    stored = next;
  }
}
