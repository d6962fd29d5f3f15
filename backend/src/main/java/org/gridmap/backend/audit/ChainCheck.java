package org.gridmap.backend.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.gridmap.backend.audit.AnchorFile.Anchor;
import org.gridmap.backend.audit.AuditFault.FaultKind;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the digest of every entry of the hash chain (each digest covers the one before, as in
 * the linked timestamps of Haber and Stornetta, 1991). Uses no function of the database, and
 * constant memory for a log of any length.
 */
final class ChainCheck {
  /** Place of each value in the digest, as the trigger of the database has it. */
  private static final String ROWS =
      """
      SELECT id, CASE WHEN isfinite(at) THEN (extract(epoch FROM at) * 1000000)::numeric(40) END,
        account_id, login, via, action, outcome, subject_type, subject_id, purpose, detail, request,
        address, previous_hash, hash
      FROM audit.entry WHERE id >= ? OR id IS NULL ORDER BY id
      """;

  private static final String HEAD = "SELECT id, hash FROM audit.head";
  private static final int VALUES = 13;
  private static final int PREVIOUS_HASH = 14;
  private static final int HASH = 15;
  private static final int FETCHED_AT_ONCE = 2000;
  private static final int HASH_BYTES = 32;
  private static final byte[] BEGINNING = new byte[HASH_BYTES];

  private final Connection connection;
  private final List<Anchor> anchors;

  /** When it gives up, by {@link System#nanoTime}. */
  private final long deadline;

  private final MessageDigest digest = sha256();
  private int nextAnchor;
  private long lastAnchored;

  private ChainCheck(Connection connection, List<Anchor> anchors, long deadline) {
    this.connection = connection;
    this.anchors = anchors;
    this.deadline = deadline;
  }

  /**
   * What the check found.
   *
   * @param entries entries that were read until the end or the fault
   * @param lastHash digest of the last of them
   * @param fault the first fault, or null if the chain is sound
   */
  record Result(long entries, byte[] lastHash, @Nullable AuditFault fault) {}

  /**
   * Checks the whole chain.
   *
   * @param connection within a transaction that sees one state of the database
   * @param anchors in the order in which they were made, before that state
   * @param within after so long it gives up
   * @throws SQLTimeoutException if it takes longer
   */
  static Result whole(Connection connection, List<Anchor> anchors, Duration within)
      throws SQLException {
    return new ChainCheck(connection, anchors, System.nanoTime() + within.toNanos())
        .run(Long.MIN_VALUE, 0, BEGINNING);
  }

  /** Checks the chain from an anchor, whose entry must still be the one it names, to its end. */
  static Result after(Connection connection, Anchor anchor, Duration within) throws SQLException {
    return new ChainCheck(connection, List.of(), System.nanoTime() + within.toNanos())
        .run(anchor.entry() + 1, anchor.entry(), anchor.hash());
  }

  private Result run(long from, long before, byte[] beginning) throws SQLException {
    long last = before;
    byte[] lastHash = beginning;
    try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      statement.setLong(1, from);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (System.nanoTime() > deadline) {
            throw new SQLTimeoutException(
                "it was given up after " + (last - before) + " entries, when its time was over.");
          }
          long id = rows.getLong(1);
          byte[] hash = bytes(rows, HASH);
          @Nullable AuditFault fault = fault(rows, id, hash, last, lastHash);
          if (fault == null) {
            fault = againstAnchors(id, hash);
          }
          if (fault != null) {
            return new Result(last - before, lastHash, fault);
          }
          last = id;
          lastHash = hash;
        }
      }
    }
    @Nullable AuditFault fault = againstHead(last, lastHash);
    if (fault == null && nextAnchor < anchors.size()) {
      fault =
          new AuditFault(
              last + 1,
              anchors.getLast().entry(),
              FaultKind.MISSING,
              "Entry "
                  + (last + 1)
                  + " and what came after it are gone: an anchor knows of entry "
                  + anchors.getLast().entry()
                  + ".");
    }
    return new Result(last - before, lastHash, fault);
  }

  private @Nullable AuditFault fault(
      ResultSet row, long id, byte[] hash, long last, byte[] lastHash) throws SQLException {
    if (id <= last) {
      return AuditFault.at(
          Math.max(id, 1),
          FaultKind.FOREIGN,
          "There is an entry " + id + " that was never stored.");
    }
    if (id > last + 1) {
      return new AuditFault(
          last + 1,
          id - 1,
          FaultKind.MISSING,
          last + 2 == id
              ? "Entry " + (last + 1) + " is gone."
              : "Entries " + (last + 1) + " to " + (id - 1) + " are gone.");
    }
    byte[] previous = bytes(row, PREVIOUS_HASH);
    boolean consistent = Arrays.equals(hash, work(row, previous));
    if (!consistent) {
      return AuditFault.at(id, FaultKind.CHANGED, "Entry " + id + " was changed.");
    }
    if (!Arrays.equals(previous, lastHash)) {
      // This entry remembers another predecessor than the one that stands there now.
      return id == 1
          ? AuditFault.at(1, FaultKind.CHANGED, "Entry 1 was changed.")
          : new AuditFault(
              last,
              id,
              FaultKind.CHANGED,
              "Entry " + last + " was changed and given a new digest, or entry " + id + " was.");
    }
    return null;
  }

  private @Nullable AuditFault againstAnchors(long id, byte[] hash) {
    while (nextAnchor < anchors.size() && anchors.get(nextAnchor).entry() <= id) {
      Anchor anchor = anchors.get(nextAnchor);
      if (anchor.entry() == id && !Arrays.equals(anchor.hash(), hash)) {
        return new AuditFault(
            lastAnchored + 1,
            id,
            FaultKind.REWRITTEN,
            "The chain was written anew: entry "
                + id
                + " is not the one that was anchored on "
                + anchor.at()
                + ". Nothing after entry "
                + lastAnchored
                + " can be trusted.");
      }
      lastAnchored = anchor.entry();
      nextAnchor++;
    }
    return null;
  }

  private @Nullable AuditFault againstHead(long last, byte[] lastHash) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEAD);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return AuditFault.at(Math.max(last, 1), FaultKind.HEAD, "The head of the chain is gone.");
      }
      long head = rows.getLong(1);
      byte[] hash = bytes(rows, 2);
      if (rows.next()) {
        return AuditFault.at(
            Math.max(last, 1), FaultKind.HEAD, "The chain has more than one head.");
      }
      if (head > last) {
        return new AuditFault(
            last + 1,
            head,
            FaultKind.MISSING,
            "Entry " + (last + 1) + " is gone: the chain ended with entry " + head + ".");
      }
      if (head < last) {
        return new AuditFault(
            Math.max(head, 0) + 1,
            last,
            FaultKind.FOREIGN,
            "Entry " + (Math.max(head, 0) + 1) + " was never stored, or the head was changed.");
      }
      return Arrays.equals(hash, lastHash)
          ? null
          : AuditFault.at(
              Math.max(last, 1),
              FaultKind.HEAD,
              "Entry " + last + " was changed and given a new digest, or the head was.");
    }
  }

  /** The digest that an entry must have, from its values and its predecessor's digest. */
  private byte[] work(ResultSet row, byte[] previous) throws SQLException {
    digest.reset();
    digest.update(previous);
    for (int column = 1; column <= VALUES; column++) {
      String value = row.getString(column);
      if (value == null) {
        digest.update((byte) 0);
      } else {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) 1);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
    }
    return digest.digest();
  }

  private static byte[] bytes(ResultSet row, int column) throws SQLException {
    byte[] value = row.getBytes(column);
    return value == null ? new byte[0] : value;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
