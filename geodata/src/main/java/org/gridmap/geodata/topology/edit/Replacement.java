package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Makes one partition into another one. What both have in common keeps its numbers, so that the
 * change holds what differs and nothing else.
 */
final class Replacement {
  private final PartitionState state;
  private final PartitionState other;
  private final Map<Coordinate, Long> nodes = new HashMap<>();
  private final Map<String, String> landLabels = new HashMap<>();

  Replacement(PartitionState state, PartitionState other) {
    this.state = state;
    this.other = other;
  }

  void write() {
    for (long id : state.nodes()) {
      Coordinate place = state.findNode(id);
      if (place != null) {
        nodes.put(place, id);
      }
    }
    lands();
    edges();
    Set<String> codes = new HashSet<>();
    other.grids().forEach(grid -> codes.add(grid.code()));
    for (PartitionGrid grid : List.copyOf(state.grids())) {
      if (!codes.contains(grid.code())) {
        state.removeGrid(grid.code());
      }
    }
    other.grids().forEach(state::put);
  }

  private void lands() {
    Map<OpenLand, Long> known = new HashMap<>();
    state.lands().forEach(land -> known.put(numbered(land, 0), land.id()));
    Set<Long> kept = new HashSet<>();
    List<OpenLand> fresh = new ArrayList<>();
    for (OpenLand land : other.lands()) {
      Long same = known.get(numbered(land, 0));
      long id = same == null ? state.newLand() : same;
      landLabels.put(PartitionState.label(land.id()), PartitionState.label(id));
      kept.add(id);
      fresh.add(numbered(land, id));
    }
    for (OpenLand land : List.copyOf(state.lands())) {
      if (!kept.contains(land.id())) {
        state.removeLand(land.id());
      }
    }
    fresh.forEach(state::put);
  }

  private static OpenLand numbered(OpenLand land, long id) {
    return new OpenLand(
        id, land.kind(), land.claims(), land.areaSquareMetres(), land.place(), land.allowed());
  }

  private void edges() {
    Map<List<Coordinate>, Edge> known = new HashMap<>();
    state.edges().forEach(edge -> known.put(line(edge.points()), edge));
    Set<Long> kept = new HashSet<>();
    List<Edge> fresh = new ArrayList<>();
    for (Edge edge :
        other.edges().stream().sorted((a, b) -> Long.compare(a.id(), b.id())).toList()) {
      String left = landLabels.getOrDefault(edge.left(), edge.left());
      String right = landLabels.getOrDefault(edge.right(), edge.right());
      Edge same = known.get(line(edge.points()));
      boolean turned = false;
      if (same == null) {
        same = known.get(line(edge.points().reversed()));
        turned = same != null;
      }
      Edge written =
          same == null ? drawn(edge, left, right) : relabelled(same, edge, turned, left, right);
      kept.add(written.id());
      fresh.add(written);
    }
    for (Edge edge : List.copyOf(state.edges())) {
      if (!kept.contains(edge.id())) {
        state.removeEdge(edge.id());
      }
    }
    fresh.forEach(state::put);
  }

  /** The points of an edge; those of a ring from its lowest one, wherever it is kept from. */
  private static List<Coordinate> line(List<Coordinate> points) {
    if (!points.getFirst().equals2D(points.getLast())) {
      return points;
    }
    List<Coordinate> ring = new ArrayList<>(points.subList(0, points.size() - 1));
    Collections.rotate(ring, -ring.indexOf(Collections.min(ring)));
    return ring;
  }

  private Edge drawn(Edge edge, String left, String right) {
    return new Edge(
        state.newEdge(),
        node(edge.points().getFirst()),
        node(edge.points().getLast()),
        left,
        right,
        edge.locked(),
        edge.points());
  }

  private static Edge relabelled(Edge same, Edge edge, boolean turned, String left, String right) {
    return new Edge(
        same.id(),
        same.from(),
        same.to(),
        turned ? right : left,
        turned ? left : right,
        edge.locked(),
        same.points());
  }

  private long node(Coordinate place) {
    @Nullable Long known = nodes.get(place);
    if (known != null) {
      return known;
    }
    long id = state.newNode();
    nodes.put(place, id);
    return id;
  }
}
