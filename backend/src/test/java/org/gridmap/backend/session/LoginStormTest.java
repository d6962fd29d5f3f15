package org.gridmap.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.Browser;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Passwords at their full cost; as if the crowd came from everywhere, each guess is admitted. */
@GridMapTest
@TestPropertySource(properties = "gridmap.session.address-guesses=1000000")
class LoginStormTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;

  @Test
  void a_storm_of_logins_leaves_the_map_alive() throws Exception {
    TownFixture.in(jdbc);
    Person person = People.with(jdbc, "RESPONDER", "999900000001");
    Browser map = People.browser(jdbc, environment, person);
    List<Long> waits = new ArrayList<>();
    AtomicInteger answered = new AtomicInteger();
    for (int i = 0; i < 50; i++) {
      map.get("/api/overview");
      Browser.of(environment).signIn("before-the-storm-" + i, "a wrong password");
    }
    try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        // Platform threads: the crowd must not stand in the queue of the server's own threads.
        ExecutorService storm = Executors.newFixedThreadPool(100)) {
      AtomicInteger sent = new AtomicInteger();
      pace.scheduleAtFixedRate(
          () ->
              storm.submit(() -> {
                Browser.of(environment)
                    .signIn("storm-" + sent.incrementAndGet(), "a wrong password");
                answered.incrementAndGet();
              }),
          0,
          5,
          TimeUnit.MILLISECONDS);
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (System.nanoTime() < end) {
        long from = System.nanoTime();
        assertThat(map.get("/api/overview").status()).isEqualTo(200);
        waits.add(System.nanoTime() - from);
        Thread.sleep(20);
      }
      pace.shutdownNow();
    }
    long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
    long p99 = sorted[(int) (sorted.length * 0.99)];
    System.out.printf(
        "storm: %d logins answered, %d requests of the map, p50 %.0f ms, p99 %.0f ms%n",
        answered.get(), sorted.length, sorted[sorted.length / 2] / 1e6, p99 / 1e6);
    assertThat(answered.get()).isGreaterThan(500);
    assertThat(Duration.ofNanos(p99)).isLessThan(Duration.ofSeconds(1));
  }
}
