package org.gridmap.geodata.topology.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.geom.Coordinate;

/**
 * An incremental hash of a set (AdHash; Bellare and Micciancio, 1997): the sum of the SHA-256 of
 * its elements modulo 2²⁵⁶, hashed again. The order does not matter, and a change costs what
 * changes. Elements are told by what they are, not by their numbers; the direction in which an edge
 * is kept does not matter either.
 */
final class StateHash {
  private final long[] sum = new long[4];
  private final MessageDigest digest = sha256();

  StateHash copy() {
    StateHash copy = new StateHash();
    System.arraycopy(sum, 0, copy.sum, 0, sum.length);
    return copy;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }

  /** 64 hexadecimal digits. */
  String text() {
    ByteBuffer buffer = ByteBuffer.allocate(8 * sum.length);
    for (long part : sum) {
      buffer.putLong(part);
    }
    return HexFormat.of().formatHex(digest.digest(buffer.array()));
  }

  void add(Edge edge) {
    add(digest.digest(bytes(edge)));
  }

  void subtract(Edge edge) {
    subtract(digest.digest(bytes(edge)));
  }

  void add(PartitionGrid grid) {
    add(digest.digest(bytes(grid)));
  }

  void subtract(PartitionGrid grid) {
    subtract(digest.digest(bytes(grid)));
  }

  void add(OpenLand land) {
    add(digest.digest(bytes(land)));
  }

  void subtract(OpenLand land) {
    subtract(digest.digest(bytes(land)));
  }

  private void add(byte[] hash) {
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    long carry = 0;
    for (int i = 0; i < sum.length; i++) {
      long part = buffer.getLong();
      long once = sum[i] + part;
      long twice = once + carry;
      carry = Long.compareUnsigned(once, part) < 0 || Long.compareUnsigned(twice, once) < 0 ? 1 : 0;
      sum[i] = twice;
    }
  }

  private void subtract(byte[] hash) {
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    long borrow = 0;
    for (int i = 0; i < sum.length; i++) {
      long part = buffer.getLong();
      long once = sum[i] - part;
      long twice = once - borrow;
      borrow =
          Long.compareUnsigned(sum[i], part) < 0 || Long.compareUnsigned(once, borrow) < 0 ? 1 : 0;
      sum[i] = twice;
    }
  }

  private static byte[] bytes(Edge edge) {
    List<Coordinate> points = edge.points();
    int count = points.size();
    boolean closed = edge.from() == edge.to();
    int start = 0;
    boolean forward;
    if (closed) {
      count--;
      for (int i = 1; i < count; i++) {
        if (points.get(i).compareTo(points.get(start)) < 0) {
          start = i;
        }
      }
      forward =
          points.get((start + 1) % count).compareTo(points.get((start + count - 1) % count)) < 0;
    } else {
      forward = points.getFirst().compareTo(points.getLast()) < 0;
      start = forward ? 0 : count - 1;
    }
    byte[] left = label(forward ? edge.left() : edge.right());
    byte[] right = label(forward ? edge.right() : edge.left());
    ByteBuffer buffer = ByteBuffer.allocate(16 * count + left.length + right.length + 16);
    buffer.put((byte) 'e').put((byte) (edge.locked() ? 1 : 0)).put((byte) (closed ? 1 : 0));
    put(buffer, left);
    put(buffer, right);
    for (int i = 0; i < count; i++) {
      Coordinate at = points.get(Math.floorMod(forward ? start + i : start - i, count));
      buffer.putLong(PrecisionLattice.units(at.x)).putLong(PrecisionLattice.units(at.y));
    }
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Open land is told by its border and kind; its number does not count. */
  private static byte[] label(String label) {
    return (label.startsWith("~") ? "~" : label).getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer buffer, byte[] text) {
    buffer.putInt(text.length).put(text);
  }

  private static byte[] bytes(PartitionGrid grid) {
    return text(
        "g",
        grid.code(),
        grid.name(),
        Objects.requireNonNullElse(grid.parentCode(), ""),
        Objects.requireNonNullElse(grid.levelName(), ""),
        grid.kind().name(),
        grid.leaf() ? "leaf" : "higher");
  }

  private static byte[] bytes(OpenLand land) {
    List<String> claims =
        land.kind() == OpenLand.OpenLandKind.GAP
            ? List.of()
            : land.claims().stream().sorted(Comparator.naturalOrder()).toList();
    return text(
        "o",
        land.kind().name(),
        String.join("\n", claims),
        land.allowed() == null ? "" : "allowed " + land.allowed(),
        PrecisionLattice.units(land.place().x) + " " + PrecisionLattice.units(land.place().y));
  }

  private static byte[] text(String... parts) {
    byte[][] texts = new byte[parts.length][];
    int size = 0;
    for (int i = 0; i < parts.length; i++) {
      texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      size += 4 + texts[i].length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (byte[] part : texts) {
      put(buffer, part);
    }
    return buffer.array();
  }
}
