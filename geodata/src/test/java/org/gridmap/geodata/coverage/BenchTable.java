package org.gridmap.geodata.coverage;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** Prints measurements as a Markdown table with the columns of the backend's. */
public final class BenchTable {
  /** Prints the head of the table. */
  public BenchTable() {
    System.out.println(
        "| work | ours | reference | unit | against | ratio | goal | spread | rounds | note |");
    System.out.println("|---|--:|--:|---|---|--:|---|---|--:|---|");
  }

  /**
   * Prints a row.
   *
   * @param work what was done
   * @param reference what it is held against
   * @param unit of both sides
   * @param ours and {@code theirs}: every round of both sides
   * @param goal what the ratio should be, in words
   */
  public void row(
      String work,
      String reference,
      String unit,
      Statistics ours,
      Statistics theirs,
      String goal,
      String note) {
    double middle = theirs.getPercentile(50);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.2f | %,.2f | %s | %s | %.2f | %s | %.2f–%.2f | %d | %s |%n",
        work,
        ours.getPercentile(50),
        middle,
        unit,
        reference,
        ours.getPercentile(50) / middle,
        goal,
        ours.getMin() / middle,
        ours.getMax() / middle,
        ours.getN(),
        note);
  }

  /** The rounds of one benchmark method. */
  public static Statistics rounds(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getStatistics();
  }
}
