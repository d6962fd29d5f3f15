package org.gridmap.geodata.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.DemoDraft.DefectKind;
import org.gridmap.geodata.demo.DemoDraft.PlantedDefect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

class DemoDraftTest {
  private static DemoTown town;
  private static DemoDraft draft;
  private static Map<String, DemoGrid> leaves;

  @BeforeAll
  static void plant() {
    town = DemoTown.generate(1);
    draft = town.dirtyCopy();
    leaves =
        draft.grids().stream()
            .filter(DemoGrid::leaf)
            .collect(Collectors.toMap(DemoGrid::code, Function.identity()));
  }

  private static PlantedDefect defect(DefectKind kind) {
    return draft.defects().stream().filter(d -> d.kind() == kind).findFirst().orElseThrow();
  }

  private static List<Geometry> shapes(PlantedDefect defect) {
    return defect.codes().stream().map(c -> leaf(c).polygon()).toList();
  }

  private static DemoGrid leaf(String code) {
    DemoGrid grid = leaves.get(code);
    assertThat(grid).as(code).isNotNull();
    return java.util.Objects.requireNonNull(grid);
  }

  private static Geometry point(PlantedDefect defect) {
    return LocalPlane.DEGREES.createPoint(defect.place());
  }

  private static long covering(PlantedDefect defect) {
    return leaves.values().stream()
        .map(DemoGrid::polygon)
        .filter(Geometry::isValid)
        .filter(g -> g.covers(point(defect)))
        .count();
  }

  @Test
  void every_kind_is_planted_once_in_grids_of_its_own() {
    assertThat(draft.defects())
        .extracting(PlantedDefect::kind)
        .containsExactly(DefectKind.values());
    Set<String> seen = new HashSet<>();
    for (PlantedDefect defect : draft.defects()) {
      assertThat(defect.codes()).isNotEmpty().allMatch(seen::add);
    }
    assertThat(draft.grids().stream().map(DemoGrid::code).distinct()).hasSize(87);
  }

  @Test
  void the_invalid_ring_crosses_itself_at_its_place() {
    Geometry shape = shapes(defect(DefectKind.INVALID)).get(0);
    assertThat(shape.isValid()).isFalse();
    assertThat(shape.getBoundary().isSimple()).isFalse();
    assertThat(shape.getBoundary().isWithinDistance(point(defect(DefectKind.INVALID)), 1e-9))
        .isTrue();
    assertThat(leaves.values().stream().filter(g -> !g.polygon().isValid())).hasSize(1);
  }

  @Test
  void overlap_duplicate_and_containment_lie_in_both_grids() {
    for (DefectKind kind :
        List.of(DefectKind.OVERLAP, DefectKind.DUPLICATE, DefectKind.CONTAINMENT)) {
      PlantedDefect defect = defect(kind);
      assertThat(defect.codes()).hasSize(2);
      assertThat(shapes(defect)).allMatch(g -> g.contains(point(defect)));
    }
    List<Geometry> twins = shapes(defect(DefectKind.DUPLICATE));
    assertThat(twins.get(0).equalsTopo(twins.get(1))).isTrue();
    List<Geometry> nested = shapes(defect(DefectKind.CONTAINMENT));
    assertThat(nested.get(0).contains(nested.get(1))).isTrue();
  }

  @Test
  void gaps_are_land_of_the_village_in_no_grid() {
    for (DefectKind kind :
        List.of(DefectKind.GAP_ENCLOSED, DefectKind.GAP_INLET, DefectKind.GAP_BOUNDARY)) {
      PlantedDefect defect = defect(kind);
      assertThat(covering(defect)).as(kind.name()).isZero();
      assertThat(town.grids().get(0).polygon().contains(point(defect))).isTrue();
      Geometry rim = town.grids().get(0).polygon().getBoundary();
      Geometry gap = gapAt(defect);
      assertThat(gap.intersects(rim)).as(kind.name()).isEqualTo(kind != DefectKind.GAP_ENCLOSED);
      assertThat(shapes(defect)).allMatch(shape -> shape.intersects(gap));
    }
  }

  private static Geometry gapAt(PlantedDefect defect) {
    Geometry rest = town.grids().get(0).polygon();
    for (DemoGrid grid : leaves.values()) {
      if (grid.polygon().isValid()) {
        rest = OverlayNGRobust.overlay(rest, grid.polygon(), 3);
      }
    }
    for (int i = 0; i < rest.getNumGeometries(); i++) {
      if (rest.getGeometryN(i).contains(point(defect))) {
        return rest.getGeometryN(i);
      }
    }
    throw new AssertionError("no gap at " + defect);
  }

  @Test
  void the_outside_part_lies_in_the_grid_but_not_in_the_village() {
    PlantedDefect defect = defect(DefectKind.OUTSIDE);
    assertThat(shapes(defect).get(0).contains(point(defect))).isTrue();
    assertThat(town.grids().get(0).polygon().intersects(point(defect))).isFalse();
  }

  @Test
  void the_odd_vertex_lies_beside_a_border_that_has_none_there() {
    PlantedDefect defect = defect(DefectKind.EDGE_MISMATCH);
    Coordinate odd = defect.place();
    long with =
        shapes(defect).stream()
            .filter(g -> Arrays.asList(g.getCoordinates()).contains(odd))
            .count();
    assertThat(with).isEqualTo(1);
    assertThat(shapes(defect))
        .allMatch(g -> g.getBoundary().isWithinDistance(point(defect), 1.1e-9));
  }

  @Test
  void the_multi_part_grid_has_its_second_part_in_a_hole_of_another() {
    PlantedDefect defect = defect(DefectKind.MULTIPART);
    assertThat(shapes(defect).get(0).getNumGeometries()).isEqualTo(2);
    assertThat(covering(defect)).isEqualTo(1);
  }

  @Test
  void grids_without_a_planted_defect_still_fit_together() {
    Set<String> touched = new HashSet<>();
    draft.defects().forEach(d -> touched.addAll(d.codes()));
    Geometry[] clean =
        leaves.values().stream()
            .filter(g -> !touched.contains(g.code()))
            .map(DemoGrid::polygon)
            .toArray(Geometry[]::new);
    assertThat(clean.length).isGreaterThan(55);
    assertThat(CoverageValidator.isValid(clean)).isTrue();
    assertThat(town.dirtyCopy().toString()).isEqualTo(draft.toString());
  }
}
