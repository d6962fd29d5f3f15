package org.gridmap.geodata.topology;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link PartitionBenchmark} and prints its scores with their ratios and goals. */
public final class PartitionBench {

  private PartitionBench() {}

  private static double score(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }

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
                    .shouldFailOnError(true)
                    .build())
            .run();
    double reference = score(results, "reference");
    double build = score(results, "build");
    double town = score(results, "editTown");
    double large = score(results, "editLarge");
    record Row(String what, double milliseconds, double ratio, double goal, String note) {}
    List<Row> rows =
        List.of(
            new Row("JTS coverage validator + union", reference, 1, Double.NaN, "10,000 grids"),
            new Row("partition built", build, build / reference, 1.5, "10,000 grids"),
            new Row("edit, hash and undo in a town", town, 1, Double.NaN, "76 grids"),
            new Row(
                "edit, hash and undo", large, large / town, 3, "10,000 grids, against the town"));
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-36s %9.3f ms  ratio %.2f%s  %s%n",
          row.what(),
          row.milliseconds(),
          row.ratio(),
          Double.isNaN(row.goal()) ? "" : String.format(Locale.ROOT, " (goal <= %.2f)", row.goal()),
          row.note());
    }
  }
}
