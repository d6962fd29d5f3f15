package org.gridmap.geodata.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gridmap.geodata.metric.GroundArea;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Generated coverages: clean ones give no finding, and whatever is planted is found. */
class RandomCoverageTest {

  @Test
  void a_thousand_clean_coverages_give_no_finding() {
    for (int seed = 0; seed < 1000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LatticeCoverage lattice =
          new LatticeCoverage(
              seed,
              1 + random.nextInt(7),
              1 + random.nextInt(7),
              random.nextInt(4),
              random.nextInt(12),
              0.3 * random.nextDouble());
      Geometry parent = seed % 2 == 0 ? lattice.outline() : null;
      CoverageReport report = CoverageCheck.check(lattice.grids(), parent, options(seed));
      assertThat(report.findings()).as("seed %d", seed).isEmpty();
      assertThat(report.leftOut()).as("seed %d", seed).isEqualTo(CoverageReport.LeftOut.NOTHING);
    }
  }

  @Test
  void a_clean_coverage_of_three_thousand_grids_is_clean() {
    LatticeCoverage lattice = new LatticeCoverage(11, 60, 50, 5, 25, 0.1);
    assertThat(lattice.grids()).hasSizeGreaterThan(3_000);
    CoverageReport report = CoverageCheck.check(lattice.grids(), lattice.outline(), options(0));
    assertThat(report.findings()).isEmpty();
    assertThat(report.clean()).isTrue();
  }

  /** The proof that the thousand clean ones can fail: one corner moved by two metres. */
  @Test
  void a_clean_coverage_with_one_corner_moved_is_not_clean() {
    for (int seed = 0; seed < 50; seed++) {
      LatticeCoverage lattice = new LatticeCoverage(seed, 4, 4, 2, 6, 0);
      for (double metres : new double[] {2, -2}) {
        List<GridShape> grids = new ArrayList<>(lattice.grids());
        grids.set(5, new GridShape("c5", lattice.withEastBorderMoved(5, metres / 101_000)));
        CoverageReport report = CoverageCheck.check(grids, null, options(seed));
        assertThat(report.clean()).as("seed %d, %.0f m", seed, metres).isFalse();
        assertThat(report.findings())
            .anyMatch(finding -> finding.grids().containsAll(List.of("c5", "c6")));
      }
    }
  }

  @Test
  void every_planted_fault_is_found_with_its_class_area_and_grids() {
    int sound = 0;
    for (int seed = 0; seed < 60; seed++) {
      Planted planted = new Planted(seed, seed % 2 == 0);
      CoverageReport report =
          CoverageCheck.check(planted.grids, planted.lattice.outline(), options(seed));
      for (Expected expected : planted.expected) {
        assertThat(report.list(expected.kind))
            .as("seed %d: %s", seed, expected)
            .anySatisfy(finding -> {
              assertThat(finding.grids()).containsAll(expected.grids);
              assertThat(finding.areaSquareMetres())
                  .isEqualTo(expected.area, within(0.001 + 1e-6 * expected.area));
            });
      }
      // An invalid ring may leave land uncovered around it, so only it may bring more than itself.
      if (planted.expected.stream().noneMatch(e -> e.kind == FindingKind.INVALID)) {
        assertThat(report.findings()).as("seed %d", seed).hasSize(planted.expected.size());
        sound++;
      }
    }
    assertThat(sound).isGreaterThan(5);
  }

  @Test
  void a_corner_on_an_edge_of_the_neighbour_is_told_and_a_centimetre_off_it_is_a_mismatch() {
    for (int seed = 0; seed < 50; seed++) {
      LatticeCoverage lattice = new LatticeCoverage(seed, 4, 4, 2, 6, 0);
      List<GridShape> grids = new ArrayList<>(lattice.grids());
      grids.set(5, new GridShape("c5", lattice.withEastCornerAdded(5, 0)));
      CoverageReport report = CoverageCheck.check(grids, lattice.outline(), options(seed));
      assertThat(report.findings()).as("seed %d", seed).isEmpty();
      assertThat(report.junctions().corners()).isEqualTo(1);
      grids.set(5, new GridShape("c5", lattice.withEastCornerAdded(5, 1e-7)));
      assertThat(
              CoverageCheck.check(grids, lattice.outline(), options(seed))
                  .list(FindingKind.EDGE_MISMATCH))
          .as("seed %d", seed)
          .singleElement()
          .satisfies(finding -> assertThat(finding.grids()).containsExactly("c5", "c6"));
    }
  }

  @Test
  void all_78_faults_planted_in_20_000_polygons_are_named_and_nothing_else() {
    DirtyCoverage dirty = new DirtyCoverage(200, 100);
    assertThat(dirty.grids()).hasSize(20_000);
    assertThat(dirty.faults()).hasSize(78);
    CoverageReport report = CoverageCheck.check(dirty.grids(), null, options(0));
    assertThat(dirty.named(report)).isEqualTo(78);
    assertThat(report.findings()).hasSize(78);
  }

  @Test
  void one_thread_and_three_give_the_same_report() {
    DirtyCoverage dirty = new DirtyCoverage(60, 60);
    CoverageReport one =
        CoverageCheck.check(
            dirty.grids(), null, CoverageCheckOptions.standard().withParallelism(1));
    CoverageReport three =
        CoverageCheck.check(
            dirty.grids(), null, CoverageCheckOptions.standard().withParallelism(3));
    assertThat(three.findings()).isEqualTo(one.findings());
  }

  private static CoverageCheckOptions options(int seed) {
    return CoverageCheckOptions.standard().withParallelism(1 + seed % 3);
  }

  private record Expected(FindingKind kind, List<String> grids, double area) {}

  /** A lattice with faults in cells that are no neighbours of one another. */
  private static final class Planted {
    private static final int INVALID_RING = 5;

    final LatticeCoverage lattice;
    final List<GridShape> grids = new ArrayList<>();
    final List<Expected> expected = new ArrayList<>();

    Planted(int seed, boolean withInvalid) {
      SplittableRandom random = new SplittableRandom(seed);
      lattice = new LatticeCoverage(seed, 16, 12, 3, 8, 0);
      for (int cell = 0; cell < lattice.cells(); cell++) {
        int i = cell % lattice.columns();
        int j = cell / lattice.columns();
        boolean chosen = lattice.isInterior(cell) && i % 4 == 1 && j % 3 == 1;
        int fault = chosen ? random.nextInt(8) : -1;
        plant(cell, fault == INVALID_RING && !withInvalid ? 0 : fault, random);
      }
    }

    private void plant(int cell, int fault, SplittableRandom random) {
      String code = LatticeCoverage.code(cell);
      String east = LatticeCoverage.code(cell + 1);
      Polygon whole = lattice.cell(cell);
      double degrees = (0.01 + 0.1 * random.nextDouble()) * LatticeCoverage.CELL_WIDTH;
      Polygon shape = whole;
      switch (fault) {
        case 0 -> {
          shape = lattice.withEastBorderMoved(cell, degrees);
          Geometry shared = shape.intersection(lattice.cell(cell + 1));
          expect(FindingKind.OVERLAP, List.of(code, east), GroundArea.squareMetres(shared));
        }
        case 1 -> {
          shape = lattice.withEastBorderMoved(cell, -degrees);
          Geometry missing = whole.difference(shape);
          expect(FindingKind.GAP, List.of(code, east), GroundArea.squareMetres(missing));
        }
        case 2 -> {
          expect(FindingKind.GAP, List.of(east), GroundArea.squareMetres(whole));
          return;
        }
        case 3 -> {
          grids.add(new GridShape(code + "b", whole));
          expect(FindingKind.DUPLICATE, List.of(code, code + "b"), GroundArea.squareMetres(whole));
        }
        case 4 -> {
          Polygon inner =
              (Polygon)
                  AffineTransformation.scaleInstance(
                          0.2, 0.2, whole.getCentroid().getX(), whole.getCentroid().getY())
                      .transform(whole);
          grids.add(new GridShape(code + "x", inner));
          expect(
              FindingKind.CONTAINMENT, List.of(code + "x", code), GroundArea.squareMetres(inner));
        }
        case INVALID_RING -> {
          shape = (Polygon) whole.copy();
          Coordinate[] ring = shape.getCoordinates();
          Coordinate swap = ring[2].copy();
          ring[2].setCoordinate(ring[ring.length / 2]);
          ring[ring.length / 2].setCoordinate(swap);
          expect(FindingKind.INVALID, List.of(code), 0);
        }
        case 6 -> {
          Polygon hole =
              (Polygon)
                  AffineTransformation.scaleInstance(
                          0.2, 0.2, whole.getCentroid().getX(), whole.getCentroid().getY())
                      .transform(whole);
          shape = (Polygon) whole.difference(hole);
          expect(FindingKind.GAP, List.of(code), GroundArea.squareMetres(hole));
        }
        default -> {}
      }
      grids.add(new GridShape(code, shape));
    }

    private void expect(FindingKind kind, List<String> codes, double area) {
      expected.add(new Expected(kind, codes, area));
    }
  }
}
