package org.gridmap.backend.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * A town behind one proxy, and a stranger who guesses; addresses are those that the proxy names.
 */
@CapabilityTest("identity")
@TestPropertySource(
    properties = {
      "gridmap.password.hash-memory-kib=4096",
      "gridmap.http.proxies=127.0.0.0/8,10.9.0.1"
    })
class StrangerTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;

  @Test
  void a_stranger_at_logins_that_nobody_has_locks_nobody_out() {
    Person person = People.create(jdbc);
    for (int i = 0; i < 60; i++) {
      assertThat(guess("nobody-" + i, "wrong", "198.51.100.7", "").status()).isEqualTo(401);
    }
    // The second guess at one login is not looked at any more, be it there or not.
    Person victim = People.create(jdbc);
    assertThat(guess(victim.login(), "wrong", "198.51.100.8", "").status()).isEqualTo(401);
    assertThat(guess(victim.login(), People.PASSWORD, "198.51.100.8", "").status()).isEqualTo(429);
    assertThat(guess("nobody-1", "wrong", "198.51.100.8", "").status()).isEqualTo(429);
    assertThat(guess(person.login(), People.PASSWORD, "198.51.100.7", "").status()).isEqualTo(200);
    assertThat(guess(victim.login(), People.PASSWORD, "203.0.113.9", "").status()).isEqualTo(200);
  }

  @Test
  void a_device_that_somebody_came_in_with_is_let_in_though_a_stranger_closed_the_login() {
    Person person = People.create(jdbc);
    String device = device(guess(person.login(), People.PASSWORD, "192.0.2.10", ""));
    for (int i = 0; i < 8; i++) {
      guess(person.login(), "wrong", "203.0.113." + i, "");
    }
    assertThat(guess(person.login(), People.PASSWORD, "192.0.2.10", "").status()).isEqualTo(429);
    Client.Answer known = guess(person.login(), People.PASSWORD, "192.0.2.10", device);
    assertThat(known.status()).isEqualTo(200);
    // A mark of one login is none of another, and what somebody made up is none at all.
    Person other = People.create(jdbc);
    for (int i = 0; i < 5; i++) {
      guess(other.login(), "wrong", "203.0.114." + i, "");
    }
    assertThat(guess(other.login(), People.PASSWORD, "192.0.2.10", device).status()).isEqualTo(429);
    String forged = (device.charAt(0) == 'A' ? 'B' : 'A') + device.substring(1);
    assertThat(guess(person.login(), People.PASSWORD, "192.0.2.10", forged).status())
        .isEqualTo(429);
  }

  @Test
  void known_devices_may_not_guess_for_ever_either() {
    Person person = People.create(jdbc);
    String one = device(guess(person.login(), People.PASSWORD, "192.0.2.20", ""));
    String two = device(guess(person.login(), People.PASSWORD, "192.0.2.20", ""));
    assertThat(one).isNotEqualTo(two);
    for (int i = 0; i < 5; i++) {
      assertThat(guess(person.login(), "wrong", "192.0.2.20", i % 2 == 0 ? one : two).status())
          .isEqualTo(401);
    }
    assertThat(guess(person.login(), People.PASSWORD, "192.0.2.20", one).status()).isEqualTo(429);
    assertThat(guess(person.login(), People.PASSWORD, "192.0.2.20", two).status()).isEqualTo(429);
    // From a strange device the login is as open as it was.
    assertThat(guess(person.login(), People.PASSWORD, "192.0.2.20", "").status()).isEqualTo(200);
  }

  @Test
  void one_browser_is_known_to_several_people() {
    Person first = People.create(jdbc);
    Person second = People.create(jdbc);
    String mark = device(guess(first.login(), People.PASSWORD, "192.0.2.30", ""));
    String both = device(guess(second.login(), People.PASSWORD, "192.0.2.30", mark));
    assertThat(both).endsWith("." + mark);
    assertThat(both).doesNotContain(first.login(), second.login());
  }

  @Test
  void an_address_is_believed_as_far_back_as_proxies_wrote_it() {
    Person person = People.create(jdbc);
    for (var seen :
        Map.of(
                "203.0.113.5", "203.0.113.5",
                "1.2.3.4, 203.0.113.6", "203.0.113.6",
                "1.2.3.4, 203.0.113.7, 10.9.0.1", "203.0.113.7",
                "1.2.3.4, unknown, 10.9.0.1", "10.9.0.1",
                "[2001:db8::7]:4711", "2001:db8:0:0:0:0:0:7",
                "203.0.113.8:99", "203.0.113.8")
            .entrySet()) {
      guess(person.login(), People.PASSWORD, seen.getKey(), "");
      assertThat(
              jdbc.sql(
                      "SELECT address FROM account.session WHERE account_id = ? ORDER BY id DESC LIMIT 1")
                  .param(person.id())
                  .query(String.class)
                  .single())
          .as(seen.getKey())
          .isEqualTo(seen.getValue());
    }
  }

  private Client.Answer guess(String login, String password, String address, String device) {
    List<String> headers = new java.util.ArrayList<>(List.of("X-Forwarded-For", address));
    if (!device.isEmpty()) {
      headers.addAll(List.of("Cookie", KnownDevices.COOKIE + "=" + device));
    }
    return Browser.of(environment)
        .send(
            "POST",
            "/api/session",
            Map.of("login", login, "password", password),
            headers.toArray(String[]::new));
  }

  private static String device(Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    String start = KnownDevices.COOKIE + "=";
    String header =
        answer.response().headers().allValues("Set-Cookie").stream()
            .filter(value -> value.startsWith(start))
            .findFirst()
            .orElseThrow();
    assertThat(header).contains("HttpOnly", "Secure", "SameSite=Strict", "Max-Age=15552000");
    return header.substring(start.length(), header.indexOf(';'));
  }
}
