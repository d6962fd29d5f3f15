package org.gridmap.backend.sql;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets a transaction give back at once what everybody waits for, such as the row of a counter,
 * without its caller being told anything that a crash could take back: it commits asynchronously,
 * and the caller waits for the disk afterwards. PostgreSQL keeps the order of its log, so that a
 * crash takes back the newest commits only and never one that another commit was built upon.
 *
 * <p>Many callers share one flush (group commit).
 */
@Component
public class CommitFlush {
  /**
   * A column of any statement of a transaction, which makes it commit without waiting for the disk.
   * Whoever selects it calls {@link #await} after the commit.
   */
  public static final String DEFER = "set_config('synchronous_commit', 'off', true)";

  private final JdbcClient jdbc;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong asked = new AtomicLong();

  /** What was asked up to here is on the disk; written by whose turn it is. */
  private long flushed;

  CommitFlush(@AuditPool JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns when everything that was committed before the call is on the disk. */
  public void await() {
    long mine = asked.incrementAndGet();
    turn.lock();
    try {
      if (flushed < mine) {
        long upTo = asked.get();
        // A message that nobody reads: its commit is written, and with it all before it.
        jdbc.sql("SELECT pg_logical_emit_message(true, 'flush', '')::text")
            .query(String.class)
            .single();
        flushed = upTo;
      }
    } finally {
      turn.unlock();
    }
  }
}
