package org.gridmap.backend.map;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The answers to a {@link TileBatch}, one after the other. */
public final class TileRows {
  private final Iterator<List<TileRow>> answers;

  private TileRows(List<List<TileRow>> answers) {
    this.answers = answers.iterator();
  }

  static TileRows read(PreparedStatement statement, int statements) throws SQLException {
    List<List<TileRow>> answers =
        Stream.<List<TileRow>>generate(ArrayList::new).limit(statements).toList();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        answers.get(row.getInt(1)).add(new TileRow(row.getBytes(2)));
      }
    }
    return new TileRows(answers);
  }

  /** The rows of the next statement. */
  public List<TileRow> next() {
    return answers.next();
  }
}
