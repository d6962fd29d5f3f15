package org.gridmap.backend.cli;

import java.util.concurrent.Callable;
import org.gridmap.backend.cluster.ClusterException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Entry of the command line. */
@Command(
    name = "gridmap",
    description = "GridMap 格图: the grid map of a town.",
    mixinStandardHelpOptions = true,
    version = "GridMap 0.1.0",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      CheckCommand.class,
      ImportCommand.class,
      AccountCommand.class,
      AuditCommand.class,
      KeysCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Also, from the script itself: test (every test, browser tests included), bench (speed, as"
          + " ratios)."
    })
public final class GridMap implements Callable<Integer> {
  /** Exit status of a command that could not do its work. */
  static final int FAILED = 2;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  private GridMap() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new GridMap());
    line.setExecutionExceptionHandler(GridMap::explain);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof ClusterException || failure instanceof CommandException) {
      line.getErr().println(failure.getMessage());
      return FAILED;
    }
    throw failure;
  }
}
