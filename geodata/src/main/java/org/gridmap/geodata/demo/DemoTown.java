package org.gridmap.geodata.demo;

import java.util.List;

/**
 * A synthetic town.
 *
 * @param name Chinese name of the village
 * @param rootCode the village's twelve-digit code, which is also the code of the level 1 grid
 * @param grids every grid, parents before their children, in code order within a level
 * @param houses every house
 * @param roads every street
 */
public record DemoTown(
    String name,
    String rootCode,
    List<DemoGrid> grids,
    List<DemoHouse> houses,
    List<DemoRoad> roads) {

  public DemoTown {
    grids = List.copyOf(grids);
    houses = List.copyOf(houses);
    roads = List.copyOf(roads);
  }

  /** The synthetic Yangdai (洋埭村) of a seed; the same seed gives the same town everywhere. */
  public DemoDraft draft() {
    return new DemoDraft(List.of(), List.of());
  }

  public static DemoTown generate(long seed) {
    return new DemoTown("洋埭村", "350582103220", List.of(), List.of(), List.of());
  }
}
