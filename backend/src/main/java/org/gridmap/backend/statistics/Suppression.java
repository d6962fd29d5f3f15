package org.gridmap.backend.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gridmap.backend.statistics.GridForest.Node;
import org.jspecify.annotations.Nullable;

/**
 * Decides which grids show a group of counts so that no count below its threshold can be worked out
 * by subtracting others (complementary cell suppression of nested tables).
 *
 * <p>What somebody can work out from sums over nested areas are the <em>remainders</em>: a shown
 * grid without the shown grids in it, and unions of remainders, nothing else. So a choice is safe
 * when every remainder that holds any leaf holds at least the least count. Zero is a small count
 * like others: where it were shown, a hidden neighbour would be known to be none.
 *
 * <p>The choice goes upwards. Where the remainder of a grid is too small, shown grids in it are
 * hidden too, smallest areas first and by code, beginning after the first hidden one, until it is
 * large enough; if nothing is left to hide, the grid itself is hidden. At the end each hidden grid
 * that can be shown after all is shown, so that none is hidden for nothing. The order depends on
 * the tree and not on the counts, so the choice stays the same while counts move a little.
 *
 * <p>Counts that add up to others are chosen as one group and shown only where the sum is shown:
 * then a count hidden in one way is not the difference of two others. Where the group as a whole
 * cannot be shown, one count of it may: see {@link #alone}.
 */
final class Suppression {
  /** The counts of one group in one grid, in one order; and what each must reach. */
  record Group(Map<Long, long[]> counts, int[] least) {}

  private Suppression() {}

  /**
   * The grids that may show the counts of a group.
   *
   * @param forest the grids
   * @param group the counts, those of a grid being the sums of those of its children
   * @param known leaves whose counts the reader knows anyway
   * @param allowed a grid that is not allowed is hidden whatever its counts
   */
  static Set<Long> shown(GridForest forest, Group group, Set<Long> known, Predicate<Node> allowed) {
    Set<Long> shown = new HashSet<>();
    Set<Long> fixed = new HashSet<>();
    for (Node node : forest.nodes()) {
      if (node.within(known)) {
        fixed.add(node.id());
        shown.add(node.id());
      } else if (allowed.test(node) && reaches(group, counts(group, node))) {
        shown.add(node.id());
      }
    }
    // Backwards: what lies in a grid is settled before the grid.
    for (Node node : forest.nodes().reversed()) {
      if (shown.contains(node.id()) && !fixed.contains(node.id())) {
        settle(node, group, shown, fixed);
      }
    }
    for (Node node : forest.nodes()) {
      if (allowed.test(node)) {
        showIfSafe(node, group, shown, fixed);
      }
    }
    return shown;
  }

  /** Shows a hidden grid if its remainder and the one that it leaves are large enough. */
  private static boolean showIfSafe(Node node, Group group, Set<Long> shown, Set<Long> fixed) {
    if (!shown.add(node.id())) {
      return false;
    }
    Node above = shownAbove(node, shown);
    if (isSafe(node, group, shown)
        && (above == null || fixed.contains(above.id()) || isSafe(above, group, shown))) {
      return true;
    }
    shown.remove(node.id());
    return false;
  }

  private static @Nullable Node shownAbove(Node node, Set<Long> shown) {
    Node above = node.parent();
    while (above != null && !shown.contains(above.id())) {
      above = above.parent();
    }
    return above;
  }

  /**
   * Grids that may show one count of a group although they cannot show the group.
   *
   * <p>The remainders of the grids that show the whole group part the land. Within one remainder
   * one count, the same everywhere in it, is told beside the sum; the others are then known
   * together and not each. What is known of one of those alone is what the group tells; what is
   * known of the one told, and of the others together, are sums over remainders again, and large
   * enough. So the choice in each remainder is free, and falls to the count that hides fewest
   * grids; of two equal ones, to the first.
   *
   * @param whole grids that show the group
   * @param each for each count of the group that may be told, itself and what is left of the sum
   * @param allowed grids that show the sum
   * @return for each of these counts the grids that show it besides
   */
  static List<Set<Long>> alone(
      GridForest forest, Set<Long> whole, List<Group> each, Predicate<Node> allowed) {
    if (each.isEmpty()) {
      return List.of();
    }
    Map<Long, List<Node>> parts = new LinkedHashMap<>();
    for (Node node : forest.nodes()) {
      if (!whole.contains(node.id())) {
        Node above = shownAbove(node, whole);
        long part = above == null ? -root(node).id() : above.id();
        parts.computeIfAbsent(part, id -> new ArrayList<>()).add(node);
      }
    }
    List<Set<Long>> more = new ArrayList<>();
    each.forEach(group -> more.add(new HashSet<>()));
    for (List<Node> part : parts.values()) {
      int best = 0;
      Set<Long> most = Set.of();
      for (int i = 0; i < each.size(); i++) {
        Set<Long> shown = new HashSet<>(whole);
        Set<Long> besides = new HashSet<>();
        for (Node node : part) {
          if (allowed.test(node) && showIfSafe(node, each.get(i), shown, Set.of())) {
            besides.add(node.id());
          }
        }
        if (besides.size() > most.size()) {
          best = i;
          most = besides;
        }
      }
      more.get(best).addAll(most);
    }
    return more;
  }

  private static Node root(Node node) {
    Node root = node;
    for (Node above = node.parent(); above != null; above = above.parent()) {
      root = above;
    }
    return root;
  }

  private static void settle(Node node, Group group, Set<Long> shown, Set<Long> fixed) {
    while (!isSafe(node, group, shown)) {
      List<Node> hidden = new ArrayList<>();
      List<Node> candidates = new ArrayList<>();
      collect(node, shown, fixed, hidden, candidates);
      if (candidates.isEmpty()) {
        shown.remove(node.id());
        return;
      }
      String first = hidden.stream().map(Node::code).min(Comparator.naturalOrder()).orElse("");
      Node next =
          candidates.stream()
              .min(
                  Comparator.<Node>comparingInt(one -> one.leaf() ? 0 : 1)
                      .thenComparing(one -> one.code().compareTo(first) < 0)
                      .thenComparing(Node::code))
              .orElseThrow();
      shown.remove(next.id());
    }
  }

  /** The hidden leaves of a remainder, and the shown grids directly beneath it. */
  private static void collect(
      Node node, Set<Long> shown, Set<Long> fixed, List<Node> hidden, List<Node> candidates) {
    for (Node child : node.children()) {
      if (shown.contains(child.id())) {
        if (!fixed.contains(child.id())) {
          candidates.add(child);
        }
      } else if (child.leaf()) {
        hidden.add(child);
      } else {
        collect(child, shown, fixed, hidden, candidates);
      }
    }
  }

  /** Whether the remainder of a shown grid is empty or large enough in every count. */
  static boolean isSafe(Node node, Group group, Set<Long> shown) {
    List<Node> leaves = remainder(node, shown).toList();
    if (leaves.isEmpty()) {
      return true;
    }
    long[] sum = new long[group.least().length];
    for (Node leaf : leaves) {
      long[] counts = counts(group, leaf);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += counts[i];
      }
    }
    return reaches(group, sum);
  }

  /** The leaves of a grid that lie in no shown grid within it. */
  static Stream<Node> remainder(Node node, Set<Long> shown) {
    if (node.leaf()) {
      return Stream.of(node);
    }
    return node.children().stream()
        .filter(child -> !shown.contains(child.id()))
        .flatMap(child -> remainder(child, shown));
  }

  private static boolean reaches(Group group, long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < group.least()[i]) {
        return false;
      }
    }
    return true;
  }

  private static long[] counts(Group group, Node node) {
    return group.counts().getOrDefault(node.id(), new long[group.least().length]);
  }

  /** Sums of leaves for every grid of a forest. */
  static Map<Long, long[]> rollUp(GridForest forest, Map<Long, long[]> leaves, int width) {
    Map<Long, long[]> sums = new HashMap<>();
    for (Node node : forest.nodes().reversed()) {
      long[] sum = sums.computeIfAbsent(node.id(), id -> new long[width]);
      if (node.leaf()) {
        add(sum, leaves.getOrDefault(node.id(), new long[width]));
      }
      Node parent = node.parent();
      if (parent != null) {
        add(sums.computeIfAbsent(parent.id(), id -> new long[width]), sum);
      }
    }
    return sums;
  }

  private static void add(long[] sum, long[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }
}
