package org.gridmap.backend.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.gridmap.backend.statistics.GridForest.Node;
import org.junit.jupiter.api.Test;

/** Attacks what is published, and looks at what is chosen. */
class SuppressionTest {
  @Test
  void no_hidden_count_and_no_small_count_can_be_worked_out_from_what_is_published() {
    SplittableRandom random = new SplittableRandom(20_261_122);
    int hidden = 0;
    int shown = 0;
    for (int town = 0; town < 300; town++) {
      CountedTown one = CountedTown.random(random);
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
      CountedTown one = CountedTown.random(random);
      solved += new Attack(one, Set.of(), true).solved().size();
    }
    assertThat(solved).isGreaterThan(20);
  }

  @Test
  void a_single_small_leaf_takes_one_neighbour_along() {
    CountedTown town = new CountedTown();
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
    CountedTown town = new CountedTown();
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
    CountedTown town = new CountedTown();
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
    CountedTown town = new CountedTown();
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
      CountedTown one = CountedTown.random(random);
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
    CountedTown town = new CountedTown();
    Node root = town.add(null, "1");
    town.set(town.add(root, "101"), 2);
    town.set(town.add(root, "102"), 2);
    assertThat(town.shown(Set.of())).isEmpty();
  }

  @Test
  void the_choice_stays_the_same_while_counts_move_a_little() {
    CountedTown town = new CountedTown();
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
}
