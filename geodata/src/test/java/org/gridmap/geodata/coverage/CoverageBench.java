package org.gridmap.geodata.coverage;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link CoverageCheckBenchmark} and holds its scores against the reference. */
public final class CoverageBench {

  private CoverageBench() {}

  /**
   * Prints the table; takes about a minute.
   *
   * @throws RunnerException if JMH fails
   */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(CoverageCheckBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    DirtyCoverage dirty =
        new DirtyCoverage(CoverageCheckBenchmark.COLUMNS, CoverageCheckBenchmark.ROWS);
    CoverageReport report =
        CoverageCheck.check(dirty.grids(), null, CoverageCheckOptions.standard());
    String found = dirty.named(report) + " of " + dirty.faults().size() + " planted faults named";
    Statistics reference = BenchTable.rounds(results, "reference");
    String against = "JTS validator + holes of the union";
    BenchTable table = new BenchTable();
    table.row(
        "doctor on 20,000 polygons, one thread",
        against,
        "ms",
        BenchTable.rounds(results, "doctorOneThread"),
        reference,
        "≤ 1.2",
        found);
    table.row(
        "doctor on 20,000 polygons, two threads",
        against,
        "ms",
        BenchTable.rounds(results, "doctorTwoThreads"),
        reference,
        "≤ 0.7",
        found);
  }
}
