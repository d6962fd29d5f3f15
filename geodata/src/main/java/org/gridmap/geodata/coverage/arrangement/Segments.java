package org.gridmap.geodata.coverage.arrangement;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.gridmap.geodata.index.BoxIndex;
import org.gridmap.geodata.plane.HalfEdges;
import org.gridmap.geodata.plane.PointTable;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * Directed segments, each with what changes across it: so many more grids (and parents) cover the
 * land on its left than on its right. Each knows the borders it came from. Kept as plain columns;
 * there may be millions.
 */
public final class Segments {
  private static final int NONE = -1;

  double[] x0;
  double[] y0;
  double[] x1;
  double[] y1;

  /** How many more grids cover the left side than the right. */
  int[] grids;

  /** How many more parents cover the left side than the right. */
  int[] parents;

  private int[] origins;
  private int size;

  /** Links of origin lists: a value and the next link. */
  private int[] linkValue = new int[16];

  private int[] linkNext = new int[16];
  private int links;

  private @Nullable BoxIndex index;
  private @Nullable HalfEdges halves;

  Segments(int capacity) {
    int room = Math.max(16, capacity);
    x0 = new double[room];
    y0 = new double[room];
    x1 = new double[room];
    y1 = new double[room];
    grids = new int[room];
    parents = new int[room];
    origins = new int[room];
  }

  /** How many segments there are. */
  public int size() {
    return size;
  }

  /** The segment's start, first coordinate. */
  public double x0(int segment) {
    return x0[segment];
  }

  /** The segment's start, second coordinate. */
  public double y0(int segment) {
    return y0[segment];
  }

  /** The segment's end, first coordinate. */
  public double x1(int segment) {
    return x1[segment];
  }

  /** The segment's end, second coordinate. */
  public double y1(int segment) {
    return y1[segment];
  }

  /** Adds a segment and returns its number. */
  int add(double ax, double ay, double bx, double by, int gridChange, int parentChange) {
    if (size == x0.length) {
      int room = size + (size >> 1);
      x0 = Arrays.copyOf(x0, room);
      y0 = Arrays.copyOf(y0, room);
      x1 = Arrays.copyOf(x1, room);
      y1 = Arrays.copyOf(y1, room);
      grids = Arrays.copyOf(grids, room);
      parents = Arrays.copyOf(parents, room);
      origins = Arrays.copyOf(origins, room);
    }
    x0[size] = ax;
    y0[size] = ay;
    x1[size] = bx;
    y1[size] = by;
    grids[size] = gridChange;
    parents[size] = parentChange;
    origins[size] = NONE;
    index = null;
    halves = null;
    return size++;
  }

  void addOrigin(int segment, int origin) {
    if (links == linkValue.length) {
      linkValue = Arrays.copyOf(linkValue, 2 * links);
      linkNext = Arrays.copyOf(linkNext, 2 * links);
    }
    linkValue[links] = origin;
    linkNext[links] = origins[segment];
    origins[segment] = links++;
  }

  /** Visits the borders that a segment came from. */
  public void origins(int segment, IntConsumer visitor) {
    for (int link = origins[segment]; link != NONE; link = linkNext[link]) {
      visitor.accept(linkValue[link]);
    }
  }

  /** One of the borders that a segment came from. */
  public int anyOrigin(int segment) {
    return linkValue[origins[segment]];
  }

  /** Finds segments by their boxes; made once, unless segments are added afterwards. */
  BoxIndex index() {
    BoxIndex known = index;
    if (known == null) {
      double[] boxes = new double[4 * size];
      for (int i = 0; i < size; i++) {
        boxes[4 * i] = Math.min(x0[i], x1[i]);
        boxes[4 * i + 1] = Math.min(y0[i], y1[i]);
        boxes[4 * i + 2] = Math.max(x0[i], x1[i]);
        boxes[4 * i + 3] = Math.max(y0[i], y1[i]);
      }
      known = new BoxIndex(boxes);
      index = known;
    }
    return known;
  }

  /**
   * Visits the segments whose boxes come near a point.
   *
   * @param margin how near, in units of each axis
   * @param visitor gets the number of a segment; false ends the visit
   * @return false if the visitor ended it
   */
  public boolean near(double x, double y, double[] margin, IntPredicate visitor) {
    return index().visit(x - margin[0], y - margin[1], x + margin[0], y + margin[1], visitor);
  }

  /** Both sides of the segments; made once, unless segments are added afterwards. */
  HalfEdges halves() {
    HalfEdges known = halves;
    if (known == null) {
      PointTable points = new PointTable(size);
      int[] start = new int[2 * size];
      for (int i = 0; i < size; i++) {
        start[2 * i] = points.number(x0[i], y0[i]);
        start[2 * i + 1] = points.number(x1[i], y1[i]);
      }
      known = new HalfEdges(points, start);
      halves = known;
    }
    return known;
  }

  /** Whether one of the chosen segments ends in a node. */
  boolean isEndOfAny(int node, boolean[] chosen) {
    return halves().anyLeaving(node, half -> chosen[half >> 1]);
  }

  /** The box around all segments. */
  public Envelope envelope() {
    Envelope envelope = new Envelope();
    for (int i = 0; i < size; i++) {
      envelope.expandToInclude(x0[i], y0[i]);
      envelope.expandToInclude(x1[i], y1[i]);
    }
    return envelope;
  }

  /** Mixes the bits of a point; −0 must have been made 0 before. */
  static long hash(double x, double y) {
    long h = Double.doubleToRawLongBits(x) * 0x9E3779B97F4A7C15L;
    h ^= Long.rotateLeft(Double.doubleToRawLongBits(y) * 0xC2B2AE3D27D4EB4FL, 31);
    h = (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
    return h ^ (h >>> 32);
  }
}
