package org.gridmap.backend.identity.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.identity.AddressLimits;
import org.gridmap.backend.web.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts by neighbourhoods of addresses, in the database: each has so many at once and gets one
 * back after a while.
 */
@Component
class AddressThrottle implements AddressLimits {
  /** Guesses at logins, which have an allowance of their own beside those of the doors. */
  static final String LOGINS = "ADDRESS";

  /**
   * What was begun of a refill counts on: the moment goes forward by whole refills only, or whoever
   * asks often would lose a part of one each time.
   */
  private static final String COUNT =
      """
      INSERT INTO account.throttle AS t (kind, key, failures, last_at)
      VALUES (:kind, :key, 1, statement_timestamp())
      ON CONFLICT (kind, key) DO UPDATE SET (failures, last_at) = (
        SELECT 1 + greatest(0, t.failures - back),
          CASE WHEN back < t.failures THEN t.last_at + back * make_interval(secs => :refill)
          ELSE greatest(t.last_at, statement_timestamp()) END
        FROM (SELECT least(t.failures, greatest(0, div(
          extract(epoch FROM statement_timestamp() - t.last_at), CAST(:refill AS numeric))))::int) AS refilled (back))
      WHERE t.failures - greatest(0, div(
        extract(epoch FROM statement_timestamp() - t.last_at), CAST(:refill AS numeric))) < :most
      RETURNING failures
      """;

  private final JdbcClient jdbc;
  private final SessionProperties policy;

  AddressThrottle(JdbcClient jdbc, SessionProperties policy) {
    this.jdbc = jdbc;
    this.policy = policy;
  }

  @Override
  public void admit(Door door, String address, Allowance allowance) {
    if (!count(door.name(), neighbourhood(address), allowance)) {
      throw ProblemException.retryAfter(
          allowance.refill(),
          AccessProblems.RATE_LIMITED,
          "Too much was asked from this network. Wait as long as the header 'Retry-After' says.",
          Map.of());
    }
  }

  @Override
  public void takeBack(Door door, String address) {
    takeBack(door.name(), neighbourhood(address));
  }

  /** Counts one more; false if there were too many. */
  boolean count(String kind, byte[] neighbourhood, Allowance allowance) {
    return jdbc.sql(COUNT)
        .param("kind", kind)
        .param("key", neighbourhood)
        .param("refill", allowance.refill().toMillis() / 1000.0)
        .param("most", allowance.most())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void takeBack(String kind, byte[] neighbourhood) {
    jdbc.sql(
            """
            UPDATE account.throttle SET failures = greatest(0, failures - 1)
            WHERE kind = :kind AND key = :key
            """)
        .param("kind", kind)
        .param("key", neighbourhood)
        .update();
  }

  /** The part of an address that its owner cannot change at will, as it is stored. */
  byte[] neighbourhood(String address) {
    return key(prefix(address));
  }

  private String prefix(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int bits = bytes.length == 4 ? policy.ipv4Prefix() : policy.ipv6Prefix();
      for (int i = 0; i < bytes.length; i++) {
        int kept = Math.clamp(bits - 8L * i, 0, 8);
        bytes[i] &= (byte) (0xff << (8 - kept));
      }
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
    } catch (IllegalArgumentException | UnknownHostException e) {
      return address;
    }
  }

  /** Whom something is counted against, as it is stored. */
  static byte[] key(String who) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(who.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
