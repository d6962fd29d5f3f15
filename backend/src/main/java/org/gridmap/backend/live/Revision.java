package org.gridmap.backend.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.gridmap.backend.sql.UnpooledConnections;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * How far this process has followed the log of changes. A change counts as followed when all
 * listeners have forgotten what it touched.
 *
 * <p>The log is read by transaction, not by number: a reader goes back to the oldest transaction
 * that was still running when it read last, so a change that commits late is not missed. It is read
 * over a connection of its own, because the caller still holds one of the pool's.
 */
@Component
public class Revision {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BEGINNING = "0";
  private static final String READ =
      """
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text, c.revision, c.layer,
             ST_XMin(c.envelope), ST_XMax(c.envelope), ST_YMin(c.envelope), ST_YMax(c.envelope)
      FROM (SELECT 1) AS always LEFT JOIN map_change c ON c.transaction >= ?::text::xid8
      ORDER BY c.revision
      """;

  private final UnpooledConnections connections;
  private final List<MapChangeListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private Set<Long> seen = new HashSet<>();
  private String horizon = BEGINNING;
  private @Nullable Connection open;
  private volatile long current;

  Revision(UnpooledConnections connections) {
    this.connections = connections;
  }

  /** Adds a listener; it hears of changes from now on. */
  public void onChange(MapChangeListener listener) {
    listeners.add(listener);
  }

  /** Adds somebody who is told after {@link #current} has grown; must be quick. */
  public void onAdvance(Runnable follower) {
    followers.add(follower);
  }

  /** The number of committed changes that this process has followed; it only grows. */
  public long current() {
    return current;
  }

  /**
   * Follows the log to its end: on return every change that was committed before the call has been
   * told to the listeners.
   *
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  public void advance() {
    try {
      // Interruptible: a request that waits for a silent database is freed.
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataAccessResourceFailureException("The log of changes was not read in time", e);
    }
    try {
      try {
        follow();
      } catch (SQLException e) {
        // A connection that rests for hours may be dead; a second failure is the database's.
        close();
        follow();
      }
    } catch (SQLException e) {
      close();
      throw new DataAccessResourceFailureException("The log of changes cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  private void follow() throws SQLException {
    Connection connection = open;
    if (connection == null) {
      connection = connections.open("gridmap revision", PATIENCE);
      open = connection;
    }
    List<MapChange> fresh = new ArrayList<>();
    Set<Long> met = new HashSet<>();
    // All transactions before the horizon have ended: they are in this answer or will never be.
    String next = horizon;
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, horizon);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          next = rows.getString(1);
          long number = rows.getLong(2);
          if (rows.wasNull()) {
            continue;
          }
          met.add(number);
          if (!seen.contains(number)) {
            fresh.add(change(rows));
          }
        }
      }
    }
    if (!fresh.isEmpty()) {
      for (MapChangeListener listener : listeners) {
        listener.changed(fresh);
      }
    }
    seen = met;
    horizon = next;
    current += fresh.size();
    if (!fresh.isEmpty()) {
      followers.forEach(Runnable::run);
    }
  }

  private static MapChange change(ResultSet rows) throws SQLException {
    String layer = rows.getString(3);
    double west = rows.getDouble(4);
    return rows.wasNull()
        ? new MapChange(layer, null)
        : new MapChange(
            layer, new Envelope(west, rows.getDouble(5), rows.getDouble(6), rows.getDouble(7)));
  }

  private void close() {
    try (Connection dead = open) {
      open = null;
    } catch (SQLException e) {
      // It is being thrown away because it does not work.
    }
  }
}
