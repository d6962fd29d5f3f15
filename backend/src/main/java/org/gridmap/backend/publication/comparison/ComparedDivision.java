package org.gridmap.backend.publication.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * A division as it is compared and examined: published, a draft of an import, or a plan as it is
 * now.
 */
public final class ComparedDivision {
  private final Label label;
  private final Map<String, SideGrid> grids = new LinkedHashMap<>();
  private final Map<String, List<SideGrid>> children = new HashMap<>();
  private final Map<Long, String> leafOfHouse;
  private final List<OpenPlace> openLand;

  /**
   * Land that belongs to no grid and may not.
   *
   * @param place a point inside, degrees
   */
  public record OpenPlace(String kind, double areaSquareMetres, Coordinate place) {}

  /**
   * Which one.
   *
   * @param reference as it is asked for: a number, or {@code plan:} and a number
   * @param divisionId number of the division; null for a plan
   * @param planId number of the plan; null for a division
   * @param from beginning of its validity; null if it was never in force
   */
  public record Label(
      String reference,
      String rootCode,
      String name,
      @Nullable Long divisionId,
      @Nullable Long planId,
      @Nullable Instant from) {}

  /**
   * One grid.
   *
   * @param parentCode code of the grid above; null for a root
   * @param exclusive whether it serves a single institution
   * @param outline EPSG:4490
   */
  public record SideGrid(
      String code,
      String name,
      @Nullable String parentCode,
      boolean exclusive,
      boolean leaf,
      Geometry outline) {}

  /**
   * @param grids parents before children
   * @param leafOfHouse code of the leaf of each house that lies in one
   * @param openLand what of a plan is still to be given to a grid
   */
  ComparedDivision(
      Label label, List<SideGrid> grids, Map<Long, String> leafOfHouse, List<OpenPlace> openLand) {
    this.label = label;
    this.openLand = List.copyOf(openLand);
    for (SideGrid grid : grids) {
      this.grids.put(grid.code(), grid);
      if (grid.parentCode() != null) {
        children.computeIfAbsent(grid.parentCode(), any -> new ArrayList<>()).add(grid);
      }
    }
    this.leafOfHouse = Map.copyOf(leafOfHouse);
  }

  public Label label() {
    return label;
  }

  /** Every grid by code, parents before children. */
  public Map<String, SideGrid> grids() {
    return grids;
  }

  /** The leaf grids. */
  public List<SideGrid> leaves() {
    return grids.values().stream().filter(SideGrid::leaf).toList();
  }

  public List<SideGrid> children(String code) {
    return children.getOrDefault(code, List.of());
  }

  /** Codes of a grid and of everything above it. */
  public List<String> upwards(String code) {
    List<String> chain = new ArrayList<>();
    for (SideGrid grid = grids.get(code);
        grid != null && !chain.contains(grid.code());
        grid = grid.parentCode() == null ? null : grids.get(grid.parentCode())) {
      chain.add(grid.code());
    }
    return chain;
  }

  /** What of a plan is still to be given to a grid; none in a division. */
  public List<OpenPlace> openLand() {
    return openLand;
  }

  /** The leaf of each house that lies in one. */
  public Map<Long, String> leafOfHouse() {
    return leafOfHouse;
  }

  public Optional<String> leafOf(long house) {
    return Optional.ofNullable(leafOfHouse.get(house));
  }
}
