package org.gridmap.geodata.topology.build;

import org.gridmap.geodata.metric.GroundArea;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/** How wide land is. */
public final class Width {
  private static final double METRES_PER_DEGREE = Math.toRadians(6_378_137.0);

  private Width() {}

  /** Whether land is nowhere so wide; degrees in, metres to compare with. */
  public static boolean isUnder(Geometry land, double metres) {
    double perimeter = GroundArea.perimeterMetres(land);
    if (2 * GroundArea.squareMetres(land) >= metres * perimeter) {
      return false;
    }
    Coordinate at = land.getCoordinate();
    Geometry metric =
        AffineTransformation.translationInstance(-at.x, -at.y)
            .scale(METRES_PER_DEGREE * Math.cos(Math.toRadians(at.y)), METRES_PER_DEGREE)
            .transform(land);
    return metric.buffer(-metres / 2, 2).isEmpty();
  }
}
