package org.gridmap.geodata.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the {@code coordinates} of one GeoJSON geometry into flat arrays and builds the geometry
 * from them. Arrays are reused from one feature to the next. A fault is remembered and the rest of
 * the value is read past, so that the next feature can still be read.
 */
final class CoordinateBuffer {

  static final GeometryFactory FACTORY =
      new GeometryFactory(new org.locationtech.jts.geom.PrecisionModel(), 4490);

  /** Arrays within arrays: a multipolygon needs four. */
  private static final int DEEPEST = 8;

  /** Integers up to here, and these powers of ten, are doubles without rounding. */
  private static final long MOST_EXACT = 1L << 53;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final int mostVertices;
  private double[] xy = new double[256];
  private int[] lineEnds = new int[16];
  private int[] polygonEnds = new int[8];
  private int positions;
  private int lines;
  private int polygons;
  private int positionDepth;
  private boolean emptyPart;
  private @Nullable RowFault fault;

  CoordinateBuffer(int mostVertices) {
    this.mostVertices = mostVertices;
  }

  /** The first fault found in the value read last. */
  @Nullable RowFault fault() {
    return fault;
  }

  /** Positions in the value read last, the ones over the limit included. */
  int positions() {
    return positions;
  }

  /** Forgets the value read last. */
  void clear() {
    positions = 0;
    lines = 0;
    polygons = 0;
    positionDepth = 0;
    emptyPart = false;
    fault = null;
  }

  /** Reads one value; the parser stands on its first token and ends on its last. */
  void read(JsonParser parser) {
    clear();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      refuse("geometry-invalid", "The coordinates are not an array.");
      parser.skipChildren();
      return;
    }
    int depth = 1;
    int ordinate = 0;
    boolean anything = false;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return;
      }
      switch (token) {
        case START_ARRAY -> {
          if (ordinate > 0 && depth == positionDepth) {
            refuse("geometry-invalid", "A position holds an array.");
          }
          depth++;
          ordinate = 0;
          anything = false;
          if (depth > DEEPEST) {
            refuse("geometry-too-complex", "The coordinates are nested deeper than 8 arrays.");
          }
        }
        case END_ARRAY -> {
          closeArray(depth, ordinate, anything);
          depth--;
          ordinate = 0;
          anything = true;
        }
        case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> {
          if (ordinate < 2) {
            addOrdinate(number(parser), depth, ordinate);
          }
          ordinate++;
          anything = true;
        }
        case START_OBJECT -> {
          refuse("geometry-invalid", "An object stands among the coordinates.");
          parser.skipChildren();
        }
        default -> {
          refuse(
              "geometry-invalid",
              token == JsonToken.VALUE_NULL
                  ? "An ordinate is null."
                  : "Something that is not a number stands among the coordinates.");
          ordinate++;
          anything = true;
        }
      }
    }
  }

  /**
   * The number at the parser. One of up to 15 digits or so, as files have them, is a whole number
   * divided by a power of ten: one division rounds it as it must be. The rest is the parser's.
   */
  private static double number(JsonParser parser) {
    char[] text = parser.getStringCharacters();
    int start = parser.getStringOffset();
    int end = start + parser.getStringLength();
    boolean negative = text[start] == '-';
    long digits = 0;
    int point = end;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
      } else if (text[i] == '.') {
        point = i + 1;
      } else {
        return parser.getDoubleValue();
      }
      if (digits > MOST_EXACT) {
        return parser.getDoubleValue();
      }
    }
    if (end - point >= POWERS_OF_TEN.length) {
      return parser.getDoubleValue();
    }
    double number = digits / POWERS_OF_TEN[end - point];
    return negative ? -number : number;
  }

  private void addOrdinate(double value, int depth, int ordinate) {
    if (positionDepth == 0) {
      positionDepth = depth;
    } else if (positionDepth != depth) {
      refuse("geometry-invalid", "The coordinates are nested unevenly.");
    }
    if (!Double.isFinite(value)) {
      refuse("geometry-invalid", "An ordinate is not a finite number.");
    }
    if (positions >= mostVertices) {
      return;
    }
    int at = 2 * positions + ordinate;
    if (at + 1 >= xy.length) {
      xy = Arrays.copyOf(xy, 2 * xy.length);
    }
    xy[at] = value;
  }

  private void closeArray(int depth, int ordinates, boolean anything) {
    if (depth == positionDepth) {
      if (ordinates < 2) {
        refuse("geometry-invalid", "A position has fewer than two ordinates.");
      }
      positions++;
      return;
    }
    if (!anything) {
      emptyPart = true;
      return;
    }
    if (positionDepth == 0 || fault != null) {
      return;
    }
    switch (positionDepth - depth) {
      case 1 -> {
        lineEnds = grown(lineEnds, lines);
        lineEnds[lines++] = positions;
      }
      case 2 -> {
        polygonEnds = grown(polygonEnds, polygons);
        polygonEnds[polygons++] = lines;
      }
      default -> {
        // The outermost array of a multipolygon: its end is the end of the value.
      }
    }
  }

  private static int[] grown(int[] array, int used) {
    return used < array.length ? array : Arrays.copyOf(array, 2 * array.length);
  }

  private void refuse(String slug, String reason) {
    if (fault == null) {
      fault = new RowFault(slug, reason, lastPosition());
    }
  }

  private @Nullable Coordinate lastPosition() {
    if (positions == 0 || positions > mostVertices) {
      return null;
    }
    return coordinate(positions - 1);
  }

  /**
   * Builds the geometry of the value read last.
   *
   * @param type the GeoJSON type
   * @throws RowFault.Refused when the coordinates do not make such a geometry
   */
  Geometry build(String type) throws RowFault.Refused {
    if (positions > mostVertices) {
      throw new RowFault(
              "geometry-too-complex",
              "The feature has "
                  + positions
                  + " vertices; at most "
                  + mostVertices
                  + " are allowed.",
              coordinate(0))
          .refused();
    }
    if (fault != null) {
      throw fault.refused();
    }
    if (positions == 0) {
      throw new RowFault("geometry-invalid", "The geometry is empty.", null).refused();
    }
    if (emptyPart) {
      throw new RowFault("geometry-invalid", "A part of the geometry is empty.", coordinate(0))
          .refused();
    }
    return switch (type) {
      case "Point" -> point(expect(1));
      case "MultiPoint" -> FACTORY.createMultiPoint(slice(0, expect(2)));
      case "LineString" -> line(0, expect(2));
      case "MultiLineString" -> multiLine(expect(3));
      case "Polygon" -> polygon(0, lines, expect(3));
      case "MultiPolygon" -> multiPolygon(expect(4));
      default ->
          throw new RowFault("geometry-invalid", "The geometry has an unknown type.", null)
              .refused();
    };
  }

  private int expect(int depth) throws RowFault.Refused {
    if (positionDepth != depth) {
      throw new RowFault(
              "geometry-invalid", "The coordinates do not fit the type of the geometry.", null)
          .refused();
    }
    return positions;
  }

  private Point point(int count) {
    return FACTORY.createPoint(coordinate(count - 1));
  }

  private Geometry multiLine(int count) throws RowFault.Refused {
    List<LineString> parts = new ArrayList<>(lines);
    int start = 0;
    for (int i = 0; i < lines && start < count; i++) {
      parts.add(line(start, lineEnds[i]));
      start = lineEnds[i];
    }
    return FACTORY.createMultiLineString(parts.toArray(LineString[]::new));
  }

  private LineString line(int start, int end) throws RowFault.Refused {
    if (end - start < 2) {
      throw new RowFault("geometry-invalid", "A line has fewer than two points.", coordinate(start))
          .refused();
    }
    return FACTORY.createLineString(slice(start, end));
  }

  private Geometry multiPolygon(int count) throws RowFault.Refused {
    List<Polygon> parts = new ArrayList<>(polygons);
    int firstLine = 0;
    for (int i = 0; i < polygons; i++) {
      parts.add(polygon(firstLine, polygonEnds[i], count));
      firstLine = polygonEnds[i];
    }
    return FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
  }

  private Polygon polygon(int firstLine, int endLine, int count) throws RowFault.Refused {
    LinearRing shell = ring(firstLine, count);
    LinearRing[] holes = new LinearRing[endLine - firstLine - 1];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(firstLine + 1 + i, count);
    }
    return FACTORY.createPolygon(shell, holes);
  }

  private LinearRing ring(int line, int count) throws RowFault.Refused {
    int start = line == 0 ? 0 : lineEnds[line - 1];
    int end = Math.min(lineEnds[line], count);
    if (xy[2 * start] != xy[2 * end - 2] || xy[2 * start + 1] != xy[2 * end - 1]) {
      throw new RowFault("geometry-invalid", "A ring is not closed.", coordinate(end - 1))
          .refused();
    }
    if (end - start < 4) {
      throw new RowFault(
              "geometry-invalid", "A ring has fewer than four points.", coordinate(start))
          .refused();
    }
    return FACTORY.createLinearRing(slice(start, end));
  }

  private CoordinateSequence slice(int start, int end) {
    return new PackedCoordinateSequence.Double(Arrays.copyOfRange(xy, 2 * start, 2 * end), 2, 0);
  }

  private Coordinate coordinate(int index) {
    return new Coordinate(xy[2 * index], xy[2 * index + 1]);
  }
}
