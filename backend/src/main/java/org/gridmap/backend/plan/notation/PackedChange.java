package org.gridmap.backend.plan.notation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.UnitKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** A whole change as bytes for the log, coordinates to the last bit. */
public final class PackedChange {
  private static final int FORMAT = 1;

  /** Writes one item. */
  private interface Writer<T> {
    void write(DataOutputStream out, T item) throws IOException;
  }

  /** Reads one item. */
  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private PackedChange() {}

  /** The bytes of a change. */
  public static byte[] pack(Change change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeByte(FORMAT);
      writeAll(out, change.removedEdges(), PackedChange::writeEdge);
      writeAll(out, change.addedEdges(), PackedChange::writeEdge);
      writeAll(
          out,
          change.nodes().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
          PackedChange::writeNode);
      writeAll(out, change.removedNodes().stream().sorted().toList(), DataOutputStream::writeLong);
      writeAll(out, change.removedGrids(), PackedChange::writeGrid);
      writeAll(out, change.addedGrids(), PackedChange::writeGrid);
      writeAll(out, change.removedLand(), PackedChange::writeLand);
      writeAll(out, change.addedLand(), PackedChange::writeLand);
      writeAll(out, change.touched().stream().sorted().toList(), DataOutputStream::writeUTF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The change of some bytes. */
  public static Change unpack(byte[] bytes) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readByte() != FORMAT) {
        throw new IllegalStateException("a change of an unknown format");
      }
      return new Change(
          readAll(in, PackedChange::readEdge),
          readAll(in, PackedChange::readEdge),
          readNodes(in),
          new HashSet<>(readAll(in, DataInputStream::readLong)),
          readAll(in, PackedChange::readGrid),
          readAll(in, PackedChange::readGrid),
          readAll(in, PackedChange::readLand),
          readAll(in, PackedChange::readLand),
          new HashSet<>(readAll(in, one -> one.readUTF())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void writeAll(DataOutputStream out, List<T> items, Writer<T> writer)
      throws IOException {
    out.writeInt(items.size());
    for (T item : items) {
      writer.write(out, item);
    }
  }

  private static <T> List<T> readAll(DataInputStream in, Reader<T> reader) throws IOException {
    int count = in.readInt();
    List<T> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(reader.read(in));
    }
    return items;
  }

  private static void writeEdge(DataOutputStream out, Edge edge) throws IOException {
    out.writeLong(edge.id());
    out.writeLong(edge.from());
    out.writeLong(edge.to());
    out.writeUTF(edge.left());
    out.writeUTF(edge.right());
    out.writeBoolean(edge.locked());
    writeAll(out, edge.points(), PackedChange::writePlace);
  }

  private static Edge readEdge(DataInputStream in) throws IOException {
    return new Edge(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        readAll(in, PackedChange::readPlace));
  }

  private static void writeNode(DataOutputStream out, Map.Entry<Long, Coordinate> node)
      throws IOException {
    out.writeLong(node.getKey());
    writePlace(out, node.getValue());
  }

  private static Map<Long, Coordinate> readNodes(DataInputStream in) throws IOException {
    Map<Long, Coordinate> nodes = new HashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      nodes.put(in.readLong(), readPlace(in));
    }
    return nodes;
  }

  private static void writeGrid(DataOutputStream out, PartitionGrid grid) throws IOException {
    out.writeUTF(grid.code());
    out.writeUTF(grid.name());
    writeOptional(out, grid.parentCode());
    writeOptional(out, grid.levelName());
    out.writeUTF(grid.kind().name());
    out.writeBoolean(grid.leaf());
  }

  private static PartitionGrid readGrid(DataInputStream in) throws IOException {
    return new PartitionGrid(
        in.readUTF(),
        in.readUTF(),
        readOptional(in),
        readOptional(in),
        UnitKind.valueOf(in.readUTF()),
        in.readBoolean());
  }

  private static void writeLand(DataOutputStream out, OpenLand land) throws IOException {
    out.writeLong(land.id());
    out.writeUTF(land.kind().name());
    writeAll(out, land.claims(), DataOutputStream::writeUTF);
    out.writeDouble(land.areaSquareMetres());
    writePlace(out, land.place());
    writeOptional(out, land.allowed());
  }

  private static OpenLand readLand(DataInputStream in) throws IOException {
    return new OpenLand(
        in.readLong(),
        OpenLand.Kind.valueOf(in.readUTF()),
        readAll(in, one -> one.readUTF()),
        in.readDouble(),
        readPlace(in),
        readOptional(in));
  }

  private static void writePlace(DataOutputStream out, Coordinate place) throws IOException {
    out.writeDouble(place.x);
    out.writeDouble(place.y);
  }

  private static Coordinate readPlace(DataInputStream in) throws IOException {
    return new Coordinate(in.readDouble(), in.readDouble());
  }

  private static void writeOptional(DataOutputStream out, @Nullable String text)
      throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  /** The names that a change touched, in order, as the log keeps them beside the bytes. */
  public static String[] touched(Change change) {
    String[] touched = change.touched().toArray(String[]::new);
    Arrays.sort(touched);
    return touched;
  }
}
