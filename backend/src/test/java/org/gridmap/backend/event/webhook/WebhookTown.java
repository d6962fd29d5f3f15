package org.gridmap.backend.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs that are told of events of the little town. */
abstract class WebhookTown {
  static final String HURRY = "UPDATE webhook_delivery SET next_at = now() WHERE state = 'PENDING'";
  static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
  static final String SECRET_WORDS = "王五家的纠纷";

  @Autowired JdbcClient jdbc;
  @Autowired Environment environment;
  Town town;
  Caller admin;
  final List<Receiver> receivers = new ArrayList<>();

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

  Receiver receiver(Receiver.Manner manner) throws IOException {
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

  String report() {
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

  /** Receivers whose turn it is. */
  long attempting() {
    return jdbc.sql("SELECT count(*) FROM webhook_tasks WHERE task_name = 'webhook-receiver'")
        .query(Long.class)
        .single();
  }

  long id(Receiver receiver) {
    return jdbc.sql("SELECT id FROM webhook WHERE url = ?")
        .param(receiver.url())
        .query(Long.class)
        .single();
  }

  long messages() {
    return jdbc.sql("SELECT count(*) FROM webhook_delivery").query(Long.class).single();
  }

  Set<String> states() {
    return Set.copyOf(jdbc.sql("SELECT state FROM webhook_delivery").query(String.class).list());
  }

  String stored() {
    return String.join(
        "\n", jdbc.sql("SELECT body FROM webhook_delivery").query(String.class).list());
  }

  static void await(BooleanSupplier done) {
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
