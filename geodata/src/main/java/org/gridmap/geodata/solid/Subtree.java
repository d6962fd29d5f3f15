package org.gridmap.geodata.solid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A piece of a quadtree under construction: which of its cells there are, which have content, and
 * below which another piece begins; each cell with the region of what is in it. Written as a binary
 * subtree file of 3D Tiles 1.1; levels, columns and rows count from its root.
 */
public final class Subtree {
  /** Levels of a piece. */
  public static final int LEVELS = 7;

  /** What the region of a cell is called in the metadata of cells. */
  public static final String REGION = "boundingRegion";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAGIC = 0x74627573;
  private static final int HEADER_BYTES = 24;
  private static final int REGION_NUMBERS = 6;
  private static final int CELLS = ((1 << 2 * LEVELS) - 1) / 3;

  private final SortedMap<Integer, double[]> regions = new TreeMap<>();
  private final BitSet contents = new BitSet(CELLS);
  private final BitSet children = new BitSet(1 << 2 * LEVELS);

  /**
   * Adds a cell.
   *
   * @param content whether it has content
   * @param region west, south, east and north in radians, least and greatest height in metres
   */
  public void add(int level, int x, int y, boolean content, double[] region) {
    int index = ((1 << 2 * level) - 1) / 3 + morton(x, y);
    regions.put(index, region.clone());
    contents.set(index, content);
  }

  /** Says that another piece begins at a cell of the level below the last one. */
  public void addChild(int x, int y) {
    children.set(morton(x, y));
  }

  /** Whether it holds nothing. */
  public boolean isEmpty() {
    return regions.isEmpty();
  }

  /** The file. */
  public byte[] toBytes() {
    BitSet tiles = new BitSet(CELLS);
    regions.keySet().forEach(tiles::set);
    int cellBytes = GlbChunk.padded((CELLS + 7) / 8);
    int childBytes = children.isEmpty() ? 0 : (1 << 2 * LEVELS) / 8;
    int regionBytes = regions.size() * REGION_NUMBERS * Double.BYTES;
    ByteBuffer binary =
        ByteBuffer.allocate(2 * cellBytes + childBytes + regionBytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    binary.put(0, tiles.toByteArray());
    binary.put(cellBytes, contents.toByteArray());
    binary.put(2 * cellBytes, children.toByteArray());
    int at = 2 * cellBytes + childBytes;
    for (double[] region : regions.values()) {
      for (double number : region) {
        binary.putDouble(at, number);
        at += Double.BYTES;
      }
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("buffers");
      json.writeStartObject();
      json.writeNumberProperty("byteLength", binary.capacity());
      json.writeEndObject();
      json.writeEndArray();
      json.writeArrayPropertyStart("bufferViews");
      writeView(json, 0, (CELLS + 7) / 8);
      writeView(json, cellBytes, (CELLS + 7) / 8);
      writeView(json, 2 * cellBytes + childBytes, regionBytes);
      if (childBytes > 0) {
        writeView(json, 2 * cellBytes, childBytes);
      }
      json.writeEndArray();
      json.writeObjectPropertyStart("tileAvailability");
      writeBits(json, 0, tiles);
      json.writeEndObject();
      json.writeArrayPropertyStart("contentAvailability");
      json.writeStartObject();
      writeBits(json, 1, contents);
      json.writeEndObject();
      json.writeEndArray();
      json.writeObjectPropertyStart("childSubtreeAvailability");
      writeBits(json, 3, children);
      json.writeEndObject();
      writeRegions(json);
      json.writeEndObject();
    }
    int textBytes = GlbChunk.padded(text.size());
    ByteBuffer out =
        ByteBuffer.allocate(HEADER_BYTES + textBytes + binary.capacity())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putInt(1).putLong(textBytes).putLong(binary.capacity());
    out.put(text.toByteArray());
    while (out.position() < HEADER_BYTES + textBytes) {
      out.put((byte) ' ');
    }
    return out.put(binary).array();
  }

  private static void writeView(JsonGenerator json, int offset, int length) {
    json.writeStartObject();
    json.writeNumberProperty("buffer", 0);
    json.writeNumberProperty("byteOffset", offset);
    json.writeNumberProperty("byteLength", length);
    json.writeEndObject();
  }

  private static void writeBits(JsonGenerator json, int view, BitSet bits) {
    if (bits.isEmpty()) {
      json.writeNumberProperty("constant", 0);
    } else {
      json.writeNumberProperty("bitstream", view);
      json.writeNumberProperty("availableCount", bits.cardinality());
    }
  }

  private void writeRegions(JsonGenerator json) {
    json.writeArrayPropertyStart("propertyTables");
    json.writeStartObject();
    json.writeStringProperty("class", "cell");
    json.writeNumberProperty("count", regions.size());
    json.writeObjectPropertyStart("properties");
    json.writeObjectPropertyStart(REGION);
    json.writeNumberProperty("values", 2);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeNumberProperty("tileMetadata", 0);
  }

  /** The bits of column and row, each in its turn, the lowest first. */
  private static int morton(int x, int y) {
    int index = 0;
    for (int bit = 0; bit < LEVELS + 1; bit++) {
      index |= (x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1;
    }
    return index;
  }
}
