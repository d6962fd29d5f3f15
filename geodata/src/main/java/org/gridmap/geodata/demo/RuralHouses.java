package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.demo.RuralVillage.Road;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.linearref.LengthIndexedLine;

/** The houses of one grid of a rural village, closest together around the grid's own hamlet. */
final class RuralHouses {
  private static final String ADDRESS = "福建省泉州市晋江市永和镇古厝村";

  /** One house of so many stands empty: 4 of the 154 of the third grid. */
  private static final int HOUSES_FOR_EACH_EMPTY_ONE = 38;

  private record Plot(
      Polygon footprint, Coordinate door, int road, double along, boolean left, double rank) {}

  private final PreparedGeometry ground;
  private final Polygon face;
  private final List<Road> roads;
  private final List<LineString> lines = new ArrayList<>();

  /** Indexes of the roads in or at the edge of the grid; the others are in nobody's way. */
  private final List<Integer> here = new ArrayList<>();

  private final SeededRandom random;
  private final LocalPlane plane;
  private final List<Plot> plots = new ArrayList<>();

  RuralHouses(Polygon face, List<Road> roads, SeededRandom random, LocalPlane plane) {
    this.face = face;
    this.roads = List.copyOf(roads);
    this.random = random;
    this.plane = plane;
    ground = PreparedGeometryFactory.prepare(face.buffer(-0.6));
    for (int r = 0; r < roads.size(); r++) {
      lines.add(LocalPlane.METRES.createLineString(roads.get(r).line()));
      if (lines.get(r).isWithinDistance(face, 1)) {
        here.add(r);
      }
    }
  }

  /**
   * @param grid index of the grid in code order
   * @param wanted how many houses
   * @param people who live in them, spread so that a few houses stay empty
   * @param before how many houses other grids already have
   */
  List<DemoHouse> build(int grid, int wanted, int people, int before) {
    for (int r : here) {
      along(r, true);
      along(r, false);
    }
    if (plots.size() < wanted) {
      throw new IllegalStateException(
          "grid " + (grid + 1) + " has room for " + plots.size() + " of " + wanted + " houses");
    }
    plots.sort(Comparator.comparingDouble(Plot::rank));
    List<Plot> chosen = new ArrayList<>(plots.subList(0, wanted));
    chosen.sort(
        Comparator.comparingInt(Plot::road)
            .thenComparingDouble(Plot::along)
            .thenComparing(Plot::left));
    @Nullable String[] names = names(grid, wanted);
    int[] residents = residents(names, people);
    Map<Integer, int[]> next = new HashMap<>();
    List<DemoHouse> houses = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Plot plot = chosen.get(i);
      int[] counter = numbersOn(plot.road(), grid, next);
      int side = plot.left() ? 0 : 1;
      String number = roads.get(plot.road()).name() + counter[side] + "号";
      counter[side] += 2;
      houses.add(house(before + i + 1, plot, number, names[i], residents[i]));
    }
    return houses;
  }

  /** Numbers of the two roads that several grids share start at 1, 201, 401 and 601. */
  private int[] numbersOn(int road, int grid, Map<Integer, int[]> next) {
    int first = roads.get(road).main() ? grid * 200 : 0;
    return next.computeIfAbsent(road, r -> new int[] {first + 1, first + 2});
  }

  private void along(int road, boolean left) {
    LengthIndexedLine path = new LengthIndexedLine(lines.get(road));
    double near = (roads.get(road).main() ? 6 : 2.6) + random.between(0.8, 2.4);
    Coordinate hamlet = face.getCentroid().getCoordinate();
    double at = random.between(2, 8);
    while (at < path.getEndIndex() - 8) {
      double width = random.between(9, 13);
      double depth = random.between(9, 13.5);
      Coordinate p = path.extractPoint(at);
      Coordinate q = path.extractPoint(at + width);
      double chord = p.distance(q);
      double ux = (q.x - p.x) / chord;
      double uy = (q.y - p.y) / chord;
      double side = left ? 1 : -1;
      Polygon footprint = chord < 0.9 * width ? null : box(p, ux, uy, chord, near, depth, side);
      if (footprint != null && fits(footprint, road)) {
        Coordinate door = place(p, ux, uy, chord * 0.5, side * (near - 0.4));
        double rank = door.distance(hamlet) * random.between(0.7, 1.3);
        plots.add(new Plot(footprint, door, road, at, left, rank));
        at += width + random.between(1, 5);
      } else {
        at += 2.5;
      }
    }
  }

  private static Polygon box(
      Coordinate p, double ux, double uy, double width, double near, double depth, double side) {
    double far = side * (near + depth);
    Coordinate[] ring = {
      place(p, ux, uy, 0, side * near),
      place(p, ux, uy, width, side * near),
      place(p, ux, uy, width, far),
      place(p, ux, uy, 0, far),
      place(p, ux, uy, 0, side * near)
    };
    return LocalPlane.METRES.createPolygon(ring);
  }

  private static Coordinate place(Coordinate p, double ux, double uy, double s, double t) {
    return BlockSplitter.rounded(p.x + ux * s - uy * t, p.y + uy * s + ux * t);
  }

  private boolean fits(Polygon footprint, int own) {
    if (!ground.contains(footprint)) {
      return false;
    }
    for (int r : here) {
      double clear = roads.get(r).main() ? 6.3 : 2.9;
      if (r != own
          && lines.get(r).getEnvelopeInternal().distance(footprint.getEnvelopeInternal()) < clear
          && lines.get(r).isWithinDistance(footprint, clear)) {
        return false;
      }
    }
    if (lines.get(own).isWithinDistance(footprint, roads.get(own).main() ? 6 : 2.6)) {
      return false;
    }
    for (Plot other : plots) {
      if (other.footprint().getEnvelopeInternal().distance(footprint.getEnvelopeInternal()) < 0.8
          && other.footprint().isWithinDistance(footprint, 0.8)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String[] names(int grid, int houses) {
    List<List<String>> landmarks =
        List.of(List.of("古厝村党群服务中心", "古厝村卫生所"), List.of("古厝小学"), List.of(), List.of("古厝村老人活动中心"));
    @Nullable String[] names = new String[houses];
    for (String name : landmarks.get(grid)) {
      int at = random.below(houses);
      while (names[at] != null) {
        at = random.below(houses);
      }
      names[at] = name;
    }
    return names;
  }

  private int[] residents(@Nullable String[] names, int people) {
    int[] residents = new int[names.length];
    boolean[] empty = new boolean[names.length];
    int vacant = names.length / HOUSES_FOR_EACH_EMPTY_ONE;
    while (vacant > 0) {
      int at = random.below(names.length);
      if (!empty[at]) {
        empty[at] = true;
        vacant--;
      }
    }
    int missing = people;
    for (int i = 0; i < names.length; i++) {
      empty[i] |= names[i] != null;
      residents[i] = empty[i] ? 0 : 1;
      missing -= residents[i];
    }
    while (missing > 0) {
      int at = random.below(names.length);
      if (!empty[at] && residents[at] < 9 && random.chance(1.0 / residents[at])) {
        residents[at]++;
        missing--;
      }
    }
    return residents;
  }

  private DemoHouse house(
      int ordinal, Plot plot, String number, @Nullable String name, int residents) {
    boolean old = random.chance(0.4);
    int floors = old ? random.integer(1, 2) : random.integer(2, 4);
    String structure = old ? random.chance(0.6) ? "石木" : "砖石" : "砖混";
    return new DemoHouse(
        "G" + Integer.toString(10_000 + ordinal).substring(1),
        number,
        ADDRESS + number,
        name,
        List.of(),
        plane.pointInDegrees(plot.door()),
        plane.polygonInDegrees((Polygon) plot.footprint().norm()),
        floors,
        Math.round((floors * 3.3 + 0.6) * 10) / 10.0,
        structure,
        name != null ? "PUBLIC" : random.chance(0.05) ? "MIXED" : "RESIDENTIAL",
        residents);
  }
}
