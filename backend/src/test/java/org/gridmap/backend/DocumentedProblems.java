package org.gridmap.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code backend/openapi.json} says of refusals. Every client of the tests holds the problems
 * that it is answered against it, so that a refusal nobody described fails the test that meets it.
 */
public final class DocumentedProblems {
  private static final List<Route> ROUTES = read();

  private record Route(String method, PathPattern path, Set<String> statuses, Set<String> slugs) {}

  private DocumentedProblems() {}

  /**
   * Holds an answer against the description; what is no problem of a described route passes.
   *
   * @param path path of the request, without its query
   * @throws AssertionError if the route is described and the problem is not
   */
  public static void check(String method, String path, int status, String body) {
    if (status < 400 || status > 499 || !body.contains("/problems/")) {
      return;
    }
    String type = new JsonMapper().readTree(body).path("type").asString("");
    String slug = type.substring(type.lastIndexOf('/') + 1);
    PathContainer container = PathContainer.parsePath(path);
    ROUTES.stream()
        .filter(route -> route.method().equals(method) && route.path().matches(container))
        .min((a, b) -> PathPattern.SPECIFICITY_COMPARATOR.compare(a.path(), b.path()))
        .filter(route ->
            !route.slugs().contains(slug) || !route.statuses().contains(String.valueOf(status)))
        .ifPresent(route -> {
          throw new AssertionError(
              method
                  + " "
                  + route.path()
                  + " answers "
                  + status
                  + " "
                  + slug
                  + ", which backend/openapi.json does not say; name it with @FailsWith");
        });
  }

  private static List<Route> read() {
    try {
      JsonNode paths =
          new JsonMapper().readTree(Files.readString(Path.of("openapi.json"))).path("paths");
      List<Route> routes = new ArrayList<>();
      paths.forEachEntry((path, methods) ->
          methods.forEachEntry((method, operation) -> {
            Set<String> slugs = new TreeSet<>();
            operation.path("x-problems").forEach(slug -> slugs.add(slug.asString()));
            routes.add(
                new Route(
                    method.toUpperCase(java.util.Locale.ROOT),
                    PathPatternParser.defaultInstance.parse(path),
                    Set.copyOf(operation.path("responses").propertyNames()),
                    slugs));
          }));
      return routes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
