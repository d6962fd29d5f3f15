package org.gridmap.backend.plan.notation;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Operations as JSON: what planners send and what the log keeps is one notation, which {@link
 * Operation} itself declares. It is read strictly: no field twice, none that is not known, no text
 * where a number belongs, nothing behind it.
 */
@Component
public final class OperationJson {
  private final JsonMapper json;
  private final JsonMapper requests;
  private final Validator validator;

  public OperationJson(JsonMapper json, Validator validator) {
    this.json =
        json.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                texts -> {
                  texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                  texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                  texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
            .build();
    // What older logs hold is read as it stands: its hash would be another one.
    this.requests =
        this.json
            .rebuild()
            .addModule(new SimpleModule().addDeserializer(String.class, new ComposedText()))
            .build();
    this.validator = validator;
  }

  /** Texts that look alike are alike: each character is composed as far as it can be (NFC). */
  private static final class ComposedText extends StringDeserializer {
    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
      String text = super.deserialize(parser, context);
      return text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
  }

  /** The operation as the log keeps it. */
  public String write(Operation operation) {
    return json.writeValueAsString(operation);
  }

  /** An operation of the log. */
  public Operation read(String logged) {
    return json.readValue(logged, Operation.class);
  }

  /**
   * The body of a request.
   *
   * @throws ProblemException {@code malformed-request} with the field and what is wrong with it
   */
  public OperationRequest readRequest(byte[] body) {
    OperationRequest request;
    try {
      request = requests.readValue(body, OperationRequest.class);
    } catch (DatabindException e) {
      throw malformed(sentence(e));
    } catch (JacksonException e) {
      throw malformed("The body of the request is not JSON.");
    }
    if (request == null) {
      throw malformed("An object is expected.");
    }
    validator.validate(request).stream()
        .min(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
        .ifPresent(violation -> {
          throw malformed(sentence(violation));
        });
    requireFlat(request.operation());
    if (positions(request.operation()) > Operation.MOST_POSITIONS) {
      throw malformed("An operation has 10,000 points at most.");
    }
    return request;
  }

  private static ProblemException malformed(String sentence) {
    return new ProblemException(WebProblems.MALFORMED_REQUEST, sentence);
  }

  private static void requireFlat(Operation operation) {
    if (operation instanceof Operation.Batch batch
        && batch.operations().stream().anyMatch(Operation.Batch.class::isInstance)) {
      throw malformed("A batch holds no batch.");
    }
  }

  private static int positions(Operation operation) {
    return switch (operation) {
      case Operation.RedrawEdge one -> one.line().size();
      case Operation.RedrawBorder one -> one.line().size();
      case Operation.Reshape one -> one.line().size();
      case Operation.AdoptLine one -> one.line().size();
      case Operation.Split one -> one.line().size();
      case Operation.Transfer one -> one.area().getNumPoints();
      case Operation.Redivide one -> one.grids().stream().mapToInt(OperationJson::positions).sum();
      case Operation.Batch one ->
          one.operations().stream().mapToInt(OperationJson::positions).sum();
      default -> 1;
    };
  }

  private static int positions(Operation.WholeGrid grid) {
    MultiPolygon land = grid.land();
    return land == null ? 0 : land.getNumPoints();
  }

  /** What Jackson found, in words that may be shown: its own repeat values. */
  private static String sentence(DatabindException found) {
    String field = field(found);
    return switch (found) {
      case UnrecognizedPropertyException unknown ->
          "There is a field that is not known; known are "
              + String.join(", ", known(unknown))
              + ".";
      case InvalidTypeIdException type when type.getTypeId() == null ->
          "The field 'type' is needed.";
      case InvalidTypeIdException type -> "There is no operation of this type.";
      case MismatchedInputException mismatch -> sentence(mismatch, field);
      default -> "The body of the request is not JSON.";
    };
  }

  private static String sentence(MismatchedInputException mismatch, String field) {
    Class<?> wanted = mismatch.getTargetType();
    if (wanted == Coordinate.class || wanted == MultiPolygon.class) {
      return mismatch.getOriginalMessage();
    }
    if (mismatch.getCurrentToken() == JsonToken.VALUE_NULL || isMissing(mismatch)) {
      return "The field '" + field + "' is needed.";
    }
    String what = what(wanted);
    return what == null ? "An object is expected." : "The field '" + field + "' " + what + ".";
  }

  /** A number or flag that was left out is found where its object ends. */
  private static boolean isMissing(MismatchedInputException mismatch) {
    return mismatch.getCurrentToken() == JsonToken.END_OBJECT;
  }

  private static @Nullable String what(@Nullable Class<?> wanted) {
    if (wanted == String.class) {
      return "is a text";
    }
    if (wanted == long.class || wanted == int.class) {
      return "is a whole number";
    }
    if (wanted == boolean.class) {
      return "is true or false";
    }
    if (wanted != null && wanted.isEnum()) {
      return "has a value that is not known";
    }
    return wanted != null && (wanted.isArray() || Collection.class.isAssignableFrom(wanted))
        ? "is a list"
        : null;
  }

  private static TreeSet<String> known(UnrecognizedPropertyException unknown) {
    TreeSet<String> known = new TreeSet<>();
    unknown.getKnownPropertyIds().forEach(name -> known.add(name.toString()));
    if (Operation.class.isAssignableFrom(unknown.getReferringClass())) {
      known.add("type");
    }
    return known;
  }

  private static String field(DatabindException found) {
    return found.getPath().stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(name -> name != null)
        .reduce("", (first, second) -> second);
  }

  private static String sentence(ConstraintViolation<?> violation) {
    String field = "";
    for (Path.Node node : violation.getPropertyPath()) {
      field = node.getName() == null || node.getName().startsWith("<") ? field : node.getName();
    }
    String what =
        switch (violation.getConstraintDescriptor().getAnnotation()) {
          case NotNull any -> "is needed";
          case PositiveOrZero any -> "counts from 0";
          case Size size -> "is a list of " + size.max() + " at most";
          default -> violation.getMessage();
        };
    return "The field '" + field + "' " + what + ".";
  }
}
