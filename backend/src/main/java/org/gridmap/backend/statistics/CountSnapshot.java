package org.gridmap.backend.statistics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.gridmap.backend.statistics.GridForest.Node;
import org.gridmap.backend.statistics.Suppression.Group;

/**
 * All counts of all grids in force at one revision, and which of them each kind of reader may see.
 * Immutable but for what it remembers.
 */
final class CountSnapshot {
  private static final int MOST_READERS = 2_000;

  static final String HOUSES = "houses";

  /** Counts of one leaf in this order; each is a column of the tallies. */
  static final List<Measure> PEOPLE =
      List.of(
          new Measure("residents", "居民", "residents", Measure.LEAST),
          new Measure("registered", "户籍人口", "registered here", Measure.LEAST),
          new Measure("permanent", "常住人口", "permanent, registered elsewhere", Measure.LEAST),
          new Measure("floating", "流动人口", "floating", Measure.LEAST),
          new Measure("atHome", "在家", "at home", Measure.LEAST),
          new Measure("away", "流出", "away", Measure.LEAST),
          new Measure("movedOut", "迁出", "moved out", Measure.LEAST),
          new Measure("households", "户数", "households", Measure.LEAST),
          new Measure(HOUSES, "房屋", "houses", 0),
          new Measure("children", "儿童", "children", Measure.LEAST),
          new Measure("elders", "老人", "elders", Measure.LEAST),
          new Measure("careNeeds", "需照护", "people in need of care", Measure.LEAST_CARE));

  static final String RESIDENTS = "residents";

  /**
   * Measures that are parts of the residents are chosen together, with what is left of the
   * residents as a part of its own where the parts leave something.
   */
  private record Parts(List<String> measures, boolean rest) {}

  private static final List<Parts> PARTS =
      List.of(
          new Parts(List.of("registered", "permanent", "floating"), false),
          new Parts(List.of("atHome", "away", "movedOut"), false),
          new Parts(List.of("children", "elders"), true),
          new Parts(List.of("careNeeds"), true));

  /**
   * Grids that are told coarsely.
   *
   * @param grids their numbers
   * @param leafCounts what is told of each leaf grid, by code of the measure
   */
  record Coarse(Set<Long> grids, Map<String, Map<Long, Long>> leafCounts) {
    static final Coarse NONE = new Coarse(Set.of(), Map.of());
  }

  private final long revision;
  private final GridForest forest;
  private final Map<String, Measure> measures = new HashMap<>();
  private final Map<String, Map<Long, Long>> leafCounts;
  private final Map<String, Map<Long, Long>> counts = new HashMap<>();
  private final Set<Long> coarse;
  private final Map<String, Map<Long, Long>> coarseCounts = new HashMap<>();
  private final Map<Set<Long>, Map<String, Set<Long>>> shownTo = new ConcurrentHashMap<>();

  /**
   * @param revision number of this state
   * @param forest the grids in force
   * @param measures everything that is counted
   * @param leafCounts counts of the leaves, by code of the measure and number of the grid
   * @param coarse grids of which something else is told
   */
  CountSnapshot(
      long revision,
      GridForest forest,
      List<Measure> measures,
      Map<String, Map<Long, Long>> leafCounts,
      Coarse coarse) {
    this.revision = revision;
    this.forest = forest;
    this.leafCounts = leafCounts;
    this.coarse = coarse.grids();
    for (Measure measure : measures) {
      this.measures.put(measure.code(), measure);
      counts.put(measure.code(), rollUp(leafCounts.getOrDefault(measure.code(), Map.of())));
    }
    coarse.leafCounts().forEach((measure, leaves) -> coarseCounts.put(measure, rollUp(leaves)));
  }

  private Map<Long, Long> rollUp(Map<Long, Long> leaves) {
    Map<Long, long[]> vectors = new HashMap<>();
    leaves.forEach((leaf, count) -> vectors.put(leaf, new long[] {count}));
    Map<Long, Long> sums = new HashMap<>();
    Suppression.rollUp(forest, vectors, 1).forEach((id, sum) -> sums.put(id, sum[0]));
    return sums;
  }

  long revision() {
    return revision;
  }

  GridForest forest() {
    return forest;
  }

  /** A count, whoever asks; where it is coarse, what is told in its place. */
  long count(String measure, long grid) {
    return isCoarse(measure, grid)
        // Tens, as the numbers of plans are.
        ? (Objects.requireNonNull(coarseCounts.get(measure)).getOrDefault(grid, 0L) + 5) / 10 * 10
        : Objects.requireNonNull(counts.get(measure)).getOrDefault(grid, 0L);
  }

  /** Whether tens are told of a grid in place of its count. */
  boolean isCoarse(String measure, long grid) {
    return coarse.contains(grid) && coarseCounts.containsKey(measure);
  }

  /**
   * The grids whose count of a measure a reader may see.
   *
   * @param leaves the leaf grids whose people the reader answers for
   */
  Set<Long> shown(String measure, Set<Long> leaves) {
    if (shownTo.size() > MOST_READERS) {
      shownTo.clear();
    }
    return Objects.requireNonNull(
        shownTo.computeIfAbsent(Set.copyOf(leaves), this::choose).get(measure));
  }

  private Map<String, Set<Long>> choose(Set<Long> known) {
    Map<String, Set<Long>> shown = new HashMap<>();
    Set<Long> residents = shown(known, List.of(RESIDENTS), false, node -> true);
    shown.put(RESIDENTS, residents);
    for (Parts parts : PARTS) {
      Set<Long> both =
          shown(known, parts.measures(), parts.rest(), node -> residents.contains(node.id()));
      List<Group> each =
          parts.measures().size() < 2
              ? List.of()
              : parts.measures().stream().map(one -> group(List.of(one), true)).toList();
      List<Set<Long>> alone =
          Suppression.alone(forest, both, each, node -> residents.contains(node.id()));
      for (int i = 0; i < parts.measures().size(); i++) {
        Set<Long> grids = new HashSet<>(both);
        if (!alone.isEmpty()) {
          grids.addAll(alone.get(i));
        }
        shown.put(parts.measures().get(i), grids);
      }
    }
    for (String measure : measures.keySet()) {
      shown.computeIfAbsent(measure, one -> shown(known, List.of(one), false, node -> true));
    }
    // What is told coarsely may have come out too small to be told at all.
    shown.forEach((measure, grids) ->
        grids.removeIf(id ->
            isCoarse(measure, id)
                && !forest.get(id).within(known)
                && count(measure, id) < Objects.requireNonNull(measures.get(measure)).least()));
    return shown;
  }

  private Set<Long> shown(
      Set<Long> known, List<String> together, boolean rest, Predicate<Node> allowed) {
    return Suppression.shown(forest, group(together, rest), known, allowed);
  }

  private Group group(List<String> together, boolean rest) {
    int width = together.size() + (rest ? 1 : 0);
    int[] least = new int[width];
    for (int i = 0; i < together.size(); i++) {
      least[i] = Objects.requireNonNull(measures.get(together.get(i))).least();
    }
    if (rest) {
      least[width - 1] = Measure.LEAST;
    }
    return new Group(Suppression.rollUp(forest, vectors(together, rest), width), least);
  }

  private Map<Long, long[]> vectors(List<String> together, boolean rest) {
    Map<Long, long[]> vectors = new HashMap<>();
    for (Node node : forest.nodes()) {
      if (node.leaf()) {
        long[] vector = new long[together.size() + (rest ? 1 : 0)];
        long left = leafCount(RESIDENTS, node);
        for (int i = 0; i < together.size(); i++) {
          vector[i] = leafCount(together.get(i), node);
          left -= vector[i];
        }
        if (rest) {
          vector[together.size()] = left;
        }
        vectors.put(node.id(), vector);
      }
    }
    return vectors;
  }

  private long leafCount(String measure, Node leaf) {
    return leafCounts.getOrDefault(measure, Map.of()).getOrDefault(leaf.id(), 0L);
  }
}
