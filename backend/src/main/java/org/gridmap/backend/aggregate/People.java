package org.gridmap.backend.aggregate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who lives in the houses at one revision of the register.
 *
 * @param revision of the register
 * @param byHouse counts of each house in the order of {@link CountSnapshot#PEOPLE}
 */
record People(long revision, Map<Long, long[]> byHouse) {
  private static final int WIDTH = CountSnapshot.PEOPLE.size();

  /** A house in which nobody is counted is a house all the same. */
  private static final long[] NOBODY =
      CountSnapshot.PEOPLE.stream()
          .mapToLong(measure -> measure.code().equals("houses") ? 1 : 0)
          .toArray();

  long[] of(long house) {
    return byHouse.getOrDefault(house, NOBODY);
  }

  /** One count of a house. */
  long count(String measure, long house) {
    int place = CountSnapshot.PEOPLE.stream().map(Measure::code).toList().indexOf(measure);
    return of(house)[place];
  }

  /**
   * What those are told next who do not answer for the people: of each leaf grid what is true now
   * if enough people came, went or changed in it, and what was told before if fewer did. So a grid
   * that somebody watches never moves by one resident, whatever happens elsewhere.
   *
   * @param now what is true
   * @param leafOf the leaf grid of each house
   */
  People follow(People now, Map<Long, Long> leafOf) {
    Map<Long, long[]> moved = new HashMap<>();
    leafOf.forEach((house, leaf) -> {
      long[] before = of(house);
      long[] after = now.of(house);
      long[] sum = moved.computeIfAbsent(leaf, id -> new long[WIDTH]);
      for (int i = 0; i < WIDTH; i++) {
        sum[i] += Math.abs(after[i] - before[i]);
      }
    });
    Set<Long> stays = new HashSet<>();
    moved.forEach((leaf, sum) -> {
      long most = 0;
      for (long one : sum) {
        most = Math.max(most, one);
      }
      if (most < Measure.LEAST) {
        stays.add(leaf);
      }
    });
    Map<Long, long[]> told = new HashMap<>(now.byHouse());
    leafOf.forEach((house, leaf) -> {
      if (stays.contains(leaf)) {
        told.put(house, of(house));
      }
    });
    return new People(now.revision(), told);
  }
}
