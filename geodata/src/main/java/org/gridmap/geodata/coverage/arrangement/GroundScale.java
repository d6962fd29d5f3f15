package org.gridmap.geodata.coverage.arrangement;

import org.locationtech.jts.geom.Envelope;

/** How the coordinates in which borders are drawn turn into metres on the ground. */
public interface GroundScale {

  /**
   * Metres on the ground for one unit of each axis, near one place: what a small step of (x, y)
   * leads to the east and to the north.
   */
  record Local(double eastPerX, double eastPerY, double northPerX, double northPerY) {
    public double east(double x, double y) {
      return eastPerX * x + eastPerY * y;
    }

    public double north(double x, double y) {
      return northPerX * x + northPerY * y;
    }
  }

  /** The scale at a place, good to a part in a hundred over some kilometres. */
  Local at(double x, double y);

  /**
   * How many units of each axis are at least as long as a distance everywhere in a layer.
   *
   * @return the units of x and of y
   */
  double[] units(double metres, Envelope layer);
}
