package org.gridmap.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.audit.AnchorFile.Reading;
import org.gridmap.backend.sql.AuditPool;
import org.gridmap.backend.sql.FoundationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Somebody who owns the tables, and has taken the triggers and keys away, changes the log. Each
 * change happens after a savepoint and is taken back.
 */
@FoundationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class TamperingTest {
  private static final long SEED = 20_261_122;
  private static final int ENTRIES = 10_000;
  private static final int ANCHORS = 20;
  private static final int TAMPERINGS = 1_000;
  private static final List<String> VALUES =
      List.of(
          "at = at + interval '1 microsecond'",
          "account_id = coalesce(account_id, 0) + 1",
          "account_id = NULL",
          "login = coalesce(login, '') || 'x'",
          "login = NULL",
          "via = 'SYSTEM'",
          "action = 'LOGOUT'",
          "outcome = 'FAILED'",
          "subject_type = NULL",
          "subject_type = 'houses'",
          "subject_id = subject_id + 1",
          "subject_id = NULL",
          "purpose = coalesce(purpose, '') || '.'",
          // Two neighbouring values give one of their letters away.
          "login = login || left(via, 1), via = substr(via, 2)",
          "detail = detail || '{\"x\": \"1\"}'",
          "request = 'another'",
          "address = '10.0.0.1'",
          "previous_hash = sha256(previous_hash)",
          "hash = sha256(hash)");
  private static final String HASH =
      """
      sha256(%s || audit.measured(e.id::text)
        || audit.measured((extract(epoch FROM e.at) * 1000000)::bigint::text)
        || audit.measured(e.account_id::text) || audit.measured(e.login) || audit.measured(e.via)
        || audit.measured(e.action) || audit.measured(e.outcome) || audit.measured(e.subject_type)
        || audit.measured(e.subject_id::text) || audit.measured(e.purpose)
        || audit.measured(e.detail::text) || audit.measured(e.request) || audit.measured(e.address))
      """;

  @Autowired AuditVerification verification;
  @Autowired AnchorFile anchors;
  @Autowired DataSource dataSource;
  @Autowired @AuditPool JdbcClient audit;
  @Autowired Environment environment;

  private final Random random = new Random(SEED);
  private Connection owner;
  private Reading reading;
  private long first;
  private long last;

  @BeforeAll
  void writeTheLog() throws Exception {
    for (int i = 0; i < ANCHORS; i++) {
      audit
          .sql(
              """
              INSERT INTO audit.entry (account_id, login, via, action, outcome, subject_type, subject_id,
                purpose, detail, request, address)
              SELECT i % 50, 'officer' || i % 50, 'SESSION', 'REVEAL', 'DONE', 'resident', i,
                CASE WHEN i % 3 = 0 THEN 'home-visit' END, jsonb_build_object('field', 'PHONE'), 'r' || i,
                '127.0.0.1'
              FROM generate_series(1, :count) AS i
              """)
          .param("count", ENTRIES / ANCHORS)
          .update();
      assertThat(verification.anchor()).isTrue();
    }
    reading = anchors.read();
    assertThat(reading.fault()).isNull();
    // Not unique, so that one number can be given twice.
    OwnerDatabase.execute(
        environment, "CREATE INDEX entry_tampering ON audit.entry (id)", "ANALYZE audit.entry");
    owner = OwnerDatabase.open(environment);
    owner.setAutoCommit(false);
    last = number("SELECT id FROM audit.head");
    first = last - ENTRIES + 1;
    execute("ALTER TABLE audit.entry DISABLE TRIGGER USER");
    execute("ALTER TABLE audit.head DISABLE TRIGGER USER");
    execute("ALTER TABLE audit.entry DROP CONSTRAINT entry_pkey");
  }

  @AfterAll
  void leaveItAsItWas() throws Exception {
    owner.rollback();
    owner.close();
    OwnerDatabase.execute(environment, "DROP INDEX audit.entry_tampering");
    assertThat(verification.run().sound()).isTrue();
  }

  @Test
  void a_log_that_its_owner_locked_or_made_endless_is_given_up_in_time() {
    AuditVerification hurried =
        new AuditVerification(
            dataSource,
            anchors,
            new AuditProperties(
                Path.of("."),
                new AuditProperties.Audit(Duration.ofMinutes(1), Duration.ofSeconds(1))));
    long from = System.nanoTime();
    // Another connection has changed the table and has not ended.
    assertThatThrownBy(hurried::run).isInstanceOf(SQLException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(20));
    assertThatThrownBy(() -> ChainCheck.whole(owner, List.of(), Duration.ofNanos(1)))
        .isInstanceOf(SQLTimeoutException.class)
        .hasMessageContaining("when its time was over");
  }

  /** The kinds of tampering, each with how many of a hundred are of this kind. */
  private enum Kind {
    EDIT(38),
    DELETE(10),
    CUT_MIDDLE(6),
    CUT_HEAD(4),
    CUT_TAIL(8),
    INSERT(10),
    SWAP(8),
    EDIT_WITH_OWN_HASH(8),
    RENUMBER(3),
    HEAD(3),
    REWRITE(2);

    final int share;

    Kind(int share) {
      this.share = share;
    }

    static Kind of(int hundredth) {
      int left = hundredth;
      for (Kind kind : values()) {
        left -= kind.share;
        if (left < 0) {
          return kind;
        }
      }
      throw new AssertionError();
    }
  }

  @Test
  void a_thousand_random_tamperings_are_found_each_at_its_place() throws Exception {
    AuditVerification.VerificationResult before =
        AuditVerification.check(owner, reading, Duration.ofMinutes(1));
    assertThat(before.sound()).as("%s", before.firstFault()).isTrue();
    assertThat(before.entries()).isGreaterThanOrEqualTo(ENTRIES);
    Map<Kind, Integer> found = new TreeMap<>();
    for (int i = 0; i < TAMPERINGS; i++) {
      Kind kind = Kind.of(i % 100);
      Savepoint untouched = owner.setSavepoint();
      long place = tamper(kind);
      @Nullable AuditFault fault =
          AuditVerification.check(owner, reading, Duration.ofMinutes(1)).firstFault();
      assertThat(fault).as("tampering %d, %s at %d", i, kind, place).isNotNull();
      assertThat(place)
          .as("tampering %d, %s: %s", i, kind, fault)
          .isBetween(fault.entry(), fault.until());
      found.merge(kind, 1, Integer::sum);
      owner.rollback(untouched);
      owner.releaseSavepoint(untouched);
    }
    assertThat(found.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(TAMPERINGS);
    assertThat(found).containsOnlyKeys(Kind.values());
  }

  /** Tampers once and returns the first entry that is no longer what it was. */
  private long tamper(Kind kind) throws SQLException {
    long place = random.nextLong(first, last + 1);
    switch (kind) {
      case EDIT ->
          execute(
              "UPDATE audit.entry SET "
                  + VALUES.get(random.nextInt(VALUES.size()))
                  + " WHERE id = "
                  + place);
      case DELETE -> execute("DELETE FROM audit.entry WHERE id = " + place);
      case CUT_MIDDLE ->
          execute(
              "DELETE FROM audit.entry WHERE id BETWEEN %d AND %d"
                  .formatted(place, place + random.nextInt(500)));
      case CUT_HEAD -> {
        execute("DELETE FROM audit.entry WHERE id <= " + place);
        return 1;
      }
      case CUT_TAIL -> {
        place = last - random.nextInt(500);
        execute("DELETE FROM audit.entry WHERE id >= " + place);
        if (random.nextBoolean()) {
          headFrom(place - 1);
        }
      }
      case INSERT -> {
        if (random.nextBoolean()) {
          execute("UPDATE audit.entry SET id = id + 1 WHERE id > " + place);
        }
        copy(place, place + 1);
        return place + 1;
      }
      case SWAP -> {
        long other = place == last ? first : random.nextLong(place + 1, last + 1);
        execute(
            "UPDATE audit.entry SET id = CASE id WHEN %1$d THEN %2$d ELSE %1$d END WHERE id IN (%1$d, %2$d)"
                .formatted(place, other));
        return Math.min(place, other);
      }
      case EDIT_WITH_OWN_HASH -> {
        execute("UPDATE audit.entry SET subject_id = subject_id + 1 WHERE id = " + place);
        execute(
            "UPDATE audit.entry e SET hash = %s WHERE id = %d"
                .formatted(HASH.formatted("e.previous_hash"), place));
      }
      case RENUMBER -> execute("UPDATE audit.entry SET id = id + 20000 WHERE id = " + place);
      case HEAD -> {
        execute(
            random.nextBoolean()
                ? "UPDATE audit.head SET hash = sha256(hash)"
                : "DELETE FROM audit.head");
        return last;
      }
      case REWRITE -> {
        execute("UPDATE audit.entry SET login = 'another' WHERE id = " + place);
        rewrite(place);
      }
    }
    return place;
  }

  private void copy(long from, long to) throws SQLException {
    execute(
        """
        INSERT INTO audit.entry SELECT %d, at, account_id, login, via, action, outcome, subject_type,
          subject_id, purpose, detail, request, address, previous_hash, hash
        FROM audit.entry WHERE id = %d LIMIT 1
        """
            .formatted(to, from));
  }

  /** Works out every digest from an entry on, and the head, as the trigger would have. */
  private void rewrite(long from) throws SQLException {
    execute(
        """
        WITH RECURSIVE chain (id, before, hash) AS (
          SELECT e.id, e.previous_hash, %2$s FROM audit.entry e WHERE e.id = %1$d
          UNION ALL
          SELECT e.id, c.hash, %3$s FROM chain c JOIN audit.entry e ON e.id = c.id + 1
        )
        UPDATE audit.entry t SET previous_hash = chain.before, hash = chain.hash
        FROM chain WHERE chain.id = t.id
        """
            .formatted(from, HASH.formatted("e.previous_hash"), HASH.formatted("c.hash")));
    headFrom(last);
  }

  private void headFrom(long entry) throws SQLException {
    execute(
        "UPDATE audit.head SET (id, at, hash) = (SELECT id, at, hash FROM audit.entry WHERE id = "
            + entry
            + ")");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
