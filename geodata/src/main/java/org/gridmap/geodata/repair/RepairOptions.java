package org.gridmap.geodata.repair;

/**
 * How a layer is repaired.
 *
 * @param snapMetres corners and borders nearer than this become one, and nothing moves further; 0
 *     moves nothing
 * @param stripMetres gaps and overlaps that are nowhere wider are given to a neighbour
 * @param stripTo to which neighbour
 */
public record RepairOptions(double snapMetres, double stripMetres, StripTo stripTo) {

  /** Corners further apart are no digitising error. */
  public static final double MOST_SNAP_METRES = 10;

  /** Wider land is no strip. */
  public static final double MOST_STRIP_METRES = 100;

  /** Who gets a strip. */
  public enum StripTo {
    /** The neighbour with the longest common border. */
    LONGEST,
    /** The neighbour with the lowest code. */
    LEFT,
    /** Nobody. */
    NONE
  }

  /**
   * @throws IllegalArgumentException if a figure is negative, too large or no number
   */
  public RepairOptions {
    if (!(snapMetres >= 0 && snapMetres <= MOST_SNAP_METRES)) {
      throw new IllegalArgumentException("the snap tolerance must lie between 0 and 10 m");
    }
    if (!(stripMetres >= 0 && stripMetres <= MOST_STRIP_METRES)) {
      throw new IllegalArgumentException("the strip width must lie between 0 and 100 m");
    }
  }
}
