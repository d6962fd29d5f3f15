package org.gridmap.geodata.topology.line;

import org.gridmap.geodata.corner.Corners;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** A plane in metres around a place; good to a part in a thousand over a few kilometres. */
final class LocalMetres {
  private static final double METRES_PER_DEGREE = Math.toRadians(6_378_137.0);

  private final Coordinate origin;
  private final double perX;

  LocalMetres(Coordinate origin) {
    this.origin = origin;
    this.perX = METRES_PER_DEGREE * Math.cos(Math.toRadians(origin.y));
  }

  /** Degrees to metres. */
  Coordinate to(Coordinate at) {
    return new Coordinate((at.x - origin.x) * perX, (at.y - origin.y) * METRES_PER_DEGREE);
  }

  /** Metres to degrees. */
  Coordinate back(Coordinate at) {
    return new Coordinate(origin.x + at.x / perX, origin.y + at.y / METRES_PER_DEGREE);
  }

  /** A copy in metres. */
  Geometry to(Geometry land) {
    return Corners.moved(land, this::to);
  }

  /** A copy in degrees. */
  Geometry back(Geometry land) {
    return Corners.moved(land, this::back);
  }
}
