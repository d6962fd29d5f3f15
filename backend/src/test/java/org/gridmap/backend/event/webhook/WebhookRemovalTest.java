package org.gridmap.backend.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** What is removed, given up or long since told. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
@TestPropertySource(
    properties = {
      "gridmap.webhook.hosts=127.0.0.1,localhost",
      "gridmap.webhook.private-hosts=127.0.0.1"
    })
class WebhookRemovalTest extends WebhookTown {
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
}
