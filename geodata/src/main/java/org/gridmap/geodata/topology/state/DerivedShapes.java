package org.gridmap.geodata.topology.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.OutlineAssembler;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;

/** Polygons computed from the edges: of leaves, of higher grids, of open land. */
public final class DerivedShapes {
  private DerivedShapes() {}

  /** Outline of a grid of any level; empty if it has no land for now. */
  public static MultiPolygon ofGrid(PartitionState state, String code) {
    return ofLabels(state, leaves(state, code));
  }

  /** Outline of open land. */
  public static MultiPolygon ofLand(PartitionState state, long land) {
    return ofLabels(state, Set.of(PartitionState.label(land)));
  }

  /** Codes of the leaves under a grid, itself if it is one. */
  public static Set<String> leaves(PartitionState state, String code) {
    Set<String> leaves = new TreeSet<>();
    List<String> waiting = new ArrayList<>(List.of(code));
    while (!waiting.isEmpty()) {
      String next = waiting.removeLast();
      PartitionGrid grid = state.findGrid(next);
      if (grid != null && grid.leaf()) {
        leaves.add(next);
      }
      waiting.addAll(state.children(next));
    }
    return leaves;
  }

  public static MultiPolygon ofLabels(PartitionState state, Set<String> labels) {
    OutlineAssembler outline = new OutlineAssembler();
    Set<Long> seen = new HashSet<>();
    for (String label : labels) {
      for (long id : state.border(label)) {
        Edge edge = state.findEdge(id);
        if (edge == null || !seen.add(id)) {
          continue;
        }
        boolean left = labels.contains(edge.left());
        if (left != labels.contains(edge.right())) {
          outline.add(edge.points(), left);
        }
      }
    }
    return outline.polygons();
  }

  /** Metres of common border of a label with each other label. */
  public static Map<String, Double> neighbours(PartitionState state, String label) {
    Map<String, Double> metres = new HashMap<>();
    for (long id : state.border(label)) {
      Edge edge = state.findEdge(id);
      if (edge != null && !edge.left().equals(edge.right())) {
        metres.merge(
            edge.left().equals(label) ? edge.right() : edge.left(), length(edge), Double::sum);
      }
    }
    return metres;
  }

  static double length(Edge edge) {
    double sum = 0;
    List<Coordinate> points = edge.points();
    for (int i = 1; i < points.size(); i++) {
      Coordinate a = points.get(i - 1);
      Coordinate b = points.get(i);
      sum += GroundArea.metres(a.x, a.y, b.x, b.y);
    }
    return sum;
  }

  /** Open land as its border is now. */
  public static OpenLand described(
      PartitionState state,
      long id,
      OpenLand.OpenLandKind kind,
      List<String> claims,
      @Nullable String allowed) {
    MultiPolygon shape = ofLand(state, id);
    Map<String, Double> beside = neighbours(state, PartitionState.label(id));
    List<String> sorted = new ArrayList<>(claims);
    if (kind == OpenLand.OpenLandKind.GAP && allowed == null) {
      sorted.clear();
      for (String label : beside.keySet()) {
        if (!label.isEmpty() && !PartitionState.isLand(label)) {
          sorted.add(label);
        }
      }
    }
    sorted.sort(
        Comparator.comparingDouble((String code) -> beside.getOrDefault(code, 0.0))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    Coordinate place = shape.getInteriorPoint().getCoordinate();
    return new OpenLand(id, kind, sorted, GroundArea.squareMetres(shape), place, allowed);
  }
}
