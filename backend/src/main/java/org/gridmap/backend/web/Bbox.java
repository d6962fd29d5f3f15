package org.gridmap.backend.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A box on the map in degrees of longitude and latitude (CRS84, which is CGCS2000 for a map of a
 * town). A box whose west is greater than its east runs across the 180th meridian.
 *
 * @param west -180 to 180
 * @param south -90 to 90
 * @param east -180 to 180
 * @param north -90 to 90, not less than south
 */
public record Bbox(double west, double south, double east, double north) {
  private static final String SHAPE =
      "The parameter 'bbox' is west,south,east,north in degrees (or six numbers with heights).";

  /**
   * Reads the parameter {@code bbox}: four numbers, or six with a lowest and a highest height,
   * which a flat map does not compare.
   *
   * @throws ProblemException {@code malformed-request} if it is not a box on the earth
   */
  public static Optional<Bbox> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    if (parts.length != 4 && parts.length != 6) {
      throw QueryParameters.malformed(SHAPE);
    }
    double[] numbers = Arrays.stream(parts).mapToDouble(Bbox::number).toArray();
    if (parts.length == 6 && numbers[2] > numbers[5]) {
      throw QueryParameters.malformed(
          "In the parameter 'bbox' the heights are the wrong way round.");
    }
    int half = parts.length / 2;
    Bbox box = new Bbox(numbers[0], numbers[1], numbers[half], numbers[half + 1]);
    if (Math.abs(box.west) > 180 || Math.abs(box.east) > 180) {
      throw QueryParameters.malformed("In the parameter 'bbox' a longitude is beyond 180 degrees.");
    }
    if (Math.abs(box.south) > 90 || Math.abs(box.north) > 90) {
      throw QueryParameters.malformed("In the parameter 'bbox' a latitude is beyond 90 degrees.");
    }
    if (box.south > box.north) {
      throw QueryParameters.malformed("In the parameter 'bbox' south is greater than north.");
    }
    return Optional.of(box);
  }

  /** The same area as one or two boxes that do not cross the 180th meridian. */
  public List<Bbox> split() {
    return west <= east
        ? List.of(this)
        : List.of(new Bbox(west, south, 180, north), new Bbox(-180, south, east, north));
  }

  /** The area as well-known text, longitude first: a MULTIPOLYGON of one or two rectangles. */
  public String wkt() {
    return "MULTIPOLYGON(" + String.join(",", split().stream().map(Bbox::rectangle).toList()) + ")";
  }

  /** West, south, east, north. */
  public List<Double> corners() {
    return List.of(west, south, east, north);
  }

  private String rectangle() {
    return String.format(
        Locale.ROOT,
        "((%1$s %2$s,%3$s %2$s,%3$s %4$s,%1$s %4$s,%1$s %2$s))",
        west,
        south,
        east,
        north);
  }

  private static double number(String text) {
    // Double.parseDouble also takes NaN, hexadecimal and type suffixes.
    if (!text.strip().matches("[-+]?[0-9]{1,9}(\\.[0-9]{0,30})?([eE][-+]?[0-9]{1,2})?")) {
      throw QueryParameters.malformed(SHAPE);
    }
    return Double.parseDouble(text.strip());
  }
}
