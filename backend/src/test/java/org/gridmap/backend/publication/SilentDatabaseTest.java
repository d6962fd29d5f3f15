package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.publication.PublishingProcess.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients are told while the database is stalled or dead, and how the server comes back. */
class SilentDatabaseTest {
  private static final Duration PROMISED = Duration.ofSeconds(3);
  private static final String PLANNER = "planner-" + PublishingServer.EDITED;
  private static final List<String> READS =
      List.of("/api/status", "/api/divisions?rootCode=" + PublishingServer.EDITED, "/api/plans");

  private static PublishingProcess town;

  @BeforeAll
  static void start() throws Exception {
    town = PublishingProcess.start();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    town.close();
  }

  @Test
  void a_stalled_database_is_told_within_three_seconds_and_found_again_by_itself()
      throws Exception {
    signal("-STOP");
    try {
      // The first requests come before anybody knows, those after them when it is known.
      for (int round = 0; round < 2; round++) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        long begun = System.nanoTime();
        for (String path : READS) {
          replies.add(
              CompletableFuture.supplyAsync(() -> town.ask(PLANNER, "GET", path, null, null)));
        }
        replies.add(
            CompletableFuture.supplyAsync(() ->
                town.ask(
                    PLANNER, "POST", "/api/plans", "{\"name\":\"停\",\"divisionId\":1}", null)));
        for (CompletableFuture<Reply> reply : replies) {
          assertThat(reply.get().status()).as(reply.get().body()).isEqualTo(503);
          assertThat(reply.get().retryAfter()).isEqualTo("5");
          assertThat(reply.get().body()).contains("/problems/dependency-unavailable");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED.plusSeconds(1));
      }
    } finally {
      signal("-CONT");
    }
    awaitServerWithin(Duration.ofSeconds(10));
  }

  /**
   * Its thread is interrupted in the middle of a transaction, and the answer must get out anyway.
   */
  @Test
  void a_request_that_was_at_work_when_the_database_stalled_is_answered_too() throws Exception {
    long plan = beginPlan();
    Database owner = town.logins().owner();
    CompletableFuture<Reply> edit;
    try (Connection other =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT FROM plan WHERE id = " + plan + " FOR UPDATE");
      String rename =
          "{\"operation\":{\"type\":\"rename\",\"grid\":\"%s001\",\"name\":\"停\"}}"
              .formatted(PublishingServer.EDITED);
      edit =
          CompletableFuture.supplyAsync(
              () -> town.ask(PLANNER, "POST", "/api/plans/" + plan + "/operations", rename, 1L));
      awaitWaiting(statement);
      signal("-STOP");
      try {
        long begun = System.nanoTime();
        assertThat(edit.get().status()).as(edit.get().body()).isEqualTo(503);
        assertThat(edit.get().retryAfter()).isEqualTo("5");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED.plusSeconds(1));
      } finally {
        signal("-CONT");
      }
    }
    awaitServerWithin(Duration.ofSeconds(10));
  }

  private long beginPlan() throws Exception {
    Reply divisions = town.ask(PLANNER, "GET", READS.get(1), null, null);
    Reply begun =
        town.ask(
            PLANNER,
            "POST",
            "/api/plans",
            "{\"name\":\"停\",\"divisionId\":" + divisions.number("id") + "}",
            null);
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    return begun.number("id");
  }

  /** Until a transaction of the server waits for a lock. */
  private static void awaitWaiting(Statement statement) throws Exception {
    long end = System.nanoTime() + PROMISED.toNanos();
    int waiting = 0;
    while (waiting == 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      try (ResultSet row =
          statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
        row.next();
        waiting = row.getInt(1);
      }
    }
  }

  @Test
  void a_database_that_died_is_found_again_where_it_was_without_a_new_server() throws Exception {
    ProcessHandle.of(town.cluster().pid().orElseThrow()).orElseThrow().destroyForcibly();
    // Its children serve their connections until they notice that it is gone.
    long end = System.nanoTime() + PROMISED.toNanos();
    int status = 200;
    while (status == 200 && System.nanoTime() < end) {
      status = town.ask(PLANNER, "GET", READS.getFirst(), null, null).status();
    }
    assertThat(status).isEqualTo(503);
    assertThat(town.restartDatabase()).isTrue();
    awaitServerWithin(Duration.ofSeconds(10));
    assertThat(town.isServerAlive()).isTrue();
  }

  private void awaitServerWithin(Duration limit) throws Exception {
    long begun = System.nanoTime();
    town.awaitServer();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
  }

  /** To the postmaster and all that it started. */
  private void signal(String signal) throws Exception {
    ProcessHandle postmaster = ProcessHandle.of(town.cluster().pid().orElseThrow()).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", signal));
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .forEach(process -> command.add(Long.toString(process.pid())));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
