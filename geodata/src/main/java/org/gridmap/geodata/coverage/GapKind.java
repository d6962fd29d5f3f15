package org.gridmap.geodata.coverage;

/** How a gap lies in the area that had to be covered. */
public enum GapKind {
  /** Surrounded by grids; it does not touch the outline of the area. */
  ENCLOSED,
  /** Open to the outside through a mouth in the outline: a strip between grids, a missing cell. */
  INLET,
  /** Runs along the outline, or only touches it. */
  BOUNDARY
}
