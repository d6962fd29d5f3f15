package org.gridmap.geodata.source;

import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Streams GeoJSON: a FeatureCollection, a Feature, a geometry, or any number of them one after
 * another (GeoJSONSeq). Nothing is held but the feature being read.
 */
final class GeoJsonReader {

  private static final int DEEPEST_COLLECTION = 4;

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
    read(() -> JsonFormats.FACTORY.createParser(ObjectReadContext.empty(), bytes));
  }

  /** Reads text within the limits of a factory. */
  void read(Reader text, JsonFactory factory) throws UnreadableFileException {
    read(() -> factory.createParser(ObjectReadContext.empty(), text));
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
    } catch (JacksonException e) {
      throw JsonFormats.failure(e, intake.rows());
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
        case "geometries" -> {
          geometries(parser);
          collection = true;
        }
        case "crs" -> crs(parser);
        case "geometryType", "spatialReference" ->
            throw new UnreadableFileException(
                "import-rejected",
                "This is Esri JSON, not GeoJSON; have it exported as GeoJSON (f=geojson) or as a"
                    + " Shapefile.");
        default -> member(parser, name, draft);
      }
    }
    if (collection || "FeatureCollection".equals(draft.type)) {
      return;
    }
    if ("Topology".equals(draft.type)) {
      throw new UnreadableFileException(
          "import-rejected",
          "This is TopoJSON that says so neither at its beginning nor at its end; convert it to"
              + " GeoJSON.");
    }
    finish(draft);
  }

  /** A collection of geometries at the top is a layer without attributes: each of them is a row. */
  private void geometries(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new UnreadableFileException("import-rejected", "The geometries are not an array.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      intake.accept(null, Map.of(), geometry(parser, 1), vertices, fault);
      fault = null;
      vertices = 0;
    }
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
      case "properties" -> draft.attributes = JsonFormats.attributes(parser);
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

  private void crs(JsonParser parser) throws UnreadableFileException {
    String declared = JsonFormats.crs(parser);
    if (declared != null) {
      intake.declare(declared);
    }
  }
}
