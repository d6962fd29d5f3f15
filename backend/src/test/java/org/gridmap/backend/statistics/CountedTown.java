package org.gridmap.backend.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.gridmap.backend.statistics.GridForest.Node;
import org.gridmap.geodata.code.GridKind;

/** A made-up tree with counts of its leaves. */
final class CountedTown {
  final List<Node> nodes = new ArrayList<>();
  final Map<String, Map<Long, Long>> counts = new HashMap<>();

  Node add(Node parent, String code) {
    int level = parent == null ? 1 : parent.level() + 1;
    Node node = new Node(nodes.size() + 1L, parent, code, code, level, GridKind.BASE);
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
    return new CountSnapshot(1, forest(), CountSnapshot.PEOPLE, counts, CountSnapshot.Coarse.NONE);
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
  static CountedTown random(SplittableRandom random) {
    CountedTown town = new CountedTown();
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
          sums, random.nextInt(20) == 0 ? "away" : random.nextInt(20) == 0 ? "movedOut" : "atHome");
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
