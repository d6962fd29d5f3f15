package org.gridmap.backend.identity.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@CapabilityTest({"house", "identity"})
class UsersTest {
  private static final String VILLAGE = "999900000001";
  private static final String PASSWORD = "a password of my own";

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;

  private Person first;
  private Browser asking;
  private Browser deciding;

  @BeforeEach
  void appoint() {
    TownFixture.in(jdbc);
    first = People.with(jdbc, "SECURITY_ADMIN", null);
    asking = People.browser(jdbc, environment, first);
    deciding = People.browser(jdbc, environment, People.with(jdbc, "SYSTEM_ADMIN", null));
  }

  @Test
  void an_invited_officer_chooses_a_password_and_works_once_a_second_person_agreed() {
    String login = "officer-" + first.login();
    JsonNode made = asking.post("/api/users", Map.of("login", login, "name", "王某")).json();
    long id = made.path("id").longValue();
    String token = made.path("invitation").path("token").stringValue();
    assertThat(made.path("invitation").path("link").stringValue())
        .isEqualTo("/#invitation=" + token);

    Browser officer = Browser.of(environment);
    assertThat(accept(token, "too short").status()).isEqualTo(422);
    assertThat(accept(token, PASSWORD).json().path("login").stringValue()).isEqualTo(login);
    assertThat(accept(token, PASSWORD).status()).isEqualTo(404);
    assertThat(officer.signIn(login, PASSWORD).status()).isEqualTo(200);
    assertThat(officer.get("/ogc").status()).isEqualTo(403);

    long grant = request(id, "OFFICER", VILLAGE);
    assertThat(officer.get("/ogc").status()).isEqualTo(403);
    assertThat(decide(deciding, grant, true).status()).isEqualTo(204);
    assertThat(officer.get("/ogc").status()).isEqualTo(200);

    assertThat(asking.delete("/api/grants/" + grant).status()).isEqualTo(204);
    assertThat(officer.get("/ogc").status()).isEqualTo(403);
  }

  @Test
  void an_administrator_hears_at_once_that_something_waits_for_him() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create(Client.of(environment).base() + "/api/users/events"))
            .header("Cookie", Browser.COOKIE + "=" + deciding.cookie())
            .build();
    HttpResponse<Stream<String>> stream = http.send(listen, HttpResponse.BodyHandlers.ofLines());
    assertThat(stream.statusCode()).isEqualTo(200);
    try {
      Iterator<String> told =
          stream.body().filter(line -> line.startsWith("data: ")).distinct().iterator();
      String before = told.next();
      request(People.create(jdbc).id(), "OFFICER", VILLAGE);
      assertThat(CompletableFuture.supplyAsync(told::next))
          .succeedsWithin(Duration.ofSeconds(5))
          .isNotEqualTo(before);
    } finally {
      http.shutdownNow();
    }
    Browser officer = People.browser(jdbc, environment, People.with(jdbc, "OFFICER", VILLAGE));
    assertThat(officer.get("/api/users/events").status()).isEqualTo(403);
  }

  @Test
  void of_twenty_who_use_one_link_at_once_one_gets_in() throws Exception {
    String login = "race-" + first.login();
    String token =
        asking
            .post("/api/users", Map.of("login", login, "name", "赛跑"))
            .json()
            .path("invitation")
            .path("token")
            .stringValue();
    List<Future<Integer>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (int i = 0; i < 20; i++) {
        String password = "password number " + i;
        all.add(
            threads.submit(() -> {
              int status = 503;
              while (status == 503) {
                status = accept(token, password).status();
              }
              return status;
            }));
      }
    }
    int opened = 0;
    for (Future<Integer> one : all) {
      opened += one.get() == 200 ? 1 : 0;
      assertThat(one.get()).isIn(200, 404);
    }
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void an_invitation_ends_after_three_days_and_when_a_newer_one_is_made() {
    JsonNode made =
        asking.post("/api/users", Map.of("login", "late-" + first.login(), "name", "迟到")).json();
    long id = made.path("id").longValue();
    JsonNode newer = asking.send("POST", "/api/users/" + id + "/invitation", Map.of()).json();
    assertThat(accept(made.path("invitation").path("token").stringValue(), PASSWORD).status())
        .isEqualTo(404);
    jdbc.sql("UPDATE account.invitation SET expires_at = now() WHERE account_id = ?")
        .param(id)
        .update();
    assertThat(accept(newer.path("token").stringValue(), PASSWORD).status()).isEqualTo(404);
    assertThat(accept("nonsense", PASSWORD).status()).isEqualTo(404);
  }

  @Test
  void nobody_decides_about_what_he_asked_for_or_what_he_gets() {
    Person secondAdmin = People.with(jdbc, "SECURITY_ADMIN", null);
    Browser second = People.browser(jdbc, environment, secondAdmin);
    Person beneficiary = People.create(jdbc);
    long grant = request(beneficiary.id(), "OFFICER", VILLAGE);

    assertThat(type(decide(asking, grant, true))).isEqualTo("/problems/second-person-required");
    assertThat(
            type(
                asking.post(
                    "/api/grants", Map.of("accountId", first.id(), "role", "SECURITY_ADMIN"))))
        .isEqualTo("/problems/second-person-required");
    assertThat(decide(second, grant, false).status()).isEqualTo(204);
    assertThat(type(decide(deciding, grant, true))).isEqualTo("/problems/grant-closed");

    long own = request(secondAdmin.id(), "SECURITY_ADMIN", null);
    assertThat(type(decide(second, own, true))).isEqualTo("/problems/second-person-required");
  }

  @Test
  void the_database_itself_wants_three_persons() {
    Person other = People.create(jdbc);
    String insert =
        "INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by)"
            + " VALUES (?, 'OFFICER', ?, 'IN_FORCE', ?, ?)";
    long[][] persons = {
      {other.id(), first.id(), first.id()},
      {other.id(), first.id(), other.id()},
      {other.id(), other.id(), first.id()}
    };
    for (long[] one : persons) {
      assertThatThrownBy(() -> jdbc.sql(insert).params(one[0], VILLAGE, one[1], one[2]).update())
          .isInstanceOf(DataIntegrityViolationException.class);
    }
    assertThatThrownBy(() ->
            jdbc.sql(
                    "INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by)"
                        + " VALUES (?, 'OFFICER', ?, 'IN_FORCE', ?)")
                .params(other.id(), VILLAGE, first.id())
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void of_two_who_decide_at_once_one_is_too_late() throws Exception {
    Person beneficiary = People.create(jdbc);
    long grant = request(beneficiary.id(), "OFFICER", VILLAGE);
    Browser third = People.browser(jdbc, environment, People.with(jdbc, "SYSTEM_ADMIN", null));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> yes = threads.submit(() -> decide(deciding, grant, true).status());
      Future<Integer> no = threads.submit(() -> decide(third, grant, false).status());
      assertThat(List.of(yes.get(), no.get())).containsExactlyInAnyOrder(204, 409);
    }
  }

  @Test
  void an_administrator_holds_no_other_role() {
    Person person = People.with(jdbc, "AUDITOR", null);
    Map<String, Object> wanted =
        Map.of("accountId", person.id(), "role", "OFFICER", "gridCode", VILLAGE);
    assertThat(type(asking.post("/api/grants", wanted))).isEqualTo("/problems/roles-conflict");
    assertThat(
            asking
                .post("/api/grants", Map.of("accountId", person.id(), "role", "SYSTEM_ADMIN"))
                .status())
        .isEqualTo(409);
  }

  @Test
  void a_grant_names_a_grid_that_exists_where_its_role_needs_one() {
    Person person = People.create(jdbc);
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("accountId", person.id(), "role", "OFFICER"),
            Map.of("accountId", person.id(), "role", "OFFICER", "gridCode", "000000000000"),
            Map.of("accountId", person.id(), "role", "AUDITOR", "gridCode", VILLAGE),
            Map.of(
                "accountId", person.id(),
                "role", "AUDITOR",
                "validUntil", "2001-01-01T00:00:00Z"))) {
      assertThat(asking.post("/api/grants", wrong).status()).as("" + wrong).isEqualTo(422);
    }
    assertThat(
            asking.post("/api/grants", Map.of("accountId", 1L << 50, "role", "AUDITOR")).status())
        .isEqualTo(404);
  }

  @Test
  void a_locked_account_is_out_at_once_and_back_when_unlocked() {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(officer.login(), People.PASSWORD);
    assertThat(browser.get("/ogc").status()).isEqualTo(200);

    assertThat(patch(officer, Map.of("state", "LOCKED"), null).status()).isEqualTo(428);
    assertThat(patch(officer, Map.of("state", "LOCKED"), "\"77\"").status()).isEqualTo(412);
    Client.Answer locked = patch(officer, Map.of("state", "LOCKED"), "\"0\"");
    assertThat(locked.status()).isEqualTo(200);
    assertThat(locked.header("ETag")).isEqualTo("\"1\"");
    assertThat(browser.get("/ogc").status()).isEqualTo(401);
    assertThat(Browser.of(environment).signIn(officer.login(), People.PASSWORD).status())
        .isEqualTo(401);

    assertThat(patch(officer, Map.of("state", "ACTIVE"), "\"1\"").status()).isEqualTo(200);
    assertThat(browser.get("/ogc").status()).isEqualTo(401);
    assertThat(Browser.of(environment).signIn(officer.login(), People.PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void a_closed_account_stays_closed_and_loses_its_roles() {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE);
    assertThat(patch(officer, Map.of("state", "CLOSED"), "\"0\"").status()).isEqualTo(200);
    assertThat(patch(officer, Map.of("state", "ACTIVE"), "\"1\"").status()).isEqualTo(422);
    assertThat(
            jdbc.sql("SELECT state FROM account.role_grant WHERE account_id = ?")
                .param(officer.id())
                .query(String.class)
                .single())
        .isEqualTo("WITHDRAWN");
  }

  @Test
  void a_new_invitation_takes_every_way_in_and_makes_roles_wait_for_a_second_person() {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(officer.login(), People.PASSWORD);

    String token =
        asking
            .send("POST", "/api/users/" + officer.id() + "/invitation", Map.of())
            .json()
            .path("token")
            .stringValue();

    assertThat(browser.get("/api/account").status()).isEqualTo(401);
    assertThat(Browser.of(environment).signIn(officer.login(), People.PASSWORD).status())
        .isEqualTo(401);
    assertThat(accept(token, PASSWORD).status()).isEqualTo(200);
    Browser again = Browser.of(environment);
    again.signIn(officer.login(), PASSWORD);
    assertThat(again.get("/ogc").status()).isEqualTo(403);
    long grant =
        jdbc.sql("SELECT id FROM account.role_grant WHERE account_id = ? AND state = 'REQUESTED'")
            .param(officer.id())
            .query(Long.class)
            .single();
    assertThat(decide(asking, grant, true).status()).isEqualTo(403);
    assertThat(decide(deciding, grant, true).status()).isEqualTo(204);
    assertThat(again.get("/ogc").status()).isEqualTo(200);
  }

  @Test
  void a_login_is_unique_and_plain() {
    String login = "twin-" + first.login();
    assertThat(asking.post("/api/users", Map.of("login", login, "name", "甲")).status())
        .isEqualTo(201);
    assertThat(
            type(
                asking.post(
                    "/api/users",
                    Map.of("login", login.toUpperCase(java.util.Locale.ROOT), "name", "乙"))))
        .isEqualTo("/problems/login-taken");
    for (String wrong : new String[] {"", "a", "system:me", "wang 1", "王", "-x"}) {
      assertThat(asking.post("/api/users", Map.of("login", wrong, "name", "丙")).status())
          .as(wrong)
          .isEqualTo(422);
    }
  }

  @Test
  void lists_show_persons_and_roles_to_administrators_alone() {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE);
    String users = asking.get("/api/users").text();
    assertThat(users).contains(officer.login()).doesNotContain("system:cli", "argon2");
    assertThat(deciding.get("/api/users").status()).isEqualTo(200);
    assertThat(deciding.get("/api/grants?state=REQUESTED").status()).isEqualTo(200);
    assertThat(deciding.get("/api/grants?state=WRONG").status()).isEqualTo(400);
    assertThat(deciding.post("/api/users", Map.of("login", "x1", "name", "y")).status())
        .isEqualTo(403);
    Browser other = People.browser(jdbc, environment, officer);
    assertThat(other.get("/api/users").status()).isEqualTo(403);
    assertThat(other.get("/api/grants").status()).isEqualTo(403);
  }

  private long request(long accountId, String role, String gridCode) {
    Map<String, Object> wanted = new HashMap<>(Map.of("accountId", accountId, "role", role));
    if (gridCode != null) {
      wanted.put("gridCode", gridCode);
    }
    Client.Answer answer = asking.post("/api/grants", wanted);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").longValue();
  }

  private static Client.Answer decide(Browser browser, long grant, boolean approve) {
    return browser.post("/api/grants/" + grant + "/decision", Map.of("approve", approve));
  }

  private Client.Answer accept(String token, String password) {
    return Browser.of(environment)
        .post("/api/invitation", Map.of("token", token, "password", password));
  }

  private Client.Answer patch(Person person, Map<String, Object> change, String version) {
    String path = "/api/users/" + person.id();
    return version == null
        ? asking.send("PATCH", path, change)
        : asking.send("PATCH", path, change, "If-Match", version);
  }

  private static String type(Client.Answer answer) {
    return answer.json().path("type").stringValue();
  }
}
