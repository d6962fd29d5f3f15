package org.gridmap.geodata.coverage;

/**
 * How a coverage is to be checked.
 *
 * @param minAreaSquareMetres overlaps, gaps and parts outside the parent that are smaller are
 *     counted but not listed
 * @param edgeToleranceMetres how near a corner must lie to another grid's border to count as an
 *     edge mismatch
 * @param gapWidthMetres land of nobody that is narrower between facing borders is a strip; 0 to
 *     look for none
 * @param parallelism how many threads may work
 * @param crossingBudget how many crossings of borders are examined before grids are given up as too
 *     complex
 * @param pairBudget how many pairs that share land are measured
 */
public record CoverageCheckOptions(
    double minAreaSquareMetres,
    double edgeToleranceMetres,
    double gapWidthMetres,
    int parallelism,
    int crossingBudget,
    int pairBudget) {

  /**
   * @throws IllegalArgumentException if a figure is negative, not finite or zero where that makes
   *     no sense
   */
  public CoverageCheckOptions {
    if (!(minAreaSquareMetres >= 0) || Double.isInfinite(minAreaSquareMetres)) {
      throw new IllegalArgumentException("the smallest area must be 0 m² or more");
    }
    if (!(edgeToleranceMetres >= 0) || edgeToleranceMetres > 10) {
      throw new IllegalArgumentException("the edge tolerance must lie between 0 and 10 m");
    }
    if (!(gapWidthMetres >= 0) || gapWidthMetres > 100) {
      throw new IllegalArgumentException("the gap width must lie between 0 and 100 m");
    }
    if (parallelism < 1 || crossingBudget < 1 || pairBudget < 1) {
      throw new IllegalArgumentException("threads and budgets must be 1 or more");
    }
  }

  /** 0.01 m², 2 cm, strips under 2 m, one thread for each processor. */
  public static CoverageCheckOptions standard() {
    return new CoverageCheckOptions(
        0.01, 0.02, 2, Runtime.getRuntime().availableProcessors(), 200_000, 20_000);
  }

  public CoverageCheckOptions withMinAreaSquareMetres(double area) {
    return new CoverageCheckOptions(
        area, edgeToleranceMetres, gapWidthMetres, parallelism, crossingBudget, pairBudget);
  }

  public CoverageCheckOptions withEdgeToleranceMetres(double tolerance) {
    return new CoverageCheckOptions(
        minAreaSquareMetres, tolerance, gapWidthMetres, parallelism, crossingBudget, pairBudget);
  }

  public CoverageCheckOptions withGapWidthMetres(double width) {
    return new CoverageCheckOptions(
        minAreaSquareMetres, edgeToleranceMetres, width, parallelism, crossingBudget, pairBudget);
  }

  public CoverageCheckOptions withParallelism(int threads) {
    return new CoverageCheckOptions(
        minAreaSquareMetres,
        edgeToleranceMetres,
        gapWidthMetres,
        threads,
        crossingBudget,
        pairBudget);
  }
}
