package org.gridmap.geodata.topology;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text of one line: without controls, invisible characters and halves of characters. */
@Size @Pattern(regexp = "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]*") @ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneLine {
  /** How many characters it has at most. */
  @OverridesAttribute(constraint = Size.class, name = "max")
  int max();

  String message() default "has {max} characters at most, on one line";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
