package org.gridmap.geodata.crs;

import java.util.Locale;

/**
 * The way from a datum to CGCS2000 that somebody knows for his part of the country: seven
 * parameters of a Helmert transformation in the position-vector convention (EPSG method 9606). In
 * the coordinate-frame convention (EPSG 9607) the three rotations have the other sign.
 *
 * @param dxMetres shift along the geocentric X axis
 * @param dyMetres shift along Y
 * @param dzMetres shift along Z
 * @param rxSeconds rotation about X in seconds of arc
 * @param rySeconds rotation about Y
 * @param rzSeconds rotation about Z
 * @param scalePpm change of scale in millionths
 */
public record DatumShift(
    double dxMetres,
    double dyMetres,
    double dzMetres,
    double rxSeconds,
    double rySeconds,
    double rzSeconds,
    double scalePpm) {

  private static final double MOST_METRES = 2_000;
  private static final double MOST_SECONDS = 60;
  private static final double MOST_PPM = 100;

  /**
   * Reads {@code dx,dy,dz} or {@code dx,dy,dz,rx,ry,rz,s}: metres, seconds of arc, millionths.
   *
   * @throws IllegalArgumentException when it is anything else, or too large for a shift of datum
   */
  public static DatumShift parse(String text) {
    String[] parts = text.strip().split("\\s*,\\s*", -1);
    if (parts.length != 3 && parts.length != 7) {
      throw new IllegalArgumentException(
          "A datum shift has 3 or 7 numbers with commas between them (dx,dy,dz in metres, and"
              + " rx,ry,rz in seconds of arc, s in millionths); here are "
              + parts.length
              + ".");
    }
    double[] values = new double[7];
    for (int i = 0; i < parts.length; i++) {
      double most = i < 3 ? MOST_METRES : i < 6 ? MOST_SECONDS : MOST_PPM;
      try {
        values[i] = Double.parseDouble(parts[i]);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "Number " + (i + 1) + " of the datum shift is not a number.");
      }
      if (!(Math.abs(values[i]) <= most)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Number %d of the datum shift is beyond ±%.0f %s; is the order"
                    + " dx,dy,dz,rx,ry,rz,s?",
                i + 1,
                most,
                i < 3 ? "m" : i < 6 ? "seconds of arc" : "millionths"));
      }
    }
    return new DatumShift(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }

  /** The parameters as they are given. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s,%s,%s m, %s,%s,%s\", %s ppm (position vector, EPSG 9606)",
        dxMetres,
        dyMetres,
        dzMetres,
        rxSeconds,
        rySeconds,
        rzSeconds,
        scalePpm);
  }
}
