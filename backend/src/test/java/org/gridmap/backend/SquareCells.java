package org.gridmap.backend;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Square cells side by side, counted from a corner in the south-west: what divisions are cut into
 * in tests.
 *
 * @param longitude of the corner, degrees
 * @param latitude of the corner, degrees
 * @param side of a cell, degrees
 */
public record SquareCells(double longitude, double latitude, double side) {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  /** A place, in cells from the corner. */
  public Coordinate at(double column, double row) {
    return new Coordinate(longitude + column * side, latitude + row * side);
  }

  /** A block of cells, with a point at every corner of a cell, so that neighbours share theirs. */
  public MultiPolygon box(int west, int south, int east, int north) {
    List<Coordinate> ring = new ArrayList<>();
    for (int i = west; i < east; i++) {
      ring.add(at(i, south));
    }
    for (int j = south; j < north; j++) {
      ring.add(at(east, j));
    }
    for (int i = east; i > west; i--) {
      ring.add(at(i, north));
    }
    for (int j = north; j >= south; j--) {
      ring.add(at(west, j));
    }
    return GEOMETRIES.createMultiPolygon(
        new Polygon[] {GEOMETRIES.createPolygon(ring.toArray(Coordinate[]::new))});
  }
}
