package org.gridmap.backend.map;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;

/**
 * Combines the statements of all layers of a tile into one: a round trip costs more than most of
 * the answers, and the driver makes one for each statement of a batch whose rows may be long. One
 * statement also sees one moment of the map. The values of a statement follow it in the order of
 * its question marks.
 */
public final class TileBatch {
  @FunctionalInterface
  private interface Value {
    void set(PreparedStatement statement, int index) throws SQLException;
  }

  /** By their statements: there is one text for each kind of tile, and it is long. */
  private static final Map<List<TileQuery>, String> TEXTS = new ConcurrentHashMap<>();

  private final TileRequest request;
  private final List<TileQuery> statements = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  /** An empty batch for one tile. */
  public TileBatch(TileRequest request) {
    this.request = request;
  }

  /** Adds a statement. */
  public TileBatch ask(TileQuery query) {
    statements.add(query);
    return this;
  }

  /** One value of the statement added last. */
  public TileBatch number(int number) {
    values.add((statement, index) -> statement.setInt(index, number));
    return this;
  }

  /** One value of the statement added last. */
  public TileBatch number(double number) {
    values.add((statement, index) -> statement.setDouble(index, number));
    return this;
  }

  /** Four values: west, south, east and north. */
  public TileBatch box(Envelope box) {
    return number(box.getMinX()).number(box.getMinY()).number(box.getMaxX()).number(box.getMaxY());
  }

  /** Three values: the divisions, or NULL, twice, and whether drafts are wanted. */
  public TileBatch divisions() {
    values.add(this::setDivisions);
    values.add(this::setDivisions);
    values.add((statement, index) -> statement.setBoolean(index, request.drafts()));
    return this;
  }

  private void setDivisions(PreparedStatement statement, int index) throws SQLException {
    List<Long> divisions = request.divisions();
    if (divisions == null) {
      statement.setNull(index, Types.ARRAY);
    } else {
      Connection connection = request.connection();
      statement.setArray(index, connection.createArrayOf("bigint", divisions.toArray()));
    }
  }

  /** Asks the database; the answers come in the order of the statements. */
  public TileRows run() throws SQLException {
    String text = TEXTS.computeIfAbsent(List.copyOf(statements), TileBatch::text);
    try (PreparedStatement statement = request.connection().prepareStatement(text)) {
      for (int i = 0; i < values.size(); i++) {
        values.get(i).set(statement, i + 1);
      }
      return TileRows.read(statement, statements.size());
    }
  }

  private static String text(List<TileQuery> statements) {
    return IntStream.range(0, statements.size())
        .mapToObj(
            i -> "SELECT " + i + ", record_send(t) FROM (\n" + statements.get(i).text() + "\n) t")
        .collect(Collectors.joining("\nUNION ALL\n"));
  }
}
