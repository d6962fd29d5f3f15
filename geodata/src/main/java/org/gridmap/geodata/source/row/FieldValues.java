package org.gridmap.geodata.source.row;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what people write into fields: text, whole numbers with a unit, heights, levels. */
final class FieldValues {

  private static final int LONGEST_TEXT = 500;
  private static final int MOST_FLOORS = 200;
  private static final double HIGHEST_METRES = 1_000.0;
  private static final double METRES_PER_FOOT = 0.3048;

  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9})(?:\\.0*)?\\s*\\D{0,4}");
  private static final Pattern METRES =
      Pattern.compile(
          "([0-9]+(?:\\.[0-9]+)?)\\s*(?:m|米|metres?|meters?)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern FEET =
      Pattern.compile(
          "([0-9]+(?:\\.[0-9]+)?)\\s*(?:'|ft|feet)\\s*(?:([0-9]+)\\s*\"?)?",
          Pattern.CASE_INSENSITIVE);

  private static final String CHINESE_DIGITS = "零一二三四五六七八九";

  private FieldValues() {}

  /** Text without control characters, at most 500 characters; null for none. */
  static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    String text = value instanceof Double number ? plain(number) : value.toString();
    String clean = withoutControls(text).strip();
    if (clean.isEmpty()) {
      return null;
    }
    return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
  }

  private static String withoutControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return text.codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  /** A number without the decimals that a floating column adds to a code or a house number. */
  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** All the texts of values, each in turn possibly a list or separated by semicolons. */
  static List<String> texts(@Nullable Object... values) {
    Set<String> texts = new LinkedHashSet<>();
    for (Object value : values) {
      List<?> parts =
          value instanceof List<?> list
              ? list
              : value instanceof String text ? List.of(text.split("[;；、]", 50)) : List.of();
      for (Object part : parts) {
        String text = text(part);
        if (text != null && texts.size() < 20) {
          texts.add(text);
        }
      }
    }
    return new ArrayList<>(texts);
  }

  /** A count that may carry a unit, such as {@code 6层}; null when it is none. */
  static @Nullable Integer whole(@Nullable Object value, int most) {
    if (value instanceof Long number) {
      return number >= 0 && number <= most ? Integer.valueOf(number.intValue()) : null;
    }
    if (value instanceof Double number) {
      return number >= 0 && number <= most ? Integer.valueOf((int) Math.round(number)) : null;
    }
    if (value instanceof String text) {
      Matcher matcher = WHOLE.matcher(text.strip());
      if (matcher.matches()) {
        int number = Integer.parseInt(matcher.group(1));
        return number <= most ? Integer.valueOf(number) : null;
      }
    }
    return null;
  }

  /** Storeys above ground; null when it is none, zero included. */
  static @Nullable Integer floors(@Nullable Object value) {
    Integer floors = whole(value, MOST_FLOORS);
    return floors == null || floors == 0 ? null : floors;
  }

  /** A height in metres from a number, metres or feet; null when it is none. */
  static @Nullable Double height(@Nullable Object value) {
    Double metres = null;
    if (value instanceof Number number) {
      metres = number.doubleValue();
    } else if (value instanceof String text) {
      Matcher matcher = METRES.matcher(text.strip());
      if (matcher.matches()) {
        metres = Double.valueOf(matcher.group(1));
      } else {
        metres = feet(text.strip());
      }
    }
    return metres != null && metres > 0 && metres <= HIGHEST_METRES ? metres : null;
  }

  private static @Nullable Double feet(String text) {
    Matcher matcher = FEET.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String inches = matcher.group(2);
    double feet = Double.parseDouble(matcher.group(1));
    return (feet + (inches == null ? 0.0 : Double.parseDouble(inches) / 12.0)) * METRES_PER_FOOT;
  }

  /** A level: a number, or 一级, 二级 …; null when it is none. */
  static @Nullable Integer level(@Nullable Object value) {
    if (value instanceof String text && !text.isBlank()) {
      String written = text.strip().replace("第", "");
      int digit = CHINESE_DIGITS.indexOf(written.charAt(0));
      if (digit > 0) {
        return digit;
      }
    }
    Integer level = whole(value, 20);
    return level == null || level == 0 ? null : level;
  }

  /** Whether a kind of grid is one that is a grid of its own. */
  static boolean isExclusive(@Nullable Object value) {
    String text = text(value);
    return text != null
        && (text.contains("专属") || text.toLowerCase(Locale.ROOT).contains("exclusive"));
  }
}
