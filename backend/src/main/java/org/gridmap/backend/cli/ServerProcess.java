package org.gridmap.backend.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.administration.Opening;
import org.gridmap.backend.cluster.DatabaseLogins;

/** The server of one installation as a process of its own, found again by a file in its home. */
final class ServerProcess {
  private static final String MAIN_CLASS = "org.gridmap.backend.GridMapApplication";
  private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Installation installation;

  ServerProcess(Installation installation) {
    this.installation = installation;
  }

  /**
   * A server that runs.
   *
   * @param process the process
   * @param port port on 127.0.0.1
   * @param build what it was started from
   */
  record Running(ProcessHandle process, int port, String build) {
    String address() {
      return "http://127.0.0.1:" + port + "/";
    }
  }

  /** The running server, empty when none of this home runs. */
  Optional<Running> find() {
    if (!Files.exists(stateFile())) {
      return Optional.empty();
    }
    Properties state = new Properties();
    try (var reader = Files.newBufferedReader(stateFile())) {
      state.load(reader);
      int port = Integer.parseInt(state.getProperty("port"));
      return ProcessHandle.of(Long.parseLong(state.getProperty("pid")))
          .filter(process -> isOurs(process))
          .map(process -> new Running(process, port, state.getProperty("build", "")));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What the server would be started from now: changes when something was built anew. */
  String build() {
    Path jar = installation.root().resolve("backend/target/gridmap-backend.jar");
    try {
      return Files.getLastModifiedTime(jar).toMillis() + "/" + Files.size(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Command and environment of the server; the password travels in the environment only. */
  ProcessBuilder prepare(DatabaseLogins database, int port, boolean sample, Opening opening) {
    List<String> command = new ArrayList<>(List.of(javaBinary(), "-Xmx3g"));
    Path cache = aotCache();
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
      command.add("-Xlog:aot=off");
    }
    command.addAll(arguments());
    command.add(MAIN_CLASS);
    ProcessBuilder builder = new ProcessBuilder(command).directory(installation.root().toFile());
    builder.environment().putAll(database.environment());
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("GRIDMAP_INTAKE_SAMPLE", Boolean.toString(sample));
    if (opening == Opening.DEMONSTRATION) {
      builder.environment().put("SPRING_PROFILES_ACTIVE", "demo");
    }
    return builder;
  }

  private List<String> arguments() {
    Path target = installation.root().resolve("backend/target");
    return List.of(
        "--enable-native-access=ALL-UNNAMED",
        "-Djdk.xml.dtd.support=deny",
        "-Djava.awt.headless=true",
        "-Dgridmap.web.root=" + installation.root().resolve("web-map/dist"),
        "-Dgridmap.home=" + installation.home(),
        "-cp",
        target.resolve("gridmap-backend.jar") + ":" + target.resolve("lib") + "/*");
  }

  /** Starts the server in the background and waits until it answers. */
  Running start(DatabaseLogins database, int port, boolean sample, Opening opening) {
    requireFree(port);
    try {
      Path log = logFile();
      closeToOthers(log);
      long from = Files.exists(log) ? Files.size(log) : 0;
      Process process =
          prepare(database, port, sample, opening)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      Running running = new Running(process.toHandle(), port, build());
      remember(running);
      LogFollower follower = new LogFollower(log, from);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        follower.printSteps();
        if (!process.isAlive()) {
          throw new CommandException(
              "The server ended while it was starting. The end of its log:\n" + follower.tail());
        }
        if (answers(port)) {
          follower.printSteps();
          return running;
        }
        Thread.sleep(150);
      }
      throw new CommandException("The server did not answer in time. Its log is " + log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted while the server was starting.");
    }
  }

  /** Stops the running server, first politely. */
  void stop() {
    find()
        .map(Running::process)
        .ifPresent(process -> {
          process.destroy();
          try {
            process.onExit().get(20, TimeUnit.SECONDS);
          } catch (Exception e) {
            process.destroyForcibly();
            process.onExit().join();
          }
        });
    stateFile().toFile().delete();
  }

  /**
   * Trains the start-up cache of the JVM: one start that ends by itself. Costs seconds once for
   * each build and halves every later start; without it the server only starts slower.
   */
  void trainStartUp(DatabaseLogins database) {
    Path cache = aotCache();
    if (Files.exists(cache)) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of(javaBinary(), "-Xmx3g", "-XX:AOTCacheOutput=" + cache));
    command.addAll(arguments());
    command.addAll(List.of("-Dspring.context.exit=onRefresh", "-Dserver.port=0", MAIN_CLASS));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(installation.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(installation.home().resolve("training.log").toFile());
    builder.environment().putAll(database.environment());
    try {
      deleteOldCaches(cache);
      Process process = builder.start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted.");
    }
  }

  private void deleteOldCaches(Path current) throws IOException {
    try (var files = Files.newDirectoryStream(installation.home(), "start-*.aot*")) {
      for (Path file : files) {
        if (!file.equals(current)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path aotCache() {
    String key = Integer.toHexString((build() + System.getProperty("java.vm.version")).hashCode());
    return installation.home().resolve("start-" + key + ".aot");
  }

  /** The log names logins and addresses: it is for whoever runs the server and nobody else. */
  static void closeToOthers(Path log) throws IOException {
    if (!Files.exists(log)) {
      Files.createFile(log);
    }
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
  }

  Path logFile() {
    return installation.home().resolve("server.log");
  }

  private Path stateFile() {
    return installation.home().resolve("server.properties");
  }

  void remember(Running running) throws IOException {
    Properties state = new Properties();
    state.setProperty("pid", Long.toString(running.process().pid()));
    state.setProperty("port", Integer.toString(running.port()));
    state.setProperty("build", running.build());
    try (var writer = Files.newBufferedWriter(stateFile())) {
      state.store(writer, "The running server of this GridMap home.");
    }
  }

  private static boolean isOurs(ProcessHandle process) {
    Path arguments = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return process.isAlive()
          && (!Files.exists(arguments) || Files.readString(arguments).contains(MAIN_CLASS));
    } catch (IOException e) {
      return false;
    }
  }

  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new CommandException(
          "Port " + port + " is taken by another program. Choose another one with --port.");
    }
  }

  /** Whether the server answers and has loaded what it needs. */
  static boolean answers(int port) {
    return get(port, "/api/status").filter(body -> body.contains("\"up\":true")).isPresent();
  }

  /** Revision of the map that the server shows, −1 when it does not say. */
  static long revision(int port) {
    return get(port, "/api/status")
        .map(REVISION::matcher)
        .filter(Matcher::find)
        .map(match -> Long.parseLong(match.group(1)))
        .orElse(-1L);
  }

  /** Body of a successful answer. */
  static Optional<String> get(int port, String path) {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(30))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
