package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** Grids in the metres of a zone, and their parent or neighbours in another system. */
class BorderAgreementTest {
  private static final CoverageCheckOptions OPTIONS =
      CoverageCheckOptions.standard().withParallelism(1);

  private static DrawingPlane plane(String code) throws UnsupportedCrsException {
    return DrawingPlane.of(CrsRegistry.find(code));
  }

  private static BrickCoverage wall(int seed, double length) {
    SplittableRandom random = new SplittableRandom(seed);
    return new BrickCoverage(
        random,
        new Coordinate(420_000 + 1_000 * random.nextInt(100), 2_700_000),
        length,
        2 + random.nextInt(3),
        2 * Math.PI * random.nextDouble(),
        seed % 2 == 0 ? 0.001 : 0);
  }

  private static Geometry rounded(Geometry geometry, double step) {
    Geometry rounded = geometry.copy();
    rounded.apply((Coordinate c) -> {
      c.x = Math.rint(c.x / step) * step;
      c.y = Math.rint(c.y / step) * step;
    });
    rounded.geometryChanged();
    return rounded;
  }

  private static List<Geometry> shapes(List<GridShape> grids) {
    return grids.stream().map(GridShape::geometry).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EPSG:4490", "EPSG:4528", "EPSG:4548", "EPSG:3857", "EPSG:4509"})
  void a_parent_from_another_system_gets_the_corners_of_its_children(String code)
      throws UnsupportedCrsException {
    DrawingPlane metres = plane("EPSG:4549");
    DrawingPlane other = plane(code);
    for (int seed = 0; seed < 60; seed++) {
      BrickCoverage wall = wall(seed, seed % 3 == 0 ? 9_000 : 900);
      Geometry parent =
          rounded(other.bring(wall.outline(), metres), code.equals("EPSG:4490") ? 1e-7 : 0.01);
      BorderAgreement.Result brought =
          BorderAgreement.bring(shapes(wall.grids()), metres, List.of(parent), other);
      assertThat(brought.corners()).as("seed %d", seed).isPositive();
      assertThat(brought.furthestMetres()).isLessThan(0.03);
      CoverageReport report =
          CoverageCheck.check(wall.grids(), brought.geometries().getFirst(), metres, OPTIONS);
      assertThat(report.findings()).as("seed %d", seed).isEmpty();
      assertThat(report.leftOut()).isEqualTo(CoverageReport.LeftOut.NOTHING);
    }
  }

  @Test
  void a_parent_with_more_corners_than_its_children_bends_their_long_edges() throws Exception {
    DrawingPlane metres = plane("EPSG:4549");
    DrawingPlane degrees = DrawingPlane.degrees();
    BrickCoverage wall = wall(3, 9_000);
    Coordinate[] ring = degrees.bring(wall.outline(), metres).getCoordinates();
    List<Coordinate> more = new ArrayList<>();
    for (int i = 1; i < ring.length; i++) {
      more.add(ring[i - 1]);
      more.add(new Coordinate((ring[i - 1].x + ring[i].x) / 2, (ring[i - 1].y + ring[i].y) / 2));
    }
    more.add(ring[0]);
    Geometry parent = wall.outline().getFactory().createPolygon(more.toArray(Coordinate[]::new));
    BorderAgreement.Result brought =
        BorderAgreement.bring(shapes(wall.grids()), metres, List.of(parent), degrees);
    assertThat(brought.furthestMetres()).isBetween(0.05, 1.0);
    CoverageReport report =
        CoverageCheck.check(wall.grids(), brought.geometries().getFirst(), metres, OPTIONS);
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void what_is_further_off_than_the_tolerance_stays_a_finding() throws Exception {
    DrawingPlane metres = plane("EPSG:4549");
    BrickCoverage wall = wall(1, 900);
    Geometry parent = DrawingPlane.degrees().bring(wall.outline(), metres);
    parent.apply((Coordinate c) -> c.x += 5e-6);
    parent.geometryChanged();
    BorderAgreement.Result brought =
        BorderAgreement.bring(
            shapes(wall.grids()), metres, List.of(parent), DrawingPlane.degrees());
    CoverageReport report =
        CoverageCheck.check(wall.grids(), brought.geometries().getFirst(), metres, OPTIONS);
    assertThat(report.list(FindingKind.GAP)).isNotEmpty();
    assertThat(report.list(FindingKind.OUTSIDE)).isNotEmpty();
  }

  @Test
  void grids_of_two_systems_fit_together_after_the_second_was_brought_to_the_first()
      throws Exception {
    DrawingPlane metres = plane("EPSG:4549");
    DrawingPlane prefixed = plane("EPSG:4528");
    for (int seed = 0; seed < 60; seed++) {
      BrickCoverage wall = wall(seed, 900);
      List<Geometry> lower = new ArrayList<>();
      List<Geometry> upper = new ArrayList<>();
      for (GridShape grid : wall.grids()) {
        if (grid.code().startsWith("r0")) {
          lower.add(grid.geometry());
        } else {
          upper.add(rounded(prefixed.bring(grid.geometry(), metres), 0.01));
        }
      }
      BorderAgreement.Result brought = BorderAgreement.bring(lower, metres, upper, prefixed);
      List<Geometry> all = new ArrayList<>(lower);
      all.addAll(brought.geometries());
      List<GridShape> grids = new ArrayList<>();
      for (Geometry shape : all) {
        grids.add(new GridShape("g" + grids.size(), shape));
      }
      CoverageReport report = CoverageCheck.check(grids, null, metres, OPTIONS);
      // Joints that were rounded to a centimetre among the upper ones are theirs to answer for.
      assertThat(report.findings())
          .as("seed %d", seed)
          .allMatch(finding ->
              finding.grids().stream()
                  .noneMatch(code -> Integer.parseInt(code.substring(1)) < lower.size()));
    }
  }
}
