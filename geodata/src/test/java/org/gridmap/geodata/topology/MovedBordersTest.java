package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gridmap.geodata.topology.SmallPlan.at;
import static org.gridmap.geodata.topology.SmallPlan.edge;
import static org.gridmap.geodata.topology.SmallPlan.line;
import static org.gridmap.geodata.topology.SmallPlan.node;
import static org.gridmap.geodata.topology.SmallPlan.vertex;

import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;

/** Borders that move across nodes, together, or along the outline. */
class MovedBordersTest {
  /** Sides of a square to the second power. */
  private static final double UNIT = 1e-6;

  private final GridPartition plan = SmallPlan.exact();
  private final MultiPolygon whole = PartitionProperties.root(plan);
  private final String before = plan.hash();

  @BeforeEach
  void starts_whole() {
    PartitionProperties.hold(plan);
  }

  private double area(String code) {
    return plan.polygon(code).getArea() / UNIT;
  }

  /** Does it, and looks whether the plan is whole, covers what it did, and can be taken back. */
  private void apply(Operation operation) throws RefusedOperationException {
    String was = plan.hash();
    Change change = plan.apply(operation);
    PartitionProperties.hold(plan);
    Geometry outline = PartitionProperties.root(plan);
    assertThat(outline.symDifference(whole).getArea() / UNIT).isCloseTo(0, within(1e-6));
    String now = plan.hash();
    plan.revert(change);
    assertThat(plan.hash()).isEqualTo(was);
    plan.apply(operation);
    assertThat(plan.hash()).isEqualTo(now);
  }

  @Test
  void a_line_leads_the_borders_on_both_sides_of_a_crossing() throws Exception {
    apply(new Operation.Reshape(line(1, 0.5, 0.8, 1, 1, 1.5)));
    assertThat(area("A")).isCloseTo(1 - 0.04 - 0.05, within(1e-3));
    assertThat(area("B")).isCloseTo(1.05, within(1e-3));
    assertThat(area("C")).isCloseTo(0.95, within(1e-3));
    assertThat(area("D")).isCloseTo(1.05, within(1e-3));
    assertThat(plan.nodes().values())
        .anyMatch(point -> point.distance(at(0.8, 1)) < 2e-9)
        .noneMatch(point -> point.distance(at(1, 1)) < 2e-9);
  }

  @Test
  void a_border_that_ended_on_the_old_line_goes_on_to_the_new_one() throws Exception {
    plan.apply(new Operation.Merge(List.of("C", "D"), new NewGrid("C", "C", GridKind.BASE)));
    apply(new Operation.Reshape(line(0.5, 1, 0.9, 1.2, 1.1, 1.2, 1.5, 1)));
    assertThat(area("A")).isCloseTo(1 - 0.04 + 0.06, within(1e-3));
    assertThat(area("B")).isCloseTo(1.06, within(1e-3));
    assertThat(area("C")).isCloseTo(2 - 0.12, within(1e-3));
    assertThat(edge(plan, "A", "B").points()).anyMatch(point -> point.distance(at(1, 1.2)) < 3e-9);
  }

  @Test
  void a_border_that_the_line_passes_over_ends_on_it() throws Exception {
    plan.apply(new Operation.Merge(List.of("C", "D"), new NewGrid("C", "C", GridKind.BASE)));
    apply(new Operation.Reshape(line(0.5, 1, 0.9, 0.8, 1.1, 0.8, 1.5, 1)));
    assertThat(area("A")).isCloseTo(1 - 0.04 - 0.06, within(1e-3));
    assertThat(area("B")).isCloseTo(0.94, within(1e-3));
    assertThat(area("C")).isCloseTo(2.12, within(1e-3));
  }

  @Test
  void a_line_that_weaves_through_the_old_border_gives_to_both_sides() throws Exception {
    apply(new Operation.Reshape(line(1, 0.2, 0.8, 0.4, 1.2, 0.8, 1, 1.5)));
    assertThat(area("A") + area("B")).isBetween(1.8, 2.1);
    assertThat(plan.polygon("B").contains(point(0.85, 0.4))).isTrue();
    assertThat(plan.polygon("A").contains(point(1.1, 0.8))).isTrue();
    assertThat(plan.polygon("C").contains(point(1.03, 1.2))).isTrue();
  }

  private static Geometry point(double x, double y) {
    return new GeometryFactory().createPoint(at(x, y));
  }

  @Test
  void a_locked_border_is_not_led_elsewhere() throws Exception {
    plan.apply(new Operation.Lock(edge(plan, "C", "D").id(), true));
    String locked = plan.hash();
    assertThatThrownBy(() -> plan.apply(new Operation.Reshape(line(1, 0.5, 0.8, 1, 1, 1.5))))
        .isInstanceOfSatisfying(
            RefusedOperationException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.LOCKED));
    assertThat(plan.hash()).isEqualTo(locked);
  }

  @Test
  void what_moves_together_may_cross_itself_on_the_way() throws Exception {
    Edge border = edge(plan, "A", "B");
    Operation low = new Operation.MoveVertex(border.id(), vertex(border, 1, 0.25), at(1, 0.55));
    Operation middle = new Operation.MoveVertex(border.id(), vertex(border, 1, 0.5), at(1, 0.8));
    Operation high = new Operation.MoveVertex(border.id(), vertex(border, 1, 0.75), at(1, 0.95));
    Operation cross = new Operation.MoveNode(node(plan, 1, 1), at(1.2, 1.05));
    assertThatThrownBy(() -> plan.apply(low)).isInstanceOf(RefusedOperationException.class);
    assertThat(plan.hash()).isEqualTo(before);
    apply(new Operation.Batch(List.of(low, middle, high, cross), null));
    assertThat(has(plan.findEdge(border.id()).orElseThrow(), 1, 0.95)).isTrue();
    assertThat(has(plan.findEdge(border.id()).orElseThrow(), 1.2, 1.05)).isTrue();
  }

  @Test
  void what_moves_together_is_carried_to_another_partition_as_it_is() throws Exception {
    GridPartition other = SmallPlan.exact();
    other.apply(
        new Operation.Split(
            "C",
            line(0.5, 1, 0.5, 2),
            new NewGrid("E", "E", GridKind.BASE),
            new NewGrid("C", "C", GridKind.BASE)));
    Edge border = edge(plan, "A", "B");
    Operation.Batch batch =
        new Operation.Batch(
            List.of(
                new Operation.MoveVertex(border.id(), vertex(border, 1, 0.25), at(1, 0.55)),
                new Operation.MoveVertex(border.id(), vertex(border, 1, 0.5), at(1, 0.6))),
            null);
    other.apply(OperationCarrier.carry(batch, plan, other));
    assertThat(has(edge(other, "A", "B"), 1, 0.55)).isTrue();
    PartitionProperties.hold(other);
  }

  @Test
  void what_moves_together_may_not_arrive_across_another_border() {
    Edge border = edge(plan, "A", "B");
    List<Operation> moves =
        List.of(
            new Operation.MoveVertex(border.id(), vertex(border, 1, 0.25), at(0.5, 0.25)),
            new Operation.MoveVertex(border.id(), vertex(border, 1, 0.5), at(0.5, 0.5)),
            new Operation.MoveVertex(border.id(), vertex(border, 1, 0.75), at(0.5, 0.75)));
    assertThatThrownBy(() -> plan.apply(new Operation.Batch(moves, null)))
        .isInstanceOf(RefusedOperationException.class);
    List<Operation> over =
        List.of(
            new Operation.MoveVertex(border.id(), vertex(border, 1, 0.25), at(0.2, 0.25)),
            new Operation.MoveVertex(border.id(), vertex(border, 1, 0.5), at(0.2, 0.5)),
            new Operation.MoveVertex(border.id(), vertex(border, 1, 0.75), at(0.2, 0.75)));
    assertThatThrownBy(() -> plan.apply(new Operation.Batch(over, null)))
        .as("the island would lie in another grid")
        .isInstanceOf(RefusedOperationException.class);
    assertThat(plan.hash()).isEqualTo(before);
  }

  @Test
  void a_node_of_the_outline_slides_along_it_and_around_its_corner() throws Exception {
    apply(new Operation.MoveNode(node(plan, 1, 0), at(1.5, 0)));
    assertThat(has(edge(plan, "A", ""), 1.5, 0)).isTrue();
    assertThat(has(edge(plan, "A", ""), 1, 0)).as("a straight line needs no corner").isFalse();
    apply(new Operation.MoveNode(node(plan, 1.5, 0), at(2, 0.125)));
    assertThat(has(edge(plan, "A", ""), 2, 0)).as("the corner of the outline stays").isTrue();
    apply(new Operation.MoveNode(node(plan, 2, 0.125), at(0.75, 0)));
    assertThat(has(edge(plan, "B", ""), 2, 0)).isTrue();
    assertThat(has(edge(plan, "B", ""), 2, 0.125)).isFalse();
  }

  private static boolean has(Edge edge, double x, double y) {
    return edge.points().stream().anyMatch(point -> point.distance(at(x, y)) < 2e-9);
  }
}
