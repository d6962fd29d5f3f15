package org.gridmap.backend.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Plays the reader who watches one grid over many days. */
class LeafPopulationTest {
  private static final int RESIDENTS = 0;
  private static final int CARE = CountSnapshot.PEOPLE.size() - 1;

  private final Map<Long, long[]> living = new HashMap<>();

  /** Three leaves of ten houses each. */
  private final Map<Long, Long> leafOf = new HashMap<>();

  LeafPopulationTest() {
    for (long house = 0; house < 30; house++) {
      leafOf.put(house, house / 10);
    }
  }

  private LeafPopulation come(long house, int residents, int care) {
    long[] counts =
        Arrays.copyOf(
            living.getOrDefault(house, new long[CountSnapshot.PEOPLE.size()]),
            CountSnapshot.PEOPLE.size());
    counts[RESIDENTS] += residents;
    counts[CARE] += care;
    living.put(house, counts);
    return LeafPopulation.of(living, leafOf);
  }

  private static long sum(LeafPopulation people, long leaf, int measure) {
    return people.sum(leaf)[measure];
  }

  @Test
  void one_resident_stays_untold_while_many_come_to_another_grid() {
    come(3, 1, 1);
    LeafPopulation next = LeafPopulation.NOBODY.follow(come(12, 9, 2));
    assertThat(sum(next, 0, RESIDENTS)).isZero();
    assertThat(sum(next, 0, CARE)).isZero();
    assertThat(sum(next, 1, RESIDENTS)).isEqualTo(9);
  }

  @Test
  void over_a_year_no_step_of_a_watched_grid_is_that_of_fewer_than_five_changes() {
    SplittableRandom random = new SplittableRandom(9);
    LeafPopulation told = LeafPopulation.NOBODY;
    long[] changes = new long[3];
    int steps = 0;
    for (int day = 0; day < 365; day++) {
      long house = random.nextInt(30);
      LeafPopulation now = come(house, 1, random.nextInt(2));
      changes[(int) (house / 10)]++;
      LeafPopulation next = told.follow(now);
      for (int leaf = 0; leaf < 3; leaf++) {
        if (sum(next, leaf, RESIDENTS) != sum(told, leaf, RESIDENTS)) {
          assertThat(changes[leaf]).isGreaterThanOrEqualTo(Measure.LEAST);
          assertThat(sum(next, leaf, CARE)).isEqualTo(sum(now, leaf, CARE));
          changes[leaf] = 0;
          steps++;
        }
      }
      told = next;
    }
    assertThat(steps).isGreaterThan(60);
  }

  @Test
  void a_small_household_whose_house_moves_or_is_gone_moves_no_count() {
    for (long house = 0; house < 30; house++) {
      come(house, 3, 1);
    }
    LeafPopulation told = LeafPopulation.NOBODY.follow(LeafPopulation.of(living, leafOf));
    leafOf.put(4L, 1L);
    LeafPopulation moved = told.follow(LeafPopulation.of(living, leafOf));
    leafOf.remove(5L);
    leafOf.remove(25L);
    LeafPopulation gone = moved.in(leafOf, Map.of()).follow(LeafPopulation.of(living, leafOf));

    assertThat(sum(moved, 0, RESIDENTS)).isEqualTo(30);
    assertThat(sum(moved, 1, RESIDENTS)).isEqualTo(30);
    // Out of the first grid two households went together, six people: that is told.
    assertThat(sum(gone, 0, RESIDENTS)).isEqualTo(24);
    assertThat(sum(gone, 1, RESIDENTS)).isEqualTo(30);
    assertThat(sum(gone, 2, RESIDENTS)).isEqualTo(30);
  }

  @Test
  void a_new_division_lets_through_nobody_who_came_before_it() {
    for (long house = 0; house < 30; house++) {
      come(house, 3, 0);
    }
    LeafPopulation told = LeafPopulation.NOBODY.follow(LeafPopulation.of(living, leafOf));
    come(2, 1, 1);
    leafOf.remove(5L);
    // The same houses under new numbers, and one house across the border of the other two.
    leafOf.replaceAll((house, leaf) -> house == 12 ? 102 : leaf + 100);
    LeafPopulation next =
        told.in(leafOf, Map.of(0L, 100L)).follow(LeafPopulation.of(living, leafOf));

    assertThat(sum(next, 100, RESIDENTS)).isEqualTo(30);
    assertThat(sum(next, 100, CARE)).isZero();
    assertThat(sum(next, 101, RESIDENTS)).isEqualTo(27);
    assertThat(sum(next, 102, RESIDENTS)).isEqualTo(33);
  }
}
