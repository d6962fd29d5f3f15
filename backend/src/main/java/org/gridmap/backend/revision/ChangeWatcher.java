package org.gridmap.backend.revision;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Hears of changes that other processes commit, over a connection of its own. When that breaks it
 * comes back and reads what it missed.
 */
@Component
class ChangeWatcher implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWatcher.class);
  private static final Duration LISTEN = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LogConnections connections;
  private final Revision revision;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Connection connection;

  ChangeWatcher(LogConnections connections, Revision revision) {
    this.connections = connections;
    this.revision = revision;
  }

  @Override
  public void start() {
    revision.advance();
    Thread watcher = Thread.ofPlatform().daemon().name("map-changes").unstarted(this::watch);
    // Known before it runs: it ends as soon as it finds that there should be no watcher.
    thread = watcher;
    watcher.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    Connection open = connection;
    try {
      if (open != null) {
        // Closing it from here ends the wait for a notification.
        open.abort(Runnable::run);
      }
      if (running != null) {
        running.interrupt();
        running.join(LISTEN);
      }
    } catch (SQLException e) {
      LOG.debug("The connection was gone already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    // Before the web server: a tile that is kept is always one whose end is heard of.
    return 0;
  }

  private void watch() {
    while (thread != null) {
      try {
        listen();
      } catch (SQLException | DataAccessException e) {
        if (thread != null) {
          LOG.warn("Changes of other processes are not heard until the database answers again");
          LOG.debug("Why", e);
          pause();
        }
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection own = connections.open("gridmap changes");
        Statement statement = own.createStatement()) {
      connection = own;
      statement.execute("LISTEN gridmap_change");
      // Only now: what was committed before LISTEN took hold is in the log.
      revision.advance();
      while (thread != null) {
        if (own.unwrap(PGConnection.class).getNotifications((int) LISTEN.toMillis()).length > 0) {
          revision.advance();
        } else {
          // A word to the server, so that a dead line is noticed.
          statement.execute("SELECT 1");
        }
      }
    } finally {
      connection = null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
