package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** Which buildings an institution would put on its ground, best places first. */
final class SiteBuildings {
  /**
   * A building of an institution.
   *
   * @param share its part of the site's residents, relative to the other buildings
   */
  record Building(
      String name,
      Coordinate[] outline,
      int floors,
      double floorMetres,
      String structure,
      String use,
      double share) {}

  private record Model(
      String name,
      double width,
      double depth,
      int lowFloors,
      int highFloors,
      double floorMetres,
      String structure,
      String use,
      double share) {}

  private static final int ROWS_AT_MOST = 12;

  private SiteBuildings() {}

  private static List<Model> models(ExclusiveSite site) {
    return switch (site.type) {
      case SCHOOL ->
          List.of(
              new Model("教学楼", 52, 13, 4, 5, 3.6, "框架", "PUBLIC", 0),
              new Model("实验楼", 44, 13, 4, 5, 3.6, "框架", "PUBLIC", 0),
              new Model("宿舍楼", 40, 12, 5, 6, 3.3, "框架", "RESIDENTIAL", 1),
              new Model("食堂", 28, 18, 2, 2, 4.2, "框架", "PUBLIC", 0));
      case HOSPITAL ->
          List.of(
              new Model("门诊楼", 50, 20, 5, 6, 3.9, "框架", "PUBLIC", 0),
              new Model("住院楼", 46, 17, 10, 12, 3.6, "框剪", "PUBLIC", 1),
              new Model("医技楼", 30, 17, 3, 4, 3.9, "框架", "PUBLIC", 0));
      case MARKET ->
          List.of(
              new Model("交易厅", 46, 26, 1, 2, 5.5, "钢结构", "COMMERCIAL", 0),
              new Model("店铺", 42, 9, 2, 3, 3.8, "框架", "COMMERCIAL", 1),
              new Model("店铺", 34, 9, 2, 3, 3.8, "框架", "COMMERCIAL", 1));
      case FACTORY ->
          List.of(
              new Model("车间", 68, 24, 2, 5, 4.5, "框架", "INDUSTRIAL", 0),
              new Model("成型车间", 56, 24, 1, 3, 5.5, "钢结构", "INDUSTRIAL", 0),
              new Model("员工宿舍", 46, 13, 5, 7, 3.2, "框架", "RESIDENTIAL", 1),
              new Model("仓库", 44, 24, 1, 2, 5.5, "钢结构", "STORAGE", 0));
      case ESTATE ->
          List.of(
              new Model("楼", 40, 14, 11, 12, 3.0, "框剪", "RESIDENTIAL", 1),
              new Model("楼", 32, 14, 8, 12, 3.0, "框剪", "RESIDENTIAL", 0.8));
    };
  }

  /** Candidates in rows, more than will fit; the caller drops those that do not. */
  static List<Building> of(ExclusiveSite site, Polygon land, SeededRandom random) {
    LineString across = new MinimumDiameter(land).getDiameter();
    Coordinate p = across.getCoordinateN(0);
    Coordinate q = across.getCoordinateN(across.getNumPoints() - 1);
    double ux = (q.y - p.y) / p.distance(q);
    double uy = -(q.x - p.x) / p.distance(q);
    if (ux < 0) {
      ux = -ux;
      uy = -uy;
    }
    if (Math.abs(uy) > 0.72) {
      // Southern light matters more than the long side: turn the rows by a right angle.
      double turned = ux;
      ux = Math.abs(uy);
      uy = uy > 0 ? -turned : turned;
    }
    Coordinate centre = land.getCentroid().getCoordinate();
    double reach = land.getEnvelopeInternal().getDiameter() / 2;
    List<Model> models = models(site);
    List<Building> buildings = new ArrayList<>();
    int ordinal = 0;
    double pitch = site.type == ExclusiveSite.Type.ESTATE ? 31 : 0;
    double t = -reach;
    for (int row = 0; row < ROWS_AT_MOST * 3 && t < reach; row++) {
      boolean sportsGround =
          site.type == ExclusiveSite.Type.SCHOOL && t < -0.12 * reach && t > -0.5 * reach;
      double deepest = 0;
      double s = -reach + random.between(0, 5);
      while (!sportsGround && s < reach) {
        Model model = null;
        Coordinate[] outline = {};
        for (int k = 0; model == null && k < models.size(); k++) {
          Model next = models.get((ordinal + k) % models.size());
          outline = outline(centre, ux, uy, s, t, next.width, next.depth);
          model = fits(land, outline) ? next : null;
        }
        if (model != null) {
          ordinal++;
          int floors = random.integer(model.lowFloors, model.highFloors);
          String name =
              site.siteName + ordinal + (model.name.equals("楼") ? "号楼" : "号" + model.name);
          buildings.add(
              new Building(
                  name,
                  outline,
                  floors,
                  model.floorMetres,
                  model.structure,
                  model.use,
                  model.share * floors * model.width));
          deepest = Math.max(deepest, model.depth);
          s += model.width + (site.type == ExclusiveSite.Type.MARKET ? 7 : 12);
        } else {
          s += 3;
        }
      }
      double lane = site.type == ExclusiveSite.Type.MARKET ? 9 : 13;
      t += deepest == 0 ? 4 : Math.max(pitch, deepest + lane);
    }
    return buildings;
  }

  private static Coordinate[] outline(
      Coordinate centre, double ux, double uy, double s, double t, double width, double depth) {
    return new Coordinate[] {
      place(centre, ux, uy, s, t),
      place(centre, ux, uy, s + width, t),
      place(centre, ux, uy, s + width, t + depth),
      place(centre, ux, uy, s, t + depth),
      place(centre, ux, uy, s, t)
    };
  }

  private static Coordinate place(Coordinate centre, double ux, double uy, double s, double t) {
    return BlockSplitter.rounded(centre.x + ux * s - uy * t, centre.y + uy * s + ux * t);
  }

  private static boolean fits(Polygon land, Coordinate[] outline) {
    Polygon footprint = LocalPlane.METRES.createPolygon(outline);
    return land.contains(footprint) && !footprint.isWithinDistance(land.getBoundary(), 13);
  }
}
