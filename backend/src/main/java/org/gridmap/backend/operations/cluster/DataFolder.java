package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The folder of a cluster's files, and the server that works on them as far as the folder tells.
 *
 * @param path the folder
 * @param user who owns it
 */
record DataFolder(Path path, OsUser user) {
  private static final String CONFIGURATION = "gridmap.conf";

  /** Whether initdb made a cluster here. */
  boolean exists() {
    return Files.exists(path.resolve("PG_VERSION"));
  }

  /** Whether a server was configured here; what initdb left when it was killed was not. */
  boolean wasConfigured() {
    return exists() && Files.exists(path.resolve(CONFIGURATION));
  }

  /** Process id of the server that works on this folder, empty when none does. */
  OptionalLong serverPid() {
    try {
      Path file = pidFile();
      if (!Files.exists(file)) {
        return OptionalLong.empty();
      }
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid).filter(this::isServer).isPresent()
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The port that the running server listens on: the fourth line of its pid file. */
  OptionalInt serverPort() {
    if (serverPid().isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile());
      return lines.size() < 4
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(lines.get(3).strip()));
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private Path pidFile() {
    return path.resolve("postmaster.pid");
  }

  private boolean isServer(ProcessHandle process) {
    Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return process.isAlive()
          && (!Files.exists(arguments) || Files.readString(arguments).contains(path.toString()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a pid file that names a process which is not this cluster's (after a reboot, say). */
  void dropForeignPidFile() throws IOException {
    if (serverPid().isEmpty()) {
      Files.deleteIfExists(pidFile());
    }
  }

  /** What the server is to be started with. */
  void writeConfiguration(int port) throws IOException {
    Path file = path.resolve(CONFIGURATION);
    // Errors are logged terse and without statements: a refused row must not put its values there.
    Files.writeString(
        file,
        """
        listen_addresses = '127.0.0.1'
        port = %d
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
    Path main = path.resolve("postgresql.conf");
    String include = "include_if_exists = '" + CONFIGURATION + "'";
    if (!Files.readString(main).contains(include)) {
      Files.writeString(main, "\n" + include + "\n", StandardOpenOption.APPEND);
    }
    user.own(file);
  }

  Path logFile() {
    return path.resolve("server.log");
  }

  /** The last lines that the server wrote. */
  String logTail() throws IOException {
    List<String> lines = Files.readAllLines(logFile(), OsUser.CONSOLE);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
