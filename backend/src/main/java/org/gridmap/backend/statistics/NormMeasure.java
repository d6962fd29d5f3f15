package org.gridmap.backend.statistics;

/** What a norm counts, named as the measures of grids are. */
public enum NormMeasure {
  houses,
  households,
  residents,
  enterprises,
  rentals,
  careNeeds
}
