package org.gridmap.geodata.source;

import java.util.List;
import java.util.Map;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * What became of the rows of a file.
 *
 * @param format the format that was read, for example {@code GeoJSON} or {@code ESRI Shapefile}
 * @param system the coordinate reference system the coordinates were read in
 * @param read features found in the file
 * @param accepted features given to the sink
 * @param refused features refused; {@code read = accepted + refused + leftOut}
 * @param leftOut features that are not what was asked for, for example the points of interest of an
 *     OpenStreetMap extract when its roads are read
 * @param kinds refused and left-out rows by the reason in words; together they are {@code refused +
 *     leftOut}
 * @param refusals the refused rows, the first {@value #LISTED_REFUSALS} of them
 * @param counts features by what they were recognised as, for example {@code buildings}
 * @param notes things decided on the way that the reader of the report should know, for example the
 *     detected text encoding
 */
public record ReadReport(
    String format,
    ReferenceSystem system,
    long read,
    long accepted,
    long refused,
    long leftOut,
    Map<String, Long> kinds,
    List<Refusal> refusals,
    Map<String, Long> counts,
    List<String> notes) {

  /** How many refused rows are listed; the rest is only counted. */
  public static final int LISTED_REFUSALS = 1_000;

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when a row is missing from the sums
   */
  public ReadReport {
    long named = kinds.values().stream().mapToLong(Long::longValue).sum();
    if (read != accepted + refused + leftOut || named != refused + leftOut) {
      throw new IllegalArgumentException(
          read
              + " rows read, but "
              + accepted
              + " accepted, "
              + refused
              + " refused, "
              + leftOut
              + " left out, "
              + named
              + " with a reason");
    }
    kinds = Map.copyOf(kinds);
    refusals = List.copyOf(refusals);
    counts = Map.copyOf(counts);
    notes = List.copyOf(notes);
  }

  /** The label of the system, for example {@code EPSG:4490 (China Geodetic …)}. */
  public String crs() {
    return system.label();
  }

  /**
   * A refused row. It never holds a value of the file beyond the place.
   *
   * @param row the place in the file, from 1
   * @param place where it is wrong, EPSG:4490 longitude and latitude; null where no place is known
   * @param slug the problem type, for example geometry-invalid
   * @param reason one sentence
   * @param level the administrative level of the row, where nothing else of it can be read
   */
  public record Refusal(
      long row, @Nullable Coordinate place, String slug, String reason, @Nullable Integer level) {

    /** A row whose level does not matter. */
    public Refusal(long row, @Nullable Coordinate place, String slug, String reason) {
      this(row, place, slug, reason, null);
    }

    /** The reason as far as it is the same for many rows, for counting them. */
    public String kind() {
      return kind(slug, reason);
    }

    static String kind(String slug, String reason) {
      boolean general = reason.length() <= 100 && reason.chars().noneMatch(Character::isDigit);
      return general
          ? reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason
          : switch (slug) {
            case "geometry-too-complex" -> "The row has too many vertices";
            case "coordinate-out-of-range", "crs-suspect" ->
                "The row lies where its reference system is not used";
            case "relation-incomplete" -> "The administrative relation is no area in this file";
            default -> "The geometry is invalid";
          };
    }
  }
}
