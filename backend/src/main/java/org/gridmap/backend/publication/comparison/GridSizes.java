package org.gridmap.backend.publication.comparison;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.publication.comparison.AreaHouses.AreaHouse;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.statistics.Norm;
import org.gridmap.backend.statistics.NormMeasure;
import org.gridmap.backend.statistics.Norms;
import org.gridmap.geodata.code.GridKind;

/** The grids of a division that have a norm, with what they hold of it. */
public final class GridSizes {
  private GridSizes() {}

  /**
   * @param count what the norm counts, in tens of people to those who may not see counts by house
   * @param told whether it may be told: of few people it may not
   */
  public record Size(SideGrid grid, Norm norm, long count, boolean told) {
    public Norm.Band band() {
      return norm.band(count);
    }
  }

  /**
   * @param houses houses around the division, by number
   * @param exact whether people are counted exactly; in tens otherwise
   * @return grids without a norm left out, parents before children; and those whose norm counts
   *     what is recorded of no house at all: where nobody was registered yet, no grid is known to
   *     be empty
   */
  public static List<Size> list(
      ComparedDivision side, Map<Long, AreaHouse> houses, boolean exact, Norms norms) {
    Map<String, Norm> normOf = new HashMap<>();
    for (SideGrid grid : side.grids().values()) {
      norms
          .find(
              new Norm.Subject(
                  side.label().rootCode(),
                  grid.code(),
                  grid.exclusive() ? GridKind.EXCLUSIVE : GridKind.BASE,
                  side.upwards(grid.code()).size(),
                  grid.leaf()))
          .ifPresent(norm -> normOf.put(grid.code(), norm));
    }
    Map<String, Long> counts = new HashMap<>();
    Set<NormMeasure> recorded = EnumSet.noneOf(NormMeasure.class);
    Map<String, List<String>> upwards = new HashMap<>();
    side.leafOfHouse()
        .forEach((id, leaf) -> {
          AreaHouse house = houses.get(id);
          if (house != null) {
            for (NormMeasure measure : NormMeasure.values()) {
              if (of(house, measure) > 0) {
                recorded.add(measure);
              }
            }
            for (String code : upwards.computeIfAbsent(leaf, side::upwards)) {
              Norm norm = normOf.get(code);
              if (norm != null) {
                counts.merge(code, (long) of(house, norm.measure()), Long::sum);
              }
            }
          }
        });
    List<Size> sizes = new ArrayList<>();
    for (SideGrid grid : side.grids().values()) {
      Norm norm = normOf.get(grid.code());
      if (norm != null && recorded.contains(norm.measure())) {
        long count = counts.getOrDefault(grid.code(), 0L);
        boolean tens = !exact && isOfPeople(norm.measure());
        long shown = tens ? (count + 5) / 10 * 10 : count;
        boolean told = !tens || shown > 0 || !counts.containsKey(grid.code());
        sizes.add(new Size(grid, norm, shown, told));
      }
    }
    return sizes;
  }

  private static int of(AreaHouse house, NormMeasure measure) {
    return switch (measure) {
      case houses -> 1;
      case households -> house.households();
      case residents -> house.residents();
      case enterprises -> house.enterprises();
      case rentals -> house.rentals();
      case careNeeds -> house.careNeeds();
    };
  }

  private static boolean isOfPeople(NormMeasure measure) {
    return switch (measure) {
      case households, residents, careNeeds -> true;
      case houses, enterprises, rentals -> false;
    };
  }
}
