package org.gridmap.geodata.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** An operation that would break the partition, or makes no sense in it. Nothing was changed. */
public final class RefusedOperationException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why an operation is refused; each has its own words in every language of the page. */
  public enum Reason {
    UNKNOWN_NODE,
    UNKNOWN_EDGE,
    UNKNOWN_GRID,
    UNKNOWN_OPEN_LAND,
    NOT_A_VERTEX,
    NOT_A_LEAF,
    NOT_SIBLINGS,
    NOT_ADJACENT,
    NOT_A_LINE,
    NOT_A_RING,
    COORDINATE_OUT_OF_RANGE,
    TOO_MANY_POINTS,
    LINE_DOES_NOT_REACH_BORDER,
    LINE_CROSSES_BORDER,
    LINE_CROSSES_ITSELF,
    BORDER_CROSSED,
    NODE_SWALLOWED,
    OUTSIDE_PARENT,
    LAND_LEFT_OPEN,
    LAND_TAKEN_TWICE,
    SELF_INTERSECTION,
    EMPTY_GRID,
    GRID_IN_PIECES,
    NOTHING_CHANGES,
    LOCKED,
    OUTLINE_FIXED,
    CODE_TAKEN,
    CODE_INVALID,
    NAME_INVALID,
    WRONG_PARENT,
    TOO_FAR,
    NOT_A_CLAIMANT,
    REASON_MISSING,
    EMPTY_BATCH,
    CHANGED_SINCE
  }

  private final Reason reason;
  private final transient @Nullable Coordinate place;
  private final transient List<String> grids;

  /**
   * @param message one English sentence: what, where, why
   * @param place where, degrees; null where there is no place
   * @param grids codes of the grids concerned
   */
  public RefusedOperationException(
      Reason reason, String message, @Nullable Coordinate place, List<String> grids) {
    super(message);
    this.reason = reason;
    this.place = place;
    this.grids = List.copyOf(grids);
  }

  public Reason reason() {
    return reason;
  }

  public @Nullable Coordinate place() {
    return place;
  }

  public List<String> grids() {
    return grids;
  }
}
