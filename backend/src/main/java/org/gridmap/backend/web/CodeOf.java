package org.gridmap.backend.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The name of a constant of an enumeration, or null. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CodeOf.CodeValidator.class)
public @interface CodeOf {
  /** The enumeration. */
  Class<? extends Enum<?>> value();

  /** What is wrong, in words. */
  String message() default "has a value that is not known";

  /** When it applies. */
  Class<?>[] groups() default {};

  /** More about it. */
  Class<? extends Payload>[] payload() default {};

  /** Knows the names of the constants. */
  final class CodeValidator implements ConstraintValidator<CodeOf, String> {
    private Set<String> known = Set.of();

    @Override
    public void initialize(CodeOf constraint) {
      known =
          Arrays.stream(constraint.value().getEnumConstants())
              .map(Enum::name)
              .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || known.contains(value);
    }
  }
}
