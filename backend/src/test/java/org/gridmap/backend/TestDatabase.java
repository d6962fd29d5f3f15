package org.gridmap.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import org.springframework.boot.SpringApplication;

/**
 * A real PostGIS for the tests of one JVM: started at first use, migrated once, copied for each
 * test class, gone at the end. Without PostgreSQL the first use throws, so tests fail and never
 * skip.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "gridmap_template";

  /** With the extensions, which only the administrator of the server can make, and no table. */
  private static final String EMPTY = "gridmap_empty";

  private static final AtomicInteger COPIES = new AtomicInteger();

  private static final class Holder {
    static final PrivateCluster CLUSTER = cluster();
    static final DatabaseLogins ADMIN = start(CLUSTER);
  }

  private TestDatabase() {}

  /** A database of its own with all migrations applied and no rows. */
  public static DatabaseLogins create() {
    DatabaseLogins admin = Holder.ADMIN;
    String name = "t" + COPIES.incrementAndGet();
    execute(admin.owner(), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return named(admin, name);
  }

  /**
   * A database of its own as an earlier server left it, without rows.
   *
   * @param version the last migration that was applied to it
   */
  public static DatabaseLogins createAt(String version) {
    DatabaseLogins admin = Holder.ADMIN;
    String name = "t" + COPIES.incrementAndGet();
    execute(admin.owner(), "CREATE DATABASE " + name + " TEMPLATE " + EMPTY);
    DatabaseLogins earlier = named(admin, name);
    Database owner = earlier.owner();
    Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password())
        .target(version)
        .load()
        .migrate();
    return earlier;
  }

  /** What the server of the tests' databases has logged so far. */
  public static Path log() {
    return Holder.CLUSTER.findData().orElseThrow().resolve("server.log");
  }

  private static PrivateCluster cluster() {
    try {
      Path home = Files.createTempDirectory("gridmap-test");
      home.toFile().setExecutable(true, false);
      return PrivateCluster.in(home, step -> {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseLogins start(PrivateCluster cluster) {
    DatabaseLogins admin = cluster.start();
    // After the servers, which would wait for it.
    SpringApplication.getShutdownHandlers().add(cluster::destroy);
    DatabaseLogins server = named(admin, "postgres");
    execute(server.owner(), "CREATE DATABASE " + EMPTY + " TEMPLATE gridmap");
    Database owner = admin.owner();
    Flyway.configure().dataSource(owner.url(), owner.user(), owner.password()).load().migrate();
    execute(server.owner(), "ALTER DATABASE gridmap RENAME TO " + TEMPLATE);
    return server;
  }

  private static DatabaseLogins named(DatabaseLogins database, String name) {
    String url = database.owner().url();
    return database.at(url.substring(0, url.lastIndexOf('/') + 1) + name);
  }

  private static void execute(Database database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
