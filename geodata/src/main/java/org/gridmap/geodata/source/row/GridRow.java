package org.gridmap.geodata.source.row;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A grid as a file gives it.
 *
 * @param row the place in the file, from 1
 * @param code the code; where the file has none, its id, and where it has none either, the row
 * @param coded whether the code came from a code field
 * @param name the name
 * @param parentCode the code of the grid above
 * @param level depth under the village, 1 = the village; of OpenStreetMap the administrative level
 * @param kind BASE unless the file says that the unit is a grid of its own
 * @param geometry EPSG:4490, longitude first, degrees; or as drawn, where the options say so
 */
public record GridRow(
    long row,
    String code,
    boolean coded,
    @Nullable String name,
    @Nullable String parentCode,
    @Nullable Integer level,
    GridKind kind,
    MultiPolygon geometry) {

  private static final int LONGEST_NAME = 100;
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

  /** The same grid with another geometry. */
  public GridRow withGeometry(MultiPolygon other) {
    return new GridRow(row, code, coded, name, parentCode, level, kind, other);
  }

  /**
   * The same grid with its texts as they are kept, without anything invisible: in codes full-width
   * digits and letters are plain ones (NFKC), names are composed (NFC) and have 100 characters at
   * most.
   */
  public GridRow cleaned() {
    String plain = visible(code, Normalizer.Form.NFKC);
    String plainParent = parentCode == null ? null : visible(parentCode, Normalizer.Form.NFKC);
    return new GridRow(
        row,
        plain.isEmpty() ? Long.toString(row) : plain,
        coded && !plain.isEmpty(),
        name == null ? null : cleanName(name),
        plainParent == null || plainParent.isEmpty() ? null : plainParent,
        level,
        kind,
        geometry);
  }

  private static @Nullable String cleanName(String given) {
    String clean = visible(given, Normalizer.Form.NFC);
    int cut =
        clean.offsetByCodePoints(
            0, Math.min(LONGEST_NAME / 2, clean.codePointCount(0, clean.length())));
    return clean.isEmpty() ? null : clean.length() > LONGEST_NAME ? clean.substring(0, cut) : clean;
  }

  private static String visible(String text, Normalizer.Form form) {
    return INVISIBLE.matcher(Normalizer.normalize(text, form)).replaceAll("").strip();
  }
}
