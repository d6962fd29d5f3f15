package org.gridmap.geodata.coverage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * Colours a map so that neighbours differ: grids that share at least one vertex never get the same
 * colour while the palette lasts. Greedy, those with most neighbours first (Welsh and Powell,
 * 1967).
 */
public final class MapColouring {
  /** Number of colours; greedy colouring of street-like maps needs five or six. */
  public static final int PALETTE = 8;

  private MapColouring() {}

  /** A colour from 0 to {@link #PALETTE} − 1 for each code. */
  public static Map<String, Integer> colour(List<GridShape> grids) {
    List<Set<Integer>> neighbours = neighbours(grids);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < grids.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> Integer.compare(neighbours.get(b).size(), neighbours.get(a).size()));
    int[] colours = new int[grids.size()];
    java.util.Arrays.fill(colours, -1);
    Map<String, Integer> result = new HashMap<>();
    for (int grid : order) {
      boolean[] taken = new boolean[PALETTE];
      for (int neighbour : neighbours.get(grid)) {
        if (colours[neighbour] >= 0) {
          taken[colours[neighbour]] = true;
        }
      }
      // Starting at a different colour each time spreads the palette over the map.
      int colour = grid % PALETTE;
      for (int i = 0; i < PALETTE && taken[colour]; i++) {
        colour = (colour + 1) % PALETTE;
      }
      colours[grid] = colour;
      result.put(grids.get(grid).code(), colour);
    }
    return result;
  }

  private static List<Set<Integer>> neighbours(List<GridShape> grids) {
    Map<Coordinate, List<Integer>> atVertex = new HashMap<>();
    List<Set<Integer>> neighbours = new ArrayList<>();
    for (int i = 0; i < grids.size(); i++) {
      neighbours.add(new HashSet<>());
      for (Coordinate vertex : new HashSet<>(List.of(grids.get(i).geometry().getCoordinates()))) {
        atVertex.computeIfAbsent(vertex, v -> new ArrayList<>(2)).add(i);
      }
    }
    for (List<Integer> meeting : atVertex.values()) {
      for (int a : meeting) {
        neighbours.get(a).addAll(meeting);
      }
    }
    for (int i = 0; i < grids.size(); i++) {
      neighbours.get(i).removeAll(Collections.singleton(i));
    }
    return neighbours;
  }
}
