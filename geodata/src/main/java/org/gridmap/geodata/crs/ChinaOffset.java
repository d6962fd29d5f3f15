package org.gridmap.geodata.crs;

/**
 * The offsets that map services in China add to positions: GCJ-02 (national), and BD-09, a second
 * offset on top of it. They are not reference systems: there is no exact way back, and data in them
 * may not be mixed with anything surveyed. They are computed here only to recognise such data.
 *
 * <p>The formulas are the published approximation that open-source converters use; they hold to
 * about a metre inside China.
 */
enum ChinaOffset {
  /** 300 to 700 m. */
  GCJ_02("GCJ-02"),
  /** GCJ-02 and about 600 m more. */
  BD_09("BD-09");

  private static final double SEMI_MAJOR_AXIS_METRES = 6_378_245.0;
  private static final double ECCENTRICITY_SQUARED = 0.00669342162296594323;
  private static final double BAIDU_ANGLE = Math.PI * 3000.0 / 180.0;

  private final String title;

  ChinaOffset(String title) {
    this.title = title;
  }

  /** The name people use. */
  String title() {
    return title;
  }

  /** The shifted position of a true one: longitude, latitude in degrees. */
  double[] shift(double lon, double lat) {
    double[] gcj = gcj02(lon, lat);
    return this == GCJ_02 ? gcj : bd09(gcj[0], gcj[1]);
  }

  /** The true position of a shifted one, to a centimetre. */
  double[] unshift(double lon, double lat) {
    double trueLon = lon;
    double trueLat = lat;
    for (int i = 0; i < 8; i++) {
      double[] again = shift(trueLon, trueLat);
      trueLon += lon - again[0];
      trueLat += lat - again[1];
    }
    return new double[] {trueLon, trueLat};
  }

  private static double[] gcj02(double lon, double lat) {
    double x = lon - 105.0;
    double y = lat - 35.0;
    double ripple =
        (20.0 * Math.sin(6.0 * x * Math.PI) + 20.0 * Math.sin(2.0 * x * Math.PI)) * 2.0 / 3.0;
    double dLat =
        -100.0
            + 2.0 * x
            + 3.0 * y
            + 0.2 * y * y
            + 0.1 * x * y
            + 0.2 * Math.sqrt(Math.abs(x))
            + ripple
            + (20.0 * Math.sin(y * Math.PI) + 40.0 * Math.sin(y / 3.0 * Math.PI)) * 2.0 / 3.0
            + (160.0 * Math.sin(y / 12.0 * Math.PI) + 320.0 * Math.sin(y * Math.PI / 30.0))
                * 2.0
                / 3.0;
    double dLon =
        300.0
            + x
            + 2.0 * y
            + 0.1 * x * x
            + 0.1 * x * y
            + 0.1 * Math.sqrt(Math.abs(x))
            + ripple
            + (20.0 * Math.sin(x * Math.PI) + 40.0 * Math.sin(x / 3.0 * Math.PI)) * 2.0 / 3.0
            + (150.0 * Math.sin(x / 12.0 * Math.PI) + 300.0 * Math.sin(x / 30.0 * Math.PI))
                * 2.0
                / 3.0;
    double radians = Math.toRadians(lat);
    double sine = Math.sin(radians);
    double w = 1.0 - ECCENTRICITY_SQUARED * sine * sine;
    double meridian = SEMI_MAJOR_AXIS_METRES * (1.0 - ECCENTRICITY_SQUARED) / (w * Math.sqrt(w));
    double normal = SEMI_MAJOR_AXIS_METRES / Math.sqrt(w) * Math.cos(radians);
    return new double[] {
      lon + Math.toDegrees(dLon / normal), lat + Math.toDegrees(dLat / meridian)
    };
  }

  private static double[] bd09(double lon, double lat) {
    double radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BAIDU_ANGLE);
    double angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BAIDU_ANGLE);
    return new double[] {radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006};
  }
}
