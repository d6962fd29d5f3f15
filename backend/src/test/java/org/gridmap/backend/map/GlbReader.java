package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a binary glTF by its bytes, with what it tells of each feature; shares nothing with the
 * writer.
 */
final class GlbReader {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One feature.
   *
   * @param kind class of its metadata
   * @param told its row
   * @param corners geocentric x, y and z of the corners of its triangles
   */
  record Feature(String kind, Map<String, Object> told, List<double[]> corners) {}

  private final JsonNode json;
  private final ByteBuffer binary;

  private GlbReader(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt(0)).isEqualTo(0x46546C67);
    assertThat(in.getInt(4)).isEqualTo(2);
    assertThat(in.getInt(8)).isEqualTo(file.length);
    int length = in.getInt(12);
    json = JSON.readTree(new String(file, 20, length, StandardCharsets.UTF_8));
    int start = 20 + length + 8;
    assertThat(in.getInt(start - 8)).isEqualTo(file.length - start);
    binary = in.slice(start, file.length - start).order(ByteOrder.LITTLE_ENDIAN);
  }

  static List<Feature> read(byte[] file) {
    return new GlbReader(file).features();
  }

  private List<Feature> features() {
    List<Feature> all = new ArrayList<>();
    for (JsonNode node : json.get("nodes")) {
      JsonNode primitive =
          json.get("meshes").get(node.get("mesh").asInt()).get("primitives").get(0);
      JsonNode ids = primitive.get("extensions").get("EXT_mesh_features").get("featureIds").get(0);
      JsonNode table =
          json.get("extensions")
              .get("EXT_structural_metadata")
              .get("propertyTables")
              .get(ids.get("propertyTable").asInt());
      int count = ids.get("featureCount").asInt();
      assertThat(table.get("count").asInt()).isEqualTo(count);
      List<Feature> here = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        here.add(new Feature(table.get("class").asString(), row(table, i), new ArrayList<>()));
      }
      JsonNode attributes = primitive.get("attributes");
      JsonNode indices = accessor(primitive.get("indices"));
      boolean wide = indices.get("componentType").asInt() == 5125;
      for (int i = 0; i < indices.get("count").asInt(); i++) {
        int at = start(indices) + i * (wide ? 4 : 2);
        int vertex = wide ? binary.getInt(at) : binary.getShort(at) & 0xFFFF;
        int feature =
            binary.getShort(
                    at(
                        accessor(attributes.get("_FEATURE_ID_" + ids.get("attribute").asInt())),
                        vertex))
                & 0xFFFF;
        here.get(feature)
            .corners()
            .add(geocentric(node, at(accessor(attributes.get("POSITION")), vertex)));
      }
      all.addAll(here);
    }
    return all;
  }

  private double[] geocentric(JsonNode node, int at) {
    double[] world = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      world[axis] = node.get("matrix").get(12 + axis).asDouble();
      for (int k = 0; k < 3; k++) {
        world[axis] +=
            node.get("matrix").get(4 * k + axis).asDouble() * binary.getShort(at + 2 * k);
      }
    }
    // The y axis of glTF is the z axis of 3D Tiles.
    return new double[] {world[0], -world[2], world[1]};
  }

  private Map<String, Object> row(JsonNode table, int index) {
    JsonNode schema = json.get("extensions").get("EXT_structural_metadata").get("schema");
    JsonNode properties =
        schema.get("classes").get(table.get("class").asString()).get("properties");
    Map<String, Object> row = new LinkedHashMap<>();
    table
        .get("properties")
        .propertyStream()
        .forEach(one -> {
          JsonNode property = properties.get(one.getKey());
          row.put(one.getKey(), value(schema, property, one.getValue(), index));
        });
    return row;
  }

  private Object value(JsonNode schema, JsonNode property, JsonNode column, int index) {
    int values = view(column.get("values").asInt());
    return switch (property.get("type").asString()) {
      case "STRING" -> {
        int offsets = view(column.get("stringOffsets").asInt());
        int from = binary.getInt(offsets + 4 * index);
        byte[] text = new byte[binary.getInt(offsets + 4 * index + 4) - from];
        binary.get(values + from, text);
        yield new String(text, StandardCharsets.UTF_8);
      }
      case "ENUM" -> {
        Map<Integer, String> words = new HashMap<>();
        schema
            .get("enums")
            .get(property.get("enumType").asString())
            .get("values")
            .forEach(word -> words.put(word.get("value").asInt(), word.get("name").asString()));
        yield words.get(binary.get(values + index) & 0xFF);
      }
      default ->
          switch (property.get("componentType").asString()) {
            case "UINT64" -> binary.getLong(values + 8 * index);
            case "UINT32" -> binary.getInt(values + 4 * index);
            case "FLOAT32" -> (double) binary.getFloat(values + 4 * index);
            default -> binary.get(values + index) & 0xFF;
          };
    };
  }

  private JsonNode accessor(JsonNode number) {
    return json.get("accessors").get(number.asInt());
  }

  private int start(JsonNode accessor) {
    return view(accessor.get("bufferView").asInt());
  }

  private int at(JsonNode accessor, int index) {
    JsonNode view = json.get("bufferViews").get(accessor.get("bufferView").asInt());
    return start(accessor) + index * view.get("byteStride").asInt();
  }

  private int view(int number) {
    return json.get("bufferViews").get(number).get("byteOffset").asInt();
  }
}
