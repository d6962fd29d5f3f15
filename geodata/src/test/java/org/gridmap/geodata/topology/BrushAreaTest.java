package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gridmap.geodata.topology.BrushArea.Ground;
import org.gridmap.geodata.topology.BrushArea.Painting;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;

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

  private static Edge anyInner(GridPartition plan, Random random) {
    List<Edge> inner =
        plan.edges().stream()
            .filter(edge -> !edge.left().isEmpty() && !edge.right().isEmpty())
            .toList();
    return inner.get(random.nextInt(inner.size()));
  }

  private static Operation.Transfer houses(
      GridPartition plan, List<Coordinate> painted, List<Coordinate> houses, String to)
      throws RefusedOperationException {
    return BrushArea.transfer(
        plan, new Painting(painted, List.of()), new Ground(houses, List.of()), to);
  }

  @Test
  void painted_houses_change_hands_and_no_other_house_does() throws Exception {
    Random random = new Random(5);
    int done = 0;
    for (int turn = 0; turn < 40; turn++) {
      GridPartition plan = Towns.town();
      Edge edge = anyInner(plan, random);
      Coordinate start = edge.points().get(edge.points().size() / 2);
      Map<Coordinate, List<String>> before = grids(plan);
      List<Coordinate> nearest = new ArrayList<>(HOUSES);
      nearest.removeIf(house -> !before.get(house).equals(List.of(edge.left())));
      nearest.sort(Comparator.comparingDouble(start::distance));
      List<Coordinate> painted =
          nearest.subList(0, Math.min(nearest.size(), 1 + random.nextInt(6)));
      try {
        plan.apply(houses(plan, painted, HOUSES, edge.right()));
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
    plan.apply(houses(plan, houses.subList(0, 1), houses, "B"));
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
            RefusedOperationException.class, () -> houses(plan, houses.subList(0, 1), houses, "D"));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ADJACENT);
    assertThat(refused.place()).isNotNull();
  }

  @Test
  void a_painted_block_goes_over_along_its_roads_with_the_seam_between_road_and_border()
      throws Exception {
    GridPartition plan = SmallPlan.exact();
    // One road is drawn a metre beside the border of A and B, as roads are; the other crosses A.
    List<LineString> roads =
        List.of(road(0.99, 0, 0.99, 1), road(0, 0.7, 0.99, 0.7), road(0.7, 0, 0.7, 1));
    List<Coordinate> houses = List.of(SmallPlan.at(0.2, 0.2), SmallPlan.at(0.8, 0.9));
    plan.apply(
        BrushArea.transfer(
            plan,
            new Painting(List.of(), List.of(SmallPlan.at(0.85, 0.85))),
            new Ground(houses, roads),
            "B"));
    assertThat(plan.leavesAt(SmallPlan.at(0.71, 0.71))).containsExactly("B");
    assertThat(plan.leavesAt(SmallPlan.at(0.995, 0.9))).as("the seam").containsExactly("B");
    assertThat(plan.leavesAt(SmallPlan.at(0.69, 0.85))).containsExactly("A");
    assertThat(plan.leavesAt(SmallPlan.at(0.85, 0.69))).containsExactly("A");
    assertThat(plan.verify()).isEmpty();
  }

  @Test
  void a_block_all_of_whose_houses_are_painted_goes_over_whole() throws Exception {
    GridPartition plan = SmallPlan.exact();
    List<LineString> roads = List.of(road(0, 0.7, 1, 0.7), road(0.7, 0, 0.7, 1));
    List<Coordinate> houses = List.of(SmallPlan.at(0.8, 0.65), SmallPlan.at(0.8, 0.9));
    plan.apply(
        BrushArea.transfer(
            plan, new Painting(houses.subList(1, 2), List.of()), new Ground(houses, roads), "B"));
    assertThat(plan.leavesAt(SmallPlan.at(0.8, 0.71))).containsExactly("B");
    assertThat(plan.leavesAt(SmallPlan.at(0.8, 0.69))).containsExactly("A");
  }

  @Test
  void blocks_of_the_made_up_town_go_over_without_a_fault() throws Exception {
    List<LineString> roads = Towns.TOWN.roads().stream().map(road -> road.line()).toList();
    Random random = new Random(6);
    int done = 0;
    for (int turn = 0; turn < 40; turn++) {
      GridPartition plan = Towns.town();
      Edge edge = anyInner(plan, random);
      Coordinate start = edge.points().get(edge.points().size() / 2);
      Coordinate centre = plan.polygon(edge.left()).getInteriorPoint().getCoordinate();
      Coordinate place =
          new Coordinate(
              start.x + (centre.x - start.x) * 0.2, start.y + (centre.y - start.y) * 0.2);
      try {
        plan.apply(
            BrushArea.transfer(
                plan,
                new Painting(List.of(), List.of(place)),
                new Ground(HOUSES, roads),
                edge.right()));
        done++;
        assertThat(plan.leavesAt(place)).containsExactly(edge.right());
      } catch (RefusedOperationException refused) {
        assertThat(refused.reason())
            .isIn(
                Reason.NOT_ADJACENT,
                Reason.GRID_IN_PIECES,
                Reason.EMPTY_GRID,
                Reason.NOTHING_CHANGES);
      }
      assertThat(plan.verify()).isEmpty();
    }
    assertThat(done).isGreaterThan(20);
  }

  private static LineString road(double... places) {
    return FACTORY.createLineString(SmallPlan.line(places).toArray(Coordinate[]::new));
  }
}
