package org.gridmap.geodata.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.gridmap.geodata.demo.place.DemoOrganisation;
import org.gridmap.geodata.demo.place.DemoResource;
import org.gridmap.geodata.demo.place.DemoStaff;
import org.gridmap.geodata.demo.place.DemoStation;
import org.gridmap.geodata.demo.place.TownIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoPopulationTest {
  private static final long SEED = 20_261_122;
  private static final int YEAR = 2026;
  private static DemoTown town;
  private static DemoPopulation people;
  private static Map<String, DemoHousehold> householdOf;
  private static Map<String, List<DemoResident>> membersOf;

  @BeforeAll
  static void generate() {
    town = DemoTown.generate(SEED);
    people = DemoPopulation.generate(town, SEED);
    householdOf =
        people.households().stream().collect(Collectors.toMap(DemoHousehold::sourceId, h -> h));
    membersOf =
        people.residents().stream().collect(Collectors.groupingBy(r -> r.householdSourceId()));
  }

  @Test
  void there_are_53000_residents_of_whom_45000_are_migrants() {
    assertThat(people.residents()).hasSize(53_000);
    assertThat(people.residents())
        .filteredOn(r -> r.registration().equals("FLOATING"))
        .hasSize(45_000);
    assertThat(people.residents()).extracting(DemoResident::sourceId).doesNotHaveDuplicates();
    assertThat(people.households()).extracting(DemoHousehold::sourceId).doesNotHaveDuplicates();
    assertThat(membersOf.keySet()).isEqualTo(householdOf.keySet());
  }

  @Test
  void every_house_has_its_residents_except_six_that_miss_two_each() {
    Map<String, Integer> counted = new HashMap<>();
    for (DemoResident resident : people.residents()) {
      String house = householdOf.get(resident.householdSourceId()).houseSourceId();
      if (house != null) {
        counted.merge(house, 1, Integer::sum);
      }
    }
    Set<String> differing =
        town.houses().stream()
            .filter(house -> counted.getOrDefault(house.sourceId(), 0) == house.residents() - 2)
            .map(DemoHouse::sourceId)
            .collect(Collectors.toSet());
    assertThat(differing).hasSize(6);
    Map<String, DeclaredCount> ledger =
        people.declaredCounts().stream()
            .collect(Collectors.toMap(DeclaredCount::houseSourceId, c -> c));
    for (DemoHouse house : town.houses()) {
      int missing = differing.contains(house.sourceId()) ? 2 : 0;
      assertThat(counted.getOrDefault(house.sourceId(), 0)).isEqualTo(house.residents() - missing);
      assertThat(ledger.get(house.sourceId()).residents()).isEqualTo(house.residents());
      assertThat(ledger.get(house.sourceId()).difference()).isZero();
    }
  }

  @Test
  void every_household_has_exactly_one_head_except_four() {
    Map<Long, Long> households =
        membersOf.values().stream()
            .map(members -> members.stream().filter(r -> r.relation().equals("HEAD")).count())
            .collect(Collectors.groupingBy(heads -> heads, Collectors.counting()));
    assertThat(households)
        .containsOnly(Map.entry(0L, 4L), Map.entry(1L, people.households().size() - 4L));
  }

  @Test
  void relations_fit_sexes_and_ages() {
    for (List<DemoResident> members : membersOf.values()) {
      DemoResident head =
          members.stream().filter(r -> r.relation().equals("HEAD")).findFirst().orElse(null);
      for (DemoResident one : members) {
        assertThat(one.birthYear()).isBetween(YEAR - 97, YEAR);
        if (head == null) {
          continue;
        }
        switch (one.relation()) {
          case "SPOUSE" -> {
            assertThat(one.sex()).isNotEqualTo(head.sex());
            assertThat(Math.abs(one.birthYear() - head.birthYear())).isLessThanOrEqualTo(8);
            assertThat(one.birthYear()).isLessThanOrEqualTo(YEAR - 20);
          }
          case "CHILD" -> assertThat(one.birthYear() - head.birthYear()).isBetween(20, 50);
          case "PARENT" -> assertThat(head.birthYear() - one.birthYear()).isBetween(20, 44);
          case "GRANDCHILD" ->
              assertThat(one.birthYear() - head.birthYear()).isGreaterThanOrEqualTo(40);
          default -> assertThat(one.birthYear()).isLessThanOrEqualTo(YEAR - 18);
        }
      }
      assertThat(members.stream().filter(r -> r.relation().equals("SPOUSE")).count()).isLessThan(2);
      assertThat(members.stream().filter(r -> r.relation().equals("PARENT")).count()).isLessThan(3);
    }
  }

  @Test
  void nobody_under_18_heads_a_household_or_works_and_names_in_a_household_differ() {
    assertThat(people.residents())
        .filteredOn(r -> r.birthYear() > YEAR - 18)
        .noneMatch(r -> r.relation().equals("HEAD"))
        .allMatch(r -> r.workplace().isEmpty());
    for (List<DemoResident> members : membersOf.values()) {
      assertThat(members).extracting(DemoResident::name).doesNotHaveDuplicates();
    }
    Map<String, Long> same =
        people.residents().stream()
            .collect(Collectors.groupingBy(DemoResident::name, Collectors.counting()));
    assertThat(same.values().stream().mapToLong(n -> n).max().orElse(0)).isLessThan(40);
  }

  @Test
  void twelve_people_are_without_a_house() {
    assertThat(people.residents())
        .filteredOn(r -> householdOf.get(r.householdSourceId()).houseSourceId() == null)
        .hasSize(12);
  }

  @Test
  void nine_people_are_registered_twice_four_of_them_within_one_grid() {
    TownIndex index = new TownIndex(town);
    Map<String, DemoHouse> houses =
        town.houses().stream().collect(Collectors.toMap(DemoHouse::sourceId, h -> h));
    Map<String, List<DemoResident>> owners = new HashMap<>();
    for (DemoResident one : people.residents()) {
      one.phones().stream()
          .filter(phone -> phone.kind().equals("OWN"))
          .forEach(phone ->
              owners.computeIfAbsent(phone.number(), number -> new ArrayList<>()).add(one));
    }
    List<List<DemoResident>> doubles =
        owners.values().stream().filter(cards -> cards.size() > 1).toList();
    assertThat(doubles).hasSize(9).allMatch(cards -> cards.size() == 2);
    int near = 0;
    for (List<DemoResident> cards : doubles) {
      DemoResident one = cards.get(0);
      DemoResident other = cards.get(1);
      assertThat(other.name()).isEqualTo(one.name());
      assertThat(other.birthYear()).isEqualTo(one.birthYear());
      assertThat(other.sex()).isEqualTo(one.sex());
      Set<DemoHouse> homes =
          cards.stream()
              .map(card -> houses.get(householdOf.get(card.householdSourceId()).houseSourceId()))
              .collect(Collectors.toSet());
      assertThat(homes).hasSize(2);
      near += homes.stream().map(index::gridOf).distinct().count() == 1 ? 1 : 0;
    }
    assertThat(near).isEqualTo(4);
  }

  @Test
  void no_telephone_could_be_somebodys() {
    List<String> numbers = new ArrayList<>();
    people.residents().forEach(r -> r.phones().forEach(phone -> numbers.add(phone.number())));
    people.staff().forEach(one -> numbers.add(one.phone()));
    people.stations().forEach(one -> numbers.add(one.phone()));
    people.organisations().forEach(one -> numbers.add(one.phone()));
    people.resources().stream()
        .map(DemoResource::phone)
        .forEach(phone -> {
          if (phone != null) {
            numbers.add(phone);
          }
        });
    assertThat(numbers).hasSizeGreaterThan(50_000).allMatch(SyntheticPhones::isSynthetic);
    assertThat(numbers).allMatch(number -> number.matches("1090\\d{7}"));
    assertThat(SyntheticPhones.isSynthetic("13800138000")).isFalse();
  }

  @Test
  void care_is_for_a_few_and_mostly_for_the_old() {
    List<DemoResident> cared =
        people.residents().stream().filter(r -> !r.careNeeds().isEmpty()).toList();
    assertThat(cared.size()).isBetween(700, 1_600);
    assertThat(cared.stream().filter(r -> r.birthYear() <= YEAR - 65).count())
        .isGreaterThan(cared.size() / 2);
    assertThat(cared)
        .allMatch(r -> r.phones().stream().anyMatch(p -> p.kind().equals("EMERGENCY")));
  }

  @Test
  void organisations_stand_in_houses_whose_use_fits_and_let_houses_are_as_full_as_luncangs() {
    Map<String, DemoHouse> houses =
        town.houses().stream().collect(Collectors.toMap(DemoHouse::sourceId, h -> h));
    Map<String, Set<String>> uses =
        Map.of(
            "ENTERPRISE", Set.of("INDUSTRIAL"),
            "SHOP", Set.of("COMMERCIAL", "MIXED"),
            "RENTAL", Set.of("RESIDENTIAL", "MIXED", "COMMERCIAL"),
            "PARTY_BRANCH", Set.of("RESIDENTIAL", "MIXED", "COMMERCIAL", "PUBLIC"));
    int tenants = 0;
    int dwellings = 0;
    for (DemoOrganisation one : people.organisations()) {
      assertThat(uses.get(one.kind())).contains(houses.get(one.houseSourceId()).use());
      tenants += one.kind().equals("RENTAL") ? one.people() : 0;
      dwellings += one.dwellings();
    }
    assertThat((double) tenants / dwellings).isCloseTo(5_752.0 / 2_165, within(0.1));
    assertThat(people.organisations())
        .extracting(DemoOrganisation::sourceId)
        .doesNotHaveDuplicates();
    Map<String, Long> employees =
        people.residents().stream()
            .map(r -> String.valueOf(r.employerSourceId()))
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    assertThat(people.organisations())
        .filteredOn(one -> one.kind().equals("ENTERPRISE") || one.kind().equals("SHOP"))
        .allMatch(one -> one.people() == employees.getOrDefault(one.sourceId(), 0L));
  }

  @Test
  void every_level_2_grid_has_a_station_inside_and_places_know_their_grid() {
    TownIndex index = new TownIndex(town);
    assertThat(people.stations()).hasSize(8);
    assertThat(people.stations()).extracting(DemoStation::gridCode).doesNotHaveDuplicates();
    for (DemoStation station : people.stations()) {
      assertThat(index.grid(station.gridCode()).polygon().contains(station.point())).isTrue();
    }
    for (DemoResource resource : people.resources()) {
      assertThat(index.leafOf(resource.point())).isEqualTo(resource.gridCode());
    }
    assertThat(people.resources())
        .extracting(DemoResource::kind)
        .contains("SHELTER", "HYDRANT", "AED", "FIRE_STATION", "FIRST_AID");
    assertThat(people.staff()).extracting(DemoStaff::sourceId).doesNotHaveDuplicates();
  }

  @Test
  void the_same_seed_gives_the_same_people_in_any_locale_and_another_seed_others() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(DemoPopulation.generate(town, SEED).equals(people)).isTrue();
      assertThat(DemoPopulation.generate(town, SEED).toString().equals(people.toString())).isTrue();
    } finally {
      Locale.setDefault(usual);
    }
    DemoPopulation others = DemoPopulation.generate(town, 2);
    assertThat(others.residents()).hasSize(53_000).isNotEqualTo(people.residents());
  }

  @Test
  void a_town_nobody_knows_has_no_people() {
    DemoTown other = new DemoTown("别村", "350582999999", List.of(), List.of(), List.of());
    assertThatThrownBy(() -> DemoPopulation.generate(other, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
