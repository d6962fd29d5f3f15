package org.gridmap.geodata.topology.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.locationtech.jts.geom.Coordinate;

/**
 * A whole change as bytes, coordinates to the last bit. They are bytes and not JSON because a log
 * is read whole, and nearly all of it are coordinates: of each moved border as it was and as it is.
 */
public final class ChangeBytes {
  private static final int FORMAT = 1;

  /** Writes one item. */
  private interface Writer<T> {
    void write(DataOutputStream out, T item) throws IOException;
  }

  /** Reads one item. */
  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private ChangeBytes() {}

  /** The bytes of a change. */
  public static byte[] write(Change change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeByte(FORMAT);
      writeAll(out, change.removedEdges(), ChangeBytes::writeEdge);
      writeAll(out, change.addedEdges(), ChangeBytes::writeEdge);
      writeAll(
          out,
          change.nodes().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
          ChangeBytes::writeNode);
      writeAll(out, change.removedNodes().stream().sorted().toList(), DataOutputStream::writeLong);
      writeAll(out, change.removedGrids(), ElementBytes::write);
      writeAll(out, change.addedGrids(), ElementBytes::write);
      writeAll(out, change.removedLand(), ElementBytes::write);
      writeAll(out, change.addedLand(), ElementBytes::write);
      writeAll(out, change.touched().stream().sorted().toList(), DataOutputStream::writeUTF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The change of some bytes. */
  public static Change read(byte[] bytes) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readByte() != FORMAT) {
        throw new IllegalArgumentException("a change of an unknown format");
      }
      return new Change(
          readAll(in, ChangeBytes::readEdge),
          readAll(in, ChangeBytes::readEdge),
          readNodes(in),
          new HashSet<>(readAll(in, DataInputStream::readLong)),
          readAll(in, ElementBytes::grid),
          readAll(in, ElementBytes::grid),
          readAll(in, ElementBytes::land),
          readAll(in, ElementBytes::land),
          new HashSet<>(readAll(in, one -> one.readUTF())));
    } catch (IOException e) {
      throw new IllegalArgumentException("the bytes of a change end early", e);
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
    ElementBytes.writeSides(out, edge);
    writeAll(out, edge.points(), ElementBytes::writePlace);
  }

  private static Edge readEdge(DataInputStream in) throws IOException {
    return ElementBytes.along(ElementBytes.sides(in), readAll(in, ElementBytes::place));
  }

  private static void writeNode(DataOutputStream out, Map.Entry<Long, Coordinate> node)
      throws IOException {
    out.writeLong(node.getKey());
    ElementBytes.writePlace(out, node.getValue());
  }

  private static Map<Long, Coordinate> readNodes(DataInputStream in) throws IOException {
    Map<Long, Coordinate> nodes = new HashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      nodes.put(in.readLong(), ElementBytes.place(in));
    }
    return nodes;
  }
}
