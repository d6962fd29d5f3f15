package org.gridmap.backend.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Opens connections that live as long as the server, outside the pools. */
@Component
public class UnpooledConnections {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final JdbcConnectionDetails database;

  UnpooledConnections(JdbcConnectionDetails database) {
    this.database = database;
  }

  /**
   * A new connection that commits by itself.
   *
   * @param name how it shows in the database's list of sessions
   * @param patience for one answer, whole seconds: a stalled database, or a network that drops
   *     packets, breaks no connection, so its reader would wait for ever
   */
  public Connection open(String name, Duration patience) throws SQLException {
    String connectSeconds =
        Long.toString((patience.compareTo(CONNECT) < 0 ? patience : CONNECT).toSeconds());
    Properties properties = new Properties();
    set(properties, "user", database.getUsername());
    set(properties, "password", database.getPassword());
    set(properties, "tcpKeepAlive", "true");
    set(properties, "connectTimeout", connectSeconds);
    set(properties, "loginTimeout", connectSeconds);
    set(properties, "socketTimeout", Long.toString(patience.toSeconds()));
    set(properties, "ApplicationName", name);
    return DriverManager.getConnection(database.getJdbcUrl(), properties);
  }

  private static void set(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }
}
