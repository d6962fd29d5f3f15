package org.gridmap.geodata.coverage;

import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonGenerator;

/** Writes points and polygons as GeoJSON geometries, at full precision: slivers are thin. */
final class GeoJsonGeometry {
  private GeoJsonGeometry() {}

  /** Writes one geometry as a value; null for an empty one. */
  static void write(JsonGenerator json, Geometry geometry) {
    if (geometry.isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    switch (geometry) {
      case Point point -> {
        json.writeStringProperty("type", "Point");
        json.writeName("coordinates");
        position(json, point.getCoordinateSequence(), 0);
      }
      case Polygon polygon -> {
        json.writeStringProperty("type", "Polygon");
        json.writeName("coordinates");
        polygon(json, polygon);
      }
      case MultiPolygon parts -> {
        json.writeStringProperty("type", "MultiPolygon");
        json.writeArrayPropertyStart("coordinates");
        for (int g = 0; g < parts.getNumGeometries(); g++) {
          polygon(json, (Polygon) parts.getGeometryN(g));
        }
        json.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException(
              "a finding has no geometry of type " + geometry.getGeometryType());
    }
    json.writeEndObject();
  }

  /** GeoJSON wants shells counter-clockwise and holes clockwise. */
  private static void polygon(JsonGenerator json, Polygon given) {
    json.writeStartArray();
    for (int r = -1; r < given.getNumInteriorRing(); r++) {
      LineString ring = r < 0 ? given.getExteriorRing() : given.getInteriorRingN(r);
      CoordinateSequence points = ring.getCoordinateSequence();
      boolean forward = Orientation.isCCW(points) == r < 0;
      json.writeStartArray();
      for (int i = 0; i < points.size(); i++) {
        position(json, points, forward ? i : points.size() - 1 - i);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void position(JsonGenerator json, CoordinateSequence points, int i) {
    json.writeStartArray();
    json.writeNumber(points.getX(i));
    json.writeNumber(points.getY(i));
    json.writeEndArray();
  }
}
