package org.gridmap.backend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gridmap.geodata.code.GridKind;
import org.junit.jupiter.api.Test;

/** Which norm a grid has. */
class NormTest {
  private static final String VILLAGE = "350582103220";
  private static final Norm RESIDENTS =
      new Norm(NormMeasure.residents, 500, 1000, GridKind.BASE, null, null);

  private static Norm.Subject grid(GridKind kind, int level, boolean leaf) {
    return new Norm.Subject(VILLAGE, VILLAGE + "008", kind, level, leaf);
  }

  @Test
  void a_norm_without_a_level_is_for_leaves_of_any_level_and_a_higher_grid_has_none() {
    Norms norms = new Norms(List.of(RESIDENTS));
    assertThat(norms.find(grid(GridKind.BASE, 3, true))).contains(RESIDENTS);
    assertThat(norms.find(grid(GridKind.BASE, 2, true))).contains(RESIDENTS);
    assertThat(norms.find(grid(GridKind.BASE, 2, false))).isEmpty();
  }

  @Test
  void a_higher_grid_has_a_norm_of_its_own_where_one_names_its_level() {
    Norm higher = new Norm(NormMeasure.households, 1_000, 3_000, null, 2, null);
    Norms norms = new Norms(List.of(higher, RESIDENTS));
    assertThat(norms.find(grid(GridKind.BASE, 2, false))).contains(higher);
    assertThat(norms.find(grid(GridKind.BASE, 3, true))).contains(RESIDENTS);
    assertThat(norms.find(grid(GridKind.BASE, 1, false))).isEmpty();
  }

  @Test
  void an_exclusive_grid_is_free_where_the_norm_is_for_base_grids() {
    assertThat(new Norms(List.of(RESIDENTS)).find(grid(GridKind.EXCLUSIVE, 3, true))).isEmpty();
  }

  @Test
  void of_several_that_fit_the_first_counts_so_that_one_area_may_differ() {
    Norm own = new Norm(NormMeasure.residents, 300, 700, GridKind.BASE, null, "350582103");
    Norm elsewhere = new Norm(NormMeasure.residents, 1, 2, GridKind.BASE, null, "350583");
    assertThat(new Norms(List.of(elsewhere, own, RESIDENTS)).find(grid(GridKind.BASE, 3, true)))
        .contains(own);
  }

  @Test
  void the_limits_themselves_are_good() {
    assertThat(List.of(499L, 500L, 1000L, 1001L).stream().map(RESIDENTS::band))
        .containsExactly(Norm.Band.UNDER, Norm.Band.GOOD, Norm.Band.GOOD, Norm.Band.OVER);
  }

  @Test
  void a_norm_that_nothing_can_keep_stops_the_start() {
    assertThatThrownBy(() -> new Norm(NormMeasure.residents, 2, 1, null, null, null))
        .hasMessageContaining("2 to 1");
  }
}
