package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.identity.administration.StartMode;
import org.gridmap.backend.intake.Sample;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.jspecify.annotations.Nullable;

/** The server of one installation as a process of its own, found again by a file in its home. */
final class ServerProcess {
  private static final String MAIN_CLASS = "org.gridmap.backend.GridMapApplication";
  private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");
  private static final Pattern PORT = Pattern.compile("(?:^|\0)SERVER_PORT=([0-9]{1,5})\0");
  private static final String BUILD = "-Dgridmap.build=";
  private static final String TRAINING = "-Dspring.context.exit=";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How long a server may take to find a database that has come back. */
  private static final Duration RETURN_PATIENCE = Duration.ofSeconds(8);

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
    return remembered().or(this::seen);
  }

  private Optional<Running> remembered() {
    Properties state = new Properties();
    try (var reader = Files.newBufferedReader(stateFile())) {
      state.load(reader);
      int port = Integer.parseInt(state.getProperty("port", ""));
      return ProcessHandle.of(Long.parseLong(state.getProperty("pid", "")))
          .filter(this::isOurs)
          .map(process -> new Running(process, port, state.getProperty("build", "")));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A server of this home of which no file tells, because that is lost or damaged. */
  private Optional<Running> seen() {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(this::isOurs)
        .map(process -> new Running(process, port(process), build(process)))
        .findFirst();
  }

  private static String build(ProcessHandle process) {
    return words(process).stream()
        .filter(word -> word.startsWith(BUILD))
        .map(word -> word.substring(BUILD.length()))
        .findFirst()
        .orElse("");
  }

  /** The port that a server was told at its start; 0 when that cannot be read. */
  private static int port(ProcessHandle process) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      Matcher matcher = PORT.matcher(Files.readString(environment, StandardCharsets.ISO_8859_1));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
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
  ProcessBuilder prepare(
      DatabaseLogins database, int port, @Nullable Sample sample, StartMode opening) {
    List<String> command = new ArrayList<>(List.of(javaBinary(), memoryOptions()));
    Path cache = aotCache();
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
      command.add("-Xlog:aot*=off");
    }
    command.addAll(arguments());
    command.add(BUILD + build());
    command.add(MAIN_CLASS);
    ProcessBuilder builder = new ProcessBuilder(command).directory(installation.root().toFile());
    builder.environment().putAll(database.environment());
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("GRIDMAP_INTAKE_SAMPLE", sample == null ? "" : sample.label());
    if (opening == StartMode.DEMONSTRATION) {
      builder.environment().put("SPRING_PROFILES_ACTIVE", "demo");
    }
    return builder;
  }

  private String memoryOptions() {
    return "@" + installation.root().resolve("backend/server.options");
  }

  private List<String> arguments() {
    Path target = installation.root().resolve("backend/target");
    return List.of(
        "--enable-native-access=ALL-UNNAMED",
        "-Djdk.xml.dtd.support=deny",
        "-Djava.awt.headless=true",
        "-Dgridmap.web.root=" + installation.root().resolve("web-map/dist"),
        homeArgument(),
        "-cp",
        target.resolve("gridmap-backend.jar") + ":" + target.resolve("lib") + "/*");
  }

  /**
   * Starts the server in the background and waits until it answers, for as long as it tells of
   * steps.
   */
  Running start(DatabaseLogins database, int port, @Nullable Sample sample, StartMode opening) {
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
        if (follower.printSteps()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        }
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

  /** Stops the running server; kills it if it has not ended after 20 seconds. */
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
        new ArrayList<>(List.of(javaBinary(), memoryOptions(), "-XX:AOTCacheOutput=" + cache));
    command.addAll(arguments());
    command.addAll(List.of(TRAINING + "onRefresh", "-Dserver.port=0", MAIN_CLASS));
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
    // Aside and moved: a killed command leaves the old file or the new one, never half of it.
    Path aside = installation.home().resolve("server.properties.new");
    try (var writer = Files.newBufferedWriter(aside)) {
      state.store(writer, "The running server of this GridMap home.");
    }
    Files.move(
        aside, stateFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean isOurs(ProcessHandle process) {
    if (!process.isAlive() || !Files.isDirectory(Path.of("/proc/self"))) {
      // Where no command line can be read, the remembered number has to do.
      return process.isAlive();
    }
    List<String> words = words(process);
    return words.contains(MAIN_CLASS)
        && words.contains(homeArgument())
        && words.stream().noneMatch(word -> word.startsWith(TRAINING));
  }

  /** The command line of a process, as far as it may be read. */
  private static List<String> words(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private String homeArgument() {
    return "-Dgridmap.home=" + installation.home();
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

  /** Whether the server answers, or does so soon: its database may just have come back. */
  static boolean comesBack(int port) {
    long deadline = System.nanoTime() + RETURN_PATIENCE.toNanos();
    while (!answers(port)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException("Interrupted while waiting for the server.");
      }
    }
    return true;
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
                  .timeout(Duration.ofSeconds(5))
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
