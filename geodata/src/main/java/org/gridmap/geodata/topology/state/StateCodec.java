package org.gridmap.geodata.topology.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.locationtech.jts.geom.Coordinate;

/**
 * A state as bytes: the version, the numbers to be given next, grids, open land, edges. Coordinates
 * are kept as differences in lattice units, so that a vertex costs about six bytes.
 */
public final class StateCodec {
  private static final int VERSION = 1;

  private StateCodec() {}

  /** Everything, numbers included; equal states give equal bytes. */
  public static byte[] write(PartitionState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      for (long number : state.numbers()) {
        out.writeLong(number);
      }
      List<PartitionGrid> grids = new ArrayList<>(state.grids());
      grids.sort(Comparator.comparing(PartitionGrid::code));
      out.writeInt(grids.size());
      for (PartitionGrid grid : grids) {
        ElementBytes.write(out, grid);
      }
      out.writeInt(state.lands().size());
      for (OpenLand land : state.lands()) {
        ElementBytes.write(out, land);
      }
      List<Edge> edges = new ArrayList<>(state.edges());
      edges.sort(Comparator.comparingLong(Edge::id));
      out.writeInt(edges.size());
      for (Edge edge : edges) {
        write(out, edge);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory cannot fail", impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Edge edge) throws IOException {
    ElementBytes.writeSides(out, edge);
    out.writeInt(edge.points().size());
    long x = 0;
    long y = 0;
    for (Coordinate at : edge.points()) {
      long nextX = PrecisionLattice.units(at.x);
      long nextY = PrecisionLattice.units(at.y);
      difference(out, nextX - x);
      difference(out, nextY - y);
      x = nextX;
      y = nextY;
    }
  }

  /** Seven bits a byte, the sign in the lowest. */
  private static void difference(DataOutputStream out, long value) throws IOException {
    long left = value << 1 ^ value >> 63;
    while ((left & ~0x7fL) != 0) {
      out.writeByte((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.writeByte((int) left);
  }

  private static long difference(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = in.readByte();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        break;
      }
    }
    return value >>> 1 ^ -(value & 1);
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #write} makes
   */
  public static PartitionState read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new IllegalArgumentException("an unknown version of a partition");
      }
      PartitionState state = new PartitionState();
      long[] numbers = {in.readLong(), in.readLong(), in.readLong()};
      for (int left = in.readInt(); left > 0; left--) {
        state.put(ElementBytes.grid(in));
      }
      for (int left = in.readInt(); left > 0; left--) {
        state.put(ElementBytes.land(in));
      }
      for (int left = in.readInt(); left > 0; left--) {
        state.put(edge(in));
      }
      state.numbers(numbers[0], numbers[1], numbers[2]);
      return state;
    } catch (IOException broken) {
      throw new IllegalArgumentException("the bytes of a partition end early", broken);
    }
  }

  private static Edge edge(DataInputStream in) throws IOException {
    Edge sides = ElementBytes.sides(in);
    int count = in.readInt();
    List<Coordinate> points = new ArrayList<>();
    long x = 0;
    long y = 0;
    for (int i = 0; i < count; i++) {
      x += difference(in);
      y += difference(in);
      points.add(new Coordinate(PrecisionLattice.degrees(x), PrecisionLattice.degrees(y)));
    }
    return ElementBytes.along(sides, points);
  }
}
