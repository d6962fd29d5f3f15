package org.gridmap.geodata.demo.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.locationtech.jts.geom.Point;

/** Which house stands in which leaf grid of a town. */
public final class TownIndex {
  private final LeafLocator locator;
  private final String prefix;
  private final Map<String, String> gridOfHouse = new HashMap<>();
  private final Map<String, List<DemoHouse>> housesOfGrid = new HashMap<>();
  private final Map<String, DemoGrid> gridOfCode = new HashMap<>();

  /**
   * @throws IllegalArgumentException if a house stands in no leaf
   */
  public TownIndex(DemoTown town) {
    List<GridShape> leaves = new ArrayList<>();
    for (DemoGrid grid : town.grids()) {
      gridOfCode.put(grid.code(), grid);
      if (grid.leaf()) {
        leaves.add(new GridShape(grid.code(), grid.polygon()));
      }
    }
    locator = new LeafLocator(leaves);
    boolean plain = town.houses().isEmpty() || town.houses().get(0).sourceId().startsWith("H");
    prefix = plain ? "" : town.houses().get(0).sourceId().substring(0, 1);
    for (DemoHouse house : town.houses()) {
      String code = leafOf(house.entrance());
      gridOfHouse.put(house.sourceId(), code);
      for (String at = code; at != null; at = grid(at).parentCode()) {
        housesOfGrid.computeIfAbsent(at, c -> new ArrayList<>()).add(house);
      }
    }
  }

  /**
   * An identifier that no other town of the sample gives: where houses are not called H0001 and so
   * on, their letter comes first.
   */
  public String id(String letter, int ordinal) {
    return prefix + letter + String.format(Locale.ROOT, "%04d", ordinal);
  }

  /** The leaf grid of a house. */
  public String gridOf(DemoHouse house) {
    return find(gridOfHouse, house.sourceId());
  }

  /** The leaf grid at a place. */
  public String leafOf(Point place) {
    return locator
        .locate(place.getX(), place.getY())
        .orElseThrow(() -> new IllegalArgumentException("a place lies in no grid"));
  }

  /** Whether a place lies in the town. */
  public boolean holds(Point place) {
    return locator.locate(place.getX(), place.getY()).isPresent();
  }

  /** The houses of a grid of any level, in the town's order; empty if there are none. */
  public List<DemoHouse> housesOf(String gridCode) {
    return housesOfGrid.getOrDefault(gridCode, List.of());
  }

  /** The grid with this code. */
  public DemoGrid grid(String code) {
    return find(gridOfCode, code);
  }

  /** The grid of a level in which a grid of that or a lower one lies. */
  public String above(String gridCode, int level) {
    DemoGrid grid = grid(gridCode);
    while (grid.level() > level && grid.parentCode() != null) {
      grid = grid(grid.parentCode());
    }
    return grid.code();
  }

  private static <V> V find(Map<String, V> map, String key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the town has no " + key);
    }
    return value;
  }
}
