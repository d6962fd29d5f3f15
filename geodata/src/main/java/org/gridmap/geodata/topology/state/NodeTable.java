package org.gridmap.geodata.topology.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** The places where edges end. A node is there as long as an edge ends there. */
final class NodeTable {
  /** A place, with the numbers of the edges; a closed edge is there twice. */
  private static final class Node {
    Coordinate at;
    long[] edges = {};

    Node(Coordinate at) {
      this.at = at;
    }
  }

  private final Map<Long, Node> nodes = new HashMap<>();

  void arrive(long id, Coordinate at, long edge) {
    Node node = nodes.computeIfAbsent(id, n -> new Node(at));
    node.at = at;
    node.edges = Arrays.copyOf(node.edges, node.edges.length + 1);
    node.edges[node.edges.length - 1] = edge;
  }

  void leave(long id, long edge) {
    Node node = nodes.get(id);
    if (node == null) {
      return;
    }
    for (int i = 0; i < node.edges.length; i++) {
      if (node.edges[i] == edge) {
        node.edges[i] = node.edges[node.edges.length - 1];
        node.edges = Arrays.copyOf(node.edges, node.edges.length - 1);
        break;
      }
    }
    if (node.edges.length == 0) {
      nodes.remove(id);
    }
  }

  @Nullable Coordinate place(long id) {
    Node node = nodes.get(id);
    return node == null ? null : node.at;
  }

  Set<Long> ids() {
    return Collections.unmodifiableSet(nodes.keySet());
  }

  /** Numbers of the edges that end at a node, ascending; a closed edge twice. */
  long[] edgesAt(long id) {
    Node found = nodes.get(id);
    long[] at = found == null ? new long[0] : found.edges.clone();
    Arrays.sort(at);
    return at;
  }
}
