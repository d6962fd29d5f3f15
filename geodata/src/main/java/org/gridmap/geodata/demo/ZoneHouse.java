package org.gridmap.geodata.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Polygon;

/**
 * What a house of a zone is like before it has a place.
 *
 * @param name of a house in which an office is, else {@code null}
 * @param weight its share of the people of its leaf; 0 where nobody lives
 */
record ZoneHouse(@Nullable String name, int floors, String structure, String use, double weight) {

  /** The public house with this ordinal in the first leaf of a village; {@code null}: none. */
  static @Nullable String office(int ordinal, String village) {
    return switch (ordinal) {
      case 0 -> village + "党群服务中心";
      case 1 -> village + "卫生所";
      case 2 -> village.replaceAll("(社区|村)$", "") + "小学";
      case 3 -> village + "老人活动中心";
      default -> null;
    };
  }

  static ZoneHouse draw(boolean central, @Nullable String office, SeededRandom random) {
    boolean old = random.chance(central ? 0.1 : 0.3);
    int floors = old ? random.integer(1, 2) : central ? random.integer(4, 9) : random.integer(2, 4);
    String modern = central ? "框架" : "砖混";
    String structure = old ? random.chance(0.6) ? "石木" : "砖石" : modern;
    String use = office != null ? "PUBLIC" : use(random.next());
    boolean lived = !random.chance(0.03) && (use.equals("RESIDENTIAL") || use.equals("MIXED"));
    double share = floors * random.between(0.6, 1.4);
    return new ZoneHouse(office, floors, structure, use, lived ? share : 0);
  }

  private static String use(double draw) {
    return draw < 0.05
        ? "MIXED"
        : draw < 0.07 ? "COMMERCIAL" : draw < 0.095 ? "INDUSTRIAL" : "RESIDENTIAL";
  }

  DemoHouse build(
      String id, String number, String address, Hamlet.Plot plot, LocalPlane plane, int residents) {
    return new DemoHouse(
        id,
        number,
        address,
        name,
        List.of(),
        plane.pointInDegrees(plot.door()),
        plane.polygonInDegrees((Polygon) plot.footprint().norm()),
        floors,
        Math.round((floors * 3.2 + 0.6) * 10) / 10.0,
        structure,
        use,
        residents);
  }
}
