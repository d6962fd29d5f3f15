package org.gridmap.backend.land;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.jspecify.annotations.Nullable;

/** The grids of one division as a tree: parents before children, leaves at any depth. */
final class GridTree {
  private static final int DEEPEST = 9;

  private final Map<String, Node> nodes;

  private GridTree(Map<String, Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * @param draft the grid itself
   * @param level depth, 1 for a root
   * @param children the grids below, empty for a leaf
   */
  record Node(GridDraft draft, int level, List<GridDraft> children) {
    boolean leaf() {
      return children.isEmpty();
    }
  }

  /**
   * Orders the grids of a division.
   *
   * @throws BrokenTreeException when a code stands twice, a parent is missing, or parents form a
   *     circle
   */
  static GridTree of(Collection<GridDraft> grids) {
    Map<String, GridDraft> byCode = new LinkedHashMap<>();
    for (GridDraft grid : grids) {
      if (byCode.putIfAbsent(grid.code(), grid) != null) {
        throw new BrokenTreeException("The code " + grid.code() + " stands twice.");
      }
    }
    Map<String, List<GridDraft>> children = new LinkedHashMap<>();
    List<GridDraft> roots = new ArrayList<>();
    for (GridDraft grid : grids) {
      @Nullable String parent = grid.parentCode();
      if (parent == null) {
        roots.add(grid);
      } else if (byCode.containsKey(parent)) {
        children.computeIfAbsent(parent, code -> new ArrayList<>()).add(grid);
      } else {
        throw new BrokenTreeException(
            "The grid " + grid.code() + " names the parent " + parent + ", which is not here.");
      }
    }
    Map<String, Node> nodes = new LinkedHashMap<>();
    Deque<Node> open = new ArrayDeque<>();
    roots.forEach(root -> open.add(node(root, 1, children)));
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node.level() > DEEPEST) {
        throw new BrokenTreeException("The tree of grids is deeper than " + DEEPEST + " levels.");
      }
      nodes.put(node.draft().code(), node);
      node.children().forEach(child -> open.add(node(child, node.level() + 1, children)));
    }
    if (nodes.size() < byCode.size()) {
      throw new BrokenTreeException("Some grids name each other as parents in a circle.");
    }
    return new GridTree(nodes);
  }

  private static Node node(GridDraft grid, int level, Map<String, List<GridDraft>> children) {
    return new Node(grid, level, children.getOrDefault(grid.code(), List.of()));
  }

  /** All grids, parents before their children. */
  Collection<Node> nodes() {
    return nodes.values();
  }

  List<GridDraft> roots() {
    return nodes.values().stream().filter(node -> node.level() == 1).map(Node::draft).toList();
  }
}
