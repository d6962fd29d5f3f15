package org.gridmap.geodata.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;

/**
 * Writes Shapefiles record by record, also such as no program should write: any shape type, any
 * direction of rings, records flagged deleted, a table that is shorter or longer than the shapes.
 */
public final class ShapefileWriter {
  private static final int HEADER_BYTES = 100;

  private final Map<String, Integer> fields = new LinkedHashMap<>();
  private final List<byte[]> shapes = new ArrayList<>();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final Charset charset;
  private int recordCount;

  /** A table of text fields with their widths in bytes. */
  public ShapefileWriter(Charset charset, Map<String, Integer> fields) {
    this.charset = charset;
    this.fields.putAll(fields);
  }

  /** Adds a polygon (type 5) whose rings are written as they are given, and its record. */
  public ShapefileWriter polygon(List<Coordinate[]> rings, String... values) {
    return shape(parts(5, rings)).record(false, values);
  }

  /** Adds a shape as its bytes: the type, then its content. */
  public ShapefileWriter shape(byte[] content) {
    shapes.add(content);
    return this;
  }

  /** Adds a record of the table. */
  public ShapefileWriter record(boolean deleted, String... values) {
    records.write(deleted ? '*' : ' ');
    int i = 0;
    for (int width : fields.values()) {
      byte[] value = i < values.length ? values[i].getBytes(charset) : new byte[0];
      for (int k = 0; k < width; k++) {
        records.write(k < value.length ? value[k] : ' ');
      }
      i++;
    }
    recordCount++;
    return this;
  }

  /** The content of a shape of a type with parts: lines (3) and polygons (5). */
  public static byte[] parts(int type, List<Coordinate[]> parts) {
    int points = parts.stream().mapToInt(part -> part.length).sum();
    ByteBuffer content = little(44 + 4 * parts.size() + 16 * points).putInt(type);
    box(content, parts);
    content.putInt(parts.size()).putInt(points);
    int start = 0;
    for (Coordinate[] part : parts) {
      content.putInt(start);
      start += part.length;
    }
    for (Coordinate[] part : parts) {
      for (Coordinate point : part) {
        content.putDouble(point.x).putDouble(point.y);
      }
    }
    return content.array();
  }

  private static void box(ByteBuffer content, List<Coordinate[]> parts) {
    org.locationtech.jts.geom.Envelope box = new org.locationtech.jts.geom.Envelope();
    parts.forEach(part -> {
      for (Coordinate point : part) {
        box.expandToInclude(point);
      }
    });
    content
        .putDouble(box.getMinX())
        .putDouble(box.getMinY())
        .putDouble(box.getMaxX())
        .putDouble(box.getMaxY());
  }

  /** Bytes of a shape, little-endian as they are in the file. */
  public static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes .shp, .shx and .dbf, and .prj if a text is given. */
  public Path write(Path shp, String prj) {
    String stem = shp.getFileName().toString().replaceAll("\\.shp$", "");
    try {
      int type =
          shapes.isEmpty()
              ? 5
              : ByteBuffer.wrap(shapes.getFirst()).order(ByteOrder.LITTLE_ENDIAN).getInt();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      ByteArrayOutputStream index = new ByteArrayOutputStream();
      int number = 1;
      for (byte[] shape : shapes) {
        index.write(
            ByteBuffer.allocate(8)
                .putInt((HEADER_BYTES + body.size()) / 2)
                .putInt(shape.length / 2)
                .array());
        body.write(ByteBuffer.allocate(8).putInt(number++).putInt(shape.length / 2).array());
        body.write(shape);
      }
      Files.write(shp, headed(type, body));
      Files.write(shp.resolveSibling(stem + ".shx"), headed(type, index));
      Files.write(shp.resolveSibling(stem + ".dbf"), table());
      if (!prj.isEmpty()) {
        Files.writeString(shp.resolveSibling(stem + ".prj"), prj);
      }
      return shp;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] headed(int type, ByteArrayOutputStream body) {
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + body.size());
    file.putInt(0, 9994).putInt(24, (HEADER_BYTES + body.size()) / 2);
    file.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, type);
    file.position(HEADER_BYTES).put(body.toByteArray());
    return file.array();
  }

  private byte[] table() {
    int recordBytes = 1 + fields.values().stream().mapToInt(Integer::intValue).sum();
    int headerBytes = 33 + 32 * fields.size();
    ByteBuffer table = little(headerBytes + records.size() + 1);
    table.put((byte) 3).position(4);
    table.putInt(recordCount).putShort((short) headerBytes).putShort((short) recordBytes);
    int at = 32;
    for (Map.Entry<String, Integer> field : fields.entrySet()) {
      table.position(at);
      table.put(field.getKey().getBytes(charset));
      table.put(at + 11, (byte) 'C').put(at + 16, field.getValue().byteValue());
      at += 32;
    }
    table.put(at, (byte) '\r').position(headerBytes);
    table.put(records.toByteArray()).put((byte) 0x1A);
    return table.array();
  }

  /** The bytes of an ASCII text. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
