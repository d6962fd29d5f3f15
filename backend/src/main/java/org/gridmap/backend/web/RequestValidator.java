package org.gridmap.backend.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks what a client sent by the constraints of its record, and names all fields that are wrong
 * at once. Values are never repeated: they may be personal, and an error ends up in many places.
 */
@Component
public class RequestValidator {
  private final Validator validator;

  RequestValidator(Validator validator) {
    this.validator = validator;
  }

  /**
   * The request itself if nothing is wrong with it.
   *
   * @param groups of constraints; none stands for those without a group
   * @throws ProblemException validation-failed with the names of the fields, in the order in which
   *     the record has them
   */
  public <T extends Record> T check(T request, Class<?>... groups) {
    List<String> components =
        Arrays.stream(request.getClass().getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    Set<String> named =
        validator.validate(request, groups).stream()
            .map(ConstraintViolation::getPropertyPath)
            .sorted(
                Comparator.comparing(
                        (Path path) -> components.indexOf(path.iterator().next().getName()))
                    .thenComparing(Path::toString))
            .map(RequestValidator::field)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> fields = named.stream().filter(field -> !isOfNamedList(field, named)).toList();
    if (!fields.isEmpty()) {
      throw Faults.refusal(fields);
    }
    return request;
  }

  /**
   * A text as it is stored: without white space around it, each character composed as far as it can
   * be (NFC), so that texts that look alike are alike; empty for null.
   */
  public static String text(@Nullable String value) {
    return value == null ? "" : Normalizer.normalize(value, Normalizer.Form.NFC).strip();
  }

  /** Whether a field is of an element of a list that is named itself: of too many, none is. */
  private static boolean isOfNamedList(String field, Set<String> named) {
    int bracket = field.indexOf('[');
    return bracket > 0 && named.contains(field.substring(0, bracket));
  }

  /** Such as {@code phones[0].kind}; of a list of plain values the list. */
  private static String field(Path path) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.CONTAINER_ELEMENT) {
        continue;
      }
      if (node.getIndex() != null) {
        field.append('[').append(node.getIndex()).append(']');
      }
      field.append(field.isEmpty() ? "" : ".").append(node.getName());
    }
    return field.toString();
  }
}
