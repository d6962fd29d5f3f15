package org.gridmap.geodata.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.demo.PlotPlanner.Plot;
import org.gridmap.geodata.demo.StreetPlan.Street;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which plots are built on, and gives every house its number, storeys, use and residents.
 */
final class HouseRegister {
  private static final String ADDRESS = "福建省泉州市晋江市陈埭镇洋埭村";
  private static final int FEWEST_HOUSES_OF_A_GRID = 24;
  private static final int MOST_HOUSES_OF_A_GRID = 58;

  /** A chosen plot with its building, before residents and number. */
  private static final class Draft {
    final Plot plot;
    int floors;
    double floorMetres = 3.3;
    String structure = "砖混";
    String use = "RESIDENTIAL";
    @Nullable String name;
    final List<String> aliases = new ArrayList<>();
    double share;
    int residents;
    String number = "";

    Draft(Plot plot) {
      this.plot = plot;
    }
  }

  private final StreetPlan plan;
  private final SeededRandom random;
  private final TownNames names;

  HouseRegister(StreetPlan plan, SeededRandom random, TownNames names) {
    this.plan = plan;
    this.random = random;
    this.names = names;
  }

  List<DemoHouse> build(List<Plot> plots, int houses, int residents, LocalPlane plane) {
    List<List<Draft>> byCell = choose(plots, houses);
    int remaining = residents;
    List<List<Draft>> base = new ArrayList<>();
    for (int c = 0; c < byCell.size(); c++) {
      ExclusiveSite site = plan.cells.get(c).site;
      List<Draft> drafts = byCell.get(c);
      for (Draft draft : drafts) {
        describe(draft);
      }
      if (site == null) {
        base.add(drafts);
      } else {
        settle(drafts, site.residents);
        remaining -= site.residents;
      }
    }
    int[] targets = targets(base, remaining);
    for (int i = 0; i < base.size(); i++) {
      nameLandmark(base.get(i), i);
      settle(base.get(i), targets[i]);
    }
    List<Draft> all = new ArrayList<>();
    byCell.forEach(all::addAll);
    number(all);
    List<DemoHouse> register = new ArrayList<>();
    for (Draft draft : all) {
      register.add(house(draft, register.size() + 1, plane));
    }
    return register;
  }

  /** The densest plots of every cell, so many that the whole village has the wanted number. */
  private List<List<Draft>> choose(List<Plot> plots, int houses) {
    List<List<Plot>> offered = new ArrayList<>();
    for (int c = 0; c < plan.cells.size(); c++) {
      offered.add(new ArrayList<>());
    }
    plots.forEach(plot -> offered.get(plot.cell()).add(plot));
    int[] quota = new int[offered.size()];
    double[] built = new double[offered.size()];
    int missing = houses;
    for (int c = 0; c < quota.length; c++) {
      int size = offered.get(c).size();
      boolean base = plan.cells.get(c).site == null;
      quota[c] = base ? Math.min(size, FEWEST_HOUSES_OF_A_GRID) : size;
      missing -= quota[c];
      double mean = offered.get(c).stream().mapToDouble(Plot::density).average().orElse(0);
      built[c] = 0.35 + Math.max(0, mean);
    }
    // Always give to the cell that has built the least part, measured against how dense it is.
    for (; missing > 0; missing--) {
      int emptiest = -1;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < quota.length; c++) {
        int size = offered.get(c).size();
        boolean open = plan.cells.get(c).site == null && quota[c] < size;
        double part = quota[c] / (Math.min(size, MOST_HOUSES_OF_A_GRID) * built[c]);
        if (open && quota[c] < MOST_HOUSES_OF_A_GRID && part < least) {
          least = part;
          emptiest = c;
        }
      }
      if (emptiest < 0) {
        throw new IllegalStateException("the streets have room for " + missing + " houses too few");
      }
      quota[emptiest]++;
    }
    if (missing < 0) {
      throw new IllegalStateException("the institutions alone have too many buildings");
    }
    List<List<Draft>> chosen = new ArrayList<>();
    for (int c = 0; c < quota.length; c++) {
      List<Plot> best = new ArrayList<>(offered.get(c));
      best.sort(Comparator.comparingDouble(Plot::density).reversed());
      List<Draft> drafts = new ArrayList<>();
      best.subList(0, quota[c]).forEach(plot -> drafts.add(new Draft(plot)));
      chosen.add(drafts);
    }
    return chosen;
  }

  private void describe(Draft draft) {
    SiteBuildings.Building building = draft.plot.building();
    if (building != null) {
      draft.name = building.name();
      draft.floors = building.floors();
      draft.floorMetres = building.floorMetres();
      draft.structure = building.structure();
      draft.use = building.use();
      draft.share = building.share();
      return;
    }
    Street street = plan.streets.get(draft.plot.street());
    boolean main = street.kind().equals("primary") || street.kind().equals("secondary");
    double density = draft.plot.density();
    double old = main ? 0.03 : street.kind().equals("footway") ? 0.24 : 0.12;
    if (random.chance(old)) {
      draft.structure = random.chance(0.6) ? "石木" : "砖石";
      draft.floors = random.integer(1, draft.structure.equals("石木") ? 2 : 3);
      draft.floorMetres = 3.4;
    } else if (random.chance(main ? 0.55 : 0.16)) {
      draft.structure = "框架";
      draft.floors = random.integer(5, main ? 9 : 7);
    } else {
      draft.floors = Math.max(2, Math.min(7, 3 + random.below(3) + (density > 0.6 ? 1 : 0)));
    }
    draft.use = use(main, street.kind());
    if (draft.use.equals("INDUSTRIAL") || draft.use.equals("STORAGE")) {
      draft.floors = Math.min(draft.floors, 4);
      draft.floorMetres = 4.2;
    }
    double lived =
        switch (draft.use) {
          case "RESIDENTIAL" -> 1.0;
          case "MIXED" -> 0.8;
          case "COMMERCIAL" -> 0.25;
          case "INDUSTRIAL" -> 0.3;
          default -> 0;
        };
    draft.share = lived * draft.plot.area() * draft.floors * random.between(0.55, 1.45);
    if (draft.use.equals("COMMERCIAL") || (draft.use.equals("MIXED") && random.chance(0.2))) {
      draft.name = names.shop();
    }
    if (random.chance(draft.structure.startsWith("石") ? 0.35 : 0.07)) {
      draft.aliases.add(names.alias());
    }
  }

  private String use(boolean main, String kind) {
    double draw = random.next();
    if (main) {
      return draw < 0.22 ? "COMMERCIAL" : draw < 0.80 ? "MIXED" : "RESIDENTIAL";
    }
    double shops = kind.equals("residential") ? 0.20 : 0.06;
    if (draw < shops) {
      return "MIXED";
    }
    draw = random.next();
    return draw < 0.045
        ? "INDUSTRIAL"
        : draw < 0.075 ? "STORAGE" : draw < 0.083 ? "OTHER" : "RESIDENTIAL";
  }

  /** One public building here and there. */
  private void nameLandmark(List<Draft> drafts, int index) {
    List<String> landmarks =
        List.of(
            "洋埭村党群服务中心",
            "丁氏宗祠",
            "林氏宗祠",
            "陈氏宗祠",
            "妈祖宫",
            "土地庙",
            "老人活动中心",
            "洋埭卫生所",
            "文化礼堂",
            "关帝庙",
            "洋埭幼儿园",
            "警务室");
    int every = 5;
    if (index % every == 2 && index / every < landmarks.size()) {
      Draft draft = drafts.get(random.below(Math.min(8, drafts.size())));
      draft.name = landmarks.get(index / every);
      draft.use = "PUBLIC";
      draft.floors = Math.min(draft.floors, 3);
      draft.share = 0;
    }
  }

  /** How many people each base grid holds: 500–1000 for nearly all, by what stands there. */
  private int[] targets(List<List<Draft>> base, int residents) {
    double[] wish = new double[base.size()];
    double sum = 0;
    for (int i = 0; i < wish.length; i++) {
      double room = base.get(i).stream().mapToDouble(d -> d.share).sum();
      wish[i] = StrictMath.sqrt(room) * random.between(0.85, 1.15);
      sum += wish[i];
    }
    int[] targets = new int[wish.length];
    int given = 0;
    for (int i = 0; i < targets.length; i++) {
      double mean = (double) residents / targets.length;
      double people = wish[i] / sum * residents;
      targets[i] = (int) Math.max(505, Math.min(980, mean + (people - mean) * 1.1));
      given += targets[i];
    }
    // A few grids break the norm, as they do in every real village.
    targets[0] = 462;
    targets[1] = 1_043;
    given = 0;
    for (int people : targets) {
      given += people;
    }
    for (int i = 2; given != residents; i = i + 1 < targets.length ? i + 1 : 2) {
      int step = given < residents ? 1 : -1;
      if (targets[i] + step >= 500 && targets[i] + step <= 1_000) {
        targets[i] += step;
        given += step;
      }
    }
    return targets;
  }

  /** Spreads people over houses by their share; the sum is exact. */
  private static void settle(List<Draft> drafts, int people) {
    if (drafts.stream().noneMatch(d -> d.share > 0)) {
      // A small school without a dormitory: the caretakers live in the other buildings.
      drafts.forEach(d -> d.share = 1);
    }
    double sum = drafts.stream().mapToDouble(d -> d.share).sum();
    double carried = 0;
    int given = 0;
    for (Draft draft : drafts) {
      carried += draft.share / sum * people;
      draft.residents = (int) Math.round(carried) - given;
      given += draft.residents;
    }
    Draft last = drafts.get(drafts.size() - 1);
    last.residents += people - given;
  }

  /** Odd numbers on the left, even ones on the right, from the start of each street. */
  private void number(List<Draft> drafts) {
    Map<Integer, int[]> next = new HashMap<>();
    List<Draft> inOrder = new ArrayList<>(drafts);
    inOrder.sort(
        Comparator.comparingInt((Draft d) -> d.plot.street())
            .thenComparingDouble(d -> d.plot.along())
            .thenComparingDouble(d -> d.plot.door().x)
            .thenComparingDouble(d -> d.plot.door().y));
    for (Draft draft : inOrder) {
      int[] counter = next.computeIfAbsent(draft.plot.street(), s -> new int[] {1, 2});
      int side = draft.plot.left() ? 0 : 1;
      draft.number = plan.streets.get(draft.plot.street()).name() + counter[side] + "号";
      counter[side] += 2;
    }
  }

  private static DemoHouse house(Draft draft, int ordinal, LocalPlane plane) {
    double height = Math.round((draft.floors * draft.floorMetres + 0.6) * 10) / 10.0;
    return new DemoHouse(
        "H" + Integer.toString(10_000 + ordinal).substring(1),
        draft.number,
        ADDRESS + draft.number,
        draft.name,
        draft.aliases,
        plane.pointInDegrees(draft.plot.door()),
        plane.polygonInDegrees(LocalPlane.METRES.createPolygon(draft.plot.outline())),
        draft.floors,
        height,
        draft.structure,
        draft.use,
        draft.residents);
  }
}
