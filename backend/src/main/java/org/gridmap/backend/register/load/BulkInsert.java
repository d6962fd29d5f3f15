package org.gridmap.backend.register.load;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in one statement, each column one array: COPY is refused on tables with row-level
 * security, and this is nearly as fast.
 */
final class BulkInsert {
  private final String table;
  private final List<String> columns;
  private final List<String> types;
  private final List<List<@Nullable Object>> values = new ArrayList<>();

  /**
   * @param columns name and type of each, such as {@code name text}; a type {@code text[]} takes
   *     lists of codes
   */
  BulkInsert(String table, String... columns) {
    this.table = table;
    this.columns = List.of(columns).stream().map(one -> one.split(" ", 2)[0]).toList();
    this.types = List.of(columns).stream().map(one -> one.split(" ", 2)[1]).toList();
    this.columns.forEach(column -> values.add(new ArrayList<>()));
  }

  void add(@Nullable Object... row) {
    if (row.length != values.size()) {
      throw new IllegalArgumentException("a row of another width");
    }
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      values.get(i).add(value instanceof List<?> codes ? literal(codes) : value);
    }
  }

  int size() {
    return values.getFirst().size();
  }

  /** Stores the collected rows and empties the buffer. */
  void store(Connection connection) throws SQLException {
    if (size() == 0) {
      return;
    }
    String list = String.join(", ", columns);
    String read = columns.stream().map(one -> "v." + one).collect(Collectors.joining(", "));
    StringBuilder arrays = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      boolean codes = types.get(i).endsWith("[]");
      arrays
          .append(i == 0 ? "?" : ", ?")
          .append("::")
          .append(codes ? "text[]" : types.get(i) + "[]");
      if (codes) {
        read = read.replace("v." + columns.get(i), "v." + columns.get(i) + "::" + types.get(i));
      }
    }
    String sql =
        "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS v(%s)"
            .formatted(table, list, read, arrays, list);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        String type = types.get(i).endsWith("[]") ? "text" : types.get(i);
        Array array = connection.createArrayOf(type, typed(type, values.get(i)));
        statement.setArray(i + 1, array);
      }
      statement.executeUpdate();
    }
    values.forEach(List::clear);
  }

  private static @Nullable Object[] typed(String type, List<@Nullable Object> column) {
    return type.equals("bytea") ? column.toArray(byte[][]::new) : column.toArray();
  }

  /** Codes are plain words, so nothing in them needs quoting. */
  private static String literal(List<?> codes) {
    return codes.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
