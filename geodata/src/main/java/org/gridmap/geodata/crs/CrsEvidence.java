package org.gridmap.geodata.crs;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.gridmap.geodata.corner.Corners;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

/**
 * Measures whether positions can be in the reference system they claim: axes swapped, numbers that
 * are not degrees, a zone number in front of the easting, a place outside the system's area, or the
 * offset of GCJ-02 or BD-09 against something known to be right.
 */
public final class CrsEvidence {

  /**
   * Degrees by which data may leave the area of a system: neighbours use one zone across its edge.
   */
  private static final double AREA_MARGIN_DEGREES = 3.0;

  private static final int FEWEST_POSITIONS = 8;
  private static final double METRES_PER_DEGREE = 111_320.0;

  private CrsEvidence() {}

  /**
   * Why the positions cannot be degrees at all, if most of them cannot.
   *
   * @param positions x, y, x, y …
   * @param count number of positions
   */
  public static Optional<String> notDegrees(double[] positions, int count) {
    int outside = 0;
    int insideSwapped = 0;
    for (int i = 0; i < count; i++) {
      double x = positions[2 * i];
      double y = positions[2 * i + 1];
      if (!PositionLook.isDegrees(x, y)) {
        outside++;
        if (PositionLook.isDegrees(y, x)) {
          insideSwapped++;
        }
      }
    }
    if (count == 0 || 2 * outside <= count) {
      return Optional.empty();
    }
    String first = PositionLook.pair(positions[0], positions[1]);
    if (2 * insideSwapped > count) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "The axes look swapped: %d of %d positions have a latitude beyond 90°, the first is"
                  + " %s; read latitude first they all fit. Write longitude first.",
              outside,
              count,
              first));
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The coordinates are not degrees: %d of %d positions lie outside ±180°, ±90°, the first"
                + " is %s, which looks like %s. Which coordinate reference system is it? Give"
                + " --crs EPSG:n.",
            outside,
            count,
            first,
            PositionLook.metres(positions[0], positions[1])));
  }

  /**
   * The question to ask when nothing says which system the positions are in.
   *
   * @param positions x, y, x, y …
   * @param count number of positions
   */
  public static String question(double[] positions, int count) {
    String look = "";
    if (count > 0) {
      look =
          " The first position is "
              + PositionLook.pair(positions[0], positions[1])
              + ", which looks like "
              + PositionLook.of(positions[0], positions[1])
              + ".";
    }
    return "The file does not say which coordinate reference system its positions are in."
        + look
        + " Which one is it? Give --crs EPSG:n.";
  }

  /**
   * How far apart two systems put the positions, if it is more than a millimetre.
   *
   * @param positions x, y, x, y … as the file has them; unchanged
   * @param count number of positions
   */
  public static Optional<String> apart(
      ReferenceSystem one, ReferenceSystem other, double[] positions, int count) {
    double[] first = positions.clone();
    double[] second = positions.clone();
    one.toLonLat(first, count);
    other.toLonLat(second, count);
    double furthest = 0.0;
    for (int i = 0; i < count; i++) {
      double east = (first[2 * i] - second[2 * i]) * Math.cos(Math.toRadians(first[2 * i + 1]));
      double metres = METRES_PER_DEGREE * Math.hypot(east, first[2 * i + 1] - second[2 * i + 1]);
      if (!(metres <= 0.001)) {
        furthest = Double.isFinite(metres) ? Math.max(furthest, metres) : Double.MAX_VALUE;
      }
    }
    if (furthest == 0.0) {
      return Optional.empty();
    }
    return Optional.of(
        furthest > 2e7
            ? "they put the same position on different sides of the earth."
            : String.format(
                Locale.ROOT,
                "they put the same position up to %,.0f m apart.",
                Math.ceil(furthest)));
  }

  /**
   * Why the positions cannot be in the system, if most of them lie outside the area it is made for.
   *
   * @param positions x, y, x, y … in the system; unchanged
   * @param count number of positions
   */
  public static Optional<String> outsideArea(ReferenceSystem crs, double[] positions, int count) {
    Envelope area = crs.area();
    if (count == 0) {
      return Optional.empty();
    }
    if (area == null) {
      return crs.isGeographic() ? Optional.empty() : offTheEarth(crs, positions, count);
    }
    int inside = insideArea(crs, positions, count, (x, y) -> new double[] {x, y});
    if (2 * inside >= count) {
      return Optional.empty();
    }
    String measured =
        String.format(
            Locale.ROOT,
            "%d of %d positions lie outside the area of %s (%.1f…%.1f°E, %.1f…%.1f°N); the first is %s",
            count - inside,
            count,
            crs.label(),
            area.getMinX(),
            area.getMaxX(),
            area.getMinY(),
            area.getMaxY(),
            PositionLook.pair(positions[0], positions[1]));
    int swapped = insideArea(crs, positions, count, (x, y) -> new double[] {y, x});
    if (2 * swapped > count) {
      return Optional.of(
          measured
              + String.format(
                  Locale.ROOT,
                  ". With the axes swapped %d lie inside: write easting first.",
                  swapped));
    }
    if (!crs.isGeographic() && positions[0] > 1e6 && positions[0] < 1e8) {
      int zone = (int) (positions[0] / 1e6);
      int unprefixed =
          insideArea(crs, positions, count, (x, y) -> new double[] {x - zone * 1e6, y});
      if (2 * unprefixed > count) {
        return Optional.of(
            measured
                + ". The easting starts with the zone number "
                + zone
                + ", which "
                + crs.label()
                + " has not: give the code of the system with that zone in front"
                + crs.chinaDatum().zoneCode(zone).map(code -> ", " + code).orElse("")
                + ".");
      }
    }
    OptionalInt lacking =
        crs.isGeographic() || Math.abs(positions[0]) >= 1e6
            ? OptionalInt.empty()
            : ChinaDatum.zones()
                .filter(zone ->
                    2
                            * insideArea(
                                crs, positions, count, (x, y) -> new double[] {x + zone * 1e6, y})
                        > count)
                .findFirst();
    if (lacking.isPresent()) {
      return Optional.of(
          measured
              + String.format(
                  Locale.ROOT,
                  ". %s puts the zone number %d in front of the easting, which these lack: give the"
                      + " code of the system of that zone without it%s.",
                  crs.label(),
                  lacking.getAsInt(),
                  crs.chinaDatum()
                      .bareCode(lacking.getAsInt())
                      .map(code -> ", " + code)
                      .orElse("")));
    }
    return Optional.of(measured + ". Is it the right coordinate reference system?");
  }

  /** Of a system that a file describes itself, it is not known where it is used. */
  private static Optional<String> offTheEarth(ReferenceSystem crs, double[] positions, int count) {
    double[] places = positions.clone();
    crs.toLonLat(places, count);
    int off = 0;
    for (int i = 0; i < count; i++) {
      off +=
          PositionLook.isDegrees(places[2 * i], places[2 * i + 1])
                  && isNear(crs, positions, places, i)
              ? 0
              : 1;
    }
    return 2 * off <= count
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d positions are no places in %s; the first is %s, which looks like %s. Is it"
                    + " the right coordinate reference system?",
                off,
                count,
                crs.label(),
                PositionLook.pair(positions[0], positions[1]),
                PositionLook.metres(positions[0], positions[1])));
  }

  /** Whether the way there and back ends where it began, as it does where a projection is used. */
  private static boolean isNear(
      ReferenceSystem crs, double[] positions, double[] places, int index) {
    double[] back = {places[2 * index], places[2 * index + 1]};
    crs.fromLonLat(back, 1);
    return Math.hypot(back[0] - positions[2 * index], back[1] - positions[2 * index + 1]) < 1;
  }

  /** Whether a stored position lies in the area of the system or near it. */
  public static boolean isNearArea(ReferenceSystem crs, double lon, double lat) {
    Envelope area = crs.area();
    if (area == null) {
      return true;
    }
    return lon >= area.getMinX() - AREA_MARGIN_DEGREES
        && lon <= area.getMaxX() + AREA_MARGIN_DEGREES
        && lat >= area.getMinY() - AREA_MARGIN_DEGREES
        && lat <= area.getMaxY() + AREA_MARGIN_DEGREES;
  }

  /**
   * Why the positions look shifted or swapped against something known to be right.
   *
   * @param lonLat longitude, latitude, … in EPSG:4490
   * @param count number of positions
   * @param reference borders, houses or roads of the same place in EPSG:4490
   */
  public static Optional<String> shifted(double[] lonLat, int count, Geometry reference) {
    if (count < FEWEST_POSITIONS || reference.isEmpty()) {
      return Optional.empty();
    }
    Envelope place = reference.getEnvelopeInternal();
    Envelope around = new Envelope(place);
    around.expandBy(0.03);
    int near = 0;
    int nearSwapped = 0;
    for (int i = 0; i < count; i++) {
      near += around.contains(lonLat[2 * i], lonLat[2 * i + 1]) ? 1 : 0;
      nearSwapped += around.contains(lonLat[2 * i + 1], lonLat[2 * i]) ? 1 : 0;
    }
    if (near == 0 && 2 * nearSwapped > count) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "The axes look swapped: none of %d positions lies near the data already here, with"
                  + " longitude and latitude swapped %d do.",
              count,
              nearSwapped));
    }
    if (2 * near < count) {
      return Optional.empty();
    }
    Lines lines = new Lines(reference);
    double asGiven = lines.medianMetres(lonLat, count, null);
    for (ChinaOffset offset : ChinaOffset.values()) {
      double unshifted = lines.medianMetres(lonLat, count, offset);
      if (asGiven > 2.0 && unshifted < asGiven / 5.0) {
        double[] moved = offset.unshift(lonLat[0], lonLat[1]);
        return Optional.of(
            String.format(
                Locale.ROOT,
                "The layer looks shifted by %s: half of its positions lie more than %.1f m from the"
                    + " lines already here, and less than %.1f m if that shift (%.0f m here) is taken"
                    + " back. Have it exported without the shift.",
                offset.title(),
                asGiven,
                unshifted,
                lines.metres(lonLat[0], lonLat[1], moved[0], moved[1])));
      }
    }
    return Optional.empty();
  }

  private static int insideArea(
      ReferenceSystem crs,
      double[] positions,
      int count,
      BiFunction<Double, Double, double[]> reading) {
    int inside = 0;
    for (int i = 0; i < count; i++) {
      double[] position = reading.apply(positions[2 * i], positions[2 * i + 1]);
      if (crs.isGeographic() && !PositionLook.isDegrees(position[0], position[1])) {
        continue;
      }
      crs.toLonLat(position, 1);
      if (isNearArea(crs, position[0], position[1])) {
        inside++;
      }
    }
    return inside;
  }

  /** Distances to the lines of a reference, on a plane that is true to scale there. */
  private static final class Lines {
    private final double metresPerLon;
    private final IndexedFacetDistance index;
    private final GeometryFactory factory = new GeometryFactory();

    Lines(Geometry reference) {
      Coordinate centre = reference.getEnvelopeInternal().centre();
      metresPerLon = METRES_PER_DEGREE * Math.cos(Math.toRadians(centre == null ? 0.0 : centre.y));
      index =
          new IndexedFacetDistance(
              Corners.moved(
                  reference, at -> new Coordinate(at.x * metresPerLon, at.y * METRES_PER_DEGREE)));
    }

    double medianMetres(double[] lonLat, int count, @Nullable ChinaOffset offset) {
      double[] distances = new double[count];
      for (int i = 0; i < count; i++) {
        double lon = lonLat[2 * i];
        double lat = lonLat[2 * i + 1];
        double[] position = offset == null ? new double[] {lon, lat} : offset.unshift(lon, lat);
        distances[i] =
            index.distance(
                factory.createPoint(
                    new Coordinate(position[0] * metresPerLon, position[1] * METRES_PER_DEGREE)));
      }
      java.util.Arrays.sort(distances);
      return distances[count / 2];
    }

    double metres(double lon, double lat, double otherLon, double otherLat) {
      return Math.hypot((lon - otherLon) * metresPerLon, (lat - otherLat) * METRES_PER_DEGREE);
    }
  }
}
