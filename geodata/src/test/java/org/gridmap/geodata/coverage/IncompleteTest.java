package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.gridmap.geodata.coverage.CoverageReportWriter.Format;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.metric.GroundArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/** Invalid polygons take part by the even-odd rule, and what was not measured is said. */
class IncompleteTest {
  @ParameterizedTest
  @ValueSource(strings = {"EPSG:4490", "EPSG:4549"})
  void an_overlap_with_a_polygon_that_crosses_itself_elsewhere_is_found_and_marked(String crs)
      throws Exception {
    AffineTransformation lay =
        crs.equals("EPSG:4490")
            ? AffineTransformation.scaleInstance(1 / 96_000.0, 1 / 111_000.0).translate(120.2, 30)
            : AffineTransformation.translationInstance(500_000, 3_300_000);
    DrawingPlane plane = DrawingPlane.of(CrsRegistry.find(crs));
    List<GridShape> grids = new ArrayList<>();
    for (String wkt :
        List.of(
            "POLYGON((0 0,1000 0,1000 1000,0 1000,0 0))",
            "POLYGON((800 0,2000 0,2001 1,1999 1,2000 1000,800 1000,800 0),(2000 2,2001 2,2001 3,2000 2))",
            "POLYGON((0 1000,800 1000,1000 1000,1000 2000,0 2000,0 1000))")) {
      grids.add(new GridShape("g" + grids.size(), lay.transform(new WKTReader().read(wkt))));
    }
    CoverageReport report =
        CoverageCheck.check(grids, null, plane, CoverageCheckOptions.standard());
    assertThat(report.list(FindingKind.INVALID))
        .singleElement()
        .satisfies(finding -> assertThat(finding.approximate()).isFalse());
    assertThat(report.list(FindingKind.OVERLAP))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.approximate()).isTrue();
          assertThat(finding.grids()).containsExactly("g0", "g1");
          assertThat(finding.areaSquareMetres()).isEqualTo(200_000, within(2_000.0));
        });
    assertThat(report.incomplete()).isFalse();
    for (Format format : Format.values()) {
      assertThat(write(report, format)).contains("approximate");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a bow tie over a square       | POLYGON((0 0,4 4,4 0,0 4,0 0))                                 | POLYGON((0 0,4 0,4 4,0 4,0 0)) | POLYGON((0 0,4 4,4 0,0 4,0 0))
          a ring that turns twice       | POLYGON((0 0,4 0,4 4,0 4,0 0,1 1,3 1,3 3,1 3,1 1,0 0))         | POLYGON((1 1,3 1,3 3,1 3,1 1)) | -
          a hole that crosses its shell | POLYGON((0 0,4 0,4 4,0 4,0 0),(3 1,6 1,6 3,3 3,3 1))           | POLYGON((4 0,9 0,9 4,4 4,4 0)) | POLYGON((4 1,6 1,6 3,4 3,4 1))
          parts that overlap            | MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((2 0,6 0,6 4,2 4,2 0)))  | POLYGON((0 0,6 0,6 4,0 4,0 0)) | MULTIPOLYGON(((0 0,2 0,2 4,0 4,0 0)),((4 0,6 0,6 4,4 4,4 0)))
          a hole outside its shell      | POLYGON((0 0,4 0,4 4,0 4,0 0),(6 0,8 0,8 4,6 4,6 0))           | POLYGON((6 0,9 0,9 4,6 4,6 0)) | POLYGON((6 0,8 0,8 4,6 4,6 0))
          """)
  void land_is_what_an_odd_number_of_rings_lies_around(
      String name, String invalid, String other, String shared) throws Exception {
    WKTReader wkt = new WKTReader();
    CoverageReport report =
        CoverageCheck.check(
            CoverageCheckTest.grids(invalid, other), null, CoverageCheckOptions.standard());
    double expected = shared.equals("-") ? 0 : GroundArea.squareMetres(wkt.read(shared).buffer(0));
    double found =
        report.totalSquareMetres(FindingKind.OVERLAP)
            + report.totalSquareMetres(FindingKind.CONTAINMENT)
            + report.totalSquareMetres(FindingKind.DUPLICATE);
    if (name.startsWith("a bow tie")) {
      expected = 2 * GroundArea.squareMetres(wkt.read("POLYGON((0 0,2 2,0 4,0 0))"));
    }
    assertThat(found).as(name).isEqualTo(expected, within(1e-3 * expected + 1e-6));
    assertThat(report.list(FindingKind.INVALID)).hasSize(1);
  }

  /** A corner moved over the border across makes a loop of the ring; the rest stays what it was. */
  @Test
  void a_lattice_with_an_invalid_cell_is_measured_as_the_even_odd_rule_reads_it() {
    SplittableRandom random = new SplittableRandom(3);
    for (int seed = 0; seed < 40; seed++) {
      LatticeCoverage lattice = new LatticeCoverage(seed, 4, 4, 3, 6, 0);
      List<GridShape> grids = new ArrayList<>(lattice.grids());
      Geometry cell = lattice.cell(5).copy();
      Coordinate[] ring = cell.getCoordinates();
      int moved = 2 + random.nextInt(ring.length - 4);
      ring[moved].setCoordinate(
          new Coordinate(
              cell.getCentroid().getX() + 0.02 * (random.nextDouble() - 0.5), ring[moved].y));
      cell.geometryChanged();
      grids.set(5, new GridShape("c5", cell));
      CoverageReport report =
          CoverageCheck.check(grids, lattice.outline(), CoverageCheckOptions.standard());
      if (cell.isValid()) {
        continue;
      }
      double covered =
          GroundArea.squareMetres(lattice.outline())
              - report.totalSquareMetres(FindingKind.GAP)
              + report.totalSquareMetres(FindingKind.OUTSIDE)
              + report.totalSquareMetres(FindingKind.OVERLAP)
              + report.totalSquareMetres(FindingKind.CONTAINMENT);
      double drawn = 0;
      for (GridShape grid : grids) {
        drawn +=
            grid.code().equals("c5")
                ? evenOddSquareMetres(cell)
                : GroundArea.squareMetres(grid.geometry());
      }
      assertThat(covered).as("seed %d", seed).isEqualTo(drawn, within(1e-6 * drawn));
    }
  }

  /** The area of the faces of a ring that a ray leaves through an odd number of its edges. */
  private static double evenOddSquareMetres(Geometry crossing) {
    Polygonizer polygonizer = new Polygonizer();
    polygonizer.add(crossing.getBoundary().union());
    double sum = 0;
    for (Object face : polygonizer.getPolygons()) {
      Geometry polygon = (Geometry) face;
      Coordinate inside = polygon.getInteriorPoint().getCoordinate();
      if (crossings(crossing.getCoordinates(), inside) % 2 == 1) {
        sum += GroundArea.squareMetres(polygon);
      }
    }
    return sum;
  }

  private static int crossings(Coordinate[] ring, Coordinate at) {
    int crossings = 0;
    for (int i = 1; i < ring.length; i++) {
      Coordinate a = ring[i - 1];
      Coordinate b = ring[i];
      if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
        crossings++;
      }
    }
    return crossings;
  }

  @Test
  void an_invalid_parent_and_rings_beyond_the_budget_make_a_report_incomplete() throws Exception {
    Geometry star = HostileCoverageTest.star(4001, 2000);
    CoverageReport unread =
        CoverageCheck.check(
            List.of(new GridShape("s", star)), null, CoverageCheckOptions.standard());
    assertThat(unread.notMeasured()).singleElement().asString().startsWith("s: ");
    CoverageReport aside =
        CoverageCheck.check(
            CoverageCheckTest.grids("POLYGON((0 0,4 0,4 4,0 4,0 0))"),
            new WKTReader().read("POLYGON((0 0,4 4,4 0,0 4,0 0))"),
            CoverageCheckOptions.standard());
    assertThat(aside.notMeasured()).singleElement().asString().startsWith("the parent outline");
    assertThat(write(aside, Format.TEXT)).contains("incomplete: not everything was measured");
    assertThat(write(aside, Format.JSON)).contains("\"clean\":false,\"incomplete\":true");
  }

  @Test
  void rows_left_out_stand_in_all_three_forms_with_the_sum() throws Exception {
    CoverageReport report =
        CoverageCheck.check(
                CoverageCheckTest.grids("POLYGON((0 0,4 0,4 4,0 4,0 0))"),
                null,
                CoverageCheckOptions.standard())
            .withReadings(
                List.of(
                    new InputSummary(
                        "a.shp",
                        6,
                        1,
                        2,
                        3,
                        Map.of(
                            "The row has no geometry", 1L, "The row is empty", 1L, "No area", 3L),
                        List.of(
                            new InputSummary.Row(
                                2, "The row has no geometry.", "The row has no geometry", null),
                            new InputSummary.Row(
                                5, "The row is empty.", "The row is empty", null)))));
    assertThat(report.clean()).isFalse();
    assertThat(report.defects()).isZero();
    assertThat(write(report, Format.TEXT))
        .startsWith(
            "1 polygon: incomplete: nothing wrong was found, but not everything was measured")
        .contains("a.shp: 6 rows read = 1 judged + 2 left out + 3 of other kinds")
        .contains("3 × No area")
        .contains("row 2 is left out: The row has no geometry.");
    for (Format format : List.of(Format.JSON, Format.GEOJSON)) {
      assertThat(write(report, format))
          .contains(
              "\"incomplete\":true",
              "\"read\":6,\"judged\":1,\"leftOut\":2,\"others\":3",
              "{\"row\":2,\"reason\":\"The row has no geometry.\"}");
    }
  }

  private static String write(CoverageReport report, Format format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CoverageReportWriter.write(report, format, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
