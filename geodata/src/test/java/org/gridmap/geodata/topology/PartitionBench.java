package org.gridmap.geodata.topology;

import java.util.Collection;
import org.gridmap.geodata.coverage.BenchTable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PartitionBenchmark} and prints its scores with their ratios and goals. */
public final class PartitionBench {

  private PartitionBench() {}

  /**
   * Prints the table; takes about a minute.
   *
   * @throws RunnerException if JMH fails
   */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(PartitionBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    BenchTable table = new BenchTable();
    table.row(
        "partition of 10,000 grids built",
        "JTS coverage validator + union",
        "ms",
        BenchTable.rounds(results, "build"),
        BenchTable.rounds(results, "reference"),
        "≤ 1.5",
        "");
    table.row(
        "edit, hash and undo in 10,000 grids",
        "the same in a town of 76",
        "ms",
        BenchTable.rounds(results, "editLarge"),
        BenchTable.rounds(results, "editTown"),
        "≤ 3",
        "");
  }
}
