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
import org.gridmap.backend.cluster.Database;
import org.gridmap.backend.cluster.PrivateCluster;

/**
 * A real PostGIS for the tests of one JVM: started at first use, migrated once, copied for each
 * test class, gone at the end. Without PostgreSQL the first use throws, so tests fail and never
 * skip.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "gridmap_template";
  private static final AtomicInteger COPIES = new AtomicInteger();

  private static final class Holder {
    static final Database ADMIN = start();
  }

  private TestDatabase() {}

  /** A database of its own with all migrations applied and no rows. */
  public static Database create() {
    Database admin = Holder.ADMIN;
    String name = "t" + COPIES.incrementAndGet();
    execute(admin, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return named(admin, name);
  }

  private static Database start() {
    try {
      Path home = Files.createTempDirectory("gridmap-test");
      home.toFile().setExecutable(true, false);
      PrivateCluster cluster = PrivateCluster.in(home, step -> {});
      Database admin = cluster.start();
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::destroy));
      Flyway.configure().dataSource(admin.url(), admin.user(), admin.password()).load().migrate();
      Database server = named(admin, "postgres");
      execute(server, "ALTER DATABASE gridmap RENAME TO " + TEMPLATE);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Database named(Database database, String name) {
    String server = database.url().substring(0, database.url().lastIndexOf('/') + 1);
    return new Database(server + name, database.user(), database.password());
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
