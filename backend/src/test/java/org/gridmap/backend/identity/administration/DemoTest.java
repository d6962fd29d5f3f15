package org.gridmap.backend.identity.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.ActiveProfiles;

@CapabilityTest({"house", "identity"})
@ActiveProfiles("demo")
class DemoTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired DemoAccounts accounts;

  @BeforeEach
  void settle() {
    TownFixture.in(jdbc);
    accounts.establish();
  }

  @Test
  void one_click_signs_in_to_each_role_without_a_second_factor() {
    var offered = Client.of(environment).get("/api/session").json();
    assertThat(offered.path("demo").booleanValue()).isTrue();
    assertThat(offered.path("demoAccounts").size()).isEqualTo(10);
    for (var one : offered.path("demoAccounts")) {
      Browser browser = Browser.of(environment);
      var session =
          browser
              .post("/api/session/demo", Map.of("login", one.path("login").stringValue()))
              .json();
      assertThat(session.path("signedIn").booleanValue()).isTrue();
      assertThat(session.path("roles").path(0)).isEqualTo(one.path("role"));
      assertThat(session.path("account").path("name").stringValue()).startsWith("演示");
      assertThat(browser.get("/ogc").status()).isEqualTo(200);
    }
  }

  @Test
  void the_officer_has_a_leaf_and_the_leader_the_village() {
    assertThat(code("officer")).isEqualTo("999900000001002");
    assertThat(code("gridlead")).isEqualTo("999900000001");
    assertThat(code("leader")).isEqualTo("999900000001");
  }

  @Test
  void a_demonstration_account_has_no_password_and_nobody_else_is_let_in_by_a_click() {
    Browser browser = Browser.of(environment);
    assertThat(browser.signIn("officer", "officer").status()).isEqualTo(401);
    assertThat(browser.post("/api/session/demo", Map.of("login", "system:cli")).status())
        .isEqualTo(404);
    browser.post("/api/session/demo", Map.of("login", "officer"));
    Map<String, String> change = Map.of("currentPassword", "", "newPassword", "a new password 1");
    assertThat(browser.send("PUT", "/api/account/password", change).status()).isEqualTo(403);
    assertThat(browser.post("/api/account/totp", Map.of()).status()).isEqualTo(403);
  }

  @Test
  void a_demonstration_has_no_first_links() {
    assertThat(
            Files.exists(
                Path.of(environment.getRequiredProperty("gridmap.home"), "first-links.txt")))
        .isFalse();
  }

  @Test
  void a_demonstration_serves_this_machine_only() {
    for (String open : new String[] {"", "0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid"}) {
      assertThatThrownBy(() -> new DemoGuard(address(open)))
          .as(open)
          .isInstanceOf(IllegalStateException.class);
    }
    for (String own : new String[] {"127.0.0.1", "::1", "127.9.9.9"}) {
      assertThatCode(() -> new DemoGuard(address(own))).doesNotThrowAnyException();
    }
    for (String setting : new String[] {"gridmap.http.hosts", "gridmap.http.proxies"}) {
      assertThatThrownBy(
              () -> new DemoGuard(address("127.0.0.1").withProperty(setting, "192.0.2.1")))
          .hasMessageContaining(setting);
    }
  }

  private String code(String login) {
    return Browser.of(environment)
        .post("/api/session/demo", Map.of("login", login))
        .json()
        .path("scopes")
        .path(0)
        .path("gridCode")
        .stringValue();
  }

  private static MockEnvironment address(String address) {
    return new MockEnvironment().withProperty("server.address", address);
  }
}
