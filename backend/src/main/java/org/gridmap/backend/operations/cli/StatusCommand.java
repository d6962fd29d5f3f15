package org.gridmap.backend.operations.cli;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = "Says what runs. Exit status 0 when the map is served, 1 when it is not.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Installation installation = Installation.get();
    System.out.println("home      " + installation.home());
    if (installation.externalDatabase().isPresent()) {
      System.out.println("database  external, from GRIDMAP_DATABASE_URL");
    } else {
      OptionalLong pid = installation.cluster().pid();
      System.out.println(
          "database  "
              + (pid.isPresent()
                  ? "up, process "
                      + pid.getAsLong()
                      + ", data in "
                      + installation.cluster().findData().orElseThrow()
                  : "down"));
    }
    Optional<ServerProcess.Running> running = installation.server().find();
    boolean answers = running.map(r -> ServerProcess.answers(r.port())).orElse(false);
    System.out.println(
        "server    "
            + running
                .map(r ->
                    (answers ? "up, " : "does not answer, ")
                        + r.address()
                        + ", process "
                        + r.process().pid())
                .orElse("down"));
    return answers ? 0 : 1;
  }
}
