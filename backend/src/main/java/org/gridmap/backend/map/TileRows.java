package org.gridmap.backend.map;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The answers to a {@link TileBatch}, one after the other. */
public final class TileRows implements AutoCloseable {
  private final PreparedStatement statement;
  private boolean begun;

  TileRows(PreparedStatement statement) {
    this.statement = statement;
  }

  /** The rows of the next statement; those of the one before are closed. */
  public ResultSet next() throws SQLException {
    boolean there = begun ? statement.getMoreResults() : statement.execute();
    begun = true;
    if (!there) {
      throw new IllegalStateException("A layer of the tile reads more than it asked for");
    }
    return statement.getResultSet();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
