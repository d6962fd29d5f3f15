package org.gridmap.backend.bench;

/**
 * One line of the table of measurements.
 *
 * @param work what was done
 * @param reference what it is held against, measured in the same interleaved run
 * @param ours and {@code theirs}: both sides, in the unit named
 * @param ratio ours against the reference, as the goal counts it; NaN if not measured
 * @param goal the ratio or figure wanted, in words
 * @param note CPU time, sizes, or why something was not measured
 */
public record BenchRow(
    String work,
    String reference,
    double ours,
    double theirs,
    String unit,
    double ratio,
    String goal,
    String note) {}
