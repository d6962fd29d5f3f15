package org.gridmap.backend.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Plays the reader who watches one grid over many days. */
class PeopleTest {
  private static final int RESIDENTS = 0;
  private static final int CARE = CountSnapshot.PEOPLE.size() - 1;

  /** Three leaves of ten houses each. */
  private static final Map<Long, Long> LEAF_OF = leaves();

  private static Map<Long, Long> leaves() {
    Map<Long, Long> leafOf = new HashMap<>();
    for (long house = 0; house < 30; house++) {
      leafOf.put(house, house / 10);
    }
    return leafOf;
  }

  private static People with(People before, long house, int residents, int care) {
    Map<Long, long[]> byHouse = new HashMap<>(before.byHouse());
    long[] counts = before.of(house).clone();
    counts[RESIDENTS] += residents;
    counts[CARE] += care;
    byHouse.put(house, counts);
    return new People(before.revision() + 1, byHouse);
  }

  private static long sum(People people, long leaf, int measure) {
    return LEAF_OF.entrySet().stream()
        .filter(one -> one.getValue() == leaf)
        .mapToLong(one -> people.of(one.getKey())[measure])
        .sum();
  }

  @Test
  void one_resident_stays_untold_while_many_come_to_another_grid() {
    People told = new People(1, Map.of());
    People now = with(with(told, 3, 1, 1), 12, 9, 2);
    People next = told.follow(now, LEAF_OF);
    assertThat(sum(next, 0, RESIDENTS)).isZero();
    assertThat(sum(next, 0, CARE)).isZero();
    assertThat(sum(next, 1, RESIDENTS)).isEqualTo(9);
  }

  @Test
  void over_a_year_no_step_of_a_watched_grid_is_that_of_fewer_than_five_changes() {
    SplittableRandom random = new SplittableRandom(9);
    People now = new People(1, Map.of());
    People told = now;
    long[] changes = new long[3];
    int steps = 0;
    for (int day = 0; day < 365; day++) {
      long house = random.nextInt(30);
      now = with(now, house, 1, random.nextInt(2));
      changes[(int) (house / 10)]++;
      People next = told.follow(now, LEAF_OF);
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
}
