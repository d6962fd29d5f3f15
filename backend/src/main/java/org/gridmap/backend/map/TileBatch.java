package org.gridmap.backend.map;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * Combines the statements of all layers of a tile into one: a round trip costs more than most of
 * the answers, and the driver makes one for each statement of a batch whose rows may be long. One
 * statement also sees one moment of the map. Each may take {@code :zoom}, {@code :divisions} (NULL
 * for those that are shown) and {@code :drafts} of the tile; what else it takes follows it here.
 */
public final class TileBatch {
  private record Question(TileQuery query, Map<String, Object> values) {}

  /** By their statements: there is one text for each kind of tile, and it is long. */
  private static final Map<List<TileQuery>, String> TEXTS = new ConcurrentHashMap<>();

  private final TileRequest request;
  private final List<Question> questions = new ArrayList<>();

  /** An empty batch for one tile. */
  public TileBatch(TileRequest request) {
    this.request = request;
  }

  /** Adds a statement. */
  public TileBatch ask(TileQuery query) {
    Map<String, Object> values = new HashMap<>();
    values.put("zoom", request.tile().zoom());
    values.put("drafts", request.drafts());
    questions.add(new Question(query, values));
    return this;
  }

  /** A value of the statement added last. */
  public TileBatch number(String parameter, int value) {
    questions.getLast().values().put(parameter, value);
    return this;
  }

  /** A value of the statement added last. */
  public TileBatch number(String parameter, double value) {
    questions.getLast().values().put(parameter, value);
    return this;
  }

  /** {@code :box} of the statement added last. */
  public TileBatch box(Envelope box) {
    return number("west", box.getMinX())
        .number("south", box.getMinY())
        .number("east", box.getMaxX())
        .number("north", box.getMaxY());
  }

  /**
   * Asks the database; the answers come in the order of the statements.
   *
   * @throws IllegalStateException for a parameter that nobody gave a value
   */
  public TileRows run() throws SQLException {
    List<TileQuery> queries = questions.stream().map(Question::query).toList();
    String text = TEXTS.computeIfAbsent(queries, TileBatch::text);
    try (PreparedStatement statement = request.connection().prepareStatement(text)) {
      int index = 0;
      for (Question question : questions) {
        for (String parameter : question.query().parameters()) {
          index++;
          if (parameter.equals("divisions")) {
            setDivisions(statement, index);
          } else {
            set(statement, index, parameter, question.values().get(parameter));
          }
        }
      }
      return TileRows.read(statement, queries.size());
    }
  }

  private static void set(
      PreparedStatement statement, int index, String parameter, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case Integer number -> statement.setInt(index, number);
      case Double number -> statement.setDouble(index, number);
      case Boolean truth -> statement.setBoolean(index, truth);
      case null, default -> throw new IllegalStateException("no value for :" + parameter);
    }
  }

  private void setDivisions(PreparedStatement statement, int index) throws SQLException {
    List<Long> divisions = request.divisions();
    if (divisions == null) {
      statement.setNull(index, Types.ARRAY);
    } else {
      Array array = request.connection().createArrayOf("bigint", divisions.toArray());
      statement.setArray(index, array);
    }
  }

  private static String text(List<TileQuery> queries) {
    return IntStream.range(0, queries.size())
        .mapToObj(i -> queries.get(i).numbered(i))
        .collect(Collectors.joining("\nUNION ALL\n"));
  }
}
