package org.gridmap.geodata.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * One change of a {@link GridPartition}. Coordinates are degrees, longitude first (EPSG:4490), and
 * are rounded to {@link GridPartition#DEGREES_PER_UNIT}. An operation holds everything that it
 * needs, so that a log of operations replays to the same partition.
 */
public sealed interface Operation {

  /**
   * A grid that an operation makes.
   *
   * @param code unique in the plan; the code of a grid that goes in the same operation is kept
   * @param name shown on the map
   * @param kind kind of unit
   */
  record NewGrid(String code, String name, UnitKind kind) {}

  /** Moves a node; every edge that ends there follows. */
  record MoveNode(long node, Coordinate to) implements Operation {}

  /**
   * Moves a vertex between the ends of an edge.
   *
   * @param vertex index in {@link Edge#points()}, neither the first nor the last
   */
  record MoveVertex(long edge, int vertex, Coordinate to) implements Operation {}

  /**
   * Adds a vertex.
   *
   * @param segment index of the segment, 0 for the one from the first point to the second
   */
  record AddVertex(long edge, int segment, Coordinate at) implements Operation {}

  /** Removes a vertex between the ends of an edge. */
  record RemoveVertex(long edge, int vertex) implements Operation {}

  /** Redraws an edge between its two nodes; the line's ends are replaced by the nodes. */
  record RedrawEdge(long edge, List<Coordinate> line) implements Operation {}

  /**
   * Redraws a stretch of the common border of two leaf grids: the drawn line starts and ends on it
   * (within {@link GridPartition#SNAP_METRES}), and what it cuts off changes hands.
   */
  record RedrawBorder(String a, String b, List<Coordinate> line) implements Operation {}

  /**
   * Lets an edge follow a road or river: the part of the line between the places nearest to the
   * edge's nodes replaces it.
   */
  record AdoptLine(long edge, List<Coordinate> line) implements Operation {}

  /**
   * Splits a leaf grid by a line from border to border, or by a closed ring (first = last point)
   * into an island and the rest.
   *
   * @param left the grid on the left of the line, or inside the ring
   * @param right the grid on the right of the line, or the rest
   */
  record Split(String grid, List<Coordinate> line, NewGrid left, NewGrid right)
      implements Operation {}

  /**
   * Merges sibling grids that adjoin, leaves or higher grids; the children of higher grids go to
   * the merged one.
   */
  record Merge(List<String> grids, NewGrid into) implements Operation {}

  /**
   * Gives an area to a leaf grid.
   *
   * @param area drawn or painted land
   * @param from leaf grids that lose land; empty means every leaf under the area
   * @param to leaf grid that gains it
   */
  record Transfer(MultiPolygon area, List<String> from, String to) implements Operation {}

  /** Puts a grid under another parent. */
  record Reparent(String grid, String parent) implements Operation {}

  record Rename(String grid, String name) implements Operation {}

  record Recode(String grid, String code) implements Operation {}

  record ChangeKind(String grid, UnitKind kind) implements Operation {}

  /** Locks an edge against every change, or frees it. */
  record Lock(long edge, boolean locked) implements Operation {}

  /** Gives open land (a gap, an overlap) to a leaf grid. */
  record Assign(long openLand, String to) implements Operation {}

  /** Divides open land between two leaf grids along the middle line between their borders. */
  record SplitMiddle(long openLand, String a, String b) implements Operation {}

  /** Makes open land a leaf grid of its own. */
  record MakeGrid(long openLand, NewGrid grid, String parent) implements Operation {}

  /** Marks open land as allowed to belong to no grid, such as a lake. */
  record Allow(long openLand, String reason) implements Operation {}

  /** Cuts away land outside the required outline. */
  record CutAway(long openLand) implements Operation {}

  /** Several operations as one: all or none, and one step back. */
  record Batch(List<Operation> operations, @Nullable String title) implements Operation {}
}
