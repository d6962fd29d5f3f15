package org.gridmap.backend.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.account.Accounts;
import org.gridmap.backend.password.RetryLater;
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
 * as long, up to a quarter of an hour; a login that nobody has is treated like any other. An
 * address has thirty guesses and gets one back every half minute. A guess that is not admitted is
 * not looked at, even if it would be right. Who is signed in already stays so.
 */
@Component
class Throttle {
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  /** What is counted separately. */
  enum Kind {
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
  private static final String WAIT =
      """
      SELECT greatest(0, extract(epoch FROM locked_until - clock_timestamp()))::float8
      FROM account.throttle WHERE kind = :kind AND key = :key AND locked_until IS NOT NULL
      """;
  private static final String GUESS_FROM =
      """
      INSERT INTO account.throttle AS t (kind, key, failures, last_at)
      VALUES ('ADDRESS', :key, 1, clock_timestamp())
      ON CONFLICT (kind, key) DO UPDATE SET last_at = clock_timestamp(), failures = 1 + greatest(0,
        t.failures - floor(extract(epoch FROM clock_timestamp() - t.last_at) / :refill))::int
      WHERE greatest(0, t.failures - floor(extract(epoch FROM clock_timestamp() - t.last_at) / :refill))
        < :most
      RETURNING failures
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final SessionProperties policy;

  Throttle(JdbcClient jdbc, PlatformTransactionManager transactions, SessionProperties properties) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.policy = properties;
  }

  /**
   * Lets a guess at a login pass and counts it.
   *
   * @throws org.gridmap.backend.web.ProblemException {@code rate-limited} if it must not be looked
   *     at
   */
  void admitLogin(String login, String address) {
    admit(Kind.LOGIN, Accounts.normal(login), address);
  }

  /** As {@link #admitLogin} for what an account shows after it was let in. */
  void admit(Kind kind, long accountId, String address) {
    admit(kind, Long.toString(accountId), address);
  }

  private void admit(Kind kind, String who, String address) {
    Optional<Duration> wait =
        transactions.execute(status -> {
          boolean admitted = guessFrom(address);
          Duration pause = policy.addressRefill();
          if (admitted && !guess(kind, key(who))) {
            admitted = false;
            pause = wait(kind, key(who));
          }
          if (!admitted) {
            status.setRollbackOnly();
          }
          return admitted ? Optional.<Duration>empty() : Optional.of(pause);
        });
    if (wait.isPresent()) {
      throw RetryLater.because(
          AccessProblems.RATE_LIMITED,
          "There were too many wrong attempts. Wait as long as the header 'Retry-After' says.",
          wait.get());
    }
  }

  /** Forgets the wrong guesses at a login, because somebody who knows its password came. */
  void forgiveLogin(String login, String address) {
    forgive(Kind.LOGIN, Accounts.normal(login), address);
  }

  /** As {@link #forgiveLogin} for what an account showed. */
  void forgive(Kind kind, long accountId, String address) {
    forgive(kind, Long.toString(accountId), address);
  }

  /** The address gets back this guess only: its others may have been at other people's logins. */
  private void forgive(Kind kind, String who, String address) {
    transactions.executeWithoutResult(status -> {
      takeBackFrom(address);
      jdbc.sql("DELETE FROM account.throttle WHERE kind = ? AND key = ?")
          .params(kind.name(), key(who))
          .update();
    });
  }

  /** Takes back a guess that was admitted but never looked at. */
  void takeBackLogin(String login, String address) {
    transactions.executeWithoutResult(status -> {
      takeBackFrom(address);
      jdbc.sql(
              """
              UPDATE account.throttle SET failures = greatest(0, failures - 1),
                locked_until = CASE WHEN failures - 1 >= ? THEN locked_until END
              WHERE kind = ? AND key = ?
              """)
          .params(policy.wrongGuesses(), Kind.LOGIN.name(), key(Accounts.normal(login)))
          .update();
    });
  }

  /** Drops what nobody needs to remember any more. */
  @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void tidy() {
    jdbc.sql(
            """
            DELETE FROM account.throttle WHERE (kind, key) IN (
              SELECT kind, key FROM account.throttle WHERE last_at < now() - make_interval(secs => ?)
              LIMIT 500 FOR UPDATE SKIP LOCKED)
            """)
        .param(FORGOTTEN_AFTER.toSeconds())
        .update();
  }

  private boolean guess(Kind kind, byte[] key) {
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

  private Duration wait(Kind kind, byte[] key) {
    double seconds =
        jdbc.sql(WAIT)
            .param("kind", kind.name())
            .param("key", key)
            .query(Double.class)
            .optional()
            .orElse(1.0);
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private boolean guessFrom(String address) {
    return jdbc.sql(GUESS_FROM)
        .param("key", key(address))
        .param("refill", policy.addressRefill().toMillis() / 1000.0)
        .param("most", policy.addressGuesses())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private void takeBackFrom(String address) {
    jdbc.sql(
            """
            UPDATE account.throttle SET failures = greatest(0, failures - 1)
            WHERE kind = 'ADDRESS' AND key = ?
            """)
        .param(key(address))
        .update();
  }

  private static byte[] key(String who) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(who.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
