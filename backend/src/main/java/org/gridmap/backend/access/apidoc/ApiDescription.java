package org.gridmap.backend.access.apidoc;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Problem;
import org.gridmap.backend.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Completes the OpenAPI description that springdoc makes: a component of a record is required
 * unless it is {@code @Nullable}, and every operation names its problems.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String PROBLEM = "Problem";
  private static final String SESSION = "session";
  private static final String TOKEN = "token";
  private static final String TOKEN_AS_PASSWORD = "tokenAsPassword";

  /** The routes that an access token may use. */
  private static final Set<Right> FOR_PROGRAMS = Set.of(Right.MAP, Right.DRAFTS);

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("GridMap 格图")
                .version("0.1")
                .description(
                    "Grids, houses and roads of a town: to look at, and to load into a GIS."))
        .security(List.of(new SecurityRequirement().addList(SESSION)))
        .components(
            new Components()
                .addSecuritySchemes(
                    SESSION,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("__Host-gridmap")
                        .description(
                            "The session of a page; requests that change something repeat its CSRF"
                                + " token in X-CSRF-Token. A page says in Idle-Seconds for how long"
                                + " nobody has been at it, and its session ends by that."))
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A personal access token, which opens the map."))
                .addSecuritySchemes(
                    TOKEN_AS_PASSWORD,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("The same token as password, with any name.")))
        // Relative, so that the description is the same on every machine.
        .servers(List.of(new Server().url("/")));
  }

  @Bean
  ModelConverter typesAsTheyAreWritten() {
    return new TypeSchemas();
  }

  /** Carries what a method says of its problems to where they are described. */
  @Bean
  OperationCustomizer problemsOfMethods() {
    return (operation, method) -> {
      FailsWith problems = method.getMethodAnnotation(FailsWith.class);
      if (problems != null) {
        operation.addExtension(ProblemResponses.SLUGS, List.of(problems.value()));
      }
      return operation;
    };
  }

  @Bean
  OpenApiCustomizer everythingCanFail(List<ProblemType.Catalogue> catalogues) {
    ProblemResponses problems =
        new ProblemResponses(catalogues.stream().flatMap(one -> one.listTypes().stream()).toList());
    return api -> {
      ResolvedSchema problem =
          ModelConverters.getInstance()
              .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(false));
      api.getComponents().addSchemas(PROBLEM, problem.schema);
      api.getComponents().addResponses(PROBLEM, ProblemResponses.response("A problem (RFC 9457)"));
      Map<String, RouteRule> rules =
          RouteTable.list().stream()
              .collect(Collectors.toMap(ApiDescription::route, Function.identity()));
      api.getPaths()
          .forEach((path, item) ->
              item.readOperationsMap()
                  .forEach((method, operation) -> {
                    RouteRule rule = rules.get(method + " " + nameless(path));
                    problems.describe(operation, method.name(), path, rule, api.getComponents());
                    complete(operation, path, rule);
                  }));
    };
  }

  private static void complete(Operation operation, String path, @Nullable RouteRule rule) {
    ApiResponses responses = operation.getResponses();
    if (rule != null && rule.open()) {
      operation.setSecurity(List.of());
    }
    if (rule != null && !Collections.disjoint(rule.anyOf(), FOR_PROGRAMS)) {
      operation.setSecurity(
          Stream.of(SESSION, TOKEN, TOKEN_AS_PASSWORD)
              .map(scheme -> new SecurityRequirement().addList(scheme))
              .toList());
    }
    if (path.startsWith("/ogc")) {
      responses.addApiResponse("304", new ApiResponse().description("The client has it already"));
    }
    responses.addApiResponse(
        "default", new ApiResponse().$ref("#/components/responses/" + PROBLEM));
  }

  private static String route(RouteRule rule) {
    return rule.method() + " " + nameless(rule.pattern());
  }

  /** The table names the variables of a path otherwise than the controllers. */
  private static String nameless(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }
}
