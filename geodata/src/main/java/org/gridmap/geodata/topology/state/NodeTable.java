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
  private record Node(Coordinate at, long[] edges) {}

  private final Map<Long, Node> nodes;

  NodeTable() {
    this(new HashMap<>());
  }

  private NodeTable(Map<Long, Node> nodes) {
    this.nodes = nodes;
  }

  NodeTable copy() {
    return new NodeTable(new HashMap<>(nodes));
  }

  void arrive(long id, Coordinate at, long edge) {
    Node before = nodes.get(id);
    long[] edges =
        before == null ? new long[1] : Arrays.copyOf(before.edges, before.edges.length + 1);
    edges[edges.length - 1] = edge;
    nodes.put(id, new Node(at, edges));
  }

  void leave(long id, long edge) {
    Node before = nodes.get(id);
    if (before == null) {
      return;
    }
    long[] edges = before.edges.clone();
    for (int i = 0; i < edges.length; i++) {
      if (edges[i] == edge) {
        edges[i] = edges[edges.length - 1];
        edges = Arrays.copyOf(edges, edges.length - 1);
        break;
      }
    }
    if (edges.length == 0) {
      nodes.remove(id);
    } else {
      nodes.put(id, new Node(before.at, edges));
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
