package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Land of nobody between borders that face one another; drawn in metres around (0, 0). */
class StripTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Where the drawings are laid. */
  enum Plane {
    DEGREES,
    METRES;

    DrawingPlane plane() {
      return this == DEGREES ? DrawingPlane.degrees() : projected();
    }

    private static DrawingPlane projected() {
      try {
        return DrawingPlane.of(CrsRegistry.find("EPSG:4549"));
      } catch (UnsupportedCrsException e) {
        throw new IllegalStateException(e);
      }
    }

    Geometry lay(Geometry metres) {
      double perDegree = 111_000;
      AffineTransformation where =
          this == DEGREES
              ? AffineTransformation.scaleInstance(
                      1 / (perDegree * Math.cos(Math.toRadians(30))), 1 / perDegree)
                  .translate(120.2, 30)
              : AffineTransformation.translationInstance(500_000, 3_300_000);
      return where.transform(metres);
    }
  }

  @ParameterizedTest
  @EnumSource(Plane.class)
  void two_grids_a_hand_apart_over_a_kilometre_leave_a_strip_with_its_width_and_area(Plane plane) {
    Finding strip = only(check(plane, null, box(0, 0, 1000, 1000), box(1000.3, 0, 900, 1000)));
    assertThat(strip.kind()).isEqualTo(FindingKind.STRIP);
    assertThat(strip.grids()).containsExactly("g0", "g1");
    assertThat(strip.areaSquareMetres()).isEqualTo(300, within(3.0));
    assertThat(strip.widthMetres()).isEqualTo(0.3, within(0.003));
    assertThat(strip.geometry().isValid()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Plane.class)
  void an_outline_makes_a_gap_of_the_strip_that_it_claims_and_leaves_the_other_a_strip(
      Plane plane) {
    Polygon[] pair = {box(0, 0, 1000, 1000), box(1000.3, 0, 900, 1000)};
    Finding gap = only(check(plane, box(0, 0, 1900.3, 1000), pair));
    assertThat(gap.kind()).isEqualTo(FindingKind.GAP);
    assertThat(gap.areaSquareMetres()).isEqualTo(300, within(3.0));
    Finding strip = only(check(plane, FACTORY.createMultiPolygon(pair), pair));
    assertThat(strip.kind()).isEqualTo(FindingKind.STRIP);
  }

  @Test
  void a_road_between_two_grids_is_no_strip_unless_strips_are_that_wide() {
    Polygon[] pair = {box(0, 0, 1000, 1000), box(1006, 0, 900, 1000)};
    assertThat(check(Plane.METRES, null, pair).clean()).isTrue();
    CoverageCheckOptions options = CoverageCheckOptions.standard();
    assertThat(check(options.withGapWidthMetres(7), pair).list(FindingKind.STRIP)).hasSize(1);
    pair[1] = box(1000.3, 0, 900, 1000);
    assertThat(check(options.withGapWidthMetres(0), pair).clean()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          corners that part at 6 degrees     | POLYGON((0 0,100 0,100 100,0 100,0 0)) ; POLYGON((100 0,200 0,200 100,110 100,100 0))
          corners that part at 30 degrees    | POLYGON((0 0,100 0,100 100,0 100,0 0)) ; POLYGON((100 0,200 0,200 100,160 100,100 0))
          the throat beside a shared corner  | POLYGON((0 0,100 0,105 50,100 100,0 100,0 0)) ; POLYGON((105 50,110 0,200 0,200 100,110 100,105 50))
          a short bay in an outline          | POLYGON((0 0,49 0,49 15,50 15,50 0,100 0,100 100,0 100,0 0))
          corners that come close            | POLYGON((0 0,100 0,100 100,0 100,0 0)) ; POLYGON((101 101,200 101,200 200,101 200,101 101))
          a lane shorter than five widths    | POLYGON((0 0,9 0,9 9,0 9,0 0)) ; POLYGON((10.9 0,20 0,20 9,10.9 9,10.9 0))
          round outlines that come close     | POLYGON((0 0,3 -20,10 -37,20 -46,20 60,10 37,3 20,0 0)) ; POLYGON((-0.5 0,-3.5 -20,-10 -37,-20 -46,-20 60,-10 37,-3.5 20,-0.5 0))
          """)
  void a_notch_is_no_strip(String name, String grids) throws ParseException {
    for (Plane plane : Plane.values()) {
      assertThat(check(plane, null, read(grids)).findings()).as(name).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed at one end          | 100 | POLYGON((0 0,100 0,100 100,0 100,0 0)) ; POLYGON((101 0,200 0,200 200,0 200,0 100,101 100,101 0)) | g0,g1
          around two corners         | 301 | POLYGON((0 0,100 0,100 100,200 100,200 200,0 200,0 0)) ; POLYGON((101 0,300 0,300 200,201 200,201 99,101 99,101 0)) | g0,g1
          between parts of a grid    | 100 | MULTIPOLYGON(((0 0,100 0,100 100,0 100,0 0)),((101 0,200 0,200 100,101 100,101 0))) | g0
          a cut into a grid          | 60  | POLYGON((0 0,49 0,49 60,50 60,50 0,100 0,100 100,0 100,0 0)) | g0
          of three grids             | 100 | POLYGON((0 0,100 0,100 60,0 60,0 0)) ; POLYGON((0 60,100 60,100 100,0 100,0 60)) ; POLYGON((101 0,200 0,200 100,101 100,101 0)) | g0,g1,g2
          a slow wedge               | 80  | POLYGON((0 0,100 0,100 100,0 100,0 0)) ; POLYGON((100 0,200 0,200 100,101.6 100,100 0)) | g0,g1
          borders that touch midway  | 99  | POLYGON((0 0,100 0,100 100,0 100,0 0)) ; POLYGON((101 0,200 0,200 100,101 100,101 51,100 50,101 49,101 0)) | g0,g1
          """)
  void a_strip_is_found_wherever_it_lies(
      String name, double squareMetres, String grids, String codes) throws ParseException {
    for (Plane plane : Plane.values()) {
      List<Finding> strips = check(plane, null, read(grids)).list(FindingKind.STRIP);
      assertThat(strips.stream().mapToDouble(Finding::areaSquareMetres).sum())
          .as(name)
          .isEqualTo(squareMetres, within(0.03 * squareMetres));
      assertThat(String.join(",", strips.getFirst().grids())).isEqualTo(codes);
      assertThat(strips).hasSize(name.contains("touch") ? 2 : 1);
    }
  }

  @Test
  void a_closed_sliver_stays_one_gap() {
    Polygon left = box(0, 0, 100, 100);
    Polygon right = polygon(100, 0, 200, 0, 200, 100, 100, 100, 101, 99, 101, 1);
    Finding gap = only(check(Plane.METRES, null, left, right));
    assertThat(gap.kind()).isEqualTo(FindingKind.GAP);
  }

  @Test
  void two_hundred_strips_at_any_angle_are_found_and_measured_and_wider_ones_are_none() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      Plane plane = i % 2 == 0 ? Plane.METRES : Plane.DEGREES;
      double width = 0.05 + 1.85 * random.nextDouble();
      Band narrow = new Band(random, width);
      Finding strip = only(check(plane, null, narrow.left, narrow.right));
      assertThat(strip.kind()).as("strip %d, %.2f m", i, width).isEqualTo(FindingKind.STRIP);
      assertThat(strip.areaSquareMetres() / plane.plane().squareMetres(plane.lay(narrow.land)))
          .as("strip %d, %.2f m", i, width)
          .isBetween(0.95, 1.05);
      double more = 2.1 + 7.9 * random.nextDouble();
      Band wide = new Band(random, more);
      assertThat(check(plane, null, wide.left, wide.right).findings())
          .as("band %d, %.2f m", i, more)
          .isEmpty();
    }
  }

  @Test
  void every_lane_between_nine_hundred_buildings_is_a_strip() {
    List<Polygon> houses = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      houses.add(box(i % 30 * 11, i / 30 * 13, 10, 12));
    }
    CoverageReport report = check(Plane.METRES, null, houses.toArray(Polygon[]::new));
    assertThat(report.list(FindingKind.STRIP)).hasSize(2 * 30 * 29);
    assertThat(report.findings()).hasSize(2 * 30 * 29);
  }

  @Test
  void strips_below_the_smallest_area_are_counted() {
    CoverageCheckOptions options = CoverageCheckOptions.standard().withMinAreaSquareMetres(301);
    CoverageReport report = check(options, box(0, 0, 1000, 1000), box(1000.3, 0, 900, 1000));
    assertThat(report.clean()).isTrue();
    assertThat(report.leftOut().strips()).isEqualTo(1);
    assertThat(report.leftOut().stripSquareMetres()).isEqualTo(300, within(3.0));
  }

  /** Two grids on both sides of a line, straight or bent, and the land between them. */
  private static final class Band {
    final Polygon left;
    final Polygon right;
    final Polygon land;

    Band(SplittableRandom random, double width) {
      int points = random.nextBoolean() ? 2 : 20 + random.nextInt(30);
      double length = 200 + 800 * random.nextDouble();
      double angle = 2 * Math.PI * random.nextDouble();
      double bend = points == 2 ? 0 : (1.5 * random.nextDouble() - 0.75) / length;
      List<Coordinate> far = new ArrayList<>();
      List<Coordinate> one = new ArrayList<>();
      List<Coordinate> other = new ArrayList<>();
      List<Coordinate> away = new ArrayList<>();
      double x = 0;
      double y = 0;
      for (int p = 0; p < points; p++) {
        double step = length / (points - 1);
        double heading = angle + bend * p * step;
        double across = heading + bend * step / 2 + Math.PI / 2;
        far.add(beside(x, y, across, 90));
        one.add(beside(x, y, across, width / 2));
        other.add(beside(x, y, across, -width / 2));
        away.add(beside(x, y, across, -90));
        x += step * Math.cos(heading + bend * step);
        y += step * Math.sin(heading + bend * step);
      }
      left = between(far, one);
      right = between(other, away);
      land = between(one, other);
    }

    private static Coordinate beside(double x, double y, double across, double metres) {
      return new Coordinate(x + metres * Math.cos(across), y + metres * Math.sin(across));
    }

    private static Polygon between(List<Coordinate> there, List<Coordinate> back) {
      List<Coordinate> ring = new ArrayList<>(there);
      List<Coordinate> reversed = new ArrayList<>(back);
      Collections.reverse(reversed);
      ring.addAll(reversed);
      ring.add(there.getFirst().copy());
      return FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    }
  }

  private static Finding only(CoverageReport report) {
    assertThat(report.findings()).hasSize(1);
    return report.findings().getFirst();
  }

  private static CoverageReport check(Plane plane, @Nullable Geometry outline, Geometry... grids) {
    return CoverageCheck.check(
        shapes(plane, grids),
        outline == null ? null : plane.lay(outline),
        plane.plane(),
        CoverageCheckOptions.standard());
  }

  private static CoverageReport check(CoverageCheckOptions options, Geometry... grids) {
    return CoverageCheck.check(shapes(Plane.METRES, grids), null, Plane.METRES.plane(), options);
  }

  private static List<GridShape> shapes(Plane plane, Geometry... grids) {
    List<GridShape> shapes = new ArrayList<>();
    for (Geometry grid : grids) {
      shapes.add(new GridShape("g" + shapes.size(), plane.lay(grid)));
    }
    return shapes;
  }

  private static Geometry[] read(String grids) throws ParseException {
    List<Geometry> all = new ArrayList<>();
    for (String wkt : grids.split(";")) {
      all.add(new WKTReader().read(wkt));
    }
    return all.toArray(Geometry[]::new);
  }

  private static Polygon box(double x, double y, double width, double height) {
    return polygon(x, y, x + width, y, x + width, y + height, x, y + height);
  }

  private static Polygon polygon(double... numbers) {
    double[] closed = Arrays.copyOf(numbers, numbers.length + 2);
    closed[numbers.length] = numbers[0];
    closed[numbers.length + 1] = numbers[1];
    Coordinate[] ring = new Coordinate[closed.length / 2];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new Coordinate(closed[2 * i], closed[2 * i + 1]);
    }
    return FACTORY.createPolygon(ring);
  }
}
