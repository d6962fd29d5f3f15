package org.gridmap.backend.plan.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.live.EventStreams;
import org.gridmap.backend.plan.drafting.Planners;
import org.gridmap.geodata.topology.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@CapabilityTest("plan")
class PlanEventsTest {
  @Autowired ApplicationContext context;
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  private final HttpClient http = HttpClient.newHttpClient();
  private Planners town;
  private Browser planner;
  private long plan;

  /** One event as it came; {@code end} when the stream is over. */
  private record Event(String name, String id, JsonNode data) {}

  /** A page that listens. */
  private final class Page {
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    Page(Browser browser, String... headers) throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(Client.of(environment).base() + "/api/plans/" + plan + "/events"))
              .header("Cookie", Browser.COOKIE + "=" + browser.cookie());
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<InputStream> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      Thread.startVirtualThread(() -> read(answer.body()));
    }

    private void read(InputStream body) {
      String name = "";
      String id = "";
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event: ")) {
            name = line.substring(7);
          } else if (line.startsWith("id: ")) {
            id = line.substring(4);
          } else if (line.startsWith("data: ")) {
            events.add(new Event(name, id, new JsonMapper().readTree(line.substring(6))));
          }
        }
      } catch (IOException e) {
        // The server hung up, which is an end like another.
      }
      events.add(new Event("end", "", new JsonMapper().createObjectNode()));
    }

    /** The next event of a kind; others are passed over. */
    Event next(String name) throws InterruptedException {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (System.nanoTime() < until) {
        Event event = events.poll(100, TimeUnit.MILLISECONDS);
        if (event != null && event.name().equals(name)) {
          return event;
        }
      }
      throw new AssertionError("no event " + name);
    }
  }

  @BeforeEach
  void read() {
    town = new Planners(context);
    planner = town.browser("PLANNER");
    plan = town.begin(planner);
  }

  @AfterEach
  void hangUp() {
    http.shutdownNow();
  }

  private void rename(Browser who, long version, String name) {
    assertThat(
            Planners.apply(who, plan, version, new Operation.Rename(Planners.VILLAGE, name))
                .status())
        .isEqualTo(200);
  }

  @Test
  void another_planners_edit_arrives_by_itself() throws Exception {
    Page page = new Page(planner);
    assertThat(page.next("state").data().get("version").asLong()).isEqualTo(1);
    Browser other = town.browser("PLANNER");
    rename(other, 1, "甲");
    Event change = page.next("change");
    assertThat(change.id()).isEqualTo("2");
    assertThat(change.data().get("version").asLong()).isEqualTo(2);
    assertThat(change.data().get("own").asBoolean()).isFalse();
    assertThat(change.data().get("account").get("name").asString()).isNotEmpty();
    assertThat(change.data().get("change").get("grids").get(0).get("name").asString())
        .isEqualTo("甲");
    assertThat(change.data().get("numbers").size()).isPositive();
    rename(planner, 2, "乙");
    assertThat(page.next("change").data().get("own").asBoolean()).isTrue();
  }

  @Test
  void who_comes_back_gets_what_he_missed() throws Exception {
    rename(planner, 1, "甲");
    rename(planner, 2, "乙");
    rename(planner, 3, "丙");
    Page page = new Page(planner, "Last-Event-ID", "2");
    assertThat(page.next("change").id()).isEqualTo("3");
    assertThat(page.next("change").id()).isEqualTo("4");
  }

  @Test
  void planners_of_one_plan_see_each_other() throws Exception {
    Page page = new Page(planner);
    assertThat(page.next("presence").data().get("people").size()).isEqualTo(1);
    Browser other = town.browser("PLANNER");
    Page second = new Page(other);
    assertThat(second.next("presence").data().get("people").size()).isEqualTo(2);
    assertThat(page.next("presence").data().get("people").size()).isEqualTo(2);
    other.delete("/api/session");
    second.next("end");
    assertThat(page.next("presence").data().get("people").size()).isEqualTo(1);
  }

  @Test
  void what_becomes_of_the_plan_is_told() throws Exception {
    Page page = new Page(planner);
    page.next("state");
    planner.send("DELETE", "/api/plans/" + plan, null, "If-Match", "\"1\"");
    assertThat(page.next("state").data().get("state").asString()).isEqualTo("WITHDRAWN");
  }

  @Test
  void that_comments_changed_is_told_and_not_what_they_say() throws Exception {
    Page page = new Page(planner);
    assertThat(page.next("comments").data().get("revision").asLong()).isZero();
    JsonNode corner = Planners.partition(planner, plan).get("edges").get(0).get("points").get(0);
    assertThat(
            town.browser("LEADER")
                .send(
                    "POST",
                    "/api/plans/" + plan + "/comments",
                    Map.of("text", "金丝雀", "place", corner),
                    "Idempotency-Key",
                    Planners.key())
                .status())
        .isEqualTo(201);
    JsonNode told = page.next("comments").data();
    assertThat(told.toString()).isEqualTo("{\"revision\":1}");
    rename(planner, 1, "甲");
    page.next("change");
    assertThat(page.events).noneMatch(event -> event.data().toString().contains("金丝雀"));
  }

  @Test
  void a_stream_ends_at_sign_out() throws Exception {
    Page page = new Page(planner);
    page.next("presence");
    planner.delete("/api/session");
    page.next("end");
  }

  @Test
  void a_stream_ends_with_the_right() throws Exception {
    People.Person person = People.with(jdbc, "PLANNER", Planners.VILLAGE);
    Browser browser = People.browser(jdbc, environment, person);
    Page page = new Page(browser);
    page.next("presence");
    jdbc.sql("UPDATE account.role_grant SET valid_until = now() WHERE account_id = ?")
        .param(person.id())
        .update();
    forget(person);
    rename(planner, 1, "不给他看");
    page.next("end");
    assertThat(page.events).noneMatch(event -> event.name().equals("change"));
  }

  @Test
  void somebody_has_only_so_many_streams() throws Exception {
    for (int i = 0; i < EventStreams.MOST_OF_ACCOUNT; i++) {
      new Page(planner).next("presence");
    }
    assertThat(planner.get("/api/plans/" + plan + "/events").status()).isEqualTo(429);
  }

  @Test
  void listening_keeps_no_session_alive() throws Exception {
    People.Person person = People.with(jdbc, "PLANNER", Planners.VILLAGE);
    Browser browser = People.browser(jdbc, environment, person);
    jdbc.sql(
            "UPDATE account.session SET last_seen_at = now() - interval '5 minutes' WHERE account_id = ?")
        .param(person.id())
        .update();
    forget(person);
    Page page = new Page(browser);
    page.next("presence");
    rename(planner, 1, "甲");
    page.next("change");
    Thread.sleep(500);
    assertThat(idleMinutes(person)).as("after listening").isGreaterThanOrEqualTo(5);
    browser.get("/api/plans/" + plan);
    Thread.sleep(500);
    assertThat(idleMinutes(person)).as("after looking").isLessThan(1);
  }

  private void forget(People.Person person) throws InterruptedException {
    jdbc.sql("SELECT pg_notify('gridmap_account', ?)")
        .param(Long.toString(person.id()))
        .query()
        .singleRow();
    Thread.sleep(300);
  }

  private double idleMinutes(People.Person person) {
    return jdbc.sql(
            "SELECT extract(epoch FROM now() - last_seen_at) / 60 FROM account.session WHERE account_id = ?")
        .param(person.id())
        .query(Double.class)
        .single();
  }
}
