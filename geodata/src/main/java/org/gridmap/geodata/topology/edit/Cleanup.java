package org.gridmap.geodata.topology.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedOperationException;
import org.gridmap.geodata.topology.RefusedOperationException.Reason;
import org.gridmap.geodata.topology.check.Refusals;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.geom.Coordinate;

/**
 * The clean-up after each step: removes edges with the same label on both sides, joins edges at
 * nodes of degree two, and updates open land.
 */
final class Cleanup {
  private final PartitionState state;

  private Cleanup(PartitionState state) {
    this.state = state;
  }

  /** Removes what divides nothing and joins edges at nodes where nothing meets. */
  static void dissolve(PartitionState state) throws RefusedOperationException {
    Cleanup tidy = new Cleanup(state);
    Set<Long> nodes = new TreeSet<>();
    for (long id : List.copyOf(state.step().edges.keySet())) {
      state.step().edges.getOrDefault(id, Optional.empty()).ifPresent(edge -> addEnds(edge, nodes));
      Edge edge = state.findEdge(id);
      if (edge != null) {
        addEnds(edge, nodes);
        if (edge.left().equals(edge.right())) {
          Refusals.unlocked(edge);
          state.removeEdge(id);
        }
      }
    }
    nodes.forEach(tidy::join);
  }

  private static void addEnds(Edge edge, Set<Long> nodes) {
    nodes.add(edge.from());
    nodes.add(edge.to());
  }

  /** Makes two edges one if nothing else ends at a node and both divide the same. */
  private void join(long node) {
    List<NodeOrder.End> ends = NodeOrder.ends(state, node);
    if (ends.size() != 2) {
      return;
    }
    NodeOrder.End in = ends.get(0);
    NodeOrder.End out = ends.get(1);
    if (in.edge().id() == out.edge().id()
        || in.edge().locked() != out.edge().locked()
        || !in.after().equals(out.before())
        || !in.before().equals(out.after())) {
      return;
    }
    Edge first = in.leaving() ? reversed(in.edge()) : in.edge();
    Edge second = out.leaving() ? out.edge() : reversed(out.edge());
    List<Coordinate> points = new ArrayList<>(first.points());
    points.addAll(second.points().subList(1, second.points().size()));
    state.removeEdge(first.id());
    state.removeEdge(second.id());
    state.put(
        new Edge(
            state.newEdge(),
            first.from(),
            second.to(),
            first.left(),
            first.right(),
            first.locked(),
            points));
  }

  static Edge reversed(Edge edge) {
    return new Edge(
        edge.id(),
        edge.to(),
        edge.from(),
        edge.right(),
        edge.left(),
        edge.locked(),
        edge.points().reversed());
  }

  /**
   * Describes open land anew whose border the step changed, forgets what is gone, and lets leaves
   * go that had no land of their own and claim none any more.
   *
   * @throws RefusedOperationException if a leaf lost its last land
   */
  static void settle(PartitionState state) throws RefusedOperationException {
    Set<String> labels = new TreeSet<>();
    Set<String> hadLand = new TreeSet<>();
    state
        .step()
        .edges
        .forEach((id, was) -> {
          was.ifPresent(edge -> addLabels(edge, hadLand));
          Edge is = state.findEdge(id);
          if (is != null) {
            addLabels(is, labels);
          }
        });
    labels.addAll(hadLand);
    Set<String> claimed = new TreeSet<>();
    state.step().lands.forEach((id, was) -> was.ifPresent(land -> claimed.addAll(land.claims())));
    for (String label : labels) {
      if (PartitionState.isLand(label)) {
        land(state, PartitionState.land(label));
      } else if (!label.isEmpty()) {
        leaf(state, label, hadLand.contains(label));
      }
    }
    for (String code : claimed) {
      if (state.border(code).isEmpty() && !labels.contains(code)) {
        leaf(state, code, false);
      }
    }
  }

  private static void addLabels(Edge edge, Set<String> labels) {
    labels.add(edge.left());
    labels.add(edge.right());
  }

  private static void land(PartitionState state, long id) {
    OpenLand land = state.findLand(id);
    if (land == null) {
      return;
    }
    if (state.border(PartitionState.label(id)).isEmpty()) {
      state.removeLand(id);
    } else {
      state.put(DerivedShapes.described(state, id, land.kind(), land.claims(), land.allowed()));
    }
  }

  private static void leaf(PartitionState state, String code, boolean hadLand)
      throws RefusedOperationException {
    PartitionGrid grid = state.findGrid(code);
    if (grid == null || !grid.leaf() || !state.border(code).isEmpty() || claims(state, code)) {
      return;
    }
    String parent = grid.parentCode();
    if (hadLand || parent == null || state.children(parent).size() == 1) {
      throw Refusals.refused(
          Reason.EMPTY_GRID, "Nothing would be left of grid " + code + ".", null, code);
    }
    state.removeGrid(code);
  }

  private static boolean claims(PartitionState state, String code) {
    return state.lands().stream()
        .anyMatch(land -> land.allowed() == null && land.claims().contains(code));
  }
}
