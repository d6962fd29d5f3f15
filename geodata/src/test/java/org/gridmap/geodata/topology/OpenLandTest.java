package org.gridmap.geodata.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.demo.PlantedFaults;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Built;
import org.gridmap.geodata.topology.Operation.NewGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;

/** A draft with planted faults is kept with its open land, and every fix makes it whole. */
class OpenLandTest {

  @Test
  void the_draft_s_faults_become_open_land_where_they_were_planted() {
    Built built = Towns.draft();
    GridPartition plan = built.partition();
    assertThat(plan.verify()).isEmpty();
    assertThat(plan.exact()).isFalse();
    assertThat(built.repaired()).hasSize(1);
    assertThat(built.repaired().values()).allMatch(text -> text.endsWith("odd number of times."));
    PlantedFaults.places(Towns.TOWN)
        .forEach((kind, at) -> {
          Geometry place = Towns.outline().getFactory().createPoint(at);
          boolean open =
              plan.openLand().stream().anyMatch(land -> plan.polygon(land).distance(place) < 1e-9);
          assertThat(open)
              .as(kind)
              .isEqualTo(!kind.equals("EDGE_MISMATCH") && !kind.equals("MULTIPART"));
        });
  }

  @Test
  void the_draft_is_refused_when_it_must_be_exact_and_every_place_is_named() {
    try {
      GridPartition.build(
          Towns.sources(Towns.TOWN.faultyDraft()), Towns.outline(), BuildOptions.EXACT);
      throw new AssertionError("a draft with faults was built");
    } catch (RefusedBuildException refused) {
      assertThat(refused.faults()).hasSize(9);
      assertThat(refused.faults())
          .allSatisfy(fault -> {
            assertThat(fault.sentence()).endsWith(".");
            assertThat(fault.place().isValid()).isTrue();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "last", "middle", "own grid"})
  void fixing_everything_makes_the_draft_exact_in_one_step_that_can_be_taken_back(String how)
      throws Exception {
    GridPartition plan = Towns.draft().partition();
    String before = plan.hash();
    List<Operation> fixes = new ArrayList<>();
    for (OpenLand land : plan.openLand()) {
      fixes.add(fix(plan, land, how));
    }
    Change change = plan.apply(new Operation.Batch(fixes, "all"));
    assertThat(plan.openLand()).isEmpty();
    assertThat(plan.exact()).isTrue();
    PartitionProperties.hold(plan);
    double village = GroundArea.squareMetres(Towns.outline());
    assertThat(GroundArea.squareMetres(PartitionProperties.root(plan)) / village)
        .isBetween(1 - 1e-7, 1 + 1e-7);
    plan.revert(change);
    assertThat(plan.hash()).isEqualTo(before);
  }

  private static Operation fix(GridPartition plan, OpenLand land, String how) {
    if (land.kind() == OpenLand.OpenLandKind.OUTSIDE) {
      return new Operation.CutAway(land.id());
    }
    String first = land.claims().getFirst();
    boolean opposite =
        land.claims().size() > 1
            && land.claims().stream().noneMatch(code -> plan.polygon(code).isEmpty())
            && land.claims().stream()
                .allMatch(
                    code -> plan.polygon(code).intersection(plan.polygon(land)).getLength() > 0);
    return switch (how) {
      case "first" -> new Operation.Assign(land.id(), first);
      case "last" -> new Operation.Assign(land.id(), land.claims().getLast());
      case "middle" ->
          opposite
              ? new Operation.SplitMiddle(land.id(), first, land.claims().get(1))
              : new Operation.Assign(land.id(), first);
      default -> {
        String parent = plan.findGrid(first).map(PartitionGrid::parentCode).orElseThrow();
        String code = "35058210322099" + land.id();
        yield new Operation.MakeGrid(
            land.id(), new NewGrid(code, "新", GridKind.BASE), Objects.requireNonNull(parent));
      }
    };
  }

  @Test
  void a_middle_line_gives_each_side_half_and_ends_where_the_borders_meet() throws Exception {
    GridPartition plan = SmallPlan.open();
    OpenLand overlap = SmallPlan.land(plan, OpenLand.OpenLandKind.OVERLAP);
    double c = GroundArea.squareMetres(plan.polygon("C"));
    double d = GroundArea.squareMetres(plan.polygon("D"));
    int nodes = plan.nodes().size();
    plan.apply(new Operation.SplitMiddle(overlap.id(), "C", "D"));
    double gainC = GroundArea.squareMetres(plan.polygon("C")) - c;
    double gainD = GroundArea.squareMetres(plan.polygon("D")) - d;
    assertThat(gainC / overlap.areaSquareMetres()).isBetween(0.49, 0.51);
    assertThat(gainC + gainD)
        .isCloseTo(overlap.areaSquareMetres(), org.assertj.core.api.Assertions.within(1e-3));
    assertThat(plan.nodes()).hasSizeLessThanOrEqualTo(nodes);
    assertThat(plan.verify()).isEmpty();
  }

  @Test
  void an_allowed_lake_stays_open_and_moves_with_its_border() throws Exception {
    GridPartition plan = SmallPlan.open();
    OpenLand gap = SmallPlan.land(plan, OpenLand.OpenLandKind.GAP);
    plan.apply(new Operation.Allow(gap.id(), "湖"));
    plan.apply(new Operation.CutAway(SmallPlan.land(plan, OpenLand.OpenLandKind.OUTSIDE).id()));
    plan.apply(new Operation.Assign(SmallPlan.land(plan, OpenLand.OpenLandKind.OVERLAP).id(), "D"));
    assertThat(plan.exact()).isTrue();
    Edge shore = SmallPlan.edge(plan, "D", "~" + gap.id());
    plan.apply(new Operation.MoveVertex(shore.id(), 2, SmallPlan.at(1.75, 1.75)));
    OpenLand lake = plan.openLand().getFirst();
    assertThat(lake.allowed()).isEqualTo("湖");
    assertThat(lake.areaSquareMetres()).isLessThan(gap.areaSquareMetres());
    assertThat(plan.verify()).isEmpty();
  }
}
