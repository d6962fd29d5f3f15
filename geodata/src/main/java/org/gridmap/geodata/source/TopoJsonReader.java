package org.gridmap.geodata.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads one object of a TopoJSON topology, its layer. The arcs, which neighbours share, may stand
 * before or behind the objects, so the file is read twice: first the arcs, then the rows. Both
 * sides of a shared arc get the very same numbers.
 */
final class TopoJsonReader {

  private static final int DEEPEST_COLLECTION = 4;
  private static final int DEEPEST_REFERENCE = 4;

  private final Path file;
  private final ReadOptions options;
  private final FeatureIntake intake;
  private final TopoJsonArcs arcs;
  private final List<String> layers = new ArrayList<>();
  private @Nullable RowFault fault;
  private int vertices;

  TopoJsonReader(Path file, ReadOptions options, FeatureIntake intake) {
    this.file = file;
    this.options = options;
    this.intake = intake;
    this.arcs = new TopoJsonArcs(options.limits().totalVertices());
  }

  /** Reads the object that the options name, or the only one. */
  void read() throws UnreadableFileException {
    parse(this::readArcs);
    arcs.place();
    String layer = choose();
    parse(parser -> readRows(parser, layer));
  }

  @FunctionalInterface
  private interface Pass {
    void read(JsonParser parser) throws UnreadableFileException;
  }

  private void parse(Pass pass) throws UnreadableFileException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        JsonParser parser = JsonFormats.FACTORY.createParser(ObjectReadContext.empty(), in)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        pass.read(parser);
      }
    } catch (JacksonException e) {
      throw JsonFormats.failure(e, intake.rows());
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The file cannot be opened.");
    }
  }

  private void readArcs(JsonParser parser) throws UnreadableFileException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "arcs" -> arcs.read(parser);
        case "transform" -> arcs.readTransform(parser);
        case "objects" -> readLayers(parser);
        case "crs" -> {
          String declared = JsonFormats.crs(parser);
          if (declared != null) {
            intake.declare(declared);
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private void readLayers(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      layers.add(parser.currentName());
      parser.nextToken();
      parser.skipChildren();
    }
  }

  private String choose() throws UnreadableFileException {
    String wanted = options.layer();
    String names = "Layers: " + String.join(", ", layers.stream().limit(20).toList()) + ".";
    if (wanted != null) {
      if (layers.contains(wanted)) {
        return wanted;
      }
      throw new UnreadableFileException(
          "import-rejected", "There is no layer of that name. " + names);
    }
    if (layers.size() == 1) {
      return layers.getFirst();
    }
    throw new UnreadableFileException(
        "import-rejected",
        layers.isEmpty()
            ? "The topology holds no object."
            : "The topology holds several objects; name one with --layer. " + names);
  }

  private void readRows(JsonParser parser, String layer) throws UnreadableFileException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean objects = parser.currentName().equals("objects");
      parser.nextToken();
      if (!objects) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(layer);
        parser.nextToken();
        if (wanted) {
          object(parser);
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  /** The object of a layer: a collection whose members are the rows, or one row. */
  private void object(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      hand(new Draft());
      return;
    }
    Draft draft = new Draft();
    boolean collection = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("geometries") && parser.currentToken() == JsonToken.START_ARRAY) {
        collection = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          hand(draft(parser, 1));
        }
      } else {
        member(parser, name, draft, 0);
      }
    }
    if (!collection) {
      hand(draft);
    }
  }

  /** What is known of a row, or of a part of one, while it is read. */
  private static final class Draft {
    private @Nullable String type;
    private @Nullable String id;
    private Map<String, Object> attributes = Map.of();
    private @Nullable References references;
    private @Nullable CoordinateBuffer coordinates;
    private @Nullable List<Geometry> parts;
  }

  private Draft draft(JsonParser parser, int depth) {
    Draft draft = new Draft();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return draft;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      member(parser, name, draft, depth);
    }
    return draft;
  }

  private void member(JsonParser parser, String name, Draft draft, int depth) {
    switch (name) {
      case "type" -> draft.type = parser.getValueAsString();
      case "id" -> draft.id = parser.getValueAsString();
      case "properties" -> draft.attributes = JsonFormats.attributes(parser);
      case "arcs" -> draft.references = references(parser);
      case "coordinates" -> {
        CoordinateBuffer buffer = new CoordinateBuffer(options.limits().featureVertices());
        buffer.read(parser);
        draft.coordinates = buffer;
      }
      case "geometries" -> draft.parts = parts(parser, depth + 1);
      default -> parser.skipChildren();
    }
  }

  private List<Geometry> parts(JsonParser parser, int depth) {
    List<Geometry> parts = new ArrayList<>();
    if (parser.currentToken() != JsonToken.START_ARRAY || depth > DEEPEST_COLLECTION) {
      refuse(new RowFault("geometry-too-complex", "Geometry collections are nested.", null));
      parser.skipChildren();
      return parts;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Geometry part = geometry(draft(parser, depth));
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Numbers of arcs in up to three levels of arrays, as polygons and lines name them. */
  private record References(List<Object> values, int depth) {}

  private References references(JsonParser parser) {
    List<Object> values = new ArrayList<>();
    int depth = collect(parser, values, 1);
    return new References(values, depth);
  }

  /** Collects Integers and Lists of them; answers how deep the numbers lie. */
  private int collect(JsonParser parser, List<Object> into, int depth) {
    if (parser.currentToken() != JsonToken.START_ARRAY || depth > DEEPEST_REFERENCE) {
      refuse(new RowFault("geometry-invalid", "The arcs are not arrays of numbers.", null));
      parser.skipChildren();
      return depth;
    }
    int deepest = depth;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        long number =
            parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : -1L << 40;
        into.add(arcs.contains(number) ? (int) number : TopoJsonArcs.NONE);
      } else {
        List<Object> inner = new ArrayList<>();
        deepest = Math.max(deepest, collect(parser, inner, depth + 1));
        into.add(inner);
      }
    }
    return deepest;
  }

  private void hand(Draft draft) throws UnreadableFileException {
    Geometry geometry = geometry(draft);
    intake.accept(draft.id, draft.attributes, geometry, vertices, fault);
    fault = null;
    vertices = 0;
  }

  private @Nullable Geometry geometry(Draft draft) {
    String type = draft.type;
    if (type == null || fault != null) {
      return null;
    }
    List<Geometry> parts = draft.parts;
    CoordinateBuffer coordinates = draft.coordinates;
    References references = draft.references;
    try {
      if (type.equals("GeometryCollection") && parts != null) {
        return CoordinateBuffer.FACTORY.createGeometryCollection(parts.toArray(Geometry[]::new));
      }
      if (coordinates != null) {
        vertices += coordinates.positions();
        return arcs.placed(coordinates.build(type));
      }
      if (references == null) {
        return null;
      }
      vertices += arcs.positions(references.values());
      if (vertices > options.limits().featureVertices()) {
        throw new RowFault(
                "geometry-too-complex",
                "The feature has "
                    + vertices
                    + " vertices; at most "
                    + options.limits().featureVertices()
                    + " are allowed.",
                null)
            .refused();
      }
      return arcs.build(type, references.values(), references.depth());
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
}
