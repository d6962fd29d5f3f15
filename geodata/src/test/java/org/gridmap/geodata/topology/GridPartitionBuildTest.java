package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LatticeCoverage;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Built;
import org.gridmap.geodata.topology.GridPartition.Source;
import org.gridmap.geodata.topology.check.FullCheck;
import org.gridmap.geodata.topology.state.PartitionState;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/** Building: what fits is taken as it is, what almost fits is made to fit, the rest is told. */
class GridPartitionBuildTest {

  private static List<Source> sources(LatticeCoverage lattice) {
    List<Source> sources = new ArrayList<>(List.of(SmallPlan.higher("R", null)));
    for (GridShape shape : lattice.grids()) {
      sources.add(leaf(shape.code(), shape.geometry()));
    }
    return sources;
  }

  private static Source leaf(String code, Geometry land) {
    return new Source(
        new PartitionGrid(code, code, "R", null, GridKind.BASE, true), Towns.multi(land));
  }

  @Test
  void two_hundred_random_coverages_are_built_without_a_move() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LatticeCoverage lattice =
          new LatticeCoverage(
              seed,
              1 + random.nextInt(6),
              1 + random.nextInt(6),
              random.nextInt(4),
              random.nextInt(12),
              0.3 * random.nextDouble());
      Geometry required = seed % 2 == 0 ? lattice.outline() : null;
      Built built = GridPartition.build(sources(lattice), required, BuildOptions.EXACT);
      assertThat(built.moved()).as("seed %d", seed).isEmpty();
      assertThat(built.repaired()).as("seed %d", seed).isEmpty();
      assertThat(built.partition().verify()).as("seed %d", seed).isEmpty();
      for (GridShape shape : lattice.grids()) {
        assertThat(
                built
                    .partition()
                    .polygon(shape.code())
                    .equalsExact(Towns.multi(shape.geometry()).norm()))
            .as("seed %d, %s", seed, shape.code())
            .isTrue();
      }
    }
  }

  @Test
  void coverages_shaken_within_the_tolerance_become_exact_and_what_moved_is_told()
      throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      LatticeCoverage lattice = new LatticeCoverage(seed, 4, 4, 1, 5, 0);
      Random random = new Random(seed);
      List<Source> shaken = new ArrayList<>(List.of(SmallPlan.higher("R", null)));
      for (GridShape shape : lattice.grids()) {
        MultiPolygon land = (MultiPolygon) Towns.multi(shape.geometry()).copy();
        Coordinate[] ring = land.getCoordinates();
        for (int i = 0; i < ring.length - 1; i++) {
          // At most 1.5 cm each way, so that two copies of a corner are within 5 cm.
          ring[i].x += (random.nextDouble() - 0.5) * 3e-7;
          ring[i].y += (random.nextDouble() - 0.5) * 2.7e-7;
        }
        ring[ring.length - 1].setCoordinate(ring[0]);
        land.geometryChanged();
        shaken.add(leaf(shape.code(), land));
      }
      Built built =
          GridPartition.build(shaken, seed % 2 == 0 ? lattice.outline() : null, BuildOptions.EXACT);
      assertThat(built.partition().verify()).as("seed %d", seed).isEmpty();
      assertThat(built.moved()).as("seed %d", seed).isNotEmpty();
      assertThat(built.moved()).allMatch(moved -> moved.metres() <= 0.0501);
      PartitionProperties.hold(built.partition());
    }
  }

  @Test
  void a_corner_on_a_border_that_has_none_there_becomes_a_node_and_moves_nothing()
      throws Exception {
    Built built =
        GridPartition.build(
            List.of(
                SmallPlan.higher("R", null),
                leaf("A", SmallPlan.land("(0 0, 1 0, 1 2, 0 2, 0 0)")),
                leaf("B", SmallPlan.land("(1 0, 2 0, 2 1, 1 1, 1 0)")),
                leaf("C", SmallPlan.land("(1 1, 2 1, 2 2, 1 2, 1 1)"))),
            null,
            BuildOptions.EXACT);
    assertThat(built.moved()).isEmpty();
    assertThat(built.partition().edges()).hasSize(6);
    assertThat(built.partition().polygon("A").getNumPoints()).isEqualTo(6);
  }

  @Test
  void a_sliver_goes_to_a_neighbour_and_is_told_and_a_wider_gap_is_refused() throws Exception {
    Built built = GridPartition.build(gapped(3e-7), null, BuildOptions.EXACT);
    assertThat(built.moved()).isNotEmpty();
    assertThat(built.partition().verify()).isEmpty();
    PartitionProperties.hold(built.partition());
    assertThatThrownBy(() ->
            GridPartition.build(
                gapped(2e-6), SmallPlan.land("(0 0, 2 0, 2 1, 0 1, 0 0)"), BuildOptions.EXACT))
        .isInstanceOfSatisfying(
            RefusedBuildException.class,
            refused ->
                assertThat(refused.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.sentence()).contains("no grid")));
  }

  /** Two squares, a gap between them in the middle of their border. */
  private static List<Source> gapped(double degrees) {
    double sides = degrees / 1e-3;
    return List.of(
        SmallPlan.higher("R", null),
        leaf("A", SmallPlan.land("(0 0, 1 0, 1 1, 0 1, 0 0)")),
        leaf(
            "B",
            SmallPlan.land(
                "(1 0, 2 0, 2 1, 1 1, " + (1 + sides) + " 0.7, " + (1 + sides) + " 0.3, 1 0)")));
  }

  @Test
  void a_bow_tie_counts_by_the_even_odd_rule_and_is_told() throws Exception {
    Built built =
        GridPartition.build(
            List.of(
                SmallPlan.higher("R", null),
                leaf("A", SmallPlan.land("(0 0, 1 1, 1 0, 0 1, 0 0)"))),
            null,
            Towns.KEEP);
    assertThat(built.repaired()).containsOnlyKeys("A");
    assertThat(built.partition().polygon("A").getNumGeometries()).isEqualTo(2);
    assertThat(built.partition().verify()).isEmpty();
  }

  @Test
  void twins_share_open_land_and_wait_in_the_tree_until_it_is_fixed() throws Exception {
    MultiPolygon square = SmallPlan.land("(0 0, 1 0, 1 1, 0 1, 0 0)");
    GridPartition plan =
        GridPartition.build(
                List.of(
                    SmallPlan.higher("R", null),
                    leaf("A", square),
                    leaf("B", square),
                    leaf("C", SmallPlan.land("(1 0, 2 0, 2 1, 1 1, 1 0)"))),
                null,
                Towns.KEEP)
            .partition();
    assertThat(plan.openLand())
        .singleElement()
        .satisfies(land -> assertThat(land.claims()).containsExactly("A", "B"));
    assertThat(plan.polygon("A").isEmpty()).isTrue();
    Change change = plan.apply(new Operation.Assign(plan.openLand().getFirst().id(), "A"));
    assertThat(change.removedGrids()).extracting(PartitionGrid::code).containsExactly("B");
    assertThat(plan.exact()).isTrue();
    plan.revert(change);
    assertThat(plan.findGrid("B")).isPresent();
  }

  @Test
  void a_zone_that_came_with_another_outline_is_told() throws Exception {
    List<Source> sources =
        new ArrayList<>(SmallPlan.sources(SmallPlan.A, SmallPlan.B, SmallPlan.C, SmallPlan.D));
    sources.set(1, new Source(sources.get(1).grid(), SmallPlan.land("(0 0, 2 0, 2 1, 0 1, 0 0)")));
    sources.set(2, new Source(sources.get(2).grid(), SmallPlan.land("(0 1, 2 1, 2 3, 0 3, 0 1)")));
    Map<String, Double> differing =
        GridPartition.build(sources, null, BuildOptions.EXACT).differing();
    assertThat(differing.keySet()).containsExactly("Q");
    assertThat(differing.get("Q")).isBetween(22_000.0, 23_000.0);
  }

  @Test
  void bytes_that_are_no_partition_are_refused() {
    byte[] bytes = SmallPlan.exact().write();
    assertThatThrownBy(() -> GridPartition.read(new byte[] {9, 9}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GridPartition.read(java.util.Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The proof that the check can fail: edges that were changed behind the partition's back. */
  @Test
  void a_sabotaged_partition_is_seen() {
    GridPartition plan = SmallPlan.exact();
    Edge edge = SmallPlan.edge(plan, "A", "B");
    List<Edge> sabotaged = new ArrayList<>();
    List<Coordinate> across = new ArrayList<>(edge.points());
    across.set(2, SmallPlan.at(1.7, 1.5));
    sabotaged.add(with(edge, edge.left(), across));
    sabotaged.add(with(edge, "C", edge.points()));
    List<Coordinate> early = edge.points().subList(0, 3);
    sabotaged.add(with(edge, edge.left(), early));
    List<Coordinate> off = new ArrayList<>(edge.points());
    off.set(2, new Coordinate(off.get(2).x + 1e-11, off.get(2).y));
    sabotaged.add(with(edge, edge.left(), off));
    for (Edge wrong : sabotaged) {
      PartitionState state = new PartitionState();
      plan.grids().forEach(state::put);
      plan.edges().forEach(state::put);
      assertThat(FullCheck.faults(state)).isEmpty();
      state.put(wrong);
      assertThat(FullCheck.faults(state)).as("%s", wrong).isNotEmpty();
    }
    List<Geometry> shapes = new ArrayList<>();
    PartitionProperties.leaves(plan).forEach(code -> shapes.add(plan.polygon(code)));
    assertThat(PartitionProperties.overlaps(shapes)).isZero();
    // One corner moved on one side only, as desktop tools do.
    shapes.set(1, SmallPlan.land("(0.9 0.5, 1 0, 2 0, 2 1, 1.5 1, 1 1, 0.9 0.5)"));
    assertThat(PartitionProperties.overlaps(shapes)).isPositive();
  }

  private static Edge with(Edge edge, String left, List<Coordinate> points) {
    return new Edge(edge.id(), edge.from(), edge.to(), left, edge.right(), edge.locked(), points);
  }
}
