package org.gridmap.backend.bench;

/**
 * One line of the table of measurements.
 *
 * @param work what was done
 * @param reference what it is held against, measured in the same interleaved run
 * @param ours and {@code theirs}: both sides, in the unit named; NaN if not measured
 * @param ratio ours against the reference, as the goal counts it; NaN if not measured
 * @param goal the ratio or figure wanted, in words
 * @param spread ratios of the single rounds, lowest and highest; empty for a single one
 * @param rounds how often both sides took their turn; 0 if not measured
 * @param note CPU time, sizes, or why something was not measured
 */
record BenchRow(
    String work,
    String reference,
    double ours,
    double theirs,
    String unit,
    double ratio,
    String goal,
    String spread,
    int rounds,
    String note) {}
