package org.gridmap.geodata.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * Turns the bytes of one shape into a geometry. Every count in them is held against the bytes that
 * are really there before anything is allocated; heights and measures are passed over.
 */
final class ShapeDecoder {
  /** Kinds of shapes; the same with heights is 10 more, with measures 20 more. */
  private static final int POINT = 1;

  private static final int LINE = 3;
  private static final int POLYGON = 5;
  private static final int MULTIPOINT = 8;

  private static final int TYPE_BYTES = 4;
  private static final int BOX_BYTES = 32;
  private static final int COUNT_BYTES = 4;
  private static final int POSITION_BYTES = 16;
  private static final int PARTS_HEAD = TYPE_BYTES + BOX_BYTES + 2 * COUNT_BYTES;

  private final int kind;
  private final int mostVertices;
  private int vertices;
  private boolean againstDirection;

  /**
   * @param fileType the type in the header of the file
   * @param mostVertices vertices that one shape may have
   */
  ShapeDecoder(int fileType, int mostVertices) {
    this.kind = fileType % 10;
    this.mostVertices = mostVertices;
  }

  /** Whether shapes of this type can be turned into geometries. */
  static boolean knows(int fileType) {
    int kind = fileType % 10;
    return fileType >= 0
        && fileType < 30
        && (fileType == 0
            || kind == POINT
            || kind == LINE
            || kind == POLYGON
            || kind == MULTIPOINT);
  }

  /** Vertices of the shape decoded last. */
  int vertices() {
    return vertices;
  }

  /** Whether in the shape decoded last the direction of a ring contradicts where it lies. */
  boolean isAgainstDirection() {
    return againstDirection;
  }

  /** How many bytes of a shape have to be read: those behind its positions are of no use here. */
  int needed(int bytes) {
    long most = PARTS_HEAD + (long) (COUNT_BYTES + POSITION_BYTES) * mostVertices;
    return (int) Math.min(bytes, most);
  }

  /**
   * The geometry of a shape; null for a null shape.
   *
   * @param shape little-endian, standing on the type of the shape
   * @param bytes how long the shape is, of which {@link #needed} are there
   * @throws RowFault.Refused when the bytes are no such shape
   */
  @Nullable Geometry decode(ByteBuffer shape, int bytes) throws RowFault.Refused {
    vertices = 0;
    againstDirection = false;
    if (bytes < TYPE_BYTES) {
      throw invalid("The shape is shorter than its type.");
    }
    int type = shape.getInt();
    if (type == 0) {
      return null;
    }
    if (!knows(type) || type % 10 != kind) {
      throw invalid("The shape is of another type than its file.");
    }
    return switch (kind) {
      case POINT -> point(shape, bytes);
      case MULTIPOINT -> multiPoint(shape, bytes);
      default -> parts(shape, bytes);
    };
  }

  private Geometry point(ByteBuffer shape, int bytes) throws RowFault.Refused {
    claim(1, TYPE_BYTES + POSITION_BYTES, bytes);
    return CoordinateBuffer.FACTORY.createPoint(positions(shape, 1));
  }

  private Geometry multiPoint(ByteBuffer shape, int bytes) throws RowFault.Refused {
    int head = TYPE_BYTES + BOX_BYTES + COUNT_BYTES;
    claim(0, head, bytes);
    shape.position(shape.position() + BOX_BYTES);
    int points = shape.getInt();
    claim(points, head + (long) POSITION_BYTES * points, bytes);
    return CoordinateBuffer.FACTORY.createMultiPoint(positions(shape, points));
  }

  private Geometry parts(ByteBuffer shape, int bytes) throws RowFault.Refused {
    claim(0, PARTS_HEAD, bytes);
    shape.position(shape.position() + BOX_BYTES);
    int parts = shape.getInt();
    int points = shape.getInt();
    if (parts < 0 || parts > points) {
      throw invalid("The shape claims " + parts + " parts of " + points + " points.");
    }
    claim(points, PARTS_HEAD + (long) COUNT_BYTES * parts + (long) POSITION_BYTES * points, bytes);
    if (parts == 0) {
      throw invalid(
          points == 0 ? "The geometry is empty." : "The shape has points that belong to no part.");
    }
    int[] starts = starts(shape, parts, points);
    List<PackedCoordinateSequence.Double> sequences = new ArrayList<>(parts);
    for (int p = 0; p < parts; p++) {
      sequences.add(positions(shape, starts[p + 1] - starts[p]));
    }
    return kind == LINE ? lines(sequences) : polygon(sequences);
  }

  /** Refuses a number of points that is empty, too large, or more than the bytes of the shape. */
  private void claim(int points, long needed, int bytes) throws RowFault.Refused {
    if (points < 0 || needed > bytes) {
      throw invalid(
          "The shape claims more than the "
              + bytes
              + " bytes that it has; the .shp part is damaged here.");
    }
    vertices = points;
    if (points > mostVertices) {
      throw new RowFault(
              "geometry-too-complex",
              "The feature has " + points + " vertices; at most " + mostVertices + " are allowed.",
              null)
          .refused();
    }
  }

  private static int[] starts(ByteBuffer shape, int parts, int points) throws RowFault.Refused {
    int[] starts = new int[parts + 1];
    for (int p = 0; p < parts; p++) {
      starts[p] = shape.getInt();
    }
    starts[parts] = points;
    for (int p = 0; p < parts; p++) {
      if (starts[0] != 0 || starts[p] < 0 || starts[p] >= starts[p + 1]) {
        throw invalid("The parts of the shape do not fit its points.");
      }
    }
    return starts;
  }

  private PackedCoordinateSequence.Double positions(ByteBuffer shape, int count)
      throws RowFault.Refused {
    if (count == 0) {
      throw invalid("The geometry is empty.");
    }
    double[] xy = new double[2 * count];
    shape.slice().order(shape.order()).asDoubleBuffer().get(xy);
    shape.position(shape.position() + POSITION_BYTES * count);
    for (int i = 0; i < xy.length; i++) {
      if (!Double.isFinite(xy[i])) {
        throw new RowFault(
                "geometry-invalid",
                "An ordinate is not a finite number.",
                i < 2 ? null : new Coordinate(xy[i / 2 * 2 - 2], xy[i / 2 * 2 - 1]))
            .refused();
      }
    }
    return new PackedCoordinateSequence.Double(xy, 2, 0);
  }

  private Geometry lines(List<PackedCoordinateSequence.Double> parts) throws RowFault.Refused {
    LineString[] lines = new LineString[parts.size()];
    for (int p = 0; p < lines.length; p++) {
      CoordinateSequence part = parts.get(p);
      if (part.size() < 2) {
        throw at("A line has fewer than two points.", part.getCoordinateCopy(0));
      }
      lines[p] = CoordinateBuffer.FACTORY.createLineString(part);
    }
    return lines.length == 1 ? lines[0] : CoordinateBuffer.FACTORY.createMultiLineString(lines);
  }

  private Geometry polygon(List<PackedCoordinateSequence.Double> rings) throws RowFault.Refused {
    for (CoordinateSequence ring : rings) {
      int last = ring.size() - 1;
      if (ring.getX(0) != ring.getX(last) || ring.getY(0) != ring.getY(last)) {
        throw at("A ring is not closed.", ring.getCoordinateCopy(last));
      }
      if (last < 3) {
        throw at("A ring has fewer than four points.", ring.getCoordinateCopy(0));
      }
    }
    RingNesting nesting = new RingNesting(rings);
    Geometry geometry = nesting.build();
    againstDirection = nesting.isAgainstDirection();
    return geometry;
  }

  private static RowFault.Refused invalid(String reason) {
    return at(reason, null);
  }

  private static RowFault.Refused at(String reason, @Nullable Coordinate place) {
    return new RowFault("geometry-invalid", reason, place).refused();
  }
}
