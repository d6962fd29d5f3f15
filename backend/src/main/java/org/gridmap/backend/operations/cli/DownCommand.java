package org.gridmap.backend.operations.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.gridmap.backend.operations.cluster.HomeLock;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import picocli.CommandLine.Command;

@Command(
    name = "down",
    description = "Stops what up started: the server, then the private database.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Installation installation = Installation.get();
    if (!Files.exists(installation.home())) {
      System.out.println("GridMap was not running.");
      return 0;
    }
    try (HomeLock lock = installation.lock()) {
      ServerProcess server = installation.server();
      boolean served = server.find().isPresent();
      server.stop();
      PrivateCluster cluster = installation.cluster();
      boolean stored = cluster.pid().isPresent();
      cluster.stop();
      System.out.println(
          served || stored ? "GridMap is down. Its data stays." : "GridMap was not running.");
      return 0;
    }
  }
}
