package org.gridmap.geodata.crs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;

class CrsEvidenceTest {

  private static final double WEST = 118.55;
  private static final double SOUTH = 24.78;

  @Test
  void degrees_are_not_suspected() {
    assertThat(CrsEvidence.notDegrees(new double[] {118.5, 24.5, 118.6, 24.6}, 2)).isEmpty();
  }

  @Test
  void latitude_written_first_is_recognised_and_measured() {
    assertThat(CrsEvidence.notDegrees(new double[] {24.5, 118.5, 24.6, 118.6}, 2))
        .hasValueSatisfying(
            evidence -> assertThat(evidence).contains("axes look swapped", "2 of 2"));
  }

  @Test
  void metres_given_as_degrees_lead_to_the_question_which_system_it_is() {
    assertThat(CrsEvidence.notDegrees(new double[] {445315, 2764996}, 1))
        .hasValueSatisfying(evidence -> assertThat(evidence).contains("metres", "--crs EPSG:"));
  }

  @Test
  void a_northing_written_first_is_recognised_in_a_projected_system() throws Exception {
    ReferenceSystem zone = CrsRegistry.find("EPSG:4549");

    assertThat(CrsEvidence.outsideArea(zone, new double[] {445315, 2764996}, 1)).isEmpty();
    assertThat(CrsEvidence.outsideArea(zone, new double[] {2764996, 445315}, 1))
        .hasValueSatisfying(evidence -> assertThat(evidence).contains("axes swapped"));
  }

  @Test
  void a_zone_number_before_the_easting_is_recognised() throws Exception {
    assertThat(
            CrsEvidence.outsideArea(
                CrsRegistry.find("EPSG:4549"), new double[] {40445315, 2764996}, 1))
        .hasValueSatisfying(evidence -> assertThat(evidence).contains("zone number 40"));
  }

  @ParameterizedTest
  @CsvSource({
    "EPSG:4528, 40, EPSG:4549",
    "EPSG:4498, 20, EPSG:4509",
    "EPSG:2416, 40, EPSG:2437",
    "EPSG:21420, 20, EPSG:21460",
    "EPSG:2364, 40, EPSG:2385",
    "EPSG:2334, 20, EPSG:2345"
  })
  void a_zone_number_that_the_easting_lacks_is_recognised_and_the_system_without_it_named(
      String prefixed, int zone, String bare) throws Exception {
    DatumChoice any = new DatumChoice(null, true);
    double[] positions = {445315, 2764996, 446315, 2764996};

    assertThat(CrsEvidence.outsideArea(CrsRegistry.find(prefixed, any), positions, 2))
        .hasValueSatisfying(
            evidence -> assertThat(evidence).contains("zone number " + zone, ", " + bare + "."));
    // With it the very same place is in the very same zone.
    double[] without = positions.clone();
    double[] with = {zone * 1e6 + 445315, 2764996, zone * 1e6 + 446315, 2764996};
    CrsRegistry.find(bare, any).toLonLat(without, 2);
    CrsRegistry.find(prefixed, any).toLonLat(with, 2);
    assertThat(with).containsExactly(without, within(1e-9));
    assertThat(CrsEvidence.outsideArea(CrsRegistry.find(bare, any), positions, 2)).isEmpty();
  }

  @Test
  void a_system_of_the_town_itself_is_measured_by_the_way_there_and_back() throws Exception {
    ReferenceSystem local =
        CrsRegistry.parse(
            "PROJCS[\"Town\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
                + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
                + "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
                + "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],"
                + "PARAMETER[\"Central_Meridian\",118.5],PARAMETER[\"Scale_Factor\",1.0],"
                + "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]",
            DatumChoice.PUBLISHED);

    assertThat(CrsEvidence.outsideArea(local, new double[] {445315, 2764996}, 1)).isEmpty();
    assertThat(CrsEvidence.outsideArea(local, new double[] {39445315, 2764996}, 1))
        .hasValueSatisfying(
            evidence -> assertThat(evidence).contains("no places in Town", "number 39 of a zone"));
  }

  @Test
  void metres_of_no_known_system_are_asked_about_with_what_can_be_seen_of_their_zone() {
    double[] bare = {445315, 2764996};
    double[] of3Degrees = {40445315, 2764996};
    double[] of6Degrees = {20445315, 2764996};

    assertThat(CrsEvidence.question(new double[] {24.5, 118.5}, 1)).contains("latitude first");
    assertThat(CrsEvidence.question(bare, 1))
        .contains("without the number of a zone", "117°E", "EPSG:4548", "EPSG:4509");
    assertThat(CrsEvidence.question(of3Degrees, 1)).contains("40 of a zone of 3°", "EPSG:4528");
    assertThat(CrsEvidence.question(of6Degrees, 1)).contains("20 of a zone of 6°", "EPSG:4498");
    assertThat(CrsEvidence.notDegrees(of6Degrees, 1).orElseThrow()).contains("EPSG:4498");
    assertThat(CrsEvidence.notDegrees(bare, 1).orElseThrow()).contains("EPSG:4549");
    assertThat(CrsEvidence.question(new double[] {13_220_000, 2_850_000}, 1))
        .contains("Web Mercator (EPSG:3857), or like metres with the number 13");
    assertThat(CrsEvidence.question(new double[] {13_220_000, 2_850_000_000.0}, 1))
        .contains("looks like metres.");
  }

  @ParameterizedTest
  @EnumSource(ChinaOffset.class)
  void a_layer_in_a_shifted_system_is_recognised_against_the_town(ChinaOffset offset) {
    List<Coordinate> corners = corners();

    double[] shifted = positions(corners, c -> shifted(c, offset));

    assertThat(CrsEvidence.shifted(shifted, corners.size(), town(corners)))
        .hasValueSatisfying(evidence -> assertThat(evidence).contains(offset.title()));
  }

  @ParameterizedTest
  @EnumSource(ChinaOffset.class)
  void the_offset_is_several_hundred_metres_and_can_be_taken_back(ChinaOffset offset) {
    double[] shifted = offset.shift(WEST, SOUTH);
    double metres =
        111_320
            * Math.hypot((shifted[0] - WEST) * Math.cos(Math.toRadians(SOUTH)), shifted[1] - SOUTH);
    double[] back = offset.unshift(shifted[0], shifted[1]);

    assertThat(metres).isBetween(250.0, 1_500.0);
    assertThat(Math.hypot(back[0] - WEST, back[1] - SOUTH)).isLessThan(1e-7);
  }

  @Test
  void another_layer_of_the_same_town_is_not_suspected() {
    List<Coordinate> corners = corners();
    Random random = new Random(5);
    List<Coordinate> houses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      houses.add(
          new Coordinate(WEST + random.nextDouble() * 0.03, SOUTH + random.nextDouble() * 0.03));
    }

    assertThat(CrsEvidence.shifted(positions(corners, c -> c), corners.size(), town(corners)))
        .isEmpty();
    assertThat(CrsEvidence.shifted(positions(houses, c -> c), houses.size(), town(corners)))
        .isEmpty();
  }

  @Test
  void swapped_axes_are_recognised_against_the_town_even_where_both_are_possible_latitudes() {
    List<Coordinate> west = new ArrayList<>();
    corners().forEach(c -> west.add(new Coordinate(c.x - 31.0, c.y + 19.0)));

    double[] swapped = positions(west, c -> new Coordinate(c.y, c.x));

    assertThat(CrsEvidence.shifted(swapped, west.size(), town(west)))
        .hasValueSatisfying(evidence -> assertThat(evidence).contains("axes look swapped"));
  }

  /** Corners of blocks that are not on a regular grid, so that no shift fits them by chance. */
  private static List<Coordinate> corners() {
    Random random = new Random(3);
    List<Coordinate> corners = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      corners.add(
          new Coordinate(WEST + random.nextDouble() * 0.03, SOUTH + random.nextDouble() * 0.03));
    }
    return corners;
  }

  private static Geometry town(List<Coordinate> corners) {
    GeometryFactory factory = new GeometryFactory();
    List<LineString> lines = new ArrayList<>();
    for (Coordinate c : corners) {
      lines.add(
          factory.createLineString(
              new Coordinate[] {c, new Coordinate(c.x + 0.0002, c.y + 0.0001)}));
    }
    return factory.createMultiLineString(lines.toArray(LineString[]::new));
  }

  private static Coordinate shifted(Coordinate c, ChinaOffset offset) {
    double[] position = offset.shift(c.x, c.y);
    return new Coordinate(position[0], position[1]);
  }

  private static double[] positions(List<Coordinate> list, UnaryOperator<Coordinate> change) {
    double[] positions = new double[2 * list.size()];
    for (int i = 0; i < list.size(); i++) {
      Coordinate c = change.apply(list.get(i));
      positions[2 * i] = c.x;
      positions[2 * i + 1] = c.y;
    }
    return positions;
  }
}
