package org.gridmap.geodata.demo;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * The truth about one fault that was planted in a draft.
 *
 * @param kind what is wrong
 * @param codes the grids involved, sorted
 * @param place a point inside the fault (for {@code EDGE_MISMATCH} the odd vertex, for {@code
 *     INVALID} the point where the ring crosses itself); degrees, longitude first
 */
record PlantedFault(Kind kind, List<String> codes, Coordinate place) {

  PlantedFault {
    codes = List.copyOf(codes);
    place = place.copy();
  }

  /** What can be wrong with a division of land. */
  enum Kind {
    /**
     * A ring that crosses itself; by the even-odd rule the land in its loop, about 95 m², is a gap.
     */
    INVALID,
    /** Two grids share land. */
    OVERLAP,
    /** The same outline twice under two codes. */
    DUPLICATE,
    /** A grid that lies completely inside another one. */
    CONTAINMENT,
    /** Land of nobody, surrounded by grids. */
    GAP_ENCLOSED,
    /** A strip of nobody that opens to the outside. */
    GAP_INLET,
    /** Land of nobody that touches the parent's border from inside. */
    GAP_BOUNDARY,
    /** A grid that reaches beyond its parent. */
    OUTSIDE,
    /** A vertex on a shared border that only one of the two neighbours has. */
    EDGE_MISMATCH,
    /** A grid in several parts. */
    MULTIPART
  }
}
