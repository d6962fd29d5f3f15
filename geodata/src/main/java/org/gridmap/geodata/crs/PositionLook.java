package org.gridmap.geodata.crs;

import java.util.Locale;

/**
 * Says in words in what kind of system a position seems to be: degrees, Web Mercator, or
 * Gauss-Krüger metres with or without zone number.
 */
final class PositionLook {
  /** Eastings of 73°E and 135°E in Web Mercator. */
  private static final double WEB_MERCATOR_WEST = 8.1e6;

  private static final double WEB_MERCATOR_EAST = 15.1e6;

  private PositionLook() {}

  /** Degrees, or which kind of metres. */
  static String of(double x, double y) {
    return isDegrees(x, y)
        ? "degrees (EPSG:4490 or EPSG:4326?)"
        : isDegrees(y, x)
            ? "degrees with the latitude first; write the longitude first, as in EPSG:4490"
            : metres(x, y);
  }

  /** What metres look like: with the number of their Gauss-Krüger zone, or without. */
  static String metres(double easting, double northing) {
    double x = Math.abs(easting);
    if (Math.abs(northing) > 1e7) {
      return "metres";
    }
    if (x < 1e6) {
      return "metres without the number of a zone, so that its central meridian M has to be known:"
          + " in CGCS2000 with zones of 3° 117°E is EPSG:4548, 120°E EPSG:4549 (4534 + (M − 75)/3),"
          + " with zones of 6° 117°E is EPSG:4509, 123°E EPSG:4510 (4502 + (M − 75)/6)";
    }
    int zone = (int) (x / 1e6);
    String numbered =
        ChinaDatum.CGCS2000
            .zoneCode(zone)
            .map(code ->
                String.format(
                    Locale.ROOT,
                    "metres with the number %d of a zone of %d° in front (in CGCS2000 %s)",
                    zone,
                    ChinaDatum.widthDegrees(zone),
                    code))
            .orElse("metres");
    return x > WEB_MERCATOR_WEST && x < WEB_MERCATOR_EAST
        ? "metres of Web Mercator (EPSG:3857)"
            + (numbered.equals("metres") ? "" : ", or like " + numbered)
        : numbered;
  }

  static boolean isDegrees(double lon, double lat) {
    return Math.abs(lon) <= 180.0 && Math.abs(lat) <= 90.0;
  }

  /** Both numbers, in as few digits as tell the place. */
  static String pair(double x, double y) {
    return "(" + number(x) + ", " + number(y) + ")";
  }

  /** Degrees to a centimetre, metres to a decimetre, and what is neither in few digits. */
  private static String number(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size < 1_000 ? "%.7f" : size < 1e9 ? "%.1f" : "%.2e", value);
  }
}
