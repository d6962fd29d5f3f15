package org.gridmap.backend.plan.notation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * What a page needs to follow a change of a plan.
 *
 * @param removedEdges numbers of edges that are gone
 * @param edges edges that are new or different
 * @param nodes nodes that are new or elsewhere
 * @param removedNodes numbers of nodes that are gone
 * @param removedGrids codes of grids that are gone
 * @param grids grids that are new or different
 * @param removedOpenLand numbers of open land that is gone
 * @param openLand open land that is new or different
 */
public record ChangeView(
    List<Long> removedEdges,
    List<Edge> edges,
    List<NodeView> nodes,
    List<Long> removedNodes,
    List<String> removedGrids,
    List<GridView> grids,
    List<Long> removedOpenLand,
    List<OpenLand> openLand) {

  /**
   * @param id number of the node
   * @param at longitude and latitude
   */
  @Schema(name = "PlanNode")
  public record NodeView(long id, Coordinate at) {}

  /**
   * @param code code of the grid
   * @param name its name
   * @param parentCode code of the grid above; null for the root
   * @param level 1 for the root; 0 where only a change is told
   * @param levelName what its level is called; null for the usual name
   * @param kind kind of unit
   * @param leaf whether it has borders of its own
   */
  @Schema(name = "PlanGrid")
  public record GridView(
      String code,
      String name,
      @Nullable String parentCode,
      int level,
      @Nullable String levelName,
      GridKind kind,
      boolean leaf) {
    public static GridView of(PartitionGrid grid, int level) {
      return new GridView(
          grid.code(),
          grid.name(),
          grid.parentCode(),
          level,
          grid.levelName(),
          grid.kind(),
          grid.leaf());
    }
  }

  /**
   * The view of a change.
   *
   * @param levels level of each grid after it
   */
  public static ChangeView of(Change change, Map<String, Integer> levels) {
    Set<Long> edges = change.addedEdges().stream().map(Edge::id).collect(Collectors.toSet());
    Set<String> grids =
        change.addedGrids().stream().map(PartitionGrid::code).collect(Collectors.toSet());
    Set<Long> land = change.addedLand().stream().map(OpenLand::id).collect(Collectors.toSet());
    return new ChangeView(
        change.removedEdges().stream().map(Edge::id).filter(id -> !edges.contains(id)).toList(),
        change.addedEdges(),
        change.nodes().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(node -> new NodeView(node.getKey(), node.getValue()))
            .toList(),
        change.removedNodes().stream().sorted().toList(),
        change.removedGrids().stream()
            .map(PartitionGrid::code)
            .filter(code -> !grids.contains(code))
            .toList(),
        change.addedGrids().stream()
            .map(grid -> GridView.of(grid, levels.getOrDefault(grid.code(), 0)))
            .toList(),
        change.removedLand().stream().map(OpenLand::id).filter(id -> !land.contains(id)).toList(),
        change.addedLand());
  }

  /** Level of every grid, 1 for a root; parents stand before their children. */
  public static Map<String, Integer> levels(List<PartitionGrid> grids) {
    Map<String, Integer> levels = new LinkedHashMap<>();
    for (PartitionGrid grid : grids) {
      String parent = grid.parentCode();
      levels.put(grid.code(), parent == null ? 1 : levels.getOrDefault(parent, 0) + 1);
    }
    return levels;
  }
}
