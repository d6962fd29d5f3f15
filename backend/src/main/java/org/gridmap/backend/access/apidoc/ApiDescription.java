package org.gridmap.backend.access.apidoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.access.RouteTable;
import org.gridmap.backend.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the description say what the code means: a component of a record is always there unless it
 * is {@code @Nullable}, and everything can answer with a problem.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String PROBLEM = "Problem";
  private static final String SESSION = "session";
  private static final String TOKEN = "token";
  private static final String TOKEN_AS_PASSWORD = "tokenAsPassword";

  /** What a token opens. */
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
                                + " token in X-CSRF-Token."))
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
  ModelConverter recordsAreComplete() {
    return new RecordConverter();
  }

  @Bean
  OpenApiCustomizer everythingCanFail() {
    return api -> {
      ResolvedSchema problem =
          ModelConverters.getInstance()
              .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(false));
      api.getComponents().addSchemas(PROBLEM, problem.schema);
      api.getComponents().addResponses(PROBLEM, problem());
      Map<String, RouteRule> rules =
          RouteTable.list().stream()
              .collect(Collectors.toMap(ApiDescription::route, Function.identity()));
      api.getPaths()
          .forEach((path, item) ->
              item.readOperationsMap()
                  .forEach((method, operation) ->
                      complete(operation, path, rules.get(method + " " + nameless(path)))));
    };
  }

  private static void complete(Operation operation, String path, @Nullable RouteRule rule) {
    ApiResponses responses = operation.getResponses();
    addProblem(responses, "400");
    if (rule != null && rule.open()) {
      operation.setSecurity(List.of());
    } else {
      addProblem(responses, "401");
      addProblem(responses, "403");
    }
    if (path.contains("{")) {
      addProblem(responses, "404");
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
    addProblem(responses, "default");
  }

  private static String route(RouteRule rule) {
    return rule.method() + " " + nameless(rule.pattern());
  }

  /** The table names the variables of a path otherwise than the controllers. */
  private static String nameless(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  private static void addProblem(ApiResponses responses, String status) {
    responses.addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + PROBLEM));
  }

  private static ApiResponse problem() {
    return new ApiResponse()
        .description("A problem (RFC 9457)")
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
  }

  /** Writes {@code required} and {@code nullable} of a record's schema from its components. */
  private static final class RecordConverter implements ModelConverter {
    private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
        AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
      Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
      Class<?> raw = raw(type.getType());
      if (schema != null && raw != null && raw.isRecord()) {
        Schema<?> defined = schema;
        if (schema.get$ref() != null) {
          String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
          requireOwnName(name, raw);
          defined = context.getDefinedModels().get(name);
        }
        if (defined != null && defined.getProperties() != null) {
          complete(raw, defined, context);
        }
      }
      return schema;
    }

    /** Two records of one name would be described as one of them, without a word. */
    private void requireOwnName(String name, Class<?> raw) {
      Class<?> other = named.putIfAbsent(name, raw);
      if (other != null && other != raw) {
        throw new IllegalStateException(
            "%s and %s are both called %s".formatted(raw.getName(), other.getName(), name));
      }
    }

    private static void complete(Class<?> raw, Schema<?> schema, ModelConverterContext context) {
      Map<String, Schema> properties = schema.getProperties();
      schema.setRequired(null);
      for (RecordComponent component : raw.getRecordComponents()) {
        Schema<?> property = properties.get(component.getName());
        if (property == null) {
          continue;
        }
        if (isNullable(component) && leavesOutNull(raw)) {
          continue;
        }
        if (isNullable(component)) {
          if (property.get$ref() == null) {
            property.setNullable(true);
          } else {
            Schema<?> either = new Schema<>();
            either.setNullable(true);
            either.setType(typeOf(property.get$ref(), context));
            either.setAllOf(List.of(property));
            properties.put(component.getName(), either);
          }
        }
        schema.addRequiredItem(component.getName());
      }
    }

    /** Validators want the type beside {@code nullable}, although the reference says it. */
    private static String typeOf(String reference, ModelConverterContext context) {
      Schema<?> named =
          context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
      return named == null || named.getType() == null ? "object" : named.getType();
    }

    private static boolean leavesOutNull(Class<?> raw) {
      JsonInclude include = raw.getAnnotation(JsonInclude.class);
      return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static boolean isNullable(RecordComponent component) {
      return Arrays.stream(component.getAnnotatedType().getAnnotations())
          .anyMatch(Nullable.class::isInstance);
    }

    private static @Nullable Class<?> raw(Type type) {
      if (type instanceof Class<?> plain) {
        return plain;
      }
      return type instanceof com.fasterxml.jackson.databind.JavaType java
          ? java.getRawClass()
          : null;
    }
  }
}
