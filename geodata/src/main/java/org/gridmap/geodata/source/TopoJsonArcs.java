package org.gridmap.geodata.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.geodata.corner.Corners;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The arcs of a TopoJSON topology, and the geometries made of them. A number {@code n} names arc
 * {@code n}; {@code ~n} names it backwards.
 */
final class TopoJsonArcs {

  /** Stands for the number of an arc that the file does not hold. */
  static final Integer NONE = Integer.MIN_VALUE;

  private static final GeometryFactory FACTORY = CoordinateBuffer.FACTORY;

  private final long mostPositions;
  private double[] xy = new double[1_024];
  private int[] ends = new int[64];
  private int positions;
  private int count;
  private double[] scale = {1.0, 1.0};
  private double[] translate = {0.0, 0.0};
  private boolean quantised;

  TopoJsonArcs(long mostPositions) {
    this.mostPositions = Math.min(mostPositions, (Integer.MAX_VALUE - 64) / 2);
  }

  /** Reads the arcs as the file has them; the parser stands on their array. */
  void read(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw broken("The arcs of the topology are not an array.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw broken("Arc " + count + " of the topology is not an array.");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        position(parser);
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      ends[count++] = positions;
    }
  }

  private void position(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw broken("Arc " + count + " of the topology holds something that is no position.");
    }
    if (positions >= mostPositions) {
      throw new UnreadableFileException(
          "geometry-too-complex",
          "The arcs have more than " + mostPositions + " positions together.");
    }
    if (2 * positions + 2 > xy.length) {
      xy = Arrays.copyOf(xy, 2 * xy.length);
    }
    int ordinate = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isNumeric()) {
        throw broken("Arc " + count + " of the topology holds something that is no number.");
      }
      if (ordinate < 2) {
        xy[2 * positions + ordinate] = parser.getDoubleValue();
      }
      ordinate++;
    }
    if (ordinate < 2) {
      throw broken("A position of arc " + count + " of the topology has fewer than two ordinates.");
    }
    positions++;
  }

  /** Reads scale and translation; the parser stands on their object. */
  void readTransform(JsonParser parser) throws UnreadableFileException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw broken("The transform of the topology is not an object.");
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "scale" -> scale = pair(parser);
        case "translate" -> translate = pair(parser);
        default -> parser.skipChildren();
      }
    }
    quantised = true;
  }

  private static double[] pair(JsonParser parser) throws UnreadableFileException {
    double[] pair = new double[2];
    int read = 0;
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (read < 2 && parser.currentToken().isNumeric()) {
          pair[read] = parser.getDoubleValue();
        }
        read += parser.currentToken().isNumeric() ? 1 : 3;
        parser.skipChildren();
      }
    }
    if (read != 2 || !Double.isFinite(pair[0]) || !Double.isFinite(pair[1])) {
      throw broken("The transform of the topology is not made of pairs of numbers.");
    }
    return pair;
  }

  /**
   * Turns the differences of quantised arcs into positions. The differences are whole numbers, so
   * their sums are exact, and equal corners of different arcs become equal numbers.
   */
  void place() {
    if (!quantised) {
      return;
    }
    for (int arc = 0; arc < count; arc++) {
      double x = 0.0;
      double y = 0.0;
      for (int i = start(arc); i < ends[arc]; i++) {
        x += xy[2 * i];
        y += xy[2 * i + 1];
        xy[2 * i] = x * scale[0] + translate[0];
        xy[2 * i + 1] = y * scale[1] + translate[1];
      }
    }
  }

  /** A geometry given by positions of its own, in the coordinates of the file. */
  Geometry placed(Geometry points) {
    return quantised
        ? Corners.moved(
            points,
            at -> new Coordinate(at.x * scale[0] + translate[0], at.y * scale[1] + translate[1]))
        : points;
  }

  /** Whether the number names an arc of the file, forwards or backwards. */
  boolean contains(long reference) {
    return reference < count && ~reference < count;
  }

  /** How many positions the arcs have together, each as often as it is named. */
  int positions(List<Object> references) {
    long sum = 0;
    for (Object reference : references) {
      if (reference instanceof List<?> inner) {
        sum += positions(List.copyOf(inner));
      } else if (!reference.equals(NONE)) {
        int arc = arc((Integer) reference);
        sum += ends[arc] - start(arc);
      }
    }
    return (int) Math.min(sum, Integer.MAX_VALUE / 2);
  }

  /**
   * Builds a geometry from the numbers of its arcs.
   *
   * @param type the GeoJSON type
   * @param depth how deep the numbers lie in arrays
   * @throws RowFault.Refused when they do not make such a geometry
   */
  Geometry build(String type, List<Object> references, int depth) throws RowFault.Refused {
    int wanted =
        switch (type) {
          case "LineString" -> 1;
          case "MultiLineString", "Polygon" -> 2;
          case "MultiPolygon" -> 3;
          default -> throw invalid("The geometry has an unknown type.");
        };
    if (references.isEmpty()) {
      throw invalid("The geometry is empty.");
    }
    if (depth != wanted) {
      throw invalid("The arcs do not fit the type of the geometry.");
    }
    return switch (type) {
      case "LineString" -> line(references);
      case "MultiLineString" -> {
        List<LineString> lines = new ArrayList<>();
        for (Object line : references) {
          lines.add(line(list(line)));
        }
        yield FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
      }
      case "Polygon" -> polygon(references);
      default -> {
        List<Polygon> polygons = new ArrayList<>();
        for (Object polygon : references) {
          polygons.add(polygon(list(polygon)));
        }
        yield FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
      }
    };
  }

  private Polygon polygon(List<Object> rings) throws RowFault.Refused {
    if (rings.isEmpty()) {
      throw invalid("A part of the geometry is empty.");
    }
    LinearRing[] all = new LinearRing[rings.size()];
    for (int i = 0; i < all.length; i++) {
      Coordinate[] points = points(list(rings.get(i)));
      if (!points[0].equals2D(points[points.length - 1])) {
        throw new RowFault("geometry-invalid", "A ring is not closed.", points[0]).refused();
      }
      if (points.length < 4) {
        throw new RowFault("geometry-invalid", "A ring has fewer than four points.", points[0])
            .refused();
      }
      all[i] = FACTORY.createLinearRing(points);
    }
    return FACTORY.createPolygon(all[0], Arrays.copyOfRange(all, 1, all.length));
  }

  private LineString line(List<Object> references) throws RowFault.Refused {
    Coordinate[] points = points(references);
    if (points.length < 2) {
      throw new RowFault("geometry-invalid", "A line has fewer than two points.", points[0])
          .refused();
    }
    return FACTORY.createLineString(points);
  }

  /** The positions of arcs one after another; where two meet, their common position once. */
  private Coordinate[] points(List<Object> references) throws RowFault.Refused {
    List<Coordinate> points = new ArrayList<>();
    for (Object reference : references) {
      if (!(reference instanceof Integer number)) {
        throw invalid("The arcs do not fit the type of the geometry.");
      }
      if (number.equals(NONE)) {
        throw invalid("The row names an arc that the file does not hold.");
      }
      int arc = arc(number);
      int length = ends[arc] - start(arc);
      for (int i = 0; i < length; i++) {
        int at = number < 0 ? ends[arc] - 1 - i : start(arc) + i;
        Coordinate point = new Coordinate(xy[2 * at], xy[2 * at + 1]);
        if (i > 0 || points.isEmpty()) {
          points.add(point);
        } else if (!points.getLast().equals2D(point)) {
          throw new RowFault("geometry-invalid", "Two arcs of a ring do not meet.", point)
              .refused();
        }
      }
    }
    if (points.isEmpty()) {
      throw invalid("A part of the geometry is empty.");
    }
    return points.toArray(Coordinate[]::new);
  }

  @SuppressWarnings("unchecked") // lists are made by the reader and hold Integers and lists
  private static List<Object> list(Object references) throws RowFault.Refused {
    if (references instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw invalid("The arcs do not fit the type of the geometry.");
  }

  private static int arc(int reference) {
    return reference < 0 ? ~reference : reference;
  }

  private int start(int arc) {
    return arc == 0 ? 0 : ends[arc - 1];
  }

  private static RowFault.Refused invalid(String reason) {
    return new RowFault("geometry-invalid", reason, null).refused();
  }

  private static UnreadableFileException broken(String message) {
    return new UnreadableFileException("import-rejected", message);
  }
}
