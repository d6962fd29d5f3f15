package org.gridmap.backend.web;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates the fields of a request and collects those with wrong values, so that one answer names
 * all of them. Values are never repeated: they may be personal, and an error ends up in many
 * places.
 */
public final class Faults {
  private static final Pattern PHONE = Pattern.compile("[+]?[0-9][0-9 ()-]{3,24}");
  private static final int FEWEST_DIGITS = 3;
  private static final int MOST_DIGITS = 15;

  private final Set<String> fields = new LinkedHashSet<>();

  /** Names a field that is wrong. */
  public void add(String field) {
    fields.add(field);
  }

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

  /** A telephone number, or an empty text. */
  public String phone(String field, @Nullable String value) {
    String text = text(field, value, 30);
    if (!text.isEmpty()) {
      long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
      require(
          PHONE.matcher(text).matches() && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS, field);
    }
    return text;
  }

  /** One of the constants of an enumeration; null is wrong. */
  public <E extends Enum<E>> @Nullable E code(Class<E> type, String field, @Nullable String value) {
    E code = optionalCode(type, field, value);
    require(code != null, field);
    return code;
  }

  /** One of the constants of an enumeration, or null where nothing is known. */
  public <E extends Enum<E>> @Nullable E optionalCode(
      Class<E> type, String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    add(field);
    return null;
  }

  /** A whole number within both bounds; what is left out is the usual one. */
  public int number(String field, @Nullable Integer value, int usual, int least, int greatest) {
    if (value == null) {
      return usual;
    }
    require(value >= least && value <= greatest, field);
    return value;
  }

  /** A whole number within both bounds, or null. */
  public @Nullable Integer number(String field, @Nullable Integer value, int least, int greatest) {
    require(value == null || value >= least && value <= greatest, field);
    return value;
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
