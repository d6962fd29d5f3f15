package org.gridmap.geodata.crs;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.geotools.api.metadata.Identifier;
import org.geotools.api.referencing.datum.Datum;

/** The three datums of Chinese surveys, and the codes of their Gauss-Krüger zones. */
enum ChinaDatum {
  CGCS2000("CGCS2000", "1043", 4513, 4491, 4534, 4502, "china2000", "cgcs2000"),
  BEIJING_1954("Beijing 54", "6214", 2401, 21413, 2422, 21453, "beijing1954"),
  XIAN_1980("Xian 80", "6610", 2349, 2327, 2370, 2338, "xian1980");

  /** The first zones of 3 and of 6 degrees. */
  private static final int FIRST_OF_3_DEGREES = 25;

  private static final int LAST_OF_3_DEGREES = 45;
  private static final int FIRST_OF_6_DEGREES = 13;
  private static final int LAST_OF_6_DEGREES = 23;

  private final String title;
  private final String epsgCode;
  private final int firstCodeOf3Degrees;
  private final int firstCodeOf6Degrees;
  private final int firstBareCodeOf3Degrees;
  private final int firstBareCodeOf6Degrees;
  private final String[] names;

  ChinaDatum(
      String title,
      String epsgCode,
      int firstCodeOf3Degrees,
      int firstCodeOf6Degrees,
      int firstBareCodeOf3Degrees,
      int firstBareCodeOf6Degrees,
      String... names) {
    this.title = title;
    this.epsgCode = epsgCode;
    this.firstCodeOf3Degrees = firstCodeOf3Degrees;
    this.firstCodeOf6Degrees = firstCodeOf6Degrees;
    this.firstBareCodeOf3Degrees = firstBareCodeOf3Degrees;
    this.firstBareCodeOf6Degrees = firstBareCodeOf6Degrees;
    this.names = names;
  }

  /** Which of them a datum is, by its code or its name. */
  static Optional<ChinaDatum> of(Datum datum) {
    String name = datum.getName().getCode().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    for (ChinaDatum one : values()) {
      for (Identifier identifier : datum.getIdentifiers()) {
        if (one.epsgCode.equals(identifier.getCode())) {
          return Optional.of(one);
        }
      }
      for (String known : one.names) {
        if (name.equals(known) || name.equals("d" + known)) {
          return Optional.of(one);
        }
      }
    }
    return name.equals("chinageodeticcoordinatesystem2000")
        ? Optional.of(CGCS2000)
        : Optional.empty();
  }

  /** What people call it. */
  String title() {
    return title;
  }

  /** The code of the system with the number of this zone in front of its eastings. */
  Optional<String> zoneCode(int zone) {
    return code(zone, firstCodeOf3Degrees, firstCodeOf6Degrees);
  }

  /** The code of the system of the same zone whose eastings do not begin with its number. */
  Optional<String> bareCode(int zone) {
    return code(zone, firstBareCodeOf3Degrees, firstBareCodeOf6Degrees);
  }

  /** The zones of 3 and of 6 degrees that are numbered apart. */
  static IntStream zones() {
    return IntStream.concat(
        IntStream.rangeClosed(FIRST_OF_6_DEGREES, LAST_OF_6_DEGREES),
        IntStream.rangeClosed(FIRST_OF_3_DEGREES, LAST_OF_3_DEGREES));
  }

  /** How wide a numbered zone is. */
  static int widthDegrees(int zone) {
    return zone >= FIRST_OF_3_DEGREES ? 3 : 6;
  }

  private static Optional<String> code(int zone, int firstOf3Degrees, int firstOf6Degrees) {
    if (zone >= FIRST_OF_3_DEGREES && zone <= LAST_OF_3_DEGREES) {
      return Optional.of("EPSG:" + (firstOf3Degrees + zone - FIRST_OF_3_DEGREES));
    }
    if (zone >= FIRST_OF_6_DEGREES && zone <= LAST_OF_6_DEGREES) {
      return Optional.of("EPSG:" + (firstOf6Degrees + zone - FIRST_OF_6_DEGREES));
    }
    return Optional.empty();
  }

  /** How far positions may be off that come to CGCS2000 without parameters of their place. */
  Optional<String> withoutParameters() {
    return switch (this) {
      case CGCS2000 -> Optional.empty();
      case BEIJING_1954 ->
          Optional.of(
              "places are inexact, usually by tens of metres and by up to about 100 m: Beijing 54"
                  + " was adjusted region by region, and the shift used was measured in one of"
                  + " them; whoever holds the parameters of this place gives them with"
                  + " --datum-shift");
      case XIAN_1980 ->
          Optional.of(
              "places are inexact by up to about 120 m: no shift from Xian 80 is published, so none"
                  + " was made; overlaps and gaps are measured in the drawing's own plane and do"
                  + " not depend on it; whoever holds the parameters gives them with"
                  + " --datum-shift");
    };
  }
}
