package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link CoverageCheckBenchmark} and turns its scores into ratios against the reference. */
public final class CoverageBench {

  /**
   * One row of the table.
   *
   * @param what the work
   * @param milliseconds the time of one run
   * @param ratio against the reference of the same run
   * @param goal what the ratio should not exceed; NaN for the reference itself
   * @param note what was found
   */
  public record Row(String what, double milliseconds, double ratio, double goal, String note) {}

  private CoverageBench() {}

  /**
   * Measures; takes about a minute.
   *
   * @throws RunnerException if JMH fails
   */
  public static List<Row> rows() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(CoverageCheckBenchmark.class.getName())
                    .shouldFailOnError(true)
                    .build())
            .run();
    DirtyCoverage dirty =
        new DirtyCoverage(CoverageCheckBenchmark.COLUMNS, CoverageCheckBenchmark.ROWS);
    CoverageReport report =
        CoverageCheck.check(dirty.grids(), null, CoverageCheckOptions.standard());
    String found = dirty.named(report) + " of " + dirty.faults().size() + " planted faults named";
    double reference = score(results, "reference");
    double one = score(results, "doctorOneThread");
    double two = score(results, "doctorTwoThreads");
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row("JTS validator + holes of the union", reference, 1, Double.NaN, "20,000 polygons"));
    rows.add(new Row("doctor, one thread", one, one / reference, 1.2, found));
    rows.add(new Row("doctor, two threads", two, two / reference, 0.7, found));
    return rows;
  }

  private static double score(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws RunnerException {
    for (Row row : rows()) {
      System.out.printf(
          Locale.ROOT,
          "%-36s %9.1f ms  ratio %.2f%s  %s%n",
          row.what(),
          row.milliseconds(),
          row.ratio(),
          Double.isNaN(row.goal()) ? "" : String.format(Locale.ROOT, " (goal <= %.2f)", row.goal()),
          row.note());
    }
  }
}
