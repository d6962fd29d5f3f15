package org.gridmap.backend.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
@TestPropertySource(
    properties = {
      "gridmap.webhook.hosts=127.0.0.1,localhost",
      "gridmap.webhook.private-hosts=127.0.0.1"
    })
class WebhookTest {
  private static final String HURRY =
      "UPDATE webhook_delivery SET next_at = now() WHERE state = 'PENDING'";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET_WORDS = "王五家的纠纷";

  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  private Town town;
  private Caller admin;
  private final List<Receiver> receivers = new ArrayList<>();

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
    admin = town.caller("webhook-admin", Role.SYSTEM_ADMIN, null);
    jdbc.sql("DELETE FROM webhook").update();
  }

  @AfterEach
  void close() {
    receivers.forEach(Receiver::close);
  }

  private Receiver receiver(Receiver.Manner manner) throws IOException {
    Receiver receiver = new Receiver();
    receivers.add(receiver);
    receiver.manner = manner;
    Answer made =
        town.send(
            admin, "POST", "/api/webhooks", "{\"name\":\"平台\",\"url\":\"" + receiver.url() + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    receiver.secret = made.json().get("secret").asString();
    return receiver;
  }

  private String report() {
    Answer answer =
        town.send(
            town.officer,
            "POST",
            "/api/events",
            "{\"category\":\"LITTER\",\"longitude\":100.004,\"latitude\":30.004,\"importance\":\"LOW\",\"pressing\":\"LOW\",\"text\":\""
                + SECRET_WORDS
                + "\"}",
            "Idempotency-Key",
            "webhook-" + System.nanoTime());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("number").asString();
  }

  @Test
  void what_happens_is_told_signed_and_without_words() throws IOException {
    Receiver receiver = receiver(Receiver.Manner.TAKES);
    String number = report();
    await(() -> receiver.taken.size() == 1);
    JsonNode told = new JsonMapper().readTree(receiver.taken.getFirst());
    assertThat(told.get("specversion").asString()).isEqualTo("1.0");
    assertThat(told.get("type").asString()).isEqualTo("org.gridmap.event.report");
    assertThat(told.get("subject").asString()).isEqualTo(number);
    assertThat(told.get("data").get("category").asString()).isEqualTo("LITTER");
    assertThat(told.get("data").get("urgency").asString()).isEqualTo("BLUE");
    assertThat(told.get("data").get("state").asString()).isEqualTo("OPEN");
    assertThat(told.get("data").get("gridCode").asString()).isEqualTo(Town.WEST);
    assertThat(receiver.taken.getFirst()).doesNotContain(SECRET_WORDS, "试验\"");
    assertThat(stored()).doesNotContain(SECRET_WORDS);
  }

  @Test
  void a_message_that_is_sent_a_second_time_is_refused_by_its_receiver() throws IOException {
    Receiver receiver = receiver(Receiver.Manner.TAKES);
    receiver.secret = "known";
    Instant now = Instant.now();
    String signature = WebhookSignature.of("known", "1", now, EMPTY);
    String time = Long.toString(now.getEpochSecond());
    assertThat(receiver.take("1", time, signature, "{}")).isEqualTo(200);
    assertThat(receiver.take("1", time, signature, "{}")).isEqualTo(409);
    assertThat(receiver.take("2", time, signature, "{}")).isEqualTo(401);
    Instant old = now.minus(Duration.ofMinutes(6));
    assertThat(
            receiver.take(
                "3",
                Long.toString(old.getEpochSecond()),
                WebhookSignature.of("known", "3", old, EMPTY),
                "{}"))
        .isEqualTo(401);
  }

  @Test
  void receivers_that_fail_hang_redirect_or_answer_late_lose_nothing_and_hold_nobody_up()
      throws IOException {
    Receiver hanging = receiver(Receiver.Manner.HANGS);
    Receiver failing = receiver(Receiver.Manner.FAILS);
    Receiver redirecting = receiver(Receiver.Manner.REDIRECTS);
    Receiver late = receiver(Receiver.Manner.ANSWERS_LATE);
    Receiver taking = receiver(Receiver.Manner.TAKES);
    Instant before = Instant.now();
    for (int i = 0; i < 5; i++) {
      report();
    }
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    await(() -> taking.taken.size() == 5);
    await(() -> failing.answers.size() >= 5 && redirecting.answers.size() >= 5);
    assertThat(redirecting.answers).containsOnly(307);
    assertThat(redirecting.taken).isEmpty();
    await(() -> late.taken.size() == 5);
    for (Receiver one : List.of(hanging, failing, redirecting)) {
      one.manner = Receiver.Manner.TAKES;
    }
    await(() -> {
      jdbc.sql(HURRY).update();
      return hanging.taken.size() == 5
          && failing.taken.size() == 5
          && redirecting.taken.size() == 5;
    });
    await(() -> states().equals(Set.of("DELIVERED")));
  }

  @Test
  void what_waits_for_a_receiver_that_hangs_is_left_alone_and_others_are_told_meanwhile()
      throws IOException {
    Receiver hanging = receiver(Receiver.Manner.HANGS);
    report();
    await(() -> attempting() == 1);
    jdbc.sql(
            """
            INSERT INTO webhook_delivery (webhook_id, message_id, event_number, body)
            SELECT webhook_id, gen_random_uuid(), event_number, body
            FROM webhook_delivery, generate_series(1, 300)
            """)
        .update();
    Receiver taking = receiver(Receiver.Manner.TAKES);
    Instant before = Instant.now();
    for (int i = 0; i < 3; i++) {
      report();
    }
    await(() -> taking.taken.size() == 3);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    assertThat(attempting()).isLessThanOrEqualTo(2);
    assertThat(
            jdbc.sql("SELECT sum(attempts) FROM webhook_delivery WHERE webhook_id = :hanging")
                .param("hanging", id(hanging))
                .query(Long.class)
                .single())
        .isLessThanOrEqualTo(1);
  }

  /** Receivers whose turn it is. */
  private long attempting() {
    return jdbc.sql("SELECT count(*) FROM webhook_tasks WHERE task_name = 'webhook-receiver'")
        .query(Long.class)
        .single();
  }

  private long id(Receiver receiver) {
    return jdbc.sql("SELECT id FROM webhook WHERE url = ?")
        .param(receiver.url())
        .query(Long.class)
        .single();
  }

  @Test
  void a_paused_receiver_is_told_nothing_until_it_goes_on_and_then_everything() throws IOException {
    Receiver receiver = receiver(Receiver.Manner.TAKES);
    String path = "/api/webhooks/" + id(receiver);
    assertThat(town.send(admin, "PATCH", path, "{}").status()).isEqualTo(422);
    assertThat(town.send(admin, "PATCH", path, "{\"paused\":true}").status()).isEqualTo(204);
    report();
    report();
    JsonNode answer = town.get(admin, "/api/webhooks").json();
    assertThat(answer.get("hosts").toString()).contains("127.0.0.1", "localhost");
    assertThat(answer.get("privateHosts").toString()).isEqualTo("[\"127.0.0.1\"]");
    JsonNode listed = answer.get("webhooks").get(0);
    assertThat(listed.get("pausedAt").isNull()).isFalse();
    assertThat(listed.get("waiting").asInt()).isEqualTo(2);
    assertThat(receiver.answers).isEmpty();
    assertThat(town.send(admin, "PATCH", path, "{\"paused\":false}").status()).isEqualTo(204);
    await(() -> receiver.taken.size() == 2);
    assertThat(
            town.send(admin, "PATCH", "/api/webhooks/1152921504606846976", "{\"paused\":true}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void all_that_was_given_up_can_be_sent_again_at_once() throws IOException {
    Receiver receiver = receiver(Receiver.Manner.FAILS);
    report();
    report();
    await(() -> receiver.answers.size() == 2);
    jdbc.sql("UPDATE webhook_delivery SET state = 'DEAD'").update();
    JsonNode listed = town.get(admin, "/api/webhooks").json().get("webhooks").get(0);
    assertThat(listed.get("lastFailure").asString()).isEqualTo("REFUSED");
    assertThat(listed.get("lastStatus").asInt()).isEqualTo(500);
    receiver.manner = Receiver.Manner.TAKES;
    Answer again =
        town.send(admin, "POST", "/api/webhooks/" + id(receiver) + "/deliveries/again", null);
    assertThat(again.json().get("sent").asInt()).isEqualTo(2);
    await(() -> receiver.taken.size() == 2);
  }

  @Test
  void a_message_that_is_given_up_is_listed_and_can_be_sent_again() throws IOException {
    Receiver receiver = receiver(Receiver.Manner.FAILS);
    String number = report();
    await(() -> receiver.answers.size() == 1);
    jdbc.sql("UPDATE webhook_delivery SET attempts = 7").update();
    await(() -> {
      jdbc.sql(HURRY).update();
      return states().equals(Set.of("DEAD"));
    });
    JsonNode list = town.get(admin, "/api/webhooks").json().get("webhooks");
    assertThat(list.get(0).get("dead").asInt()).isEqualTo(1);
    assertThat(list.toString()).doesNotContain("secret", String.valueOf(receiver.secret));
    String path = "/api/webhooks/" + list.get(0).get("id").asString() + "/deliveries";
    JsonNode dead = town.get(admin, path).json().get("deliveries").get(0);
    assertThat(dead.get("eventNumber").asString()).isEqualTo(number);
    assertThat(dead.get("lastStatus").asInt()).isEqualTo(500);
    assertThat(dead.get("lastFailure").asString()).isEqualTo("REFUSED");

    receiver.manner = Receiver.Manner.TAKES;
    String again = "/api/webhook-deliveries/" + dead.get("id").asString() + "/again";
    assertThat(town.send(admin, "POST", again, null).status()).isEqualTo(204);
    await(() -> receiver.taken.size() == 1);
    await(() -> states().equals(Set.of("DELIVERED")));
    assertThat(town.send(admin, "POST", again, null).status()).isEqualTo(404);
  }

  @Test
  void a_receiver_must_be_allowed_and_only_administrators_of_the_system_name_one() {
    for (String url :
        List.of(
            "http://localhost:8080/", "https://elsewhere.example/", "ftp://127.0.0.1/", "words")) {
      assertThat(
              town.send(admin, "POST", "/api/webhooks", "{\"name\":\"x\",\"url\":\"" + url + "\"}")
                  .status())
          .as(url)
          .isEqualTo(422);
    }
    assertThat(town.get(town.officer, "/api/webhooks").status()).isEqualTo(403);
    assertThat(town.send(admin, "DELETE", "/api/webhooks/1152921504606846976", null).status())
        .isEqualTo(404);
    assertThat(town.get(admin, "/api/webhooks/1152921504606846976/deliveries").status())
        .isEqualTo(404);
  }

  @Test
  void who_is_removed_is_told_nothing_more() throws IOException {
    Receiver receiver = receiver(Receiver.Manner.FAILS);
    report();
    await(() -> receiver.answers.size() == 1);
    String id = town.get(admin, "/api/webhooks").json().get("webhooks").get(0).get("id").asString();
    assertThat(town.send(admin, "DELETE", "/api/webhooks/" + id, null).status()).isEqualTo(204);
    jdbc.sql(HURRY).update();
    await(() ->
        jdbc.sql("SELECT count(*) FROM webhook_tasks WHERE task_name = 'webhook-receiver'")
                .query(Long.class)
                .single()
            == 0);
    assertThat(receiver.answers).hasSize(1);
  }

  @Test
  void what_was_taken_or_given_up_a_month_ago_is_forgotten_and_what_waits_is_not()
      throws IOException {
    Receiver receiver = receiver(Receiver.Manner.TAKES);
    town.send(admin, "PATCH", "/api/webhooks/" + id(receiver), "{\"paused\":true}");
    report();
    jdbc.sql(
            """
            INSERT INTO webhook_delivery (webhook_id, message_id, event_number, body, state, last_at)
            SELECT webhook_id, gen_random_uuid(), old.state || ' ' || old.days, body, old.state,
              now() - make_interval(days => old.days)
            FROM webhook_delivery,
              (VALUES ('DELIVERED', 31), ('DEAD', 31), ('PENDING', 31), ('DELIVERED', 29), ('DEAD', 29)) AS old (state, days)
            """)
        .update();
    jdbc.sql(
            """
            UPDATE webhook_tasks SET execution_time = now()
            WHERE task_name = 'webhook-forgetting' AND NOT picked
            """)
        .update();
    await(() -> messages() == 4);
    assertThat(
            jdbc.sql("SELECT event_number FROM webhook_delivery WHERE event_number LIKE '% %'")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("PENDING 31", "DELIVERED 29", "DEAD 29");
  }

  @Test
  void a_receiver_with_much_in_hand_is_removed_at_once_and_nobody_waits_for_that()
      throws Exception {
    Receiver receiver = receiver(Receiver.Manner.TAKES);
    long id = id(receiver);
    town.send(admin, "PATCH", "/api/webhooks/" + id, "{\"paused\":true}");
    report();
    jdbc.sql(
            """
            INSERT INTO webhook_delivery (webhook_id, message_id, event_number, body)
            SELECT webhook_id, gen_random_uuid(), event_number, body
            FROM webhook_delivery, generate_series(1, 5000)
            """)
        .update();
    try (Connection busy = OwnerDatabase.open(environment)) {
      busy.setAutoCommit(false);
      // A message that is being changed: whoever takes all of them away waits for it.
      try (Statement hold = busy.createStatement()) {
        hold.execute("SELECT id FROM webhook_delivery ORDER BY id LIMIT 1 FOR UPDATE");
      }
      CompletableFuture<Integer> removed =
          CompletableFuture.supplyAsync(
              () -> town.send(admin, "DELETE", "/api/webhooks/" + id, null).status());
      try {
        assertThat(removed.get(10, TimeUnit.SECONDS)).isEqualTo(204);
        assertThat(CompletableFuture.supplyAsync(this::report).get(10, TimeUnit.SECONDS))
            .isNotEmpty();
      } finally {
        busy.rollback();
      }
    }
    assertThat(town.get(admin, "/api/webhooks").json().get("webhooks").isEmpty()).isTrue();
    assertThat(town.send(admin, "DELETE", "/api/webhooks/" + id, null).status()).isEqualTo(404);
    assertThat(town.get(admin, "/api/webhooks/" + id + "/deliveries").status()).isEqualTo(404);
    await(() -> messages() == 0);
    await(() -> jdbc.sql("SELECT count(*) FROM webhook").query(Long.class).single() == 0);
    assertThat(receiver.answers).isEmpty();
  }

  @Test
  void messages_that_cannot_be_made_here_are_tried_again_and_hold_nobody_up() throws IOException {
    Receiver broken = receiver(Receiver.Manner.TAKES);
    long id = id(broken);
    byte[] sealed =
        jdbc.sql("SELECT secret FROM webhook WHERE id = ?").param(id).query(byte[].class).single();
    jdbc.sql("UPDATE webhook SET secret = ? WHERE id = ?").params(new byte[] {1}, id).update();
    Receiver taking = receiver(Receiver.Manner.TAKES);
    report();
    report();
    await(() -> taking.taken.size() == 2);
    await(() ->
        jdbc.sql(
                    """
                    SELECT count(*) FROM webhook_delivery
                    WHERE webhook_id = ? AND attempts = 1 AND state = 'PENDING' AND next_at > now()
                    """)
                .param(id)
                .query(Long.class)
                .single()
            == 2);
    JsonNode listed = town.get(admin, "/api/webhooks").json().get("webhooks").get(0);
    assertThat(listed.get("lastFailure").asString()).isEqualTo("FAILED_HERE");
    jdbc.sql("UPDATE webhook SET secret = ? WHERE id = ?").params(sealed, id).update();
    await(() -> {
      jdbc.sql(HURRY).update();
      return broken.taken.size() == 2;
    });
  }

  private long messages() {
    return jdbc.sql("SELECT count(*) FROM webhook_delivery").query(Long.class).single();
  }

  private Set<String> states() {
    return Set.copyOf(jdbc.sql("SELECT state FROM webhook_delivery").query(String.class).list());
  }

  private String stored() {
    return String.join(
        "\n", jdbc.sql("SELECT body FROM webhook_delivery").query(String.class).list());
  }

  private static void await(BooleanSupplier done) {
    Instant end = Instant.now().plusSeconds(60);
    while (!done.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
