package org.gridmap.backend.plan.workload;

/**
 * The numbers of one grid of a plan.
 *
 * @param code code of the grid
 * @param houses houses in it
 * @param households households in these
 * @param residents residents in these
 * @param enterprises enterprises in these
 * @param rentals let houses
 * @param careNeeds people in need of care
 * @param areaSquareMetres on the ellipsoid
 * @param perimeterMetres length of its border
 * @param compactness 4π × area ÷ perimeter²: 1 for a circle, less for all else
 * @param workload weighted work over that of the average leaf grid of the plan
 */
public record GridNumbers(
    String code,
    int houses,
    long households,
    long residents,
    long enterprises,
    long rentals,
    long careNeeds,
    double areaSquareMetres,
    double perimeterMetres,
    double compactness,
    double workload) {}
