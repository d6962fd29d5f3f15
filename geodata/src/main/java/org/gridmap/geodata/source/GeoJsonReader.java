package org.gridmap.geodata.source;

import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Streams GeoJSON: a FeatureCollection, a Feature, a geometry, or any number of them one after
 * another (GeoJSONSeq). Nothing is held but the feature being read.
 */
final class GeoJsonReader {

  /** Arrays and objects within each other in the whole document, geometry collections included. */
  private static final int DEEPEST_DOCUMENT = 48;

  private static final int DEEPEST_COLLECTION = 4;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_ATTRIBUTES = 2_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_DOCUMENT)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(1_000)
                  .maxNumberLength(500)
                  .build())
          .build();

  private final FeatureIntake intake;
  private final int mostVertices;
  private final CoordinateBuffer coordinates;
  private @Nullable RowFault fault;
  private int vertices;

  GeoJsonReader(FeatureIntake intake, int mostVertices) {
    this.intake = intake;
    this.mostVertices = mostVertices;
    this.coordinates = new CoordinateBuffer(mostVertices);
  }

  /** Reads bytes, which must be UTF-8 as the format demands. */
  void read(InputStream bytes) throws UnreadableFileException {
    read(() -> JSON.createParser(ObjectReadContext.empty(), bytes));
  }

  /** Reads text. */
  void read(Reader text) throws UnreadableFileException {
    read(() -> JSON.createParser(ObjectReadContext.empty(), text));
  }

  private void read(Supplier<JsonParser> opening) throws UnreadableFileException {
    try (JsonParser parser = opening.get()) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.START_OBJECT) {
        throw new UnreadableFileException("import-rejected", "The file holds no GeoJSON object.");
      }
      for (; token != null; token = parser.nextToken()) {
        if (token != JsonToken.START_OBJECT) {
          throw new UnreadableFileException(
              "import-rejected",
              "After row " + intake.rows() + " the file holds no GeoJSON object.");
        }
        document(parser);
      }
    } catch (StreamConstraintsException e) {
      throw new UnreadableFileException(
          "geometry-too-complex",
          "After row "
              + intake.rows()
              + " the file is nested too deeply, or holds a text or number that is too long.");
    } catch (UnexpectedEndOfInputException e) {
      throw new UnreadableFileException(
          "import-rejected", "The file ends in the middle, after row " + intake.rows() + ".");
    } catch (JacksonException e) {
      if (e.getCause() instanceof FeatureSource.TooLong tooLong) {
        throw new UnreadableFileException(
            "payload-too-large", String.valueOf(tooLong.getMessage()));
      }
      throw new UnreadableFileException(
          "import-rejected",
          "After row "
              + intake.rows()
              + " the file is not valid JSON in UTF-8 (line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
              + ").");
    }
  }

  /** Reads one top-level object; its type may stand behind its content. */
  private void document(JsonParser parser) throws UnreadableFileException {
    Draft draft = new Draft();
    boolean collection = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "features" -> {
          features(parser);
          collection = true;
        }
        case "crs" -> crs(parser);
        default -> member(parser, name, draft);
      }
    }
    if (collection || "FeatureCollection".equals(draft.type)) {
      return;
    }
    if ("Topology".equals(draft.type)) {
      throw new UnreadableFileException(
          "import-rejected", "The file is TopoJSON; convert it to GeoJSON.");
    }
    finish(draft);
  }

  private void features(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new UnreadableFileException("import-rejected", "The features are not an array.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Draft draft = new Draft();
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new UnreadableFileException(
            "import-rejected", "After row " + intake.rows() + " a feature is not an object.");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        member(parser, name, draft);
      }
      finish(draft);
    }
  }

  /** What is known of a feature, or of a geometry that stands alone, while it is read. */
  private static final class Draft {
    private @Nullable String type;
    private @Nullable String id;
    private Map<String, Object> attributes = Map.of();
    private @Nullable Geometry geometry;
    private boolean bareCoordinates;
  }

  private void member(JsonParser parser, String name, Draft draft) {
    switch (name) {
      case "type" -> draft.type = parser.getValueAsString();
      case "id" -> draft.id = parser.getValueAsString();
      case "properties" -> draft.attributes = attributes(parser);
      case "geometry" -> draft.geometry = geometry(parser, 0);
      case "coordinates" -> {
        coordinates.read(parser);
        draft.bareCoordinates = true;
      }
      default -> parser.skipChildren();
    }
  }

  private void finish(Draft draft) throws UnreadableFileException {
    String type = draft.type;
    if (draft.bareCoordinates && type != null && !type.equals("Feature")) {
      draft.geometry = build(type);
    } else if (!"Feature".equals(type)) {
      refuse(new RowFault("import-rejected", "The row is not a GeoJSON feature.", null));
    }
    intake.accept(draft.id, draft.attributes, draft.geometry, vertices, fault);
    fault = null;
    vertices = 0;
  }

  private @Nullable Geometry geometry(JsonParser parser, int depth) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String type = "";
    boolean read = false;
    List<Geometry> parts = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "type" -> type = String.valueOf(parser.getValueAsString());
        case "coordinates" -> {
          coordinates.read(parser);
          read = true;
        }
        case "geometries" -> parts = parts(parser, depth + 1);
        default -> parser.skipChildren();
      }
    }
    if (type.equals("GeometryCollection") && parts != null) {
      if (read) {
        refuse(new RowFault("geometry-invalid", "A collection has coordinates.", null));
      }
      return CoordinateBuffer.FACTORY.createGeometryCollection(parts.toArray(Geometry[]::new));
    }
    if (!read || parts != null) {
      coordinates.clear();
    }
    return build(type);
  }

  private List<Geometry> parts(JsonParser parser, int depth) {
    List<Geometry> parts = new ArrayList<>();
    if (parser.currentToken() != JsonToken.START_ARRAY || depth > DEEPEST_COLLECTION) {
      refuse(new RowFault("geometry-too-complex", "Geometry collections are nested.", null));
      parser.skipChildren();
      return parts;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Geometry part = geometry(parser, depth);
      if (part != null && vertices <= mostVertices) {
        parts.add(part);
      }
    }
    return parts;
  }

  private @Nullable Geometry build(String type) {
    vertices += coordinates.positions();
    try {
      return coordinates.build(type);
    } catch (RowFault.Refused e) {
      refuse(e.fault());
      return null;
    }
  }

  private void refuse(RowFault newFault) {
    if (fault == null) {
      fault = newFault;
    }
  }

  private Map<String, Object> attributes(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Map.of();
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null && attributes.size() < MOST_ATTRIBUTES) {
        put(attributes, name, value);
      }
    }
    return attributes;
  }

  /** Field names that lost their characters on the way may be equal; none of the values is lost. */
  private static void put(Map<String, Object> attributes, String name, Object value) {
    String unique = name;
    if (name.indexOf('\uFFFD') >= 0) {
      String whole = ShapefileParts.withoutCutCharacter(name);
      unique = whole;
      for (int i = 2; i < 100 && attributes.containsKey(unique); i++) {
        unique = whole + "_" + i;
      }
    }
    attributes.put(
        unique, value instanceof String text ? ShapefileParts.withoutCutCharacter(text) : value);
  }

  /** The value at the parser; null for null and for objects, which no field of ours needs. */
  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case START_ARRAY -> list(parser);
      default -> {
        parser.skipChildren();
        yield null;
      }
    };
  }

  private static Object integer(JsonParser parser) {
    // Digits beyond the range of long are a code, not a quantity: keep every one of them.
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getString()
        : Long.valueOf(parser.getLongValue());
  }

  private static List<Object> list(JsonParser parser) {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isScalarValue()) {
        Object value = value(parser);
        if (value != null && list.size() < MOST_ATTRIBUTES) {
          list.add(value);
        }
      } else {
        parser.skipChildren();
      }
    }
    return list;
  }

  /** The {@code crs} member of GeoJSON 2008: {@code {"type":"name","properties":{"name":…}}}. */
  private void crs(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    String declared = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("properties")) {
        Object code = attributes(parser).get("name");
        declared = code instanceof String text ? text : null;
      } else {
        parser.skipChildren();
      }
    }
    if (declared != null) {
      intake.declare(declared);
    }
  }
}
