package org.gridmap.geodata.topology.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.plane.PlaneGraph;
import org.gridmap.geodata.plane.PointTable;
import org.gridmap.geodata.plane.PrecisionLattice;
import org.gridmap.geodata.plane.SegmentGrid;
import org.gridmap.geodata.plane.SegmentTable;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.NodeOrder;
import org.gridmap.geodata.topology.state.PartitionState;
import org.locationtech.jts.geom.Coordinate;

/**
 * Everything that must hold of a partition, computed anew from the edges alone. It shares nothing
 * with what operations look at, so that it finds what they overlook.
 */
public final class FullCheck {
  private final PartitionState state;
  private final List<String> faults = new ArrayList<>();
  private final PointTable points = new PointTable(1024);
  private final SegmentTable table = new SegmentTable(points, 1024);

  /** By half-edge, what an edge says about its left side. */
  private final List<String> labels = new ArrayList<>();

  private FullCheck(PartitionState state) {
    this.state = state;
  }

  /** Sentences about what is wrong; none if nothing is. */
  public static List<String> faults(PartitionState state) {
    FullCheck check = new FullCheck(state);
    check.draw();
    check.crossings();
    if (check.faults.isEmpty()) {
      check.faces();
    }
    check.nodes();
    check.grids();
    return check.faults;
  }

  private void draw() {
    for (Edge edge : state.edges()) {
      if (edge.left().equals(edge.right())) {
        faults.add("edge " + edge.id() + " divides nothing");
      }
      if (!edge.points().getFirst().equals2D(state.findNode(edge.from()))
          || !edge.points().getLast().equals2D(state.findNode(edge.to()))) {
        faults.add("edge " + edge.id() + " does not end at its nodes");
      }
      for (int i = 0; i < edge.points().size(); i++) {
        Coordinate at = edge.points().get(i);
        if (at.x != PrecisionLattice.round(at.x) || at.y != PrecisionLattice.round(at.y)) {
          faults.add("a corner of edge " + edge.id() + " is not on the lattice");
        }
        if (i > 0) {
          Coordinate before = edge.points().get(i - 1);
          int a = points.number(before.x, before.y);
          int b = points.number(at.x, at.y);
          int known = table.size();
          int segment = table.number(a, b);
          if (a == b || segment < known) {
            faults.add("edge " + edge.id() + " lies on another one at " + at);
            continue;
          }
          labels.add(a < b ? edge.left() : edge.right());
          labels.add(a < b ? edge.right() : edge.left());
        }
      }
    }
  }

  private void crossings() {
    new SegmentGrid(table, 0)
        .pairs((a, b) -> {
          Coordinate p = points.coordinate(table.low(a));
          Coordinate q = points.coordinate(table.high(a));
          Coordinate r = points.coordinate(table.low(b));
          Coordinate s = points.coordinate(table.high(b));
          Coordinate place = Touch.place(p, q, r, s);
          boolean end =
              place != null
                  && (place.equals2D(p) || place.equals2D(q))
                  && (place.equals2D(r) || place.equals2D(s));
          if (place != null && !end) {
            faults.add("borders cross or touch at " + place);
          }
        });
  }

  private void faces() {
    PlaneGraph graph = new PlaneGraph(table);
    String[] face = new String[graph.faces()];
    for (int h = 0; h < labels.size(); h++) {
      String before = face[graph.face(h)];
      if (before != null && !before.equals(labels.get(h))) {
        faults.add(
            "the land at "
                + points.coordinate(graph.start(h))
                + " is called "
                + before
                + " and "
                + labels.get(h));
      }
      face[graph.face(h)] = labels.get(h);
    }
    if (graph.faces() > 0 && face[0] != null && !face[0].isEmpty()) {
      faults.add("the outside is called " + face[0]);
    }
    Set<Integer> used = new HashSet<>();
    int components = components(used);
    // Euler: points − segments + faces = 1 + components.
    if (used.size() - table.size() + graph.faces() != 1 + components) {
      faults.add("Euler's count does not hold");
    }
    if (faults.isEmpty()) {
      areas(face);
    }
  }

  private void areas(String[] face) {
    double sum = 0;
    Set<String> all = new HashSet<>();
    for (String label : new HashSet<>(List.of(face))) {
      if (!label.isEmpty()) {
        all.add(label);
        sum += GroundArea.squareMetres(DerivedShapes.ofLabels(state, Set.of(label)));
      }
    }
    double outline = GroundArea.squareMetres(DerivedShapes.ofLabels(state, all));
    if (Math.abs(sum - outline) > 1e-9 * outline) {
      faults.add("the areas add up to " + sum + " m² and not to " + outline + " m²");
    }
  }

  private int components(Set<Integer> used) {
    int[] root = new int[points.size()];
    for (int p = 0; p < root.length; p++) {
      root[p] = p;
    }
    int components = 0;
    for (int s = 0; s < table.size(); s++) {
      components += used.add(table.low(s)) ? 1 : 0;
      components += used.add(table.high(s)) ? 1 : 0;
      int a = find(root, table.low(s));
      int b = find(root, table.high(s));
      if (a != b) {
        root[a] = b;
        components--;
      }
    }
    return components;
  }

  private static int find(int[] root, int point) {
    int at = point;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  private void nodes() {
    for (long node : state.nodes()) {
      List<NodeOrder.End> ends = NodeOrder.around(state, node);
      if (ends.size() == 1) {
        faults.add("edge " + ends.getFirst().edge().id() + " ends nowhere");
      }
      if (ends.size() == 2) {
        NodeOrder.End a = ends.get(0);
        NodeOrder.End b = ends.get(1);
        if (a.edge().id() != b.edge().id() && a.edge().locked() == b.edge().locked()) {
          faults.add("node " + node + " divides nothing");
        }
      }
    }
  }

  private void grids() {
    Set<String> used = new HashSet<>();
    for (Edge edge : state.edges()) {
      used.add(edge.left());
      used.add(edge.right());
    }
    Set<String> claimed = new HashSet<>();
    for (OpenLand land : state.lands()) {
      if (!used.remove(PartitionState.label(land.id()))) {
        faults.add("open land " + land.id() + " has no border");
      }
      claimed.addAll(land.claims());
    }
    int roots = 0;
    for (PartitionGrid grid : state.grids()) {
      boolean bordered = used.remove(grid.code());
      if (grid.leaf() ? !bordered && !claimed.contains(grid.code()) : bordered) {
        faults.add("grid " + grid.code() + (grid.leaf() ? " has no land" : " has its own land"));
      }
      if (grid.leaf() != state.children(grid.code()).isEmpty()) {
        faults.add("grid " + grid.code() + " has the wrong children");
      }
      if (grid.parentCode() == null) {
        roots++;
      } else if (state.findGrid(grid.parentCode()) == null) {
        faults.add("grid " + grid.code() + " stands under nothing");
      }
    }
    used.remove("");
    if (!used.isEmpty()) {
      faults.add("borders name " + used + ", which are not there");
    }
    if (roots != 1) {
      faults.add("there are " + roots + " roots");
    }
  }
}
