package org.gridmap.backend.plan.notation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object. Each is asked for once; {@link #end} refuses those that nobody
 * asked for. Every refusal is a {@code malformed-request}.
 */
final class Fields {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final double UNITS_PER_DEGREE = 1e9;
  private static final int FEWEST_OF_RING = 4;

  private final JsonNode object;
  private final Budget budget;
  private final Set<String> asked = new HashSet<>();

  /** What one request may hold in all. */
  static final class Budget {
    private int points = 10_000;
    private int operations = 500;

    void spendPoint() {
      if (--points < 0) {
        throw malformed("An operation has 10,000 points at most.");
      }
    }

    void spendOperation() {
      if (--operations < 0) {
        throw malformed("A batch has 500 operations at most.");
      }
    }
  }

  Fields(JsonNode object, Budget budget) {
    if (!object.isObject()) {
      throw malformed("An object is expected.");
    }
    this.object = object;
    this.budget = budget;
  }

  static ProblemException malformed(String sentence) {
    return new ProblemException(WebProblems.MALFORMED_REQUEST, sentence);
  }

  Budget budget() {
    return budget;
  }

  private JsonNode node(String name) {
    asked.add(name);
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      throw malformed("The field '" + name + "' is needed.");
    }
    return node;
  }

  boolean has(String name) {
    JsonNode node = object.get(name);
    return node != null && !node.isNull();
  }

  String text(String name, int longest) {
    return text(name, node(name), longest);
  }

  @Nullable String optionalText(String name, int longest) {
    asked.add(name);
    return has(name) ? text(name, node(name), longest) : null;
  }

  private static String text(String name, JsonNode node, int longest) {
    if (!node.isString()) {
      throw malformed("The field '" + name + "' is a text.");
    }
    String text = node.stringValue();
    if (text.length() > longest || text.codePoints().anyMatch(Fields::isUnwritable)) {
      throw malformed(
          "The field '" + name + "' has " + longest + " characters at most, on one line.");
    }
    return text;
  }

  /** A control, or half of a character. */
  private static boolean isUnwritable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  long number(String name) {
    JsonNode node = node(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw malformed("The field '" + name + "' is a whole number.");
    }
    return node.longValue();
  }

  int index(String name) {
    long number = number(name);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw malformed("The field '" + name + "' counts from 0.");
    }
    return (int) number;
  }

  boolean flag(String name) {
    JsonNode node = node(name);
    if (!node.isBoolean()) {
      throw malformed("The field '" + name + "' is true or false.");
    }
    return node.booleanValue();
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name, 60);
    for (E one : type.getEnumConstants()) {
      if (one.name().equals(text)) {
        return one;
      }
    }
    throw malformed("The field '" + name + "' has a value that is not known.");
  }

  Fields fields(String name) {
    return new Fields(node(name), budget);
  }

  <T> List<T> list(String name, int most, Function<JsonNode, T> read) {
    return list(name, node(name), most, read);
  }

  private static <T> List<T> list(
      String name, JsonNode node, int most, Function<JsonNode, T> read) {
    if (!node.isArray() || node.size() > most) {
      throw malformed("The field '" + name + "' is a list of " + most + " at most.");
    }
    List<T> items = new ArrayList<>(node.size());
    node.forEach(item -> items.add(read.apply(item)));
    return items;
  }

  List<String> texts(String name, int most, int longest) {
    return list(name, most, item -> text(name, item, longest));
  }

  Coordinate position(String name) {
    return position(name, node(name));
  }

  List<Coordinate> line(String name) {
    return line(name, node(name));
  }

  MultiPolygon area(String name) {
    List<Polygon> polygons = list(name, 1000, polygon -> polygon(name, polygon));
    return GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
  }

  private Polygon polygon(String name, JsonNode node) {
    List<LinearRing> rings = list(name, node, 1000, ring -> ring(name, ring));
    if (rings.isEmpty()) {
      throw malformed("A polygon of '" + name + "' has a ring at least.");
    }
    return GEOMETRIES.createPolygon(
        rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private LinearRing ring(String name, JsonNode node) {
    List<Coordinate> points = line(name, node);
    if (points.size() < FEWEST_OF_RING || !points.getFirst().equals2D(points.getLast())) {
      throw malformed("A ring of '" + name + "' has four positions at least and is closed.");
    }
    return GEOMETRIES.createLinearRing(points.toArray(Coordinate[]::new));
  }

  private List<Coordinate> line(String name, JsonNode node) {
    return list(name, node, 10_000, item -> position(name, item));
  }

  private Coordinate position(String name, JsonNode node) {
    budget.spendPoint();
    if (!node.isArray() || node.size() != 2) {
      throw malformed("A position of '" + name + "' is longitude and latitude.");
    }
    return new Coordinate(degrees(name, node.get(0)), degrees(name, node.get(1)));
  }

  private static double degrees(String name, JsonNode node) {
    if (!node.isNumber()) {
      throw malformed("A position of '" + name + "' is two numbers.");
    }
    double degrees = node.doubleValue();
    if (!Double.isFinite(degrees) || Math.abs(degrees) > 1e6) {
      throw malformed("A position of '" + name + "' is in degrees.");
    }
    // Without a negative zero, which is equal and yet written differently.
    return Math.round(degrees * UNITS_PER_DEGREE) / UNITS_PER_DEGREE + 0.0;
  }

  /** Refuses fields that nobody asked for. */
  void end() {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw malformed(
            "There is a field that is not known; known are "
                + String.join(", ", asked.stream().sorted().toList())
                + ".");
      }
    }
  }
}
