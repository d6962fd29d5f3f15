package org.gridmap.backend.plan.workload;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of one grid of a plan. Counts of people are null where there are too few to be told.
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
    @Nullable Long households,
    @Nullable Long residents,
    long enterprises,
    long rentals,
    @Nullable Long careNeeds,
    double areaSquareMetres,
    double perimeterMetres,
    double compactness,
    double workload) {}
