package org.gridmap.geodata.solid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.solid.SolidException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Solids of random and of hostile footprints. */
class RandomSolidTest {
  private static final LocalFrame FRAME = LocalFrame.at(Footprints.LON, Footprints.LAT);

  @Test
  void a_thousand_solids_are_closed_face_outward_and_hold_area_times_height()
      throws SolidException {
    int holes = 0;
    int parts = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Geometry footprint = new Footprints(seed).next();
      assertThat(footprint.isValid()).as("seed %d", seed).isTrue();
      double base = seed % 3 == 0 ? 0 : seed % 100 - 20;
      double height = 0.5 + seed % 200;
      Solid solid = Extrusion.of(footprint, base, height, FRAME);
      assertThat(unmatchedEdges(solid)).as("seed %d", seed).isZero();
      double expected = GroundArea.squareMetres(footprint) * height;
      assertThat(solid.cubicMetres())
          .as("seed %d", seed)
          .isCloseTo(expected, within(0.001 * expected));
      assertThat(solid.simplified()).as("seed %d", seed).isFalse();
      parts += footprint.getNumGeometries() > 1 ? 1 : 0;
      holes += footprint.toText().contains("),") ? 1 : 0;
    }
    assertThat(parts).isGreaterThan(150);
    assertThat(holes).isGreaterThan(300);
  }

  @Test
  void a_roof_with_slopes_is_closed_too_and_holds_what_is_below_it() throws SolidException {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      double length = 4 + random.nextDouble(30);
      double width = 3 + random.nextDouble(Math.max(0.1, length - 3));
      Geometry footprint = rectangle(length, width, random.nextDouble(Math.PI), i % 2 == 0);
      double height = 3 + random.nextInt(10);
      double flat = Extrusion.of(footprint, 0, height, FRAME).cubicMetres();
      double rise = RoofShape.rise(width);
      for (RoofShape roof : List.of(RoofShape.GABLE, RoofShape.HIP)) {
        Solid solid = Extrusion.of(footprint, 0, height, roof, FRAME);
        assertThat(unmatchedEdges(solid)).isZero();
        assertThat(solid.slopes()).isEqualTo(6);
        double ridge = length - 2 * roof.inset(length, width);
        double expected = flat + rise * width * (2 * length + ridge) / 6;
        assertThat(solid.cubicMetres()).isCloseTo(expected, within(0.002 * expected));
        double highest = 0;
        for (int corner = 0; corner < solid.cornerCount(); corner++) {
          highest = Math.max(highest, solid.ordinate(corner, 2));
        }
        assertThat(highest).isCloseTo(height + rise, within(0.01));
      }
    }
  }

  @Test
  void what_has_not_four_corners_keeps_a_flat_roof() throws SolidException {
    for (int seed = 0; seed < 200; seed++) {
      Geometry footprint = new Footprints(seed).next();
      if (footprint.getNumPoints() != 5) {
        Solid solid = Extrusion.of(footprint, 0, 6, RoofShape.HIP, FRAME);
        assertThat(solid.cubicMetres())
            .isCloseTo(Extrusion.of(footprint, 0, 6, FRAME).cubicMetres(), within(1e-9));
      }
    }
  }

  /** A rectangle in degrees, so many metres long and wide. */
  private static Geometry rectangle(double length, double width, double turn, boolean backwards) {
    double metre = 1 / 111_320.0;
    double east = metre / Math.cos(Math.toRadians(Footprints.LAT));
    double north = 1 / 110_780.0;
    Coordinate[] ring = new Coordinate[5];
    double[][] corners = {{0, 0}, {length, 0}, {length, width}, {0, width}, {0, 0}};
    for (int i = 0; i < 5; i++) {
      double[] at = corners[backwards ? 4 - i : i];
      ring[i] =
          new Coordinate(
              Footprints.LON + east * (at[0] * Math.cos(turn) - at[1] * Math.sin(turn)),
              Footprints.LAT + north * (at[0] * Math.sin(turn) + at[1] * Math.cos(turn)));
    }
    return Footprints.GEOMETRIES.createPolygon(ring);
  }

  @Test
  void a_solid_without_one_triangle_or_with_one_turned_is_seen_not_to_be_closed()
      throws SolidException {
    Solid solid = Extrusion.of(new Footprints(1).next(), 0, 10, FRAME);
    int[] triangles =
        IntStream.range(0, 3 * solid.triangleCount())
            .map(i -> solid.corner(i / 3, i % 3))
            .toArray();
    int first = triangles[0];
    triangles[0] = triangles[1];
    triangles[1] = first;
    double[] corners =
        IntStream.range(0, 3 * solid.cornerCount())
            .mapToDouble(i -> solid.ordinate(i / 3, i % 3))
            .toArray();
    assertThat(unmatchedEdges(new Solid(corners, triangles, solid.walls(), solid.slopes(), false)))
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a bow tie | POLYGON((0 0, 0.001 0.001, 0.001 0, 0 0.001, 0 0)) | true",
        "a hole that touches the outline | POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0), (0 0, 0.0005 0.0002, 0.0002 0.0005, 0 0)) | false",
        "two holes that touch | POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0), (0.0002 0.0002, 0.0005 0.0005, 0.0002 0.0005, 0.0002 0.0002), (0.0005 0.0005, 0.0008 0.0008, 0.0008 0.0005, 0.0005 0.0005)) | false",
        "a hole outside | POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0), (0.002 0, 0.003 0, 0.003 0.001, 0.002 0)) | true",
        "a spike | POLYGON((0 0, 0.001 0, 0.001 0.001, 0.003 0.001, 0.001 0.001, 0 0.001, 0 0)) | false",
        "corners that are one | POLYGON((0 0, 0 0, 0.001 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0.001, 0 0)) | false",
        "a line beside a house | MULTIPOLYGON(((0 0, 0.001 0, 0.001 0.001, 0 0.001, 0 0)), ((0.002 0, 0.003 0, 0.002 0, 0.002 0))) | true",
        "the wrong way around | POLYGON((0 0, 0 0.001, 0.001 0.001, 0.001 0, 0 0), (0.0002 0.0002, 0.0008 0.0002, 0.0005 0.0008, 0.0002 0.0002)) | false"
      })
  void a_strange_footprint_is_a_closed_solid_that_says_whether_it_is_less(
      String what, String wkt, boolean simplified) throws Exception {
    Solid solid = Extrusion.of(read(wkt), 0, 5, LocalFrame.at(0, 0));
    assertThat(unmatchedEdges(solid)).as(what).isZero();
    assertThat(solid.cubicMetres()).as(what).isPositive();
    assertThat(solid.simplified()).as(what).isEqualTo(simplified);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POINT(0 0) | 5 | NO_AREA",
        "POLYGON EMPTY | 5 | NO_AREA",
        "POLYGON((0 0, 0.001 0, 0 0)) | 5 | NO_AREA",
        "POLYGON((0 0, 0.00000001 0, 0.00000001 0.00000001, 0 0)) | 5 | NO_AREA",
        "POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0)) | 0 | NO_HEIGHT",
        "POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0)) | -3 | NO_HEIGHT",
        "POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0)) | NaN | NO_HEIGHT",
        "POLYGON((0 0, 0.001 0, 0.001 0.001, 0 0)) | Infinity | NO_HEIGHT",
        "POLYGON((0 0, 1e300 0, 0.001 0.001, 0 0)) | 5 | NO_PLACE",
        "POLYGON((0 0, 0.001 95, 0.001 0.001, 0 0)) | 5 | NO_PLACE"
      })
  void what_is_no_building_is_refused_with_the_reason(String wkt, double height, Reason reason) {
    assertThatThrownBy(() -> Extrusion.of(read(wkt), 0, height, LocalFrame.at(0, 0)))
        .isInstanceOfSatisfying(
            SolidException.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void a_corner_that_is_no_number_and_too_many_corners_are_refused() {
    Coordinate[] ring = {
      new Coordinate(0, 0),
      new Coordinate(Double.NaN, 0),
      new Coordinate(0, 1),
      new Coordinate(0, 0)
    };
    Geometry broken = Footprints.GEOMETRIES.createPolygon(ring);
    assertThatThrownBy(() -> Extrusion.of(broken, 0, 5, FRAME))
        .isInstanceOfSatisfying(
            SolidException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_PLACE));
    Geometry round = Footprints.GEOMETRIES.createPoint(Footprints.at(0, 0)).buffer(0.001, 6000);
    assertThatThrownBy(() -> Extrusion.of(round, 0, 5, FRAME))
        .isInstanceOfSatisfying(
            SolidException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_CORNERS));
  }

  /** Lines drawn with closed eyes. */
  @Test
  void no_scribble_fails_otherwise_than_by_a_reason_and_what_is_made_of_it_is_closed() {
    int made = 0;
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Coordinate[] ring = new Coordinate[4 + random.nextInt(12)];
      for (int i = 0; i < ring.length - 1; i++) {
        ring[i] = Footprints.at(random.nextInt(12), random.nextInt(12));
      }
      ring[ring.length - 1] = ring[0];
      try {
        Solid solid = Extrusion.of(Footprints.GEOMETRIES.createPolygon(ring), 0, 9, FRAME);
        assertThat(unmatchedEdges(solid)).as("seed %d", seed).isZero();
        assertThat(solid.cubicMetres()).as("seed %d", seed).isPositive();
        made++;
      } catch (SolidException e) {
        assertThat(e.reason()).as("seed %d", seed).isIn(Reason.NO_AREA, Reason.CROSSED);
      }
    }
    assertThat(made).isGreaterThan(300);
  }

  @Test
  void a_box_has_at_least_a_metre_each_way_and_says_that_it_is_assumed() throws SolidException {
    Solid box = Extrusion.ofBox(new Envelope(Footprints.at(0, 0)), 0, 3, FRAME);
    assertThat(box.cubicMetres()).isBetween(3.0, 4.0);
    assertThat(box.simplified()).isTrue();
  }

  /** Edges that are not walked as often in one direction as in the other. */
  private static long unmatchedEdges(Solid solid) {
    Map<List<Integer>, Integer> edges = new HashMap<>();
    for (int t = 0; t < solid.triangleCount(); t++) {
      for (int k = 0; k < 3; k++) {
        int a = solid.corner(t, k);
        int b = solid.corner(t, (k + 1) % 3);
        edges.merge(List.of(Math.min(a, b), Math.max(a, b)), a < b ? 1 : -1, Integer::sum);
      }
    }
    return edges.values().stream().filter(count -> count != 0).count();
  }

  private static Geometry read(String wkt) throws ParseException {
    return new WKTReader(Footprints.GEOMETRIES).read(wkt);
  }
}
