package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Rings on a lattice as JTS geometries, so that tests can ask JTS whether they are right. */
final class LatticeGeometries {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private LatticeGeometries() {}

  static Geometry polygons(List<int[]> parts) {
    List<Polygon> polygons = new ArrayList<>();
    LinearRing shell = null;
    List<LinearRing> holes = new ArrayList<>();
    for (int[] part : parts) {
      if (area2(part) > 0) {
        add(polygons, shell, holes);
        shell = ring(part);
        holes.clear();
      } else {
        holes.add(ring(part));
      }
    }
    add(polygons, shell, holes);
    return polygons.size() == 1
        ? polygons.getFirst()
        : FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  static double area2(int[] part) {
    double sum = 0;
    for (int i = 0; i < part.length; i += 2) {
      int k = (i + 2) % part.length;
      sum += (double) part[i] * part[k + 1] - (double) part[k] * part[i + 1];
    }
    return sum;
  }

  private static void add(
      List<Polygon> polygons,
      @org.jspecify.annotations.Nullable LinearRing shell,
      List<LinearRing> holes) {
    if (shell != null) {
      polygons.add(FACTORY.createPolygon(shell, holes.toArray(LinearRing[]::new)));
    }
  }

  private static LinearRing ring(int[] part) {
    Coordinate[] coordinates = new Coordinate[part.length / 2 + 1];
    for (int i = 0; i < part.length; i += 2) {
      coordinates[i / 2] = new Coordinate(part[i], part[i + 1]);
    }
    coordinates[coordinates.length - 1] = coordinates[0].copy();
    return FACTORY.createLinearRing(coordinates);
  }
}
