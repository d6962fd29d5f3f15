package org.gridmap.backend.register;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.gridmap.backend.dictionary.DataDictionary;
import org.gridmap.backend.register.RegisterInputs.ResidentInput;
import org.jspecify.annotations.Nullable;

/**
 * Tags are configured ones, and a number of an identity document is there only where it is kept.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ConfiguredFields.DictionaryValidator.class)
@interface ConfiguredFields {
  String message() default "is not kept here";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Asks the dictionary of the installation. */
  final class DictionaryValidator implements ConstraintValidator<ConfiguredFields, ResidentInput> {
    private final DataDictionary dictionary;

    DictionaryValidator(DataDictionary dictionary) {
      this.dictionary = dictionary;
    }

    @Override
    public boolean isValid(ResidentInput input, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      List<String> tags = input.tags();
      return (tags == null || tags.stream().allMatch(this::isTag) || refuse(context, "tags"))
          & (mayKeep(input.idNumber()) || refuse(context, "idNumber"));
    }

    private boolean isTag(@Nullable String tag) {
      return tag != null && dictionary.tags().contains(tag);
    }

    private boolean mayKeep(@Nullable String idNumber) {
      return idNumber == null
          || idNumber.isEmpty()
          || dictionary.idNumbers() && idNumber.strip().matches("[0-9]{14,17}[0-9Xx]");
    }

    private static boolean refuse(ConstraintValidatorContext context, String field) {
      context
          .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
          .addPropertyNode(field)
          .addConstraintViolation();
      return false;
    }
  }
}
