package org.gridmap.geodata.corner;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/** The numbers of positions side by side, for the passes over all of a layer. */
public final class Ordinates {
  private Ordinates() {}

  /** The positions as x, y, x, y …; of packed ones the array itself, so it is for reading only. */
  public static double[] of(CoordinateSequence points) {
    if (points instanceof PackedCoordinateSequence.Double packed && packed.getDimension() == 2) {
      return packed.getRawCoordinates();
    }
    double[] xy = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      xy[2 * i] = points.getX(i);
      xy[2 * i + 1] = points.getY(i);
    }
    return xy;
  }
}
