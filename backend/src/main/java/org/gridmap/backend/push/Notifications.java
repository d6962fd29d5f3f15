package org.gridmap.backend.push;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears what the database tells all servers, over one connection for all channels. After a break
 * listeners hear an empty text: anything may have happened meanwhile.
 */
@Component
public class Notifications implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final Duration LISTEN = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final JdbcConnectionDetails database;
  private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
  private volatile @Nullable Thread thread;
  private volatile @Nullable Connection connection;

  Notifications(JdbcConnectionDetails database) {
    this.database = database;
  }

  /**
   * Adds a listener, before the server starts. It is called on one thread and must be quick.
   *
   * @param channel lower-case letters and underscores
   */
  public void listen(String channel, Consumer<String> listener) {
    if (!channel.matches("[a-z_]+")) {
      throw new IllegalArgumentException("not a channel: " + channel);
    }
    listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
  }

  @Override
  public void start() {
    Thread watcher = Thread.ofPlatform().daemon().name("notifications").unstarted(this::watch);
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
        follow();
      } catch (SQLException e) {
        if (thread != null) {
          LOG.warn("Pages are told of changes again when the database answers");
          LOG.debug("Why", e);
          pause();
        }
      }
    }
  }

  private void follow() throws SQLException {
    try (Connection own = open();
        Statement statement = own.createStatement()) {
      connection = own;
      for (String channel : listeners.keySet()) {
        statement.execute("LISTEN " + channel);
      }
      listeners.keySet().forEach(channel -> tell(channel, ""));
      while (thread != null) {
        PGNotification[] heard =
            own.unwrap(PGConnection.class).getNotifications((int) LISTEN.toMillis());
        for (PGNotification one : heard) {
          tell(one.getName(), one.getParameter());
        }
        if (heard.length == 0) {
          // A word to the server, so that a dead line is noticed.
          statement.execute("SELECT 1");
        }
      }
    } finally {
      connection = null;
    }
  }

  private void tell(String channel, String payload) {
    for (Consumer<String> listener : listeners.getOrDefault(channel, List.of())) {
      try {
        listener.accept(payload);
      } catch (RuntimeException e) {
        // One listener's mistake must not make the others deaf.
        LOG.error("A notification was not followed", e);
      }
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    set(properties, "user", database.getUsername());
    set(properties, "password", database.getPassword());
    set(properties, "tcpKeepAlive", "true");
    set(properties, "socketTimeout", Long.toString(2 * LISTEN.toSeconds()));
    set(properties, "ApplicationName", "gridmap notifications");
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
