package org.gridmap.backend.identity.session;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.AddressLimits.Allowance;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts guesses, in the database: for all servers, and beyond a restart. A guess counts as wrong
 * from before it is looked at until it turned out right, so that many at once are no more than one
 * after another.
 *
 * <p>The policy: five wrong guesses in a row close a login for a minute, each further one for twice
 * as long, up to a quarter of an hour; a login that nobody has is treated like any other. The
 * neighbourhood of an address has thirty guesses and gets one back every half minute; beyond them
 * it has one for each login at which nobody guessed wrong, so that a right password comes through.
 * Devices with which a login came in before have guesses of their own at it. A guess that is not
 * admitted is not looked at, even if it would be right. Who is signed in already stays so.
 */
@Component
class LoginRateLimiter {
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
  private static final int MOST_AT_ONCE = 500;

  /** What is counted separately. */
  enum GuessKind {
    LOGIN,
    SECOND_FACTOR,
    PASSWORD
  }

  private static final String GUESS =
      """
      INSERT INTO account.throttle AS t (kind, key, failures, last_at, locked_until)
      VALUES (:kind, :key, 1, clock_timestamp(),
        CASE WHEN :free <= 1 THEN clock_timestamp() + make_interval(secs => :first) END)
      ON CONFLICT (kind, key) DO UPDATE SET (failures, last_at, locked_until) = (
        SELECT n, clock_timestamp(), CASE WHEN n >= :free
          THEN clock_timestamp() + make_interval(secs => least(:longest, :first * 2 ^ least(n - :free, 20))) END
        FROM (SELECT CASE WHEN t.last_at < clock_timestamp() - make_interval(secs => :forgotten)
                THEN 1 ELSE t.failures + 1 END AS n) AS counted)
      WHERE t.locked_until IS NULL OR t.locked_until <= clock_timestamp()
      RETURNING failures
      """;
  private static final String FIRST_GUESS =
      """
      INSERT INTO account.throttle AS t (kind, key, failures, last_at)
      VALUES ('LOGIN', :key, 1, clock_timestamp())
      ON CONFLICT (kind, key) DO UPDATE SET failures = 1, last_at = clock_timestamp(), locked_until = NULL
      WHERE t.failures = 0 OR t.last_at < clock_timestamp() - make_interval(secs => :forgotten)
      RETURNING failures
      """;
  private static final String WAIT =
      """
      SELECT greatest(0, extract(epoch FROM locked_until - clock_timestamp()))::float8
      FROM account.throttle WHERE kind = :kind AND key = :key AND locked_until IS NOT NULL
      """;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final SessionProperties policy;
  private final AddressThrottle addresses;

  LoginRateLimiter(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      SessionProperties properties,
      AddressThrottle addresses) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.policy = properties;
    this.addresses = addresses;
  }

  /** A guess that was admitted, with what it was counted against. */
  record Guess(GuessKind kind, byte[] key, byte @Nullable [] address) {}

  /**
   * Lets a guess at a login pass and counts it.
   *
   * @param known whether it comes from a device with which this login came in before; all of those
   *     share guesses of their own, because one could make many
   * @throws ProblemException {@code rate-limited} if it must not be looked at
   */
  Guess admitLogin(String login, String address, boolean known) {
    String who = Accounts.normal(login);
    return known
        ? admit(new Guess(GuessKind.LOGIN, AddressThrottle.key(who + "\nknown device"), null))
        : admit(
            new Guess(GuessKind.LOGIN, AddressThrottle.key(who), addresses.neighbourhood(address)));
  }

  /** As {@link #admitLogin} for what an account shows after it was let in. */
  Guess admit(GuessKind kind, long accountId) {
    return admit(new Guess(kind, AddressThrottle.key(Long.toString(accountId)), null));
  }

  private Guess admit(Guess guess) {
    record Outcome(@Nullable Guess admitted, Duration pause) {}
    Outcome outcome =
        transactions.execute(status -> {
          byte[] address = guess.address();
          if (address != null && !guessFrom(address)) {
            return new Outcome(
                firstGuess(guess.key()) ? new Guess(guess.kind(), guess.key(), null) : null,
                policy.addressRefill());
          }
          if (guess(guess.kind(), guess.key())) {
            return new Outcome(guess, Duration.ZERO);
          }
          status.setRollbackOnly();
          return new Outcome(null, wait(guess.kind(), guess.key()));
        });
    if (outcome == null || outcome.admitted() == null) {
      throw ProblemException.retryAfter(
          outcome == null ? policy.addressRefill() : outcome.pause(),
          AccessProblems.RATE_LIMITED,
          "There were too many wrong attempts. Wait as long as the header 'Retry-After' says.",
          Map.of());
    }
    return outcome.admitted();
  }

  /**
   * Forgets the wrong guesses of somebody who turned out right. His neighbourhood gets back this
   * guess only: its others may have been at other people's logins.
   */
  void forgive(Guess guess) {
    transactions.executeWithoutResult(status -> {
      takeBackFrom(guess.address());
      jdbc.sql("DELETE FROM account.throttle WHERE kind = ? AND key = ?")
          .params(guess.kind().name(), guess.key())
          .update();
    });
  }

  /** Takes back a guess that was admitted but never looked at. */
  void takeBack(Guess guess) {
    transactions.executeWithoutResult(status -> {
      takeBackFrom(guess.address());
      jdbc.sql(
              """
              UPDATE account.throttle SET failures = greatest(0, failures - 1),
                locked_until = CASE WHEN failures - 1 >= ? THEN locked_until END
              WHERE kind = ? AND key = ?
              """)
          .params(policy.wrongGuesses(), guess.kind().name(), guess.key())
          .update();
    });
  }

  /** Drops what nobody needs to remember any more. */
  @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void tidy() {
    int gone;
    do {
      gone =
          jdbc.sql(
                  """
                  DELETE FROM account.throttle WHERE (kind, key) IN (
                    SELECT kind, key FROM account.throttle WHERE last_at < now() - make_interval(secs => :age)
                    LIMIT :most FOR UPDATE SKIP LOCKED)
                  """)
              .param("age", FORGOTTEN_AFTER.toSeconds())
              .param("most", MOST_AT_ONCE)
              .update();
    } while (gone == MOST_AT_ONCE);
  }

  private boolean guess(GuessKind kind, byte[] key) {
    return jdbc.sql(GUESS)
        .param("kind", kind.name())
        .param("key", key)
        .param("free", policy.wrongGuesses())
        .param("first", (double) policy.firstLock().toSeconds())
        .param("longest", (double) policy.longestLock().toSeconds())
        .param("forgotten", (double) FORGOTTEN_AFTER.toSeconds())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private Duration wait(GuessKind kind, byte[] key) {
    double seconds =
        jdbc.sql(WAIT)
            .param("kind", kind.name())
            .param("key", key)
            .query(Double.class)
            .optional()
            .orElse(1.0);
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private boolean firstGuess(byte[] key) {
    return jdbc.sql(FIRST_GUESS)
        .param("key", key)
        .param("forgotten", (double) FORGOTTEN_AFTER.toSeconds())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private boolean guessFrom(byte[] neighbourhood) {
    return addresses.count(
        AddressThrottle.LOGINS,
        neighbourhood,
        new Allowance(policy.addressGuesses(), policy.addressRefill()));
  }

  private void takeBackFrom(byte @Nullable [] neighbourhood) {
    if (neighbourhood != null) {
      addresses.takeBack(AddressThrottle.LOGINS, neighbourhood);
    }
  }
}
