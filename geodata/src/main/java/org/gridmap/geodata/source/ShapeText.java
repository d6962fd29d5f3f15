package org.gridmap.geodata.source;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that hold its shapes as text, and what is wrong with a text of which no
 * shape could be made. What is said holds no value of the file.
 */
final class ShapeText {

  /** Columns with well-known text, as GDAL looks for them: the first that there is, in any case. */
  static final String TEXT_COLUMNS = "wkt,wkt_geom,geom,geometry,the_geom,shape";

  static final String EAST_COLUMNS = "lon,lng,longitude,x,经度";
  static final String NORTH_COLUMNS = "lat,latitude,y,纬度";

  private static final Set<String> TEXTS = Set.of(TEXT_COLUMNS.split(","));
  private static final Set<String> NUMBERS =
      Set.of((EAST_COLUMNS + "," + NORTH_COLUMNS).split(","));

  private static final Set<String> READ =
      Set.of(
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION",
          "CIRCULARSTRING",
          "COMPOUNDCURVE",
          "CURVEPOLYGON",
          "MULTICURVE",
          "MULTISURFACE");

  /** What may stand between brackets beside numbers. */
  private static final Set<String> WORDS =
      Stream.concat(READ.stream(), Stream.of("EMPTY", "Z", "M", "ZM"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> NOT_READ = Set.of("TIN", "TRIANGLE", "POLYHEDRALSURFACE");
  private static final Pattern SYSTEM = Pattern.compile("\\s*SRID\\s*=.*", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("\\s*([A-Za-z]+)\\s*(?:Z|M|ZM)?\\s*(?=\\(|EMPTY|$)");
  private static final Pattern TOKEN = Pattern.compile("[^\\s(),]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  private ShapeText() {}

  /** The attributes of a row without the columns that its shape comes from. */
  static Map<String, Object> without(Map<String, Object> row) {
    Map<String, Object> attributes = new LinkedHashMap<>(row);
    attributes.keySet().removeIf(column -> isAmong(TEXTS, column) || isAmong(NUMBERS, column));
    return attributes;
  }

  /** Why a row has no shape although its columns are not empty; null where they are empty. */
  static @Nullable RowFault fault(Map<String, Object> row) {
    for (Map.Entry<String, Object> value : row.entrySet()) {
      if (isAmong(TEXTS, value.getKey())
          && value.getValue() instanceof String text
          && !text.isBlank()) {
        return fault("The WKT cannot be read: " + reason(text) + ".");
      }
    }
    return row.keySet().stream().anyMatch(column -> isAmong(NUMBERS, column))
        ? fault("The longitude or the latitude is missing or is no number.")
        : null;
  }

  private static boolean isAmong(Set<String> columns, String column) {
    return columns.contains(column.toLowerCase(Locale.ROOT));
  }

  private static RowFault fault(String reason) {
    return new RowFault("geometry-invalid", reason, null);
  }

  private static String reason(String text) {
    Matcher type = TYPE.matcher(text);
    if (SYSTEM.matcher(text).matches()) {
      return "it begins with an SRID; write the shape alone and give the system with --crs";
    }
    if (!type.lookingAt()) {
      return "it does not begin with a type such as POLYGON and a bracket";
    }
    String name = type.group(1).toUpperCase(Locale.ROOT).replaceFirst("(?<=.)(?:Z|M|ZM)$", "");
    if (NOT_READ.contains(name)) {
      return "a " + name + " is no area in a plane";
    }
    if (!READ.contains(name)) {
      return "its type is not known";
    }
    return bracketsAndNumbers(text, type.end());
  }

  private static String bracketsAndNumbers(String text, int from) {
    int open = 0;
    int numbers = 0;
    int i = from;
    Matcher token = TOKEN.matcher(text);
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '(') {
        open++;
      } else if (c == ')' || c == ',') {
        if (numbers == 1) {
          return "the position before character " + (i + 1) + " has one number only";
        }
        open -= c == ')' ? 1 : 0;
        numbers = 0;
      } else if (!Character.isWhitespace(c)) {
        token.find(i);
        boolean word = WORDS.contains(token.group().toUpperCase(Locale.ROOT));
        if (!word && !NUMBER.matcher(token.group()).matches()) {
          return "at character " + (i + 1) + " stands no number";
        }
        numbers += word ? 0 : 1;
        i = token.end();
        continue;
      }
      i++;
    }
    return open > 0
        ? "it breaks off after "
            + text.length()
            + " characters with "
            + (open == 1 ? "a bracket" : open + " brackets")
            + " open"
        : "its parts do not fit its type";
  }
}
