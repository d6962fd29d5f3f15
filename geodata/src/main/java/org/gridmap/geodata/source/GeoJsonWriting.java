package org.gridmap.geodata.source;

import java.util.List;
import java.util.Map;
import org.gridmap.geodata.source.LayerFile.Row;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonGenerator;

/** Writes rows as GeoJSON features, coordinates as they are. */
final class GeoJsonWriting {
  private GeoJsonWriting() {}

  static void feature(JsonGenerator json, Row row) {
    json.writeStartObject();
    json.writeStringProperty("type", "Feature");
    json.writeObjectPropertyStart("properties");
    for (Map.Entry<String, Object> attribute : row.attributes().entrySet()) {
      json.writeName(attribute.getKey());
      value(json, attribute.getValue());
    }
    json.writeEndObject();
    json.writeName("geometry");
    geometry(json, row.geometry());
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

  private static void geometry(JsonGenerator json, @Nullable MultiPolygon land) {
    if (land == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("type", "MultiPolygon");
    json.writeArrayPropertyStart("coordinates");
    for (int g = 0; g < land.getNumGeometries(); g++) {
      Polygon polygon = (Polygon) land.getGeometryN(g);
      json.writeStartArray();
      for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
        ring(json, r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r), r < 0);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Shells counter-clockwise, holes clockwise. */
  private static void ring(JsonGenerator json, LinearRing ring, boolean shell) {
    CoordinateSequence points = ring.getCoordinateSequence();
    boolean forward = Orientation.isCCW(points) == shell;
    json.writeStartArray();
    for (int i = 0; i < points.size(); i++) {
      int at = forward ? i : points.size() - 1 - i;
      json.writeStartArray();
      json.writeNumber(points.getX(at));
      json.writeNumber(points.getY(at));
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
