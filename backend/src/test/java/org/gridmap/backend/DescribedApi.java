package org.gridmap.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code backend/openapi.json} says of answers. Every client of the tests holds what it is
 * answered against it, so that a refusal or a code that nobody described fails the test that meets
 * it.
 */
public final class DescribedApi {
  private static final JsonMapper JSON = new JsonMapper();

  /** What a constant looks like. */
  private static final Pattern CODE = Pattern.compile("[A-Z]{2,}(_[A-Z]+)+");

  /**
   * Where codes stand that no type lists: what modules write to the audit log, purposes that an
   * installation is given (its tags and categories of events likewise), fixes that name a grid.
   */
  private static final Set<String> OPEN =
      Set.of(
          "/api/audit/items/action",
          "/api/audit/actions/items",
          "/api/residents/{id}/report/looks/action",
          "/api/purposes/purposes/code",
          "/api/event-settings/categories/code",
          "/api/event-points/categories",
          "/api/event-numbers/holding/byCategory/key",
          "/api/event-numbers/holding/byDepartment/key",
          "/api/plans/{id}/fixes/items/fixes/key");

  private static final JsonNode DOCUMENT = read();
  private static final List<Route> ROUTES = routes();

  private record Route(String method, PathPattern path, JsonNode operation) {}

  private DescribedApi() {}

  /**
   * Holds an answer against the description; an answer of a route that is not described passes.
   *
   * @param path path of the request, without its query
   * @param body the answer if it is JSON, or an empty text
   * @throws AssertionError if the route is described and the problem, or a code in the answer, is
   *     not
   */
  public static void check(String method, String path, int status, String body) {
    if (body.isEmpty()) {
      return;
    }
    Optional<Route> found = find(method, path);
    if (found.isEmpty()) {
      return;
    }
    Route route = found.get();
    JsonNode answer = JSON.readTree(body);
    if (status >= 400 && status <= 499) {
      checkProblem(route, status, answer);
    } else if (status < 300) {
      JsonNode schema =
          route
              .operation()
              .path("responses")
              .path(String.valueOf(status))
              .path("content")
              .path("application/json")
              .path("schema");
      checkCodes(route, schema, answer, "");
    }
  }

  private static void checkProblem(Route route, int status, JsonNode answer) {
    String type = answer.path("type").asString("");
    String slug = type.substring(type.lastIndexOf('/') + 1);
    boolean named = false;
    for (JsonNode one : route.operation().path("x-problems")) {
      named |= one.asString().equals(slug);
    }
    if (!named || !route.operation().path("responses").has(String.valueOf(status))) {
      throw failure(route, "answers " + status + " " + slug + "; name it with @FailsWith");
    }
  }

  /** A text that looks like a constant belongs to an enumeration. */
  private static void checkCodes(Route route, JsonNode schema, JsonNode answer, String place) {
    if (schema.has("$ref")) {
      checkCodes(route, DOCUMENT.at(schema.get("$ref").asString().substring(1)), answer, place);
      return;
    }
    schema.path("allOf").forEach(part -> checkCodes(route, part, answer, place));
    if (answer.isArray()) {
      answer.forEach(item -> checkCodes(route, schema.path("items"), item, place));
    }
    schema
        .path("properties")
        .forEachEntry(
            (name, property) -> checkCodes(route, property, answer.path(name), place + "/" + name));
    boolean plain =
        schema.path("type").asString("").equals("string")
            && !schema.has("enum")
            && !schema.has("allOf");
    if (plain
        && answer.isString()
        && CODE.matcher(answer.stringValue()).matches()
        && !place.endsWith("/tags")
        && !place.endsWith("/category")
        && !OPEN.contains(route.path() + place)) {
      throw failure(route, "answers a code in " + place + " that is no enumeration");
    }
  }

  private static AssertionError failure(Route route, String what) {
    return new AssertionError(
        "%s %s %s, which backend/openapi.json does not say"
            .formatted(route.method(), route.path(), what));
  }

  private static Optional<Route> find(String method, String path) {
    PathContainer container = PathContainer.parsePath(path);
    return ROUTES.stream()
        .filter(route -> route.method().equals(method) && route.path().matches(container))
        .min((a, b) -> PathPattern.SPECIFICITY_COMPARATOR.compare(a.path(), b.path()));
  }

  private static JsonNode read() {
    try {
      return JSON.readTree(Files.readString(Path.of("openapi.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    DOCUMENT
        .path("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, operation) ->
                routes.add(
                    new Route(
                        method.toUpperCase(Locale.ROOT),
                        PathPatternParser.defaultInstance.parse(path),
                        operation))));
    return routes;
  }
}
