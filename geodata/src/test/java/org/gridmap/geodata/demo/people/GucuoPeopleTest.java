package org.gridmap.geodata.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.geodata.demo.DemoHouse;
import org.gridmap.geodata.demo.DemoTown;
import org.gridmap.geodata.demo.place.TownIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GucuoPeopleTest {
  private static final long SEED = 20_261_122;
  private static DemoTown village;
  private static DemoPopulation people;
  private static Set<String> housesOfThird;

  @BeforeAll
  static void generate() {
    village = DemoTown.gucuo(SEED);
    people = DemoPopulation.generate(village, SEED);
    housesOfThird =
        new TownIndex(village)
            .housesOf(village.rootCode() + "003").stream()
                .map(DemoHouse::sourceId)
                .collect(Collectors.toSet());
  }

  @Test
  void the_third_grid_has_154_houses_167_households_and_490_residents() {
    Set<String> households =
        people.households().stream()
            .filter(one -> housesOfThird.contains(one.houseSourceId()))
            .map(DemoHousehold::sourceId)
            .collect(Collectors.toSet());
    assertThat(housesOfThird).hasSize(154);
    assertThat(households).hasSize(167);
    assertThat(people.residents())
        .filteredOn(one -> households.contains(one.householdSourceId()))
        .hasSize(490);
  }

  @Test
  void the_ledger_of_one_hamlet_prints_191_people_as_98_at_home_123_away_and_30_moved() {
    List<DeclaredCount> hamlet =
        people.declaredCounts().stream()
            .filter(one -> one.place().equals(DemoPopulation.HAMLET))
            .toList();
    assertThat(hamlet).allMatch(one -> housesOfThird.contains(one.houseSourceId()));
    assertThat(hamlet.stream().mapToInt(DeclaredCount::residents).sum()).isEqualTo(191);
    assertThat(hamlet.stream().mapToInt(DeclaredCount::atHome).sum()).isEqualTo(98);
    assertThat(hamlet.stream().mapToInt(DeclaredCount::away).sum()).isEqualTo(123);
    assertThat(hamlet.stream().mapToInt(DeclaredCount::movedOut).sum()).isEqualTo(30);
  }

  @Test
  void everywhere_else_the_ledger_adds_up_and_is_what_the_cards_say() {
    assertThat(people.declaredCounts())
        .filteredOn(one -> one.difference() != 0)
        .isNotEmpty()
        .allMatch(one -> one.place().equals(DemoPopulation.HAMLET));
    Map<String, String> houseOf =
        people.households().stream()
            .collect(
                Collectors.toMap(
                    DemoHousehold::sourceId, one -> String.valueOf(one.houseSourceId())));
    Map<String, Map<String, Long>> cards =
        people.residents().stream()
            .collect(
                Collectors.groupingBy(
                    one -> houseOf.get(one.householdSourceId()),
                    Collectors.groupingBy(DemoResident::presence, Collectors.counting())));
    Map<String, DemoHouse> houses =
        village.houses().stream().collect(Collectors.toMap(DemoHouse::sourceId, h -> h));
    for (DeclaredCount one : people.declaredCounts()) {
      Map<String, Long> card = cards.getOrDefault(one.houseSourceId(), Map.of());
      assertThat(houses.get(one.houseSourceId()).residents()).isEqualTo(one.residents());
      assertThat(card.getOrDefault("AT_HOME", 0L)).isEqualTo(one.atHome());
      assertThat(card.getOrDefault("MOVED_OUT", 0L)).isEqualTo(one.movedOut());
      long twice = one.away() - card.getOrDefault("AWAY", 0L);
      assertThat(twice).isEqualTo(-one.difference());
    }
  }

  @Test
  void every_household_has_one_head_and_every_grid_a_lead() {
    Map<String, Long> heads =
        people.residents().stream()
            .filter(one -> one.relation().equals("HEAD"))
            .collect(Collectors.groupingBy(one -> one.householdSourceId(), Collectors.counting()));
    assertThat(heads).hasSameSizeAs(people.households());
    assertThat(heads.values()).containsOnly(1L);
    assertThat(people.assignments())
        .filteredOn(one -> one.role().equals("GRID_LEAD"))
        .extracting(one -> one.gridCode())
        .containsExactlyInAnyOrderElementsOf(
            village.grids().stream().map(grid -> grid.code()).toList());
    assertThat(people.stations()).hasSize(4);
  }

  @Test
  void no_identifier_or_telephone_is_also_one_of_yangdais() {
    DemoPopulation yangdai = DemoPopulation.generate(DemoTown.generate(SEED), SEED);
    Set<String> there =
        yangdai.residents().stream()
            .flatMap(one -> one.phones().stream())
            .map(DemoPhone::number)
            .collect(Collectors.toSet());
    yangdai.residents().forEach(one -> there.add(one.sourceId()));
    yangdai.households().forEach(one -> there.add(one.sourceId()));
    yangdai.staff().forEach(one -> there.add(one.phone()));
    assertThat(people.residents())
        .noneMatch(one -> there.contains(one.sourceId()))
        .noneMatch(one -> one.phones().stream().anyMatch(p -> there.contains(p.number())));
    assertThat(people.staff()).noneMatch(one -> there.contains(one.phone()));
  }

  @Test
  void the_same_seed_gives_the_same_people() {
    assertThat(DemoPopulation.generate(village, SEED)).isEqualTo(people);
  }
}
