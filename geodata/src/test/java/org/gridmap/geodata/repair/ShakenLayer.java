package org.gridmap.geodata.repair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LatticeCoverage;
import org.gridmap.geodata.crs.CrsRegistry;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * A seeded exact coverage, in degrees or in the metres of some Gauss-Krüger zone, made dirty: each
 * grid has its own copy of each inner corner beside the true place, or stands aside as a whole.
 */
final class ShakenLayer {
  /** Codes of zones of 3 and 6 degrees, and what their eastings begin with. */
  private static final String[][] ZONES = {
    {"EPSG:4549", "0"},
    {"EPSG:4548", "0"},
    {"EPSG:4509", "0"},
    {"EPSG:4528", "40000000"},
    {"EPSG:4498", "20000000"}
  };

  final DrawingPlane plane;
  final List<DrawnGrid> grids = new ArrayList<>();
  final Polygon outline;

  /** Metres of one unit of x and of y. */
  final double metresX;

  final double metresY;
  private final double prefix;

  private final boolean degrees;

  /**
   * @param shake how far corners are moved, at most, in metres
   * @param aside how far whole grids are moved, at most, in metres
   */
  ShakenLayer(int seed, int columns, int rows, double shake, double aside) throws Exception {
    Random random = new Random(seed);
    degrees = seed % 3 == 0;
    String[] zone = ZONES[random.nextInt(ZONES.length)];
    plane = degrees ? DrawingPlane.degrees() : DrawingPlane.of(CrsRegistry.find(zone[0]));
    prefix = Double.parseDouble(zone[1]);
    metresX = degrees ? 101_000 : 1;
    metresY = degrees ? 110_800 : 1;
    LatticeCoverage lattice =
        new LatticeCoverage(seed, columns, rows, random.nextInt(3), 1 + random.nextInt(3), 0.2);
    outline = (Polygon) draw(lattice.outline());
    Set<Coordinate> fixed = new HashSet<>(List.of(outline.getCoordinates()));
    int row = 0;
    for (GridShape shape : lattice.grids()) {
      Geometry land = draw(shape.geometry());
      double dx = aside * (random.nextDouble() - 0.5) / metresX;
      double dy = aside * (random.nextDouble() - 0.5) / metresY;
      for (Coordinate at : land.getCoordinates()) {
        if (!fixed.contains(at)) {
          double angle = 2 * Math.PI * random.nextDouble();
          double far = shake * random.nextDouble();
          at.x += dx + far * Math.cos(angle) / metresX;
          at.y += dy + far * Math.sin(angle) / metresY;
        }
      }
      close(land);
      land.geometryChanged();
      grids.add(new DrawnGrid(++row, shape.code(), null, multi(land)));
    }
  }

  private static void close(Geometry land) {
    Polygon polygon = (Polygon) land;
    for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
      Coordinate[] ring =
          (r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r)).getCoordinates();
      ring[ring.length - 1].setCoordinate(ring[0]);
    }
  }

  private Geometry draw(Geometry lonLat) {
    Geometry drawn = lonLat.copy();
    if (!degrees) {
      drawn.apply((Coordinate at) -> {
        at.x = Math.round((prefix + 500_000 + (at.x - 118.8) * 101_000) * 1e4) / 1e4;
        at.y = Math.round((2_740_000 + (at.y - 24.9) * 110_800) * 1e4) / 1e4;
      });
      drawn.geometryChanged();
    }
    return drawn;
  }

  static MultiPolygon multi(Geometry land) {
    return land instanceof MultiPolygon polygons
        ? polygons
        : new GeometryFactory().createMultiPolygon(new Polygon[] {(Polygon) land});
  }

  /** A geometry in metres, for distances. */
  Geometry metric(Geometry drawn) {
    Geometry metric = drawn.copy();
    metric.apply((Coordinate at) -> {
      at.x *= metresX;
      at.y *= metresY;
    });
    metric.geometryChanged();
    return metric;
  }
}
