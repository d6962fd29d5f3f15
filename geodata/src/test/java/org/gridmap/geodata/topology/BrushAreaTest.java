package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Painting houses of the made-up town. */
class BrushAreaTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final List<Coordinate> HOUSES =
      Towns.TOWN.houses().stream().map(house -> house.entrance().getCoordinate()).toList();

  private static Map<Coordinate, List<String>> grids(GridPartition plan) {
    Map<Coordinate, List<String>> grids = new HashMap<>();
    HOUSES.forEach(house -> grids.put(house, plan.leavesAt(house)));
    return grids;
  }

  @Test
  void painted_houses_change_hands_and_no_other_house_does() throws Exception {
    Random random = new Random(5);
    int done = 0;
    for (int turn = 0; turn < 40; turn++) {
      GridPartition plan = Towns.town();
      List<Edge> inner =
          plan.edges().stream()
              .filter(edge -> !edge.left().isEmpty() && !edge.right().isEmpty())
              .toList();
      Edge edge = inner.get(random.nextInt(inner.size()));
      Coordinate start = edge.points().get(edge.points().size() / 2);
      Map<Coordinate, List<String>> before = grids(plan);
      List<Coordinate> nearest = new ArrayList<>(HOUSES);
      nearest.removeIf(house -> !before.get(house).equals(List.of(edge.left())));
      nearest.sort(Comparator.comparingDouble(start::distance));
      List<Coordinate> painted =
          nearest.subList(0, Math.min(nearest.size(), 1 + random.nextInt(6)));
      try {
        plan.apply(BrushArea.transfer(plan, painted, HOUSES, edge.right()));
      } catch (RefusedOperationException refused) {
        assertThat(refused.reason())
            .isIn(
                Reason.NOT_ADJACENT,
                Reason.GRID_IN_PIECES,
                Reason.EMPTY_GRID,
                Reason.NOTHING_CHANGES);
        continue;
      }
      done++;
      Map<Coordinate, List<String>> after = grids(plan);
      for (Coordinate house : HOUSES) {
        List<String> expected = painted.contains(house) ? List.of(edge.right()) : before.get(house);
        assertThat(after.get(house)).as("turn %d", turn).isEqualTo(expected);
      }
      assertThat(plan.verify()).isEmpty();
    }
    assertThat(done).isGreaterThan(18);
  }

  @Test
  void the_border_runs_midway_between_painted_and_other_houses() throws Exception {
    GridPartition plan = SmallPlan.exact();
    List<Coordinate> houses =
        List.of(
            SmallPlan.at(0.9, 0.2),
            SmallPlan.at(0.9, 0.8),
            SmallPlan.at(0.2, 0.5),
            SmallPlan.at(1.5, 0.5));
    plan.apply(BrushArea.transfer(plan, houses.subList(0, 1), houses, "B"));
    assertThat(plan.leavesAt(houses.getFirst())).containsExactly("B");
    double off =
        plan.polygon("B").getBoundary().distance(FACTORY.createPoint(SmallPlan.at(0.9, 0.5)));
    assertThat(off).isLessThan(1e-8);
  }

  @Test
  void houses_far_from_the_grid_are_refused_with_the_reason() {
    GridPartition plan = SmallPlan.exact();
    List<Coordinate> houses =
        List.of(SmallPlan.at(0.1, 0.1), SmallPlan.at(0.9, 0.2), SmallPlan.at(0.9, 0.8));
    RefusedOperationException refused =
        catchThrowableOfType(
            RefusedOperationException.class,
            () -> BrushArea.transfer(plan, houses.subList(0, 1), houses, "D"));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ADJACENT);
    assertThat(refused.place()).isNotNull();
  }
}
