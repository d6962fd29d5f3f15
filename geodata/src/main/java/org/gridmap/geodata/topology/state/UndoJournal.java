package org.gridmap.geodata.topology.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * The values from before an operation first wrote to each edge, grid and piece of open land. Empty
 * means that there was nothing.
 */
public final class UndoJournal {
  public final Map<Long, Optional<Edge>> edges = new TreeMap<>();
  public final Map<String, Optional<PartitionGrid>> grids = new TreeMap<>();
  public final Map<Long, Optional<OpenLand>> lands = new TreeMap<>();

  /** Names of what the operation relied on without changing it. */
  public final Set<String> relied = new HashSet<>();

  void edge(long id, @Nullable Edge before) {
    edges.putIfAbsent(id, Optional.ofNullable(before));
  }

  void grid(String code, @Nullable PartitionGrid before) {
    grids.putIfAbsent(code, Optional.ofNullable(before));
  }

  void land(long id, @Nullable OpenLand before) {
    lands.putIfAbsent(id, Optional.ofNullable(before));
  }

  boolean isEmpty() {
    return edges.isEmpty() && grids.isEmpty() && lands.isEmpty();
  }

  /** The change from what was there to the state as it is. */
  Change change(PartitionState state) {
    List<Edge> removedEdges = new ArrayList<>();
    List<Edge> addedEdges = new ArrayList<>();
    differences(edges, state::findEdge, removedEdges, addedEdges);
    List<PartitionGrid> removedGrids = new ArrayList<>();
    List<PartitionGrid> addedGrids = new ArrayList<>();
    differences(grids, state::findGrid, removedGrids, addedGrids);
    List<OpenLand> removedLands = new ArrayList<>();
    List<OpenLand> addedLands = new ArrayList<>();
    differences(lands, state::findLand, removedLands, addedLands);
    Set<String> touched = new HashSet<>(relied);
    removedEdges.forEach(edge -> touched.add("e" + edge.id()));
    addedEdges.forEach(edge -> touched.add("e" + edge.id()));
    removedGrids.forEach(grid -> touched.add("g" + grid.code()));
    addedGrids.forEach(grid -> touched.add("g" + grid.code()));
    removedLands.forEach(land -> touched.add("o" + land.id()));
    addedLands.forEach(land -> touched.add("o" + land.id()));
    Map<Long, Coordinate> nodes = new TreeMap<>();
    Set<Long> removedNodes = new TreeSet<>();
    nodes(removedEdges, addedEdges, state, nodes, removedNodes);
    nodes.keySet().forEach(node -> touched.add("n" + node));
    removedNodes.forEach(node -> touched.add("n" + node));
    return new Change(
        removedEdges,
        addedEdges,
        nodes,
        removedNodes,
        removedGrids,
        addedGrids,
        removedLands,
        addedLands,
        touched);
  }

  private interface Lookup<K, V> {
    @Nullable V find(K key);
  }

  private static <K, V> void differences(
      Map<K, Optional<V>> before, Lookup<K, V> now, List<V> removed, List<V> added) {
    before.forEach((key, was) -> {
      V is = now.find(key);
      if (!Objects.equals(was.orElse(null), is)) {
        was.ifPresent(removed::add);
        if (is != null) {
          added.add(is);
        }
      }
    });
  }

  /** Nodes that are new, moved or have other edges, and nodes that are gone. */
  private static void nodes(
      List<Edge> removed,
      List<Edge> added,
      PartitionState state,
      Map<Long, Coordinate> nodes,
      Set<Long> gone) {
    Map<Long, List<String>> before = ends(removed);
    Map<Long, List<String>> after = ends(added);
    Set<Long> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (long node : all) {
      Coordinate at = state.findNode(node);
      if (at == null) {
        gone.add(node);
      } else if (!Objects.equals(before.get(node), after.get(node))) {
        nodes.put(node, at);
      }
    }
  }

  private static Map<Long, List<String>> ends(List<Edge> edges) {
    Map<Long, List<String>> ends = new HashMap<>();
    for (Edge edge : edges) {
      ends.computeIfAbsent(edge.from(), n -> new ArrayList<>())
          .add(edge.id() + " " + edge.points().getFirst());
      ends.computeIfAbsent(edge.to(), n -> new ArrayList<>())
          .add(edge.id() + " " + edge.points().getLast());
    }
    return ends;
  }
}
