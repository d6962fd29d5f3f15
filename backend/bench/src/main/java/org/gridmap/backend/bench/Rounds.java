package org.gridmap.backend.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two sides that took turns, round by round.
 *
 * @param ours and {@code theirs}: medians of the rounds
 * @param ratios ours against theirs of each round, ascending
 */
record Rounds(double ours, double theirs, List<Double> ratios) {
  static Rounds of(List<Double> ours, List<Double> theirs) {
    return new Rounds(
        median(ours),
        median(theirs),
        IntStream.range(0, ours.size())
            .mapToObj(i -> ours.get(i) / theirs.get(i))
            .sorted()
            .toList());
  }

  /** A line of the table. */
  BenchRow row(String work, String reference, String unit, String goal, String note) {
    return new BenchRow(
        work, reference, ours, theirs, unit, ratio(), goal, spread(), ratios.size(), note);
  }

  /**
   * The median of the rounds' ratios: whatever else the machine did in one of them moves it little.
   */
  private double ratio() {
    return ratios.get(ratios.size() / 2);
  }

  /** Where nine of ten rounds lie; of few rounds the lowest and the highest. */
  private String spread() {
    int cut = ratios.size() / 20;
    return String.format(
        Locale.ROOT, "%.2f–%.2f", ratios.get(cut), ratios.get(ratios.size() - 1 - cut));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
