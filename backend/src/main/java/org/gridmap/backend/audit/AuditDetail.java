package org.gridmap.backend.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What may stand in the detail of an entry: these keys, each with one shape of value. The shapes
 * have no room for a name, a phone or an ID number.
 */
final class AuditDetail {
  private static final int MOST_KEYS = 12;

  /** A word of the program: a constant, a slug, a column, a format. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,59}");

  /** Several words. */
  private static final Pattern WORDS =
      Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,59}(,[A-Za-z][A-Za-z0-9_.-]{0,59}){0,39}");

  /** A count, or the number of a row. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

  private static final Pattern FLAG = Pattern.compile("true|false");

  /** The code of an area or a grid, which begins with that of its county. */
  private static final Pattern CODE = Pattern.compile("[0-9]{6,17}[A-Z0-9-]{0,12}");

  /** The pattern of a route, with the names of its variables instead of values. */
  private static final Pattern ROUTE = Pattern.compile("(/[A-Za-z0-9{}._*-]{0,40}){0,8}");

  private static final Pattern MOMENT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,18}Z)?");

  private static final Map<String, Pattern> SHAPES =
      Map.ofEntries(
          Map.entry("action", WORD),
          Map.entry("content", WORD),
          Map.entry("decision", WORD),
          Map.entry("factor", WORD),
          Map.entry("field", WORD),
          Map.entry("fields", WORDS),
          Map.entry("format", WORD),
          Map.entry("kind", WORD),
          Map.entry("level", WORD),
          Map.entry("measure", WORD),
          Map.entry("method", WORD),
          Map.entry("reason", WORD),
          Map.entry("right", WORD),
          Map.entry("role", WORD),
          Map.entry("roles", WORDS),
          Map.entry("state", WORD),
          Map.entry("step", WORD),
          Map.entry("fault", WORD),
          Map.entry("filter", WORDS),
          Map.entry("account", NUMBER),
          Map.entry("assignment", NUMBER),
          Map.entry("bytes", NUMBER),
          Map.entry("comment", NUMBER),
          Map.entry("comments", NUMBER),
          Map.entry("count", NUMBER),
          Map.entry("days", NUMBER),
          Map.entry("destroyed", NUMBER),
          Map.entry("division", NUMBER),
          Map.entry("entries", NUMBER),
          Map.entry("entry", NUMBER),
          Map.entry("grant", NUMBER),
          Map.entry("house", NUMBER),
          Map.entry("household", NUMBER),
          Map.entry("keyVersion", NUMBER),
          Map.entry("limit", NUMBER),
          Map.entry("organisation", NUMBER),
          Map.entry("phone", NUMBER),
          Map.entry("photo", NUMBER),
          Map.entry("refused", NUMBER),
          Map.entry("steps", NUMBER),
          Map.entry("resident", NUMBER),
          Map.entry("retired", NUMBER),
          Map.entry("rows", NUMBER),
          Map.entry("session", NUMBER),
          Map.entry("staff", NUMBER),
          Map.entry("station", NUMBER),
          Map.entry("status", NUMBER),
          Map.entry("token", NUMBER),
          Map.entry("unreadable", NUMBER),
          Map.entry("version", NUMBER),
          Map.entry("demo", FLAG),
          Map.entry("finished", FLAG),
          Map.entry("known", FLAG),
          Map.entry("sound", FLAG),
          Map.entry("area", CODE),
          Map.entry("grid", CODE),
          Map.entry("route", ROUTE),
          Map.entry("from", MOMENT),
          Map.entry("until", MOMENT));

  /** A purpose is a constant or a few words; never a sentence with somebody in it. */
  private static final Pattern PURPOSE = Pattern.compile("[\\p{L}0-9 _.-]{1,60}");

  /** A mobile number, and an ID number of 18 places, however they are grouped. */
  private static final Pattern PERSONAL =
      Pattern.compile("(?<![0-9])(?:(?:86)?1[0-9]{10}|[1-9][0-9]{16}[0-9Xx])(?![0-9])");

  private AuditDetail() {}

  /**
   * What of a detail is written: a code of an import's own making may hold anything, so it is left
   * out, and the number of the thing stands alone.
   *
   * @throws IllegalArgumentException with the key, never the value, if something may not stand
   *     there
   */
  static Map<String, String> checked(Map<String, String> detail) {
    if (detail.size() > MOST_KEYS) {
      throw new IllegalArgumentException("too many details for an entry of the audit log");
    }
    Map<String, String> written = new HashMap<>();
    detail.forEach((key, value) -> {
      Pattern shape = SHAPES.get(key);
      if (shape == null) {
        throw new IllegalArgumentException(
            "'" + key + "' is no detail of the audit log; see AuditDetail");
      }
      boolean fits = shape.matcher(value).matches() && !looksPersonal(value);
      if (fits) {
        written.put(key, value);
      } else if (!shape.equals(CODE)) {
        throw new IllegalArgumentException(
            "the value of '" + key + "' may not stand in the audit log; see AuditDetail");
      }
    });
    return Map.copyOf(written);
  }

  static String checkedPurpose(String purpose) {
    if (!PURPOSE.matcher(purpose).matches() || looksPersonal(purpose)) {
      throw new IllegalArgumentException("a purpose in the audit log is a few plain words");
    }
    return purpose;
  }

  static boolean looksPersonal(String value) {
    return PERSONAL.matcher(value).find()
        || PERSONAL.matcher(value.replaceAll("[\\s.-]", "")).find();
  }
}
