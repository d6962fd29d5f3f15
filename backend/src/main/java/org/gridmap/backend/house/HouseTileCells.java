package org.gridmap.backend.house;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * The houses of one tile summed in {@value #SIDE} × {@value #SIDE} cells. A cell stands where its
 * houses stand on average; a cell with one house knows which.
 */
final class HouseTileCells {
  /** Cells along the side of a tile. */
  static final int SIDE = 32;

  /** The uses of houses in the order of their stored numbers. */
  static final String[] USES = {
    "RESIDENTIAL", "COMMERCIAL", "INDUSTRIAL", "PUBLIC", "MIXED", "STORAGE", "OTHER"
  };

  private static final int CELL = 4096 / SIDE;

  /** One cell. x and y are sums over its houses, in steps of the tile. */
  static final class Cell {
    long houses;
    long x;
    long y;
    long id;
    final long[] uses = new long[USES.length];

    /** The most frequent use. */
    int use() {
      int best = 0;
      for (int i = 1; i < uses.length; i++) {
        if (uses[i] > uses[best]) {
          best = i;
        }
      }
      return best;
    }
  }

  /**
   * Told of each stored cell: mean x and y in steps of the tile, id 0 unless there is one house.
   */
  @FunctionalInterface
  interface Visitor {
    void cell(int x, int y, long houses, int use, long id);
  }

  private final Map<Integer, Cell> cells = new TreeMap<>();
  private long houses;

  /** Adds houses at a place in the tile. */
  void add(int x, int y, long count, int use, long id) {
    int key = Math.clamp(y / CELL, 0, SIDE - 1) * SIDE + Math.clamp(x / CELL, 0, SIDE - 1);
    Cell cell = cells.computeIfAbsent(key, any -> new Cell());
    cell.id = cell.houses == 0 ? id : 0;
    cell.houses += count;
    cell.x += x * count;
    cell.y += y * count;
    cell.uses[use] += count;
    houses += count;
  }

  long houses() {
    return houses;
  }

  /** Number of a use; what is not known is the last. */
  static int use(String name) {
    for (int i = 0; i < USES.length; i++) {
      if (USES[i].equals(name)) {
        return i;
      }
    }
    return USES.length - 1;
  }

  /** Each cell as five varints: x, y, houses, use, id. */
  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(cells.size() * 8);
    for (Cell cell : cells.values()) {
      write(out, cell.x / cell.houses);
      write(out, cell.y / cell.houses);
      write(out, cell.houses);
      write(out, cell.use());
      write(out, cell.id);
    }
    return out.toByteArray();
  }

  /** Reads what {@link #toBytes} wrote. */
  static void read(byte[] bytes, Visitor visitor) {
    long[] values = new long[5];
    int position = 0;
    while (position < bytes.length) {
      for (int i = 0; i < values.length; i++) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
          byte b = bytes[position++];
          value |= (long) (b & 127) << shift;
          if (b >= 0) {
            break;
          }
        }
        values[i] = value;
      }
      visitor.cell((int) values[0], (int) values[1], values[2], (int) values[3], values[4]);
    }
  }

  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~127L) != 0) {
      out.write((int) (rest & 127 | 128));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
