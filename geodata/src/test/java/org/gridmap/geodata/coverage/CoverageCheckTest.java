package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.metric.GroundArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Small cases with whole numbers, in and out as WKT: what each class of finding means. */
class CoverageCheckTest {
  private static final String SQUARE = "POLYGON((0 0,10 0,10 10,0 10,0 0))";
  private static final String EAST = "POLYGON((10 0,20 0,20 10,10 10,10 0))";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          two neighbours              | POLYGON((0 0,2 0,2 2,0 2,0 0)) ; POLYGON((2 0,4 0,4 2,2 2,2 0))                   | -
          neighbours turned about     | POLYGON((0 0,0 2,2 2,2 0,0 0)) ; POLYGON((2 0,4 0,4 2,2 2,2 0))                   | -
          an island in a ring         | POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 3,6 6,3 6,3 3)) ; POLYGON((3 3,6 3,6 6,3 6,3 3)) | -
          far apart                   | POLYGON((0 0,2 0,2 2,0 2,0 0)) ; POLYGON((5 0,7 0,7 2,5 2,5 0))                   | -
          corners touch               | POLYGON((0 0,2 0,2 2,0 2,0 0)) ; POLYGON((2 2,4 2,4 4,2 4,2 2))                   | -
          an overlap                  | POLYGON((0 0,4 0,4 4,0 4,0 0)) ; POLYGON((2 2,6 2,6 6,2 6,2 2))                   | OVERLAP g0,g1 POLYGON((2 2,4 2,4 4,2 4,2 2))
          an overlap on a shared side | POLYGON((0 0,4 0,4 4,0 4,0 0)) ; POLYGON((4 0,8 0,8 4,4 4,2 2,4 0))               | OVERLAP g0,g1 POLYGON((4 0,4 4,2 2,4 0))
          a duplicate                 | POLYGON((0 0,4 0,4 4,0 4,0 0)) ; POLYGON((4 4,4 0,0 0,0 4,4 4))                   | DUPLICATE g0,g1 POLYGON((0 0,4 0,4 4,0 4,0 0))
          a duplicate with a corner   | POLYGON((0 0,4 0,4 4,0 4,0 0)) ; POLYGON((0 0,2 0,4 0,4 4,0 4,0 0))               | DUPLICATE g0,g1 POLYGON((0 0,2 0,4 0,4 4,0 4,0 0))
          one inside another          | POLYGON((0 0,9 0,9 9,0 9,0 0)) ; POLYGON((3 3,6 3,6 6,3 6,3 3))                   | CONTAINMENT g1,g0 POLYGON((3 3,6 3,6 6,3 6,3 3))
          an enclosed gap             | POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,6 3,6 6,3 6,3 3)) ; POLYGON((9 0,12 0,12 9,9 9,9 0)) | GAP g0 POLYGON((3 3,6 3,6 6,3 6,3 3))
          an island within a gap      | POLYGON((0 0,9 0,9 9,0 9,0 0),(2 2,7 2,7 7,2 7,2 2)) ; POLYGON((4 4,5 4,5 5,4 5,4 4)) | GAP g0,g1 POLYGON((2 2,7 2,7 7,2 7,2 2),(4 4,5 4,5 5,4 5,4 4))
          a gap between neighbours    | POLYGON((0 0,4 0,4 4,0 4,0 0)) ; POLYGON((4 0,8 0,8 4,4 4,6 2,4 0))               | GAP g0,g1 POLYGON((4 0,6 2,4 4,4 0))
          a T-junction                | POLYGON((0 0,4 0,4 4,0 4,0 0)) ; POLYGON((4 0,8 0,8 2,4 2,4 0)) ; POLYGON((4 2,8 2,8 4,4 4,4 2)) | -
          a bow tie                   | POLYGON((0 0,4 4,4 0,0 4,0 0))                                                    | INVALID g0 POINT(2 2)
          two parts                   | MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((5 0,7 0,7 2,5 2,5 0)))                     | MULTIPART g0 MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((5 0,7 0,7 2,5 2,5 0)))
          a hole outside its shell    | POLYGON((0 0,4 0,4 4,0 4,0 0),(6 6,7 6,7 7,6 7,6 6))                              | INVALID g0 POINT(6 6)
          """)
  void every_class_of_defect_is_told_apart(String name, String grids, String expected)
      throws ParseException {
    CoverageReport report = CoverageCheck.check(grids(grids.split(";")), null, options());
    assertFindings(report, expected);
    assertThat(report.clean())
        .as(name)
        .isEqualTo(expected == null || expected.startsWith("MULTIPART"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          covered exactly              | POLYGON((0 0,5 0,5 10,0 10,0 0)) ; POLYGON((5 0,10 0,10 10,5 10,5 0))             | -
          a hole in the middle         | POLYGON((0 0,10 0,10 10,0 10,0 0),(4 4,6 4,6 6,4 6,4 4))                          | GAP/ENCLOSED g0 POLYGON((4 4,6 4,6 6,4 6,4 4))
          a strip open to the outside  | POLYGON((0 0,4 0,4 10,0 10,0 0)) ; POLYGON((5 0,10 0,10 10,5 10,5 0))             | GAP/INLET g0,g1 POLYGON((4 0,5 0,5 10,4 10,4 0))
          a strip along the outline    | POLYGON((0 0,9 0,9 10,0 10,0 0))                                                  | GAP/BOUNDARY g0 POLYGON((9 0,10 0,10 10,9 10,9 0))
          a hole that touches outside  | POLYGON((0 0,10 0,10 10,0 10,0 0),(0 5,3 3,3 7,0 5))                              | GAP/BOUNDARY g0 POLYGON((0 5,3 3,3 7,0 5))
          a part outside               | POLYGON((0 0,10 0,12 5,10 10,0 10,0 0))                                           | OUTSIDE g0 POLYGON((10 0,12 5,10 10,10 0))
          a grid wholly outside        | POLYGON((0 0,10 0,10 10,0 10,0 0)) ; POLYGON((10 0,12 0,12 10,10 10,10 0))        | OUTSIDE g1 POLYGON((10 0,12 0,12 10,10 10,10 0))
          nothing at all               | POLYGON((20 0,21 0,21 1,20 1,20 0))                                               | GAP/BOUNDARY  POLYGON((0 0,10 0,10 10,0 10,0 0)) / OUTSIDE g0 POLYGON((20 0,21 0,21 1,20 1,20 0))
          """)
  void what_a_parent_requires_is_compared_with_what_is_covered(
      String name, String grids, String expected) throws ParseException {
    CoverageReport report = CoverageCheck.check(grids(grids.split(";")), read(SQUARE), options());
    assertFindings(report, expected);
    assertThat(report.clean()).as(name).isEqualTo(expected == null);
  }

  @Test
  void no_grids_are_clean_without_a_parent_and_one_gap_with_one() throws ParseException {
    assertThat(CoverageCheck.check(List.of(), null, options()).clean()).isTrue();
    CoverageReport report = CoverageCheck.check(List.of(), read(SQUARE), options());
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(FindingKind.GAP);
  }

  @Test
  void what_is_smaller_than_the_smallest_area_is_counted_but_not_listed() throws ParseException {
    List<GridShape> grids =
        grids(
            "POLYGON((0 0,1 0,1 1,0 1,0 0))",
            "POLYGON((0.9999999 0,2 0,2 1,0.9999999 1,0.9999999 0))");
    CoverageReport all = CoverageCheck.check(grids, null, options());
    double area = all.totalSquareMetres(FindingKind.OVERLAP);
    assertThat(area).isGreaterThan(100);
    CoverageReport few =
        CoverageCheck.check(grids, null, options().withMinAreaSquareMetres(area + 1));
    assertThat(few.list(FindingKind.OVERLAP)).isEmpty();
    assertThat(few.leftOut().overlaps()).isEqualTo(1);
    assertThat(few.leftOut().overlapSquareMetres()).isEqualTo(area, within(1e-6));
  }

  @Test
  void corners_that_nearly_meet_are_found_within_the_tolerance_and_not_beyond()
      throws ParseException {
    List<GridShape> grids =
        grids(
            "POLYGON((118 24,118.001 24,118.001 24.001,118 24.001,118 24))",
            "POLYGON((118.0010001 24,118.002 24,118.002 24.001,118.0010001 24.001,118.0010001 24))");
    assertThat(CoverageCheck.check(grids, null, options()).list(FindingKind.EDGE_MISMATCH))
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding.grids()).containsExactly("g0", "g1"));
    assertThat(
            CoverageCheck.check(grids, null, options().withEdgeToleranceMetres(0.005))
                .list(FindingKind.EDGE_MISMATCH))
        .isEmpty();
  }

  @Test
  void areas_are_square_metres_on_the_ground() throws ParseException {
    // One degree by one degree at the equator and at 60° north, after Snyder's closed form.
    assertThat(GroundArea.squareMetres(read("POLYGON((0 0,1 0,1 1,0 1,0 0))")))
        .isEqualTo(12_308_778_361.0, within(1e6));
    Geometry metre =
        read("POLYGON((118.5 24.8,118.50001 24.8,118.50001 24.80001,118.5 24.80001,118.5 24.8))");
    double radians = Math.toRadians(1e-5);
    double sin = Math.sin(Math.toRadians(24.8));
    double e2 = 0.00669438002290;
    double w = Math.sqrt(1 - e2 * sin * sin);
    double meridian = 6_378_137 * (1 - e2) / (w * w * w);
    double parallel = 6_378_137 / w * Math.cos(Math.toRadians(24.8));
    assertThat(GroundArea.squareMetres(metre))
        .isEqualTo(meridian * radians * parallel * radians, within(1e-5));
  }

  @Test
  void findings_stand_in_the_order_of_people_and_then_of_area() throws ParseException {
    CoverageReport report =
        CoverageCheck.check(
            grids("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 2,1 1),(4 4,7 4,7 7,4 7,4 4))"),
            null,
            options());
    assertThat(report.findings().getFirst().geometry().getEnvelopeInternal().getWidth())
        .isEqualTo(3);
    List<Finding> ranked =
        report.rankedBy(gap -> gap.geometry().getEnvelopeInternal().getWidth() < 2 ? 40 : 0);
    assertThat(ranked.getFirst().geometry().getEnvelopeInternal().getWidth()).isEqualTo(1);
  }

  @Test
  void an_invalid_ring_is_reported_and_its_neighbours_are_still_checked() throws ParseException {
    CoverageReport report =
        CoverageCheck.check(
            grids(
                "POLYGON((0 0,4 4,4 0,0 4,0 0))",
                SQUARE.replace("0 0", "20 0").replace("0 10", "20 10"),
                EAST.replace("10 ", "30 ")),
            null,
            options());
    assertThat(report.list(FindingKind.INVALID)).hasSize(1);
    assertThat(report.polygons()).isEqualTo(3);
  }

  @Test
  void an_invalid_parent_is_a_finding_and_is_left_aside() throws ParseException {
    CoverageReport report =
        CoverageCheck.check(grids(SQUARE), read("POLYGON((0 0,4 4,4 0,0 4,0 0))"), options());
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(FindingKind.INVALID);
  }

  private static CoverageCheckOptions options() {
    return CoverageCheckOptions.standard().withParallelism(2);
  }

  static List<GridShape> grids(String... wkt) throws ParseException {
    List<GridShape> grids = new ArrayList<>();
    for (String text : wkt) {
      grids.add(new GridShape("g" + grids.size(), read(text.strip())));
    }
    return grids;
  }

  private static Geometry read(String wkt) throws ParseException {
    return new WKTReader().read(wkt);
  }

  /** Expected is "KIND[/GAPKIND] codes WKT", several separated by slashes with spaces. */
  private static void assertFindings(CoverageReport report, String expected) throws ParseException {
    List<String> lines = expected == null ? List.of() : List.of(expected.split(" / "));
    assertThat(report.findings()).as(report.findings().toString()).hasSize(lines.size());
    for (String line : lines) {
      String[] words = line.strip().split(" ", 3);
      String[] kinds = words[0].split("/");
      Geometry geometry = read(words[2].strip());
      Finding finding = report.list(FindingKind.valueOf(kinds[0])).getFirst();
      assertThat(finding.geometry().norm()).isEqualTo(geometry.norm());
      assertThat(String.join(",", finding.grids())).isEqualTo(words[1]);
      if (kinds.length > 1) {
        assertThat(finding.gapKind()).isEqualTo(GapKind.valueOf(kinds[1]));
      }
    }
  }
}
