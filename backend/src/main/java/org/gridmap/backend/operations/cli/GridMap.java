package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.gridmap.backend.operations.cluster.ClusterException;
import org.gridmap.geodata.source.UnfinishedWork;
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
      KeysCommand.class
    },
    footer = {
      "",
      "Also, from the script itself: test (every test, browser tests included), bench (speed, as"
          + " ratios)."
    })
public final class GridMap implements Callable<Integer> {
  /** Exit status of a command that could not do its work. */
  static final int FAILED = 2;

  private static volatile boolean ending;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  private GridMap() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    // Libraries write to the console what is ours to say, or to leave.
    LogManager.getLogManager().reset();
    Runtime.getRuntime().addShutdownHook(new Thread(GridMap::end, "end"));
    CommandLine line = new CommandLine(new GridMap());
    line.setExecutionExceptionHandler(GridMap::explain);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    int status;
    try {
      status = line.execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.printf(
          "There is not enough memory for this (%d MB are allowed).%n",
          Runtime.getRuntime().maxMemory() >> 20);
      status = FAILED;
    } catch (Error e) {
      status = ErrorLog.explain(e);
    }
    System.exit(status);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  /** Whoever ended the command wants neither what it left nor the errors that its end causes. */
  private static void end() {
    ending = true;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    UnfinishedWork.abandon();
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    if (ending) {
      return FAILED;
    }
    if (failure instanceof ClusterException || failure instanceof CommandException) {
      System.err.println(failure.getMessage());
      return FAILED;
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      System.err.println(
          "A file cannot be read or written ("
              + failure.getMessage()
              + "). Is there room on the disk, and may you write there?");
      return FAILED;
    }
    return ErrorLog.explain(failure);
  }
}
