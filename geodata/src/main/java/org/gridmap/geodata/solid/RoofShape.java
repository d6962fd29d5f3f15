package org.gridmap.geodata.solid;

/**
 * How a roof lies on its walls. Only what stands on four corners has another one than a flat one.
 */
public enum RoofShape {
  FLAT,

  /** Two slopes along the longer sides; the walls of the shorter ones go up to the ridge. */
  GABLE,

  /** Four slopes. */
  HIP;

  /** A slope of thirty degrees goes up so much in half the width of a house. */
  private static final double RISE = Math.tan(Math.toRadians(30)) / 2;

  private static final double MOST_METRES = 3;

  /** The ridge of a hip roof is never less than so much of the house's length. */
  private static final double LEAST_RIDGE = 0.02;

  /** How much higher the ridge is than the eaves of a house so many metres wide. */
  static double rise(double width) {
    return Math.min(MOST_METRES, RISE * width);
  }

  /** How far along the ridge goes from the shorter sides, metres. */
  double inset(double length, double width) {
    return this == HIP ? Math.min(width / 2, length * (1 - LEAST_RIDGE) / 2) : 0;
  }
}
