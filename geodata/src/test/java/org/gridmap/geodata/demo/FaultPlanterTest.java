package org.gridmap.geodata.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.PlantedFault.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

class FaultPlanterTest {
  private static DemoTown town;
  private static List<DemoGrid> draft;
  private static List<PlantedFault> faults;
  private static Map<String, DemoGrid> leaves;

  @BeforeAll
  static void plant() {
    town = DemoTown.generate(1);
    FaultPlanter planter = new FaultPlanter(town);
    draft = planter.plant();
    faults = planter.planted();
    leaves =
        draft.stream()
            .filter(DemoGrid::leaf)
            .collect(Collectors.toMap(DemoGrid::code, Function.identity()));
  }

  private static PlantedFault fault(Kind kind) {
    return faults.stream().filter(d -> d.kind() == kind).findFirst().orElseThrow();
  }

  private static List<Geometry> shapes(PlantedFault fault) {
    return fault.codes().stream().map(c -> leaf(c).polygon()).toList();
  }

  private static DemoGrid leaf(String code) {
    DemoGrid grid = leaves.get(code);
    assertThat(grid).as(code).isNotNull();
    return java.util.Objects.requireNonNull(grid);
  }

  private static Geometry point(PlantedFault fault) {
    return LocalPlane.DEGREES.createPoint(fault.place());
  }

  private static long covering(PlantedFault fault) {
    return leaves.values().stream()
        .map(DemoGrid::polygon)
        .filter(Geometry::isValid)
        .filter(g -> g.covers(point(fault)))
        .count();
  }

  @Test
  void every_kind_is_planted_once_in_grids_of_its_own() {
    assertThat(faults).extracting(PlantedFault::kind).containsExactly(Kind.values());
    Set<String> seen = new HashSet<>();
    for (PlantedFault fault : faults) {
      assertThat(fault.codes()).isNotEmpty().allMatch(seen::add);
    }
    assertThat(draft.stream().map(DemoGrid::code).distinct()).hasSize(87);
  }

  @Test
  void the_invalid_ring_crosses_itself_at_its_place() {
    Geometry shape = shapes(fault(Kind.INVALID)).get(0);
    assertThat(shape.isValid()).isFalse();
    assertThat(shape.getBoundary().isSimple()).isFalse();
    assertThat(shape.getBoundary().isWithinDistance(point(fault(Kind.INVALID)), 1e-9)).isTrue();
    assertThat(leaves.values().stream().filter(g -> !g.polygon().isValid())).hasSize(1);
  }

  @Test
  void overlap_duplicate_and_containment_lie_in_both_grids() {
    for (Kind kind : List.of(Kind.OVERLAP, Kind.DUPLICATE, Kind.CONTAINMENT)) {
      PlantedFault fault = fault(kind);
      assertThat(fault.codes()).hasSize(2);
      assertThat(shapes(fault)).allMatch(g -> g.contains(point(fault)));
    }
    List<Geometry> twins = shapes(fault(Kind.DUPLICATE));
    assertThat(twins.get(0).equalsTopo(twins.get(1))).isTrue();
    List<Geometry> nested = shapes(fault(Kind.CONTAINMENT));
    assertThat(nested.get(0).contains(nested.get(1))).isTrue();
  }

  @Test
  void gaps_are_land_of_the_village_in_no_grid() {
    for (Kind kind : List.of(Kind.GAP_ENCLOSED, Kind.GAP_INLET, Kind.GAP_BOUNDARY)) {
      PlantedFault fault = fault(kind);
      assertThat(covering(fault)).as(kind.name()).isZero();
      assertThat(town.grids().get(0).polygon().contains(point(fault))).isTrue();
      Geometry rim = town.grids().get(0).polygon().getBoundary();
      Geometry gap = gapAt(fault);
      assertThat(gap.intersects(rim)).as(kind.name()).isEqualTo(kind != Kind.GAP_ENCLOSED);
      assertThat(shapes(fault)).allMatch(shape -> shape.intersects(gap));
    }
  }

  private static Geometry gapAt(PlantedFault fault) {
    Geometry rest = town.grids().get(0).polygon();
    for (DemoGrid grid : leaves.values()) {
      if (grid.polygon().isValid()) {
        rest = OverlayNGRobust.overlay(rest, grid.polygon(), 3);
      }
    }
    for (int i = 0; i < rest.getNumGeometries(); i++) {
      if (rest.getGeometryN(i).contains(point(fault))) {
        return rest.getGeometryN(i);
      }
    }
    throw new AssertionError("no gap at " + fault);
  }

  @Test
  void the_outside_part_lies_in_the_grid_but_not_in_the_village() {
    PlantedFault fault = fault(Kind.OUTSIDE);
    assertThat(shapes(fault).get(0).contains(point(fault))).isTrue();
    assertThat(town.grids().get(0).polygon().intersects(point(fault))).isFalse();
  }

  @Test
  void the_odd_vertex_lies_beside_a_border_that_has_none_there() {
    PlantedFault fault = fault(Kind.EDGE_MISMATCH);
    Coordinate odd = fault.place();
    long with =
        shapes(fault).stream().filter(g -> Arrays.asList(g.getCoordinates()).contains(odd)).count();
    assertThat(with).isEqualTo(1);
    assertThat(shapes(fault)).allMatch(g -> g.getBoundary().isWithinDistance(point(fault), 1.1e-9));
  }

  @Test
  void the_multi_part_grid_has_its_second_part_in_a_hole_of_another() {
    PlantedFault fault = fault(Kind.MULTIPART);
    assertThat(shapes(fault).get(0).getNumGeometries()).isEqualTo(2);
    assertThat(covering(fault)).isEqualTo(1);
  }

  @Test
  void grids_without_a_planted_fault_still_fit_together() {
    Set<String> touched = new HashSet<>();
    faults.forEach(d -> touched.addAll(d.codes()));
    Geometry[] clean =
        leaves.values().stream()
            .filter(g -> !touched.contains(g.code()))
            .map(DemoGrid::polygon)
            .toArray(Geometry[]::new);
    assertThat(clean.length).isGreaterThan(55);
    assertThat(CoverageValidator.isValid(clean)).isTrue();
    assertThat(town.faultyDraft().toString()).isEqualTo(draft.toString());
  }
}
