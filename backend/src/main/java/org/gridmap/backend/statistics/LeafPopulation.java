package org.gridmap.backend.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts of people by leaf grid and house, exact or as disclosed.
 *
 * @param byLeaf of each leaf grid the counts of its houses in the order of {@link
 *     CountSnapshot#PEOPLE}; a house in which nobody is counted may be missing
 */
record LeafPopulation(Map<Long, Map<Long, long[]>> byLeaf) {
  static final int WIDTH = CountSnapshot.PEOPLE.size();

  static final LeafPopulation NOBODY = new LeafPopulation(Map.of());

  static final long[] NONE = new long[WIDTH];

  /**
   * @param byHouse counts of each house
   * @param leafOf the leaf grid of each house
   */
  static LeafPopulation of(Map<Long, long[]> byHouse, Map<Long, Long> leafOf) {
    Map<Long, Map<Long, long[]>> byLeaf = new HashMap<>();
    leafOf.forEach((house, leaf) -> {
      long[] counts = byHouse.get(house);
      if (counts != null && !Arrays.equals(counts, NONE)) {
        put(byLeaf, leaf, house, counts);
      }
    });
    return new LeafPopulation(byLeaf);
  }

  private static void put(
      Map<Long, Map<Long, long[]>> byLeaf, long leaf, long house, long[] counts) {
    byLeaf.computeIfAbsent(leaf, id -> new HashMap<>()).put(house, counts);
  }

  long[] of(long leaf, long house) {
    return byLeaf.getOrDefault(leaf, Map.of()).getOrDefault(house, NONE);
  }

  /** The sum of a leaf grid. */
  long[] sum(long leaf) {
    long[] sum = new long[WIDTH];
    for (long[] one : byLeaf.getOrDefault(leaf, Map.of()).values()) {
      for (int i = 0; i < WIDTH; i++) {
        sum[i] += one[i];
      }
    }
    return sum;
  }

  /**
   * Counts by house, wherever it is counted.
   *
   * @param leafOf the leaf grid in which each house lies, which counts if it is counted in two
   */
  Map<Long, long[]> byHouse(Map<Long, Long> leafOf) {
    Map<Long, long[]> byHouse = new HashMap<>();
    byLeaf.forEach((leaf, houses) ->
        houses.forEach((house, counts) -> {
          if (leaf.equals(leafOf.get(house))) {
            byHouse.put(house, counts);
          } else {
            byHouse.putIfAbsent(house, counts);
          }
        }));
    return byHouse;
  }

  /**
   * The same people counted in the leaf grids of today, after others came into force.
   *
   * @param leafOf the leaf grid of each house now
   * @param heirs for leaf grids that are gone those that hold the same houses now
   */
  LeafPopulation in(Map<Long, Long> leafOf, Map<Long, Long> heirs) {
    Set<Long> leaves = new HashSet<>(leafOf.values());
    if (leaves.containsAll(byLeaf.keySet())) {
      return this;
    }
    Map<Long, Map<Long, long[]>> moved = new HashMap<>();
    byLeaf.forEach((leaf, houses) ->
        houses.forEach((house, counts) -> {
          Long heir = leaves.contains(leaf) ? leaf : heirs.getOrDefault(leaf, leafOf.get(house));
          if (heir != null) {
            put(moved, heir, house, counts);
          }
        }));
    return new LeafPopulation(moved);
  }

  /**
   * What those are told next who do not answer for the people: of each leaf grid what is true now
   * if enough people came, went or changed in it, and what was told before if fewer did. So a grid
   * that somebody watches never moves by one resident, nor by a small household whose house moved
   * or is gone, whatever happens elsewhere.
   *
   * @param now what is true
   */
  LeafPopulation follow(LeafPopulation now) {
    Set<Long> leaves = new HashSet<>(byLeaf.keySet());
    leaves.addAll(now.byLeaf.keySet());
    Map<Long, Map<Long, long[]>> told = new HashMap<>();
    for (long leaf : leaves) {
      LeafPopulation next = mostMoved(leaf, now) < Measure.LEAST ? this : now;
      Map<Long, long[]> houses = next.byLeaf.getOrDefault(leaf, Map.of());
      if (!houses.isEmpty()) {
        told.put(leaf, houses);
      }
    }
    return new LeafPopulation(told);
  }

  /** The measure that changed most in the houses of a leaf, changes in both directions added up. */
  private long mostMoved(long leaf, LeafPopulation now) {
    Set<Long> houses = new HashSet<>(byLeaf.getOrDefault(leaf, Map.of()).keySet());
    houses.addAll(now.byLeaf.getOrDefault(leaf, Map.of()).keySet());
    long[] moved = new long[WIDTH];
    for (long house : houses) {
      long[] before = of(leaf, house);
      long[] after = now.of(leaf, house);
      for (int i = 0; i < WIDTH; i++) {
        moved[i] += Math.abs(after[i] - before[i]);
      }
    }
    return Arrays.stream(moved).max().orElse(0);
  }
}
