package org.gridmap.backend.register;

import org.jspecify.annotations.Nullable;

/** What is shown of a value without a reveal. The length of what is hidden is hidden too. */
public final class Masking {
  private static final int SHOWN_OF_WORKPLACE = 2;
  private static final int CHILDHOOD_YEARS = 14;

  private Masking() {}

  /** The family name's first character: 张**; of a name of one character nothing is shown. */
  public static String name(String name) {
    String stripped = name.strip();
    return stripped.codePointCount(0, stripped.length()) < 2
        ? "**"
        : Character.toString(stripped.codePointAt(0)) + "**";
  }

  /**
   * Start and end of a mobile number, 138****8000; the end of a shorter one; of a very short one
   * nothing.
   */
  public static String phone(String number) {
    StringBuilder kept = new StringBuilder(number.length());
    number.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> kept.append((char) c));
    String digits = kept.toString();
    int length = digits.length();
    if (length >= 11) {
      return digits.substring(0, 3) + "****" + digits.substring(length - 4);
    }
    return length >= 7 ? "****" + digits.substring(length - 2) : "****";
  }

  /** The first two characters of a place of work, which are mostly the town: 晋江***. */
  public static String workplace(String workplace) {
    String stripped = workplace.strip();
    if (stripped.isEmpty()) {
      return "";
    }
    return stripped.codePointCount(0, stripped.length()) <= SHOWN_OF_WORKPLACE + 1
        ? "***"
        : stripped.substring(0, stripped.offsetByCodePoints(0, SHOWN_OF_WORKPLACE)) + "***";
  }

  /**
   * Whether somebody counts as a child, hidden by default. Only the year of birth is known, so
   * everybody counts as one to the end of the year of the fourteenth birthday.
   */
  public static boolean isChild(@Nullable Integer birthYear, int thisYear) {
    return birthYear != null && thisYear - birthYear <= CHILDHOOD_YEARS;
  }
}
