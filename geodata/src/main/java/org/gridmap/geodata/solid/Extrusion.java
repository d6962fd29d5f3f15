package org.gridmap.geodata.solid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.geodata.solid.SolidException.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;

/** Makes a solid of a footprint: walls along its rings, a level ground and a roof. */
public final class Extrusion {
  /** More corners than any building has; a footprint with more is something else. */
  public static final int MOST_CORNERS = 20_000;

  private static final GeometryFactory PLANE = new GeometryFactory();

  /** Corners closer than this are one. */
  private static final double LEAST_STEP_METRES = 0.001;

  /** A part or a courtyard of less is a slip of the pen. */
  private static final double LEAST_SQUARE_METRES = 0.01;

  /** Half the side of the smallest box, degrees. */
  private static final double LEAST_HALF_DEGREES = 5e-6;

  private final LocalFrame frame;
  private final double base;
  private final double top;
  private final RoofShape roof;
  private double[] corners = new double[96];
  private int cornerCount;
  private int[] walls = new int[96];
  private int wallEnd;
  private int[] caps = new int[96];
  private int capEnd;
  private int[] slopes = {};

  /** East, north and up of the ends of the ridge. */
  private double[] ridge = {};

  private boolean simplified;

  /** Whether the footprint is one outline. */
  private boolean alone;

  /** Whether the footprint was put right already. */
  private boolean repaired;

  private Extrusion(LocalFrame frame, double base, double top, RoofShape roof) {
    this.frame = frame;
    this.base = base;
    this.top = top;
    this.roof = roof;
  }

  /** The solid over a footprint, with a flat roof; see the other method. */
  public static Solid of(
      Geometry footprint, double baseMetres, double heightMetres, LocalFrame frame)
      throws SolidException {
    return of(footprint, baseMetres, heightMetres, RoofShape.FLAT, frame);
  }

  /**
   * The solid over a footprint.
   *
   * @param footprint Polygon or MultiPolygon in degrees, longitude first; holes are courtyards
   * @param baseMetres height of the ground
   * @param heightMetres from the ground to the eaves
   * @param roof flat all the same over anything but one outline of four corners without a reentrant
   *     one
   * @throws SolidException if there is none; nothing else is thrown for any geometry
   */
  public static Solid of(
      Geometry footprint, double baseMetres, double heightMetres, RoofShape roof, LocalFrame frame)
      throws SolidException {
    if (!(heightMetres > 0) || !Double.isFinite(baseMetres + heightMetres)) {
      throw new SolidException(Reason.NO_HEIGHT);
    }
    if (footprint.getNumPoints() > MOST_CORNERS) {
      throw new SolidException(Reason.TOO_MANY_CORNERS);
    }
    requirePlaces(footprint);
    double top = baseMetres + heightMetres;
    Solid plain = new Extrusion(frame, baseMetres, top, roof).make(footprint);
    if (plain != null) {
      return plain;
    }
    // What crosses itself is read once more as what it was meant to be.
    Extrusion again = new Extrusion(frame, baseMetres, top, roof);
    again.repaired = true;
    again.simplified = true;
    Solid fixed = again.make(fixed(footprint));
    if (fixed == null) {
      throw new SolidException(Reason.CROSSED);
    }
    return fixed;
  }

  /** A simplified solid: over a box in degrees, of at least a metre each way. */
  public static Solid ofBox(Envelope box, double baseMetres, double heightMetres, LocalFrame frame)
      throws SolidException {
    Envelope grown = new Envelope(box);
    grown.expandBy(
        Math.max(0, LEAST_HALF_DEGREES - box.getWidth() / 2),
        Math.max(0, LEAST_HALF_DEGREES - box.getHeight() / 2));
    Solid made = of(PLANE.toGeometry(grown), baseMetres, heightMetres, frame);
    return made.asSimplified();
  }

  private static void requirePlaces(Geometry footprint) throws SolidException {
    for (Coordinate one : footprint.getCoordinates()) {
      // Comparisons with a number that is none are false.
      if (!(Math.abs(one.x) <= 180 && Math.abs(one.y) <= 90)) {
        throw new SolidException(Reason.NO_PLACE);
      }
    }
  }

  private static Geometry fixed(Geometry footprint) throws SolidException {
    try {
      return GeometryFixer.fix(footprint);
    } catch (RuntimeException e) {
      throw new SolidException(Reason.CROSSED);
    }
  }

  /** The solid; null if its rings cross. */
  private @Nullable Solid make(Geometry footprint) throws SolidException {
    alone = footprint.getNumGeometries() == 1;
    for (int i = 0; i < footprint.getNumGeometries(); i++) {
      if (footprint.getGeometryN(i) instanceof Polygon part && !part.isEmpty() && !add(part)) {
        return null;
      }
    }
    if (wallEnd == 0) {
      throw new SolidException(Reason.NO_AREA);
    }
    int[] triangles = Arrays.copyOf(walls, wallEnd + capEnd + slopes.length);
    System.arraycopy(caps, 0, triangles, wallEnd, capEnd);
    for (int i = 0; i < slopes.length; i++) {
      // The ends of the ridge come after all other corners.
      triangles[wallEnd + capEnd + i] = slopes[i] < 0 ? cornerCount + ~slopes[i] : slopes[i];
    }
    double[] all = Arrays.copyOf(corners, 3 * cornerCount + ridge.length);
    System.arraycopy(ridge, 0, all, 3 * cornerCount, ridge.length);
    return new Solid(all, triangles, wallEnd / 6, slopes.length / 3, simplified);
  }

  /** Adds one part; false if its rings cross. */
  private boolean add(Polygon part) {
    List<LinearRing> rings = new ArrayList<>();
    Map<Coordinate, Integer> numbers = new HashMap<>();
    for (int r = -1; r < part.getNumInteriorRing(); r++) {
      LinearRing ring =
          ring(
              (r < 0 ? part.getExteriorRing() : part.getInteriorRingN(r)).getCoordinateSequence(),
              r < 0,
              numbers);
      if (ring != null) {
        rings.add(ring);
      } else {
        simplified = true;
        if (r < 0) {
          // Lobes of a line that crosses itself may cancel out.
          return repaired;
        }
      }
    }
    int[] cap = GroundTriangles.of(rings, numbers);
    if (cap.length == 0) {
      return false;
    }
    for (LinearRing ring : rings) {
      addWalls(ring.getCoordinateSequence(), numbers);
    }
    boolean sloped =
        alone && rings.size() == 1 && slope(rings.getFirst().getCoordinates(), numbers);
    for (int i = 0; i < cap.length; i += 3) {
      // The ground is seen from below, the roof from above.
      addCap(cap[i + 2], cap[i + 1], cap[i]);
      if (!sloped) {
        addCap(cap[i] + 1, cap[i + 1] + 1, cap[i + 2] + 1);
      }
    }
    return true;
  }

  /** Puts up slopes over an outline of four corners; false if there are none. */
  private boolean slope(Coordinate[] outline, Map<Coordinate, Integer> numbers) {
    if (roof == RoofShape.FLAT || outline.length != 5 || !GroundTriangles.isConvex(outline)) {
      return false;
    }
    double[] sides = new double[4];
    for (int i = 0; i < 4; i++) {
      sides[i] = outline[i].distance(outline[i + 1]);
    }
    // From a the longer side goes to b.
    int a = sides[0] + sides[2] >= sides[1] + sides[3] ? 0 : 1;
    int[] of = new int[4];
    for (int i = 0; i < 4; i++) {
      of[i] = GroundTriangles.number(numbers, outline[(a + i) % 4]) + 1;
    }
    double length = (sides[a] + sides[a + 2]) / 2;
    double width = (sides[a + 1] + sides[(a + 3) % 4]) / 2;
    double share = roof.inset(length, width) / length;
    double rise = RoofShape.rise(width);
    ridge = new double[6];
    for (int axis = 0; axis < 3; axis++) {
      double first = (top(of[3], axis) + top(of[0], axis)) / 2;
      double last = (top(of[1], axis) + top(of[2], axis)) / 2;
      double up = axis == 2 ? rise : 0;
      ridge[axis] = first + share * (last - first) + up;
      ridge[3 + axis] = last + share * (first - last) + up;
    }
    int first = ~0;
    int last = ~1;
    slopes =
        new int[] {
          of[0], of[1], last, of[0], last, first, //
          of[2], of[3], first, of[2], first, last, //
          of[1], of[2], last, of[3], of[0], first
        };
    return true;
  }

  private double top(int corner, int axis) {
    return corners[3 * corner + axis];
  }

  /**
   * A ring in the plane of the frame, its corners stored: the outer one counter-clockwise, the
   * others clockwise; null if it surrounds nothing.
   */
  private @Nullable LinearRing ring(
      CoordinateSequence places, boolean outer, Map<Coordinate, Integer> numbers) {
    List<Coordinate> line = new ArrayList<>(places.size());
    List<double[]> tops = new ArrayList<>(places.size());
    List<double[]> grounds = new ArrayList<>(places.size());
    for (int i = 0; i < places.size() - 1; i++) {
      double[] ground = frame.place(places.getX(i), places.getY(i), base);
      Coordinate at = new Coordinate(ground[0], ground[1]);
      if (line.isEmpty() || line.getLast().distance(at) >= LEAST_STEP_METRES) {
        line.add(at);
        grounds.add(ground);
        tops.add(frame.place(places.getX(i), places.getY(i), top));
      }
    }
    while (line.size() > 1 && line.getLast().distance(line.getFirst()) < LEAST_STEP_METRES) {
      line.removeLast();
    }
    if (line.size() < 3) {
      return null;
    }
    line.add(line.getFirst());
    Coordinate[] closed = line.toArray(Coordinate[]::new);
    if (Area.ofRing(closed) < LEAST_SQUARE_METRES) {
      return null;
    }
    for (int i = 0; i < closed.length - 1; i++) {
      if (!numbers.containsKey(closed[i])) {
        numbers.put(closed[i], cornerCount);
        addCorner(grounds.get(i));
        addCorner(tops.get(i));
      }
    }
    LinearRing ring = PLANE.createLinearRing(closed);
    return Orientation.isCCWArea(closed) == outer ? ring : ring.reverse();
  }

  private void addWalls(CoordinateSequence ring, Map<Coordinate, Integer> numbers) {
    for (int i = 1; i < ring.size(); i++) {
      int a = GroundTriangles.number(numbers, ring.getCoordinate(i - 1));
      int b = GroundTriangles.number(numbers, ring.getCoordinate(i));
      if (walls.length < wallEnd + 6) {
        walls = Arrays.copyOf(walls, 2 * walls.length);
      }
      for (int corner : new int[] {a, b, b + 1, a, b + 1, a + 1}) {
        walls[wallEnd++] = corner;
      }
    }
  }

  private void addCap(int a, int b, int c) {
    if (caps.length < capEnd + 3) {
      caps = Arrays.copyOf(caps, 2 * caps.length);
    }
    caps[capEnd++] = a;
    caps[capEnd++] = b;
    caps[capEnd++] = c;
  }

  private void addCorner(double[] place) {
    if (corners.length < 3 * cornerCount + 3) {
      corners = Arrays.copyOf(corners, 2 * corners.length);
    }
    System.arraycopy(place, 0, corners, 3 * cornerCount, 3);
    cornerCount++;
  }
}
