package org.gridmap.geodata.tile;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rings or lines on the lattice of a zoom. Each part is x, y, x, y, …; a ring does not repeat its
 * first point. Of polygons the outer rings have positive area (x₁y₂ − x₂y₁ summed) and come before
 * their holes, which have negative area.
 */
public record LatticeShape(List<int[]> parts) {
  /** Smallest and largest coordinates, both inside. */
  public record Extent(int minX, int minY, int maxX, int maxY) {}

  /** Whether nothing of the shape is left at its zoom. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Box around all parts; of an empty shape all zero. */
  public Extent extent() {
    if (parts.isEmpty()) {
      return new Extent(0, 0, 0, 0);
    }
    int minX = Integer.MAX_VALUE;
    int minY = Integer.MAX_VALUE;
    int maxX = Integer.MIN_VALUE;
    int maxY = Integer.MIN_VALUE;
    for (int[] part : parts) {
      for (int i = 0; i < part.length; i += 2) {
        minX = Math.min(minX, part[i]);
        maxX = Math.max(maxX, part[i]);
        minY = Math.min(minY, part[i + 1]);
        maxY = Math.max(maxY, part[i + 1]);
      }
    }
    return new Extent(minX, minY, maxX, maxY);
  }

  /** Compact bytes: the number of points of each part, then differences as zigzag varints. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    int x = 0;
    int y = 0;
    for (int[] part : parts) {
      writeVarint(out, part.length / 2);
      for (int i = 0; i < part.length; i += 2) {
        writeVarint(out, zigzag(part[i] - x));
        writeVarint(out, zigzag(part[i + 1] - y));
        x = part[i];
        y = part[i + 1];
      }
    }
    return out.toByteArray();
  }

  /** Reads what {@link #toBytes} wrote. */
  public static LatticeShape fromBytes(byte[] bytes) {
    return read(bytes, false);
  }

  /** Reads what {@link #toBytes} wrote of shapes of one part each, one after the other. */
  public static LatticeShape fromJoinedBytes(byte[] bytes) {
    return read(bytes, true);
  }

  private static LatticeShape read(byte[] bytes, boolean joined) {
    List<int[]> parts = new ArrayList<>(1);
    int position = 0;
    int x = 0;
    int y = 0;
    while (position < bytes.length) {
      if (joined) {
        x = 0;
        y = 0;
      }
      int count = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[position++];
        count |= (b & 127) << shift;
        if (b >= 0) {
          break;
        }
      }
      int[] part = new int[2 * count];
      for (int i = 0; i < part.length; i++) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
          byte b = bytes[position++];
          value |= (b & 127) << shift;
          if (b >= 0) {
            break;
          }
        }
        int difference = (value >>> 1) ^ -(value & 1);
        if ((i & 1) == 0) {
          x += difference;
          part[i] = x;
        } else {
          y += difference;
          part[i] = y;
        }
      }
      parts.add(part);
    }
    return new LatticeShape(parts);
  }

  private static int zigzag(int value) {
    return (value << 1) ^ (value >> 31);
  }

  private static void writeVarint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~127) != 0) {
      out.write(rest & 127 | 128);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
