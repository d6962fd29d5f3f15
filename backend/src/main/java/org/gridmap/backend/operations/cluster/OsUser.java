package org.gridmap.backend.operations.cluster;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The operating-system user that owns the cluster's files and runs its server. PostgreSQL refuses
 * root, so a root caller runs it as {@code postgres}; everybody else runs it as himself.
 *
 * @param name user name, or empty for the caller himself
 */
record OsUser(String name) {
  static final Charset CONSOLE = StandardCharsets.UTF_8;
  private static final String SERVER_USER = "postgres";

  static OsUser ofServer() {
    return new OsUser("root".equals(System.getProperty("user.name")) ? SERVER_USER : "");
  }

  boolean isCaller() {
    return name.isEmpty();
  }

  /** Runs a command as this user and returns what it printed, both streams together. */
  Result run(long timeoutSeconds, List<String> command) {
    List<String> full = new ArrayList<>();
    if (!isCaller()) {
      full.addAll(List.of("setpriv", "--reuid=" + name, "--regid=" + name, "--init-groups", "--"));
    }
    full.addAll(command);
    try {
      // A file and not a pipe: a server started by pg_ctl inherits the stream and would keep a pipe
      // open.
      Path output = Files.createTempFile("gridmap-cluster", ".out");
      try {
        Process process =
            new ProcessBuilder(full)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new ClusterException(
              command.getFirst() + " did not end within " + timeoutSeconds + " s");
        }
        return new Result(process.exitValue(), Files.readString(output, CONSOLE).strip());
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new ClusterException("Cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while running " + command.getFirst(), e);
    }
  }

  /** Gives a folder, with all that it holds, to this user. */
  void own(Path folder) {
    if (isCaller()) {
      return;
    }
    Result result =
        new OsUser("").run(60, List.of("chown", "-R", name + ":" + name, folder.toString()));
    if (result.exit() != 0) {
      throw new ClusterException(
          "Cannot give " + folder + " to user " + name + ": " + result.text());
    }
  }

  /** Whether this user can walk to the folder. */
  boolean reaches(Path folder) {
    return isCaller() || run(10, List.of("test", "-x", folder.toString())).exit() == 0;
  }

  /**
   * @param exit exit status
   * @param text what the command printed
   */
  record Result(int exit, String text) {}
}
