package org.gridmap.backend.map;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each item of a collection tells, as JSON Schema: OGC API - Features, Part 5 (23-058). */
final class ItemSchema {
  static final String MEDIA_TYPE = "application/schema+json";
  static final String REL = "http://www.opengis.net/def/rel/ogc/1.0/schema";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String ROLE = "x-ogc-role";

  private ItemSchema() {}

  /**
   * @param address where the schema is
   */
  static Map<String, Object> of(MapCollection collection, String address) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Attribute.ID.itemName(), with(property(Attribute.ID), ROLE, "id"));
    collection.attributes().forEach(one -> properties.put(one.itemName(), property(one)));
    properties.put("geometry", Map.of(ROLE, "primary-geometry", "format", "geometry-any"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("$id", address);
    schema.put("type", "object");
    schema.put("title", collection.title());
    schema.put("description", collection.description());
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> property(Attribute attribute) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("title", attribute.chinese() + " " + attribute.english());
    property.put("type", attribute.type().jsonSchema());
    return switch (attribute.type()) {
      case DATE -> with(property, "format", "date");
      case TEXTS -> with(property, "items", Map.of("type", "string"));
      case TEXT, WHOLE_NUMBER, NUMBER, BOOLEAN -> property;
    };
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    map.put(key, value);
    return map;
  }
}
