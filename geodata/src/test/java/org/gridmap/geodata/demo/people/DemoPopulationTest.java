package org.gridmap.geodata.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.identity.SyntheticPhones;
import org.gridmap.geodata.demo.people.PlantedFault.Kind;
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
  private static Map<String, DemoResident> residentOf;

  @BeforeAll
  static void generate() {
    town = DemoTown.generate(SEED);
    people = DemoPopulation.generate(town, SEED);
    householdOf =
        people.households().stream().collect(Collectors.toMap(DemoHousehold::sourceId, h -> h));
    residentOf =
        people.residents().stream().collect(Collectors.toMap(DemoResident::sourceId, r -> r));
    membersOf =
        people.residents().stream().collect(Collectors.groupingBy(r -> r.householdSourceId()));
  }

  private static List<PlantedFault> planted(Kind kind) {
    return people.plantedFaults().stream().filter(fault -> fault.kind() == kind).toList();
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
        planted(Kind.HOUSE_COUNT_DIFFERS).stream()
            .map(fault -> fault.houseSourceIds().get(0))
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
  void every_household_has_exactly_one_head_except_the_four_planted_ones() {
    Set<String> headless =
        planted(Kind.HOUSEHOLD_WITHOUT_HEAD).stream()
            .map(fault -> fault.householdSourceIds().get(0))
            .collect(Collectors.toSet());
    assertThat(headless).hasSize(4);
    membersOf.forEach((household, members) -> {
      long heads = members.stream().filter(r -> r.relation().equals("HEAD")).count();
      assertThat(heads).as(household).isEqualTo(headless.contains(household) ? 0 : 1);
    });
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
    assertThat(planted(Kind.PERSON_WITHOUT_HOUSE)).hasSize(12);
    Set<String> homeless = new HashSet<>();
    for (PlantedFault fault : planted(Kind.PERSON_WITHOUT_HOUSE)) {
      homeless.addAll(fault.residentSourceIds());
    }
    assertThat(people.residents())
        .filteredOn(r -> householdOf.get(r.householdSourceId()).houseSourceId() == null)
        .extracting(DemoResident::sourceId)
        .containsExactlyInAnyOrderElementsOf(homeless);
  }

  @Test
  void nine_people_are_registered_twice_four_of_them_within_one_grid() {
    TownIndex index = new TownIndex(town);
    Map<String, DemoHouse> houses =
        town.houses().stream().collect(Collectors.toMap(DemoHouse::sourceId, h -> h));
    Set<String> doubles = new HashSet<>();
    int near = 0;
    for (PlantedFault fault : planted(Kind.DOUBLE_REGISTRATION)) {
      DemoResident one = residentOf.get(fault.residentSourceIds().get(0));
      DemoResident other = residentOf.get(fault.residentSourceIds().get(1));
      assertThat(other.name()).isEqualTo(one.name());
      assertThat(other.birthYear()).isEqualTo(one.birthYear());
      assertThat(other.sex()).isEqualTo(one.sex());
      assertThat(other.phones().get(0).number()).isEqualTo(one.phones().get(0).number());
      assertThat(fault.houseSourceIds()).doesNotHaveDuplicates().hasSize(2);
      Set<String> grids =
          fault.houseSourceIds().stream()
              .map(id -> index.gridOf(houses.get(id)))
              .collect(Collectors.toSet());
      near += grids.size() == 1 ? 1 : 0;
      doubles.add(one.phones().get(0).number());
    }
    assertThat(doubles).hasSize(9);
    assertThat(near).isEqualTo(4);
    Map<String, Long> owners =
        people.residents().stream()
            .flatMap(r -> r.phones().stream())
            .filter(phone -> phone.kind().equals("OWN"))
            .collect(Collectors.groupingBy(DemoPhone::number, Collectors.counting()));
    assertThat(owners.entrySet())
        .filteredOn(entry -> entry.getValue() > 1)
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(doubles);
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
  void five_hundred_canaries_carry_strings_that_occur_nowhere_else() {
    assertThat(people.canaries()).hasSize(500);
    assertThat(people.canaries()).extracting(Canary::residentSourceId).doesNotHaveDuplicates();
    Set<String> marked =
        people.canaries().stream().map(Canary::residentSourceId).collect(Collectors.toSet());
    String others =
        people.residents().stream()
                .filter(r -> !marked.contains(r.sourceId()))
                .map(DemoResident::toString)
                .collect(Collectors.joining())
            + people.organisations()
            + people.staff()
            + people.stations()
            + people.resources();
    Set<String> words = new HashSet<>(List.of(others.split("[^0-9A-Z]+", -1)));
    Set<String> rareCharacters = new HashSet<>();
    Set<String> marks = new HashSet<>();
    for (Canary canary : people.canaries()) {
      DemoResident resident = residentOf.get(canary.residentSourceId());
      assertThat(resident.name()).isEqualTo(canary.name()).endsWith(canary.givenName());
      assertThat(resident.workplace()).isEqualTo(canary.workplace()).startsWith("ZQW");
      assertThat(resident.note()).isEqualTo(canary.note()).contains("ZQN");
      assertThat(resident.phones().get(0).number()).isEqualTo(canary.phone()).startsWith("10907");
      assertThat(words).doesNotContain(canary.phone());
      canary.givenName().chars().forEach(c -> rareCharacters.add(String.valueOf((char) c)));
      marks.addAll(canary.marks());
    }
    assertThat(marks).hasSize(2_000);
    assertThat(rareCharacters).noneMatch(others::contains);
    assertThat(others).doesNotContain("ZQW").doesNotContain("ZQN");
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
    assertThat(others.plantedFaults()).hasSameSizeAs(people.plantedFaults());
  }

  @Test
  void a_town_nobody_knows_has_no_people() {
    DemoTown other = new DemoTown("别村", "350582999999", List.of(), List.of(), List.of());
    assertThatThrownBy(() -> DemoPopulation.generate(other, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
