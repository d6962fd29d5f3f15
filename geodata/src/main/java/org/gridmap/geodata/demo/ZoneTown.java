package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.code.GridCodeScheme.Role;
import org.gridmap.geodata.demo.ZonePlan.Leaf;
import org.gridmap.geodata.demo.ZonePlan.Village;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * A zone of many villages as one division: the zone, its villages, work areas in those with many
 * grids, leaf grids. The zone's name is real; its code, villages, borders, roads and houses are
 * made up, names of villages put together by chance.
 */
final class ZoneTown {
  static final String NAME = "泉州台商投资区";

  /** Six digits of the county around it and three of the kind that such zones have; made up. */
  static final String CODE = "350521400";

  private static final String[] FIRST = {
    "东", "西", "南", "北", "上", "下", "前", "后", "霞", "玉", "秀", "锦", "龙", "凤", "洪", "石", "新", "古"
  };
  private static final String[] LAST = {
    "埭", "厝", "坂", "埔", "洋", "园", "山", "井", "林", "庄", "塘", "浦", "湖", "岭", "桥", "宅", "头", "美"
  };

  /** Residents of one house on the mean: blocks of flats, and families with tenants. */
  private static final double RESIDENTS_OF_A_BLOCK = 12;

  private static final double RESIDENTS_OF_A_HOUSE = 6;

  private final SeededRandom random;
  private final TownNames roadNames;
  private final LocalPlane plane = new LocalPlane(118.80, 24.90);
  private final Gb15 scheme = new Gb15(AdministrativeCodes.shipped());
  private final List<DemoGrid> middle = new ArrayList<>();
  private final List<DemoGrid> leaves = new ArrayList<>();
  private final List<DemoHouse> houses = new ArrayList<>();
  private final List<DemoRoad> roads = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  ZoneTown(SeededRandom random) {
    this.random = random;
    roadNames = new TownNames(random.fork("roads"));
  }

  DemoTown town(ZoneSize size) {
    ZonePlan plan = new ZonePlan(size, random.fork("plan"));
    int[] residents = residents(plan, size);
    List<String> names = new ArrayList<>();
    int next = 0;
    for (int v = 0; v < plan.villages.size(); v++) {
      Village village = plan.villages.get(v);
      String base = base();
      names.add(base);
      String code = CODE + Integer.toString(1_001 + v).substring(1);
      next = add(village, code, base, residents, next);
    }
    for (ZonePlan.Road road : plan.roads) {
      boolean between = road.village() < 0;
      String name = between ? roadNames.street() : ordinalRoad(names.get(road.village()), "路");
      addRoad(name, between ? "secondary" : "residential", road.line());
    }
    middle.sort(Comparator.comparingInt(DemoGrid::level).thenComparing(DemoGrid::code));
    leaves.sort(Comparator.comparingInt(DemoGrid::level).thenComparing(DemoGrid::code));
    List<DemoGrid> grids = new ArrayList<>();
    Polygon land = GridLayout.union(leaves.stream().map(DemoGrid::polygon).toList());
    grids.add(new DemoGrid(CODE, null, NAME, 1, "功能区", "BASE", false, land));
    grids.addAll(middle);
    grids.addAll(leaves);
    grids.sort(Comparator.comparingInt(DemoGrid::level).thenComparing(DemoGrid::code));
    return new DemoTown(NAME, CODE, grids, houses, roads);
  }

  private String base() {
    while (true) {
      String name = FIRST[random.below(FIRST.length)] + LAST[random.below(LAST.length)];
      if (taken.add(name)) {
        return name;
      }
    }
  }

  /** The people of each leaf: more of them in the middle of the zone. */
  private int[] residents(ZonePlan plan, ZoneSize size) {
    SeededRandom draws = random.fork("residents");
    List<Double> weights = new ArrayList<>();
    for (Village village : plan.villages) {
      for (int i = 0; i < village.leaves().size(); i++) {
        weights.add((village.central() ? 1.5 : 0.8) * draws.between(0.6, 1.4));
      }
    }
    return apportion(size.residents(), weights);
  }

  /**
   * Shares of a whole in proportion to weights; what rounding leaves over goes to the first ones.
   */
  private static int[] apportion(int whole, List<Double> weights) {
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    if (sum == 0 && whole > 0) {
      throw new IllegalStateException("nobody can live where " + whole + " people should");
    }
    int[] shares = new int[weights.size()];
    int left = whole;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = whole == 0 ? 0 : (int) (whole * weights.get(i) / sum);
      left -= shares[i];
    }
    for (int i = 0; left > 0; i = (i + 1) % shares.length) {
      if (weights.get(i) > 0) {
        shares[i]++;
        left--;
      }
    }
    return shares;
  }

  /** Adds a village; returns how many leaves the zone has so far. */
  private int add(Village village, String code, String base, int[] residents, int before) {
    String name = base + (village.central() ? "社区" : "村");
    List<Polygon> lands = village.leaves().stream().map(Leaf::land).toList();
    List<String> codes = scheme.number(code, Role.LEAF, centres(lands), Set.of());
    List<Polygon> degrees = lands.stream().map(plane::polygonInDegrees).toList();
    middle.add(
        new DemoGrid(
            code, CODE, name, 2, "村（社区）", "BASE", false, GridLayout.union(List.copyOf(degrees))));
    List<String> areas = areas(village, code, name, degrees);
    int lanes = 0;
    for (int i = 0; i < lands.size(); i++) {
      int area = village.leaves().get(i).area();
      leaves.add(
          new DemoGrid(
              codes.get(i),
              area < 0 ? code : areas.get(area),
              name + "第" + Integer.parseInt(codes.get(i).substring(12)) + "网格",
              area < 0 ? 3 : 4,
              "单元网格",
              "BASE",
              true,
              degrees.get(i)));
      SeededRandom own = random.fork("leaf " + codes.get(i));
      boolean first = i == 0;
      lanes += settle(village, lands.get(i), name, base, lanes, residents[before + i], first, own);
    }
    return before + lands.size();
  }

  private static List<Coordinate> centres(List<Polygon> lands) {
    return lands.stream().map(land -> land.getCentroid().getCoordinate()).toList();
  }

  /** The village's work areas, their codes in the order of their ordinals. */
  private List<String> areas(Village village, String code, String name, List<Polygon> degrees) {
    List<Polygon> lands = new ArrayList<>();
    int count = village.leaves().stream().mapToInt(leaf -> leaf.area() + 1).max().orElse(0);
    for (int a = 0; a < count; a++) {
      List<Geometry> members = new ArrayList<>();
      for (int i = 0; i < degrees.size(); i++) {
        if (village.leaves().get(i).area() == a) {
          members.add(degrees.get(i));
        }
      }
      lands.add(GridLayout.union(members));
    }
    List<String> codes = scheme.number(code, Role.HIGHER, centres(lands), Set.of());
    for (int a = 0; a < count; a++) {
      String own = codes.get(a);
      String called = name + "第" + (Integer.parseInt(own.substring(12)) - 900) + "工作片";
      middle.add(new DemoGrid(own, code, called, 3, "工作片", "BASE", false, lands.get(a)));
    }
    return codes;
  }

  /** Builds the houses of a leaf; returns how many lanes they stand on. */
  private int settle(
      Village village,
      Polygon land,
      String name,
      String base,
      int lanesBefore,
      int residents,
      boolean first,
      SeededRandom own) {
    double perHouse = village.central() ? RESIDENTS_OF_A_BLOCK : RESIDENTS_OF_A_HOUSE;
    int count = Math.max(8, (int) Math.round(residents / perHouse));
    Hamlet hamlet = new Hamlet(land, count, own);
    int lanes = hamlet.plots.stream().mapToInt(Hamlet.Plot::lane).max().orElse(0);
    for (Hamlet.Lane lane : hamlet.lanes) {
      boolean across = lane.number() == 0;
      String called = across ? ordinalRoad(base, "路") : base + (lanesBefore + lane.number()) + "巷";
      addRoad(called, across ? "residential" : "footway", lane.line().getCoordinates());
    }
    List<ZoneHouse> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      @Nullable String office = first ? ZoneHouse.office(i, name) : null;
      drafts.add(ZoneHouse.draw(village.central(), office, own));
    }
    int[] people = apportion(residents, drafts.stream().map(ZoneHouse::weight).toList());
    for (int i = 0; i < count; i++) {
      Hamlet.Plot plot = hamlet.plots.get(i);
      String number = base + (lanesBefore + plot.lane()) + "巷" + plot.number() + "号";
      String id = String.format(Locale.ROOT, "Z%05d", houses.size() + 1);
      String address = "福建省泉州市" + NAME + name + number;
      houses.add(drafts.get(i).build(id, number, address, plot, plane, people[i]));
    }
    return lanes;
  }

  private String ordinalRoad(String base, String ending) {
    for (int ordinal = 1; ; ordinal++) {
      String name = base + ordinal + ending;
      if (taken.add(name)) {
        return name;
      }
    }
  }

  private void addRoad(String name, String kind, Coordinate[] metres) {
    LineString line = plane.lineInDegrees(metres);
    roads.add(
        new DemoRoad(String.format(Locale.ROOT, "ZR%05d", roads.size() + 1), name, kind, line));
  }
}
