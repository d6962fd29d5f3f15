package org.gridmap.backend.plan.notation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.UnitKind;
import org.jspecify.annotations.Nullable;

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
    List<EdgeView> edges,
    List<NodeView> nodes,
    List<Long> removedNodes,
    List<String> removedGrids,
    List<GridView> grids,
    List<Long> removedOpenLand,
    List<OpenLandView> openLand) {

  /**
   * @param id number of the node
   * @param at longitude and latitude
   */
  @Schema(name = "PlanNode")
  public record NodeView(long id, List<Double> at) {}

  /**
   * @param id number of the edge
   * @param from node at its first point
   * @param to node at its last point
   * @param left code of the leaf on its left, {@code ~} and a number for open land, empty outside
   * @param right the same on its right
   * @param locked whether nobody may move it
   * @param points longitude and latitude of each
   */
  @Schema(name = "PlanEdge")
  public record EdgeView(
      long id,
      long from,
      long to,
      String left,
      String right,
      boolean locked,
      List<List<Double>> points) {
    public static EdgeView of(Edge edge) {
      return new EdgeView(
          edge.id(),
          edge.from(),
          edge.to(),
          edge.left(),
          edge.right(),
          edge.locked(),
          OperationWriter.line(edge.points()));
    }
  }

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
      UnitKind kind,
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
   * @param id number of the open land
   * @param kind why it is open
   * @param claims leaf grids that claim or adjoin it
   * @param areaSquareMetres on the ellipsoid
   * @param place a point inside, longitude and latitude
   * @param allowed why it may stay open; null if it may not
   */
  @Schema(name = "PlanOpenLand")
  public record OpenLandView(
      long id,
      OpenLand.Kind kind,
      List<String> claims,
      double areaSquareMetres,
      List<Double> place,
      @Nullable String allowed) {
    public static OpenLandView of(OpenLand land) {
      return new OpenLandView(
          land.id(),
          land.kind(),
          land.claims(),
          land.areaSquareMetres(),
          OperationWriter.position(land.place()),
          land.allowed());
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
        change.addedEdges().stream().map(EdgeView::of).toList(),
        change.nodes().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(node -> new NodeView(node.getKey(), OperationWriter.position(node.getValue())))
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
        change.addedLand().stream().map(OpenLandView::of).toList());
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
