package org.gridmap.backend.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of one column that is never NULL. For lists: those of {@link
 * JdbcClient.StatementSpec#query(Class)} may hold nulls.
 */
public final class SingleColumn {
  private SingleColumn() {}

  /** A whole number. */
  public static Long number(ResultSet row, int number) throws SQLException {
    return row.getLong(1);
  }

  /** A text. */
  public static String text(ResultSet row, int number) throws SQLException {
    return row.getString(1);
  }
}
