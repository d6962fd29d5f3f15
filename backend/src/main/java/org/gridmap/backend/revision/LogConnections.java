package org.gridmap.backend.revision;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Opens connections for following the log, outside the pool. */
@Component
class LogConnections {
  private static final String CONNECT_SECONDS = "5";

  /** Longer than the watcher listens at a time. */
  private static final String ANSWER_SECONDS = "20";

  private final JdbcConnectionDetails database;

  LogConnections(JdbcConnectionDetails database) {
    this.database = database;
  }

  /**
   * A new connection that commits by itself.
   *
   * @param name how it shows in the database's list of sessions
   */
  Connection open(String name) throws SQLException {
    Properties properties = new Properties();
    set(properties, "user", database.getUsername());
    set(properties, "password", database.getPassword());
    set(properties, "tcpKeepAlive", "true");
    // A stalled database breaks no connection: without a limit its reader would wait for ever.
    set(properties, "connectTimeout", CONNECT_SECONDS);
    set(properties, "loginTimeout", CONNECT_SECONDS);
    set(properties, "socketTimeout", ANSWER_SECONDS);
    set(properties, "ApplicationName", name);
    return DriverManager.getConnection(database.getJdbcUrl(), properties);
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }
}
