package org.gridmap.geodata.topology;

import static org.gridmap.geodata.topology.SmallPlan.land;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Operation.WholeGrid;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.GeometryFactory;

/** Whole divisions, as files hold them, that are none. */
final class BadDivisions extends BadOperations {
  BadDivisions() {
    placed(
        "a division leaves a gap",
        Reason.LAND_LEFT_OPEN,
        p -> with(p, "D", "(1 1, 1.5 1, 2 1, 2 2, 1.2 2, 1.2 1.2, 1 1.2, 1 1)"));
    placed(
        "two grids of a division overlap",
        Reason.LAND_TAKEN_TWICE,
        p -> with(p, "B", "(1 0, 2 0, 2 1, 1.5 1.2, 1 1, 1 0.75, 1 0.5, 1 0.25, 1 0)"));
    placed(
        "a division reaches beyond the plan",
        Reason.OUTSIDE_PARENT,
        p -> with(p, "B", "(1 0, 2 0, 2.2 0.5, 2 1, 1.5 1, 1 1, 1 0.75, 1 0.5, 1 0.25, 1 0)"));
    placed(
        "a division is that of another town",
        Reason.COORDINATE_OUT_OF_RANGE,
        p -> with(p, "B", "(800 0, 801 0, 801 1, 800 1, 800 0)"));
    placed(
        "a grid of a division crosses itself",
        Reason.SELF_INTERSECTION,
        p -> with(p, "D", "(1 1, 2 2, 2 1, 1 2, 1 1)"));
    plain(
        "a grid of a division has no land",
        Reason.EMPTY_GRID,
        p -> {
          List<WholeGrid> grids = new ArrayList<>(WholeDivision.of(p).grids());
          grids.add(
              new WholeGrid(
                  "E", "E", GridKind.BASE, "P", null, new GeometryFactory().createMultiPolygon()));
          return new Operation.Redivide(grids);
        });
    placed(
        "two grids of a division have one code",
        Reason.CODE_TAKEN,
        p -> {
          List<WholeGrid> grids = new ArrayList<>(WholeDivision.of(p).grids());
          grids.add(grids.getLast());
          return new Operation.Redivide(grids);
        });
    placed(
        "a grid of a division stands under a leaf",
        Reason.WRONG_PARENT,
        p -> changed(p, "A", old -> under(old, "B")));
    placed(
        "a division has two roots",
        Reason.WRONG_PARENT,
        p -> changed(p, "P", old -> under(old, null)));
    placed("a division is the present one", Reason.NOTHING_CHANGES, WholeDivision::of);
  }

  private static WholeGrid under(WholeGrid grid, @Nullable String parent) {
    return new WholeGrid(
        grid.code(), grid.name(), grid.kind(), parent, grid.levelName(), grid.land());
  }

  private static Operation with(GridPartition plan, String code, String rings) {
    return changed(
        plan,
        code,
        old -> new WholeGrid(code, old.name(), old.kind(), old.parent(), null, land(rings)));
  }

  private static Operation changed(
      GridPartition plan, String code, UnaryOperator<WholeGrid> change) {
    return new Operation.Redivide(
        WholeDivision.of(plan).grids().stream()
            .map(grid -> grid.code().equals(code) ? change.apply(grid) : grid)
            .toList());
  }
}
