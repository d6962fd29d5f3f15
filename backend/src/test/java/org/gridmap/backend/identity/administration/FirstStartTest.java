package org.gridmap.backend.identity.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.identity.AccountChanges;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An installation of its own, from its first start to the loss of its last administrator. */
@CapabilityTest("identity")
@TestPropertySource(properties = "gridmap.session.idle=14m")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStartTest {
  private static final String PASSWORD = "a password of my own";

  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired AccountChanges changes;
  @Autowired FirstStart firstStart;
  @Autowired AccountRecovery recovery;

  @Test
  @Order(1)
  void the_first_start_makes_four_accounts_without_passwords_and_writes_their_links()
      throws Exception {
    Path file = Path.of(environment.getRequiredProperty("gridmap.home"), "first-links.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Map<String, String> links = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      links.put(line.split("\t", -1)[0], line.split("\t", -1)[1]);
    }
    assertThat(links)
        .containsOnlyKeys("system-admin", "security-admin-1", "security-admin-2", "auditor-1");
    assertThat(
            jdbc.sql("SELECT count(*) FROM account.account WHERE password_hash IS NOT NULL")
                .query(Long.class)
                .single())
        .isZero();
    // A second start makes nothing more.
    firstStart.run(null);
    assertThat(
            jdbc.sql("SELECT count(*) FROM account.account WHERE NOT system")
                .query(Long.class)
                .single())
        .isEqualTo(4);

    String token = links.get("security-admin-1").substring("/#invitation=".length());
    Browser browser = Browser.of(environment);
    var holder = browser.post("/api/invitation/holder", Map.of("token", token));
    assertThat(holder.json().path("login").stringValue()).isEqualTo("security-admin-1");
    assertThat(
            browser.post("/api/invitation", Map.of("token", token, "password", PASSWORD)).status())
        .isEqualTo(200);
    // A spent link says so before anybody chooses a password, as does one that never was.
    assertThat(browser.post("/api/invitation/holder", Map.of("token", token)).status())
        .isEqualTo(404);
    assertThat(browser.post("/api/invitation/holder", Map.of("token", "nonsense")).status())
        .isEqualTo(404);
    assertThat(
            browser.signIn("security-admin-1", PASSWORD).json().path("secondFactor").stringValue())
        .isEqualTo("ENROLMENT_NEEDED");
    assertThat(browser.get("/api/users").status()).isEqualTo(403);
  }

  @Test
  @Order(2)
  void the_last_security_administrator_cannot_be_removed() {
    Person last = person("security-admin-1");
    Person other = People.with(jdbc, "SECURITY_ADMIN", null);
    Browser browser = People.browser(jdbc, environment, other);
    long lastGrant = grant(last);
    long otherGrant = grant(other);

    assertThat(browser.delete("/api/grants/" + lastGrant).status()).isEqualTo(204);
    assertThat(browser.delete("/api/grants/" + otherGrant).status()).isEqualTo(409);
    assertThat(browser.delete("/api/grants/" + otherGrant).json().path("type").stringValue())
        .isEqualTo("/problems/last-administrator");

    // With another one in office he may go, but the last one may not be locked either.
    Person third = People.with(jdbc, "SECURITY_ADMIN", null);
    Browser thirdBrowser = People.browser(jdbc, environment, third);
    assertThat(
            thirdBrowser
                .send(
                    "PATCH",
                    "/api/users/" + other.id(),
                    Map.of("state", "LOCKED"),
                    "If-Match",
                    "\"0\"")
                .status())
        .isEqualTo(200);
    assertThat(browser.get("/api/users").status()).isEqualTo(401);
    assertThat(
            thirdBrowser
                .send(
                    "PATCH",
                    "/api/users/" + third.id(),
                    Map.of("state", "LOCKED"),
                    "If-Match",
                    "\"0\"")
                .status())
        .isEqualTo(403);
    assertThat(thirdBrowser.delete("/api/grants/" + grant(third)).status()).isEqualTo(409);
  }

  @Test
  @Order(3)
  void whoever_owns_the_machine_gets_back_in_and_the_log_says_so() {
    Person locked = People.with(jdbc, "SECURITY_ADMIN", null);
    jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE id = ?")
        .param(locked.id())
        .update();
    changes.changed(locked.id());

    String link = recovery.invite(locked.login()).orElseThrow();

    Browser browser = Browser.of(environment);
    String token = link.substring("/#invitation=".length());
    assertThat(
            browser.post("/api/invitation", Map.of("token", token, "password", PASSWORD)).status())
        .isEqualTo(200);
    assertThat(browser.signIn(locked.login(), PASSWORD).json().path("roles").toString())
        .isEqualTo("[\"SECURITY_ADMIN\"]");
    assertThat(recovery.invite("nobody-at-all")).isEmpty();
    assertThat(recovery.invite("system:cli")).isEmpty();
  }

  private Person person(String login) {
    return jdbc.sql("SELECT id FROM account.account WHERE login = ?")
        .param(login)
        .query((row, n) -> new Person(row.getLong(1), login))
        .single();
  }

  private long grant(Person person) {
    return jdbc.sql("SELECT id FROM account.role_grant WHERE account_id = ? AND state = 'IN_FORCE'")
        .param(person.id())
        .query(Long.class)
        .single();
  }
}
