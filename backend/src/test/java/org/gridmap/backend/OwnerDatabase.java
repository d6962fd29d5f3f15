package org.gridmap.backend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.env.Environment;

/** The database of a test as its owner sees it, who may do what no role of the server may. */
public final class OwnerDatabase {
  private OwnerDatabase() {}

  /** A connection as the owner of the tables. */
  public static Connection open(Environment environment) throws SQLException {
    return DriverManager.getConnection(
        environment.getRequiredProperty("spring.flyway.url"),
        environment.getRequiredProperty("spring.flyway.user"),
        environment.getRequiredProperty("spring.flyway.password"));
  }

  /** Runs statements as the owner of the tables. */
  public static void execute(Environment environment, String... statements) {
    try (Connection connection = open(environment);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
