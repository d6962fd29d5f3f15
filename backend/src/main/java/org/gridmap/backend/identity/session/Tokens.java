package org.gridmap.backend.identity.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.identity.AccountCache;
import org.gridmap.backend.identity.AccountChanges;
import org.gridmap.backend.identity.OpaqueToken;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Access tokens, with which a program reads the map, or reports events, on behalf of a person. A
 * token begins with a word that scanners for leaked secrets find, and ends with a check sum, so
 * that nonsense is not looked up.
 */
@Component
class Tokens {
  static final String PREFIX = "gridmap_";
  static final int MOST_DAYS = 366;
  private static final int MOST_OF_ONE = 20;
  private static final int LONGEST_NAME = 60;
  private static final int CHECK_DIGITS = 8;
  private static final int MOST_REMEMBERED = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  /** What a program may do with a token. */
  enum TokenUse {
    /** Read the map. */
    MAP(Right.MAP),
    /** Report events by Open311. */
    REPORT(Right.EVENTS_REPORT);

    private final Right right;

    TokenUse(Right right) {
      this.right = right;
    }

    /** What its owner must be allowed himself. */
    Right right() {
      return right;
    }
  }

  /**
   * A token as its owner sees it; the secret itself is shown once.
   *
   * @param id its number
   * @param name what its owner calls it
   * @param use what it is for
   * @param createdAt when it was made
   * @param expiresAt when it ends
   * @param lastUsedAt when it was used last, to the minute
   */
  record ListedToken(
      long id,
      String name,
      TokenUse use,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt) {}

  /**
   * A new token.
   *
   * @param id its number
   * @param token the secret, shown this once
   * @param expiresAt when it ends
   */
  record Fresh(long id, String token, Instant expiresAt) {}

  /** A token as this server remembers it. */
  record Live(
      long id, long accountId, TokenUse use, Instant expiresAt, AtomicReference<Instant> written) {}

  private record StoredToken(long id, long accountId, TokenUse use, Instant expiresAt) {}

  private static final RowMapper<StoredToken> STORED = new RecordRowMapper<>(StoredToken.class);
  private static final RowMapper<ListedToken> LISTED = new RecordRowMapper<>(ListedToken.class);

  private final JdbcClient jdbc;
  private final AccountChanges changes;
  private final AccountCache<ByteBuffer, Live> remembered;

  Tokens(JdbcClient jdbc, AccountChanges changes) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.remembered = new AccountCache<>(changes, MOST_REMEMBERED, Live::accountId);
  }

  /**
   * Makes a token.
   *
   * @param days how long it lives, 1 to {@value #MOST_DAYS}
   * @param use what it is for
   * @throws ProblemException {@code validation-failed} if name or days are not allowed, or there
   *     are too many
   */
  Fresh create(long accountId, String name, int days, TokenUse use) {
    String plain = name.strip();
    if (plain.isEmpty() || plain.length() > LONGEST_NAME) {
      throw invalid("A token has a name of 1 to " + LONGEST_NAME + " characters.");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw invalid("A token lives for 1 to " + MOST_DAYS + " days.");
    }
    String random = OpaqueToken.create();
    String token = PREFIX + random + checkSum(random);
    return jdbc.sql(
            """
            INSERT INTO account.access_token (account_id, name, use, token_hash, expires_at)
            SELECT :account, :name, :use, :hash, now() + make_interval(days => :days)
            WHERE (SELECT count(*) FROM account.access_token WHERE account_id = :account) < :most
            RETURNING id, account_id, use, expires_at
            """)
        .param("account", accountId)
        .param("name", plain)
        .param("use", use.name())
        .param("hash", OpaqueToken.hash(token))
        .param("days", days)
        .param("most", MOST_OF_ONE)
        .query(STORED)
        .optional()
        .map(stored -> new Fresh(stored.id(), token, stored.expiresAt()))
        .orElseThrow(() ->
            invalid("There are " + MOST_OF_ONE + " tokens already. Remove one that is not used."));
  }

  /** Tokens of an account, the latest first; expired ones too until they are removed. */
  List<ListedToken> list(long accountId) {
    return jdbc.sql(
            """
            SELECT id, name, use, created_at, expires_at, last_used_at FROM account.access_token
            WHERE account_id = ? ORDER BY id DESC
            """)
        .param(accountId)
        .query(LISTED)
        .list();
  }

  /** Ends a token at once; false if the account has none with this number. */
  boolean revoke(long accountId, long id) {
    int rows =
        jdbc.sql("DELETE FROM account.access_token WHERE id = ? AND account_id = ?")
            .params(id, accountId)
            .update();
    changes.changed(accountId);
    return rows == 1;
  }

  /** The token that a text is; empty if it is none, or has ended. */
  Optional<Live> find(String text) {
    return look(text, hash -> remembered.find(hash, () -> read(hash.array())));
  }

  /** The token that a text is, if it is in memory and has not ended. */
  Optional<Live> known(String text) {
    return look(text, remembered::known);
  }

  private Optional<Live> look(String text, Function<ByteBuffer, Optional<Live>> byHash) {
    if (!looksLikeOne(text)) {
      return Optional.empty();
    }
    Optional<Live> found =
        byHash
            .apply(ByteBuffer.wrap(OpaqueToken.hash(text)))
            .filter(token -> Instant.now().isBefore(token.expiresAt()));
    found.ifPresent(this::used);
    return found;
  }

  static boolean looksLikeOne(String text) {
    if (!text.startsWith(PREFIX)) {
      return false;
    }
    String rest = text.substring(PREFIX.length());
    if (rest.length() <= CHECK_DIGITS) {
      return false;
    }
    String random = rest.substring(0, rest.length() - CHECK_DIGITS);
    return OpaqueToken.looksLikeOne(random) && rest.endsWith(checkSum(random));
  }

  private Optional<Live> read(byte[] hash) {
    return jdbc.sql(
            "SELECT id, account_id, use, expires_at FROM account.access_token WHERE token_hash = ?")
        .param(hash)
        .query(STORED)
        .optional()
        .map(stored ->
            new Live(
                stored.id(),
                stored.accountId(),
                stored.use(),
                stored.expiresAt(),
                new AtomicReference<>(Instant.EPOCH)));
  }

  private void used(Live token) {
    Instant now = Instant.now();
    Instant written = token.written().get();
    if (Duration.between(written, now).compareTo(Sessions.WRITTEN_EVERY) > 0
        && token.written().compareAndSet(written, now)) {
      Thread.startVirtualThread(() -> {
        try {
          jdbc.sql("UPDATE account.access_token SET last_used_at = now() WHERE id = ?")
              .param(token.id())
              .update();
        } catch (DataAccessException e) {
          LOG.debug("The last use of a token was not stored", e);
        }
      });
    }
  }

  private static String checkSum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    return "%08x".formatted(sum.getValue());
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(WebProblems.VALIDATION_FAILED, detail);
  }
}
