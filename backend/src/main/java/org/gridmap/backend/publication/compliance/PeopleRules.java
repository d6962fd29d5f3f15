package org.gridmap.backend.publication.compliance;

import static org.gridmap.backend.publication.compliance.BorderRules.rounded;
import static org.gridmap.backend.publication.compliance.RuleResult.LEAST_FIRST;
import static org.gridmap.backend.publication.compliance.RuleResult.MOST_FIRST;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.publication.comparison.AreaHouses.AreaHouse;
import org.gridmap.backend.publication.comparison.ComparedDivision;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.publication.compliance.RuleInput.Institution;
import org.gridmap.backend.publication.compliance.RuleInput.StationSite;
import org.gridmap.backend.publication.compliance.RuleResult.Builder;
import org.gridmap.backend.publication.compliance.RuleResult.Offence;
import org.gridmap.geodata.metric.GroundArea;
import org.locationtech.jts.geom.Coordinate;

/** Rules about who lives and works in grids. */
final class PeopleRules {
  /** A village group in an address, such as 古厝3组. */
  private static final Pattern GROUP =
      Pattern.compile("(\\p{IsHan}{1,10}?[0-9０-９一二三四五六七八九十]{1,3}组)");

  private PeopleRules() {}

  /** 任务相当: workload of each base grid against the average. */
  static RuleResult workload(RuleInput matter, ComplianceProperties limits) {
    Builder rule = new Builder("workload", "任务相当", "Balanced workload");
    Map<String, List<AreaHouse>> houses = byLeaf(matter);
    Map<SideGrid, Double> raw = new LinkedHashMap<>();
    for (SideGrid leaf : matter.side().leaves()) {
      if (!leaf.exclusive()) {
        raw.put(leaf, work(matter, leaf, houses.getOrDefault(leaf.code(), List.of())));
      }
    }
    double mean = raw.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Map.Entry<SideGrid, Double> one : raw.entrySet()) {
      double load = mean == 0 ? 1 : one.getValue() / mean;
      squares += (load - 1) * (load - 1);
      least = Math.min(least, load);
      most = Math.max(most, load);
      if (load < limits.leastWorkload() || load > limits.mostWorkload()) {
        rule.offence(Offence.of(one.getKey(), rounded(load)));
      }
    }
    double variation = raw.isEmpty() ? 0 : Math.sqrt(squares / raw.size());
    return rule.figure("variation", rounded(variation))
        .figure("mostVariation", limits.workloadVariation())
        .figure("least", raw.isEmpty() ? 0 : rounded(least))
        .figure("most", rounded(most))
        .figure("leastAllowed", limits.leastWorkload())
        .figure("mostAllowed", limits.mostWorkload())
        .build(
            variation <= limits.workloadVariation()
                && (raw.isEmpty()
                    || (least >= limits.leastWorkload() && most <= limits.mostWorkload())),
            MOST_FIRST);
  }

  private static double work(RuleInput matter, SideGrid leaf, List<AreaHouse> houses) {
    ComplianceProperties.Weights weights = matter.weights();
    long[] sums = new long[5];
    for (AreaHouse house : houses) {
      sums[0] += house.households();
      sums[1] += house.residents();
      sums[2] += house.enterprises();
      sums[3] += house.rentals();
      sums[4] += house.careNeeds();
    }
    return weights.households() * told(matter, sums[0])
        + weights.residents() * told(matter, sums[1])
        + weights.enterprises() * sums[2]
        + weights.rentals() * sums[3]
        + weights.careNeeds() * told(matter, sums[4])
        + weights.areaHectares() * GroundArea.squareMetres(leaf.outline()) / 10_000;
  }

  /** 类别集中: institutions and large firms in grids of their own. */
  static RuleResult exclusive(RuleInput matter, ComplianceProperties limits) {
    Builder rule = new Builder("exclusiveUnits", "类别集中", "Exclusive units");
    ComparedDivision side = matter.side();
    int units = 0;
    for (Institution one : matter.institutions()) {
      SideGrid leaf = side.leafOf(one.houseId()).map(side.grids()::get).orElse(null);
      AreaHouse house = matter.houses().get(one.houseId());
      if (leaf != null && house != null) {
        units++;
        if (!leaf.exclusive()) {
          rule.offence(Offence.of(leaf, null, house.entrance(), one.name()));
        }
      }
    }
    return rule.figure("units", units).figure("employees", limits.employees()).build(LEAST_FIRST);
  }

  /** 方便管理: nobody walks far from the middle of his grid. */
  static RuleResult walkable(RuleInput matter, ComplianceProperties limits) {
    Builder rule = new Builder("walkable", "方便管理：步行可达", "Easy to run: walkable");
    double farthest = 0;
    Map<String, List<AreaHouse>> houses = byLeaf(matter);
    for (SideGrid leaf : matter.side().leaves()) {
      Coordinate middle = leaf.outline().getInteriorPoint().getCoordinate();
      double far = 0;
      Coordinate place = middle;
      for (AreaHouse house : houses.getOrDefault(leaf.code(), List.of())) {
        double metres = metres(middle, house.entrance());
        if (metres > far) {
          far = metres;
          place = house.entrance();
        }
      }
      farthest = Math.max(farthest, far);
      if (far > limits.walkMetres()) {
        rule.offence(Offence.of(leaf, rounded(far), place, null));
      }
    }
    return rule.figure("farthestMetres", rounded(farthest))
        .figure("mostMetres", limits.walkMetres())
        .build(MOST_FIRST);
  }

  /** 方便管理: a service station of the grid, or of one around it, near its middle. */
  static RuleResult station(RuleInput matter, ComplianceProperties limits) {
    Builder rule = new Builder("stationNear", "方便管理：服务站就近", "Easy to run: a service station near");
    ComparedDivision side = matter.side();
    int served = 0;
    for (SideGrid leaf : side.leaves()) {
      List<String> up = side.upwards(leaf.code());
      Coordinate middle = leaf.outline().getInteriorPoint().getCoordinate();
      double nearest = Double.POSITIVE_INFINITY;
      for (StationSite station : matter.stations()) {
        if (up.stream().anyMatch(station.grids()::contains)) {
          nearest = Math.min(nearest, metres(middle, station.place()));
        }
      }
      if (nearest <= limits.stationMetres()) {
        served++;
      } else {
        rule.offence(
            Offence.of(
                leaf,
                Double.isInfinite(nearest) ? null : rounded(nearest),
                middle,
                Double.isInfinite(nearest) ? "no station" : null));
      }
    }
    return rule.figure("served", served)
        .figure("mostMetres", limits.stationMetres())
        .build(MOST_FIRST);
  }

  /** 人员相熟: no village group is cut apart. */
  static RuleResult groups(RuleInput matter) {
    Builder rule = new Builder("villageGroups", "人员相熟", "Village groups together");
    ComparedDivision side = matter.side();
    Map<String, Map<String, List<AreaHouse>>> groups = new TreeMap<>();
    side.leafOfHouse()
        .forEach((id, code) -> {
          AreaHouse house = matter.houses().get(id);
          Matcher group = GROUP.matcher(house == null ? "" : house.address());
          SideGrid leaf = side.grids().get(code);
          if (house != null && group.find() && leaf != null && !leaf.exclusive()) {
            groups
                .computeIfAbsent(group.group(1), any -> new TreeMap<>())
                .computeIfAbsent(code, any -> new ArrayList<>())
                .add(house);
          }
        });
    groups.forEach((group, parts) -> {
      if (parts.size() > 1) {
        // The smaller part is the one that was cut off.
        String home =
            parts.entrySet().stream()
                .max(java.util.Comparator.comparing(one -> one.getValue().size()))
                .orElseThrow()
                .getKey();
        parts.forEach((code, houses) -> {
          SideGrid leaf = side.grids().get(code);
          if (!code.equals(home) && leaf != null) {
            rule.offence(
                Offence.of(leaf, (double) houses.size(), houses.getFirst().entrance(), group));
          }
        });
      }
    });
    return rule.figure("groups", groups.size()).build(MOST_FIRST);
  }

  /** Every grid has a lead, every leaf an officer too. */
  static RuleResult duties(RuleInput matter) {
    Builder rule = new Builder("leadAndOfficer", "一格一长一员", "A lead and an officer for every grid");
    int held = 0;
    for (SideGrid grid : matter.side().grids().values()) {
      Set<String> missing = new TreeSet<>();
      missing.add("GRID_LEAD");
      if (grid.leaf()) {
        missing.add("GRID_OFFICER");
      }
      missing.removeAll(matter.duties().getOrDefault(grid.code(), Set.of()));
      if (missing.isEmpty()) {
        held++;
      } else {
        rule.offence(
            Offence.of(
                grid,
                (double) missing.size(),
                grid.outline().getInteriorPoint().getCoordinate(),
                String.join(", ", missing)));
      }
    }
    return rule.figure("held", held)
        .figure("grids", matter.side().grids().size())
        .build(MOST_FIRST);
  }

  private static Map<String, List<AreaHouse>> byLeaf(RuleInput matter) {
    Map<String, List<AreaHouse>> houses = new HashMap<>();
    matter
        .side()
        .leafOfHouse()
        .forEach((id, code) -> {
          AreaHouse house = matter.houses().get(id);
          if (house != null) {
            houses.computeIfAbsent(code, any -> new ArrayList<>()).add(house);
          }
        });
    return houses;
  }

  /** Who may not see counts by house is told tens. */
  private static long told(RuleInput matter, long people) {
    return matter.exact() ? people : (people + 5) / 10 * 10;
  }

  private static double metres(Coordinate a, Coordinate b) {
    return GroundArea.metres(a.x, a.y, b.x, b.y);
  }
}
