package org.gridmap.geodata.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** What GeoJSON and TopoJSON have in common: limits, attributes, the name of a system, failures. */
final class JsonFormats {

  /** Arrays and objects within each other in the whole document, geometry collections included. */
  private static final int DEEPEST_DOCUMENT = 48;

  private static final int LONGEST_TEXT = 1 << 20;

  /** A shape of a million vertices, each of two numbers with all their digits. */
  private static final int LONGEST_SHAPE = 1 << 26;

  private static final int MOST_ATTRIBUTES = 2_000;

  static final JsonFactory FACTORY =
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

  /** For rows that hold their shape as a text too. */
  static final JsonFactory WITH_SHAPES_AS_TEXT =
      FACTORY
          .rebuild()
          .streamReadConstraints(
              FACTORY.streamReadConstraints().rebuild().maxStringLength(LONGEST_SHAPE).build())
          .build();

  private JsonFormats() {}

  /** The fields of a row; the parser stands on the value of {@code properties}. */
  static Map<String, Object> attributes(JsonParser parser) {
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

  /**
   * The system that the {@code crs} member of GeoJSON 2008 names: {@code
   * {"type":"name","properties":{"name":…}}}; null for none.
   */
  static @Nullable String crs(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
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
    return declared;
  }

  /** Why the text cannot be read further, in words. */
  static UnreadableFileException failure(JacksonException e, long rows) {
    if (e instanceof StreamConstraintsException) {
      return new UnreadableFileException(
          "geometry-too-complex",
          "After row "
              + rows
              + " the file is nested too deeply, or holds a text or number that is too long.");
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return new UnreadableFileException(
          "import-rejected", "The file ends in the middle, after row " + rows + ".");
    }
    if (e.getCause() instanceof FeatureSource.TooLong tooLong) {
      return new UnreadableFileException("payload-too-large", String.valueOf(tooLong.getMessage()));
    }
    return new UnreadableFileException(
        "import-rejected",
        "After row "
            + rows
            + " the file is not valid JSON in UTF-8 (line "
            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
            + ").");
  }
}
