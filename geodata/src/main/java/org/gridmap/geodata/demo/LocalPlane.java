package org.gridmap.geodata.demo;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * A local plane, here called the sheet, in metres (x east, y north) at one place of the CGCS2000
 * ellipsoid. Towns are drawn on it and converted to degrees at the very end, vertex by vertex, so
 * that a vertex shared by two shapes stays shared.
 */
final class LocalPlane {
  /** Degrees are rounded to this many parts: 1e-8 degrees, about a millimetre. */
  private static final double PARTS_OF_DEGREE = 1e8;

  private static final double SEMI_MAJOR_METRES = 6_378_137.0;
  private static final double FLATTENING = 1 / 298.257222101;

  /** Makes geometries on the sheet, in metres. */
  static final GeometryFactory METRES = new GeometryFactory();

  /** Makes geometries in degrees, EPSG:4490. */
  static final GeometryFactory DEGREES = new GeometryFactory(new PrecisionModel(), 4490);

  private final double originLon;
  private final double originLat;
  private final double metresPerDegreeLon;
  private final double metresPerDegreeLat;

  LocalPlane(double originLon, double originLat) {
    this.originLon = originLon;
    this.originLat = originLat;
    double phi = originLat * (StrictMath.PI / 180);
    double sine = StrictMath.sin(phi);
    double eccentricity = FLATTENING * (2 - FLATTENING);
    double w = 1 - eccentricity * sine * sine;
    double perRadian = StrictMath.PI / 180 * SEMI_MAJOR_METRES;
    metresPerDegreeLat = perRadian * (1 - eccentricity) / (w * StrictMath.sqrt(w));
    metresPerDegreeLon = perRadian * StrictMath.cos(phi) / StrictMath.sqrt(w);
  }

  /** Degrees of a place on the sheet. */
  Coordinate toDegrees(Coordinate metres) {
    return new Coordinate(
        round(originLon + metres.x / metresPerDegreeLon),
        round(originLat + metres.y / metresPerDegreeLat));
  }

  private static double round(double degrees) {
    return Math.round(degrees * PARTS_OF_DEGREE) / PARTS_OF_DEGREE;
  }

  Coordinate[] toDegrees(Coordinate[] metres) {
    Coordinate[] degrees = new Coordinate[metres.length];
    for (int i = 0; i < metres.length; i++) {
      degrees[i] = toDegrees(metres[i]);
    }
    return degrees;
  }

  Point pointInDegrees(Coordinate metres) {
    return DEGREES.createPoint(toDegrees(metres));
  }

  LineString lineInDegrees(Coordinate[] metres) {
    return DEGREES.createLineString(toDegrees(metres));
  }

  Polygon polygonInDegrees(Polygon metres) {
    LinearRing[] holes = new LinearRing[metres.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = DEGREES.createLinearRing(toDegrees(metres.getInteriorRingN(i).getCoordinates()));
    }
    return DEGREES.createPolygon(
        DEGREES.createLinearRing(toDegrees(metres.getExteriorRing().getCoordinates())), holes);
  }
}
