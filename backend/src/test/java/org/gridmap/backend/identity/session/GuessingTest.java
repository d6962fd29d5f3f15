package org.gridmap.backend.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client;
import org.gridmap.backend.People;
import org.gridmap.backend.People.Person;
import org.gridmap.backend.identity.AddressLimits;
import org.gridmap.backend.identity.AddressLimits.Allowance;
import org.gridmap.backend.identity.PasswordHashes;
import org.gridmap.backend.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** Guesses come from one address here, so it has more of them than the policy would give it. */
@CapabilityTest("identity")
@TestPropertySource(
    properties = {
      "gridmap.password.hash-memory-kib=4096",
      "gridmap.session.address-guesses=1000000"
    })
class GuessingTest {
  @Autowired Environment environment;
  @Autowired JdbcClient jdbc;
  @Autowired PasswordHashes hashes;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void of_ten_thousand_guesses_on_fifty_threads_five_are_looked_at() throws Exception {
    Person person = People.create(jdbc);
    long before = hashes.evaluated();
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      List<Future<?>> all = new ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(50).toNanos();
      for (int i = 0; i < 10_000; i++) {
        String guess = i == 7_777 ? People.PASSWORD : "guess number " + i;
        all.add(
            threads.submit(() -> {
              int status = Browser.of(environment).signIn(person.login(), guess).status();
              statuses.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
              // The policy gives one guess more after a minute, and this must not take as long.
              assertThat(System.nanoTime()).isLessThan(end);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(hashes.evaluated() - before).isEqualTo(5);
    assertThat(statuses.get(401).get()).isEqualTo(5);
    assertThat(statuses).containsKey(429);
    // Too many at once are turned away before they are counted.
    assertThat(statuses.keySet()).isSubsetOf(401, 429, 503);
  }

  @Test
  void a_login_that_nobody_has_is_treated_like_one_that_somebody_has() {
    String known = People.create(jdbc).login();
    String unknown = "nobody-" + known;
    for (int i = 0; i < 7; i++) {
      Client.Answer one = Browser.of(environment).signIn(known, "a wrong password");
      Client.Answer other = Browser.of(environment).signIn(unknown, "a wrong password");
      assertThat(one.status()).isEqualTo(i < 5 ? 401 : 429).isEqualTo(other.status());
      assertThat(one.response().body()).isEqualTo(other.response().body());
      assertThat(names(one)).isEqualTo(names(other));
    }
    Client.Answer right = Browser.of(environment).signIn(known, People.PASSWORD);
    assertThat(right.status()).isEqualTo(429);
    assertThat(Integer.parseInt(right.header("Retry-After"))).isBetween(50, 60);
    assertThat(right.json().path("type").stringValue()).isEqualTo("/problems/rate-limited");
  }

  @Test
  void each_further_wrong_guess_closes_a_login_for_twice_as_long() {
    Person person = People.create(jdbc);
    for (int i = 0; i < 5; i++) {
      Browser.of(environment).signIn(person.login(), "a wrong password");
    }
    List<Integer> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      openAll();
      assertThat(Browser.of(environment).signIn(person.login(), "a wrong password").status())
          .isEqualTo(401);
      waits.add(
          Integer.parseInt(
              Browser.of(environment).signIn(person.login(), "again").header("Retry-After")));
    }
    List<Integer> policy = List.of(120, 240, 480, 900, 900, 900);
    for (int i = 0; i < policy.size(); i++) {
      assertThat(waits.get(i)).isBetween(policy.get(i) - 10, policy.get(i));
    }
  }

  @Test
  void whoever_comes_in_starts_afresh() {
    Person person = People.create(jdbc);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(Browser.of(environment).signIn(person.login(), "a wrong password").status())
            .isEqualTo(401);
      }
      assertThat(Browser.of(environment).signIn(person.login(), People.PASSWORD).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_locked_login_leaves_whoever_is_signed_in_alone() {
    Person person = People.create(jdbc);
    Browser browser = Browser.of(environment);
    browser.signIn(person.login(), People.PASSWORD);
    for (int i = 0; i < 6; i++) {
      Browser.of(environment).signIn(person.login(), "a wrong password");
    }
    assertThat(browser.get("/api/account").status()).isEqualTo(200);
  }

  @Test
  void a_neighbourhood_has_thirty_guesses_and_then_one_at_each_login_that_nobody_guessed_at() {
    SessionProperties policy = policy();
    LoginRateLimiter throttle =
        new LoginRateLimiter(jdbc, transactions, policy, new AddressThrottle(jdbc, policy));
    List<LoginRateLimiter.Guess> guesses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      // Whoever owns a network has all of its addresses.
      guesses.add(throttle.admitLogin("someone-" + i, "192.0.2." + i, false));
    }
    // Nobody guessed wrong here: a right password must come through, from there too.
    throttle.forgive(throttle.admitLogin("right", "192.0.2.7", false));
    throttle.admitLogin("wrong", "192.0.2.7", false);
    assertThatThrownBy(() -> throttle.admitLogin("wrong", "192.0.2.7", false))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> throttle.admitLogin("someone-0", "192.0.2.200", false))
        .isInstanceOf(ProblemException.class);
    throttle.admitLogin("someone-0", "192.0.3.7", false);
    // A right password gives its own guess back, and no other; one beyond the limit gives none.
    throttle.forgive(guesses.get(1));
    throttle.admitLogin("someone-2", "192.0.2.7", false);
    assertThatThrownBy(() -> throttle.admitLogin("someone-3", "192.0.2.7", false))
        .isInstanceOf(ProblemException.class);
    // The half of an IPv6 address that a device makes up itself is no other neighbourhood.
    for (int i = 0; i < 30; i++) {
      throttle.admitLogin("six-" + i, "2001:db8:0:1ff::" + i, false);
    }
    assertThatThrownBy(() -> throttle.admitLogin("six-0", "2001:db8:0:100::1", false))
        .isInstanceOf(ProblemException.class);
    throttle.admitLogin("six-0", "2001:db8:0:200::1", false);
  }

  private static SessionProperties policy() {
    return new SessionProperties(
        Duration.ofMinutes(15),
        Duration.ofHours(12),
        5,
        Duration.ofMinutes(1),
        Duration.ofMinutes(15),
        30,
        Duration.ofSeconds(30),
        24,
        56,
        Duration.ofDays(180));
  }

  /** Against a bucket of tokens that is filled by the second; time is made to pass in the row. */
  @Test
  void however_often_a_neighbourhood_asks_it_gets_one_more_for_each_refill_and_none_besides() {
    AddressThrottle throttle = new AddressThrottle(jdbc, policy());
    Random random = new Random(20261130);
    String kind = AddressLimits.Door.SIGNATURE.name();
    int refill = 1_000;
    // So far from the next token nothing depends on how long the test itself takes.
    int margin = 60;
    for (int round = 0; round < 20; round++) {
      byte[] key = AddressThrottle.key("bucket " + round + System.nanoTime());
      int most = 1 + random.nextInt(5);
      int longest = random.nextBoolean() ? 700 : 5_000;
      Allowance allowance = new Allowance(most, Duration.ofSeconds(refill));
      assertThat(throttle.count(kind, key, allowance)).isTrue();
      int full = most * refill;
      int tokens = full - refill;
      for (int i = 0; i < 40; i++) {
        if (random.nextInt(5) == 0) {
          throttle.takeBack(kind, key);
          tokens = Math.min(full, tokens + refill);
        }
        int pause = random.nextInt(longest);
        while (tokens + pause < full
            && Math.abs((tokens + pause) % refill - refill / 2) > refill / 2 - margin) {
          pause++;
        }
        jdbc.sql(
                """
                UPDATE account.throttle SET last_at = last_at - make_interval(secs => ?)
                WHERE kind = ? AND key = ?
                """)
            .params(pause, kind, key)
            .update();
        tokens = Math.min(full, tokens + pause);
        assertThat(throttle.count(kind, key, allowance))
            .as("round %d, request %d", round, i)
            .isEqualTo(tokens >= refill);
        tokens -= tokens >= refill ? refill : 0;
      }
    }
  }

  @Test
  void how_long_an_answer_takes_does_not_tell_who_exists() {
    String hash = hashes.hash(People.PASSWORD);
    int each = 400;
    long[] known = new long[each];
    long[] unknown = new long[each];
    for (int i = -20; i < each; i++) {
      Person person = People.create(jdbc);
      jdbc.sql("UPDATE account.account SET password_hash = ? WHERE id = ?")
          .params(hash, person.id())
          .update();
      // Pairs in turn, so that what else the machine does meets both alike.
      boolean first = i % 2 == 0;
      long a = nanos(first ? person.login() : "x" + person.login());
      long b = nanos(first ? "x" + person.login() : person.login());
      if (i >= 0) {
        known[i] = first ? a : b;
        unknown[i] = first ? b : a;
      }
    }
    // The chance that a known login takes longer than an unknown one: a half if nothing is told.
    // Its standard error is sqrt((2n + 1) / (12 n²)), 0.0205 for 400 of each.
    double chance = chanceThatFirstIsLonger(known, unknown);
    assertThat(chance).isBetween(0.5 - 4 * 0.0205, 0.5 + 4 * 0.0205);
  }

  private long nanos(String login) {
    Browser browser = Browser.of(environment);
    long from = System.nanoTime();
    assertThat(browser.signIn(login, "a wrong password").status()).isEqualTo(401);
    return System.nanoTime() - from;
  }

  private static double chanceThatFirstIsLonger(long[] first, long[] second) {
    long longer =
        Arrays.stream(first)
            .map(one -> Arrays.stream(second).filter(other -> other < one).count())
            .sum();
    return (double) longer / first.length / second.length;
  }

  private void openAll() {
    jdbc.sql("UPDATE account.throttle SET locked_until = now() WHERE kind = 'LOGIN'").update();
  }

  private static List<String> names(Client.Answer answer) {
    return answer.response().headers().map().keySet().stream()
        .filter(name -> !name.equals("date"))
        .sorted()
        .toList();
  }
}
