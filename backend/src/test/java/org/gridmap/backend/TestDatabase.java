package org.gridmap.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.flywaydb.core.Flyway;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A real PostGIS for the tests of one JVM: started at first use, migrated once, copied for each
 * test class, gone at the end. Without PostgreSQL the first use throws, so tests fail and never
 * skip.
 *
 * <p>With {@code -Dgridmap.test.cluster=FOLDER} its files stay there, stopped, for the next run,
 * which finds them migrated. A run beside one that holds the folder makes files of its own.
 */
public final class TestDatabase {
  private static final @Nullable String KEPT_FOLDER = System.getProperty("gridmap.test.cluster");

  /** With the extensions, which only the administrator of the server can make, and no table. */
  private static final String EMPTY = "gridmap";

  /** Begins the name of the one that is copied; the digest of its migrations ends it. */
  private static final String MIGRATED = "migrated_";

  private static final AtomicInteger COPIES = new AtomicInteger();

  private static final class Holder {
    static final @Nullable FileLock KEPT = keepFolder();
    static final PrivateCluster CLUSTER = cluster();
    static final DatabaseLogins ADMIN = start();
    static final String TEMPLATE = template(ADMIN);
  }

  private TestDatabase() {}

  /** A database of its own with all migrations applied and no rows. */
  public static DatabaseLogins create() {
    return copyOf(Holder.ADMIN, Holder.TEMPLATE);
  }

  /**
   * A database of its own as an earlier server left it, without rows.
   *
   * @param version the last migration that was applied to it
   */
  public static DatabaseLogins createAt(String version) {
    DatabaseLogins earlier = copyOf(Holder.ADMIN, EMPTY);
    migrate(earlier, version);
    return earlier;
  }

  /** What the server of the tests' databases has logged so far. */
  public static Path log() {
    return Holder.CLUSTER.findData().orElseThrow().resolve("server.log");
  }

  private static DatabaseLogins copyOf(DatabaseLogins admin, String template) {
    String name = "t" + COPIES.incrementAndGet();
    execute(admin.owner(), "CREATE DATABASE " + name + " TEMPLATE " + template);
    return named(admin, name);
  }

  private static void migrate(DatabaseLogins database, String version) {
    Database owner = database.owner();
    Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password())
        .target(version)
        .load()
        .migrate();
  }

  /** Claims the folder in which files stay; null if they shall not, or another run has it. */
  private static @Nullable FileLock keepFolder() {
    if (KEPT_FOLDER == null) {
      return null;
    }
    try {
      Path claim = Files.createDirectories(Path.of(KEPT_FOLDER)).resolve("claim");
      return FileChannel.open(claim, StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrivateCluster cluster() {
    try {
      if (Holder.KEPT != null) {
        return PrivateCluster.in(Path.of(KEPT_FOLDER), step -> {});
      }
      Path home = Files.createTempDirectory("gridmap-test");
      home.toFile().setExecutable(true, false);
      return PrivateCluster.in(home, step -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatabaseLogins start() {
    PrivateCluster cluster = Holder.CLUSTER;
    DatabaseLogins admin = cluster.start();
    // After the servers, which would wait for it.
    SpringApplication.getShutdownHandlers()
        .add(Holder.KEPT == null ? cluster::destroy : cluster::stop);
    return named(admin, "postgres");
  }

  /** The migrated database, made if no earlier run left it; what else one left goes. */
  private static String template(DatabaseLogins admin) {
    String template = MIGRATED + digestOfMigrations();
    List<String> there = databases(admin.owner());
    for (String name : there) {
      if (!name.equals(template) && (name.startsWith(MIGRATED) || name.matches("t\\d+"))) {
        execute(admin.owner(), "DROP DATABASE " + name);
      }
    }
    if (!there.contains(template)) {
      // Named when it is whole: nobody copies half of one.
      DatabaseLogins made = copyOf(admin, EMPTY);
      migrate(made, "latest");
      String url = made.owner().url();
      String name = url.substring(url.lastIndexOf('/') + 1);
      execute(admin.owner(), "ALTER DATABASE " + name + " RENAME TO " + template);
    }
    return template;
  }

  private static String digestOfMigrations() {
    try {
      CRC32C digest = new CRC32C();
      for (Resource migration :
          new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/*.sql")) {
        digest.update(migration.getFilename().getBytes(StandardCharsets.UTF_8));
        digest.update(migration.getContentAsByteArray());
      }
      return Long.toHexString(digest.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> databases(Database server) {
    List<String> names = new ArrayList<>();
    try (Connection connection = open(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT datname FROM pg_database")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseLogins named(DatabaseLogins database, String name) {
    String url = database.owner().url();
    return database.at(url.substring(0, url.lastIndexOf('/') + 1) + name);
  }

  private static void execute(Database database, String sql) {
    try (Connection connection = open(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection open(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
