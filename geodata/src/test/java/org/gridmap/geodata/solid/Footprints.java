package org.gridmap.geodata.solid;

import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Random footprints around a place, in degrees. */
final class Footprints {
  static final GeometryFactory GEOMETRIES = new GeometryFactory();
  static final double LON = 118.55;
  static final double LAT = 24.72;

  private static final double DEGREES_PER_METRE = 1 / 110_000.0;

  private final SplittableRandom random;

  Footprints(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * One or several parts, with and without holes, some thin, some with corners on straight lines.
   */
  Geometry next() {
    int parts = random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1;
    Polygon[] polygons = new Polygon[parts];
    for (int i = 0; i < parts; i++) {
      polygons[i] = random.nextInt(5) == 0 ? sliver(i * 200.0) : star(i * 200.0);
    }
    return parts == 1 ? polygons[0] : GEOMETRIES.createMultiPolygon(polygons);
  }

  private Polygon star(double east) {
    double radius = 6 + 56 * random.nextDouble();
    double x = east + 40 * random.nextDouble();
    double y = 40 * random.nextDouble();
    int holes = random.nextInt(3);
    LinearRing[] inner = new LinearRing[holes];
    for (int i = 0; i < holes; i++) {
      inner[i] = ring(x + (i - 0.5) * 0.2 * radius, y, 0.08 * radius, 0.5, 5 + random.nextInt(6));
    }
    return GEOMETRIES.createPolygon(ring(x, y, radius, 0.6, 5 + random.nextInt(20)), inner);
  }

  private LinearRing ring(double x, double y, double radius, double least, int corners) {
    boolean straight = random.nextBoolean();
    int count = straight ? 2 * corners : corners;
    Coordinate[] ring = new Coordinate[count + 1];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (i + 0.6 * random.nextDouble()) / corners;
      double r = radius * (least + (1 - least) * random.nextDouble());
      ring[straight ? 2 * i : i] = at(x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    for (int i = 1; straight && i < count; i += 2) {
      Coordinate a = ring[i - 1];
      Coordinate b = ring[(i + 1) % count];
      ring[i] = new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
    }
    ring[count] = ring[0];
    return GEOMETRIES.createLinearRing(ring);
  }

  /** A wall of some centimetres, or a wedge. */
  private Polygon sliver(double east) {
    double length = 5 + 80 * random.nextDouble();
    double width = 0.02 + 0.1 * random.nextDouble();
    return GEOMETRIES.createPolygon(
        new Coordinate[] {
          at(east, 0),
          at(east + length, 1),
          at(east + length, 1 + width),
          at(east, width / 2),
          at(east, 0)
        });
  }

  static Coordinate at(double eastMetres, double northMetres) {
    return new Coordinate(
        LON + eastMetres * DEGREES_PER_METRE, LAT + northMetres * DEGREES_PER_METRE);
  }
}
