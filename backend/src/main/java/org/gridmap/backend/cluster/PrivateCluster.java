package org.gridmap.backend.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One PostgreSQL cluster with PostGIS that belongs to one GridMap home folder and to nothing else:
 * loopback only, a port of its own, data checksums, password login. It survives restarts and {@code
 * kill -9}.
 */
public final class PrivateCluster {
  private static final String SUPERUSER = "gridmap_admin";
  private static final String OWNER = "gridmap";
  private static final int START_TRIES = 5;

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

  /** Creates the cluster if there is none, starts it if it is down, and returns its address. */
  public DatabaseLogins start() {
    PostgresBinaries postgres = PostgresBinaries.get();
    try {
      Files.createDirectories(home);
      ClusterSettings settings = findSettings().orElseGet(() -> create(postgres));
      if (settings.rolesSecret().isEmpty()) {
        // A cluster from before the server had roles of its own.
        settings = settings.withRolesSecret(secret());
        settings.write(home);
      }
      if (serverPid(settings.data()).isEmpty()) {
        settings = launch(postgres, settings);
      }
      createDatabase(settings);
      return logins(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server if it runs; open transactions are rolled back. */
  public void stop() {
    Optional<Path> data = findData();
    if (data.isEmpty() || serverPid(data.get()).isEmpty()) {
      return;
    }
    OsUser.Result result =
        user.run(
            90,
            List.of(
                PostgresBinaries.get().tool("pg_ctl").toString(),
                "-D",
                data.get().toString(),
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
    return findData().map(this::serverPid).orElse(OptionalLong.empty());
  }

  /** The running cluster's database; empty when the cluster is down. */
  public Optional<DatabaseLogins> find() {
    return pid().isEmpty() ? Optional.empty() : findSettings().map(PrivateCluster::logins);
  }

  /** Folder of the cluster's files, empty before the first start. */
  public Optional<Path> findData() {
    return findSettings().map(ClusterSettings::data);
  }

  private Optional<ClusterSettings> findSettings() {
    return ClusterSettings.find(home)
        .filter(settings -> Files.exists(settings.data().resolve("PG_VERSION")));
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
          new ClusterSettings(data, freePort(), superuserPassword, secret(), secret());
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
    Path folder = Files.createDirectories(home.resolve("postgres"));
    if (user.reaches(folder)) {
      return folder;
    }
    Path elsewhere =
        Path.of("/var/lib/gridmap", Integer.toHexString(home.toString().hashCode()))
            .resolve("postgres");
    Files.createDirectories(elsewhere);
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

  private ClusterSettings launch(PostgresBinaries postgres, ClusterSettings known)
      throws IOException {
    ClusterSettings settings = known;
    Path data = settings.data();
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
      dropForeignPidFile(data);
      if (!isFree(settings.port())) {
        settings = settings.withPort(freePort());
        settings.write(home);
      }
      String port = Integer.toString(settings.port());
      writeConfiguration(data, port);
      progress.accept("Starting the database on 127.0.0.1:" + port);
      last =
          user.run(
              150,
              List.of(
                  postgres.tool("pg_ctl").toString(),
                  "-D",
                  data.toString(),
                  "-l",
                  data.resolve("server.log").toString(),
                  "-w",
                  "-t",
                  "120",
                  "start"));
      if (last.exit() == 0) {
        return settings;
      }
      // After kill -9 of the postmaster its children need a moment to notice and go.
      pause(attempt * 500L);
    }
    throw new ClusterException("The database did not start: " + last.text() + "\n" + tail(data));
  }

  private String tail(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data.resolve("server.log"), OsUser.CONSOLE);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private void writeConfiguration(Path data, String port) throws IOException {
    // Errors are logged terse and without statements: a refused row must not put its values there.
    Files.writeString(
        data.resolve("gridmap.conf"),
        """
        listen_addresses = '127.0.0.1'
        port = %s
        unix_socket_directories = ''
        max_connections = 160
        shared_buffers = '512MB'
        effective_cache_size = '2GB'
        work_mem = '32MB'
        maintenance_work_mem = '256MB'
        max_wal_size = '4GB'
        random_page_cost = 1.1
        jit = off
        timezone = 'UTC'
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_parameter_max_length_on_error = 0
        """
            .formatted(port));
    Path main = data.resolve("postgresql.conf");
    String include = "include_if_exists = 'gridmap.conf'";
    if (!Files.readString(main).contains(include)) {
      Files.writeString(main, "\n" + include + "\n", java.nio.file.StandardOpenOption.APPEND);
    }
    user.own(data.resolve("gridmap.conf"));
  }

  private OptionalLong serverPid(Path data) {
    try {
      Path file = data.resolve("postmaster.pid");
      if (!Files.exists(file)) {
        return OptionalLong.empty();
      }
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid).filter(p -> isServerOf(p, data)).isPresent()
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean isServerOf(ProcessHandle process, Path data) {
    Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return process.isAlive()
          && (!Files.exists(arguments) || Files.readString(arguments).contains(data.toString()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a pid file that names a process which is not this cluster's (after a reboot, say). */
  private void dropForeignPidFile(Path data) throws IOException {
    if (serverPid(data).isEmpty()) {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
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
            DriverManager.getConnection(server + "postgres", SUPERUSER, password);
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
          "The database refuses its own administrator: " + e.getMessage(), e);
    }
    try (Connection connection = DriverManager.getConnection(server + OWNER, SUPERUSER, password);
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while the database was starting", e);
    }
  }
}
