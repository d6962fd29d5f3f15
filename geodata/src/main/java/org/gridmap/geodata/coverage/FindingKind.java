package org.gridmap.geodata.coverage;

/** The classes of defect that a coverage check tells apart. */
public enum FindingKind {
  /** A ring that crosses or touches itself, a hole outside its shell: no area can be stated. */
  INVALID,
  /** Land that belongs to two grids, neither of which contains the other. */
  OVERLAP,
  /** The same outline given more than once. */
  DUPLICATE,
  /** One grid that lies wholly on top of a larger one. */
  CONTAINMENT,
  /** Land that belongs to no grid. */
  GAP,
  /**
   * Land of nobody, open at an end or at both, that is narrower than the gap width between two
   * borders that face one another for long. Within an outline to be covered it is a {@link #GAP}.
   */
  STRIP,
  /** The part of a grid that lies outside the parent. */
  OUTSIDE,
  /** A corner of one grid on (or within the tolerance of) another's border where that has none. */
  EDGE_MISMATCH,
  /** A grid of several separate parts; told, but not counted as a defect: an islet is one too. */
  MULTIPART,
  /** Grids whose examination would have cost more than the budget allows. */
  TOO_COMPLEX
}
