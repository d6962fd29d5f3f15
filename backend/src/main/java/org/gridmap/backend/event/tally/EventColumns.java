package org.gridmap.backend.event.tally;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.gridmap.backend.sql.SqlFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Columns of all events in the memory of this server. They are read once, before the server answers
 * anybody; after that only what changed since is read, in the order in which changes become
 * visible. All servers say the same, because each looks at the revision first.
 */
@Component
public class EventColumns {
  private static final SqlFile COLUMNS = SqlFile.of(EventColumns.class, "event-columns.sql");
  private static final int ROWS_AT_ONCE = 10_000;
  private static final long NOTHING = -1;

  private final JdbcClient jdbc;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private Stored stored = new Stored();

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
   * Counts the events that the caller's transaction sees.
   *
   * @param first first of the days that are counted one by one
   * @param last last of them
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Tally count(TallyFilter filter, LocalDate first, LocalDate last) {
    return now(columns -> TallyRun.count(columns, filter, first, last));
  }

  /** Finds events that the caller's transaction sees, the newest first. */
  @Transactional(propagation = Propagation.MANDATORY)
  public FoundEvents find(EventSearch search) {
    return now(columns -> SearchRun.find(columns, search));
  }

  /** Reads what is not known yet. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void read() {
    now(columns -> columns.revision);
  }

  /** Works on the columns as they are now. */
  private <T> T now(Function<Stored, T> work) {
    Revision now =
        jdbc.sql("SELECT number, deleted FROM event_revision").query(Revision.class).single();
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
    COLUMNS.on(jdbc).withFetchSize(ROWS_AT_ONCE).param("since", next.revision).query(next::put);
    next.revision = now.number();
    stored = next;
  }
}
