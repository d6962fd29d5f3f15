package org.gridmap.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether whoever follows a channel hears everything, or is told that he did not. */
@FoundationTest
class NotificationListenerTest {
  private static final Duration LISTEN = Duration.ofSeconds(1);

  @Autowired JdbcConnectionDetails database;
  @Autowired JdbcClient jdbc;

  private NotificationListener listener;

  @AfterEach
  void stop() {
    listener.stop();
  }

  /** Writes down what it is told, and throws when it hears the word "stumble". */
  private static final class Witness implements NotificationListener.Follower {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void catchUp() {
      told.add("catch up");
    }

    @Override
    public void heard(String payload) {
      told.add(payload);
      if (payload.equals("stumble")) {
        throw new IllegalStateException("as ordered");
      }
    }

    @Override
    public void deaf() {
      told.add("deaf");
    }

    String next() throws InterruptedException {
      return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }
  }

  private void say(String channel, String payload) {
    jdbc.sql("SELECT pg_notify(?, ?)").params(channel, payload).query().singleRow();
  }

  private void start(JdbcConnectionDetails at, Witness first, Witness second) {
    listener = new NotificationListener(new UnpooledConnections(at), LISTEN);
    listener.follow("test_first", first);
    listener.follow("test_second", second);
    listener.start();
  }

  @Test
  void a_follower_that_throws_catches_up_and_the_others_hear_on() throws Exception {
    Witness first = new Witness();
    Witness second = new Witness();
    start(database, first, second);
    assertThat(first.next()).isEqualTo("catch up");
    assertThat(second.next()).isEqualTo("catch up");

    for (int round = 0; round < 3; round++) {
      say("test_first", "stumble");
      say("test_second", "word " + round);

      assertThat(first.next()).isEqualTo("stumble");
      assertThat(first.next()).isEqualTo("deaf");
      assertThat(first.next()).isEqualTo("catch up");
      assertThat(second.next()).isEqualTo("word " + round);
    }
    say("test_first", "fine");
    assertThat(first.next()).isEqualTo("fine");
    assertThat(second.told).isEmpty();
  }

  @Test
  void a_line_that_is_cut_is_told_and_opened_again() throws Exception {
    Witness first = new Witness();
    start(database, first, new Witness());
    assertThat(first.next()).isEqualTo("catch up");

    jdbc.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gridmap"
                + " notifications' AND pid <> pg_backend_pid() AND usename = current_user")
        .query()
        .listOfRows();

    assertThat(first.next()).isEqualTo("deaf");
    assertThat(first.next()).isEqualTo("catch up");
    say("test_first", "after");
    assertThat(first.next()).isEqualTo("after");
  }

  @Test
  void a_line_that_is_cut_without_a_word_is_noticed() throws Exception {
    Witness first = new Witness();
    try (Relay relay = new Relay(URI.create(database.getJdbcUrl().substring("jdbc:".length())))) {
      start(relay.of(database), first, new Witness());
      assertThat(first.next()).isEqualTo("catch up");

      relay.swallow = true;
      say("test_first", "lost");
      assertThat(first.next()).isEqualTo("deaf");
      relay.swallow = false;

      assertThat(first.next()).isEqualTo("catch up");
      say("test_first", "after");
      assertThat(first.next()).isEqualTo("after");
    }
  }

  /** A line to the database that can fall silent without closing. */
  private static final class Relay implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI database;
    volatile boolean swallow;

    Relay(URI database) throws IOException {
      this.database = database;
      Thread.ofVirtual().start(this::accept);
    }

    JdbcConnectionDetails of(JdbcConnectionDetails details) {
      String url =
          details
              .getJdbcUrl()
              .replace(
                  database.getHost() + ":" + database.getPort(),
                  door.getInetAddress().getHostAddress() + ":" + door.getLocalPort());
      return new JdbcConnectionDetails() {
        @Override
        public String getUsername() {
          return details.getUsername();
        }

        @Override
        public String getPassword() {
          return details.getPassword();
        }

        @Override
        public String getJdbcUrl() {
          return url;
        }
      };
    }

    private void accept() {
      while (!door.isClosed()) {
        try {
          Socket client = door.accept();
          Socket server = new Socket(database.getHost(), database.getPort());
          Thread.ofVirtual().start(() -> carry(client, server));
          Thread.ofVirtual().start(() -> carry(server, client));
        } catch (IOException e) {
          // The door was closed, which ends the loop.
        }
      }
    }

    private void carry(Socket from, Socket to) {
      byte[] bytes = new byte[8192];
      try (from;
          to) {
        for (int n = from.getInputStream().read(bytes);
            n >= 0;
            n = from.getInputStream().read(bytes)) {
          if (!swallow) {
            to.getOutputStream().write(bytes, 0, n);
          }
        }
      } catch (IOException e) {
        // One side has hung up; both are closed.
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
