package org.gridmap.backend.identity.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.People;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.web.ProblemException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A demonstration ends by a decision, and there is always a way back to an administrator. */
@CapabilityTest("identity")
@TestPropertySource(properties = "gridmap.session.idle=13m")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemonstrationEndTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired FirstStart firstStart;
  @Autowired AccountRecovery recovery;

  @Test
  @Order(1)
  void a_planner_with_a_password_does_not_end_a_demonstration() throws Exception {
    jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE NOT system").update();
    jdbc.sql(
            "INSERT INTO account.account (login, name, state, demo) VALUES ('sysadmin', '演示', 'ACTIVE', true)")
        .update();
    People.with(jdbc, "PLANNER", "350582103220");
    assertThat(opening(true, false)).isEqualTo(StartMode.DEMONSTRATION);
    assertThat(opening(false, false)).isEqualTo(StartMode.DEMONSTRATION);
    assertThat(opening(true, true)).isEqualTo(StartMode.FIRST_START);
  }

  @Test
  @Order(2)
  void its_end_closes_the_one_click_accounts_and_makes_administrators() throws Exception {
    Path links = Path.of(environment.getRequiredProperty("gridmap.home"), "first-links.txt");
    firstStart.run(null);
    assertThat(state("sysadmin")).isEqualTo("CLOSED");
    assertThat(Files.readAllLines(links))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("-2\t/#invitation="));
    assertThat(opening(true, false)).isEqualTo(StartMode.SETTLED);
    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM audit.entry WHERE action = 'ACCOUNT_CHANGED' AND detail::text LIKE '%CLOSED%'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    int accounts = count();
    firstStart.run(null);
    assertThat(count()).isEqualTo(accounts);
  }

  @Test
  @Order(3)
  void the_machine_makes_an_administrator_where_none_is_left() throws Exception {
    jdbc.sql("UPDATE account.account SET state = 'LOCKED' WHERE NOT system AND NOT demo").update();
    assertThat(opening(true, false)).isEqualTo(StartMode.NO_ADMINISTRATOR);

    String link = recovery.inviteAdministrator("back-in", Role.SYSTEM_ADMIN);

    assertThat(opening(true, false)).isEqualTo(StartMode.SETTLED);
    Browser browser = Browser.of(environment);
    assertThat(
            browser
                .post(
                    "/api/invitation",
                    Map.of(
                        "token",
                        link.substring("/#invitation=".length()),
                        "password",
                        "long enough a one"))
                .status())
        .isEqualTo(200);
    assertThat(browser.signIn("back-in", "long enough a one").json().path("roles").toString())
        .isEqualTo("[\"SYSTEM_ADMIN\"]");
    // Both security administrators see in their list of grants that nobody of them was asked.
    Browser security = People.browser(jdbc, environment, People.with(jdbc, "SECURITY_ADMIN", null));
    assertThat(security.get("/api/grants").json().path("items").findValuesAsString("login"))
        .contains("back-in", "system:cli");
    // A second time the role is there already, and the way in is renewed.
    assertThat(recovery.inviteAdministrator("back-in", Role.SYSTEM_ADMIN)).isNotEqualTo(link);
    assertThat(
            jdbc.sql(
                    "SELECT action FROM audit.entry WHERE login = 'system:cli' ORDER BY id DESC LIMIT 4")
                .query(String.class)
                .list())
        .containsAll(List.of("ACCOUNT_INVITED", "GRANT_DECIDED"));
  }

  @Test
  @Order(4)
  void the_machine_gives_no_other_role_and_takes_no_account_of_the_server() {
    assertThatThrownBy(() -> recovery.inviteAdministrator("someone", Role.PLANNER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> recovery.inviteAdministrator("system:cli", Role.SYSTEM_ADMIN))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> recovery.inviteAdministrator("sysadmin", Role.SYSTEM_ADMIN))
        .isInstanceOf(ProblemException.class);
  }

  private StartMode opening(boolean sample, boolean ended) throws Exception {
    try (Connection connection = OwnerDatabase.open(environment)) {
      return StartMode.of(connection, sample, ended);
    }
  }

  private String state(String login) {
    return jdbc.sql("SELECT state FROM account.account WHERE login = ?")
        .param(login)
        .query(String.class)
        .single();
  }

  private int count() {
    return jdbc.sql("SELECT count(*) FROM account.account").query(Integer.class).single();
  }
}
