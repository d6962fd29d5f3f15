package org.gridmap.geodata.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GeometryGuardTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private final GeometryGuard guard = new GeometryGuard(GuardLimits.standard());

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a bow tie                | GEOMETRY_INVALID        | POLYGON((118 24,119 25,119 24,118 25,118 24))
          a spike                  | GEOMETRY_INVALID        | POLYGON((118 24,119 24,119 25,119 26,119 25,118 25,118 24))
          a ring that touches itself | GEOMETRY_INVALID      | POLYGON((118 24,119 24,119 25,118.5 24,118 25,118 24))
          a hole outside           | GEOMETRY_INVALID        | POLYGON((118 24,119 24,119 25,118 25,118 24),(100 24,101 24,101 25,100 24))
          parts on one another     | GEOMETRY_INVALID        | MULTIPOLYGON(((118 24,119 24,119 25,118 25,118 24)),((118.5 24,119.5 24,119.5 25,118.5 25,118.5 24)))
          an empty polygon         | GEOMETRY_INVALID        | POLYGON EMPTY
          a point beyond the world | COORDINATE_OUT_OF_RANGE | LINESTRING(118 24,500 24)
          latitude first           | CRS_SUSPECT             | POLYGON((31.24 121.48,31.25 121.48,31.25 121.49,31.24 121.48))
          metres                   | CRS_SUSPECT             | POLYGON((450000 2750000,450100 2750000,450100 2750100,450000 2750000))
          """)
  void what_may_not_enter_is_refused_with_its_fault(String name, GeometryFault fault, String wkt)
      throws ParseException {
    Geometry geometry = new WKTReader().read(wkt);
    GeometryException refused =
        catchThrowableOfType(GeometryException.class, () -> guard.check(geometry));
    assertThat(refused).as(name).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
    if (!geometry.isEmpty()) {
      assertThat(refused.place()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POLYGON((118 24,119 24,119 25,118 25,118 24))
          POLYGON((118 24,119 24,119 25,118 25,118 24),(118.2 24.2,118.4 24.2,118.4 24.4,118.2 24.2))
          POLYGON((118 24,119 24,119 25,118 25,118 24),(118 24.5,118.4 24.2,118.4 24.4,118 24.5))
          POLYGON((118 24,118 24,119 24,119 25,119 25,118 25,118 24))
          MULTIPOLYGON(((118 24,119 24,119 25,118 25,118 24)),((119 25,120 25,120 26,119 26,119 25)))
          POINT(118 24)
          LINESTRING(118 24,119 25,118 25,119 24)
          """)
  void what_is_valid_passes(String wkt) throws ParseException {
    Geometry geometry = new WKTReader().read(wkt);
    assertThatCode(() -> guard.check(geometry)).doesNotThrowAnyException();
  }

  @Test
  void a_crossing_is_reported_at_its_point() throws ParseException {
    Geometry bowTie = new WKTReader().read("POLYGON((118 24,119 25,119 24,118 25,118 24))");
    GeometryException refused =
        catchThrowableOfType(GeometryException.class, () -> guard.check(bowTie));
    assertThat(refused.place()).isEqualTo(new Coordinate(118.5, 24.5));
    assertThat(refused.fault().slug()).isEqualTo("geometry-invalid");
  }

  @Test
  void numbers_that_are_not_finite_are_refused() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Polygon polygon = circle(118, 24, 10);
      polygon.getExteriorRing().getCoordinateSequence().setOrdinate(2, 1, number);
      assertThat(catchThrowableOfType(GeometryException.class, () -> guard.check(polygon)).fault())
          .isEqualTo(GeometryFault.GEOMETRY_INVALID);
    }
  }

  @Test
  void a_feature_of_5000_vertices_passes_and_one_more_does_not() {
    assertThatCode(() -> guard.check(circle(118, 24, 4_999))).doesNotThrowAnyException();
    assertThat(
            catchThrowableOfType(GeometryException.class, () -> guard.check(circle(118, 24, 5_000)))
                .fault())
        .isEqualTo(GeometryFault.GEOMETRY_TOO_COMPLEX);
  }

  @Test
  void a_request_may_carry_200_000_vertices_together() {
    GeometryGuard.Request request = guard.newRequest();
    Polygon polygon = circle(118, 24, 4_999);
    for (int i = 0; i < 40; i++) {
      request.check(polygon);
    }
    assertThat(catchThrowableOfType(GeometryException.class, () -> request.check(polygon)).fault())
        .isEqualTo(GeometryFault.GEOMETRY_TOO_COMPLEX);
  }

  @Test
  void a_ring_must_be_closed_and_have_four_points() {
    Coordinate a = new Coordinate(118, 24);
    Coordinate b = new Coordinate(119, 24);
    Coordinate c = new Coordinate(119, 25);
    for (Coordinate[] points :
        List.of(new Coordinate[] {a, b, c, b}, new Coordinate[] {a, b, a}, new Coordinate[0])) {
      assertThat(
              catchThrowableOfType(GeometryException.class, () -> guard.ring(FACTORY, points))
                  .fault())
          .isEqualTo(GeometryFault.GEOMETRY_INVALID);
    }
    assertThat(guard.ring(FACTORY, new Coordinate[] {a, b, c, a}).isClosed()).isTrue();
  }

  @Test
  void neighbours_that_cross_too_often_are_refused_by_name_and_at_once() {
    Polygon standing = comb(1000, false);
    Polygon lying = comb(1000, true);
    assertThatCode(() -> guard.check(standing)).doesNotThrowAnyException();
    GeometryException refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                catchThrowableOfType(
                    GeometryException.class,
                    () -> guard.checkCrossings("A", standing, "B", lying)));
    assertThat(refused.fault()).isEqualTo(GeometryFault.GEOMETRY_TOO_COMPLEX);
    assertThat(refused).hasMessageContaining("A and B");
    assertThatCode(() -> guard.checkCrossings("A", comb(20, false), "B", comb(20, true)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_layer_that_would_fit_with_exchanged_axes_is_suspect() {
    Envelope town = new Envelope(80, 81, 40, 41);
    Envelope swapped = new Envelope(40.2, 40.8, 80.2, 80.8);
    GeometryException refused =
        catchThrowableOfType(GeometryException.class, () -> guard.checkExtent(swapped, town));
    assertThat(refused.fault()).isEqualTo(GeometryFault.CRS_SUSPECT);
    assertThat(refused).hasMessageContaining("exchanged");
    assertThatCode(() -> guard.checkExtent(new Envelope(80.5, 82, 40, 41), town))
        .doesNotThrowAnyException();
  }

  private static Polygon circle(double x, double y, int points) {
    Coordinate[] ring = new Coordinate[points + 1];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      ring[i] = new Coordinate(x + 0.1 * Math.cos(angle), y + 0.1 * Math.sin(angle));
    }
    ring[points] = ring[0].copy();
    return FACTORY.createPolygon(ring);
  }

  private static Polygon comb(int teeth, boolean lying) {
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
    points.add(points.getFirst());
    Coordinate[] ring = new Coordinate[points.size()];
    for (int i = 0; i < ring.length; i++) {
      Coordinate p = points.get(i);
      ring[i] = lying ? new Coordinate(118 + p.y, 24 + p.x) : new Coordinate(118 + p.x, 24 + p.y);
    }
    return FACTORY.createPolygon(ring);
  }
}
