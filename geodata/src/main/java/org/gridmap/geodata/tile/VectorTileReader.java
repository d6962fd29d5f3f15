package org.gridmap.geodata.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a Mapbox Vector Tile back: what tests and measurements use to compare what tiles hold. */
public final class VectorTileReader {
  /** One layer of a tile. */
  public record Layer(String name, int extent, List<Feature> features) {}

  /** What a feature is. */
  public enum GeometryType {
    UNKNOWN,
    POINT,
    LINE,
    POLYGON
  }

  /**
   * One feature.
   *
   * @param parts x, y, x, y, … in the tile's coordinates; rings do not repeat their first point
   */
  public record Feature(GeometryType type, Map<String, Object> attributes, List<int[]> parts) {}

  private VectorTileReader() {}

  /**
   * All layers of a tile, by name.
   *
   * @throws java.nio.BufferUnderflowException if the bytes end too early
   */
  public static Map<String, Layer> read(byte[] tile) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(tile);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      if (tag >> 3 == 3) {
        Layer layer = layer(slice(in));
        layers.put(layer.name(), layer);
      } else {
        skip(in, tag & 7);
      }
    }
    return layers;
  }

  private static Layer layer(ByteBuffer in) {
    String name = "";
    int extent = 4096;
    List<ByteBuffer> features = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag >> 3) {
        case 1 -> name = text(slice(in));
        case 2 -> features.add(slice(in));
        case 3 -> keys.add(text(slice(in)));
        case 4 -> values.add(value(slice(in)));
        case 5 -> extent = (int) varint(in);
        default -> skip(in, tag & 7);
      }
    }
    return new Layer(name, extent, features.stream().map(f -> feature(f, keys, values)).toList());
  }

  private static Feature feature(ByteBuffer in, List<String> keys, List<Object> values) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    GeometryType type = GeometryType.UNKNOWN;
    List<int[]> parts = new ArrayList<>();
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag >> 3) {
        case 2 -> {
          ByteBuffer tags = slice(in);
          while (tags.hasRemaining()) {
            attributes.put(keys.get((int) varint(tags)), values.get((int) varint(tags)));
          }
        }
        case 3 -> type = GeometryType.values()[(int) varint(in)];
        case 4 -> parts.addAll(parts(slice(in)));
        default -> skip(in, tag & 7);
      }
    }
    return new Feature(type, attributes, parts);
  }

  private static List<int[]> parts(ByteBuffer in) {
    List<List<Integer>> parts = new ArrayList<>();
    int x = 0;
    int y = 0;
    while (in.hasRemaining()) {
      int command = (int) varint(in);
      int repeats = command >> 3;
      for (int i = 0; i < repeats && (command & 7) != 7; i++) {
        x += unzigzag(varint(in));
        y += unzigzag(varint(in));
        if ((command & 7) == 1) {
          parts.add(new ArrayList<>());
        }
        parts.getLast().add(x);
        parts.getLast().add(y);
      }
    }
    return parts.stream().map(part -> part.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  private static Object value(ByteBuffer in) {
    Object value = "";
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag >> 3) {
        case 1 -> value = text(slice(in));
        case 2 -> value = (double) in.order(ByteOrder.LITTLE_ENDIAN).getFloat();
        case 3 -> value = in.order(ByteOrder.LITTLE_ENDIAN).getDouble();
        case 4, 5 -> value = varint(in);
        case 6 -> {
          long zigzag = varint(in);
          value = zigzag >>> 1 ^ -(zigzag & 1);
        }
        case 7 -> value = varint(in) != 0;
        default -> skip(in, tag & 7);
      }
    }
    return value;
  }

  private static int unzigzag(long value) {
    return (int) (value >>> 1 ^ -(value & 1));
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ByteBuffer slice(ByteBuffer in) {
    int length = (int) varint(in);
    ByteBuffer slice = in.slice(in.position(), length);
    in.position(in.position() + length);
    return slice;
  }

  private static void skip(ByteBuffer in, int wire) {
    switch (wire) {
      case 0 -> varint(in);
      case 1 -> in.position(in.position() + 8);
      case 2 -> slice(in);
      default -> in.position(in.position() + 4);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 127) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
