package org.gridmap.backend.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
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
class WebhookTest extends WebhookTown {
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
}
