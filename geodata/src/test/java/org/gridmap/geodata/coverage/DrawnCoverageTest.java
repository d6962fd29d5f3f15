package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Layers that are exact in the metres of a zone, where corners lie on long edges of neighbours. */
class DrawnCoverageTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final CoverageCheckOptions OPTIONS =
      CoverageCheckOptions.standard().withParallelism(1);

  /** One of the 64 zones of CGCS2000: 3° and 6° wide, with and without its number in front. */
  private record Zone(int code, double centralMeridian, double halfWidth) {
    static Zone any(SplittableRandom random) {
      boolean wide = random.nextBoolean();
      boolean prefixed = random.nextBoolean();
      int zone = random.nextInt(wide ? 11 : 21);
      return wide
          ? new Zone((prefixed ? 4491 : 4502) + zone, 75 + 6 * zone, 3)
          : new Zone((prefixed ? 4513 : 4534) + zone, 75 + 3 * zone, 1.5);
    }

    DrawingPlane plane() {
      try {
        return DrawingPlane.of(CrsRegistry.find("EPSG:" + code));
      } catch (UnsupportedCrsException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Coordinate place(DrawingPlane plane, double lon, double lat) {
    double[] at = {lon, lat};
    plane.fromLonLat(at);
    return new Coordinate(at[0], at[1]);
  }

  private static BrickCoverage wall(
      SplittableRandom random, Zone zone, DrawingPlane plane, boolean rounded) {
    double lon = zone.centralMeridian + zone.halfWidth * (2 * random.nextDouble() - 1);
    double length = Math.pow(10, 2.2 + 2.5 * random.nextDouble());
    return new BrickCoverage(
        random,
        place(plane, lon, 20 + 30 * random.nextDouble()),
        length,
        2 + random.nextInt(3),
        2 * Math.PI * random.nextDouble(),
        rounded ? 0.001 : 0);
  }

  @Test
  void a_thousand_exact_coverages_in_any_zone_are_clean_and_a_moved_corner_is_found() {
    for (int seed = 0; seed < 1000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Zone zone = Zone.any(random);
      DrawingPlane plane = zone.plane();
      BrickCoverage wall = wall(random, zone, plane, seed % 2 == 0);
      Polygon outline = seed % 3 == 0 ? wall.outline() : null;
      CoverageReport report = CoverageCheck.check(wall.grids(), outline, plane, OPTIONS);
      assertThat(report.findings()).as("seed %d, EPSG:%d", seed, zone.code).isEmpty();
      assertThat(report.leftOut()).as("seed %d", seed).isEqualTo(CoverageReport.LeftOut.NOTHING);
      assertThat(report.junctions().corners())
          .as("seed %d", seed)
          .isEqualTo(wall.junctions() + (outline == null ? 0 : wall.outlineJunctions()));
      assertThat(report.junctions().furthestMetres()).isLessThan(seed % 2 == 0 ? 0.0015 : 1e-6);
      double angle = 2 * Math.PI * random.nextDouble();
      for (double metres : new double[] {0.01, 0.1, 1}) {
        CoverageReport moved =
            CoverageCheck.check(
                wall.grids(0, metres * Math.cos(angle), metres * Math.sin(angle)),
                outline,
                plane,
                OPTIONS);
        assertThat(moved.clean()).as("seed %d, %.2f m", seed, metres).isFalse();
        assertThat(moved.findings())
            .as("seed %d, %.2f m", seed, metres)
            .anySatisfy(finding -> assertThat(finding.grids()).contains("r0b1"));
      }
    }
  }

  @Test
  void after_noding_neighbours_share_their_corners_in_degrees_too() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Zone zone = Zone.any(random);
      DrawingPlane plane = zone.plane();
      BrickCoverage wall = wall(random, zone, plane, seed % 2 == 0);
      List<Geometry> layer = new ArrayList<>(List.of(wall.outline()));
      wall.grids().forEach(grid -> layer.add(grid.geometry()));
      JunctionNoding.Result noded = JunctionNoding.node(layer, plane);
      assertThat(noded.corners()).isEqualTo(wall.junctions() + wall.outlineJunctions());
      List<GridShape> stored = new ArrayList<>();
      for (int i = 1; i < layer.size(); i++) {
        Geometry degrees = DrawingPlane.degrees().bring(noded.geometries().get(i), plane);
        stored.add(new GridShape("g" + i, degrees));
      }
      CoverageReport report =
          CoverageCheck.check(
              stored, DrawingPlane.degrees().bring(noded.geometries().getFirst(), plane), OPTIONS);
      assertThat(report.findings()).as("seed %d", seed).isEmpty();
      assertThat(report.junctions().corners()).as("seed %d", seed).isZero();
      assertThat(report.leftOut()).isEqualTo(CoverageReport.LeftOut.NOTHING);
      assertThat(JunctionNoding.node(noded.geometries(), plane).corners()).isZero();
    }
  }

  @Test
  void a_parent_that_no_child_borders_with_a_long_edge_still_gets_the_corner_from_below() {
    // A and B share a long edge; only their children, below on both sides, have a corner on it.
    List<Geometry> layer = new ArrayList<>();
    for (double[] box :
        new double[][] {
          {0, 0, 1000, 2000},
          {1000, 0, 2000, 2000},
          {0, 0, 1000, 900},
          {0, 900, 1000, 2000},
          {1000, 0, 2000, 900},
          {1000, 900, 2000, 2000}
        }) {
      layer.add(box(500_000 + box[0], 2_700_000 + box[1], 500_000 + box[2], 2_700_000 + box[3]));
    }
    JunctionNoding.Result noded = JunctionNoding.node(layer, new Zone(4549, 120, 1.5).plane());
    assertThat(noded.corners()).isEqualTo(3);
    for (int parent = 0; parent < 2; parent++) {
      assertThat(noded.geometries().get(parent).getCoordinates())
          .contains(new Coordinate(501_000, 2_700_900));
    }
  }

  private static Polygon box(double x0, double y0, double x1, double y1) {
    return FACTORY.createPolygon(
        new Coordinate[] {
          new Coordinate(x0, y0),
          new Coordinate(x1, y0),
          new Coordinate(x1, y1),
          new Coordinate(x0, y1),
          new Coordinate(x0, y0)
        });
  }

  @Test
  void a_corner_further_off_than_the_numbers_were_rounded_is_a_mismatch() {
    DrawingPlane plane = new Zone(4549, 120, 1.5).plane();
    for (double off : new double[] {0.002, 0.01, 0.018}) {
      Polygon upper = box(500_000, 2_700_600, 501_000, 2_701_200);
      Polygon left = box(500_000, 2_700_000, 500_400, 2_700_600);
      Coordinate[] ring = box(500_400, 2_700_000, 501_000, 2_700_600).getCoordinates();
      ring[3] = new Coordinate(500_400, 2_700_600 - off);
      List<GridShape> grids =
          List.of(
              new GridShape("a", upper),
              new GridShape("b", left),
              new GridShape("c", FACTORY.createPolygon(ring)));
      CoverageReport report = CoverageCheck.check(grids, null, plane, OPTIONS);
      assertThat(report.clean()).as("%.3f", off).isFalse();
      assertThat(report.list(FindingKind.EDGE_MISMATCH)).as("%.3f", off).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EPSG:3857, 13200000, 2850000",
    "EPSG:2437, 500000, 4000000",
    "EPSG:28355, 400000, 5800000",
    "EPSG:2272, 2600000, 200000",
    "EPSG:3832, 3330000, 2000000",
    "EPSG:32701, 199990, 8000000"
  })
  void areas_are_true_on_the_ground_in_any_unit_and_on_both_sides_of_180_degrees(
      String code, double x, double y) throws Exception {
    DrawingPlane plane = DrawingPlane.of(CrsRegistry.find(code));
    double side = 10_000;
    List<GridShape> grids =
        List.of(
            new GridShape("a", box(x, y, x + side, y + side)),
            new GridShape("b", box(x + side / 2, y + side, x + side, y + 2 * side)),
            new GridShape("c", box(x, y + side, x + side / 2 - 40, y + 2 * side)));
    Polygon parent = box(x, y, x + side, y + 2 * side);
    CoverageReport report = CoverageCheck.check(grids, parent, plane, OPTIONS);
    double gap = plane.squareMetres(box(x + side / 2 - 40, y + side, x + side / 2, y + 2 * side));
    assertThat(report.list(FindingKind.GAP))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.areaSquareMetres()).isCloseTo(gap, within(1e-6 * gap)));
    DrawingPlane.Local local = plane.at(x + side / 2, y + 1.5 * side);
    double scale = local.eastPerX() * local.northPerY() - local.eastPerY() * local.northPerX();
    assertThat(gap).isCloseTo(40 * side * scale, within(0.01 * gap));
    assertThat(report.list(FindingKind.OVERLAP)).isEmpty();
  }

  @Test
  void a_single_polygon_and_an_empty_layer_are_answered() {
    DrawingPlane plane = new Zone(4528, 120, 1.5).plane();
    Polygon box = box(40_500_000, 2_700_000, 40_550_000, 2_750_000);
    assertThat(CoverageCheck.check(List.of(new GridShape("a", box)), box, plane, OPTIONS).clean())
        .isTrue();
    assertThat(CoverageCheck.check(List.of(), null, plane, OPTIONS).clean()).isTrue();
  }
}
