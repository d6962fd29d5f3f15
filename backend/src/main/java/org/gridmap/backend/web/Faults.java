package org.gridmap.backend.web;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validates the fields of a request and collects those with wrong values, so that one answer names
 * all of them. Values are never repeated: they may be personal, and an error ends up in many
 * places.
 */
public final class Faults {
  private final Set<String> fields = new LinkedHashSet<>();

  /** Names a field unless a condition holds. */
  public void require(boolean condition, String field) {
    if (!condition) {
      fields.add(field);
    }
  }

  /**
   * The text without white space around it, each character composed as far as it can be (NFC), so
   * that texts that look alike are alike; empty for null. At most {@code longest} characters.
   */
  public String text(String field, @Nullable String value, int longest) {
    String text = value == null ? "" : Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    boolean plain = text.codePoints().noneMatch(c -> isUnwritable(c) && c != '\n');
    require(plain && text.length() <= longest, field);
    return text;
  }

  /** A control, or half of a character. */
  private static boolean isUnwritable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** As {@link #text}, but not empty. */
  public String needed(String field, @Nullable String value, int longest) {
    String text = text(field, value, longest);
    require(!text.isEmpty(), field);
    return text;
  }

  /** One of the constants of an enumeration; null is wrong. */
  public <E extends Enum<E>> @Nullable E code(Class<E> type, String field, @Nullable String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    fields.add(field);
    return null;
  }

  /**
   * Ends the check.
   *
   * @throws ProblemException validation-failed with the names of the wrong fields
   */
  public void refuse() {
    if (!fields.isEmpty()) {
      throw refusal(fields);
    }
  }

  /** The refusal of some fields. */
  public static ProblemException refusal(Collection<String> fields) {
    return new ProblemException(
        WebProblems.VALIDATION_FAILED,
        "These fields hold a value that is not allowed: " + String.join(", ", fields) + ".");
  }
}
