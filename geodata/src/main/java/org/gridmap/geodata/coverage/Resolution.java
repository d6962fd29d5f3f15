package org.gridmap.geodata.coverage;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The decimal precision of a layer's coordinates: the power of ten of which all are multiples. It
 * decides how far off an edge a corner may be that the layer means to lie on it.
 */
final class Resolution {
  /** A coarser lattice than a millimetre hides mistakes, so it excuses none. */
  private static final double COARSEST_METRES = 1.05e-3;

  /** What doubles cannot tell apart in a zone with its number in front, and a little more. */
  private static final double FINEST_METRES = 1e-6;

  /**
   * A corner and both ends of the edge that it was drawn on are each rounded by half the diagonal
   * of the lattice at most, so together they part by less than this many steps.
   */
  private static final double STEPS = 1.5;

  private static final int MOST_DECIMALS = 12;

  /** The largest distance that {@link #exactMetres} can give. */
  static final double MOST_EXACT_METRES = STEPS * COARSEST_METRES;

  private Resolution() {}

  /** How far a corner may be off an edge, in metres, if the layer means it to lie on it. */
  static double exactMetres(List<? extends Geometry> layer, DrawingPlane plane) {
    Decimals decimals = new Decimals();
    Envelope box = new Envelope();
    for (Geometry geometry : layer) {
      geometry.apply(decimals);
      box.expandToInclude(geometry.getEnvelopeInternal());
    }
    Coordinate centre = box.centre();
    if (decimals.count > MOST_DECIMALS || centre == null) {
      return FINEST_METRES;
    }
    DrawingPlane.Local local = plane.at(centre.x, centre.y);
    double step =
        Math.max(
                Math.hypot(local.eastPerX(), local.northPerX()),
                Math.hypot(local.eastPerY(), local.northPerY()))
            / decimals.scale;
    return step > COARSEST_METRES ? FINEST_METRES : Math.max(FINEST_METRES, STEPS * step);
  }

  private static final class Decimals implements CoordinateSequenceFilter {
    private int count;
    private double scale = 1;

    @Override
    public void filter(CoordinateSequence points, int i) {
      look(points.getX(i));
      look(points.getY(i));
    }

    private void look(double number) {
      while (count <= MOST_DECIMALS && !isMultiple(number * scale)) {
        count++;
        scale = Math.pow(10, count);
      }
    }

    private static boolean isMultiple(double steps) {
      return Math.abs(steps - Math.rint(steps)) <= 4 * Math.ulp(steps);
    }

    @Override
    public boolean isDone() {
      return count > MOST_DECIMALS;
    }

    @Override
    public boolean isGeometryChanged() {
      return false;
    }
  }
}
