package org.gridmap.backend.audit.cipher;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.audit.cipher.SealedColumns.Blind;
import org.gridmap.backend.audit.cipher.SealedColumns.SealedColumn;
import org.gridmap.backend.sql.RecordRowMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Re-encrypts one column with the newest key in small transactions. A row that somebody is writing
 * is passed over and met again in the next pass; a row is changed only if it still holds what was
 * read, so an edit is never overwritten.
 */
final class Resealing {
  private static final int BATCH_ROWS = 200;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final FieldCipher cipher;
  private final BlindIndex blindIndex;
  private final SealedColumn place;

  Resealing(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      FieldCipher cipher,
      BlindIndex blindIndex,
      SealedColumn place) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.cipher = cipher;
    this.blindIndex = blindIndex;
    this.place = place;
  }

  private record Row(long id, byte[] sealed) {}

  private static final RowMapper<Row> ROW = new RecordRowMapper<>(Row.class);

  /**
   * What one pass over the column did.
   *
   * @param resealed rows that carry the newest key now
   * @param unreadable numbers of rows that do not open with any key; they are left as they are
   */
  record Pass(long resealed, List<Long> unreadable) {}

  /** Goes once over all rows that carry another key than the newest. */
  Pass run(int activeVersion) {
    long resealed = 0;
    List<Long> unreadable = new ArrayList<>();
    long[] after = {Long.MIN_VALUE};
    while (true) {
      @Nullable Integer done;
      try {
        done = transactions.execute(status -> batch(activeVersion, after, unreadable));
      } catch (ConcurrencyFailureException e) {
        // A deadlock with a writer: nothing of the batch was stored, the next pass meets it again.
        continue;
      }
      if (done == null || done < 0) {
        return new Pass(resealed, unreadable);
      }
      resealed += done;
    }
  }

  /** Rows sealed anew, −1 when there were none left to look at. Moves {@code after} on. */
  private int batch(int activeVersion, long[] after, List<Long> unreadable) {
    List<Row> rows =
        jdbc.sql(
                """
                SELECT %2$s AS id, %3$s AS sealed FROM %1$s
                WHERE %2$s > :after AND %3$s IS NOT NULL
                  AND substring(%3$s FROM 1 FOR 5) <> :newest
                ORDER BY %2$s LIMIT %4$d FOR UPDATE SKIP LOCKED
                """
                    .formatted(place.table(), place.idColumn(), place.column(), BATCH_ROWS))
            .param("after", after[0])
            .param("newest", head(activeVersion))
            .query(ROW)
            .list();
    if (rows.isEmpty()) {
      return -1;
    }
    after[0] = rows.getLast().id();
    int done = 0;
    for (Row row : rows) {
      String plain;
      try {
        plain = cipher.open(row.sealed(), place.table(), place.column(), row.id());
      } catch (SealedValueException e) {
        unreadable.add(row.id());
        continue;
      }
      done += store(row, plain);
    }
    return done;
  }

  private int store(Row row, String plain) {
    String assignments =
        Stream.concat(
                Stream.of(place.column() + " = :sealed"),
                place.indexes().stream()
                    .map(Blind::column)
                    .map(column ->
                        "%1$s = CASE WHEN %1$s IS NOT NULL THEN :%1$s END".formatted(column)))
            .collect(Collectors.joining(", "));
    JdbcClient.StatementSpec update =
        jdbc.sql(
                "UPDATE %s SET %s WHERE %s = :id AND %s = :before"
                    .formatted(place.table(), assignments, place.idColumn(), place.column()))
            .param("id", row.id())
            .param("before", row.sealed())
            .param("sealed", cipher.seal(plain, place.table(), place.column(), row.id()));
    for (Blind blind : place.indexes()) {
      update = update.param(blind.column(), blindIndex.of(blind.purpose(), plain));
    }
    return update.update();
  }

  /** How many values carry each version, by version. */
  TreeMap<Integer, Long> count() {
    record Carried(byte[] version, long count) {}
    TreeMap<Integer, Long> counts = new TreeMap<>();
    jdbc.sql(
            """
            SELECT substring(%2$s FROM 2 FOR 4) AS version, count(*) FROM %1$s
            WHERE %2$s IS NOT NULL GROUP BY 1
            """
                .formatted(place.table(), place.column()))
        .query(new RecordRowMapper<>(Carried.class))
        .list()
        .forEach(carried ->
            counts.merge(
                carried.version().length == Integer.BYTES
                    ? ByteBuffer.wrap(carried.version()).getInt()
                    : 0,
                carried.count(),
                Long::sum));
    return counts;
  }

  private static byte[] head(int version) {
    return ByteBuffer.allocate(FieldCipher.VERSION_OFFSET + Integer.BYTES)
        .put(FieldCipher.FORMAT)
        .putInt(version)
        .array();
  }
}
