package org.gridmap.backend.apidoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("GridMap 格图")
                .version("0.1")
                .description(
                    "Grids, houses and roads of a town: to look at, and to load into a GIS."))
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
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(ApiDescription::addProblem);
    };
  }

  private static void addProblem(Operation operation) {
    Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("A problem (RFC 9457)")
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json", new MediaType().schema(reference))));
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
          complete(raw, defined);
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

    private static void complete(Class<?> raw, Schema<?> schema) {
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
            either.setAllOf(List.of(property));
            properties.put(component.getName(), either);
          }
        }
        schema.addRequiredItem(component.getName());
      }
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
