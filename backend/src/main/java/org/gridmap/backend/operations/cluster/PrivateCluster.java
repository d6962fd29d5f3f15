package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One PostgreSQL cluster with PostGIS that belongs to one GridMap home folder and to nothing else:
 * loopback only, a port of its own, data checksums, password login. It survives restarts and {@code
 * kill -9}.
 */
public final class PrivateCluster {
  private static final String SUPERUSER = "gridmap_admin";
  private static final String OWNER = "gridmap";
  private static final int START_TRIES = 5;

  /** How long the children of a killed server may hold its port. */
  private static final Duration PORT_PATIENCE = Duration.ofSeconds(3);

  /**
   * Seconds; a database that does not answer its administrator must not hold a command for ever.
   */
  private static final String PATIENCE = "?connectTimeout=10&loginTimeout=10&socketTimeout=60";

  private final Path home;
  private final OsUser user = OsUser.ofServer();
  private final Consumer<String> progress;

  private PrivateCluster(Path home, Consumer<String> progress) {
    this.home = home.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /**
   * The cluster of a home folder; nothing is created yet.
   *
   * @param progress told in one sentence what each step does
   */
  public static PrivateCluster in(Path home, Consumer<String> progress) {
    return new PrivateCluster(home, progress);
  }

  /**
   * Creates the cluster if there is none, starts it if it is down, and returns its address. One
   * process at a time does so for one home.
   */
  public DatabaseLogins start() {
    try (HomeLock lock = lock()) {
      PostgresBinaries postgres = PostgresBinaries.get();
      ClusterSettings settings = findSettings().orElseGet(() -> makeSettings(postgres));
      if (settings.rolesSecret().isEmpty()) {
        // A cluster from before the server had roles of its own.
        settings = settings.withRolesSecret(secret());
        settings.write(home);
      }
      if (files(settings).serverPid().isEmpty()) {
        settings = launch(postgres, settings);
      }
      createDatabase(settings);
      return logins(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HomeLock lock() {
    return HomeLock.take(
        home, "cluster", () -> progress.accept("Waiting for another command of this home"));
  }

  /** Stops the server if it runs; open transactions are rolled back. */
  public void stop() {
    try (HomeLock lock = lock()) {
      findFiles()
          .filter(files -> files.serverPid().isPresent())
          .ifPresent(files -> stop(PostgresBinaries.get(), files.path()));
    }
  }

  private void stop(PostgresBinaries postgres, Path data) {
    OsUser.Result result =
        user.run(
            90,
            List.of(
                postgres.tool("pg_ctl").toString(),
                "-D",
                data.toString(),
                "-m",
                "fast",
                "-w",
                "-t",
                "60",
                "stop"));
    if (result.exit() != 0) {
      throw new ClusterException("The database did not stop: " + result.text());
    }
  }

  /** Stops the server and deletes the cluster with all its data; what tests do at their end. */
  public void destroy() {
    stop();
    findData()
        .ifPresent(data -> {
          user.run(60, List.of("rm", "-rf", data.toString()));
        });
  }

  /** Process id of the running server, empty when it is down. */
  public OptionalLong pid() {
    return findFiles().map(DataFolder::serverPid).orElse(OptionalLong.empty());
  }

  /** The running cluster's database; empty when the cluster is down. */
  public Optional<DatabaseLogins> find() {
    return pid().isEmpty() ? Optional.empty() : findSettings().map(PrivateCluster::logins);
  }

  /** Folder of the cluster's files, empty before the first start. */
  public Optional<Path> findData() {
    return findFiles().map(DataFolder::path);
  }

  private Optional<DataFolder> findFiles() {
    return findSettings().map(this::files).or(this::findOrphan);
  }

  private DataFolder files(ClusterSettings settings) {
    return new DataFolder(settings.data(), user);
  }

  /** What the home remembers; a server that runs knows its own port best. */
  private Optional<ClusterSettings> findSettings() {
    return ClusterSettings.find(home)
        .filter(settings -> files(settings).exists())
        .map(settings -> settings.withPort(files(settings).serverPort().orElse(settings.port())));
  }

  /** A cluster whose settings are lost or damaged. */
  private Optional<DataFolder> findOrphan() {
    return folders()
        .map(folder -> new DataFolder(folder.resolve("data"), user))
        .filter(DataFolder::wasConfigured)
        .findFirst();
  }

  private ClusterSettings makeSettings(PostgresBinaries postgres) {
    return findOrphan().map(files -> rescue(postgres, files)).orElseGet(() -> create(postgres));
  }

  /**
   * Gives a cluster whose passwords nobody knows any more new ones. PostgreSQL lets whoever owns
   * the files do so while no server works on them.
   */
  private ClusterSettings rescue(PostgresBinaries postgres, DataFolder files) {
    Path data = files.path();
    progress.accept(
        "cluster.properties is missing or damaged: its passwords are made anew for the data in "
            + data);
    if (files.serverPid().isPresent()) {
      stop(postgres, data);
    }
    try {
      ClusterSettings settings =
          new ClusterSettings(data, LoopbackPort.free(), secret(), secret(), secret());
      Path statements = Files.createTempFile(data.getParent(), "rescue", ".sql");
      // One line for each statement: that is how the single-user server reads.
      Files.writeString(
          statements,
          "ALTER ROLE "
              + SUPERUSER
              + " PASSWORD '"
              + settings.superuserPassword()
              + "'\nALTER ROLE "
              + OWNER
              + " PASSWORD '"
              + settings.ownerPassword()
              + "'\n");
      user.own(statements);
      OsUser.Result result =
          user.run(
              150,
              List.of(
                  "sh",
                  "-c",
                  "exec \"$0\" --single -D \"$1\" postgres < \"$2\"",
                  postgres.tool("postgres").toString(),
                  data.toString(),
                  statements.toString()));
      Files.deleteIfExists(statements);
      if (result.exit() != 0) {
        throw new ClusterException(
            "cluster.properties is damaged and the data in "
                + data
                + " could not be opened without it: "
                + result.text());
      }
      settings.write(home);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClusterSettings create(PostgresBinaries postgres) {
    try {
      Path folder = reachableFolder();
      Path data = folder.resolve("data");
      progress.accept("Creating a private PostgreSQL " + postgres.major() + " cluster");
      if (Files.exists(data)) {
        // An initdb that was killed leaves files that nothing refers to yet.
        user.run(60, List.of("rm", "-rf", data.toString()));
      }
      String superuserPassword = secret();
      Path passwordFile = Files.createTempFile(folder, "pw", "");
      Files.writeString(passwordFile, superuserPassword);
      user.own(folder);
      OsUser.Result result =
          user.run(
              120,
              List.of(
                  postgres.tool("initdb").toString(),
                  "-D",
                  data.toString(),
                  "--data-checksums",
                  "--encoding=UTF8",
                  "--locale=C.UTF-8",
                  "--auth=scram-sha-256",
                  "--username=" + SUPERUSER,
                  "--pwfile=" + passwordFile));
      Files.deleteIfExists(passwordFile);
      if (result.exit() != 0) {
        throw new ClusterException("initdb failed: " + result.text());
      }
      ClusterSettings settings =
          new ClusterSettings(data, LoopbackPort.free(), superuserPassword, secret(), secret());
      settings.write(home);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A folder that the server's user can reach: below home, or, when home lies where that user may
   * not walk (a checkout below /root, say), below /var/lib.
   */
  private Path reachableFolder() throws IOException {
    List<Path> folders = folders().toList();
    Path folder = Files.createDirectories(folders.getFirst());
    if (user.reaches(folder)) {
      return folder;
    }
    Path elsewhere = Files.createDirectories(folders.getLast());
    if (!user.reaches(elsewhere)) {
      throw new ClusterException(
          "The database's user "
              + user.name()
              + " can reach neither "
              + folder
              + " nor "
              + elsewhere
              + ". Set GRIDMAP_HOME to a folder that every user may walk to.");
    }
    progress.accept(
        "User " + user.name() + " cannot reach " + home + ": the data goes to " + elsewhere);
    return elsewhere;
  }

  private Stream<Path> folders() {
    return Stream.of(
            home, Path.of("/var/lib/gridmap", Integer.toHexString(home.toString().hashCode())))
        .map(folder -> folder.resolve("postgres"));
  }

  private ClusterSettings launch(PostgresBinaries postgres, ClusterSettings known)
      throws IOException {
    DataFolder files = files(known);
    Path data = files.path();
    if (!user.reaches(data)) {
      throw new ClusterException(
          "The database's user "
              + user.name()
              + " can no longer reach "
              + data
              + ". Give it the right to walk there (chmod o+x on the folders above) and try again.");
    }
    OsUser.Result last = new OsUser.Result(1, "");
    for (int attempt = 1; attempt <= START_TRIES; attempt++) {
      files.dropForeignPidFile();
      // A server that is up finds its database again only where it was.
      ClusterSettings settings =
          LoopbackPort.comesFree(known.port(), PORT_PATIENCE)
              ? known
              : known.withPort(LoopbackPort.free());
      files.writeConfiguration(settings.port());
      progress.accept("Starting the database on 127.0.0.1:" + settings.port());
      last =
          user.run(
              150,
              List.of(
                  postgres.tool("pg_ctl").toString(),
                  "-D",
                  data.toString(),
                  "-l",
                  files.logFile().toString(),
                  "-w",
                  "-t",
                  "120",
                  "start"));
      if (last.exit() == 0) {
        settings.write(home);
        return settings;
      }
      // After kill -9 of the postmaster its children need a moment to notice and go.
      LoopbackPort.pause(Duration.ofMillis(attempt * 500L));
    }
    throw new ClusterException(
        "The database did not start: " + last.text() + "\n" + files.logTail());
  }

  private static DatabaseLogins logins(ClusterSettings settings) {
    return new DatabaseLogins(
        new Database(
            "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + OWNER,
            OWNER,
            settings.ownerPassword()),
        settings.rolesSecret());
  }

  /** As the superuser: the roles, the database and its extensions, each only if missing. */
  private void createDatabase(ClusterSettings settings) {
    String server = "jdbc:postgresql://127.0.0.1:" + settings.port() + "/";
    String password = settings.superuserPassword();
    try (Connection connection =
            DriverManager.getConnection(server + "postgres" + PATIENCE, SUPERUSER, password);
        Statement statement = connection.createStatement()) {
      if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + OWNER + "'")) {
        // CREATEDB: the tests copy a template database; a cluster of one product loses nothing by
        // it.
        statement.execute(
            "CREATE ROLE " + OWNER + " LOGIN CREATEDB PASSWORD '" + settings.ownerPassword() + "'");
      }
      if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + OWNER + "'")) {
        statement.execute("CREATE DATABASE " + OWNER + " OWNER " + OWNER + " TEMPLATE template0");
      }
      logins(settings).createRoles(connection);
    } catch (SQLException e) {
      throw new ClusterException(
          "The database does not let its own administrator in: " + e.getMessage(), e);
    }
    try (Connection connection =
            DriverManager.getConnection(server + OWNER + PATIENCE, SUPERUSER, password);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS postgis");
      statement.execute("CREATE EXTENSION IF NOT EXISTS btree_gist");
    } catch (SQLException e) {
      throw new ClusterException("PostGIS cannot be switched on: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static String secret() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
