package org.gridmap.backend.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Times of many requests, in milliseconds. */
record Percentiles(double[] sorted) {
  static Percentiles of(Collection<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  double p95() {
    return sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)];
  }

  /** A row of the 95th percentiles of both sides. */
  BenchRow row(String work, Percentiles reference, String against, String goal, String note) {
    return new BenchRow(
        work + ", p95",
        against + ", p95",
        p95(),
        reference.p95(),
        "ms",
        p95() / reference.p95(),
        goal,
        "",
        sorted.length,
        String.format(
            Locale.ROOT,
            "p50 %.1f ms, slowest %.1f ms%s",
            sorted[sorted.length / 2],
            sorted[sorted.length - 1],
            note.isEmpty() ? "" : "; " + note));
  }
}
