package org.gridmap.geodata.plane;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * The points that a partition may use: whole multiples of 10⁻⁹ degrees. Two points are equal or at
 * least a tenth of a millimetre apart, so equality needs no tolerance.
 */
public final class PrecisionLattice {
  /** Units in a degree. */
  public static final double UNITS = 1e9;

  private static final double MAX_LONGITUDE = 180;
  private static final double MAX_LATITUDE = 90;

  private PrecisionLattice() {}

  /** The multiple that is nearest. */
  public static double round(double degrees) {
    return Math.round(degrees * UNITS) / UNITS;
  }

  /** A new coordinate on the lattice. */
  public static Coordinate round(Coordinate at) {
    return new Coordinate(round(at.x), round(at.y));
  }

  /** The lattice points of a line, none twice in a row. */
  public static List<Coordinate> round(List<Coordinate> line) {
    List<Coordinate> rounded = new ArrayList<>(line.size());
    for (Coordinate at : line) {
      Coordinate point = round(at);
      if (rounded.isEmpty() || !rounded.getLast().equals2D(point)) {
        rounded.add(point);
      }
    }
    return rounded;
  }

  /** Degrees as a whole number of units. */
  public static long units(double degrees) {
    return Math.round(degrees * UNITS);
  }

  /** Units as degrees. */
  public static double degrees(long units) {
    return units / UNITS;
  }

  /** Whether a coordinate is a place on earth. */
  public static boolean onEarth(Coordinate at) {
    return Math.abs(at.x) <= MAX_LONGITUDE && Math.abs(at.y) <= MAX_LATITUDE;
  }
}
