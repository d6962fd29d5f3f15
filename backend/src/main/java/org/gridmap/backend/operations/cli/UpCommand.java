package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridmap.backend.identity.administration.StartMode;
import org.gridmap.backend.intake.Sample;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.HomeLock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Starts the database and the server, and says where the map is.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  /** How long the first accounts may take after the server answers. */
  private static final Duration LINKS_PATIENCE = Duration.ofSeconds(60);

  private static final int MAX_PORT = 65_535;

  @Option(names = "--port", description = "Port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--foreground", description = "Stay, with the server's log on the terminal.")
  private boolean foreground;

  @Option(names = "--no-sample", description = "Do not load the sample town on the first start.")
  private boolean noSample;

  @Option(
      names = "--sample",
      paramLabel = "NAME",
      description =
          "What the first start loads: yangdai, two villages (the default), or zone, 78 villages"
              + " with 170,965 residents.")
  private @Nullable Sample sample;

  @Option(
      names = "--end-demonstration",
      description =
          "Closes the one-click accounts for good and prints links for administrators. What was"
              + " loaded stays.")
  private boolean endDemonstration;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 1 || port > MAX_PORT) {
      throw new CommandException("--port takes a number from 1 to " + MAX_PORT + ".");
    }
    if (noSample && sample != null) {
      throw new CommandException("Of --sample and --no-sample only one can be meant.");
    }
    Installation installation = Installation.get();
    ServerProcess server = installation.server();
    Process staying;
    try (HomeLock lock = installation.lock()) {
      if (sample != null) {
        requireRoomFor(sample, installation.startDatabase().owner());
      }
      if (serves(installation, server)) {
        return 0;
      }
      ServerProcess.requireFree(port);
      DatabaseLogins database = installation.startDatabase();
      StartMode opening = opening(database);
      System.out.println("· " + why(opening));
      if (!foreground) {
        start(installation, server, database, opening);
        return 0;
      }
      staying = stay(installation, server, database, opening);
    }
    return staying.waitFor();
  }

  /**
   * Whether a server of this build already serves the port. One that lost its database finds it
   * again by itself; any other is stopped.
   */
  private boolean serves(Installation installation, ServerProcess server) throws IOException {
    Optional<ServerProcess.Running> running = server.find();
    if (running.isEmpty()) {
      return false;
    }
    ServerProcess.Running old = running.get();
    boolean asked = foreground || endDemonstration;
    if (old.build().equals(server.build()) && old.port() == port && !asked) {
      boolean answers = ServerProcess.answers(port);
      if (!answers) {
        installation.startDatabase();
      }
      if (answers || ServerProcess.comesBack(port)) {
        server.remember(old);
        System.out.println("GridMap is already up: " + old.address());
        return true;
      }
    }
    System.out.println("· Stopping the server that runs on port " + old.port());
    server.stop();
    return false;
  }

  /** The sample that an empty installation is filled with. */
  private @Nullable Sample filling() {
    return noSample ? null : Objects.requireNonNullElse(sample, Sample.YANGDAI);
  }

  private static void requireRoomFor(Sample wanted, Database owner) {
    try (Connection connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      Optional<String> taken = wanted.findObstacle(connection);
      if (taken.isPresent()) {
        throw new CommandException(taken.get());
      }
    } catch (SQLException e) {
      throw new CommandException("The database does not answer: " + e.getMessage());
    }
  }

  private void start(
      Installation installation, ServerProcess server, DatabaseLogins database, StartMode opening)
      throws IOException, InterruptedException {
    System.out.println("· Starting the server on 127.0.0.1:" + port);
    ServerProcess.Running started = server.start(database, port, filling(), opening);
    System.out.println("GridMap is up: " + started.address());
    System.out.println("  log: " + server.logFile() + "   stop it with: ./gridmap down");
    printFirstLinks(installation, started, opening);
    server.trainStartUp(database);
  }

  private Process stay(
      Installation installation, ServerProcess server, DatabaseLogins database, StartMode opening)
      throws IOException, InterruptedException {
    Process process = server.prepare(database, port, filling(), opening).inheritIO().start();
    ServerProcess.Running started =
        new ServerProcess.Running(process.toHandle(), port, server.build());
    server.remember(started);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    printFirstLinks(installation, started, opening);
    return process;
  }

  private static String why(StartMode opening) {
    return switch (opening) {
      case DEMONSTRATION ->
          "A demonstration, because it began with the sample: everybody on this machine may sign in"
              + " by one click. It ends by: ./gridmap up --end-demonstration";
      case FIRST_START -> "In earnest, for the first time: administrators are made now";
      case SETTLED -> "In earnest: people sign in to accounts of their own";
      case NO_ADMINISTRATOR ->
          "In earnest, but nobody is left who may administrate it. Make somebody one by: ./gridmap"
              + " account invite LOGIN --role SYSTEM_ADMIN (and SECURITY_ADMIN, twice)";
    };
  }

  private StartMode opening(DatabaseLogins database) {
    Database owner = database.owner();
    try (Connection connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      return StartMode.of(connection, !noSample, endDemonstration);
    } catch (SQLException e) {
      throw new CommandException("The database does not answer: " + e.getMessage());
    }
  }

  /** The server writes the links once it has made the accounts, soon after it answers. */
  private static void printFirstLinks(
      Installation installation, ServerProcess.Running started, StartMode opening)
      throws IOException, InterruptedException {
    if (opening == StartMode.DEMONSTRATION) {
      return;
    }
    List<String> links = StartMode.takeFirstLinks(installation.home());
    long deadline = System.nanoTime() + LINKS_PATIENCE.toNanos();
    while (links.isEmpty()
        && opening == StartMode.FIRST_START
        && started.process().isAlive()
        && System.nanoTime() < deadline) {
      Thread.sleep(100);
      links = StartMode.takeFirstLinks(installation.home());
    }
    if (links.isEmpty()) {
      return;
    }
    System.out.println(
        "The first accounts. Each link opens one of them, once, for 72 hours; it is");
    System.out.println("shown only now. A lost one is replaced by: ./gridmap account invite LOGIN");
    String base = started.address().replaceAll("/$", "");
    for (String line : links) {
      String[] parts = line.split("\t", 2);
      System.out.printf("  %-18s %s%s%n", parts[0], base, parts.length > 1 ? parts[1] : "");
    }
  }
}
