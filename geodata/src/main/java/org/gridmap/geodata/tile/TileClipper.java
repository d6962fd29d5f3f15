package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts shapes of a lattice to one tile and moves them to the tile's own coordinates: 0 to {@value
 * TileLattice#EXTENT}, x to the east, y to the south. Where a border leaves the tile depends on the
 * border alone and not on the direction in which it runs, so two neighbours, and the two tiles on
 * both sides of an edge, get the same point.
 */
public final class TileClipper {
  private static final int SIDE = TileLattice.EXTENT;

  /** All of a segment, as fractions of its length. */
  private static final double[] WHOLE = {0, 1};

  private final long originX;
  private final long originY;
  private final int shift;

  private TileClipper(TileCoordinate tile, int latticeZoom) {
    shift = tile.zoom() - latticeZoom;
    originX = (long) tile.x() * SIDE;
    originY = (long) tile.y() * SIDE;
  }

  /** A clipper for the shapes of {@link TileLattice#zoomFor} the tile's zoom. */
  public static TileClipper of(TileCoordinate tile) {
    return new TileClipper(tile, TileLattice.zoomFor(tile.zoom()));
  }

  /** The polygons inside the tile, without margin; empty if nothing of them has area there. */
  public LatticeShape polygons(LatticeShape shape) {
    if (isInside(shape)) {
      return moved(shape);
    }
    List<long[]> rings = new ArrayList<>(shape.parts().size());
    boolean cut = false;
    for (int[] part : shape.parts()) {
      long[] xs = local(part, 0, originX);
      long[] ys = local(part, 1, originY);
      if (isOutside(xs, ys, 0)) {
        cut = true;
        continue;
      }
      if (!isInside(xs, ys)) {
        cut = true;
        long[][] clipped = {xs, ys};
        for (int side = 0; side < 4 && clipped[0].length > 0; side++) {
          clipped = cut(clipped[0], clipped[1], side);
        }
        xs = clipped[0];
        ys = clipped[1];
      }
      long[] ring = withoutRepeats(xs, ys);
      if (ring.length >= 3) {
        rings.add(ring);
      }
    }
    List<long[]> simple = cut ? RingCleaner.clean(TileEdges.divide(rings)) : rings;
    List<int[]> parts = new ArrayList<>(simple.size());
    for (long[] ring : simple) {
      long[] corners = cut ? TileEdges.withoutPoints(ring) : ring;
      if (corners.length >= 3) {
        parts.add(flat(corners));
      }
    }
    return new LatticeShape(parts);
  }

  /**
   * The pieces of lines inside the tile.
   *
   * @param margin lattice steps of the tile's zoom that are kept beyond the tile's edges
   */
  public LatticeShape lines(LatticeShape shape, int margin) {
    List<int[]> pieces = new ArrayList<>(shape.parts().size());
    for (int[] part : shape.parts()) {
      if (isInside(part)) {
        pieces.add(moved(part));
        continue;
      }
      long[] xs = local(part, 0, originX);
      long[] ys = local(part, 1, originY);
      if (!isOutside(xs, ys, margin)) {
        addPieces(pieces, xs, ys, margin);
      }
    }
    return new LatticeShape(pieces);
  }

  /** The place in the tile's coordinates, or null if it belongs to another tile. */
  public int @org.jspecify.annotations.Nullable [] point(long latticeX, long latticeY) {
    long x = (latticeX << shift) - originX;
    long y = (latticeY << shift) - originY;
    return x >= 0 && y >= 0 && x < SIDE && y < SIDE ? new int[] {(int) x, (int) y} : null;
  }

  private boolean isInside(LatticeShape shape) {
    for (int[] part : shape.parts()) {
      if (!isInside(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing is to be cut: so it is with most of what a tile shows. */
  private boolean isInside(int[] part) {
    for (int i = 0; i < part.length; i += 2) {
      long x = ((long) part[i] << shift) - originX;
      long y = ((long) part[i + 1] << shift) - originY;
      if (x < 0 || x > SIDE || y < 0 || y > SIDE) {
        return false;
      }
    }
    return true;
  }

  private LatticeShape moved(LatticeShape shape) {
    List<int[]> parts = new ArrayList<>(shape.parts().size());
    for (int[] part : shape.parts()) {
      parts.add(moved(part));
    }
    return new LatticeShape(parts);
  }

  private int[] moved(int[] part) {
    int[] moved = new int[part.length];
    for (int i = 0; i < part.length; i += 2) {
      moved[i] = (int) (((long) part[i] << shift) - originX);
      moved[i + 1] = (int) (((long) part[i + 1] << shift) - originY);
    }
    return moved;
  }

  private long[] local(int[] part, int offset, long origin) {
    long[] values = new long[part.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((long) part[2 * i + offset] << shift) - origin;
    }
    return values;
  }

  private static boolean isOutside(long[] xs, long[] ys, int margin) {
    boolean west = true;
    boolean east = true;
    boolean north = true;
    boolean south = true;
    for (int i = 0; i < xs.length; i++) {
      west &= xs[i] < -margin;
      east &= xs[i] > SIDE + margin;
      north &= ys[i] < -margin;
      south &= ys[i] > SIDE + margin;
    }
    return west || east || north || south;
  }

  private static boolean isInside(long[] xs, long[] ys) {
    for (int i = 0; i < xs.length; i++) {
      if (xs[i] < 0 || xs[i] > SIDE || ys[i] < 0 || ys[i] > SIDE) {
        return false;
      }
    }
    return true;
  }

  /**
   * One step of Sutherland and Hodgman's polygon clipping (1974), against one side: 0 west, 1 east,
   * 2 north, 3 south.
   */
  private static long[][] cut(long[] xs, long[] ys, int side) {
    boolean vertical = side < 2;
    long[] across = vertical ? xs : ys;
    long[] along = vertical ? ys : xs;
    long limit = (side & 1) == 0 ? 0 : SIDE;
    long sign = (side & 1) == 0 ? 1 : -1;
    int n = across.length;
    long[] newAcross = new long[2 * n];
    long[] newAlong = new long[2 * n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      int before = i == 0 ? n - 1 : i - 1;
      boolean wasIn = (across[before] - limit) * sign >= 0;
      boolean isIn = (across[i] - limit) * sign >= 0;
      if (wasIn != isIn) {
        newAcross[count] = limit;
        newAlong[count++] = meet(across[before], along[before], across[i], along[i], limit);
      }
      if (isIn) {
        newAcross[count] = across[i];
        newAlong[count++] = along[i];
      }
    }
    newAcross = Arrays.copyOf(newAcross, count);
    newAlong = Arrays.copyOf(newAlong, count);
    return vertical ? new long[][] {newAcross, newAlong} : new long[][] {newAlong, newAcross};
  }

  /** Where a border meets a side, from the smaller end always, so that direction does not count. */
  private static long meet(long across1, long along1, long across2, long along2, long limit) {
    boolean swap = across1 > across2;
    long a1 = swap ? across2 : across1;
    long b1 = swap ? along2 : along1;
    long a2 = swap ? across1 : across2;
    long b2 = swap ? along1 : along2;
    double offset = (double) (limit - a1) * (double) (b2 - b1) / (double) (a2 - a1);
    return b1 + (long) Math.floor(offset + 0.5);
  }

  private static long[] withoutRepeats(long[] xs, long[] ys) {
    long[] ring = new long[xs.length];
    int count = 0;
    for (int i = 0; i < xs.length; i++) {
      long point = Points.of((int) xs[i], (int) ys[i]);
      if (count == 0 || ring[count - 1] != point) {
        ring[count++] = point;
      }
    }
    while (count > 1 && ring[count - 1] == ring[0]) {
      count--;
    }
    return Arrays.copyOf(ring, count);
  }

  private static void addPieces(List<int[]> pieces, long[] xs, long[] ys, int margin) {
    int[] piece = new int[16];
    int count = 0;
    for (int i = 1; i < xs.length; i++) {
      double[] kept =
          isWithin(xs[i - 1], ys[i - 1], margin) && isWithin(xs[i], ys[i], margin)
              ? WHOLE
              : keptPart(xs[i - 1], ys[i - 1], xs[i], ys[i], margin);
      if (kept.length == 0) {
        continue;
      }
      int x1 = at(xs[i - 1], xs[i], kept[0]);
      int y1 = at(ys[i - 1], ys[i], kept[0]);
      int x2 = at(xs[i - 1], xs[i], kept[1]);
      int y2 = at(ys[i - 1], ys[i], kept[1]);
      if (count == 0 || piece[count - 2] != x1 || piece[count - 1] != y1) {
        addPiece(pieces, piece, count);
        piece[0] = x1;
        piece[1] = y1;
        count = 2;
      }
      if (x1 != x2 || y1 != y2) {
        if (count == piece.length) {
          piece = Arrays.copyOf(piece, count * 2);
        }
        piece[count++] = x2;
        piece[count++] = y2;
      }
    }
    addPiece(pieces, piece, count);
  }

  private static void addPiece(List<int[]> pieces, int[] piece, int count) {
    if (count >= 4) {
      pieces.add(Arrays.copyOf(piece, count));
    }
  }

  private static boolean isWithin(long x, long y, int margin) {
    return x >= -margin && x <= SIDE + margin && y >= -margin && y <= SIDE + margin;
  }

  /**
   * Line clipping by Liang and Barsky (1984): the kept part of a segment as two fractions of its
   * length, or nothing.
   */
  private static double[] keptPart(long x1, long y1, long x2, long y2, int margin) {
    double start = 0;
    double end = 1;
    double[] directions = {x1 - x2, x2 - x1, y1 - y2, y2 - y1};
    double[] distances = {
      (double) x1 + margin,
      (double) SIDE + margin - x1,
      (double) y1 + margin,
      (double) SIDE + margin - y1
    };
    for (int i = 0; i < 4; i++) {
      if (directions[i] == 0) {
        if (distances[i] < 0) {
          return new double[0];
        }
      } else {
        double fraction = distances[i] / directions[i];
        if (directions[i] < 0) {
          start = Math.max(start, fraction);
        } else {
          end = Math.min(end, fraction);
        }
      }
    }
    return start <= end ? new double[] {start, end} : new double[0];
  }

  private static int at(long from, long to, double fraction) {
    return (int) (fraction == 1 ? to : from + Math.round((to - from) * fraction));
  }

  private static int[] flat(long[] points) {
    int[] flat = new int[2 * points.length];
    for (int i = 0; i < points.length; i++) {
      flat[2 * i] = Points.x(points[i]);
      flat[2 * i + 1] = Points.y(points[i]);
    }
    return flat;
  }
}
