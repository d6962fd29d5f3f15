package org.gridmap.backend.statistics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.statistics.GridForest.Node;

/**
 * Gaussian elimination over what a reader sees: everything that a sum or a difference of published
 * counts can tell is in their linear span, so a hidden count is safe when it is not in it.
 */
final class Attack {
  private static final long PRIME = 2_147_483_647L;

  /** What is unknown of a leaf, in an order in which no measure is the sum of others. */
  private static final List<String> UNKNOWNS =
      List.of(
          "registered",
          "permanent",
          "floating",
          "atHome",
          "children",
          "elders",
          "careNeeds",
          "movedOut",
          "households");

  /** Each measure as a sum of unknowns. */
  private static final Map<String, Map<String, Integer>> MEASURES =
      Map.ofEntries(
          Map.entry("residents", Map.of("registered", 1, "permanent", 1, "floating", 1)),
          Map.entry("registered", Map.of("registered", 1)),
          Map.entry("permanent", Map.of("permanent", 1)),
          Map.entry("floating", Map.of("floating", 1)),
          Map.entry("atHome", Map.of("atHome", 1)),
          Map.entry(
              "away",
              Map.of("registered", 1, "permanent", 1, "floating", 1, "atHome", -1, "movedOut", -1)),
          Map.entry("children", Map.of("children", 1)),
          Map.entry("elders", Map.of("elders", 1)),
          Map.entry("careNeeds", Map.of("careNeeds", 1)),
          Map.entry("movedOut", Map.of("movedOut", 1)),
          Map.entry("households", Map.of("households", 1)));

  private final CountedTown town;
  private final GridForest forest;
  private final CountSnapshot snapshot;
  private final Set<Long> reader;
  private final boolean naive;
  private final Map<Long, Integer> place = new HashMap<>();
  private final List<long[]> basis = new ArrayList<>();
  int hidden;
  int shown;

  Attack(CountedTown town, Set<Long> reader) {
    this(town, reader, false);
  }

  /**
   * @param naive whether only the small counts themselves are hidden
   */
  Attack(CountedTown town, Set<Long> reader, boolean naive) {
    this.town = town;
    this.reader = reader;
    this.naive = naive;
    this.snapshot = town.snapshot();
    this.forest = snapshot.forest();
    for (Node node : forest.nodes()) {
      if (node.leaf()) {
        place.put(node.id(), place.size());
      }
    }
  }

  /** What the reader can work out although it is hidden from him. */
  List<String> solved() {
    List<String> wanted = new ArrayList<>();
    Map<String, long[]> targets = new HashMap<>();
    for (String measure : MEASURES.keySet()) {
      Set<Long> open = open(measure);
      for (Node node : forest.nodes()) {
        long[] row = row(measure, node);
        if (open.contains(node.id())) {
          shown++;
          learn(row);
        } else {
          hidden++;
          targets.put(measure + " of " + node.code(), row);
        }
      }
    }
    targets.forEach((name, row) -> {
      if (isZero(reduce(row))) {
        wanted.add(name);
      }
    });
    return wanted;
  }

  private Set<Long> open(String measure) {
    if (!naive) {
      return snapshot.shown(measure, reader);
    }
    Set<Long> open = new HashSet<>();
    int least = measure.equals("careNeeds") ? 10 : 5;
    for (Node node : forest.nodes()) {
      if (snapshot.count(measure, node.id()) >= least) {
        open.add(node.id());
      }
    }
    return open;
  }

  private long[] row(String measure, Node node) {
    long[] row = new long[place.size() * UNKNOWNS.size()];
    for (Map.Entry<String, Integer> part : MEASURES.get(measure).entrySet()) {
      Suppression.remainder(node, Set.of())
          .forEach(leaf ->
              row[place.get(leaf.id()) * UNKNOWNS.size() + UNKNOWNS.indexOf(part.getKey())] =
                  Math.floorMod(part.getValue(), PRIME));
    }
    return row;
  }

  private void learn(long[] row) {
    long[] rest = reduce(row);
    int lead = lead(rest);
    if (lead >= 0) {
      long factor = inverse(rest[lead]);
      for (int i = lead; i < rest.length; i++) {
        rest[i] = rest[i] * factor % PRIME;
      }
      basis.add(rest);
    }
  }

  private long[] reduce(long[] row) {
    long[] rest = row.clone();
    for (long[] known : basis) {
      int lead = lead(known);
      long factor = rest[lead];
      if (factor != 0) {
        for (int i = lead; i < rest.length; i++) {
          rest[i] = Math.floorMod(rest[i] - factor * known[i], PRIME);
        }
      }
    }
    return rest;
  }

  private static boolean isZero(long[] row) {
    return lead(row) < 0;
  }

  private static int lead(long[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        return i;
      }
    }
    return -1;
  }

  private static long inverse(long value) {
    return BigInteger.valueOf(value).modInverse(BigInteger.valueOf(PRIME)).longValue();
  }
}
