package org.gridmap.backend.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.geom.Coordinate;

/**
 * A grid by the name that it had.
 *
 * @param code code of the grid
 * @param name its name; empty if it had none
 */
public record NamedGrid(String code, String name) {
  /** Grids that are kept of one entry of the log. */
  private static final int MOST = 20;

  /** Land that a grid gains or loses by no more than this, about 0.1 m², comes from rounding. */
  private static final double SQUARE_DEGREES = 1e-11;

  /**
   * The grids that a change is about, by code: those that gained or lost land, are new, gone or
   * called otherwise; where no land changes hands, those on both sides of its borders.
   */
  static List<NamedGrid> concernedBy(Change change, GridPartition after) {
    Map<String, Double> gained = new HashMap<>();
    change.removedEdges().forEach(edge -> add(gained, edge, -1));
    change.addedEdges().forEach(edge -> add(gained, edge, 1));
    Set<String> codes = new TreeSet<>();
    Map<String, String> names = new TreeMap<>();
    for (PartitionGrid grid : change.removedGrids()) {
      codes.add(grid.code());
      names.put(grid.code(), grid.name());
    }
    change.addedGrids().forEach(grid -> codes.add(grid.code()));
    gained.forEach((label, area) -> {
      if (Math.abs(area) > SQUARE_DEGREES) {
        codes.add(label);
      }
    });
    if (codes.isEmpty()) {
      codes.addAll(gained.keySet());
    }
    codes.removeIf(label -> label.isEmpty() || label.startsWith("~"));
    List<NamedGrid> named = new ArrayList<>();
    for (String code : codes) {
      named.add(
          new NamedGrid(
              code,
              after.findGrid(code).map(PartitionGrid::name).orElse(names.getOrDefault(code, ""))));
    }
    return named;
  }

  private static void add(Map<String, Double> gained, Edge edge, int sign) {
    double twice = 0;
    for (int i = 1; i < edge.points().size(); i++) {
      Coordinate a = edge.points().get(i - 1);
      Coordinate b = edge.points().get(i);
      // Against a parallel: what two edges have on both of their sides is the same for both.
      twice += (a.x - b.x) * (a.y + b.y);
    }
    gained.merge(edge.left(), sign * twice / 2, Double::sum);
    gained.merge(edge.right(), -sign * twice / 2, Double::sum);
  }

  /** The first of them, as they are kept. */
  static String[] write(List<NamedGrid> grids) {
    return grids.stream()
        .limit(MOST)
        .map(grid -> grid.code() + " " + grid.name())
        .toArray(String[]::new);
  }

  static List<NamedGrid> read(List<String> kept) {
    return kept.stream()
        .map(one -> one.split(" ", 2))
        .map(parts -> new NamedGrid(parts[0], parts[1]))
        .toList();
  }
}
