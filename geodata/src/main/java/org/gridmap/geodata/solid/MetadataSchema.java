package org.gridmap.geodata.solid;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes what may be told of solids as a schema of 3D metadata, with the words of each code. */
final class MetadataSchema {
  private MetadataSchema() {}

  static void write(JsonGenerator json, List<SolidClass> classes) {
    json.writeObjectPropertyStart("schema");
    json.writeStringProperty("id", "gridmap");
    json.writeObjectPropertyStart("classes");
    for (SolidClass one : classes) {
      json.writeObjectPropertyStart(one.id());
      json.writeStringProperty("name", one.title());
      json.writeObjectPropertyStart("properties");
      one.properties().forEach(property -> writeProperty(json, one, property));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("enums");
    for (SolidClass one : classes) {
      one.properties().stream()
          .filter(property -> property.type() == SolidProperty.Type.CODE)
          .forEach(property -> writeWords(json, one, property));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeProperty(JsonGenerator json, SolidClass of, SolidProperty property) {
    SolidProperty.Type type = property.type();
    json.writeObjectPropertyStart(property.id());
    json.writeStringProperty("name", property.title());
    json.writeStringProperty("type", type.gltfType());
    if (!type.componentType().isEmpty()) {
      json.writeStringProperty("componentType", type.componentType());
    }
    switch (type) {
      case CODE -> json.writeStringProperty("enumType", enumOf(of, property));
      case SMALL -> json.writeNumberProperty("noData", SolidProperty.UNKNOWN);
      case TEXT -> json.writeStringProperty("noData", "");
      case NUMBER, COUNT, MEASURE -> json.writeBooleanProperty("required", true);
    }
    json.writeEndObject();
  }

  private static void writeWords(JsonGenerator json, SolidClass of, SolidProperty property) {
    json.writeObjectPropertyStart(enumOf(of, property));
    json.writeStringProperty("valueType", "UINT8");
    json.writeArrayPropertyStart("values");
    for (int i = 0; i < property.values().size(); i++) {
      json.writeStartObject();
      json.writeStringProperty("name", property.values().get(i));
      json.writeNumberProperty("value", i);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String enumOf(SolidClass of, SolidProperty property) {
    return of.id() + '_' + property.id();
  }
}
