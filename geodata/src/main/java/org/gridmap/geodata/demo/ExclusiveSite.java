package org.gridmap.geodata.demo;

import java.util.List;
import org.gridmap.geodata.demo.StreetPlan.Cell;
import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.geom.Coordinate;

/** The institutions and firms that are grids of their own. Every name is invented. */
enum ExclusiveSite {
  PRIMARY_SCHOOL("洋埭中心小学", Type.SCHOOL, false, -330, 210, 40),
  MIDDLE_SCHOOL("洋埭中学", Type.SCHOOL, false, 330, -560, 180),
  HOSPITAL("洋埭医院", Type.HOSPITAL, false, 230, 170, 70),
  SHOE_MARKET("洋埭鞋材市场", Type.MARKET, false, 420, -180, 110),
  SHOE_FACTORY_EAST("腾跃鞋业", Type.FACTORY, false, 760, -520, 1_150),
  SHOE_FACTORY_RIVER("祥鹿鞋业", Type.FACTORY, false, 700, -230, 820),
  SHOE_FACTORY_WEST("海峰鞋塑工业园", Type.FACTORY, false, -640, -480, 960),
  MACHINE_FACTORY("金埭鞋机厂", Type.FACTORY, false, -700, 170, 380),
  RIVER_ESTATE("江滨花园", Type.ESTATE, false, 620, 300, 1_420),
  NORTH_ESTATE("锦绣华庭", Type.ESTATE, false, 330, 620, 1_260),
  FOOD_MARKET("洋埭农贸市场", Type.MARKET, true, -60, -180, 60),
  HAPPY_ESTATE("幸福家园", Type.ESTATE, true, -430, -380, 860),
  SCHOLAR_ESTATE("翰林苑", Type.ESTATE, true, -450, 560, 790);

  enum Type {
    SCHOOL,
    HOSPITAL,
    MARKET,
    FACTORY,
    ESTATE
  }

  final String siteName;
  final Type type;

  /** Whether the site lies inside one base grid instead of beside others. */
  final boolean island;

  private final double x;
  private final double y;
  final int residents;

  ExclusiveSite(String siteName, Type type, boolean island, double x, double y, int residents) {
    this.siteName = siteName;
    this.type = type;
    this.island = island;
    this.x = x;
    this.y = y;
    this.residents = residents;
  }

  /** Where on the sheet the site would like to be. */
  Coordinate near() {
    return new Coordinate(x, y);
  }

  static int islands() {
    int count = 0;
    for (ExclusiveSite site : values()) {
      count += site.island ? 1 : 0;
    }
    return count;
  }

  /** Gives every site that is not an island the best free cell near its place. */
  static void assign(List<Cell> cells) {
    for (ExclusiveSite site : values()) {
      if (site.island) {
        continue;
      }
      Cell best = null;
      double bestScore = Double.MAX_VALUE;
      for (Cell cell : cells) {
        if (cell.site == null) {
          double score = score(site, cell);
          if (score < bestScore) {
            bestScore = score;
            best = cell;
          }
        }
      }
      if (best == null) {
        throw new IllegalStateException("no cell is left for " + site.siteName);
      }
      best.site = site;
    }
  }

  private static double score(ExclusiveSite site, Cell cell) {
    double away = cell.land.getCentroid().getCoordinate().distance(site.near());
    double area = cell.land.getArea();
    double wanted =
        switch (site.type) {
          case SCHOOL -> 24_000;
          case HOSPITAL, MARKET -> 20_000;
          case FACTORY, ESTATE -> 38_000;
        };
    double misfit = Math.max(wanted / area, area / wanted) - 1;
    double narrow = Math.max(0, 115 - new MinimumDiameter(cell.land).getLength());
    return away + 260 * misfit + 12 * narrow + 300 * (1 - BlockSplitter.compactness(cell.land));
  }
}
