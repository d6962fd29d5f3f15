package org.gridmap.backend.house;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.gridmap.backend.sql.CopyText;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Houses that an earlier import of the same source stored, changed in place so that each keeps its
 * number and whatever hangs on it. A house that did not change keeps its version.
 */
final class HouseUpdates {
  private static final SqlFile UPDATE = SqlFile.of(HouseUpdates.class, "house-import-update.sql");
  private static final int MOST_AT_ONCE = 2_000;

  /** A house of the source with the number that it has already. */
  record Known(long id, NewHouse house) {}

  private HouseUpdates() {}

  static void store(JdbcTemplate jdbc, List<Known> houses, boolean synthetic, String attribution) {
    for (int from = 0; from < houses.size(); from += MOST_AT_ONCE) {
      List<Known> some = houses.subList(from, Math.min(from + MOST_AT_ONCE, houses.size()));
      jdbc.execute(
          (ConnectionCallback<@Nullable Void>)
              connection -> {
                update(connection, some, synthetic, attribution);
                return null;
              });
    }
    if (!houses.isEmpty()) {
      Object[] ids = houses.stream().map(Known::id).toArray();
      jdbc.execute(
          (ConnectionCallback<@Nullable Void>)
              connection -> {
                try (PreparedStatement statement =
                    connection.prepareStatement(
                        "DELETE FROM house_grid WHERE house_id = ANY (?)")) {
                  statement.setArray(1, connection.createArrayOf("bigint", ids));
                  statement.executeUpdate();
                }
                return null;
              });
    }
  }

  private static void update(
      Connection connection, List<Known> houses, boolean synthetic, String attribution)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE.text())) {
      array(statement, 1, "bigint", houses, Known::id);
      array(statement, 2, "text", houses, one -> plain(one.house().number()));
      array(statement, 3, "text", houses, one -> plain(one.house().address()));
      array(statement, 4, "text", houses, one -> plain(one.house().name()));
      array(statement, 5, "text", houses, one -> plain(CopyText.array(one.house().aliases())));
      array(statement, 6, "text", houses, one -> CopyText.hex(one.house().entrance()));
      array(
          statement,
          7,
          "text",
          houses,
          one -> one.house().footprint() == null ? null : CopyText.hex(one.house().footprint()));
      array(statement, 8, "integer", houses, one -> one.house().floors());
      array(statement, 9, "float8", houses, one -> one.house().heightMetres());
      array(statement, 10, "text", houses, one -> plain(one.house().structure()));
      array(statement, 11, "text", houses, one -> one.house().use());
      array(statement, 12, "integer", houses, one -> one.house().residents());
      statement.setBoolean(13, synthetic);
      statement.setString(14, attribution);
      statement.setBoolean(15, synthetic);
      statement.setString(16, attribution);
      statement.executeUpdate();
    } catch (SQLException e) {
      // The server's message would repeat the row.
      throw new DataAccessResourceFailureException("An update was refused: " + e.getSQLState());
    }
  }

  private static void array(
      PreparedStatement statement,
      int index,
      String type,
      List<Known> houses,
      Function<Known, @Nullable Object> value)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[houses.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(houses.get(i));
    }
    statement.setArray(index, statement.getConnection().createArrayOf(type, values));
  }

  /** PostgreSQL's text cannot hold the character 0. */
  private static String plain(String text) {
    return text.replace('\0', ' ');
  }
}
