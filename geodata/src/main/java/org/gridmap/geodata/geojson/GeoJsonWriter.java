package org.gridmap.geodata.geojson;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonGenerator;

/**
 * Writes points and areas, and features of them, as GeoJSON. Coordinates keep every digit: slivers
 * are thin.
 */
public final class GeoJsonWriter {
  private GeoJsonWriter() {}

  /**
   * Writes a feature.
   *
   * @param properties by name, in order; String, Integer, Long, Double, Boolean or a List of these
   * @param geometry null for a thing without a place
   */
  public static void feature(
      JsonGenerator json, Map<String, Object> properties, @Nullable Geometry geometry) {
    json.writeStartObject();
    json.writeStringProperty("type", "Feature");
    json.writeObjectPropertyStart("properties");
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      json.writeName(property.getKey());
      value(json, property.getValue());
    }
    json.writeEndObject();
    json.writeName("geometry");
    geometry(json, geometry);
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Object value) {
    switch (value) {
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case Double none -> json.writeNull();
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          value(json, item);
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }

  /**
   * Writes one geometry as a value; null for null.
   *
   * @throws IllegalArgumentException for anything but a Point, a Polygon or a MultiPolygon
   */
  public static void geometry(JsonGenerator json, @Nullable Geometry geometry) {
    if (geometry == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("type", geometry.getGeometryType());
    json.writeName("coordinates");
    switch (geometry) {
      case Point point -> position(json, point.getCoordinateSequence(), 0);
      case Polygon polygon -> polygon(json, polygon);
      case MultiPolygon parts -> {
        json.writeStartArray();
        for (int i = 0; i < parts.getNumGeometries(); i++) {
          polygon(json, (Polygon) parts.getGeometryN(i));
        }
        json.writeEndArray();
      }
      default -> throw new IllegalArgumentException("nothing has a " + geometry.getGeometryType());
    }
    json.writeEndObject();
  }

  /** GeoJSON wants shells counter-clockwise and holes clockwise. */
  private static void polygon(JsonGenerator json, Polygon polygon) {
    json.writeStartArray();
    for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
      LinearRing ring = r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r);
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
