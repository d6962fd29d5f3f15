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
final class Shapes {

  private Shapes() {}

  /** The polygons of a geometry; a closed line, as CAD files have them, is one. Null for none. */
  static @Nullable MultiPolygon polygons(Geometry geometry) {
    if (geometry instanceof MultiPolygon polygons) {
      return polygons;
    }
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      if (part instanceof Polygon polygon) {
        parts.add(polygon);
      } else if (part instanceof LineString line && line.isClosed() && line.getNumPoints() > 3) {
        parts.add(geometry.getFactory().createPolygon(line.getCoordinateSequence()));
      } else {
        return null;
      }
    }
    return parts.isEmpty()
        ? null
        : geometry.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new));
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
