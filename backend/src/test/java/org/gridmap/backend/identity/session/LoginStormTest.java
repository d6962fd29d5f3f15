package org.gridmap.backend.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Passwords at their full cost; as if the crowd came from everywhere, each guess is admitted. */
@CapabilityTest({"house", "identity"})
@TestPropertySource(properties = "gridmap.session.address-guesses=1000000")
class LoginStormTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;

  @Test
  void a_crowd_at_the_door_is_turned_away_at_once_and_the_map_goes_on() throws Exception {
    TownFixture.in(jdbc);
    Person person = People.with(jdbc, "RESPONDER", "999900000001");
    Browser map = People.browser(jdbc, environment, person);
    assertThat(map.get("/ogc").status()).isEqualTo(200);
    List<Future<Client.Answer>> crowd = new ArrayList<>();
    AtomicInteger number = new AtomicInteger();
    // Platform threads: the crowd must not stand in the queue of the server's own threads.
    try (ExecutorService threads = Executors.newFixedThreadPool(60)) {
      for (int i = 0; i < 240; i++) {
        crowd.add(
            threads.submit(() ->
                Browser.of(environment)
                    .signIn("storm-" + number.incrementAndGet(), "a wrong password")));
      }
      assertThat(map.get("/ogc").status()).isEqualTo(200);
    }
    int turnedAway = 0;
    for (Future<Client.Answer> one : crowd) {
      assertThat(one.get().status()).isIn(401, 503);
      if (one.get().status() == 503) {
        turnedAway++;
        assertThat(one.get().header("Retry-After")).isEqualTo("2");
        assertThat(one.get().json().path("type").stringValue()).isEqualTo("/problems/overloaded");
      }
    }
    assertThat(turnedAway).isPositive();
    assertThat(map.get("/ogc").status()).isEqualTo(200);
  }
}
