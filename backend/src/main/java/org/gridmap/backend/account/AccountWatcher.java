package org.gridmap.backend.account;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears which accounts other processes changed, over a connection of its own. While that is down,
 * nothing is remembered, so that a right taken away elsewhere never lives on here.
 */
@Component
class AccountWatcher implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AccountWatcher.class);
  private static final Duration LISTEN = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final JdbcConnectionDetails database;
  private final AccountChanges changes;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Connection connection;

  AccountWatcher(JdbcConnectionDetails database, AccountChanges changes) {
    this.database = database;
    this.changes = changes;
  }

  @Override
  public void start() {
    Thread watcher = Thread.ofPlatform().daemon().name("account-changes").unstarted(this::watch);
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
    return 0;
  }

  private void watch() {
    while (thread != null) {
      try {
        listen();
      } catch (SQLException e) {
        if (thread != null) {
          LOG.warn("Rights are read for every request until the database answers again");
          LOG.debug("Why", e);
          pause();
        }
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection own = open();
        Statement statement = own.createStatement()) {
      connection = own;
      statement.execute("LISTEN gridmap_account");
      changes.setHeard(true);
      while (thread != null) {
        PGNotification[] heard =
            own.unwrap(PGConnection.class).getNotifications((int) LISTEN.toMillis());
        for (PGNotification one : heard) {
          changes.tell(Long.parseLong(one.getParameter()));
        }
        if (heard.length == 0) {
          // A word to the server, so that a dead line is noticed.
          statement.execute("SELECT 1");
        }
      }
    } finally {
      changes.setHeard(false);
      connection = null;
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    set(properties, "user", database.getUsername());
    set(properties, "password", database.getPassword());
    set(properties, "tcpKeepAlive", "true");
    // A line that is cut without a word must not keep old rights alive for long.
    set(properties, "socketTimeout", Long.toString(2 * LISTEN.toSeconds()));
    set(properties, "ApplicationName", "gridmap accounts");
    return DriverManager.getConnection(database.getJdbcUrl(), properties);
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
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
