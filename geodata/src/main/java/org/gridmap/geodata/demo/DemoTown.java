package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.TopologyException;

/**
 * A synthetic town.
 *
 * @param name Chinese name of the village, or of the zone
 * @param rootCode the village's twelve-digit code, or the zone's of nine digits, which is also the
 *     code of the level 1 grid
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

  private static final String ROOT_CODE = "350582103220";
  private static final int LEAVES = 76;
  private static final int HOUSES = 2_580;
  private static final int RESIDENTS = 53_000;

  /**
   * The synthetic Yangdai (洋埭村) of a seed: 1 village, 8 zones, 76 leaf grids, 2,580 houses and
   * 53,000 residents. The same seed gives the same town everywhere.
   */
  public static DemoTown generate(long seed) {
    SeededRandom random = new SeededRandom(seed);
    RuntimeException last = null;
    // Some draws leave a street plan without room for an institution; the next one is as good.
    for (int attempt = 0; attempt < 8; attempt++) {
      try {
        return generate(random.fork("attempt " + attempt));
      } catch (IllegalStateException | TopologyException unlucky) {
        last = unlucky;
      }
    }
    throw new IllegalStateException("no town can be laid out with seed " + seed, last);
  }

  /**
   * The synthetic Gucuo (古厝村) of a seed: a rural village of 4 grids and 600 houses, the third grid
   * with exactly 154 houses and 490 people. It lies in 永和镇, far from Yangdai; nothing but the name
   * and the code is real.
   */
  public static DemoTown gucuo(long seed) {
    SeededRandom random = new SeededRandom(seed).fork("gucuo");
    RuntimeException last = null;
    for (int attempt = 0; attempt < 8; attempt++) {
      try {
        return new RuralVillage(random.fork("attempt " + attempt)).town();
      } catch (IllegalStateException | TopologyException unlucky) {
        last = unlucky;
      }
    }
    throw new IllegalStateException("no village can be laid out with seed " + seed, last);
  }

  /**
   * The synthetic zone (泉州台商投资区) of a seed: one division of villages, of which some have work areas
   * between themselves and their leaf grids, with as many grids and residents as the size says. Its
   * name is real and nothing else.
   */
  public static DemoTown zone(ZoneSize size, long seed) {
    SeededRandom random = new SeededRandom(seed).fork("zone");
    RuntimeException last = null;
    for (int attempt = 0; attempt < 8; attempt++) {
      try {
        return new ZoneTown(random.fork("attempt " + attempt)).town(size);
      } catch (IllegalStateException | TopologyException unlucky) {
        last = unlucky;
      }
    }
    throw new IllegalStateException("no zone can be laid out with seed " + seed, last);
  }

  /**
   * A draft of this town's division with one fault of every kind, which shows the coverage check
   * and the fixes; always the same one.
   */
  public List<DemoGrid> faultyDraft() {
    return new FaultPlanter(this).plant();
  }

  private static DemoTown generate(SeededRandom random) {
    LocalPlane plane = new LocalPlane(118.62, 24.83);
    TownNames names = new TownNames(random.fork("names"));
    StreetPlan plan = new StreetPlan(random, names, LEAVES);
    GridLayout layout = new GridLayout(ROOT_CODE, plan, plane);
    PlotPlanner plots = new PlotPlanner(plan, random.fork("plots"));
    List<DemoHouse> houses =
        new HouseRegister(plan, random.fork("houses"), names)
            .build(plots.plots, HOUSES, RESIDENTS, plane);
    List<DemoRoad> roads = new ArrayList<>();
    for (StreetPlan.Street street : plan.streets) {
      String id = "R" + Integer.toString(1_000 + roads.size() + 1).substring(1);
      roads.add(new DemoRoad(id, street.name(), street.kind(), plane.lineInDegrees(street.line())));
    }
    return new DemoTown("洋埭村", ROOT_CODE, layout.grids, houses, roads);
  }
}
