package org.gridmap.backend.map;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the map alone, cut from that of the whole server: addresses below {@code
 * /ogc}, each collection with its own parameters, and only the schemas that these use.
 */
@Component
class MapDescription {
  private static final String ROOT = "/ogc";
  private static final String COLLECTION = "{collectionId}";
  private static final String REFERENCE = "#/components/";

  private final JsonMapper json;

  MapDescription(JsonMapper json) {
    this.json = json;
  }

  /**
   * @param whole the description of the whole server
   * @param base address of {@code /ogc}
   * @param collections those that the caller may see
   */
  byte[] cut(byte[] whole, String base, List<MapCollection> collections) {
    JsonNode all = json.readTree(whole);
    ObjectNode map = json.createObjectNode();
    map.set("openapi", all.get("openapi"));
    map.set("info", all.get("info"));
    map.putArray("servers").addObject().put("url", base);
    ArrayNode tags = map.putArray("tags");
    all.path("tags")
        .valueStream()
        .filter(tag -> tag.path("name").asString().startsWith("OGC API"))
        .forEach(tags::add);
    map.set("security", all.get("security"));
    ObjectNode paths = map.putObject("paths");
    all.get("paths")
        .propertyStream()
        .filter(path -> path.getKey().equals(ROOT) || path.getKey().startsWith(ROOT + "/"))
        .forEach(path -> {
          String address = path.getKey().substring(ROOT.length());
          if (address.contains(COLLECTION)) {
            collections.forEach(one ->
                paths.set(address.replace(COLLECTION, one.id()), ofOne(path.getValue(), one)));
          } else {
            paths.set(address.isEmpty() ? "/" : address, path.getValue());
          }
        });
    addComponents(all, map);
    return json.writeValueAsBytes(map);
  }

  private static JsonNode ofOne(JsonNode path, MapCollection collection) {
    ObjectNode own = (ObjectNode) path.deepCopy();
    for (JsonNode method : own) {
      ObjectNode operation = (ObjectNode) method;
      operation.put(
          "operationId", operation.path("operationId").asString() + "-" + collection.id());
      operation.put("summary", operation.path("summary").asString() + ": " + collection.title());
      ArrayNode parameters = (ArrayNode) operation.get("parameters");
      Set<String> known = new LinkedHashSet<>(ItemQuery.GENERAL);
      known.add("itemId");
      collection.filters().forEach(filter -> known.add(filter.name()));
      parameters.removeIf(parameter -> !known.contains(parameter.path("name").asString()));
    }
    return own;
  }

  /** What is referred to, and what that refers to. */
  private static void addComponents(JsonNode all, ObjectNode map) {
    ObjectNode components = map.putObject("components");
    components.set("securitySchemes", all.at("/components/securitySchemes"));
    Set<String> known = new LinkedHashSet<>();
    List<JsonNode> unread = List.of(map.get("paths"));
    while (!unread.isEmpty()) {
      unread =
          unread.stream()
              .flatMap(node -> node.findValues("$ref").stream())
              .map(JsonNode::asString)
              .filter(known::add)
              .map(reference -> {
                String[] place = reference.substring(REFERENCE.length()).split("/", -1);
                JsonNode component = all.at(reference.substring(1));
                components.withObjectProperty(place[0]).set(place[1], component);
                return component;
              })
              .toList();
    }
  }
}
