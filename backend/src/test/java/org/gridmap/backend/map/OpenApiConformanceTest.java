package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.backend.Client;
import org.gridmap.backend.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The abstract tests of OGC API - Features, Part 1, class OpenAPI 3.0, and those of Core that look
 * at the description: the document of the map alone.
 */
class OpenApiConformanceTest extends TownOverHttp {
  private JsonNode api;

  @BeforeEach
  void read() {
    api = client.get("/ogc/api").json();
  }

  @Test
  @DisplayName("/conf/oas30/oas-definition-1")
  void the_description_is_there_as_json() {
    Answer answer = client.get("/ogc/api");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").replace(" ", ""))
        .isEqualTo("application/vnd.oai.openapi+json;version=3.0");
  }

  @Test
  @DisplayName("/conf/oas30/oas-definition-2")
  void the_description_is_one_of_openapi_3_0() {
    assertThat(api.get("openapi").asString()).matches("3\\.0\\.[0-9]+");
    assertThat(api.at("/info/title").isString() && api.at("/info/version").isString()).isTrue();
    assertThat(api.get("servers")).hasSize(1);
    assertThat(api.at("/servers/0/url").asString()).isEqualTo(client.base() + "/ogc");
    Set<String> operations = new HashSet<>();
    operations()
        .forEach((path, operation) -> {
          assertThat(operations.add(operation.get("operationId").asString())).as(path).isTrue();
          assertThat(operation.get("responses").isEmpty()).isFalse();
          for (JsonNode parameter : operation.path("parameters")) {
            assertThat(parameter.get("in").asString()).isIn("path", "query");
            assertThat(parameter.get("schema").isObject()).isTrue();
            assertThat(path.contains("{" + parameter.get("name").asString() + "}"))
                .as(path + parameter)
                .isEqualTo(parameter.get("in").asString().equals("path"));
          }
        });
    Set<String> used = new HashSet<>();
    for (JsonNode reference : api.findValues("$ref")) {
      used.add(reference.asString());
      assertThat(api.at(reference.asString().substring(1)).isObject()).as("" + reference).isTrue();
    }
    for (String kind : List.of("schemas", "responses")) {
      api.at("/components/" + kind)
          .propertyNames()
          .forEach(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  @DisplayName("/conf/oas30/oas-impl")
  void every_path_of_the_description_is_answered() {
    operations()
        .forEach((path, operation) -> {
          String collection = path.replaceAll("^/collections/([^/]*).*", "$1");
          String item = "0";
          if (path.contains("{itemId}")) {
            JsonNode first =
                client
                    .get("/ogc/collections/" + collection + "/items?limit=1")
                    .json()
                    .at("/features/0");
            item = first.isMissingNode() ? item : first.get("id").toString();
          }
          Answer answer =
              client.get(api.at("/servers/0/url").asString() + path.replace("{itemId}", item));
          assertThat(answer.status())
              .as(path)
              .isEqualTo(path.contains("{itemId}") && item.equals("0") ? 404 : 200);
        });
    assertThat(operations().keySet())
        .contains(
            "/",
            "/api",
            "/conformance",
            "/collections",
            "/collections/houses",
            "/collections/houses/items",
            "/collections/houses/items/{itemId}",
            "/collections/grids-level-2/items");
  }

  @Test
  @DisplayName("/conf/oas30/completeness and /conf/oas30/exceptions-codes")
  void every_status_and_body_is_described() {
    operations()
        .forEach((path, operation) -> {
          Set<String> described = new HashSet<>(operation.get("responses").propertyNames());
          assertThat(described).as(path).contains("200", "304", "400", "401", "403", "default");
          assertThat(described.contains("404"))
              .as(path)
              .isEqualTo(path.startsWith("/collections/"));
          assertThat(operation.at("/responses/200/content").isEmpty()).as(path).isFalse();
        });
    assertThat(api.at("/components/responses/Problem/content").propertyNames())
        .containsExactly("application/problem+json");
  }

  @Test
  @DisplayName("/conf/oas30/security")
  void every_way_to_sign_in_is_described_and_asked_for() {
    JsonNode schemes = api.at("/components/securitySchemes");
    assertThat(schemes.at("/tokenAsPassword/scheme").asString()).isEqualTo("basic");
    assertThat(schemes.at("/token/scheme").asString()).isEqualTo("bearer");
    assertThat(schemes.at("/session/in").asString()).isEqualTo("cookie");
    operations().forEach((path, operation) -> assertThat(operation.get("security")).hasSize(3));
    Answer refused = Client.of(environment).get("/ogc");
    assertThat(refused.response().headers().allValues("WWW-Authenticate").toString())
        .contains("Basic", "Bearer");
  }

  @Test
  @DisplayName("/conf/core/fc-bbox-definition")
  void bbox() {
    JsonNode bbox = parameter("houses", "bbox");
    assertForm(bbox);
    assertThat(bbox.at("/schema/type").asString()).isEqualTo("array");
    assertThat(bbox.at("/schema/items/type").asString()).isEqualTo("number");
    assertThat(bbox.at("/schema/oneOf").toString())
        .contains("\"minItems\":4", "\"maxItems\":4", "\"minItems\":6", "\"maxItems\":6");
  }

  @Test
  @DisplayName("/conf/core/fc-limit-definition and /conf/core/fc-time-definition")
  void limit_and_datetime() {
    JsonNode limit = parameter("houses", "limit");
    assertForm(limit);
    assertThat(limit.at("/schema/type").asString()).isEqualTo("integer");
    JsonNode datetime = parameter("houses", "datetime");
    assertForm(datetime);
    assertThat(datetime.at("/schema/type").asString()).isEqualTo("string");
  }

  @Test
  void each_collection_has_the_parameters_that_it_takes_and_no_others() {
    assertThat(parameters("grids")).contains("level", "division").doesNotContain("grid");
    assertThat(parameters("grids-level-2")).contains("division").doesNotContain("level");
    assertThat(parameters("houses")).contains("grid").doesNotContain("level", "division");
    assertThat(parameters("roads"))
        .containsExactlyInAnyOrder("f", "bbox", "datetime", "limit", "offset", "after");
  }

  @Test
  void it_describes_the_map_and_nothing_else() {
    assertThat(api.toString()).doesNotContain("resident", "/api/houses", "/tiles");
    assertThat(town).isNotNull();
  }

  private static void assertForm(JsonNode parameter) {
    assertThat(parameter.get("in").asString()).isEqualTo("query");
    assertThat(parameter.path("required").asBoolean(false)).isFalse();
    assertThat(parameter.get("style").asString()).isEqualTo("form");
    assertThat(parameter.get("explode").asBoolean()).isFalse();
  }

  private List<String> parameters(String collection) {
    return items(collection)
        .get("parameters")
        .valueStream()
        .map(one -> one.get("name").asString())
        .toList();
  }

  private JsonNode parameter(String collection, String name) {
    return items(collection)
        .get("parameters")
        .valueStream()
        .filter(one -> one.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode items(String collection) {
    return api.get("paths").get("/collections/" + collection + "/items").get("get");
  }

  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    api.get("paths")
        .propertyStream()
        .forEach(path -> {
          assertThat(path.getValue().propertyNames()).containsExactly("get");
          operations.put(path.getKey(), path.getValue().get("get"));
        });
    return operations;
  }
}
