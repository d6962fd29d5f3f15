package org.gridmap.geodata.crs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.parameter.ParameterValueGroup;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.NoninvertibleTransformException;
import org.geotools.referencing.operation.DefaultMathTransformFactory;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * The reference systems of nearly every file, known without the EPSG data set, which takes a second
 * to open: degrees, the Gauss-Krüger zones of CGCS2000, UTM, and the Mercator of web maps. Names
 * and areas are those of the data set.
 */
public final class WellKnownSystems {
  private static final int ZONE_3_FIRST = 25;
  private static final int ZONE_6_FIRST = 13;
  private static final double SEMI_MAJOR_METRES = 6_378_137.0;

  /** West, east, south and north of the zones of three degrees, from central meridian 75 on. */
  private static final double[][] AREAS_3 = {
    {73.62, 76.5, 35.81, 40.65},
    {76.5, 79.5, 31.03, 41.83},
    {79.5, 82.51, 29.95, 45.88},
    {82.5, 85.5, 28.26, 47.23},
    {85.5, 88.5, 27.8, 49.18},
    {88.49, 91.51, 27.32, 48.42},
    {91.5, 94.5, 27.71, 45.13},
    {94.5, 97.51, 28.23, 44.5},
    {97.5, 100.5, 21.43, 42.76},
    {100.5, 103.5, 21.13, 42.69},
    {103.5, 106.51, 22.5, 42.21},
    {106.5, 109.51, 18.19, 42.47},
    {109.5, 112.5, 18.11, 45.11},
    {112.5, 115.5, 21.52, 45.45},
    {115.5, 118.5, 22.6, 49.88},
    {118.5, 121.5, 24.43, 53.33},
    {121.5, 124.5, 28.22, 53.56},
    {124.5, 127.5, 40.19, 53.2},
    {127.5, 130.5, 41.37, 50.25},
    {130.5, 133.5, 42.42, 48.88},
    {133.5, 134.77, 45.85, 48.4}
  };

  /** The same of the zones of six degrees. */
  private static final double[][] AREAS_6 = {
    {73.62, 78.01, 35.42, 41.07},
    {77.98, 84, 29.16, 47.23},
    {84, 90, 27.32, 49.18},
    {90, 96.01, 27.71, 47.9},
    {96, 102.01, 21.13, 43.18},
    {102, 108, 17.75, 42.47},
    {108, 114, 16.7, 45.11},
    {114, 120, 19.02, 51.52},
    {120, 126, 24.64, 53.56},
    {126, 132, 29.7, 52.79},
    {132, 134.77, 45.02, 48.4}
  };

  private static final Pattern NAME =
      Pattern.compile("\\s*(PROJCS|GEOGCS)\\s*\\[\\s*\"([^\"]{1,80})\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern GEOGRAPHIC =
      Pattern.compile("GEOGCS\\s*\\[\\s*\"([^\"]{1,80})\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "PARAMETER\\s*\\[\\s*\"([A-Za-z_]{1,40})\"\\s*,\\s*([-+0-9.eE]{1,30})\\s*\\]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern UNIT =
      Pattern.compile(
          "UNIT\\s*\\[\\s*\"[^\"]{1,40}\"\\s*,\\s*([-+0-9.eE]{1,30})\\s*\\]",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ZONE =
      Pattern.compile("(CGCS2000_3_Degree_GK|CGCS2000_GK)_(CM|Zone)_([0-9]{2,3})E?");
  private static final Pattern UTM = Pattern.compile("WGS_1984_UTM_Zone_([0-9]{1,2})([NS])");

  private static final double DEGREE = Math.PI / 180;
  private static final int DEGREE_UNIT = 1;
  private static final int METRE_UNIT = 2;

  /**
   * A system and its numbers.
   *
   * @param projection GeoTools' name of the projection; null for degrees
   * @param flattening inverse flattening of its ellipsoid
   */
  private record System(
      int code,
      String name,
      double @Nullable [] area,
      @Nullable String projection,
      double flattening,
      double centralMeridian,
      double scale,
      double falseEasting,
      double falseNorthing) {}

  private WellKnownSystems() {}

  /**
   * The code of the system that well-known text in the words of ESRI describes, as it stands beside
   * a Shapefile; empty for a system that is not known here, and where names and numbers differ.
   *
   * @return {@code EPSG:n}
   */
  public static Optional<String> codeOf(String wellKnownText) {
    Matcher root = NAME.matcher(wellKnownText);
    Matcher geographic = GEOGRAPHIC.matcher(wellKnownText);
    if (!root.lookingAt() || !geographic.find()) {
      return Optional.empty();
    }
    if (root.group(1).equalsIgnoreCase("GEOGCS")) {
      int code = degrees(root.group(2));
      return code != 0 && unit(wellKnownText) == DEGREE_UNIT
          ? Optional.of("EPSG:" + code)
          : Optional.empty();
    }
    System system = system(projected(root.group(2)));
    return system != null && agrees(system, geographic.group(1), wellKnownText)
        ? Optional.of("EPSG:" + system.code())
        : Optional.empty();
  }

  /** The unit of the axes, which is the last one named. */
  private static int unit(String wellKnownText) {
    Matcher unit = UNIT.matcher(wellKnownText);
    double last = Double.NaN;
    while (unit.find()) {
      last = number(unit.group(1));
    }
    return Math.abs(last - DEGREE) < 1e-12 ? DEGREE_UNIT : last == 1 ? METRE_UNIT : 0;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static int degrees(String name) {
    return switch (name) {
      case "GCS_WGS_1984" -> 4326;
      case "GCS_China_Geodetic_Coordinate_System_2000" -> 4490;
      case "GCS_North_American_1983" -> 4269;
      case "GCS_ETRS_1989" -> 4258;
      default -> 0;
    };
  }

  private static int projected(String name) {
    if (name.equals("WGS_1984_Web_Mercator_Auxiliary_Sphere")) {
      return 3857;
    }
    Matcher utm = UTM.matcher(name);
    if (utm.matches()) {
      return (utm.group(2).equals("N") ? 32_600 : 32_700) + Integer.parseInt(utm.group(1));
    }
    Matcher zone = ZONE.matcher(name);
    if (!zone.matches()) {
      return 0;
    }
    int number = Integer.parseInt(zone.group(3));
    boolean three = zone.group(1).contains("3_Degree");
    if (zone.group(2).equals("Zone")) {
      return three ? 4513 + number - ZONE_3_FIRST : 4491 + number - ZONE_6_FIRST;
    }
    int width = three ? 3 : 6;
    return (number - 75) % width == 0 ? (three ? 4534 : 4502) + (number - 75) / width : 0;
  }

  private static boolean agrees(System system, String geographic, String wellKnownText) {
    if (degrees(geographic) != (isChinese(system) ? 4490 : 4326)
        || unit(wellKnownText) != METRE_UNIT) {
      return false;
    }
    Matcher parameter = PARAMETER.matcher(wellKnownText);
    boolean meridian = false;
    while (parameter.find()) {
      double value = number(parameter.group(2));
      double wanted =
          switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
            case "central_meridian" -> system.centralMeridian();
            case "scale_factor" -> system.scale();
            case "false_easting" -> system.falseEasting();
            case "false_northing" -> system.falseNorthing();
            case "latitude_of_origin", "standard_parallel_1", "auxiliary_sphere_type" -> 0;
            default -> Double.NaN;
          };
      if (value != wanted) {
        return false;
      }
      meridian |= parameter.group(1).equalsIgnoreCase("central_meridian");
    }
    return meridian;
  }

  private static boolean isChinese(System system) {
    return system.code() >= 4490 && system.code() <= 4554;
  }

  /** The system with a code of the form {@code EPSG:n}, if it is one of these. */
  static Optional<ReferenceSystem> find(String epsg) {
    System system = system(Integer.parseInt(epsg.substring(epsg.indexOf(':') + 1)));
    if (system == null) {
      return Optional.empty();
    }
    double[] area = system.area();
    Envelope envelope = area == null ? null : new Envelope(area[0], area[1], area[2], area[3]);
    try {
      return Optional.of(
          new ReferenceSystem(
              epsg,
              system.name(),
              envelope,
              transform(system),
              isChinese(system) ? ChinaDatum.CGCS2000 : null));
    } catch (FactoryException | NoninvertibleTransformException e) {
      throw new IllegalStateException(epsg + " cannot be computed with", e);
    }
  }

  private static @Nullable MathTransform transform(System system)
      throws FactoryException, NoninvertibleTransformException {
    if (system.projection() == null) {
      return null;
    }
    DefaultMathTransformFactory factory = new DefaultMathTransformFactory();
    ParameterValueGroup numbers = factory.getDefaultParameters(system.projection());
    double semiMinor =
        system.flattening() == 0
            ? SEMI_MAJOR_METRES
            : SEMI_MAJOR_METRES - SEMI_MAJOR_METRES / system.flattening();
    numbers.parameter("semi_major").setValue(SEMI_MAJOR_METRES);
    numbers.parameter("semi_minor").setValue(semiMinor);
    numbers.parameter("central_meridian").setValue(system.centralMeridian());
    numbers.parameter("latitude_of_origin").setValue(0.0);
    numbers.parameter("scale_factor").setValue(system.scale());
    numbers.parameter("false_easting").setValue(system.falseEasting());
    numbers.parameter("false_northing").setValue(system.falseNorthing());
    return factory.createParameterizedTransform(numbers).inverse();
  }

  private static @Nullable System system(int code) {
    if (code >= 4491 && code <= 4501) {
      return zone(code, code - 4491, AREAS_6, ZONE_6_FIRST, 6, "CGCS2000 / Gauss-Kruger");
    }
    if (code >= 4502 && code <= 4512) {
      return zone(code, code - 4502, AREAS_6, 0, 6, "CGCS2000 / Gauss-Kruger");
    }
    if (code >= 4513 && code <= 4533) {
      return zone(code, code - 4513, AREAS_3, ZONE_3_FIRST, 3, "CGCS2000 / 3-degree Gauss-Kruger");
    }
    if (code >= 4534 && code <= 4554) {
      return zone(code, code - 4534, AREAS_3, 0, 3, "CGCS2000 / 3-degree Gauss-Kruger");
    }
    if ((code > 32_600 && code <= 32_660) || (code > 32_700 && code <= 32_760)) {
      return utm(code, code % 100, code < 32_700);
    }
    return switch (code) {
      case 4326 -> degrees(code, "WGS84(DD)", new double[] {-180, 180, -90, 90});
      case 4490 ->
          degrees(
              code,
              "China Geodetic Coordinate System 2000",
              new double[] {73.62, 134.77, 16.7, 53.56});
      case 3857 ->
          new System(
              code,
              "WGS 84 / Pseudo-Mercator",
              new double[] {-180, 180, -85.06, 85.06},
              "Popular Visualisation Pseudo Mercator",
              0,
              0,
              1,
              0,
              0);
      // Their published shifts are zero, and their ellipsoids differ by 0.1 mm.
      case 4269 -> degrees(code, "NAD83", null);
      case 4258 -> degrees(code, "ETRS89", new double[] {-16.1, 38.01, 33.26, 84.73});
      default -> null;
    };
  }

  private static System degrees(int code, String name, double @Nullable [] area) {
    return new System(code, name, area, null, 0, 0, 1, 0, 0);
  }

  /**
   * @param firstZone number of the first zone, which stands in front of eastings; 0 for the systems
   *     without that prefix
   */
  private static System zone(
      int code, int index, double[][] areas, int firstZone, int width, String name) {
    int meridian = 75 + width * index;
    int zone = firstZone + index;
    boolean prefixed = firstZone > 0;
    return new System(
        code,
        name + (prefixed ? " zone " + zone : " CM " + meridian + "E"),
        areas[index],
        "Transverse_Mercator",
        298.257222101,
        meridian,
        1,
        500_000 + (prefixed ? zone * 1e6 : 0),
        0);
  }

  private static System utm(int code, int zone, boolean north) {
    double meridian = 6 * zone - 183;
    return new System(
        code,
        "WGS 84 / UTM zone " + zone + (north ? "N" : "S"),
        new double[] {meridian - 3, meridian + 3, north ? 0 : -80, north ? 84 : 0},
        "Transverse_Mercator",
        298.257223563,
        meridian,
        0.9996,
        500_000,
        north ? 0 : 10_000_000);
  }
}
