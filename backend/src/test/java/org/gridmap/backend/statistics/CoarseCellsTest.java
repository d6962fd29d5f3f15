package org.gridmap.backend.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.gridmap.backend.statistics.CoarseCells.Place;
import org.junit.jupiter.api.Test;

/**
 * Plays the planner who draws borders around single houses, asks again, and waits for one resident:
 * see "What counts may tell" in the decisions.
 */
class CoarseCellsTest {
  private static final int HOUSES = 2_000;

  private static List<Place> town() {
    SplittableRandom random = new SplittableRandom(26);
    List<Place> places = new ArrayList<>();
    for (int id = 1; id <= HOUSES; id++) {
      places.add(
          new Place(
              id,
              118.5 + random.nextDouble() / 100,
              24.7 + random.nextDouble() / 100,
              100 + id % 7 * 50));
    }
    return places;
  }

  private static byte[] drawn(byte[] message, long key) {
    long hash = key;
    for (byte one : message) {
      hash = (hash ^ one) * 0x100000001B3L;
      hash ^= hash >>> 29;
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(new SplittableRandom(hash).nextLong()).array();
  }

  private static CoarseCells cells(List<Place> places, long key) {
    return new CoarseCells(places, message -> drawn(message, key));
  }

  /** One house in eight has somebody in need of care. */
  private static int care(Place place) {
    return place.id() % 8 == 0 ? (int) (1 + place.id() % 3) : 0;
  }

  @Test
  void every_cell_has_at_least_ten_houses_and_every_house_one_cell() {
    Set<Long> seen = new HashSet<>();
    for (List<Place> cell : cells(town(), 1).cells()) {
      assertThat(cell.size()).isBetween(CoarseCells.LEAST_HOUSES, 40);
      cell.forEach(place -> assertThat(seen.add(place.id())).isTrue());
    }
    assertThat(seen).hasSize(HOUSES);
  }

  @Test
  void differences_of_drawn_regions_tell_shares_of_cells_and_never_the_house_between_them() {
    CoarseCells cells = cells(town(), 1);
    Map<Long, Integer> told = cells.tell("careNeeds", CoarseCellsTest::care);
    // The best that any set of plans gives is what is told of each house. Whoever moves the care of
    // a cell from one of its houses to another finds the very same numbers.
    Map<Long, Integer> moved = new HashMap<>();
    for (List<Place> cell : cells.cells()) {
      int sum = cell.stream().mapToInt(CoarseCellsTest::care).sum();
      cell.forEach(place -> moved.put(place.id(), 0));
      moved.put(cell.getLast().id(), sum);
    }
    assertThat(cells.tell("careNeeds", place -> moved.getOrDefault(place.id(), 0))).isEqualTo(told);
  }

  @Test
  void the_sum_of_a_cell_is_none_or_a_number_that_may_be_told_and_fits_many_truths() {
    CoarseCells cells = cells(town(), 1);
    Map<Long, Integer> told = cells.tell("careNeeds", CoarseCellsTest::care);
    for (List<Place> cell : cells.cells()) {
      int sum = cell.stream().mapToInt(place -> told.getOrDefault(place.id(), 0)).sum();
      assertThat(sum % CoarseCells.STEP).isZero();
    }
  }

  @Test
  void asking_again_with_the_same_key_averages_nothing_away_and_another_key_tells_otherwise() {
    Map<Long, Integer> told = cells(town(), 1).tell("careNeeds", CoarseCellsTest::care);
    assertThat(cells(town().reversed(), 1).tell("careNeeds", CoarseCellsTest::care))
        .isEqualTo(told);
    assertThat(cells(town(), 2).tell("careNeeds", CoarseCellsTest::care)).isNotEqualTo(told);
  }

  @Test
  void one_person_more_moves_nothing_in_most_cells() {
    List<Place> places = town();
    CoarseCells cells = cells(places, 1);
    Map<Long, Integer> told = cells.tell("careNeeds", CoarseCellsTest::care);
    int moved = 0;
    for (List<Place> cell : cells.cells()) {
      long house = cell.getFirst().id();
      ToIntFunction<Place> more = place -> care(place) + (place.id() == house ? 1 : 0);
      moved += cells.tell("careNeeds", more).equals(told) ? 0 : 1;
    }
    // One in ten, where the drawn threshold lies; exact numbers move in all of them.
    assertThat(moved).isPositive().isLessThan(cells.cells().size() / 4);
  }

  @Test
  void a_new_house_moves_the_cells_beside_it_and_no_others() {
    List<Place> places = new ArrayList<>(town());
    Map<Long, Integer> before = cells(places, 1).tell("careNeeds", CoarseCellsTest::care);
    places.add(new Place(HOUSES + 1, 118.505, 24.705, 120));
    Map<Long, Integer> after = cells(places, 1).tell("careNeeds", CoarseCellsTest::care);
    long moved =
        before.keySet().stream().filter(id -> !before.get(id).equals(after.get(id))).count();
    assertThat(moved).isLessThan(150);
  }

  @Test
  void over_the_town_the_rounding_is_fair() {
    Map<Long, Integer> told = cells(town(), 1).tell("careNeeds", CoarseCellsTest::care);
    int truth = town().stream().mapToInt(CoarseCellsTest::care).sum();
    int sum = told.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(sum).isBetween(truth * 4 / 5, truth * 6 / 5);
  }

  @Test
  void few_large_houses_are_told_about_right_although_small_ones_stand_in_their_cell() {
    List<Place> places = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(4);
    for (int id = 1; id <= HOUSES; id++) {
      long space = id % 6 == 0 ? 3_000 : 150;
      places.add(
          new Place(
              id, 118.5 + random.nextDouble() / 100, 24.7 + random.nextDouble() / 100, space));
    }
    ToIntFunction<Place> residents =
        place -> (int) (place.livingSquareMetres() / 30 + place.id() % 3);
    Map<Long, Integer> told = cells(places, 1).tell("residents", residents);
    for (Place place : places) {
      int truth = residents.applyAsInt(place);
      assertThat(told.getOrDefault(place.id(), 0))
          .as("house of %d square metres", place.livingSquareMetres())
          .isBetween(truth * 4 / 5 - 3, truth * 6 / 5 + 3);
    }
  }
}
