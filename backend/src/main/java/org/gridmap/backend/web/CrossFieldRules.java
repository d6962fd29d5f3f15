package org.gridmap.backend.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;

/** A request with rules that no constraint of one field can say: of several fields, or of today. */
@CrossFieldRules.Kept
public interface CrossFieldRules {
  /** Names of the fields that break a rule. */
  Stream<String> broken();

  /** The constraint on all such requests: no rule is broken. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = KeptValidator.class)
  @interface Kept {
    String message() default "is not allowed beside other fields";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Names each field that breaks a rule. */
  final class KeptValidator implements ConstraintValidator<Kept, CrossFieldRules> {
    @Override
    public boolean isValid(CrossFieldRules request, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      List<String> fields = request.broken().toList();
      for (String field : fields) {
        context
            .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
            .addPropertyNode(field)
            .addConstraintViolation();
      }
      return fields.isEmpty();
    }
  }
}
