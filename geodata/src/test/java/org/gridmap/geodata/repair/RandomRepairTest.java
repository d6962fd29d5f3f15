package org.gridmap.geodata.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.repair.LayerRepair.Repaired;
import org.gridmap.geodata.repair.RepairOptions.StripTo;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A thousand layers of which no two neighbours agree, in degrees and in the metres of several
 * zones. Their outline is true, so the land that all grids hold together is known exactly.
 */
class RandomRepairTest {
  private static final double SNAP = 0.05;

  @Test
  void a_thousand_shaken_layers_end_clean_and_nothing_moves_further_than_the_tolerance()
      throws Exception {
    RepairOptions options = new RepairOptions(SNAP, 2, StripTo.LONGEST);
    for (int seed = 0; seed < 800; seed++) {
      ShakenLayer layer = new ShakenLayer(seed, 2, 2, 0.45 * SNAP, 0);
      Repaired repaired = LayerRepair.repair(layer.grids, null, layer.plane, options);
      whole(seed, layer, repaired);
      for (int i = 0; i < layer.grids.size(); i++) {
        Geometry was = layer.metric(layer.grids.get(i).geometry().getBoundary());
        Geometry is = layer.metric(repaired.geometries().get(i).getBoundary());
        assertThat(furthest(is, was)).as("seed %d", seed).isLessThan(SNAP + 2e-4);
        assertThat(furthest(was, is)).as("seed %d", seed).isLessThan(SNAP + 2e-4);
      }
      assertThat(repaired.changes())
          .as("seed %d", seed)
          .allMatch(change -> change.metres() <= SNAP);
      unchangedAgain(seed, layer, repaired, options);
    }
  }

  @Test
  void layers_whose_grids_stand_aside_end_clean_by_either_rule() throws Exception {
    for (int seed = 800; seed < 1_000; seed++) {
      ShakenLayer layer = new ShakenLayer(seed, 3, 2, 0, 0.8);
      StripTo rule = seed % 2 == 0 ? StripTo.LONGEST : StripTo.LEFT;
      RepairOptions options = new RepairOptions(SNAP, 2, rule);
      Repaired repaired = LayerRepair.repair(layer.grids, null, layer.plane, options);
      whole(seed, layer, repaired);
      assertThat(repaired.changes())
          .as("seed %d", seed)
          .anyMatch(change -> change.squareMetres() > 1);
      unchangedAgain(seed, layer, repaired, options);
    }
  }

  /** Clean by the doctor, and the grids hold the land of the outline once and only once. */
  private static void whole(int seed, ShakenLayer layer, Repaired repaired) {
    CoverageReport report = check(layer, repaired.geometries());
    assertThat(report.clean()).as("seed %d: %s", seed, report.findings()).isTrue();
    double sum = repaired.geometries().stream().mapToDouble(Geometry::getArea).sum();
    double land = layer.outline.getArea();
    assertThat(sum / land).as("seed %d", seed).isCloseTo(1, within(1e-9));
  }

  private static CoverageReport check(ShakenLayer layer, List<MultiPolygon> geometries) {
    List<GridShape> shapes = new ArrayList<>();
    for (int i = 0; i < geometries.size(); i++) {
      shapes.add(new GridShape(layer.grids.get(i).code(), geometries.get(i)));
    }
    return CoverageCheck.check(
        shapes,
        layer.outline,
        layer.plane,
        CoverageCheckOptions.standard().withParallelism(1).withMinAreaSquareMetres(1e-4));
  }

  private static void unchangedAgain(
      int seed, ShakenLayer layer, Repaired repaired, RepairOptions options) throws Exception {
    List<DrawnGrid> grids = new ArrayList<>();
    for (int i = 0; i < layer.grids.size(); i++) {
      DrawnGrid grid = layer.grids.get(i);
      grids.add(new DrawnGrid(grid.row(), grid.code(), null, repaired.geometries().get(i)));
    }
    Repaired again = LayerRepair.repair(grids, null, layer.plane, options);
    assertThat(again.changes()).as("seed %d", seed).isEmpty();
    for (int i = 0; i < grids.size(); i++) {
      assertThat(again.geometries().get(i)).isSameAs(grids.get(i).geometry());
    }
  }

  private static double furthest(Geometry from, Geometry to) {
    double most = 0;
    for (Coordinate at : from.getCoordinates()) {
      most = Math.max(most, to.distance(from.getFactory().createPoint(at)));
    }
    return most;
  }

  /** The proof that the tests above can fail. */
  @Test
  void the_shaken_layers_are_not_clean() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      ShakenLayer layer = new ShakenLayer(seed, 2, 2, 0.45 * SNAP, 0);
      assertThat(check(layer, layer.grids.stream().map(DrawnGrid::geometry).toList()).clean())
          .isFalse();
    }
  }
}
