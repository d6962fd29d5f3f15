package org.gridmap.backend.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.plan.notation.OperationJson;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.OperationType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The log of every plan, and the partitions kept along it. */
@Component
public class PlanLog {
  /** Entries between two partitions that are kept. */
  static final int SNAPSHOT_EVERY = 50;

  private static final String SELECT =
      "SELECT seq, version, account_id, at, kind, operation::text AS operation, reverts, back_to,"
          + " change, hash_after FROM plan_operation WHERE plan_id = :plan ";

  private record EntryRow(
      long seq,
      long version,
      long accountId,
      Instant at,
      LogEntry.EntryKind kind,
      String operation,
      @Nullable Long reverts,
      @Nullable Long backTo,
      byte[] change,
      String hashAfter) {}

  private static final RowMapper<EntryRow> ENTRY = new RecordRowMapper<>(EntryRow.class);
  private static final RowMapper<EntrySummary> SUMMARY = new RecordRowMapper<>(EntrySummary.class);

  private final JdbcClient jdbc;
  private final OperationJson json;

  PlanLog(JdbcClient jdbc, OperationJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * An entry without what it changed.
   *
   * @param operation its type by its name in JSON; null where entries are taken back
   * @param grids some of the grids that it is about, as {@link NamedGrid} keeps them
   * @param gridCount how many they are
   */
  public record EntrySummary(
      long seq,
      long version,
      Instant at,
      long accountId,
      LogEntry.EntryKind kind,
      @Nullable String operation,
      @Nullable Long reverts,
      @Nullable Long backTo,
      String hashAfter,
      List<String> grids,
      int gridCount) {
    /** Type of the operation; null where entries are taken back. */
    public @Nullable OperationType type() {
      return operation == null ? null : OperationType.of(operation);
    }
  }

  /** The entries after one, oldest first. */
  public List<LogEntry> listAfter(long planId, long seq) {
    return jdbc.sql(SELECT + "AND seq > :seq ORDER BY seq")
        .param("plan", planId)
        .param("seq", seq)
        .query(this::entry)
        .list();
  }

  /** The entries that made later versions than one, oldest first. */
  public List<LogEntry> listAfterVersion(long planId, long version) {
    return jdbc.sql(SELECT + "AND version > :version ORDER BY seq")
        .param("plan", planId)
        .param("version", version)
        .query(this::entry)
        .list();
  }

  /**
   * Names of everything that entries after a version touched.
   *
   * @param own versions that do not count if the caller made them
   */
  public List<String> listTouchedAfter(long planId, long version, Set<Long> own) {
    return jdbc.sql(
            """
            SELECT DISTINCT unnest(touched) FROM plan_operation
            WHERE plan_id = :plan AND version > :version
              AND NOT (account_id = :account AND version = ANY (:own))
            """)
        .param("plan", planId)
        .param("version", version)
        .param("account", CurrentUser.get().accountId())
        .param("own", own.toArray(Long[]::new))
        .query(SingleColumn::text)
        .list();
  }

  /** Whether a plan was ever carried over. */
  boolean hasCarryOver(long planId) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM plan_carry_over WHERE plan_id = ?)")
        .param(planId)
        .query(Boolean.class)
        .single();
  }

  /** One entry. */
  public Optional<LogEntry> find(long planId, long seq) {
    return jdbc.sql(SELECT + "AND seq = :seq")
        .param("plan", planId)
        .param("seq", seq)
        .query(this::entry)
        .optional();
  }

  /** The entries after one without the changes, oldest first. */
  public List<EntrySummary> list(long planId, long after) {
    return jdbc.sql(
            "SELECT seq, version, at, account_id, kind, operation->>'type' AS operation, reverts, back_to,"
                + " hash_after, grids, grid_count FROM plan_operation WHERE plan_id = ? AND seq > ?"
                + " ORDER BY seq")
        .params(planId, after)
        .query(SUMMARY)
        .list();
  }

  /** The last entry of an account that is in effect and that its undo would take back. */
  public Optional<LogEntry> findUndoable(long planId, long accountId) {
    return last(planId, accountId, "AND one.kind NOT IN ('UNDO', 'UNDO_TO')");
  }

  /** The last undo of an account since its last operation that is in effect. */
  public Optional<LogEntry> findRedoable(long planId, long accountId) {
    return last(
        planId,
        accountId,
        """
        AND one.kind IN ('UNDO', 'UNDO_TO') AND NOT EXISTS (
          SELECT FROM plan_operation later
          WHERE later.plan_id = one.plan_id AND later.account_id = one.account_id
            AND later.kind = 'APPLY' AND later.seq > one.seq)
        """);
  }

  /** The last entry of an account that nothing in effect took back. */
  private Optional<LogEntry> last(long planId, long accountId, String which) {
    List<EffectiveLog.Passed> passed =
        EffectiveLog.passed(
            jdbc.sql(
                    "SELECT seq, reverts, back_to FROM plan_operation WHERE plan_id = ? AND (reverts"
                        + " IS NOT NULL OR back_to IS NOT NULL) ORDER BY seq")
                .param(planId)
                .query((row, n) ->
                    new EffectiveLog.Turn(
                        row.getLong("seq"),
                        row.getObject("reverts", Long.class),
                        row.getObject("back_to", Long.class)))
                .list());
    return jdbc.sql(
            SELECT
                + """
                AND seq = (
                  SELECT max(one.seq) FROM plan_operation one
                  WHERE one.plan_id = :plan AND one.account_id = :account
                    AND NOT EXISTS (
                      SELECT FROM unnest(:after, :before) AS passed (low, high)
                      WHERE one.seq > passed.low AND one.seq < passed.high)
                    AND NOT EXISTS (
                      SELECT FROM plan_operation later
                      WHERE later.plan_id = one.plan_id AND later.reverts = one.seq
                        AND NOT EXISTS (
                          SELECT FROM unnest(:after, :before) AS passed (low, high)
                          WHERE later.seq > passed.low AND later.seq < passed.high))
                """
                + which
                + ")")
        .param("plan", planId)
        .param("account", accountId)
        .param("after", passed.stream().map(EffectiveLog.Passed::after).toArray(Long[]::new))
        .param("before", passed.stream().map(EffectiveLog.Passed::before).toArray(Long[]::new))
        .query(this::entry)
        .optional();
  }

  /**
   * Adds an entry by the caller, in the transaction that holds the plan, and makes it the plan's
   * present state.
   *
   * @param plan the plan as it is before
   * @param operation what was done; null where entries are taken back
   * @param reverts the entry that is taken back
   * @param backTo the entry after which the plan was as it is again
   * @param after the partition as it is then
   * @return the entry
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public LogEntry append(
      Plan plan,
      long accountId,
      LogEntry.EntryKind kind,
      @Nullable Operation operation,
      @Nullable Long reverts,
      @Nullable Long backTo,
      Change change,
      GridPartition after) {
    long seq = plan.seq() + 1;
    long version = plan.version() + 1;
    String hash = after.hash();
    List<NamedGrid> concerned = NamedGrid.concernedBy(change, after);
    int openLand = (int) after.openLand().stream().filter(land -> land.allowed() == null).count();
    Instant at =
        jdbc.sql(
                """
                INSERT INTO plan_operation (plan_id, seq, version, account_id, kind, operation, reverts, back_to,
                  touched, change, hash_after, grids, grid_count)
                VALUES (:plan, :seq, :version, :account, :kind, CAST(:operation AS jsonb), :reverts, :back,
                  :touched, :change, :hash, :grids, :gridCount)
                RETURNING at
                """)
            .param("plan", plan.id())
            .param("seq", seq)
            .param("version", version)
            .param("account", accountId)
            .param("kind", kind.name())
            .param("operation", operation == null ? "{}" : json.write(operation))
            .param("reverts", reverts, java.sql.Types.BIGINT)
            .param("back", backTo, java.sql.Types.BIGINT)
            .param("touched", change.touched().stream().sorted().toArray(String[]::new))
            .param("change", change.write())
            .param("hash", hash)
            .param("grids", NamedGrid.write(concerned))
            .param("gridCount", concerned.size())
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    jdbc.sql(
            "UPDATE plan SET seq = ?, version = ?, hash = ?, open_land = ?, changed_at = now() WHERE id ="
                + " ?")
        .params(seq, version, hash, openLand, plan.id())
        .update();
    addAuthor(plan.id(), accountId);
    // A whole division is not built a second time: the copy that is kept is what was answered.
    if (seq % SNAPSHOT_EVERY == 0
        || kind.keepsPartition()
        || operation instanceof Operation.Redivide) {
      keep(plan.id(), seq, after);
    }
    return new LogEntry(
        seq, version, accountId, at, kind, operation, reverts, backTo, change, hash);
  }

  /** Keeps the partition after an entry; 0 stands for the base. */
  void keep(long planId, long seq, GridPartition partition) {
    jdbc.sql("INSERT INTO plan_snapshot (plan_id, seq, partition) VALUES (?, ?, ?)")
        .params(planId, seq, partition.write())
        .update();
  }

  /** A partition that was kept, and the entry that it follows. */
  record Snapshot(long seq, GridPartition partition) {}

  /** The last partition that was kept at or before an entry. */
  Snapshot snapshot(long planId, long seq) {
    record Kept(long seq, byte[] partition) {}
    Kept kept =
        jdbc.sql(
                "SELECT seq, partition FROM plan_snapshot WHERE plan_id = ? AND seq <= ? ORDER BY seq DESC"
                    + " LIMIT 1")
            .params(planId, seq)
            .query(Kept.class)
            .single();
    return new Snapshot(kept.seq(), GridPartition.read(kept.partition()));
  }

  /** The partition of the division to which a plan was carried over by an entry. */
  GridPartition carriedBase(long planId, long seq) {
    return GridPartition.read(
        jdbc.sql("SELECT base FROM plan_carry_over WHERE plan_id = ? AND seq = ?")
            .params(planId, seq)
            .query(byte[].class)
            .single());
  }

  private LogEntry entry(ResultSet row, int number) throws SQLException {
    EntryRow stored = ENTRY.mapRow(row, number);
    return new LogEntry(
        stored.seq(),
        stored.version(),
        stored.accountId(),
        stored.at(),
        stored.kind(),
        stored.kind().isOperation() ? json.read(stored.operation()) : null,
        stored.reverts(),
        stored.backTo(),
        Change.read(stored.change()),
        stored.hashAfter());
  }

  /** Notes that an account had a part in a plan: it does not decide about it. */
  void addAuthor(long planId, long accountId) {
    jdbc.sql("INSERT INTO plan_author (plan_id, account_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .params(planId, accountId)
        .update();
  }
}
