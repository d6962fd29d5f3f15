package org.gridmap.backend.access.apidoc;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.web.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Describes the refusals of each route: those that follow from its shape and from the table of
 * routes, and those that its method names. The extension {@value #SLUGS} lists their kinds.
 */
final class ProblemResponses {
  static final String SLUGS = "x-problems";
  private static final String SCHEMA = "#/components/schemas/Problem";

  private final Map<String, ProblemType> known;

  ProblemResponses(List<ProblemType> types) {
    known = types.stream().collect(Collectors.toMap(ProblemType::slug, Function.identity()));
  }

  /**
   * Adds the refusals of a route.
   *
   * @param rule who may use it; null if the table does not name it
   * @throws IllegalStateException if its method names a kind of problem that does not exist
   */
  void describe(
      Operation route,
      String method,
      String path,
      @Nullable RouteRule rule,
      Components components) {
    TreeSet<String> slugs = new TreeSet<>(ofShape(route, method, path));
    if (rule == null || !rule.open()) {
      slugs.addAll(List.of("authentication-required", "forbidden", "step-up-required"));
    }
    if (route.getExtensions() != null && route.getExtensions().get(SLUGS) instanceof List<?> own) {
      own.forEach(slug -> slugs.add(slug.toString()));
    }
    Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
    for (String slug : slugs) {
      ProblemType type = known.get(slug);
      if (type == null) {
        throw new IllegalStateException(path + " fails with an unknown kind of problem: " + slug);
      }
      byStatus.computeIfAbsent(type.status(), any -> new ArrayList<>()).add(type);
    }
    byStatus.forEach((status, types) -> {
      // A problem with members of its own is described where it is thrown.
      if (!route.getResponses().containsKey(status.toString())) {
        route.getResponses().addApiResponse(status.toString(), reference(types, components));
      }
    });
    route.addExtension(SLUGS, List.copyOf(slugs));
  }

  private static List<String> ofShape(Operation route, String method, String path) {
    List<String> slugs =
        new ArrayList<>(List.of("malformed-request", "misdirected-request", "not-acceptable"));
    if (!method.equals("GET")) {
      slugs.add("csrf-rejected");
    }
    if (path.contains("{")) {
      slugs.add("not-found");
    }
    if (route.getRequestBody() != null) {
      slugs.addAll(List.of("payload-too-large", "unsupported-media-type", "validation-failed"));
    }
    if (takes(route, "If-Match")) {
      slugs.addAll(List.of("edit-conflict", "precondition-required"));
    }
    if (takes(route, "Idempotency-Key")) {
      slugs.add("idempotency-key-reused");
    }
    return slugs;
  }

  private static boolean takes(Operation route, String header) {
    List<Parameter> parameters = route.getParameters();
    return parameters != null
        && parameters.stream().anyMatch(parameter -> header.equals(parameter.getName()));
  }

  /** Routes that refuse alike share one description. */
  private static ApiResponse reference(List<ProblemType> types, Components components) {
    String name = types.stream().map(ProblemType::slug).collect(Collectors.joining("."));
    components.addResponses(
        name,
        response(
            types.stream().map(ProblemType::title).collect(Collectors.joining(". ", "", "."))));
    return new ApiResponse().$ref("#/components/responses/" + name);
  }

  /** An answer with a problem. */
  static ApiResponse response(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(new Schema<>().$ref(SCHEMA))));
  }
}
