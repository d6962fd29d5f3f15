package org.gridmap.backend.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Places in JSON: a position is {@code [longitude, latitude]} in degrees, an area the coordinates
 * of a GeoJSON MultiPolygon. What is read is rounded to a thousand-millionth of a degree.
 */
@Component
public final class PositionModule extends SimpleModule {
  private static final long serialVersionUID = 1L;
  private static final double UNITS_PER_DEGREE = 1e9;

  /** Beyond this a number is no degree, whatever was meant; nearer ones are judged where used. */
  private static final double MOST_DEGREES = 1e6;

  private static final int FEWEST_OF_RING = 4;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  public PositionModule() {
    super("positions");
    addSerializer(Coordinate.class, new PositionWriter());
    addSerializer(MultiPolygon.class, new AreaWriter());
    addDeserializer(Coordinate.class, new PositionReader());
    addDeserializer(MultiPolygon.class, new AreaReader());
  }

  /** The field that holds what is read, however deep in it. */
  private static String field(JsonParser in) {
    TokenStreamContext at = in.streamReadContext();
    while (at != null && at.currentName() == null) {
      at = at.getParent();
    }
    return at == null ? "position" : at.currentName();
  }

  private static final class PositionWriter extends ValueSerializer<Coordinate> {
    @Override
    public void serialize(Coordinate place, JsonGenerator out, SerializationContext context) {
      out.writeArray(new double[] {place.x, place.y}, 0, 2);
    }
  }

  private static final class AreaWriter extends ValueSerializer<MultiPolygon> {
    @Override
    public void serialize(MultiPolygon area, JsonGenerator out, SerializationContext context) {
      out.writeStartArray();
      for (int i = 0; i < area.getNumGeometries(); i++) {
        Polygon polygon = (Polygon) area.getGeometryN(i);
        out.writeStartArray();
        out.writePOJO(polygon.getExteriorRing().getCoordinates());
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          out.writePOJO(polygon.getInteriorRingN(hole).getCoordinates());
        }
        out.writeEndArray();
      }
      out.writeEndArray();
    }
  }

  private static final class PositionReader extends ValueDeserializer<Coordinate> {
    @Override
    public Coordinate deserialize(JsonParser in, DeserializationContext context) {
      if (!in.isExpectedStartArrayToken()) {
        return refuse(in, context, "A position of '%s' is two numbers.");
      }
      double lon = degrees(in, context);
      double lat = degrees(in, context);
      if (in.nextToken() != JsonToken.END_ARRAY) {
        return refuse(in, context, "A position of '%s' is two numbers.");
      }
      return new Coordinate(lon, lat);
    }

    @Override
    public Class<?> handledType() {
      return Coordinate.class;
    }

    /** Whether a field may be left out is not the reader's affair; a hole in a line is. */
    @Override
    public @Nullable Coordinate getNullValue(DeserializationContext context) {
      if (!context.getParser().streamReadContext().inArray()) {
        return null;
      }
      return refuse(context.getParser(), context, "A position of '%s' is two numbers.");
    }

    private Coordinate refuse(JsonParser in, DeserializationContext context, String sentence) {
      return context.reportInputMismatch(this, sentence, field(in));
    }

    private double degrees(JsonParser in, DeserializationContext context) {
      if (!in.nextToken().isNumeric()) {
        refuse(in, context, "A position of '%s' is two numbers.");
      }
      double degrees = in.getDoubleValue();
      if (!Double.isFinite(degrees) || Math.abs(degrees) > MOST_DEGREES) {
        refuse(in, context, "A position of '%s' is in degrees.");
      }
      // Without a negative zero, which is equal and yet written differently.
      return Math.round(degrees * UNITS_PER_DEGREE) / UNITS_PER_DEGREE + 0.0;
    }
  }

  private static final class AreaReader extends ValueDeserializer<MultiPolygon> {
    @Override
    public MultiPolygon deserialize(JsonParser in, DeserializationContext context) {
      List<Polygon> polygons = new ArrayList<>();
      for (Coordinate[][] rings : context.readValue(in, Coordinate[][][].class)) {
        polygons.add(polygon(rings, in, context));
      }
      return GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    @Override
    public Class<?> handledType() {
      return MultiPolygon.class;
    }

    private Polygon polygon(
        Coordinate[] @Nullable [] rings, JsonParser in, DeserializationContext context) {
      if (rings == null || rings.length == 0) {
        return context.reportInputMismatch(
            this, "A polygon of '%s' has a ring at least.", field(in));
      }
      List<LinearRing> closed = Arrays.stream(rings).map(ring -> ring(ring, in, context)).toList();
      return GEOMETRIES.createPolygon(
          closed.getFirst(), closed.subList(1, closed.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ring(
        Coordinate @Nullable [] points, JsonParser in, DeserializationContext context) {
      if (points == null
          || points.length < FEWEST_OF_RING
          || !points[0].equals2D(points[points.length - 1])) {
        return context.reportInputMismatch(
            this, "A ring of '%s' has four positions at least and is closed.", field(in));
      }
      return GEOMETRIES.createLinearRing(points);
    }
  }
}
