package org.gridmap.geodata.crs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.referencing.CRS;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

class WellKnownSystemsTest {

  private static final double TENTH_OF_A_MILLIMETRE = 1.2e-9;

  @Test
  void each_of_them_is_what_the_epsg_data_set_says() throws Exception {
    EpsgStore.open();
    int[] codes =
        IntStream.concat(
                IntStream.of(4326, 4490, 4269, 4258, 3857, 32601, 32650, 32660, 32701, 32750),
                IntStream.rangeClosed(4491, 4554))
            .toArray();
    for (int code : codes) {
      String epsg = "EPSG:" + code;
      CoordinateReferenceSystem crs = CRS.decode(epsg, true);
      boolean china = code >= 4490 && code <= 4554;
      MathTransform transform =
          CRS.findMathTransform(crs, CRS.decode(china ? "EPSG:4490" : "EPSG:4326", true), false);
      ReferenceSystem expected =
          new ReferenceSystem(epsg, crs, transform, null, ReferenceSystem.ShiftSource.NOT_NEEDED);

      ReferenceSystem found = WellKnownSystems.find(epsg).orElseThrow();

      // GeoTools has a name of its own for 4326, which reports have shown all along.
      assertThat(found.name()).isEqualTo(code == 4326 ? "WGS84(DD)" : expected.name());
      assertThat(found.isGeographic()).as(epsg).isEqualTo(expected.isGeographic());
      assertArea(
          epsg, found.area(), code == 4326 ? new Envelope(-180, 180, -90, 90) : expected.area());
      double[] place = {found.isGeographic() ? 118.5 : 5e5 + zone(code) * 1e6 + 61_000, 2.7e6};
      if (found.isGeographic()) {
        place[1] = 24.5;
      }
      double[] same = place.clone();
      // GeoTools turns equal ellipsoids into one another by way of the centre of the earth.
      double exact = code == 4269 || code == 4258 ? 2e-8 : TENTH_OF_A_MILLIMETRE;
      found.toLonLat(place, 1);
      expected.toLonLat(same, 1);
      assertThat(place[0]).as(epsg).isCloseTo(same[0], within(exact));
      assertThat(place[1]).as(epsg).isCloseTo(same[1], within(exact));
    }
  }

  private static int zone(int code) {
    return code >= 4491 && code <= 4501
        ? code - 4491 + 13
        : code >= 4513 && code <= 4533 ? code - 4513 + 25 : 0;
  }

  private static void assertArea(String code, Envelope found, Envelope expected) {
    if (expected == null) {
      assertThat(found).as(code).isNull();
      return;
    }
    assertThat(found.getMinX()).as(code).isCloseTo(expected.getMinX(), within(1e-9));
    assertThat(found.getMaxX()).as(code).isCloseTo(expected.getMaxX(), within(1e-9));
    assertThat(found.getMinY()).as(code).isCloseTo(expected.getMinY(), within(1e-9));
    assertThat(found.getMaxY()).as(code).isCloseTo(expected.getMaxY(), within(1e-9));
  }

  @Test
  void the_words_of_esri_name_a_code_only_if_the_numbers_are_its_own() {
    String zone = prj("CGCS2000_3_Degree_GK_Zone_40", "40500000.0", "120.0");
    String meridian = prj("CGCS2000_3_Degree_GK_CM_117E", "500000.0", "117.0");
    String wide = prj("CGCS2000_GK_CM_117E", "500000.0", "117.0");

    assertThat(WellKnownSystems.codeOf(zone)).hasValue("EPSG:4528");
    assertThat(WellKnownSystems.codeOf(meridian)).hasValue("EPSG:4548");
    assertThat(WellKnownSystems.codeOf(wide)).hasValue("EPSG:4509");
    assertThat(WellKnownSystems.codeOf(zone.replace("40500000", "500000"))).isEmpty();
    assertThat(WellKnownSystems.codeOf(zone.replace("120.0", "119.5"))).isEmpty();
    assertThat(
            WellKnownSystems.codeOf(
                zone.replace("GCS_China_Geodetic_Coordinate_System_2000", "GCS_Xian_1980")))
        .isEmpty();
    assertThat(WellKnownSystems.codeOf(zone.replace("\"Meter\",1.0", "\"Foot_US\",0.3048006096")))
        .isEmpty();
    assertThat(WellKnownSystems.codeOf("")).isEmpty();
    assertThat(
            WellKnownSystems.codeOf("GEOGCS[\"GCS_WGS_1984\",UNIT[\"Grad\",0.01570796326794897]]"))
        .isEmpty();
  }

  private static String prj(String name, String falseEasting, String centralMeridian) {
    return "PROJCS[\""
        + name
        + "\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
        + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
        + "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"],"
        + "PARAMETER[\"False_Easting\","
        + falseEasting
        + "],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\","
        + centralMeridian
        + "],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
  }
}
