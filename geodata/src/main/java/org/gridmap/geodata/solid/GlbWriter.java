package org.gridmap.geodata.solid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes groups of solids as binary glTF 2.0, a mesh for each group, a feature for each solid. What
 * stands on which byte: Khronos glTF 2.0 §4.4 and §3.6; {@code KHR_mesh_quantization}; {@code
 * EXT_mesh_features} and {@code EXT_structural_metadata} of 3D Tiles 1.1.
 */
final class GlbWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTE = 5120;
  private static final int SHORT = 5122;
  private static final int UNSIGNED_SHORT = 5123;
  private static final int UNSIGNED_INT = 5125;
  private static final String[] REQUIRED = {"KHR_mesh_quantization"};
  private static final String[] EXTENSIONS = {
    "EXT_mesh_features", "EXT_structural_metadata", "KHR_mesh_quantization"
  };
  private static final double FINEST_STEP_METRES = 0.001;

  /** A quiet, light stone: a client colours features itself. */
  private static final double[] COLOUR = {0.82, 0.8, 0.76, 1};

  private final LocalFrame frame;
  private final List<SolidGroup> groups;
  private final double step;
  private final GlbChunk binary = new GlbChunk();

  GlbWriter(LocalFrame frame, Collection<SolidGroup> groups) {
    this.frame = frame;
    this.groups = List.copyOf(groups);
    double reach = groups.stream().mapToDouble(SolidGroup::reach).max().orElse(0);
    step = Math.max(FINEST_STEP_METRES, reach / Short.MAX_VALUE);
  }

  byte[] write() {
    ByteArrayOutputStream text = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      writeAsset(json);
      writeScene(json);
      json.writeArrayPropertyStart("accessors");
      for (SolidGroup group : groups) {
        writeAccessors(json, group);
      }
      json.writeEndArray();
      writeMetadata(json);
      binary.writeViews(json);
      json.writeEndObject();
    }
    return binary.join(text.toByteArray());
  }

  private static void writeAsset(JsonGenerator json) {
    json.writeObjectPropertyStart("asset");
    json.writeStringProperty("version", "2.0");
    json.writeStringProperty("generator", "GridMap");
    json.writeEndObject();
    json.writeName("extensionsUsed").writeArray(EXTENSIONS, 0, EXTENSIONS.length);
    json.writeName("extensionsRequired").writeArray(REQUIRED, 0, REQUIRED.length);
  }

  private void writeScene(JsonGenerator json) {
    json.writeNumberProperty("scene", 0);
    json.writeArrayPropertyStart("scenes");
    json.writeStartObject();
    json.writeArrayPropertyStart("nodes");
    for (int i = 0; i < groups.size(); i++) {
      json.writeNumber(i);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    double[] matrix = frame.nodeMatrix(step);
    json.writeArrayPropertyStart("nodes");
    for (int i = 0; i < groups.size(); i++) {
      json.writeStartObject();
      json.writeNumberProperty("mesh", i);
      json.writeName("matrix").writeArray(matrix, 0, matrix.length);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("materials");
    json.writeStartObject();
    json.writeObjectPropertyStart("pbrMetallicRoughness");
    json.writeName("baseColorFactor").writeArray(COLOUR, 0, COLOUR.length);
    json.writeNumberProperty("metallicFactor", 0);
    json.writeNumberProperty("roughnessFactor", 0.9);
    json.writeEndObject();
    json.writeBooleanProperty("doubleSided", false);
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayPropertyStart("meshes");
    for (int i = 0; i < groups.size(); i++) {
      writeMesh(json, i);
    }
    json.writeEndArray();
  }

  private void writeMesh(JsonGenerator json, int number) {
    json.writeStartObject();
    json.writeStringProperty("name", groups.get(number).kind().id());
    json.writeArrayPropertyStart("primitives");
    json.writeStartObject();
    json.writeObjectPropertyStart("attributes");
    json.writeNumberProperty("POSITION", 4 * number);
    json.writeNumberProperty("NORMAL", 4 * number + 1);
    json.writeNumberProperty("_FEATURE_ID_0", 4 * number + 2);
    json.writeEndObject();
    json.writeNumberProperty("indices", 4 * number + 3);
    json.writeNumberProperty("material", 0);
    json.writeObjectPropertyStart("extensions");
    json.writeObjectPropertyStart("EXT_mesh_features");
    json.writeArrayPropertyStart("featureIds");
    json.writeStartObject();
    json.writeNumberProperty("featureCount", groups.get(number).rows().size());
    json.writeNumberProperty("attribute", 0);
    json.writeNumberProperty("propertyTable", number);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeAccessors(JsonGenerator json, SolidGroup group) {
    int[] least = {Short.MAX_VALUE, Short.MAX_VALUE, Short.MAX_VALUE};
    int[] greatest = {Short.MIN_VALUE, Short.MIN_VALUE, Short.MIN_VALUE};
    int places =
        binary.view(
            8,
            GlbChunk.VERTICES,
            group.vertices(),
            (out, vertex) -> {
              for (int axis = 0; axis < 3; axis++) {
                int steps = (int) Math.round(group.place(vertex, axis) / step);
                least[axis] = Math.min(least[axis], steps);
                greatest[axis] = Math.max(greatest[axis], steps);
                out.putShort((short) steps);
              }
              out.putShort((short) 0);
            });
    json.writeStartObject();
    writeAccessor(json, places, SHORT, group.vertices(), "VEC3");
    json.writeName("min").writeArray(least, 0, least.length);
    json.writeName("max").writeArray(greatest, 0, greatest.length);
    json.writeEndObject();
    int normals =
        binary.view(
            4,
            GlbChunk.VERTICES,
            group.vertices(),
            (out, vertex) -> {
              for (int axis = 0; axis < 3; axis++) {
                out.put(group.normal(vertex, axis));
              }
              out.put((byte) 0);
            });
    json.writeStartObject();
    writeAccessor(json, normals, BYTE, group.vertices(), "VEC3");
    json.writeBooleanProperty("normalized", true);
    json.writeEndObject();
    int features =
        binary.view(
            4,
            GlbChunk.VERTICES,
            group.vertices(),
            (out, vertex) -> out.putShort((short) group.feature(vertex)).putShort((short) 0));
    json.writeStartObject();
    writeAccessor(json, features, UNSIGNED_SHORT, group.vertices(), "SCALAR");
    json.writeEndObject();
    // 65,535 itself would begin a strip anew.
    boolean small = group.vertices() <= 0xFFFF;
    int indices =
        binary.view(
            small ? Short.BYTES : Integer.BYTES,
            GlbChunk.INDICES,
            group.indexCount(),
            (out, at) -> {
              if (small) {
                out.putShort((short) group.index(at));
              } else {
                out.putInt(group.index(at));
              }
            });
    json.writeStartObject();
    writeAccessor(
        json, indices, small ? UNSIGNED_SHORT : UNSIGNED_INT, group.indexCount(), "SCALAR");
    json.writeEndObject();
  }

  private static void writeAccessor(
      JsonGenerator json, int view, int componentType, int count, String type) {
    json.writeNumberProperty("bufferView", view);
    json.writeNumberProperty("componentType", componentType);
    json.writeNumberProperty("count", count);
    json.writeStringProperty("type", type);
  }

  private void writeMetadata(JsonGenerator json) {
    json.writeObjectPropertyStart("extensions");
    json.writeObjectPropertyStart("EXT_structural_metadata");
    MetadataSchema.write(json, groups.stream().map(SolidGroup::kind).toList());
    json.writeArrayPropertyStart("propertyTables");
    for (SolidGroup group : groups) {
      json.writeStartObject();
      json.writeStringProperty("name", group.kind().title());
      json.writeStringProperty("class", group.kind().id());
      json.writeNumberProperty("count", group.rows().size());
      json.writeObjectPropertyStart("properties");
      List<SolidProperty> properties = group.kind().properties();
      for (int i = 0; i < properties.size(); i++) {
        int column = i;
        List<@Nullable Object> values =
            group.rows().stream().<@Nullable Object>map(row -> row.get(column)).toList();
        writeColumn(json, properties.get(i), values);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeColumn(
      JsonGenerator json, SolidProperty property, List<@Nullable Object> values) {
    json.writeObjectPropertyStart(property.id());
    if (property.type() == SolidProperty.Type.TEXT) {
      List<byte[]> texts =
          values.stream()
              .map(one ->
                  one == null ? new byte[0] : one.toString().getBytes(StandardCharsets.UTF_8))
              .toList();
      int[] offsets = new int[texts.size() + 1];
      for (int i = 0; i < texts.size(); i++) {
        offsets[i + 1] = offsets[i] + texts.get(i).length;
      }
      json.writeNumberProperty(
          "values",
          binary.view(
              0, 0, texts.size(), (out, i) -> out.put(texts.get(i)), offsets[texts.size()]));
      json.writeNumberProperty(
          "stringOffsets",
          binary.view(Integer.BYTES, 0, offsets.length, (out, i) -> out.putInt(offsets[i])));
      json.writeStringProperty("stringOffsetType", "UINT32");
    } else {
      json.writeNumberProperty(
          "values",
          binary.view(
              property.type().bytes(),
              0,
              values.size(),
              (out, i) -> put(out, property, values.get(i))));
    }
    json.writeEndObject();
  }

  private static void put(ByteBuffer out, SolidProperty property, @Nullable Object value) {
    switch (property.type()) {
      case NUMBER -> out.putLong(number(value).longValue());
      case COUNT -> out.putInt(number(value).intValue());
      case MEASURE -> out.putFloat(number(value).floatValue());
      case SMALL ->
          out.put((byte) (value == null ? SolidProperty.UNKNOWN : number(value).intValue()));
      case CODE -> {
        int word = property.values().indexOf(String.valueOf(value));
        if (word < 0) {
          throw new IllegalArgumentException("no such word of " + property.id());
        }
        out.put((byte) word);
      }
      case TEXT -> throw new IllegalStateException("texts are written together");
    }
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("a number is missing");
  }
}
