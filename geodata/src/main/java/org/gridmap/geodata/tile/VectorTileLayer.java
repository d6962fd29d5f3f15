package org.gridmap.geodata.tile;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a Mapbox Vector Tile (version 2.1) being written. A feature is its attributes first,
 * then one of the geometry methods, which adds it; a shape that is empty adds nothing.
 */
public final class VectorTileLayer {
  private static final int MOVE_TO = 1;
  private static final int LINE_TO = 2;
  private static final int CLOSE = 7;
  private static final int POINT = 1;
  private static final int LINE = 2;
  private static final int POLYGON = 3;

  private final String name;
  private final Map<String, Integer> keys = new HashMap<>();
  private final Map<Object, Integer> values = new HashMap<>();
  private final ProtoBuffer keyBytes = new ProtoBuffer(128);
  private final ProtoBuffer valueBytes = new ProtoBuffer(256);
  private final ProtoBuffer features = new ProtoBuffer(1024);
  private final ProtoBuffer tags = new ProtoBuffer(64);
  private final ProtoBuffer geometry = new ProtoBuffer(128);
  private final ProtoBuffer scratch = new ProtoBuffer(128);
  private int written;
  private int count;
  private int x;
  private int y;

  public VectorTileLayer(String name) {
    this.name = name;
  }

  /** Its name in the tile. */
  public String name() {
    return name;
  }

  /** Number of features added. */
  public int count() {
    return count;
  }

  /** Bytes that the layer takes in a tile, up to a few. */
  public int size() {
    return features.size() + keyBytes.size() + valueBytes.size() + name.length() + 16;
  }

  /** Attribute of the next feature; null leaves it out. */
  public VectorTileLayer attribute(String key, @Nullable String value) {
    if (value != null) {
      tag(key, value);
    }
    return this;
  }

  /** Attribute of the next feature. */
  public VectorTileLayer attribute(String key, long value) {
    tag(key, value);
    return this;
  }

  /** Attribute of the next feature. */
  public VectorTileLayer attribute(String key, boolean value) {
    tag(key, value);
    return this;
  }

  /** Attribute of the next feature. */
  public VectorTileLayer attribute(String key, double value) {
    tag(key, value);
    return this;
  }

  /**
   * Attribute of the next feature whose value no other has: it is written without a look whether it
   * was written before.
   */
  public VectorTileLayer ownAttribute(String key, String value) {
    tag(key, write(value));
    return this;
  }

  /** The same of a number. */
  public VectorTileLayer ownAttribute(String key, long value) {
    tag(key, write(value));
    return this;
  }

  /** Adds the feature as a point, in the tile's coordinates. */
  public void point(int pointX, int pointY) {
    begin();
    command(MOVE_TO, 1);
    go(pointX, pointY);
    add(POINT);
  }

  /** Adds the feature as one or more lines, in the tile's coordinates. */
  public void lines(LatticeShape shape) {
    begin();
    for (int[] line : shape.parts()) {
      run(line);
    }
    add(LINE);
  }

  /** Adds the feature as polygons, in the tile's coordinates: outer rings, then their holes. */
  public void polygons(LatticeShape shape) {
    begin();
    for (int[] ring : shape.parts()) {
      run(ring);
      command(CLOSE, 1);
    }
    add(POLYGON);
  }

  void writeTo(ProtoBuffer tile) {
    ProtoBuffer layer = new ProtoBuffer(size() + 32);
    layer.number(15, 2);
    layer.bytes(1, name.getBytes(StandardCharsets.UTF_8));
    layer.raw(features);
    layer.raw(keyBytes);
    layer.raw(valueBytes);
    layer.number(5, TileLattice.EXTENT);
    tile.buffer(3, layer);
  }

  private void run(int[] points) {
    command(MOVE_TO, 1);
    go(points[0], points[1]);
    command(LINE_TO, points.length / 2 - 1);
    for (int i = 2; i < points.length; i += 2) {
      go(points[i], points[i + 1]);
    }
  }

  private void begin() {
    geometry.clear();
    x = 0;
    y = 0;
  }

  private void command(int id, int repeats) {
    geometry.varint((long) repeats << 3 | id);
  }

  private void go(int toX, int toY) {
    geometry.zigzag(toX - x);
    geometry.zigzag(toY - y);
    x = toX;
    y = toY;
  }

  private void add(int type) {
    if (geometry.size() > 0) {
      scratch.clear();
      scratch.buffer(2, tags);
      scratch.number(3, type);
      scratch.buffer(4, geometry);
      features.buffer(2, scratch);
      count++;
    }
    tags.clear();
  }

  private void tag(String key, Object value) {
    Integer valueNumber = values.get(value);
    if (valueNumber == null) {
      valueNumber = write(value);
      values.put(value, valueNumber);
    }
    tag(key, (int) valueNumber);
  }

  private void tag(String key, int valueNumber) {
    Integer keyNumber = keys.get(key);
    if (keyNumber == null) {
      keyNumber = keys.size();
      keys.put(key, keyNumber);
      keyBytes.bytes(3, key.getBytes(StandardCharsets.UTF_8));
    }
    tags.varint(keyNumber);
    tags.varint(valueNumber);
  }

  /** Writes a value and returns its number. */
  private int write(Object value) {
    scratch.clear();
    switch (value) {
      case String text -> scratch.bytes(1, text.getBytes(StandardCharsets.UTF_8));
      case Double number -> scratch.doubled(3, number);
      case Boolean truth -> scratch.number(7, truth ? 1 : 0);
      case Long number when number >= 0 -> scratch.number(5, number);
      case Long number -> scratch.number(6, number << 1 ^ number >> 63);
      default -> throw new IllegalArgumentException("No attribute type: " + value.getClass());
    }
    valueBytes.buffer(4, scratch);
    return written++;
  }
}
