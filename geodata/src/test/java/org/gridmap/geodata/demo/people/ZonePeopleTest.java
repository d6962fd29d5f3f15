package org.gridmap.geodata.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.DemoGrid;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.ZoneSize;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.gridmap.geodata.demo.place.DemoAssignment;
import org.gridmap.geodata.demo.place.DemoOrganisation;
import org.gridmap.geodata.demo.place.DemoRoster;
import org.gridmap.geodata.demo.place.DemoStaff;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ZonePeopleTest {
  private static final ZoneSize SIZE = ZoneSize.REPORTED;
  private static DemoTown zone;
  private static DemoPopulation people;

  @BeforeAll
  static void generate() {
    zone = DemoTown.zone(SIZE, 20_261_122);
    people = DemoPopulation.ofZone(zone, SIZE.households(), 20_261_122);
  }

  @Test
  void it_has_68386_households_of_two_and_a_half_residents_on_the_mean() {
    assertThat(people.households()).hasSize(68_386);
    assertThat(people.residents()).hasSize(170_965);
  }

  @Test
  void the_cards_of_each_house_hold_as_many_residents_as_it_has() {
    Map<String, String> houses =
        people.households().stream()
            .collect(
                Collectors.toMap(
                    DemoHousehold::sourceId, one -> Objects.requireNonNull(one.houseSourceId())));
    Map<String, Long> counted =
        people.residents().stream()
            .collect(
                Collectors.groupingBy(
                    one -> Objects.requireNonNull(houses.get(one.householdSourceId())),
                    Collectors.counting()));
    assertThat(zone.houses())
        .allMatch(house -> house.residents() == counted.getOrDefault(house.sourceId(), 0L));
    assertThat(people.declaredCounts()).allMatch(count -> count.difference() == 0);
  }

  @Test
  void no_two_have_one_identifier_and_no_number_could_ring() {
    assertThat(people.residents().stream().map(DemoResident::sourceId)).doesNotHaveDuplicates();
    assertThat(people.organisations().stream().map(DemoOrganisation::sourceId))
        .doesNotHaveDuplicates();
    assertThat(people.staff().stream().map(DemoStaff::sourceId)).doesNotHaveDuplicates();
    assertThat(people.residents().stream().flatMap(one -> one.phones().stream()))
        .allMatch(phone -> SyntheticPhones.isSynthetic(phone.number()));
  }

  @Test
  void every_village_has_a_station_a_policeman_and_a_doctor_and_all_leaves_but_three_an_officer() {
    Set<String> villages =
        zone.grids().stream()
            .filter(grid -> grid.level() == 2)
            .map(DemoGrid::code)
            .collect(Collectors.toSet());
    assertThat(people.stations().stream().map(one -> one.gridCode()))
        .containsExactlyInAnyOrderElementsOf(villages);
    assertThat(codes("POLICE")).isEqualTo(villages);
    assertThat(codes("DOCTOR")).isEqualTo(villages);
    Set<String> officers = codes("GRID_OFFICER");
    assertThat(zone.grids().stream().filter(grid -> grid.leaf() && !officers.contains(grid.code())))
        .hasSize(3);
    Set<String> leads = codes("GRID_LEAD");
    assertThat(zone.grids().stream().filter(grid -> !grid.leaf()))
        .allMatch(grid -> leads.contains(grid.code()));
  }

  private static Set<String> codes(String role) {
    return people.assignments().stream()
        .filter(one -> one.role().equals(role) && one.inForce(DemoRoster.DAY))
        .map(DemoAssignment::gridCode)
        .map(Objects::requireNonNull)
        .collect(Collectors.toSet());
  }

  @Test
  void party_branches_count_the_members_of_the_whole_village() {
    long members =
        people.residents().stream().filter(one -> one.tags().contains("PARTY_MEMBER")).count();
    long counted =
        people.organisations().stream()
            .filter(one -> one.kind().equals("PARTY_BRANCH"))
            .mapToLong(DemoOrganisation::people)
            .sum();
    assertThat(counted).isEqualTo(members).isPositive();
  }

  @Test
  void the_same_seed_gives_the_same_people() {
    ZoneSize small = new ZoneSize(3, 10, 300, 750, 0, 0);
    DemoTown hamlet = DemoTown.zone(small, 5);
    DemoPopulation first = DemoPopulation.ofZone(hamlet, 300, 5);
    assertThat(DemoPopulation.ofZone(hamlet, 300, 5)).isEqualTo(first);
    assertThat(first.households()).hasSize(300);
    assertThat(hamlet.houses().stream().mapToInt(DemoHouse::residents).sum()).isEqualTo(750);
  }
}
