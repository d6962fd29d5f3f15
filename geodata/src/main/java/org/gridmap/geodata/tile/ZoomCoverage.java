package org.gridmap.geodata.tile;

import java.util.List;

/**
 * A division as it is drawn at one zoom: the grids of the levels that are shown there, and each of
 * their borders once.
 *
 * @param grids in the order in which they were given; a grid too small for the zoom has an empty
 *     shape
 */
public record ZoomCoverage(int zoom, List<GridShape> grids, List<Border> borders) {
  /** A grid's polygons on the lattice of the zoom. */
  public record GridShape(long id, LatticeShape polygons) {}

  /**
   * A piece of border between two junctions.
   *
   * @param level the lowest level number of the grids that it bounds
   */
  public record Border(int level, LatticeShape line) {}
}
