package org.gridmap.backend.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.event.EventReports.NewReport;
import org.gridmap.backend.event.workflow.Importance;
import org.gridmap.backend.event.workflow.Pressing;
import org.gridmap.backend.place.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"identity", "event"})
@Import(Town.SignIn.class)
class EventChangesTest {
  @Autowired private JdbcClient jdbc;
  @Autowired private Environment environment;
  @Autowired private EventReports reports;
  @Autowired private TransactionTemplate transactions;
  private EventTown town;

  @BeforeEach
  void read() {
    town = new EventTown(jdbc, environment);
  }

  @Test
  void a_transaction_that_began_first_and_commits_last_is_not_missed() throws Exception {
    long note = town.reported(town.lead).get("id").asLong();
    long since = changes(0).get("revision").asLong();
    CountDownLatch reported = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Long> slow =
          threads.submit(() ->
              CurrentUser.callAs(
                  town.officer,
                  () ->
                      transactions.execute(status -> {
                        long id = create("100.003");
                        reported.countDown();
                        await(go);
                        return id;
                      })));
      reported.await(10, TimeUnit.SECONDS);
      town.done(town.lead, note, "ADD_NOTE", ",\"text\":\"先到\"");
      JsonNode early = changes(since);
      assertThat(ids(early)).contains(note);
      go.countDown();
      long late = slow.get(10, TimeUnit.SECONDS);
      JsonNode rest = changes(early.get("revision").asLong());
      assertThat(ids(rest)).containsExactly(late);
    }
  }

  @Test
  void what_many_do_at_once_is_told_whole_to_a_page_that_keeps_asking() throws Exception {
    long since = changes(0).get("revision").asLong();
    Set<Long> made = new HashSet<>();
    Set<Long> told = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Caller caller = i % 2 == 0 ? town.officer : town.eastOfficer;
        String longitude = i % 2 == 0 ? "100.004" : "100.016";
        work.add(
            threads.submit(() ->
                CurrentUser.callAs(
                    caller, () -> transactions.execute(status -> create(longitude)))));
      }
      for (Future<Long> one : work) {
        JsonNode answer = changes(since);
        since = answer.get("revision").asLong();
        List<Long> fresh = ids(answer);
        assertThat(Collections.disjoint(told, fresh)).isTrue();
        told.addAll(fresh);
        made.add(one.get());
      }
    }
    told.addAll(ids(changes(since)));
    assertThat(told).isEqualTo(made);
  }

  @Test
  void an_event_that_leaves_the_scope_is_told_as_gone() {
    long id = town.reported(town.lead).get("id").asLong();
    long since = changes(town.eastLead, 0).get("revision").asLong();
    town.done(town.lead, id, "MOVE", ",\"longitude\":100.016,\"latitude\":30.004");
    assertThat(ids(changes(town.eastLead, since))).containsExactly(id);
    since = changes(town.eastLead, since).get("revision").asLong();
    town.done(town.lead, id, "MOVE", ",\"longitude\":100.003,\"latitude\":30.004");
    town.done(town.lead, id, "MOVE", ",\"longitude\":100.004,\"latitude\":30.004");
    JsonNode answer = changes(town.eastLead, since);
    assertThat(answer.get("gone").size() + answer.get("changed").size()).isEqualTo(1);
  }

  @Test
  void an_open_page_hears_of_a_report_within_a_second() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var stream =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + environment.getProperty("local.server.port")
                              + "/api/event-stream"))
                  .header("X-Signed-In", town.leader.login())
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      var lines = stream.body().filter(line -> line.startsWith("id: ")).iterator();
      long before = Long.parseLong(lines.next().substring(4));
      long start = System.nanoTime();
      town.reported(town.officer);
      long heard = Long.parseLong(lines.next().substring(4));
      assertThat(heard).isGreaterThan(before);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      http.shutdownNow();
    }
  }

  private long create(String longitude) {
    return reports.create(
        new NewReport(
            "LITTER",
            Double.valueOf(longitude),
            30.004,
            null,
            null,
            Importance.LOW,
            Pressing.LOW,
            "垃圾"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode changes(long since) {
    return changes(town.lead, since);
  }

  private JsonNode changes(Caller caller, long since) {
    return town.town.get(caller, "/api/event-changes?since=" + since).json();
  }

  private static List<Long> ids(JsonNode answer) {
    List<Long> ids = new ArrayList<>();
    answer.get("changed").forEach(event -> ids.add(event.get("id").asLong()));
    return ids;
  }
}
