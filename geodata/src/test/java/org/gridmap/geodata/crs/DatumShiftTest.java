package org.gridmap.geodata.crs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected positions were computed with PROJ 9.1, convention=position_vector. */
class DatumShiftTest {

  /** GeoTools comes back from the geocentric system in one step, which is good to 3 mm here. */
  private static final Offset<Double> A_FEW_MILLIMETRES = within(5e-8);

  private static final DatumShift SEVEN = DatumShift.parse("-112.1,85.5,-3.7,0.41,-1.12,2.3,-4.5");

  @Test
  void xian_80_with_parameters_lies_where_proj_puts_it() throws Exception {
    ReferenceSystem system = CrsRegistry.find("EPSG:2364", new DatumChoice(SEVEN, false));

    assertPlace(system, 120.209043650112, 30.1785387683449);
    assertThat(system.inexactness()).isEmpty();
  }

  @Test
  void beijing_54_with_three_parameters_lies_where_proj_puts_it() throws Exception {
    DatumShift three = DatumShift.parse(" 15.8, -154.4, -82.3 ");
    ReferenceSystem system = CrsRegistry.find("EPSG:2416", new DatumChoice(three, false));

    assertPlace(system, 120.208317497435, 30.1787153372164);
    assertThat(system.inexactness()).isEmpty();
  }

  @Test
  void a_description_without_a_code_is_shifted_as_well() throws Exception {
    String text =
        "PROJCS[\"Xian_1980_3_Degree_GK_Zone_40\",GEOGCS[\"GCS_Xian_1980\",DATUM[\"D_Xian_1980\","
            + "SPHEROID[\"Xian_1980\",6378140.0,298.257]],PRIMEM[\"Greenwich\",0.0],"
            + "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
            + "PARAMETER[\"False_Easting\",40500000.0],PARAMETER[\"False_Northing\",0.0],"
            + "PARAMETER[\"Central_Meridian\",120.0],PARAMETER[\"Scale_Factor\",1.0],"
            + "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";

    assertPlace(
        CrsRegistry.parse(text, new DatumChoice(SEVEN, false)), 120.209043650112, 30.1785387683449);
    assertThatThrownBy(() -> CrsRegistry.parse(text, DatumChoice.PUBLISHED))
        .hasMessageContaining("--datum-shift");
  }

  @Test
  void without_parameters_the_system_says_how_inexact_it_is() throws Exception {
    assertThat(CrsRegistry.find("EPSG:2416").inexactness().orElseThrow())
        .contains("100 m", "Beijing 54", "--datum-shift");
    assertThat(CrsRegistry.find("EPSG:4549").inexactness()).isEmpty();
    assertThat(CrsRegistry.find("EPSG:2326").inexactness()).isEmpty();
  }

  @Test
  void xian_80_without_parameters_is_read_only_where_places_may_be_inexact() throws Exception {
    assertThatThrownBy(() -> CrsRegistry.find("EPSG:2364"))
        .isInstanceOf(UnsupportedCrsException.class)
        .hasMessageContaining("--datum-shift");

    ReferenceSystem drawn = CrsRegistry.find("EPSG:2364", new DatumChoice(null, true));

    double[] position = {40_520_000, 3_340_000};
    drawn.toLonLat(position, 1);
    assertThat(position[0]).isCloseTo(120.2090, within(0.002));
    assertThat(position[1]).isCloseTo(30.1785, within(0.002));
    assertThat(drawn.inexactness().orElseThrow()).contains("120 m", "Xian 80");
  }

  @Test
  void a_system_on_cgcs2000_or_wgs_84_is_never_shifted() throws Exception {
    DatumChoice shifted = new DatumChoice(SEVEN, true);
    for (String code : new String[] {"EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:4528"}) {
      double[] plain = {120.2, 30.2};
      double[] position = plain.clone();
      CrsRegistry.find(code).toLonLat(plain, 1);
      CrsRegistry.find(code, shifted).toLonLat(position, 1);
      assertThat(position).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2", "1,2,3,4", "1,2,x", "NaN,0,0", "9000,0,0", "0,0,0,0,0,99,0"})
  void parameters_that_cannot_be_meant_are_refused(String text) {
    assertThatThrownBy(() -> DatumShift.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("datum shift");
  }

  @ParameterizedTest
  @CsvSource({
    "EPSG:4549, EPSG:4528, 40",
    "EPSG:4548, EPSG:4527, 39",
    "EPSG:4509, EPSG:4498, 20",
    "EPSG:2437, EPSG:2416, 40",
  })
  void a_zone_in_front_of_the_eastings_names_the_code_that_has_it(
      String declared, String meant, int zone) throws Exception {
    double[] positions = {zone * 1e6 + 520_000, 3_340_000};

    assertThat(CrsEvidence.outsideArea(CrsRegistry.find(declared), positions, 1).orElseThrow())
        .contains("zone number " + zone, meant);
    assertThat(CrsRegistry.find(meant).name()).contains("zone " + zone);
  }

  private static void assertPlace(ReferenceSystem system, double lon, double lat) {
    double[] position = {40_520_000, 3_340_000};
    system.toLonLat(position, 1);
    assertThat(position[0]).isCloseTo(lon, A_FEW_MILLIMETRES);
    assertThat(position[1]).isCloseTo(lat, A_FEW_MILLIMETRES);
  }
}
