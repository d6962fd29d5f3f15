package org.gridmap.backend.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A telephone number of 3 to 15 digits with the signs people write in them; empty or null. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Pattern(regexp = "^$|^(?=(?:[^0-9]*[0-9]){3,15}[^0-9]*$)[+]?[0-9][0-9 ()-]{3,24}$")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
public @interface PhoneNumber {
  /** What is wrong, in words. */
  String message() default "is not a telephone number";

  /** When it applies. */
  Class<?>[] groups() default {};

  /** More about it. */
  Class<? extends Payload>[] payload() default {};
}
