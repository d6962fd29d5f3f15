package org.gridmap.geodata.source.row;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Brings the geometry of a row to the type that is stored, without changing where it lies. */
final class RowGeometries {

  private RowGeometries() {}

  /** The polygons of a geometry; a closed line, as CAD files have them, is one. Null for none. */
  static @Nullable MultiPolygon polygons(Geometry geometry) {
    if (geometry instanceof MultiPolygon polygons) {
      return polygons;
    }
    List<Polygon> parts = new ArrayList<>();
    return collect(geometry, parts) && !parts.isEmpty()
        ? geometry.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new))
        : null;
  }

  /**
   * Collects the polygons of a geometry, of collections within it too; false if others are there.
   */
  private static boolean collect(Geometry geometry, List<Polygon> into) {
    if (geometry instanceof Polygon polygon) {
      into.add(polygon);
      return true;
    }
    if (geometry instanceof LineString line) {
      if (!line.isClosed() || line.getNumPoints() < 4) {
        return false;
      }
      into.add(geometry.getFactory().createPolygon(line.getCoordinateSequence()));
      return true;
    }
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      if (part == geometry || !collect(part, into)) {
        return false;
      }
    }
    return true;
  }

  /** What a geometry is that is no area, for the sentence that refuses it. */
  static String nature(Geometry geometry) {
    return switch (geometry.getDimension()) {
      case 0 -> "a point";
      case 1 -> "a line";
      default -> "a collection of areas and other things";
    };
  }

  /** The lines of a geometry; of an area its outline. Null for points. */
  static @Nullable MultiLineString lines(Geometry geometry) {
    if (geometry instanceof MultiLineString lines) {
      return lines;
    }
    Geometry lines = geometry.getDimension() == 2 ? geometry.getBoundary() : geometry;
    List<LineString> parts = new ArrayList<>();
    for (int i = 0; i < lines.getNumGeometries(); i++) {
      if (!(lines.getGeometryN(i) instanceof LineString line)) {
        return null;
      }
      parts.add(line);
    }
    return geometry.getFactory().createMultiLineString(parts.toArray(LineString[]::new));
  }

  /** A point in the geometry. */
  static Point inside(Geometry geometry) {
    return geometry instanceof Point point ? point : geometry.getInteriorPoint();
  }
}
