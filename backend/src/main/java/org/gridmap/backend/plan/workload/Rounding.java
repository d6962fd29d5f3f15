package org.gridmap.backend.plan.workload;

import org.jspecify.annotations.Nullable;

/**
 * How exactly counts of people are told. Whoever may not see counts by house must not get them as
 * the difference of two plans, so he is told tens.
 */
enum Rounding {
  /** For planners, who see counts by house anyway. */
  EXACT(1),
  /** For everybody else: people to the nearest ten; organisations are no people. */
  TENS(10);

  private final long step;

  Rounding(long step) {
    this.step = step;
  }

  /** A count of people that was rounded; null where there are some houses and too few people. */
  @Nullable Long told(long people, int houses) {
    return step > 1 && people == 0 && houses > 0 ? null : people;
  }

  /** Counts in the order of {@link HouseTable#MEASURES}. */
  long[] counts(long[] exact) {
    if (step == 1) {
      return exact;
    }
    long[] told = exact.clone();
    for (int k = 0; k < told.length; k++) {
      String measure = HouseTable.MEASURES.get(k);
      if (!measure.equals("enterprises") && !measure.equals("rentals")) {
        told[k] = (exact[k] + step / 2) / step * step;
      }
    }
    return told;
  }
}
