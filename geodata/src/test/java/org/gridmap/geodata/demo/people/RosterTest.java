package org.gridmap.geodata.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.place.DemoAssignment;
import org.gridmap.geodata.demo.place.DemoRoster;
import org.gridmap.geodata.demo.place.DemoStaff;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final LocalDate DAY = DemoRoster.DAY;
  private static DemoTown town;
  private static DemoPopulation people;
  private static Map<String, DemoGrid> grids;

  @BeforeAll
  static void generate() {
    town = DemoTown.generate(20_261_122);
    people = DemoPopulation.generate(town, 20_261_122);
    grids = town.grids().stream().collect(Collectors.toMap(DemoGrid::code, g -> g));
  }

  private static List<DemoAssignment> inForce(LocalDate day) {
    return people.assignments().stream().filter(one -> one.inForce(day)).toList();
  }

  @Test
  void of_299_officers_24_serve_above_and_275_in_leaves_157_of_these_in_exclusive_units() {
    Set<String> own =
        people.staff().stream()
            .filter(DemoStaff::gridOfficer)
            .map(DemoStaff::sourceId)
            .collect(Collectors.toSet());
    Set<String> above = serving(g -> !g.leaf());
    Set<String> leaves = serving(DemoGrid::leaf);
    leaves.removeAll(above);
    Set<String> exclusive = serving(g -> g.kind().equals("EXCLUSIVE"));
    above.retainAll(own);
    assertThat(own).hasSize(299);
    assertThat(above).hasSize(24);
    assertThat(leaves).hasSize(275);
    assertThat(exclusive).hasSize(157);
  }

  private static Set<String> serving(java.util.function.Predicate<DemoGrid> where) {
    return inForce(DAY).stream()
        .filter(one -> one.role().equals("GRID_LEAD") || one.role().equals("GRID_OFFICER"))
        .filter(one -> where.test(grids.get(one.gridCode())))
        .map(DemoAssignment::staffSourceId)
        .collect(Collectors.toSet());
  }

  @Test
  void every_leaf_has_one_lead_and_an_officer_now_and_after_the_next_turn() {
    for (LocalDate day : List.of(DAY, DAY.plusYears(1))) {
      for (DemoGrid grid : town.grids()) {
        List<DemoAssignment> here =
            inForce(day).stream().filter(one -> grid.code().equals(one.gridCode())).toList();
        assertThat(here.stream().filter(one -> one.role().equals("GRID_LEAD"))).hasSize(1);
        assertThat(here.stream().filter(one -> one.role().equals("GRID_OFFICER"))).isNotEmpty();
      }
    }
  }

  @Test
  void some_duties_have_ended_some_begin_later_and_nobody_is_officer_in_two_grids_at_once() {
    assertThat(people.assignments().stream().filter(one -> one.from().isAfter(DAY))).hasSize(12);
    assertThat(
            people.assignments().stream()
                .filter(one -> one.until() != null && one.until().isBefore(DAY)))
        .hasSize(40);
    for (LocalDate day : List.of(DAY.minusYears(2), DAY, DAY.plusYears(1))) {
      assertThat(
              inForce(day).stream()
                  .filter(one -> one.role().equals("GRID_OFFICER"))
                  .map(DemoAssignment::staffSourceId)
                  .toList())
          .doesNotHaveDuplicates();
    }
    assertThat(people.assignments())
        .allMatch(one -> one.until() == null || !one.until().isBefore(one.from()));
  }

  @Test
  void police_doctor_market_and_justice_look_after_every_zone_or_the_village() {
    for (String role : List.of("POLICE", "DOCTOR", "MARKET_INSPECTOR")) {
      assertThat(
              inForce(DAY).stream()
                  .filter(one -> one.role().equals(role))
                  .map(one -> grids.get(one.gridCode()).level()))
          .hasSize(8)
          .containsOnly(2);
    }
    assertThat(inForce(DAY)).extracting(DemoAssignment::role).contains("JUDICIAL");
    assertThat(inForce(DAY))
        .filteredOn(one -> one.role().equals("BUILDING_HEAD"))
        .isNotEmpty()
        .allMatch(one -> one.houseSourceId() != null && one.gridCode() == null);
  }
}
