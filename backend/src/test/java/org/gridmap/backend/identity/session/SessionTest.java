package org.gridmap.backend.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.identity.AccountChanges;
import org.gridmap.backend.identity.OpaqueToken;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@CapabilityTest({"house", "identity"})
class SessionTest {
  private static final String VILLAGE = "999900000001";

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired AccountChanges changes;
  @Autowired SessionCredentials credentials;

  @Test
  void whoever_knows_the_password_comes_in_and_sees_his_roles() {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE + "001");
    Browser browser = Browser.of(environment);

    Client.Answer answer = browser.signIn(officer.login(), People.PASSWORD);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("signedIn").booleanValue()).isTrue();
    assertThat(answer.json().path("account").path("login").stringValue())
        .isEqualTo(officer.login());
    assertThat(answer.json().path("roles").toString()).isEqualTo("[\"OFFICER\"]");
    assertThat(answer.json().path("rights").toString()).contains("MAP", "RESIDENTS", "REVEAL");
    assertThat(answer.json().path("scopes").path(0).path("gridCode").stringValue())
        .isEqualTo(VILLAGE + "001");
    assertThat(answer.json().path("secondFactor").stringValue()).isEqualTo("NONE");
    assertThat(browser.get("/ogc").status()).isEqualTo(200);
  }

  @Test
  void the_cookie_is_for_this_host_alone_and_hidden_from_scripts() {
    Person person = People.create(jdbc);
    Client.Answer answer = Browser.of(environment).signIn(person.login(), People.PASSWORD);

    assertThat(answer.header("Set-Cookie"))
        .startsWith("__Host-gridmap=")
        .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Domain", "Max-Age");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void without_a_session_nothing_but_the_door_is_open() {
    Client client = Client.of(environment);
    assertThat(client.get("/api/session").json().path("signedIn").booleanValue()).isFalse();
    assertThat(client.get("/ogc").status()).isEqualTo(401);
    assertThat(client.get("/api/account").status()).isEqualTo(401);
    assertThat(client.get("/tiles/15/27176/14077.mvt").status()).isEqualTo(401);
  }

  @Test
  void a_session_ends_when_its_owner_logs_out_and_cannot_be_replayed() {
    Person person = People.create(jdbc);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    String stolen = browser.cookie();
    assertThat(browser.get("/api/account").status()).isEqualTo(200);

    assertThat(browser.delete("/api/session").status()).isEqualTo(204);

    assertThat(Browser.of(environment).steal(stolen).get("/api/account").status()).isEqualTo(401);
    assertThat(browser.cookie()).isEmpty();
  }

  @Test
  void a_session_id_that_the_client_brings_along_is_never_adopted() {
    Person person = People.create(jdbc);
    Browser victim = Browser.of(environment).steal(OpaqueToken.create());
    String planted = victim.cookie();

    victim.signIn(person.login(), People.PASSWORD);

    assertThat(victim.cookie()).isNotEqualTo(planted);
    assertThat(Browser.of(environment).steal(planted).get("/api/account").status()).isEqualTo(401);
  }

  @Test
  void a_login_ends_the_session_that_the_browser_had_before() {
    Person first = People.create(jdbc);
    Person second = People.create(jdbc);
    Browser browser = Browser.of(environment);
    browser.signIn(first.login(), People.PASSWORD);
    String before = browser.cookie();

    assertThat(browser.signIn(second.login(), People.PASSWORD).status()).isEqualTo(200);

    assertThat(Browser.of(environment).steal(before).get("/api/account").status()).isEqualTo(401);
  }

  @Test
  void a_change_without_the_csrf_token_is_refused() {
    Person person = People.create(jdbc);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    Browser other = Browser.of(environment);
    other.signIn(person.login(), People.PASSWORD);
    String foreign = other.get("/api/session").json().path("csrfToken").stringValue();
    Map<String, Object> token = Map.of("name", "QGIS", "days", 1);

    Browser forger = Browser.of(environment).steal(browser.cookie());
    assertThat(forger.post("/api/account/tokens", token).json().path("type").stringValue())
        .isEqualTo("/problems/csrf-rejected");
    assertThat(forger.delete("/api/session").status()).isEqualTo(403);
    assertThat(forger.send("POST", "/api/account/tokens", token, "X-CSRF-Token", foreign).status())
        .isEqualTo(403);
    assertThat(browser.get("/api/account").status()).isEqualTo(200);
  }

  @Test
  void another_site_cannot_sign_anybody_in() {
    Person person = People.create(jdbc);
    Map<String, String> credentials = Map.of("login", person.login(), "password", People.PASSWORD);
    Browser browser = Browser.of(environment);

    assertThat(
            browser
                .send("POST", "/api/session", credentials, "Sec-Fetch-Site", "cross-site")
                .status())
        .isEqualTo(403);
    assertThat(
            browser
                .send("POST", "/api/session", credentials, "Origin", "https://elsewhere.example")
                .status())
        .isEqualTo(403);
    assertThat(browser.cookie()).isEmpty();
  }

  @Test
  void a_role_taken_away_or_given_counts_from_the_next_request() {
    Person person = People.with(jdbc, "OFFICER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    assertThat(browser.get("/ogc").status()).isEqualTo(200);

    People.withdraw(jdbc, person.id());
    changes.changed(person.id());
    assertThat(browser.get("/ogc").status()).isEqualTo(403);

    People.grant(jdbc, person, "RESPONDER", VILLAGE);
    changes.changed(person.id());
    assertThat(browser.get("/ogc").status()).isEqualTo(200);
  }

  @Test
  void a_change_by_another_program_is_heard_of() throws Exception {
    Person person = People.with(jdbc, "RESPONDER", VILLAGE);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    assertThat(browser.get("/ogc").status()).isEqualTo(200);

    jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE id = ?")
        .param(person.id())
        .update();

    int status = 200;
    for (int i = 0; i < 100 && status == 200; i++) {
      Thread.sleep(20);
      status = browser.get("/ogc").status();
    }
    assertThat(status).isEqualTo(401);
  }

  @Test
  void a_grant_that_runs_out_ends_by_itself() throws Exception {
    Person person = People.with(jdbc, "RESPONDER", VILLAGE);
    jdbc.sql(
            "UPDATE account.role_grant SET valid_until = now() + interval '1 s' WHERE account_id = ?")
        .param(person.id())
        .update();
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    assertThat(browser.get("/ogc").status()).isEqualTo(200);
    Thread.sleep(1_100);
    assertThat(browser.get("/ogc").status()).isEqualTo(403);
  }

  @Test
  void an_idle_session_and_an_old_one_end() {
    Person person = People.create(jdbc);
    Browser idle = Browser.of(environment);
    idle.signIn(person.login(), People.PASSWORD);
    Browser old = Browser.of(environment);
    old.signIn(person.login(), People.PASSWORD);
    set("last_seen_at", "16 minutes", idle);
    set("created_at", "12 hours 1 second", old);
    changes.changed(person.id());

    assertThat(idle.get("/api/account").status()).isEqualTo(401);
    assertThat(old.get("/api/account").status()).isEqualTo(401);
  }

  @Test
  void asking_whether_the_session_lives_does_not_keep_it_alive() {
    Person person = People.create(jdbc);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    set("last_seen_at", "10 minutes", browser);
    changes.changed(person.id());

    assertThat(browser.get("/api/session").json().path("idleSeconds").longValue())
        .isBetween(290L, 300L);
    assertThat(browser.get("/api/account").status()).isEqualTo(200);
    assertThat(browser.get("/api/session").json().path("idleSeconds").longValue())
        .isGreaterThan(890);
  }

  @Test
  void what_a_page_asks_for_by_itself_keeps_no_session_alive() throws Exception {
    Person officer = People.with(jdbc, "OFFICER", VILLAGE + "001");
    Browser browser = Browser.of(environment);
    browser.signIn(officer.login(), People.PASSWORD);
    set("last_seen_at", "10 minutes", browser);
    changes.changed(officer.id());
    for (String path : List.of("/api/account", "/ogc", "/tiles/15/27176/14077.mvt")) {
      assertThat(idleFor("599", browser, path)).as(path).isIn(200, 204);
      assertThat(left(browser)).as(path).isBetween(295L, 301L);
    }
    // Finished tiles are answered without a servlet.
    assertThat(credentials.known(Browser.COOKIE + "=" + browser.cookie(), null, "599")).isPresent();
    assertThat(left(browser)).isBetween(295L, 301L);
    // If somebody was there meanwhile that counts, and an earlier moment takes nothing back.
    assertThat(idleFor("300", browser, "/ogc")).isEqualTo(200);
    assertThat(idleFor("9999999", browser, "/ogc")).isEqualTo(200);
    assertThat(left(browser)).isBetween(595L, 601L);
    assertThat(storedIdle(browser)).isBetween(295L, 305L);
    for (String nonsense : List.of("", "-5", "soon", "1e3", "99999999999999999999")) {
      set("last_seen_at", "10 minutes", browser);
      changes.changed(officer.id());
      assertThat(idleFor(nonsense, browser, "/ogc")).isEqualTo(200);
      assertThat(left(browser)).as(nonsense).isGreaterThan(890);
    }
    Browser abandoned = Browser.of(environment);
    abandoned.signIn(officer.login(), People.PASSWORD);
    set("last_seen_at", "14 minutes 59 seconds", abandoned);
    changes.changed(officer.id());
    assertThat(idleFor("899", abandoned, "/ogc")).isEqualTo(200);
    Thread.sleep(1_100);
    assertThat(idleFor("900", abandoned, "/ogc")).isEqualTo(401);
  }

  private static int idleFor(String seconds, Browser browser, String path) {
    return browser.send("GET", path, null, "Idle-Seconds", seconds).status();
  }

  private static long left(Browser browser) {
    return browser.get("/api/session").json().path("idleSeconds").longValue();
  }

  /** For how long nobody was there, as it is stored, which happens beside the request. */
  private long storedIdle(Browser browser) throws InterruptedException {
    long idle = Long.MAX_VALUE;
    for (int i = 0; i < 100 && idle > 310; i++) {
      Thread.sleep(20);
      idle =
          jdbc.sql(
                  "SELECT extract(epoch FROM now() - last_seen_at)::bigint FROM account.session WHERE token_hash = ?")
              .param(OpaqueToken.hash(browser.cookie()))
              .query(Long.class)
              .single();
    }
    return idle;
  }

  @Test
  void a_new_password_ends_every_other_session() {
    Person person = People.create(jdbc);
    Browser here = Browser.of(environment);
    here.signIn(person.login(), People.PASSWORD);
    Browser elsewhere = Browser.of(environment);
    elsewhere.signIn(person.login(), People.PASSWORD);
    String before = here.cookie();

    Map<String, String> wrong =
        Map.of("currentPassword", "not this one", "newPassword", "a quite different one");
    assertThat(here.send("PUT", "/api/account/password", wrong).status()).isEqualTo(422);
    Map<String, String> weak = Map.of("currentPassword", People.PASSWORD, "newPassword", "short");
    assertThat(here.send("PUT", "/api/account/password", weak).status()).isEqualTo(422);
    Map<String, String> right =
        Map.of("currentPassword", People.PASSWORD, "newPassword", "a quite different one");
    assertThat(here.send("PUT", "/api/account/password", right).status()).isEqualTo(204);

    assertThat(here.get("/api/account").status()).isEqualTo(200);
    assertThat(elsewhere.get("/api/account").status()).isEqualTo(401);
    assertThat(Browser.of(environment).steal(before).get("/api/account").status()).isEqualTo(401);
    assertThat(Browser.of(environment).signIn(person.login(), People.PASSWORD).status())
        .isEqualTo(401);
    assertThat(Browser.of(environment).signIn(person.login(), "a quite different one").status())
        .isEqualTo(200);
  }

  @Test
  void the_owner_sees_his_sessions_and_ends_one_from_another() {
    Person person = People.create(jdbc);
    Browser here = Browser.of(environment);
    here.signIn(person.login(), People.PASSWORD);
    Browser forgotten = Browser.of(environment);
    forgotten.signIn(person.login(), People.PASSWORD);

    var items = here.get("/api/account/sessions").json().path("items");
    assertThat(items.size()).isEqualTo(2);
    long other =
        items.path(0).path("current").booleanValue()
            ? items.path(1).path("id").longValue()
            : items.path(0).path("id").longValue();
    assertThat(here.delete("/api/account/sessions/" + other).status()).isEqualTo(204);

    assertThat(forgotten.get("/api/account").status()).isEqualTo(401);
    assertThat(here.get("/api/account").status()).isEqualTo(200);
    Person stranger = People.create(jdbc);
    Browser foreign = Browser.of(environment);
    foreign.signIn(stranger.login(), People.PASSWORD);
    long own =
        here.get("/api/account/sessions").json().path("items").path(0).path("id").longValue();
    assertThat(foreign.delete("/api/account/sessions/" + own).status()).isEqualTo(404);
  }

  @Test
  void the_database_holds_no_secret_of_a_session() {
    Person person = People.create(jdbc);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    assertThat(
            jdbc.sql("SELECT session::text FROM account.session WHERE account_id = ?")
                .param(person.id())
                .query(String.class)
                .single())
        .doesNotContain(browser.cookie());
  }

  @Test
  void an_account_that_may_not_come_in_is_told_what_a_wrong_password_is_told() {
    Person locked = People.create(jdbc);
    jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE id = ?")
        .param(locked.id())
        .update();
    Client.Answer refused = Browser.of(environment).signIn(locked.login(), People.PASSWORD);
    Client.Answer nobody = Browser.of(environment).signIn("nobody-at-all", People.PASSWORD);
    Client.Answer system = Browser.of(environment).signIn("system:cli", People.PASSWORD);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.response().body()).isEqualTo(nobody.response().body());
    assertThat(system.response().body()).isEqualTo(nobody.response().body());
  }

  @Test
  void a_demonstration_account_stays_closed_where_there_is_no_demonstration() {
    long id =
        jdbc.sql(
                "INSERT INTO account.account (login, name, state, demo)"
                    + " VALUES ('demo-left-over', '演示', 'ACTIVE', true) RETURNING id")
            .query(Long.class)
            .single();
    Browser browser = Browser.of(environment);
    assertThat(browser.post("/api/session/demo", Map.of("login", "demo-left-over")).status())
        .isEqualTo(404);
    Browser thief = People.browser(jdbc, environment, new Person(id, "demo-left-over"));
    assertThat(thief.get("/api/account").status()).isEqualTo(401);
    assertThat(Client.of(environment).get("/api/session").json().path("demoAccounts").size())
        .isZero();
  }

  private void set(String column, String ago, Browser browser) {
    jdbc.sql(
            "UPDATE account.session SET "
                + column
                + " = now() - CAST(? AS interval) WHERE token_hash = ?")
        .params(ago, OpaqueToken.hash(browser.cookie()))
        .update();
  }
}
