package org.gridmap.backend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridmap.backend.cluster.DatabaseLogins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Starts the database and the server, and says where the map is.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Option(names = "--port", description = "Port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--foreground", description = "Stay, with the server's log on the terminal.")
  private boolean foreground;

  @Option(names = "--no-sample", description = "Do not load the sample town on the first start.")
  private boolean noSample;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation installation = Installation.get();
    Files.createDirectories(installation.home());
    ServerProcess server = installation.server();
    Optional<ServerProcess.Running> running = server.find();
    if (running.isPresent()) {
      ServerProcess.Running old = running.get();
      boolean current = old.build().equals(server.build()) && old.port() == port && !foreground;
      if (current && ServerProcess.answers(old.port())) {
        System.out.println("GridMap is already up: " + old.address());
        return 0;
      }
      System.out.println("· Stopping the server that runs on port " + old.port());
      server.stop();
    }
    ServerProcess.requireFree(port);
    DatabaseLogins database = installation.startDatabase();
    if (foreground) {
      return stay(server, database);
    }
    System.out.println("· Starting the server on 127.0.0.1:" + port);
    ServerProcess.Running started = server.start(database, port, !noSample);
    System.out.println("GridMap is up: " + started.address());
    System.out.println("  log: " + server.logFile() + "   stop it with: ./gridmap down");
    server.trainStartUp(database);
    return 0;
  }

  private int stay(ServerProcess server, DatabaseLogins database)
      throws IOException, InterruptedException {
    Process process = server.prepare(database, port, !noSample).inheritIO().start();
    server.remember(new ServerProcess.Running(process.toHandle(), port, server.build()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    return process.waitFor();
  }
}
