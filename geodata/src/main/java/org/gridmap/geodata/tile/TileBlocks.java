package org.gridmap.geodata.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides polygons of many corners into square blocks of tiles, so that a tile reads what bounds
 * its own land and not the outline of a county. A block keeps every edge that comes near it as it
 * is: the pieces are not cut, and {@link TileClipper} finds the same points on the edges of a tile
 * in a block as in the whole.
 */
public final class TileBlocks {
  /** Corners that a shape may have without being divided: as many as a leaf grid often has. */
  static final int MOST_CORNERS = 128;

  /** Steps that the box of a block stays inside the block, for tiles touch at their edges. */
  private static final int INSET = 2;

  private static final int EXTENT_BITS = Integer.numberOfTrailingZeros(TileLattice.EXTENT);

  /**
   * A piece of a shape.
   *
   * @param extent box on the lattice by which the tiles find it that need it
   * @param polygons what to clip to such a tile; beyond the block rings take short cuts, so they
   *     are good for nothing else
   */
  public record Block(LatticeShape.Extent extent, LatticeShape polygons) {}

  /** The square {@code x ≤ … ≤ x + side}, likewise y. */
  private record Square(int x, int y, int side) {
    Square quarter(int i) {
      int half = side / 2;
      return new Square(x + (i & 1) * half, y + (i >> 1) * half, half);
    }

    boolean holds(int pointX, int pointY) {
      return pointX >= x && pointX < x + side && pointY >= y && pointY < y + side;
    }

    LatticeShape.Extent within(LatticeShape.Extent extent) {
      return new LatticeShape.Extent(
          within(extent.minX(), x),
          within(extent.minY(), y),
          within(extent.maxX(), x),
          within(extent.maxY(), y));
    }

    private int within(int value, int start) {
      return Math.clamp(value, start + INSET, start + side - INSET);
    }
  }

  private final int labelX;
  private final int labelY;
  private final List<Block> blocks = new ArrayList<>();
  private boolean labelFound;

  private TileBlocks(int labelX, int labelY) {
    this.labelX = labelX;
    this.labelY = labelY;
  }

  /**
   * The blocks of a grid at one zoom. A tile meets at most one of them, however deep it is, and the
   * tile in which the label stands meets one, also where nothing else of the grid is left.
   *
   * @param polygons on the lattice of the zoom
   * @param labelX where the name stands, on the same lattice
   * @param labelY likewise
   */
  public static List<Block> of(LatticeShape polygons, int labelX, int labelY) {
    LatticeShape.Extent label = new LatticeShape.Extent(labelX, labelY, labelX, labelY);
    if (corners(polygons.parts()) <= MOST_CORNERS) {
      LatticeShape.Extent extent =
          polygons.isEmpty() ? label : around(polygons.extent(), labelX, labelY);
      return List.of(new Block(extent, polygons));
    }
    TileBlocks made = new TileBlocks(labelX, labelY);
    made.divide(polygons, squareAround(polygons.extent()));
    if (!made.labelFound) {
      Square tile = squareAround(label);
      made.blocks.add(new Block(tile.within(label), new LatticeShape(List.of())));
    }
    return made.blocks;
  }

  private void divide(LatticeShape polygons, Square square) {
    if (polygons.isEmpty()) {
      return;
    }
    if (corners(polygons.parts()) > MOST_CORNERS && square.side() > TileLattice.EXTENT) {
      for (int i = 0; i < 4; i++) {
        Square quarter = square.quarter(i);
        divide(near(polygons, quarter), quarter);
      }
      return;
    }
    LatticeShape.Extent extent = polygons.extent();
    if (square.holds(labelX, labelY)) {
      labelFound = true;
      extent = around(extent, labelX, labelY);
    }
    blocks.add(new Block(square.within(extent), polygons));
  }

  /** The smallest square of whole tiles, as zooms nest them, that holds the box. */
  private static Square squareAround(LatticeShape.Extent extent) {
    int bits = EXTENT_BITS;
    while (extent.minX() >> bits != extent.maxX() >> bits
        || extent.minY() >> bits != extent.maxY() >> bits) {
      bits++;
    }
    return new Square(extent.minX() >> bits << bits, extent.minY() >> bits << bits, 1 << bits);
  }

  private static LatticeShape.Extent around(LatticeShape.Extent extent, int x, int y) {
    return new LatticeShape.Extent(
        Math.min(extent.minX(), x),
        Math.min(extent.minY(), y),
        Math.max(extent.maxX(), x),
        Math.max(extent.maxY(), y));
  }

  private static int corners(List<int[]> parts) {
    return parts.stream().mapToInt(part -> part.length / 2).sum();
  }

  private static LatticeShape near(LatticeShape polygons, Square square) {
    List<int[]> near = new ArrayList<>(polygons.parts().size());
    for (int[] ring : polygons.parts()) {
      int[] kept = near(ring, square);
      if (kept.length > 0) {
        near.add(kept);
      }
    }
    return new LatticeShape(near);
  }

  /**
   * The ring without corners that lie beyond a side of the square together with both their
   * neighbours: what goes and what replaces it is all beyond that side, so inside of the square
   * nothing changes. Empty if all of it is beyond one side.
   */
  private static int[] near(int[] ring, Square square) {
    int[] kept = new int[ring.length];
    int count = 0;
    int all = -1;
    int before = 0;
    int here = sidesBeyond(ring, 0, square);
    for (int i = 0; i < ring.length; i += 2) {
      int after = sidesBeyond(ring, (i + 2) % ring.length, square);
      all &= here;
      if (i == 0 || (before & here & after) == 0) {
        kept[count++] = ring[i];
        kept[count++] = ring[i + 1];
        before = here;
      }
      here = after;
    }
    return all != 0 || count < 6 ? new int[0] : Arrays.copyOf(kept, count);
  }

  /** One bit for each side of the square beyond which the corner lies. */
  private static int sidesBeyond(int[] ring, int i, Square square) {
    int x = ring[i];
    int y = ring[i + 1];
    return (x < square.x() ? 1 : 0)
        | (x > square.x() + square.side() ? 2 : 0)
        | (y < square.y() ? 4 : 0)
        | (y > square.y() + square.side() ? 8 : 0);
  }
}
