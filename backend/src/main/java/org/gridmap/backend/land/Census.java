package org.gridmap.backend.land;

import org.locationtech.jts.geom.Geometry;

/**
 * Counts the houses and residents on a piece of land; implemented by the module that stores houses.
 */
@FunctionalInterface
public interface Census {
  /** Counts the houses whose entrance lies in the area (EPSG:4490) and the people in them. */
  Headcount count(Geometry area);

  /**
   * @param houses number of houses
   * @param people number of residents of these houses, as far as it is known
   */
  record Headcount(int houses, int people) {
    /** Nothing and nobody. */
    public static final Headcount NONE = new Headcount(0, 0);

    /** Both together. */
    public Headcount plus(Headcount other) {
      return new Headcount(houses + other.houses, people + other.people);
    }
  }
}
