package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a subtree of 3D tiles by its bytes; shares nothing with the writer. */
final class SubtreeReader {
  /**
   * A cell.
   *
   * @param level below the root of the subtree, like its column and row
   * @param region west, south, east, north in radians, least and greatest height
   */
  record Cell(int level, int x, int y, boolean content, List<Double> region) {}

  private final JsonNode json;
  private final ByteBuffer binary;

  SubtreeReader(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(file, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("subt");
    assertThat(in.getInt(4)).isEqualTo(1);
    int text = (int) in.getLong(8);
    int bytes = (int) in.getLong(16);
    assertThat(24 + text + bytes).isEqualTo(file.length);
    assertThat(text % 8 + bytes % 8).isZero();
    json = new JsonMapper().readTree(new String(file, 24, text, StandardCharsets.UTF_8));
    binary = in.slice(24 + text, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  List<Cell> cells(int levels) {
    List<Cell> cells = new ArrayList<>();
    int first = 0;
    int row = 0;
    for (int level = 0; level < levels; level++) {
      for (int index = 0; index < 1 << 2 * level; index++) {
        if (bit(json.get("tileAvailability"), first + index)) {
          boolean content = bit(json.get("contentAvailability").get(0), first + index);
          cells.add(new Cell(level, column(index), column(index >> 1), content, region(row++)));
        }
      }
      first += 1 << 2 * level;
    }
    assertThat(json.get("propertyTables").get(0).get("count").asInt()).isEqualTo(row);
    return cells;
  }

  /** Columns and rows of the subtrees below. */
  List<int[]> children(int levels) {
    List<int[]> children = new ArrayList<>();
    for (int index = 0; index < 1 << 2 * levels; index++) {
      if (bit(json.get("childSubtreeAvailability"), index)) {
        children.add(new int[] {column(index), column(index >> 1)});
      }
    }
    return children;
  }

  private List<Double> region(int row) {
    int values =
        json.get("propertyTables")
            .get(json.get("tileMetadata").asInt())
            .get("properties")
            .get("boundingRegion")
            .get("values")
            .asInt();
    int start = json.get("bufferViews").get(values).get("byteOffset").asInt();
    List<Double> region = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      region.add(binary.getDouble(start + (6 * row + i) * 8));
    }
    return region;
  }

  private boolean bit(JsonNode availability, int index) {
    if (availability.has("constant")) {
      return availability.get("constant").asInt() == 1;
    }
    JsonNode view = json.get("bufferViews").get(availability.get("bitstream").asInt());
    return (binary.get(view.get("byteOffset").asInt() + index / 8) >> index % 8 & 1) == 1;
  }

  /** Every other bit. */
  private static int column(int index) {
    int column = 0;
    for (int bit = 0; bit < 15; bit++) {
      column |= (index >> 2 * bit & 1) << bit;
    }
    return column;
  }
}
