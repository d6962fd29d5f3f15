package org.gridmap.backend.plan.workload;

/**
 * Work of one of each, in a plan's own measure.
 *
 * @param households of one household
 * @param residents of one resident
 * @param enterprises of one enterprise
 * @param rentals of one let house
 * @param careNeeds of one person in need of care
 * @param areaHectares of one hectare
 */
public record Weights(
    double households,
    double residents,
    double enterprises,
    double rentals,
    double careNeeds,
    double areaHectares) {
  /** Work of some counts in the order of {@link HouseTable#MEASURES}, on some land. */
  double work(long[] counts, double squareMetres) {
    return households * counts[0]
        + residents * counts[1]
        + enterprises * counts[2]
        + rentals * counts[3]
        + careNeeds * counts[4]
        + areaHectares * squareMetres / 10_000;
  }
}
