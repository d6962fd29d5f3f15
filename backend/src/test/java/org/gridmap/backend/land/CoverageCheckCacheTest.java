package org.gridmap.backend.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

class CoverageCheckCacheTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private final CoverageCheckCache cache = new CoverageCheckCache();

  /** Two grids side by side; the second begins somewhere. */
  private static GridTree tree(double seam) {
    return GridTree.of(
        List.of(
            grid("1", null, 118, 118.02),
            grid("11", "1", 118, 118.01),
            grid("12", "1", seam, 118.02)));
  }

  private static GridDraft grid(String code, String parent, double west, double east) {
    MultiPolygon land =
        GEOMETRIES.createMultiPolygon(
            new Polygon[] {(Polygon) GEOMETRIES.toGeometry(new Envelope(west, east, 25, 25.01))});
    return new GridDraft(code, code, parent, null, GridKind.BASE, land);
  }

  @Test
  void the_same_grids_are_looked_at_once() {
    assertThat(cache.of(tree(118.01)).clean()).isTrue();
    assertThat(cache.of(tree(118.01))).isSameAs(cache.of(tree(118.01)));
  }

  @Test
  void a_grid_that_moved_by_a_centimetre_is_looked_at_anew() {
    assertThat(cache.of(tree(118.01)).clean()).isTrue();
    assertThat(cache.of(tree(118.0099999)).findings())
        .extracting(Finding::kind)
        .contains(FindingKind.OVERLAP);
  }
}
