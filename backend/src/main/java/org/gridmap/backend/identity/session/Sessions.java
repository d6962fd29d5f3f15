package org.gridmap.backend.identity.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.identity.AccountCache;
import org.gridmap.backend.identity.AccountChanges;
import org.gridmap.backend.identity.OpaqueToken;
import org.gridmap.backend.sql.RecordRowMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sessions, kept in the database under the hash of their secret and remembered in memory. A secret
 * is always made here: one that a client brings along opens a session that exists, or nothing.
 */
@Component
class Sessions {
  /** How often it is stored when the owner of a session was here last. */
  static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

  /** How long somebody may take to find his phone. */
  private static final Duration FOR_SECOND_FACTOR = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final int MOST_REMEMBERED = 20_000;
  private static final int LONGEST_AGENT = 200;

  /**
   * A session as its owner sees it.
   *
   * @param id its number
   * @param current whether it is the one that asks
   * @param createdAt time of the login
   * @param lastSeenAt when its owner was here last, to the minute
   * @param address where the login came from
   * @param agent what the browser called itself
   */
  record ListedSession(
      long id,
      boolean current,
      Instant createdAt,
      Instant lastSeenAt,
      String address,
      String agent) {}

  private record StoredSession(
      long id,
      long accountId,
      boolean signedIn,
      boolean factorShown,
      String csrfToken,
      Instant createdAt,
      Instant lastSeenAt) {}

  private static final RowMapper<StoredSession> STORED = new RecordRowMapper<>(StoredSession.class);
  private static final RowMapper<ListedSession> LISTED = new RecordRowMapper<>(ListedSession.class);

  private final JdbcClient jdbc;
  private final SessionProperties properties;
  private final AccountChanges changes;
  private final AccountCache<ByteBuffer, CachedSession> remembered;

  Sessions(JdbcClient jdbc, SessionProperties properties, AccountChanges changes) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.changes = changes;
    this.remembered = new AccountCache<>(changes, MOST_REMEMBERED, CachedSession::accountId);
  }

  /**
   * Begins a session.
   *
   * @param signedIn false if a second factor is still to be shown
   * @return its secret, which is stored nowhere
   */
  String begin(long accountId, boolean signedIn, String address, String agent) {
    tidy();
    String secret = OpaqueToken.create();
    jdbc.sql(
            """
            INSERT INTO account.session (token_hash, account_id, stage, csrf_token, address, agent)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        .params(
            OpaqueToken.hash(secret),
            accountId,
            signedIn ? "SIGNED_IN" : "SECOND_FACTOR",
            OpaqueToken.create(),
            address,
            agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)))
        .update();
    return secret;
  }

  /** The session that a secret opens; empty if there is none, or it has ended. */
  Optional<CachedSession> find(String secret) {
    if (!OpaqueToken.looksLikeOne(secret)) {
      return Optional.empty();
    }
    ByteBuffer hash = ByteBuffer.wrap(OpaqueToken.hash(secret));
    Optional<CachedSession> known = remembered.find(hash, () -> read(hash.array()));
    if (known.isPresent() && !isAlive(known.get())) {
      // Its owner may have been at another server meanwhile, which has stored that.
      remembered.forgetKey(hash);
      return read(hash.array()).filter(this::isAlive);
    }
    return known;
  }

  /** The session that a secret opens if it is in memory and alive. */
  Optional<CachedSession> known(String secret) {
    return OpaqueToken.looksLikeOne(secret)
        ? remembered.known(ByteBuffer.wrap(OpaqueToken.hash(secret))).filter(this::isAlive)
        : Optional.empty();
  }

  /** Notes that the owner of a session was here so long ago. */
  void seen(CachedSession session, Duration ago) {
    if (session.seen(Instant.now().minus(ago))) {
      Thread.startVirtualThread(() -> {
        try {
          jdbc.sql(
                  """
                  UPDATE account.session
                  SET last_seen_at = greatest(last_seen_at, now() - make_interval(secs => ?)) WHERE id = ?
                  """)
              .params(ago.toSeconds(), session.id())
              .update();
        } catch (DataAccessException e) {
          LOG.debug("The last use of a session was not stored", e);
        }
      });
    }
  }

  /** How long a session lives from now on if nothing more is asked for. */
  Duration left(CachedSession session) {
    Duration left = Duration.between(Instant.now(), endOf(session));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** How long a new session lives if nothing is asked for. */
  Duration idle() {
    return properties.idle();
  }

  /**
   * Gives a session a new secret, because it may do more from now on; the old one opens nothing.
   * Half a session that becomes a whole one has a new CSRF token too; the page of a whole one goes
   * on with the token that it has.
   *
   * @return the new secret; empty if the session has ended meanwhile
   */
  Optional<String> renew(CachedSession session, boolean factorShown) {
    String secret = OpaqueToken.create();
    int rows =
        jdbc.sql(
                """
                UPDATE account.session SET token_hash = ?, stage = 'SIGNED_IN', last_seen_at = now(),
                  second_factor_at = CASE WHEN ? THEN now() END,
                  csrf_token = CASE stage WHEN 'SIGNED_IN' THEN csrf_token ELSE ? END
                WHERE id = ?
                """)
            .params(OpaqueToken.hash(secret), factorShown, OpaqueToken.create(), session.id())
            .update();
    changes.changed(session.accountId());
    return rows == 1 ? Optional.of(secret) : Optional.empty();
  }

  /** Ends a session at once. */
  void end(CachedSession session) {
    end(session.accountId(), session.id());
  }

  /** Ends a session of an account; false if it has none with this number. */
  boolean end(long accountId, long sessionId) {
    int rows =
        jdbc.sql("DELETE FROM account.session WHERE id = ? AND account_id = ?")
            .params(sessionId, accountId)
            .update();
    changes.changed(accountId);
    return rows == 1;
  }

  /** Ends every session of the account but one. */
  void endOthers(CachedSession kept) {
    jdbc.sql("DELETE FROM account.session WHERE account_id = ? AND id <> ?")
        .params(kept.accountId(), kept.id())
        .update();
    changes.changed(kept.accountId());
  }

  /** The living sessions of an account, the latest first. */
  List<ListedSession> list(long accountId, long current) {
    return jdbc.sql(
            """
            SELECT id, id = ? AS current, created_at, last_seen_at, address, agent FROM account.session
            WHERE account_id = ? AND stage = 'SIGNED_IN'
              AND last_seen_at > now() - make_interval(secs => ?)
              AND created_at > now() - make_interval(secs => ?)
            ORDER BY last_seen_at DESC, id DESC
            """)
        .params(
            current, accountId, properties.idle().toSeconds(), properties.absolute().toSeconds())
        .query(LISTED)
        .list();
  }

  private Optional<CachedSession> read(byte[] hash) {
    return jdbc.sql(
            """
            SELECT id, account_id, stage = 'SIGNED_IN' AS signed_in,
              second_factor_at IS NOT NULL AS factor_shown, csrf_token, created_at, last_seen_at
            FROM account.session WHERE token_hash = ?
            """)
        .param(hash)
        .query(STORED)
        .optional()
        .map(stored ->
            new CachedSession(
                stored.id(),
                stored.accountId(),
                stored.signedIn(),
                stored.factorShown(),
                stored.csrfToken(),
                stored.createdAt(),
                stored.lastSeenAt()))
        .filter(this::isAlive);
  }

  private boolean isAlive(CachedSession session) {
    return Instant.now().isBefore(endOf(session));
  }

  private Instant endOf(CachedSession session) {
    if (!session.signedIn()) {
      return session.createdAt().plus(FOR_SECOND_FACTOR);
    }
    Instant idle = session.lastSeen().plus(properties.idle());
    Instant absolute = session.createdAt().plus(properties.absolute());
    return idle.isBefore(absolute) ? idle : absolute;
  }

  private void tidy() {
    jdbc.sql(
            """
            DELETE FROM account.session WHERE id IN (
              SELECT id FROM account.session
              WHERE last_seen_at < now() - make_interval(secs => ?) LIMIT 50 FOR UPDATE SKIP LOCKED)
            """)
        .param(properties.idle().plus(WRITTEN_EVERY.multipliedBy(2)).toSeconds())
        .update();
  }
}
