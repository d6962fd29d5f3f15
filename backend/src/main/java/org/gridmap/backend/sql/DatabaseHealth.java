package org.gridmap.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Asks the database twice a second, over a connection of its own, whether it answers. A stalled
 * database breaks no connection, so a request would wait for ever; this notices.
 */
@Component
public class DatabaseHealth implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** For one answer; after a missing one a new connection is tried once before it counts. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final UnpooledConnections connections;
  private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile boolean answering = true;
  private @Nullable Connection connection;

  DatabaseHealth(UnpooledConnections connections) {
    this.connections = connections;
  }

  /** Whether the database answered when it was asked last. */
  public boolean isAnswering() {
    return answering;
  }

  /** Calls back on the asking thread at every question that the database did not answer. */
  public void whileSilent(Runnable watcher) {
    watchers.add(watcher);
  }

  @Override
  public void start() {
    Thread asking = Thread.ofPlatform().daemon().name("database-health").unstarted(this::ask);
    thread = asking;
    asking.start();
  }

  @Override
  public void stop() {
    Thread asking = thread;
    thread = null;
    if (asking != null) {
      asking.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void ask() {
    while (thread != null) {
      boolean answered = answers() || answersAnew();
      if (answered != answering && thread != null) {
        answering = answered;
        LOG.warn(answered ? "The database answers again" : "The database does not answer");
      }
      if (!answered) {
        watchers.forEach(Runnable::run);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        break;
      }
    }
    close();
  }

  private boolean answers() {
    try {
      Connection open = connection;
      if (open == null) {
        open = connections.open("gridmap health", PATIENCE);
        connection = open;
      }
      try (Statement statement = open.createStatement()) {
        return statement.execute("SELECT 1");
      }
    } catch (SQLException e) {
      LOG.debug("No answer", e);
      close();
      return false;
    }
  }

  /** A connection that is new tells whether only the old one was broken. */
  private boolean answersAnew() {
    close();
    return answers();
  }

  private void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The connection was gone already", e);
      }
    }
  }
}
