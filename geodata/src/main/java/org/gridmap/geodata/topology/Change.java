package org.gridmap.geodata.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.topology.state.ChangeBytes;
import org.locationtech.jts.geom.Coordinate;

/**
 * The difference that an operation made: enough to undo it, to draw it, and to tell whether it
 * conflicts with another one. Changes that touch nothing in common write to nothing in common.
 * Whether one of them fits beside the other is not told by names (a border may be moved to where an
 * island was drawn): it is seen when it is applied, or taken back, on what is there then, and
 * refused if it does not.
 *
 * @param removedEdges edges as they were
 * @param addedEdges edges as they are; a changed edge is in both with the same id
 * @param nodes nodes that are new, moved or have other edges, with their places
 * @param removedNodes nodes that are gone
 * @param removedGrids grids as they were
 * @param addedGrids grids as they are
 * @param removedLand open land as it was
 * @param addedLand open land as it is
 * @param touched names of everything that the operation changed or relied on: {@code e12} for an
 *     edge, {@code n7} for a node, {@code g350…} for a grid, {@code o3} for open land
 */
public record Change(
    List<Edge> removedEdges,
    List<Edge> addedEdges,
    Map<Long, Coordinate> nodes,
    Set<Long> removedNodes,
    List<PartitionGrid> removedGrids,
    List<PartitionGrid> addedGrids,
    List<OpenLand> removedLand,
    List<OpenLand> addedLand,
    Set<String> touched) {

  public Change {
    removedEdges = List.copyOf(removedEdges);
    addedEdges = List.copyOf(addedEdges);
    nodes = Map.copyOf(nodes);
    removedNodes = Set.copyOf(removedNodes);
    removedGrids = List.copyOf(removedGrids);
    addedGrids = List.copyOf(addedGrids);
    removedLand = List.copyOf(removedLand);
    addedLand = List.copyOf(addedLand);
    touched = Set.copyOf(touched);
  }

  /** Everything, for {@link #read}; equal changes give equal bytes. */
  public byte[] write() {
    return ChangeBytes.write(this);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  public static Change read(byte[] bytes) {
    return ChangeBytes.read(bytes);
  }

  /** Whether it and another change concern something in common. */
  public boolean meets(Change other) {
    return touched.stream().anyMatch(other.touched()::contains);
  }
}
