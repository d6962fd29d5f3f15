package org.gridmap.backend.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text without half characters and without controls but the end of a line; or null. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Pattern(regexp = "^[^\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$") @ReportAsSingleViolation
@Constraint(validatedBy = {})
public @interface PlainText {
  /** What is wrong, in words. */
  String message() default "holds a control character";

  /** When it applies. */
  Class<?>[] groups() default {};

  /** More about it. */
  Class<? extends Payload>[] payload() default {};
}
