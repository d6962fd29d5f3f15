package org.gridmap.backend.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.gridmap.backend.aggregate.GridForest.Node;
import org.junit.jupiter.api.Test;

/**
 * Attacks what is published: everything that a sum or a difference of published counts can tell is
 * in their linear span, so a hidden count is safe when it is not in it.
 */
class SuppressionTest {
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

  @Test
  void no_hidden_count_and_no_small_count_can_be_worked_out_from_what_is_published() {
    SplittableRandom random = new SplittableRandom(20_261_122);
    int hidden = 0;
    int shown = 0;
    for (int town = 0; town < 300; town++) {
      Town one = Town.random(random);
      Set<Long> known = one.some(random);
      for (Set<Long> reader : List.of(Set.<Long>of(), known)) {
        Attack attack = new Attack(one, reader);
        assertThat(attack.solved()).as("town %d", town).isEmpty();
        hidden += attack.hidden;
        shown += attack.shown;
      }
    }
    // The proof means something only where much is hidden and much is shown.
    assertThat(hidden).isGreaterThan(10_000);
    assertThat(shown).isGreaterThan(10_000);
  }

  @Test
  void hiding_only_the_small_counts_is_found_out_by_the_same_attack() {
    SplittableRandom random = new SplittableRandom(7);
    int solved = 0;
    for (int town = 0; town < 20; town++) {
      Town one = Town.random(random);
      solved += new Attack(one, Set.of(), true).solved().size();
    }
    assertThat(solved).isGreaterThan(20);
  }

  @Test
  void a_single_small_leaf_takes_one_neighbour_along() {
    Town town = new Town();
    Node root = town.add(null, "1");
    Node small = town.add(root, "101");
    Node next = town.add(root, "102");
    Node last = town.add(root, "103");
    town.set(small, 3);
    town.set(next, 50);
    town.set(last, 40);
    assertThat(town.shown(Set.of())).containsExactlyInAnyOrder(root.id(), last.id());
    // Whoever answers for the small leaf knows it: then hiding the next one has to hide one more.
    assertThat(town.shown(Set.of(small.id())))
        .containsExactlyInAnyOrder(root.id(), small.id(), next.id(), last.id());
  }

  @Test
  void an_officer_of_a_small_leaf_cannot_work_out_the_small_leaf_beside_it() {
    Town town = new Town();
    Node root = town.add(null, "1");
    Node own = town.add(root, "101");
    Node small = town.add(root, "102");
    Node large = town.add(root, "103");
    town.set(own, 3);
    town.set(small, 2);
    town.set(large, 60);
    // 3 and 2 together are large enough for others, but not for him who knows the 3.
    assertThat(town.shown(Set.of())).contains(root.id(), large.id());
    assertThat(town.shown(Set.of(own.id()))).containsExactlyInAnyOrder(root.id(), own.id());
  }

  @Test
  void none_is_hidden_like_any_small_count() {
    Town town = new Town();
    Node root = town.add(null, "1");
    Node none = town.add(root, "101");
    Node more = town.add(root, "102");
    Node most = town.add(root, "103");
    town.set(none, 0);
    town.set(more, 7);
    town.set(most, 90);
    assertThat(town.shown(Set.of())).containsExactlyInAnyOrder(root.id(), most.id());
  }

  @Test
  void one_kind_of_registration_is_told_where_another_is_too_small() {
    Town town = new Town();
    Node root = town.add(null, "1");
    Node mixed = town.add(root, "101");
    Node other = town.add(root, "102");
    for (Node leaf : List.of(mixed, other)) {
      town.set(leaf, 663);
      town.put("registered", leaf, leaf == mixed ? 95 : 90);
      town.put("floating", leaf, leaf == mixed ? 568 : 560);
      town.put("permanent", leaf, leaf == mixed ? 0 : 13);
    }
    CountSnapshot counts = town.snapshot();
    long shown =
        List.of("registered", "permanent", "floating").stream()
            .filter(measure -> counts.shown(measure, Set.of()).contains(mixed.id()))
            .count();
    assertThat(shown).as("one alone, the other two together").isEqualTo(1);
    assertThat(counts.shown("permanent", Set.of())).doesNotContain(mixed.id());
  }

  @Test
  void no_hidden_grid_could_be_shown_as_well() {
    SplittableRandom random = new SplittableRandom(5);
    for (int town = 0; town < 100; town++) {
      Town one = Town.random(random);
      CountSnapshot counts = one.snapshot();
      Set<Long> shown = new HashSet<>(counts.shown("residents", Set.of()));
      Map<Long, long[]> sums = new HashMap<>();
      one.nodes.forEach(
          node -> sums.put(node.id(), new long[] {counts.count("residents", node.id())}));
      Suppression.Group group = new Suppression.Group(sums, new int[] {5});
      for (Node hidden : counts.forest().nodes()) {
        if (shown.add(hidden.id())) {
          boolean safe =
              counts.forest().nodes().stream()
                  .filter(node -> shown.contains(node.id()))
                  .allMatch(node -> Suppression.isSafe(node, group, shown));
          assertThat(safe).as("grid %s of town %d", hidden.code(), town).isFalse();
          shown.remove(hidden.id());
        }
      }
    }
  }

  @Test
  void a_village_of_four_people_shows_nothing() {
    Town town = new Town();
    Node root = town.add(null, "1");
    town.set(town.add(root, "101"), 2);
    town.set(town.add(root, "102"), 2);
    assertThat(town.shown(Set.of())).isEmpty();
  }

  @Test
  void the_choice_stays_the_same_while_counts_move_a_little() {
    Town town = new Town();
    Node root = town.add(null, "1");
    Node small = town.add(root, "101");
    List<Node> others = new ArrayList<>();
    for (int i = 2; i < 9; i++) {
      others.add(town.add(root, "10" + i));
    }
    SplittableRandom random = new SplittableRandom(3);
    Set<Set<Long>> choices = new HashSet<>();
    for (int day = 0; day < 200; day++) {
      town.set(small, 1 + random.nextInt(4));
      others.forEach(node -> town.set(node, 300 + random.nextInt(60)));
      choices.add(town.shown(Set.of()));
    }
    assertThat(choices).hasSize(1);
  }

  /** A made-up tree with counts of its leaves. */
  private static final class Town {
    final List<Node> nodes = new ArrayList<>();
    final Map<String, Map<Long, Long>> counts = new HashMap<>();

    Node add(Node parent, String code) {
      int level = parent == null ? 1 : parent.level() + 1;
      Node node = new Node(nodes.size() + 1L, parent, code, code, level);
      nodes.add(node);
      return node;
    }

    /** A leaf of so many residents, about whom nothing else is counted. */
    void set(Node leaf, long residents) {
      put("residents", leaf, residents);
    }

    void put(String measure, Node leaf, long count) {
      counts.computeIfAbsent(measure, code -> new HashMap<>()).put(leaf.id(), count);
    }

    GridForest forest() {
      List<Node> ordered = new ArrayList<>(nodes);
      ordered.sort(Comparator.comparingInt(Node::level).thenComparing(Node::code));
      return GridForest.of(ordered);
    }

    CountSnapshot snapshot() {
      return new CountSnapshot(1, forest(), CountSnapshot.PEOPLE, counts);
    }

    Set<Long> shown(Set<Long> known) {
      return snapshot().shown("residents", known);
    }

    Set<Long> some(SplittableRandom random) {
      Set<Long> some = new HashSet<>();
      nodes.stream()
          .filter(Node::leaf)
          .filter(leaf -> random.nextInt(4) == 0)
          .forEach(leaf -> some.add(leaf.id()));
      return some;
    }

    /** A village of two or three levels, mixed in depth, with leaves from empty to large. */
    static Town random(SplittableRandom random) {
      Town town = new Town();
      Node root = town.add(null, "1");
      int zones = 1 + random.nextInt(5);
      for (int z = 0; z < zones; z++) {
        Node zone = town.add(root, "1" + z);
        int leaves = random.nextInt(6);
        for (int l = 0; l < leaves; l++) {
          town.add(zone, "1" + z + l);
        }
      }
      for (Node node : town.nodes) {
        if (node.leaf()) {
          town.people(node, random);
        }
      }
      return town;
    }

    private void people(Node leaf, SplittableRandom random) {
      int size = new int[] {0, 2, 6, 12, 40, 120, 700}[random.nextInt(7)];
      Map<String, Long> sums = new HashMap<>();
      int residents = size == 0 ? 0 : random.nextInt(size + 1);
      int floatingShare = random.nextInt(101);
      for (int i = 0; i < residents; i++) {
        count(sums, "residents");
        count(
            sums,
            random.nextInt(100) < floatingShare
                ? "floating"
                : random.nextInt(8) == 0 ? "permanent" : "registered");
        count(
            sums,
            random.nextInt(20) == 0 ? "away" : random.nextInt(20) == 0 ? "movedOut" : "atHome");
        int age = random.nextInt(90);
        if (age < 15) {
          count(sums, "children");
        } else if (age >= 60) {
          count(sums, "elders");
        }
        if (random.nextInt(25) == 0) {
          count(sums, "careNeeds");
        }
      }
      sums.put("households", (long) (residents + 2) / 3);
      sums.put("houses", (long) (residents + 5) / 6);
      sums.forEach((measure, count) -> put(measure, leaf, count));
    }

    private static void count(Map<String, Long> sums, String measure) {
      sums.merge(measure, 1L, Long::sum);
    }
  }

  /** Gaussian elimination over what a reader sees. */
  private static final class Attack {
    private final Town town;
    private final GridForest forest;
    private final CountSnapshot snapshot;
    private final Set<Long> reader;
    private final boolean naive;
    private final Map<Long, Integer> place = new HashMap<>();
    private final List<long[]> basis = new ArrayList<>();
    int hidden;
    int shown;

    Attack(Town town, Set<Long> reader) {
      this(town, reader, false);
    }

    /**
     * @param naive whether only the small counts themselves are hidden
     */
    Attack(Town town, Set<Long> reader, boolean naive) {
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
}
