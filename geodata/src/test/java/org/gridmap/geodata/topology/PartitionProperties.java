package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.metric.GroundArea;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.strtree.STRtree;

/** What must hold of every partition, asked of its polygons by means that know nothing of it. */
final class PartitionProperties {
  private PartitionProperties() {}

  static List<String> leaves(GridPartition plan) {
    return plan.grids().stream().filter(PartitionGrid::leaf).map(PartitionGrid::code).toList();
  }

  static MultiPolygon root(GridPartition plan) {
    return plan.polygon(plan.grids().getFirst().code());
  }

  /** Σ leaf areas = area of the root, to a billionth. */
  static void areasAddUp(GridPartition plan) {
    double sum = 0;
    for (String code : leaves(plan)) {
      sum += GroundArea.squareMetres(plan.polygon(code));
    }
    double whole = GroundArea.squareMetres(root(plan));
    assertThat(sum).isCloseTo(whole, within(1e-9 * whole));
  }

  /** Everything, slowly. */
  static void hold(GridPartition plan) {
    assertThat(plan.verify()).isEmpty();
    areasAddUp(plan);
    List<String> leaves = leaves(plan);
    List<MultiPolygon> shapes = leaves.stream().map(plan::polygon).toList();
    assertThat(shapes).allMatch(Geometry::isValid);
    assertThat(overlaps(shapes)).as("overlaps by 2********").isZero();
    Geometry[] all = shapes.toArray(Geometry[]::new);
    assertThat(CoverageValidator.isValid(all)).as("neighbours share their vertices").isTrue();
    clean(plan, leaves);
    for (PartitionGrid grid : plan.grids()) {
      if (!grid.leaf()) {
        List<String> children =
            plan.grids().stream()
                .filter(child -> grid.code().equals(child.parentCode()))
                .map(PartitionGrid::code)
                .toList();
        Geometry union =
            CoverageUnion.union(children.stream().map(plan::polygon).toArray(Geometry[]::new));
        assertThat(union.norm().equalsTopo(plan.polygon(grid.code()))).as(grid.code()).isTrue();
      }
    }
  }

  /** Pairs of shapes that share land. */
  static int overlaps(List<? extends Geometry> shapes) {
    STRtree near = new STRtree();
    for (int i = 0; i < shapes.size(); i++) {
      near.insert(shapes.get(i).getEnvelopeInternal(), i);
    }
    int overlaps = 0;
    for (int i = 0; i < shapes.size(); i++) {
      for (Object other : near.query(shapes.get(i).getEnvelopeInternal())) {
        int j = (Integer) other;
        overlaps += j > i && shapes.get(i).relate(shapes.get(j), "2********") ? 1 : 0;
      }
    }
    return overlaps;
  }

  private static void clean(GridPartition plan, List<String> codes) {
    List<GridShape> grids = new ArrayList<>();
    codes.forEach(code -> grids.add(new GridShape(code, plan.polygon(code))));
    CoverageCheckOptions options =
        CoverageCheckOptions.standard()
            .withMinAreaSquareMetres(0)
            .withEdgeToleranceMetres(0)
            .withParallelism(1);
    assertThat(CoverageCheck.check(grids, root(plan), options).clean())
        .as("the doctor finds nothing in %s", Collections.min(codes))
        .isTrue();
  }
}
