package org.gridmap.backend.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;

/**
 * The grids of the divisions in force as trees, each one after the grid around it.
 *
 * @param nodes parents before children, siblings by code
 * @param byId the same by their numbers
 */
record GridForest(List<Node> nodes, Map<Long, Node> byId) {
  /** One grid. */
  static final class Node {
    private final long id;
    private final @Nullable Node parent;
    private final String code;
    private final String name;
    private final int level;
    private final GridKind kind;
    private final List<Node> children = new ArrayList<>();

    Node(long id, @Nullable Node parent, String code, String name, int level, GridKind kind) {
      this.id = id;
      this.parent = parent;
      this.code = code;
      this.name = name;
      this.level = level;
      this.kind = kind;
      if (parent != null) {
        parent.children.add(this);
      }
    }

    long id() {
      return id;
    }

    @Nullable Node parent() {
      return parent;
    }

    String code() {
      return code;
    }

    String name() {
      return name;
    }

    int level() {
      return level;
    }

    /** What a norm looks at. */
    Norm.Subject subject() {
      Node root = this;
      while (root.parent != null) {
        root = root.parent;
      }
      return new Norm.Subject(root.code, code, kind, level, leaf());
    }

    List<Node> children() {
      return children;
    }

    boolean leaf() {
      return children.isEmpty();
    }

    /** Whether every leaf below is among those. */
    boolean within(Set<Long> leaves) {
      return leaf()
          ? leaves.contains(id)
          : children.stream().allMatch(child -> child.within(leaves));
    }
  }

  static GridForest of(List<Node> nodes) {
    Map<Long, Node> byId = new HashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    return new GridForest(List.copyOf(nodes), Map.copyOf(byId));
  }

  Node get(long id) {
    Node node = byId.get(id);
    if (node == null) {
      throw new NoSuchElementException("no grid in force: " + id);
    }
    return node;
  }
}
