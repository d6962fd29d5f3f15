package org.gridmap.backend.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridmap.backend.audit.AnchorFile.Anchor;
import org.gridmap.backend.audit.AnchorFile.Reading;
import org.gridmap.backend.audit.AnchorFile.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Verifies that no entry of the audit log was changed: the hash chain, its head, and the anchors
 * outside of the database.
 */
@Component
public class AuditVerification {
  private static final Logger LOG = LoggerFactory.getLogger(AuditVerification.class);
  private static final long LONGEST_WAIT_FOR_LOCK = 10_000;

  private final DataSource dataSource;
  private final AnchorFile anchors;
  private final Duration within;

  AuditVerification(DataSource dataSource, AnchorFile anchors, AuditProperties properties) {
    this.dataSource = dataSource;
    this.anchors = anchors;
    this.within = properties.audit().verifyWithin();
  }

  /**
   * What a verification found.
   *
   * @param entries entries that are what they were, up to the first fault
   * @param anchors how often the end of the chain was written down outside of the database
   * @param anchored the last entry that such an anchor vouches for, 0 if there is none
   * @param sound whether nothing was changed, removed, inserted or moved
   * @param firstFault the first place where something was; null if the log is sound
   */
  public record VerificationResult(
      long entries, long anchors, long anchored, boolean sound, @Nullable AuditFault firstFault) {
    /** The entry about the verification itself. */
    public AuditEvent event() {
      Map<String, String> detail = new HashMap<>();
      detail.put("entries", Long.toString(entries));
      detail.put("sound", Boolean.toString(sound));
      if (firstFault != null) {
        detail.put("fault", firstFault.kind().name());
        detail.put("entry", Long.toString(firstFault.entry()));
      }
      return AuditEvent.done(AuditAction.AUDIT_VERIFIED).with(detail);
    }
  }

  /**
   * Checks the whole log.
   *
   * @throws IOException if the anchors cannot be read
   * @throws SQLException if the database cannot be read, or not in the time that it has
   */
  public VerificationResult run() throws IOException, SQLException {
    // First the anchors: an entry that is anchored after that may be younger than the snapshot.
    Reading reading = anchors.read();
    return snapshot(connection -> check(connection, reading, within));
  }

  /** As {@link #run} over a connection that is within a transaction already. */
  static VerificationResult check(Connection connection, Reading reading, Duration within)
      throws SQLException {
    ChainCheck.Result result = ChainCheck.whole(connection, reading.anchors(), within);
    @Nullable AuditFault fault = earlier(result.fault(), reading.fault());
    return new VerificationResult(
        result.entries(),
        reading.anchors().size(),
        reading.anchors().isEmpty() ? 0 : reading.anchors().getLast().entry(),
        fault == null,
        fault);
  }

  /**
   * Writes the end of the chain down outside of the database, once everything since the last anchor
   * was checked: what was tampered with is never vouched for.
   *
   * @return whether there was something to write down
   * @throws Exception if the database or the file cannot be read or written
   */
  boolean anchor() throws Exception {
    return anchors.append(last -> snapshot(connection -> target(connection, last)));
  }

  /** Reads of one state of the database. */
  @FunctionalInterface
  private interface Reads<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  private <T extends @Nullable Object> T snapshot(Reads<T> reads) throws SQLException {
    // The pool takes a connection back as it gave it out.
    try (Connection connection = dataSource.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      // Whoever owns the table can lock it, or put something endless in its place.
      try (Statement statement = connection.createStatement()) {
        long millis = within.toMillis();
        statement.execute(
            "SET LOCAL lock_timeout = "
                + Math.min(millis, LONGEST_WAIT_FOR_LOCK)
                + "; SET LOCAL statement_timeout = "
                + millis);
      }
      T result = reads.run(connection);
      connection.rollback();
      return result;
    }
  }

  private @Nullable Target target(Connection connection, @Nullable Anchor last)
      throws SQLException {
    long before = last == null ? 0 : last.entry();
    ChainCheck.Result result =
        last == null
            ? ChainCheck.whole(connection, List.of(), within)
            : ChainCheck.after(connection, last, within);
    @Nullable AuditFault fault = result.fault();
    if (fault != null) {
      LOG.error("THE AUDIT LOG WAS TAMPERED WITH: {} Run ./gridmap audit verify.", fault.message());
      return null;
    }
    boolean nothingNew = result.entries() == 0 && (last == null || anchors.isCurrent(last));
    return nothingNew ? null : new Target(before + result.entries(), result.lastHash());
  }

  private static @Nullable AuditFault earlier(@Nullable AuditFault one, @Nullable AuditFault two) {
    if (one == null || two == null) {
      return one == null ? two : one;
    }
    return two.entry() < one.entry() ? two : one;
  }
}
