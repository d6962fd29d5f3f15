package org.gridmap.backend.operations.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The logins of one database: its owner, who migrates the schema and serves no request, and one for
 * each {@link DatabaseRole}.
 *
 * @param owner the role that owns the tables
 * @param rolesSecret what the passwords of the other roles are made from, never logged
 */
public record DatabaseLogins(Database owner, String rolesSecret) {
  /**
   * The logins of a database that somebody else runs: its roles are created with the given login,
   * which must be allowed to.
   *
   * @throws ClusterException if it is not, or the database does not answer
   */
  public static DatabaseLogins prepare(Database external) {
    DatabaseLogins logins = new DatabaseLogins(external, external.password());
    try (Connection connection =
        DriverManager.getConnection(external.url(), external.user(), external.password())) {
      logins.createRoles(connection);
      return logins;
    } catch (SQLException e) {
      throw new ClusterException(
          "The roles gridmap_app, gridmap_map, gridmap_audit and gridmap_job cannot be created in "
              + external
              + ". Give that login the right CREATEROLE: "
              + e.getMessage(),
          e);
    }
  }

  /** The login of one role. */
  public Database of(DatabaseRole role) {
    return new Database(owner.url(), role.login(), password(role));
  }

  /** The same logins for another database of the same server. */
  public DatabaseLogins at(String url) {
    return new DatabaseLogins(new Database(url, owner.user(), owner.password()), rolesSecret);
  }

  /** The configuration of a server that works on this database. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("spring.flyway.url", owner.url());
    properties.put("spring.flyway.user", owner.user());
    properties.put("spring.flyway.password", owner.password());
    Database app = of(DatabaseRole.APP);
    properties.put("spring.datasource.url", app.url());
    properties.put("spring.datasource.username", app.user());
    properties.put("spring.datasource.password", app.password());
    for (DatabaseRole role : DatabaseRole.values()) {
      if (role != DatabaseRole.APP) {
        String pool = "gridmap.pools." + role.name().toLowerCase(Locale.ROOT);
        properties.put(pool + ".username", of(role).user());
        properties.put(pool + ".password", of(role).password());
      }
    }
    return properties;
  }

  /** {@link #properties()} in the spelling of environment variables. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    properties()
        .forEach(
            (name, value) -> variables.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return variables;
  }

  /**
   * Creates the roles that are missing and gives each its password. Roles belong to the whole
   * server, so databases of one server share them.
   *
   * @param administrator a connection that may create roles
   */
  void createRoles(Connection administrator) throws SQLException {
    try (Statement statement = administrator.createStatement()) {
      for (DatabaseRole role : DatabaseRole.values()) {
        String attributes =
            " LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '"
                + password(role)
                + "'";
        String verb = exists(statement, role.login()) ? "ALTER ROLE " : "CREATE ROLE ";
        statement.execute(verb + role.login() + attributes);
      }
    }
  }

  private static boolean exists(Statement statement, String role) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
      return rows.next();
    }
  }

  private String password(DatabaseRole role) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(rolesSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal(role.login().getBytes(StandardCharsets.UTF_8)), 0, 24);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return owner.toString();
  }
}
