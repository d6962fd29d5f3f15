package org.gridmap.backend.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.function.Supplier;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.audit.cipher.KeyedDigest;
import org.gridmap.backend.sql.CommitFlush;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers what each account created under a key. Of the request only a keyed digest is kept, of
 * the answer what the creating endpoint returns: numbers, never values of a person.
 */
@Component
public class IdempotencyKeys {
  private static final String DIGEST = "idempotency";

  private final JdbcClient jdbc;
  private final JdbcClient job;
  private final KeyedDigest digests;
  private final CommitFlush flush;
  private final JsonMapper json;

  IdempotencyKeys(
      JdbcClient jdbc,
      @JobPool JdbcClient job,
      KeyedDigest digests,
      CommitFlush flush,
      JsonMapper json) {
    this.flush = flush;
    this.jdbc = jdbc;
    this.job = job;
    this.digests = digests;
    this.json = json;
  }

  /**
   * Creates once for each key of the caller; the same key with the same request gives the same
   * answer again. Runs in the transaction of the creation, and two requests with one key follow
   * each other. The answer is given again without a look at what the caller may do by now: whoever
   * asks for it here has looked before.
   *
   * @param key value of the header {@code Idempotency-Key}; null creates without remembering
   * @param route what is asked for, such as {@code POST /api/houses/7/households}
   * @param body the request
   * @param answerType class of the answer
   * @param create creates and says what
   * @throws ProblemException idempotency-key-reused if the key was used for another request;
   *     malformed-request if it is no key
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <T> T once(
      @Nullable String key, String route, Object body, Class<T> answerType, Supplier<T> create) {
    if (key == null) {
      return create.get();
    }
    if (!key.matches("[\\x21-\\x7e]{8,100}")) {
      throw new ProblemException(
          WebProblems.MALFORMED_REQUEST,
          "The header 'Idempotency-Key' has 8 to 100 printable characters.");
    }
    long account = CurrentUser.get().accountId();
    byte[] request = (route + "\n" + json.writeValueAsString(body)).getBytes(UTF_8);
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, :account))")
        .param("key", key)
        .param("account", account)
        .query()
        .singleRow();
    record Kept(byte[] digest, String answer) {}
    Kept kept =
        jdbc.sql(
                "SELECT digest, answer FROM person.idempotency_key WHERE account_id = :account AND key"
                    + " = :key")
            .param("account", account)
            .param("key", key)
            .query(Kept.class)
            .optional()
            .orElse(null);
    if (kept != null) {
      if (digests.check(DIGEST, request, kept.digest()) != KeyedDigest.DigestCheck.TRUE) {
        throw new ProblemException(
            IdempotencyProblems.KEY_REUSED, "Send another request with another key.");
      }
      // Whoever made it may still wait for the disk, and this answer is as good as his.
      flush.await();
      return json.readValue(kept.answer(), answerType);
    }
    T answer = create.get();
    jdbc.sql(
            "INSERT INTO person.idempotency_key (account_id, key, route, digest, answer) VALUES"
                + " (:account, :key, :route, :digest, :answer)")
        .param("account", account)
        .param("key", key)
        .param("route", route)
        .param("digest", digests.of(DIGEST, request))
        .param("answer", json.writeValueAsString(answer))
        .update();
    return answer;
  }

  /**
   * Whether the caller created something under a key, so that what he sends under it may be a
   * repetition.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean isUsed(@Nullable String key, String route) {
    return key != null
        && jdbc.sql(
                """
                SELECT EXISTS (
                  SELECT FROM person.idempotency_key WHERE account_id = :account AND key = :key AND route = :route)
                """)
            .param("account", CurrentUser.get().accountId())
            .param("key", key)
            .param("route", route)
            .query(Boolean.class)
            .single();
  }

  /** Forgets what was created longer ago, of all accounts, in the system's transaction. */
  public void forget(Duration age) {
    job.sql("DELETE FROM person.idempotency_key WHERE at < now() - make_interval(secs => ?)")
        .param(age.toSeconds())
        .update();
  }
}
