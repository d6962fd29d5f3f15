package org.gridmap.backend.event.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.event.webhook.WebhookSignature;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.JobPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Files of events that platforms of other offices sign and send. */
@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class PlatformTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String WORDS = "李四家门口堆放杂物";

  @Autowired private JdbcClient jdbc;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Environment environment;
  private Town town;
  private Caller admin;
  private long platform;
  private String secret;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
    admin = town.caller("platform-admin", Role.SYSTEM_ADMIN, null);
    jdbc.sql("DELETE FROM platform").update();
    jdbc.sql("DELETE FROM account.throttle WHERE kind = 'SIGNATURE'").update();
    Answer made = town.send(admin, "POST", "/api/platforms", "{\"name\":\"市民热线\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    platform = made.json().get("id").asLong();
    secret = made.json().get("secret").asString();
  }

  private static String line(String id, String more) {
    return "{\"id\":\""
        + id
        + "\",\"category\":\"LITTER\",\"longitude\":100.004,\"latitude\":30.004,\"text\":\""
        + WORDS
        + "\""
        + more
        + "}";
  }

  private Answer send(String file) {
    return send(file.getBytes(StandardCharsets.UTF_8), secret, Instant.now());
  }

  private Answer send(byte[] file, String key, Instant at) {
    String signature = WebhookSignature.of(key, "m-1", at, file);
    return post(file, "m-1", Long.toString(at.getEpochSecond()), signature);
  }

  private Answer post(byte[] file, String id, String time, String signature) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + environment.getProperty("local.server.port")
                        + "/api/platforms/"
                        + platform
                        + "/events"))
            .header("Content-Type", "application/x-ndjson")
            .header("webhook-id", id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofByteArray(file))
            .build();
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long events() {
    return jdbc.sql("SELECT count(*) FROM event").query(Long.class).single();
  }

  @Test
  void a_file_becomes_events_of_their_grids_and_the_same_file_no_second_ones() {
    long before = events();
    String file =
        line("A-1", "")
            + "\r\n\n"
            + line("A-2", ",\"importance\":\"HIGH\",\"pressing\":\"HIGH\"")
            + "\n"
            // On the border, where nobody can be asked.
            + line("A-3", "").replace("100.004", "100.01001").replace("30.004", "30.002");
    Answer first = send(file);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.json().get("stored").asInt()).isEqualTo(3);
    assertThat(events()).isEqualTo(before + 3);
    Answer again = send("\uFEFF" + file);
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().get("stored").asInt()).isZero();
    assertThat(again.json().get("known").asInt()).isEqualTo(3);
    assertThat(again.json().get("events")).isEqualTo(first.json().get("events"));
    Answer longer = send(file + "\n" + line("A-4", ""));
    assertThat(longer.json().get("stored").asInt()).isEqualTo(1);
    assertThat(events()).isEqualTo(before + 4);
    List<String> seen = new ArrayList<>();
    for (JsonNode one : first.json().get("events")) {
      seen.add(
          jdbc.sql("SELECT urgency || ' ' || grid_code FROM event WHERE number = ?")
              .param(one.get("number").asString())
              .query(String.class)
              .single());
    }
    assertThat(seen)
        .containsExactly("YELLOW " + Town.WEST, "RED " + Town.WEST, "YELLOW " + Town.EAST);
    long id =
        jdbc.sql("SELECT id FROM event WHERE number = ?")
            .param(first.json().get("events").get(0).get("number").asString())
            .query(Long.class)
            .single();
    JsonNode card = town.get(town.officer, "/api/events/" + id).json();
    assertThat(card.get("text").asString()).isEqualTo(WORDS);
    assertThat(card.get("reporter").get("name").asString()).isEqualTo("市民热线");
    assertThat(card.get("reporter").get("byProgram").asBoolean()).isTrue();
    JsonNode listed = town.get(admin, "/api/platforms").json().get("platforms").get(0);
    assertThat(listed.get("events").asInt()).isEqualTo(4);
    assertThat(listed.toString()).doesNotContain("secret", secret);
  }

  static Stream<Arguments> wrongLines() {
    return Stream.of(
        Arguments.of("nonsense", "no JSON object"),
        Arguments.of("[1]", "no JSON object"),
        Arguments.of("null", "no JSON object"),
        Arguments.of("{\"id\":\"B-2\"", "no JSON object"),
        Arguments.of(line("B-2", "") + line("B-3", ""), "no JSON object"),
        Arguments.of(line("B-2", ",\"id\":\"B-3\""), "no JSON object"),
        Arguments.of(line("B-2", ",\"reporterName\":\"张三\""), "field that is not known"),
        Arguments.of(line("", ""), "id"),
        Arguments.of(line("中文", ""), "id"),
        Arguments.of(line("x".repeat(101), ""), "id"),
        Arguments.of("{\"category\":\"LITTER\"}", "id, longitude, latitude, text"),
        Arguments.of(line("B-2", "").replace("LITTER", "NOTHING"), "no such category"),
        Arguments.of(line("B-2", "").replace("100.004", "\"100.004\""), "another kind"),
        Arguments.of(line("B-2", "").replace("100.004", "NaN"), "no JSON object"),
        Arguments.of(line("B-2", "").replace("100.004", "1000"), "longitude"),
        Arguments.of(line("B-2", "").replace("100.004", "30.004"), "outside of the town"),
        Arguments.of(line("B-2", "").replace(WORDS, ""), "text"),
        Arguments.of(line("B-2", "").replace(WORDS, "长".repeat(2_001)), "text"),
        Arguments.of(line("B-2", ",\"importance\":\"SEVERE\""), "another kind"),
        Arguments.of(line("B-2", ",\"pressing\":1"), "another kind"),
        Arguments.of(line("B-1", ""), "same id"));
  }

  @ParameterizedTest
  @MethodSource("wrongLines")
  void one_wrong_line_keeps_the_whole_file_out_and_is_told_by_its_number(
      String wrong, String reason) {
    long before = events();
    Answer answer = send(line("B-1", "") + "\n" + wrong + "\n" + line("B-9", "") + "\n{");
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/event-import-rejected");
    JsonNode rows = answer.json().get("rows");
    assertThat(rows.size()).as(answer.text()).isEqualTo(2);
    assertThat(rows.get(0).get("row").asInt()).isEqualTo(2);
    assertThat(rows.get(0).get("reason").asString()).contains(reason);
    assertThat(rows.get(1).get("row").asInt()).isEqualTo(4);
    assertThat(answer.text()).doesNotContain(WORDS, "张三", "李四");
    assertThat(events()).isEqualTo(before);
    assertThat(jdbc.sql("SELECT count(*) FROM platform_event").query(Long.class).single()).isZero();
  }

  @Test
  void an_id_that_was_handed_in_before_with_something_else_is_a_wrong_line() {
    assertThat(send(line("C-1", "")).status()).isEqualTo(200);
    Answer answer = send(line("C-2", "") + "\n" + line("C-1", ",\"pressing\":\"HIGH\""));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("rows").get(0).get("row").asInt()).isEqualTo(2);
    assertThat(answer.json().get("rows").get(0).get("reason").asString())
        .contains("handed in before");
  }

  @Test
  void files_that_are_empty_or_too_long_are_refused() {
    assertThat(send("").status()).isIn(400, 422);
    assertThat(send("\n\n").status()).isEqualTo(422);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= 500; i++) {
      many.append(line("D-" + i, "")).append('\n');
    }
    assertThat(send(many.toString()).status()).isEqualTo(413);
    assertThat(send(" ".repeat((1 << 20) + 1)).status()).isEqualTo(413);
    assertThat(send(new byte[] {'{', (byte) 0xFF, '}'}, secret, Instant.now()).status())
        .isEqualTo(400);
    assertThat(jdbc.sql("SELECT count(*) FROM platform_event").query(Long.class).single()).isZero();
  }

  @Test
  void a_file_is_believed_only_with_the_signature_of_its_platform_of_this_moment() {
    byte[] file = line("E-1", "").getBytes(StandardCharsets.UTF_8);
    long before = events();
    Instant now = Instant.now();
    String time = Long.toString(now.getEpochSecond());
    String right = WebhookSignature.of(secret, "m", now, file);
    byte[] other = line("E-2", "").getBytes(StandardCharsets.UTF_8);
    assertThat(send(file, WebhookSignature.newSecret(), now).status()).isEqualTo(401);
    assertThat(send(file, secret, now.minusSeconds(301)).status()).isEqualTo(401);
    assertThat(send(file, secret, now.plusSeconds(330)).status()).isEqualTo(401);
    assertThat(post(other, "m", time, right).status()).isEqualTo(401);
    assertThat(post(file, "m2", time, right).status()).isEqualTo(401);
    assertThat(post(file, "m", time, "").status()).isEqualTo(401);
    assertThat(post(file, "m", "soon", right).status()).isEqualTo(401);
    long mine = platform;
    platform = 1L << 60;
    assertThat(post(file, "m", time, right).status()).isEqualTo(401);
    platform = mine;
    assertThat(events()).isEqualTo(before);
    assertThat(post(file, "m", time, "v1,b3RoZXI= " + right).status()).isEqualTo(200);
    jdbc.sql(
            "UPDATE account.throttle SET failures = 100000, last_at = now() WHERE kind = 'SIGNATURE'")
        .update();
    assertThat(send(file, secret, now).status()).isEqualTo(429);
  }

  @Test
  void only_administrators_of_the_system_name_a_platform_and_a_removed_one_is_not_believed() {
    assertThat(town.get(town.officer, "/api/platforms").status()).isEqualTo(403);
    assertThat(town.send(admin, "POST", "/api/platforms", "{\"name\":\" \"}").status())
        .isEqualTo(422);
    assertThat(send(line("F-1", "")).status()).isEqualTo(200);
    assertThat(town.send(admin, "DELETE", "/api/platforms/" + platform, null).status())
        .isEqualTo(204);
    assertThat(town.send(admin, "DELETE", "/api/platforms/" + platform, null).status())
        .isEqualTo(404);
    assertThat(send(line("F-1", "")).status()).isEqualTo(401);
  }

  @Test
  void another_secret_voids_the_old_one_at_once_and_what_was_handed_in_stays_known() {
    Answer first = send(line("H-1", ""));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    String path = "/api/platforms/" + platform + "/secret";
    assertThat(town.send(town.officer, "POST", path, null).status()).isEqualTo(403);
    assertThat(send(line("H-1", "")).status()).isEqualTo(200);

    Answer fresh = town.send(admin, "POST", path, null);

    assertThat(fresh.status()).as(fresh.text()).isEqualTo(200);
    String old = secret;
    secret = fresh.json().get("secret").asString();
    assertThat(secret).startsWith("whsec_").isNotEqualTo(old);
    byte[] file = line("H-1", "").getBytes(StandardCharsets.UTF_8);
    assertThat(send(file, old, Instant.now()).status()).isEqualTo(401);
    Answer again = send(line("H-1", ""));
    assertThat(again.json().get("stored").asInt()).isZero();
    assertThat(again.json().get("events")).isEqualTo(first.json().get("events"));
    assertThat(
            jdbc.sql(
                    """
                    SELECT detail ->> 'field' FROM audit.entry
                    WHERE action = 'RECORD_CHANGED' AND subject_type = 'account' ORDER BY id DESC LIMIT 1
                    """)
                .query(String.class)
                .single())
        .isEqualTo("secret");
    assertThat(town.send(admin, "POST", "/api/platforms/1152921504606846976/secret", null).status())
        .isEqualTo(404);
  }

  /** Who reports in the same village waits from the first number on. */
  @Test
  void the_longest_file_does_all_else_before_it_takes_the_numbers_of_a_village() throws Exception {
    assertThat(send(line("I-0", "")).status()).isEqualTo(200);
    StringBuilder file = new StringBuilder();
    for (int i = 1; i <= 500; i++) {
      // Other tests read all litter.
      file.append(line("I-" + i, "").replace("LITTER", "THEFT")).append('\n');
    }
    long before = reported();
    CompletableFuture<Answer> sent;
    try (Connection reporter = OwnerDatabase.open(environment);
        Statement hold = reporter.createStatement()) {
      reporter.setAutoCommit(false);
      hold.execute("SELECT FROM event_number FOR UPDATE");
      sent = CompletableFuture.supplyAsync(() -> send(file.toString()));
      Instant end = Instant.now().plusSeconds(60);
      while (reported() < before + 500) {
        assertThat(Instant.now()).as("entries of the log before the numbers").isBefore(end);
        Thread.sleep(20);
      }
      reporter.rollback();
    }
    Instant free = Instant.now();
    Answer answer = sent.get(60, TimeUnit.SECONDS);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("stored").asInt()).isEqualTo(500);
    // The machine may have other work.
    assertThat(Duration.between(free, Instant.now())).isLessThan(Duration.ofSeconds(3));
    assertThat(
            jdbc.sql("SELECT max(sequence) - count(*) FROM event WHERE village_code = ?")
                .param(Town.VILLAGE)
                .query(Long.class)
                .single())
        .isZero();
  }

  private long reported() {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE action = 'EVENT_REPORTED'")
        .query(Long.class)
        .single();
  }

  @Test
  void nothing_of_the_words_stands_outside_of_the_register() {
    assertThat(send(line("G-1", "")).status()).isEqualTo(200);
    assertThat(
            job.sql("SELECT count(*) FROM person.event_text WHERE text = ?")
                .param(WORDS)
                .query(Long.class)
                .single())
        .isPositive();
    for (String table : List.of("event", "event_history", "platform_event", "platform")) {
      assertThat(
              jdbc.sql("SELECT count(*) FROM " + table + " t WHERE t::text LIKE '%李四%'")
                  .query(Long.class)
                  .single())
          .as(table)
          .isZero();
    }
  }
}
