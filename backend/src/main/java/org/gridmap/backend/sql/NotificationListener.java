package org.gridmap.backend.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Receives the notifications of PostgreSQL (LISTEN and NOTIFY), over one connection for all
 * channels. It reconnects when that breaks; each follower is then told to catch up, because
 * notifications in between are lost.
 */
@Component
public class NotificationListener implements SmartLifecycle {
  /**
   * Called for the notifications of one channel; all followers share one thread, so it must be
   * quick. One that throws gets no notifications until it has caught up; the others are not
   * affected.
   */
  public interface Follower {
    /** Anything may have happened: after every connect, the first one included. */
    void catchUp();

    /** One notification, with its text. */
    void heard(String payload);

    /** From here on notifications may be missed, until it catches up. */
    default void deaf() {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);
  private static final Duration LISTEN = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final UnpooledConnections connections;
  private final Duration listen;
  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile @Nullable Connection connection;

  @Autowired
  NotificationListener(UnpooledConnections connections) {
    this(connections, LISTEN);
  }

  /**
   * @param listen silence after which the connection is tested, at least a second; one that does
   *     not answer in twice that time is closed
   */
  NotificationListener(UnpooledConnections connections, Duration listen) {
    this.connections = connections;
    this.listen = listen;
  }

  /**
   * Adds a follower, before the server starts.
   *
   * @param channel lower-case letters and underscores
   */
  public void follow(String channel, Follower follower) {
    if (!channel.matches("[a-z_]+")) {
      throw new IllegalArgumentException("not a channel: " + channel);
    }
    channels.add(new Channel(channel, follower));
  }

  /**
   * On return every channel is listened to and every follower has been told to catch up.
   *
   * @throws DataAccessResourceFailureException if the database does not answer
   */
  @Override
  public void start() {
    Connection first;
    try {
      first = connect();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("Notifications cannot be heard", e);
    }
    Thread listener =
        Thread.ofPlatform().daemon().name("notifications").unstarted(() -> run(first));
    // Known before it runs: it ends as soon as it finds that there should be no listener.
    thread = listener;
    listener.start();
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
        running.join(listen);
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
    // Starts before the web server: caches may only be filled while notifications that invalidate
    // them arrive.
    return 0;
  }

  private void run(Connection first) {
    Connection own = first;
    while (thread != null) {
      try (Connection line = own == null ? connect() : own) {
        hear(line);
      } catch (SQLException | RuntimeException e) {
        if (thread != null) {
          LOG.warn("Changes of other servers are not heard until the database answers again");
          LOG.debug("Why", e);
        }
      } finally {
        own = null;
        connection = null;
        channels.forEach(Channel::deaf);
      }
      if (thread != null) {
        pause();
      }
    }
  }

  private Connection connect() throws SQLException {
    Connection line = connections.open("gridmap notifications", listen.multipliedBy(2));
    connection = line;
    try (Statement statement = line.createStatement()) {
      for (Channel channel : channels) {
        statement.execute("LISTEN " + channel.name);
      }
    } catch (SQLException e) {
      line.abort(Runnable::run);
      throw e;
    }
    // Only now: what was committed before LISTEN took effect is not notified.
    channels.forEach(Channel::catchUp);
    return line;
  }

  private void hear(Connection line) throws SQLException {
    PGConnection postgres = line.unwrap(PGConnection.class);
    try (Statement statement = line.createStatement()) {
      while (thread != null) {
        boolean behind = channels.stream().anyMatch(channel -> channel.behind);
        Duration patience = behind ? PAUSE : listen;
        PGNotification[] heard = postgres.getNotifications((int) patience.toMillis());
        if (behind) {
          channels.stream().filter(channel -> channel.behind).forEach(Channel::catchUp);
        }
        for (PGNotification one : heard) {
          channels.stream()
              .filter(channel -> channel.name.equals(one.getName()))
              .forEach(channel -> channel.heard(one.getParameter()));
        }
        if (heard.length == 0) {
          // Sends a statement without effect: only writing shows that a connection died without
          // being closed.
          statement.execute("SELECT 1");
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A channel with one follower; an exception of it does not reach the others. */
  private static final class Channel {
    private final String name;
    private final Follower follower;
    private boolean behind;

    Channel(String name, Follower follower) {
      this.name = name;
      this.follower = follower;
    }

    void catchUp() {
      behind = !done(follower::catchUp);
      if (behind) {
        deaf();
      }
    }

    void heard(String payload) {
      if (!done(() -> follower.heard(payload))) {
        behind = true;
        deaf();
      }
    }

    void deaf() {
      done(follower::deaf);
    }

    private boolean done(Runnable call) {
      try {
        call.run();
        return true;
      } catch (RuntimeException e) {
        LOG.error("A notification on {} was not followed", name, e);
        return false;
      }
    }
  }
}
