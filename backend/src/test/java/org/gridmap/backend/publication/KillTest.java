package org.gridmap.backend.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridmap.backend.publication.PublishingProcess.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the server or of the database at 20 random moments of publishing, while another plan
 * is edited and events are reported and dealt with: a division is there whole or not at all, and no
 * edit, no report and no step that was acknowledged is lost, or there twice.
 */
class KillTest {
  private static final int ROUNDS = 20;

  /** Whom it hits, in turn; the third kind comes back by itself and most quickly. */
  private enum Victim {
    SERVER,
    POSTMASTER,
    BACKEND
  }

  private static Victim victim(int round) {
    return switch (round % 5) {
      case 1 -> Victim.SERVER;
      case 3 -> Victim.POSTMASTER;
      default -> Victim.BACKEND;
    };
  }

  private static final String PLANNER = "planner-";
  private static final String DECIDER = "decider-";

  private final Random random = new Random(20261122);
  private PublishingProcess town;

  @BeforeEach
  void start() throws Exception {
    town = PublishingProcess.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    town.close();
  }

  /** Asks for the person of the published village whose part it is. */
  private Reply ask(String method, String path, @Nullable String body, @Nullable Long version) {
    boolean decides = path.endsWith("/approve") || path.endsWith("/publish");
    return town.ask(
        (decides ? DECIDER : PLANNER) + PublishingServer.PUBLISHED, method, path, body, version);
  }

  private static Reply answered(Callable<Reply> request) throws Exception {
    return PublishingProcess.answered(request);
  }

  private String one(String sql, Object... parameters) throws SQLException {
    return town.one(sql, parameters);
  }

  private long plan(String village) throws Exception {
    String base =
        one("SELECT id::text FROM division WHERE root_code = ? AND valid @> now()", village);
    Reply begun =
        answered(() ->
            town.ask(
                PLANNER + village,
                "POST",
                "/api/plans",
                "{\"name\":\"方案\",\"divisionId\":" + base + "}",
                null));
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    return begun.number("id");
  }

  private long version(long plan) throws SQLException {
    return Long.parseLong(one("SELECT version::text FROM plan WHERE id = ?", plan));
  }

  private Reply operate(String village, long plan, String operation) throws SQLException {
    return town.ask(
        PLANNER + village,
        "POST",
        "/api/plans/" + plan + "/operations",
        "{\"operation\":" + operation + "}",
        version(plan));
  }

  private static String rename(String village, String name) {
    return "{\"type\":\"rename\",\"grid\":\"" + village + "001\",\"name\":\"" + name + "\"}";
  }

  private static String transfer(int round) {
    String village = PublishingServer.PUBLISHED;
    String from = village + (round % 2 == 0 ? "002" : "001");
    String to = village + (round % 2 == 0 ? "001" : "002");
    return ("{\"type\":\"transfer\",\"area\":[[[[70.01,30.01],[70.0125,30.01],[70.0125,30.02],"
            + "[70.01,30.02],[70.01,30.01]]]],\"from\":[\"%s\"],\"to\":\"%s\"}")
        .formatted(from, to);
  }

  @Test
  void a_division_is_published_whole_or_not_at_all_and_nothing_acknowledged_is_lost()
      throws Exception {
    long edited = plan(PublishingServer.EDITED);
    long published = approved(0);
    long begun = System.nanoTime();
    assertThat(
            ask("POST", "/api/plans/" + published + "/publish", "{}", version(published)).status())
        .isEqualTo(200);
    long window = (System.nanoTime() - begun) / 1_000_000;
    published = 0;
    int whole = 0;
    Reporter reporter = new Reporter(town);
    for (int round = 0; round < ROUNDS; round++) {
      if (published == 0) {
        published = approved(whole + 1);
      }
      String before = inForce();
      AtomicBoolean over = new AtomicBoolean();
      long editing = edited;
      long done = Long.parseLong(one("SELECT seq::text FROM plan WHERE id = ?", edited));
      long from = version(edited);
      CompletableFuture<Long> edits =
          CompletableFuture.supplyAsync(() -> editUntilKilled(editing, done, from, over));
      CompletableFuture<Void> reports =
          CompletableFuture.runAsync(() -> reporter.workUntilKilled(over));
      long plan = published;
      long version = version(plan);
      CompletableFuture<Reply> publishing =
          CompletableFuture.supplyAsync(
              () -> ask("POST", "/api/plans/" + plan + "/publish", "{}", version));
      Thread.sleep(random.nextLong(window));
      kill(victim(round));
      over.set(true);
      Reply reply = publishing.get(60, TimeUnit.SECONDS);
      long acknowledged = edits.get(60, TimeUnit.SECONDS);
      reports.get(60, TimeUnit.SECONDS);
      // 0 is no answer at all: only the server itself may leave somebody without one.
      assertThat(reply.status()).as(reply.body()).isIn(0, 200, 503);

      String state = one("SELECT state FROM plan WHERE id = ?", plan);
      assertThat(state).isIn("APPROVED", "PUBLISHED");
      if (reply.status() == 200) {
        assertThat(state).isEqualTo("PUBLISHED");
      }
      assertThat(inForce().equals(before)).isEqualTo(state.equals("APPROVED"));
      assertWhole(plan, state);
      assertThat(Long.parseLong(one("SELECT seq::text FROM plan WHERE id = ?", edited)))
          .isBetween(acknowledged, acknowledged + 1);
      assertThat(
              one(
                  "SELECT (p.hash = o.hash_after)::text FROM plan p JOIN plan_operation o ON o.plan_id ="
                      + " p.id AND o.seq = p.seq WHERE p.id = ?",
                  plan))
          .isEqualTo("true");
      reporter.repeatUnanswered();
      reporter.assertNothingLostAndNothingTwice();
      // A server that has just come back is slower: the moments follow it, so that some are too
      // late.
      if (state.equals("PUBLISHED")) {
        window = Math.max(100, window * 2 / 3);
        whole++;
        published = 0;
      } else {
        window = Math.min(8_000, window * 3 / 2);
      }
    }
    // Killed too early or too late every time would prove nothing.
    assertThat(whole).isBetween(2, ROUNDS - 2);
    assertThat(reporter.reported()).isGreaterThan(ROUNDS);
    assertThat(reporter.unanswered()).isGreaterThan(ROUNDS / 4);
  }

  /**
   * A plan that is drawn, handed in and approved; back and forth, so that each changes the land.
   */
  private long approved(int turn) throws Exception {
    long plan = plan(PublishingServer.PUBLISHED);
    // Where a killed server lost the answer and not the work, the second try is refused: what is
    // stored counts.
    Reply drawn = answered(() -> operate(PublishingServer.PUBLISHED, plan, transfer(turn)));
    assertThat(one("SELECT seq::text FROM plan WHERE id = ?", plan))
        .as(drawn.body())
        .isEqualTo("1");
    move(plan, "submit", "SUBMITTED");
    move(plan, "approve", "APPROVED");
    return plan;
  }

  private void move(long plan, String verb, String state) throws Exception {
    Reply reply =
        answered(() -> ask("POST", "/api/plans/" + plan + "/" + verb, "{}", version(plan)));
    assertThat(one("SELECT state FROM plan WHERE id = ?", plan)).as(reply.body()).isEqualTo(state);
  }

  /** Edits one after the other; the number of the last that was acknowledged. */
  private long editUntilKilled(long plan, long done, long from, AtomicBoolean over) {
    long acknowledged = done;
    long version = from;
    while (!over.get()) {
      Reply reply =
          town.ask(
              PLANNER + PublishingServer.EDITED,
              "POST",
              "/api/plans/" + plan + "/operations",
              "{\"operation\":" + rename(PublishingServer.EDITED, "名" + version) + "}",
              version);
      if (reply.status() != 200) {
        assertThat(reply.status()).as(reply.body()).isIn(0, 503);
        return acknowledged;
      }
      acknowledged = reply.number("seq");
      version = reply.number("version");
    }
    return acknowledged;
  }

  private void kill(Victim victim) throws Exception {
    switch (victim) {
      case SERVER -> town.restartServer();
      case POSTMASTER -> {
        ProcessHandle.of(town.cluster().pid().orElseThrow()).orElseThrow().destroyForcibly();
        if (town.restartDatabase()) {
          town.awaitServer();
        } else {
          // Its port was not free again in time; a server does not follow to another one.
          town.restartServer();
        }
      }
      case BACKEND -> {
        // PostgreSQL takes the death of one of its processes for a crash: all others end too, and
        // the log is replayed.
        String pid =
            one(
                "SELECT pid::text FROM pg_stat_activity WHERE usename = 'gridmap_app' ORDER BY state ="
                    + " 'active' DESC, xact_start LIMIT 1");
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        Thread.sleep(100);
        town.awaitServer();
      }
    }
  }

  private String inForce() throws SQLException {
    return one(
        "SELECT string_agg(id::text, ',') FROM division WHERE root_code = ? AND valid @> now()",
        PublishingServer.PUBLISHED);
  }

  private void assertWhole(long plan, String state) throws SQLException {
    List<List<String>> divisions =
        town.rows(
            """
            SELECT d.id, (SELECT count(*) FROM grid g WHERE g.division_id = d.id),
              (SELECT count(*) FROM house_grid h WHERE h.division_id = d.id),
              (SELECT count(*) FROM grid_closure c WHERE c.division_id = d.id),
              (SELECT count(*) > 0 FROM grid_tile t WHERE t.division_id = d.id),
              (SELECT sum(g.house_count) FROM grid g WHERE g.division_id = d.id AND g.leaf)
            FROM division d WHERE d.root_code = ? ORDER BY d.id
            """,
            PublishingServer.PUBLISHED);
    for (List<String> division : divisions) {
      assertThat(division.subList(1, 6)).containsExactly("7", "64", "17", "t", "64");
    }
    assertThat(one("SELECT (division_id IS NOT NULL)::text FROM plan WHERE id = ?", plan))
        .isEqualTo(Boolean.toString(state.equals("PUBLISHED")));
    // Validity without a gap and without an overlap.
    assertThat(
            one(
                """
                SELECT count(*)::text FROM division a JOIN division b ON a.root_code = b.root_code AND b.id > a.id
                WHERE a.root_code = ? AND (a.valid && b.valid
                  OR (NOT EXISTS (SELECT FROM division c WHERE c.root_code = a.root_code AND c.id > a.id AND c.id < b.id)
                    AND upper(a.valid) <> lower(b.valid)))
                """,
                PublishingServer.PUBLISHED))
        .isEqualTo("0");
  }
}
