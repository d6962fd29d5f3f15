package org.gridmap.geodata.repair;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * One change of a layer.
 *
 * @param kind what was done
 * @param row the row of the grid that changed, from 1
 * @param grid its code
 * @param from where a corner was, in the coordinates of the file; null for every other change
 * @param place where it is now, or a place in the land concerned; null if there is none
 * @param metres how far a corner moved, how wide the land is; 0 for every other change
 * @param squareMetres the land that changed hands; 0 if none did
 * @param others codes of the other grids concerned, and what else there is to say
 */
public record LayerChange(
    ChangeKind kind,
    long row,
    String grid,
    @Nullable Coordinate from,
    @Nullable Coordinate place,
    double metres,
    double squareMetres,
    String others) {

  /** What can be done to a layer. */
  public enum ChangeKind {
    /** A corner was moved onto another one or onto the outline. */
    CORNER_MOVED,
    /** A border got a vertex where a corner of a neighbour lies. */
    VERTEX_ADDED,
    /** A strip of nobody's land was given to the grid. */
    GAP_GIVEN,
    /** Land that several grids claimed was given to the grid. */
    OVERLAP_GIVEN,
    /** A sliver outside of the outline was cut away. */
    CUT_AWAY,
    /** A ring that crosses itself was read by the even-odd rule. */
    RING_READ,
    /** The outline of a higher grid is the union of the grids below it now. */
    UNION_TAKEN
  }
}
