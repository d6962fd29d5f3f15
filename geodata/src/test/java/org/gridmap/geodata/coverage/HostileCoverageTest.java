package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridmap.geodata.metric.GroundArea;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Layers made to keep a checker busy. The bounds are generous, as machines are shared: they guard
 * against hours, not against seconds.
 */
class HostileCoverageTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Duration HANG = Duration.ofSeconds(60);

  @Test
  void two_valid_combs_of_8000_points_that_cross_millions_of_times_are_answered() {
    CoverageReport report = check(List.of(comb(2000, false), comb(2000, true)));
    assertThat(report.list(FindingKind.TOO_COMPLEX))
        .singleElement()
        .satisfies(finding -> assertThat(finding.grids()).containsExactly("g0", "g1"));
    assertThat(report.clean()).isFalse();
  }

  @Test
  void two_small_combs_have_an_exact_overlap() {
    Polygon lying = comb(20, true);
    Polygon standing = comb(20, false);
    CoverageReport report = check(List.of(standing, lying));
    double exact = GroundArea.squareMetres(standing.intersection(lying));
    assertThat(report.totalSquareMetres(FindingKind.OVERLAP) / exact).isBetween(0.999999, 1.000001);
  }

  @Test
  void a_star_of_4001_points_is_invalid_at_a_point() {
    CoverageReport report = check(List.of(star(4001, 2000)));
    assertThat(report.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(FindingKind.INVALID);
          assertThat(finding.geometry().isEmpty()).isFalse();
        });
  }

  @Test
  void twenty_stars_and_an_honest_pair_are_all_answered() {
    List<Geometry> layer = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      layer.add(star(4001 - 2 * i, 1990 - i));
    }
    layer.add(box(1, 1, 1, 1));
    layer.add(box(1.5, 1, 1, 1));
    CoverageReport report = check(layer);
    assertThat(report.list(FindingKind.INVALID)).hasSize(20);
    assertThat(report.list(FindingKind.OVERLAP))
        .singleElement()
        .satisfies(finding -> assertThat(finding.grids()).containsExactly("g20", "g21"));
  }

  @Test
  void thousands_of_squares_that_all_meet_one_another_are_answered() {
    List<Geometry> layer = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      layer.add(box(i * 1e-6, i * 1e-6, 0.01, 0.01));
    }
    assertThat(check(layer).list(FindingKind.TOO_COMPLEX)).isNotEmpty();
  }

  @Test
  void squares_inside_squares_inside_squares_are_answered() {
    List<Geometry> layer = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      layer.add(box(i * 1e-6, i * 1e-6, 0.02 - 2e-6 * i, 0.02 - 2e-6 * i));
    }
    CoverageReport report = check(layer);
    assertThat(report.list(FindingKind.CONTAINMENT)).isNotEmpty();
    assertThat(report.list(FindingKind.TOO_COMPLEX)).isNotEmpty();
  }

  @Test
  void fifty_thousand_copies_of_one_grid_are_one_finding() {
    List<Geometry> layer = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      layer.add(box(0, 0, 0.01, 0.01));
    }
    assertThat(check(layer).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.grids()).hasSize(50_000));
  }

  @Test
  void a_grid_with_a_hundred_thousand_holes_is_answered() {
    LinearRing[] holes = new LinearRing[100_000];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = box(i % 400 * 1e-4 + 1e-5, i / 400 * 1e-4 + 1e-5, 5e-5, 5e-5).getExteriorRing();
    }
    Polygon sieve = FACTORY.createPolygon(box(0, 0, 0.05, 0.05).getExteriorRing(), holes);
    assertThat(check(List.of(sieve)).list(FindingKind.GAP)).hasSize(100_000);
  }

  @Test
  void thousands_of_specks_within_the_tolerance_are_answered() {
    SplittableRandom random = new SplittableRandom(1);
    List<Geometry> layer = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      layer.add(box(random.nextDouble() * 1e-7, random.nextDouble() * 1e-7, 1e-9, 1e-9));
    }
    assertThat(check(layer).clean()).isFalse();
  }

  @Test
  void numbers_that_are_none_and_empty_polygons_are_findings() {
    Polygon notANumber = box(0, 0, 1, 1);
    notANumber.getExteriorRing().getCoordinateSequence().setOrdinate(1, 0, Double.NaN);
    Polygon huge = box(0, 0, 1, 1);
    huge.getExteriorRing().getCoordinateSequence().setOrdinate(2, 1, 1e300);
    CoverageReport report =
        check(List.of(notANumber, huge, FACTORY.createPolygon(), box(5, 5, 1, 1)));
    assertThat(report.list(FindingKind.INVALID)).hasSize(3);
    assertThat(report.findings()).hasSize(3);
  }

  private static CoverageReport check(List<? extends Geometry> layer) {
    List<GridShape> grids = new ArrayList<>();
    for (Geometry geometry : layer) {
      grids.add(new GridShape("g" + grids.size(), geometry));
    }
    return assertTimeoutPreemptively(
        HANG, () -> CoverageCheck.check(grids, null, CoverageCheckOptions.standard()));
  }

  static Polygon box(double x, double y, double width, double height) {
    return ring(
        List.of(
            new Coordinate(118 + x, 24 + y),
            new Coordinate(118 + x + width, 24 + y),
            new Coordinate(118 + x + width, 24 + y + height),
            new Coordinate(118 + x, 24 + y + height)));
  }

  /** Teeth that stand up, or lie on their side: two of them cross at every tooth. */
  static Polygon comb(int teeth, boolean lying) {
    double step = 0.01 / teeth;
    List<Coordinate> points = new ArrayList<>();
    points.add(new Coordinate(0, -0.001));
    for (int i = 0; i < teeth; i++) {
      points.add(new Coordinate(i * step, 0.01));
      points.add(new Coordinate(i * step + step / 2, 0.01));
      if (i < teeth - 1) {
        points.add(new Coordinate(i * step + step / 2, 0));
        points.add(new Coordinate((i + 1) * step, 0));
      }
    }
    points.add(new Coordinate(teeth * step - step / 2, -0.001));
    return ring(
        points.stream()
            .map(p ->
                lying ? new Coordinate(118 + p.y, 24 + p.x) : new Coordinate(118 + p.x, 24 + p.y))
            .toList());
  }

  static Polygon star(int points, int stride) {
    List<Coordinate> ring = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * ((long) i * stride % points) / points;
      ring.add(new Coordinate(118 + 0.01 * Math.cos(angle), 24 + 0.01 * Math.sin(angle)));
    }
    return ring(ring);
  }

  private static Polygon ring(List<Coordinate> points) {
    List<Coordinate> closed = new ArrayList<>(points);
    closed.add(points.getFirst().copy());
    return FACTORY.createPolygon(closed.toArray(Coordinate[]::new));
  }
}
