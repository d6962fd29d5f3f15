package org.gridmap.backend.access.apidoc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridmap.backend.web.Labelled;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import tools.jackson.databind.json.JsonMapper;

/**
 * Schemas of what the code says in types: a component of a record is required unless it is
 * {@code @Nullable}; an enumeration is a schema of its own, so that a page can name it; a sealed
 * interface whose JSON tells its kind is one of its records; places are arrays of numbers.
 */
final class TypeSchemas implements ModelConverter {
  private static final Set<String> SHORT_NAMES = Set.of("Kind", "State", "Status", "Role");

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Class<?> raw = raw(type.getType());
    if (raw == Coordinate.class) {
      return position(context);
    }
    if (raw == MultiPolygon.class) {
      return new ArraySchema()
          .items(new ArraySchema().items(new ArraySchema().items(position(context))));
    }
    if (raw != null && raw.isEnum()) {
      return constants(raw, context);
    }
    if (raw != null && raw.isSealed() && raw.isAnnotationPresent(JsonSubTypes.class)) {
      return oneOf(raw, context);
    }
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    if (schema != null && raw != null && raw.isRecord()) {
      Schema<?> defined = schema;
      if (schema.get$ref() != null) {
        String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        requireOwnName(name, raw);
        defined = context.getDefinedModels().get(name);
      }
      for (Schema<?> part : parts(defined)) {
        complete(raw, part, context);
        tellKind(raw, part);
      }
    }
    return schema;
  }

  /** What holds the components of a record: its schema, or the part beside what it extends. */
  private static List<Schema<?>> parts(@Nullable Schema<?> defined) {
    List<Schema<?>> parts = new ArrayList<>();
    if (defined != null && defined.getProperties() != null) {
      parts.add(defined);
    } else if (defined != null && defined.getAllOf() != null) {
      for (Schema<?> part : defined.getAllOf()) {
        parts.addAll(parts(part));
      }
    }
    return parts;
  }

  private static Schema<?> position(ModelConverterContext context) {
    context.defineModel(
        "Position",
        new ArraySchema()
            .items(new NumberSchema().format("double"))
            .minItems(2)
            .maxItems(2)
            .description("Longitude and latitude in degrees (EPSG:4490)"));
    return reference("Position");
  }

  private Schema<?> constants(Class<?> raw, ModelConverterContext context) {
    String name = nameOf(raw);
    requireOwnName(name, raw);
    StringSchema schema = new StringSchema();
    Map<String, String> zh = new LinkedHashMap<>();
    Map<String, String> en = new LinkedHashMap<>();
    for (Object constant : raw.getEnumConstants()) {
      String code = JSON.convertValue(constant, String.class);
      schema.addEnumItem(code);
      if (constant instanceof Labelled words) {
        zh.put(code, words.zh());
        en.put(code, words.en());
      }
    }
    if (!zh.isEmpty()) {
      schema.addExtension("x-words", Map.of("zh", zh, "en", en));
    }
    context.defineModel(name, schema);
    return reference(name);
  }

  /** A nested enumeration may be called by a word that says nothing without the class around it. */
  private static String nameOf(Class<?> raw) {
    io.swagger.v3.oas.annotations.media.Schema given =
        raw.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    if (given != null && !given.name().isEmpty()) {
      return given.name();
    }
    Class<?> around = raw.getEnclosingClass();
    return around != null && SHORT_NAMES.contains(raw.getSimpleName())
        ? around.getSimpleName() + raw.getSimpleName()
        : raw.getSimpleName();
  }

  private Schema<?> oneOf(Class<?> raw, ModelConverterContext context) {
    String name = raw.getSimpleName();
    requireOwnName(name, raw);
    if (!context.getDefinedModels().containsKey(name)) {
      JsonTypeInfo info = raw.getAnnotation(JsonTypeInfo.class);
      Schema<?> schema = new Schema<>();
      schema.setDiscriminator(new Discriminator().propertyName(info.property()));
      // Before its parts, of which one may hold the whole again.
      context.defineModel(name, schema);
      for (JsonSubTypes.Type kind : raw.getAnnotation(JsonSubTypes.class).value()) {
        context.resolve(new AnnotatedType(kind.value()).resolveAsRef(true));
        Schema<?> part = reference(kind.value().getSimpleName());
        schema.addOneOfItem(part);
        schema.getDiscriminator().mapping(kind.name(), part.get$ref());
      }
    }
    return reference(name);
  }

  /** The property by which a part of a sealed interface is known has one value only. */
  private static void tellKind(Class<?> raw, Schema<?> schema) {
    for (Class<?> whole : raw.getInterfaces()) {
      JsonSubTypes kinds = whole.getAnnotation(JsonSubTypes.class);
      if (kinds != null && whole.isSealed()) {
        String property = whole.getAnnotation(JsonTypeInfo.class).property();
        schema.setDiscriminator(null);
        for (JsonSubTypes.Type kind : kinds.value()) {
          if (kind.value() == raw) {
            schema.addProperty(property, new StringSchema().addEnumItem(kind.name()));
            schema.addRequiredItem(property);
          }
        }
      }
    }
  }

  private static Schema<?> reference(String name) {
    return new Schema<>().$ref("#/components/schemas/" + name);
  }

  /** Two types of one name would be described as one of them, without a word. */
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
    return type instanceof com.fasterxml.jackson.databind.JavaType java ? java.getRawClass() : null;
  }
}
