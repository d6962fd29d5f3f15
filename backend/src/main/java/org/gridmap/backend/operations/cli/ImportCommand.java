package org.gridmap.backend.operations.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gridmap.backend.intake.Intake;
import org.gridmap.backend.intake.IntakeException;
import org.gridmap.backend.intake.IntakeOrder;
import org.gridmap.backend.intake.IntakeReport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = "Imports files as grids, houses or roads: all of them or nothing.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private static final int MAP_PATIENCE_MILLISECONDS = 10_000;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of one import.")
  private List<Path> files;

  @Option(names = "--as", required = true, description = "grids, houses or roads.")
  private IntakeOrder.Content content;

  @Option(
      names = "--parent",
      paramLabel = "CODE",
      description = "Code of the area that the grids divide, for example 350582103220.")
  private @Nullable String parent;

  @Option(
      names = "--name",
      description =
          "Name of that area, where the official list does not know it. Without --parent, grids that have"
              + " none above them get an area of that name.")
  private @Nullable String name;

  @Mixin private FileOptions reading;

  @Option(
      names = "--map",
      paramLabel = "OURS=THEIRS",
      description = "Which field of the file holds what, e.g. --map code=网格编号 --map name=NAME_1.")
  private Map<String, String> fields = Map.of();

  @Option(names = "--attribution", description = "Whom the map must name.")
  private @Nullable String attribution;

  @Option(names = "--dry-run", description = "Do everything, report it, and take it back.")
  private boolean dryRun;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  ImportCommand() {}

  @Override
  public Integer call() throws Exception {
    for (Path file : files) {
      if (!Files.exists(file)) {
        System.err.println("There is no file " + file + ".");
        return GridMap.FAILED;
      }
    }
    return CommandContext.run(this::run);
  }

  private int run(ConfigurableApplicationContext context) throws InterruptedException {
    TerminalProgress progress = new TerminalProgress();
    Intake intake = context.getBean(Intake.class);
    try {
      IntakeOrder order =
          new IntakeOrder(
              files,
              content,
              parent,
              name,
              reading.crs,
              reading.layer,
              reading.datumShift,
              fields,
              attribution,
              dryRun);
      IntakeReport report = intake.run(order, progress);
      progress.end();
      report.lines().forEach(System.out::println);
      if (!dryRun) {
        awaitMap(Installation.get(), intake.revision());
      }
      return 0;
    } catch (IntakeException e) {
      progress.end();
      System.err.println(e.getMessage());
      return GridMap.FAILED;
    }
  }

  /** Returns once the running server serves what was imported; says so if it does not. */
  private static void awaitMap(Installation installation, long revision)
      throws InterruptedException {
    var running = installation.server().find();
    if (running.isEmpty()) {
      return;
    }
    int port = running.get().port();
    for (int waited = 0; waited < MAP_PATIENCE_MILLISECONDS; waited += 50) {
      if (ServerProcess.revision(port) >= revision) {
        System.out.println("The map shows it: " + running.get().address());
        return;
      }
      Thread.sleep(50);
    }
    System.err.println("It is stored, but the running server has not noticed it yet.");
  }
}
