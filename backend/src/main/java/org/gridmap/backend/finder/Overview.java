package org.gridmap.backend.finder;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.land.DivisionStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the map opens with.
 *
 * @param name name of the town
 * @param rootCode code of the root grid; empty while there is no division
 * @param synthetic whether anything on the map is made up
 * @param bounds west, south, east, north in degrees; null while nothing is stored
 * @param home where the viewer stands first; null while nothing is stored
 * @param revision number of the last change of the map
 * @param divisions all divisions, those shown first
 * @param counts how much there is
 * @param levels levels of the divisions shown, the root first
 * @param attributions who must be named on the map
 * @param baseMap the outside base map; null unless configured
 */
record Overview(
    String name,
    String rootCode,
    boolean synthetic,
    @Nullable List<Double> bounds,
    @Nullable Home home,
    long revision,
    List<DivisionSummary> divisions,
    Counts counts,
    List<Level> levels,
    List<String> attributions,
    BaseMap.@Nullable BaseMapDescription baseMap) {
  private static final double METRES_PER_DEGREE = 111_320;
  private static final double LOWEST_HOME_METRES = 400;

  /**
   * The same for one reader.
   *
   * @param residents what he is told of the people
   * @param planAreas root codes of the areas of which he may draw plans
   */
  Overview toldTo(@Nullable Long residents, Set<String> planAreas) {
    return new Overview(
        name,
        rootCode,
        synthetic,
        bounds,
        home,
        revision,
        divisions.stream().map(one -> one.withPlans(planAreas.contains(one.rootCode()))).toList(),
        new Counts(counts.houses(), residents, counts.grids(), counts.findings()),
        levels,
        attributions,
        baseMap);
  }

  /**
   * @param id number of the division
   * @param name its name
   * @param rootCode code of its root grid
   * @param status DRAFT or PUBLISHED
   * @param shown whether the map shows it unless asked for another
   * @param synthetic whether it is made up
   * @param grids number of grids of all levels
   * @param houses houses in it
   * @param findings number of findings of the coverage check in it
   * @param bounds west, south, east, north in degrees; null while it has no grid
   * @param mayPlan whether the caller may draw plans of its area
   */
  record DivisionSummary(
      long id,
      String name,
      String rootCode,
      DivisionStatus status,
      boolean shown,
      boolean synthetic,
      long grids,
      long houses,
      long findings,
      @Nullable List<Double> bounds,
      boolean mayPlan) {
    private DivisionSummary withPlans(boolean may) {
      return new DivisionSummary(
          id, name, rootCode, status, shown, synthetic, grids, houses, findings, bounds, may);
    }
  }

  /**
   * @param houses all houses
   * @param residents residents of the published divisions shown; null for who may see no counts,
   *     and where they are too few
   * @param grids number of grids shown, by level
   * @param findings findings in the divisions shown
   */
  record Counts(long houses, @Nullable Long residents, Map<String, Long> grids, long findings) {}

  /**
   * @param level 1 for the root
   * @param name what grids of the level are called
   * @param count number of grids shown
   */
  record Level(int level, String name, long count) {}

  /**
   * A viewpoint.
   *
   * @param lon degrees
   * @param lat degrees
   * @param heightMetres above the ground
   * @param headingDegrees direction of the view, 0 is north
   * @param pitchDegrees below the horizon is negative
   */
  record Home(
      double lon, double lat, double heightMetres, double headingDegrees, double pitchDegrees) {
    /** South of the middle, looking north and down at 45 degrees, high enough to see all of it. */
    static Home of(List<Double> bounds) {
      double lon = (bounds.get(0) + bounds.get(2)) / 2;
      double lat = (bounds.get(1) + bounds.get(3)) / 2;
      double width =
          (bounds.get(2) - bounds.get(0)) * METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
      double depth = (bounds.get(3) - bounds.get(1)) * METRES_PER_DEGREE;
      double height = Math.max(LOWEST_HOME_METRES, 0.8 * Math.max(width, depth));
      return new Home(lon, lat - height / METRES_PER_DEGREE, Math.rint(height), 0, -45);
    }
  }
}
