package org.gridmap.backend.publication.comparison;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.backend.land.Lineages.Descent;
import org.gridmap.backend.land.Lineages.LineageKind;
import org.gridmap.backend.publication.comparison.ComparedDivision.SideGrid;
import org.gridmap.backend.publication.comparison.LandChanges.Land;
import org.jspecify.annotations.Nullable;

/**
 * Grids of two sides that are not the same, by code.
 *
 * @param added in the later side only
 * @param removed in the earlier side only
 * @param recoded the same grid under another code
 * @param reshaped grids of any level under the same code with other land
 * @param reparented under another grid
 * @param renamed with another name
 */
record GridChanges(
    List<GridName> added,
    List<GridName> removed,
    List<Recoded> recoded,
    List<Reshaped> reshaped,
    List<Changed> reparented,
    List<Changed> renamed) {
  /**
   * @param code code of the grid
   * @param name its name
   */
  record GridName(String code, String name) {}

  /**
   * @param from code before
   * @param to code after
   */
  record Recoded(String from, String to) {}

  /**
   * @param areaGained square metres that it has afterwards only
   * @param areaLost square metres that it has before only
   */
  record Reshaped(String code, String name, double areaGained, double areaLost) {}

  /**
   * @param code code of the grid
   * @param from what it was
   * @param to what it is
   */
  @Schema(name = "ChangedGrid")
  record Changed(String code, @Nullable String from, @Nullable String to) {}

  static GridChanges between(
      ComparedDivision before, ComparedDivision after, List<Land> land, List<Descent> descents) {
    List<Recoded> recoded = new ArrayList<>();
    Set<String> old = new TreeSet<>();
    Set<String> fresh = new TreeSet<>();
    for (Descent descent : descents) {
      if (descent.kind() == LineageKind.RECODED && descent.replaces()) {
        recoded.add(new Recoded(descent.from(), descent.to()));
        old.add(descent.from());
        fresh.add(descent.to());
      }
    }
    List<Changed> reparented = new ArrayList<>();
    List<Changed> renamed = new ArrayList<>();
    before
        .grids()
        .forEach((code, grid) -> {
          SideGrid now = after.grids().get(code);
          if (now != null && !Objects.equals(grid.parentCode(), now.parentCode())) {
            reparented.add(new Changed(code, grid.parentCode(), now.parentCode()));
          }
          if (now != null && !grid.name().equals(now.name())) {
            renamed.add(new Changed(code, grid.name(), now.name()));
          }
        });
    return new GridChanges(
        missing(after, before, fresh),
        missing(before, after, old),
        recoded,
        reshaped(before, after, land),
        reparented,
        renamed);
  }

  private static List<GridName> missing(
      ComparedDivision there, ComparedDivision here, Set<String> but) {
    return there.grids().values().stream()
        .filter(grid -> !here.grids().containsKey(grid.code()) && !but.contains(grid.code()))
        .map(grid -> new GridName(grid.code(), grid.name()))
        .toList();
  }

  /** A piece of land leaves every grid around its old leaf that is not around its new one. */
  private static List<Reshaped> reshaped(
      ComparedDivision before, ComparedDivision after, List<Land> land) {
    Map<String, double[]> sums = new HashMap<>();
    for (Land one : land) {
      Set<String> from = new TreeSet<>(before.upwards(one.from()));
      Set<String> to = new TreeSet<>(after.upwards(one.to()));
      for (String code : to) {
        if (!from.contains(code)) {
          sums.computeIfAbsent(code, any -> new double[2])[0] += one.areaSquareMetres();
        }
      }
      for (String code : from) {
        if (!to.contains(code)) {
          sums.computeIfAbsent(code, any -> new double[2])[1] += one.areaSquareMetres();
        }
      }
    }
    List<Reshaped> reshaped = new ArrayList<>();
    after
        .grids()
        .forEach((code, grid) -> {
          double[] sum = sums.get(code);
          if (sum != null && before.grids().containsKey(code)) {
            reshaped.add(new Reshaped(code, grid.name(), sum[0], sum[1]));
          }
        });
    return reshaped;
  }
}
