package org.gridmap.geodata.topology.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Edges, grids and open land, with what can be looked up quickly about them. Nodes exist because
 * edges end there. Every write goes through a journal while one is open.
 */
public final class PartitionState {
  /** The label of what lies outside the plan. */
  public static final String OUTSIDE = "";

  private final Map<Long, Edge> edges;
  private final NodeTable nodes;
  private final Map<String, PartitionGrid> grids;
  private final SharedSets<String> children;
  private final Map<Long, OpenLand> lands;
  private final SharedSets<Long> borders;
  private final Envelope bounds = new Envelope();
  private long nextEdge = 1;
  private long nextNode = 1;
  private long nextLand = 1;
  private @Nullable List<PartitionGrid> gridsDown;
  private @Nullable EdgeIndex index;
  private @Nullable StateHash hash;

  /** Everything since the operation began, and since its current step began. */
  private @Nullable UndoJournal whole;

  private @Nullable UndoJournal step;
  private long[] numbersBefore = {};

  /** The label of open land. */
  public static String label(long land) {
    return "~" + land;
  }

  /** Whether a label is that of open land. */
  public static boolean isLand(String label) {
    return label.startsWith("~");
  }

  /** The number of open land from its label. */
  public static long land(String label) {
    return Long.parseLong(label.substring(1));
  }

  public PartitionState() {
    edges = new HashMap<>();
    nodes = new NodeTable();
    grids = new HashMap<>();
    children = new SharedSets<>();
    lands = new TreeMap<>();
    borders = new SharedSets<>();
  }

  private PartitionState(PartitionState like) {
    edges = new HashMap<>(like.edges);
    nodes = like.nodes.copy();
    grids = new HashMap<>(like.grids);
    children = like.children.copy();
    lands = new TreeMap<>(like.lands);
    borders = like.borders.copy();
    bounds.expandToInclude(like.bounds);
    gridsDown = like.gridsDown;
    index = like.index == null ? null : like.index.copy();
    hash = like.hash == null ? null : like.hash.copy();
    numbers(like.nextEdge, like.nextNode, like.nextLand);
  }

  /** A copy that changes on its own; no operation may be under way. */
  public PartitionState copy() {
    return new PartitionState(this);
  }

  void numbers(long edge, long node, long land) {
    nextEdge = edge;
    nextNode = node;
    nextLand = land;
  }

  long[] numbers() {
    return new long[] {nextEdge, nextNode, nextLand};
  }

  /** A number that no edge ever had. */
  public long newEdge() {
    return nextEdge++;
  }

  /** A number that no node ever had. */
  public long newNode() {
    return nextNode++;
  }

  /** A number that no open land ever had. */
  public long newLand() {
    return nextLand++;
  }

  /** Starts an operation. */
  public void begin() {
    whole = new UndoJournal();
    step = new UndoJournal();
    numbersBefore = numbers();
  }

  public UndoJournal step() {
    if (step == null) {
      throw new IllegalStateException("no operation is under way");
    }
    return step;
  }

  public void nextStep() {
    step = new UndoJournal();
  }

  public void relyOn(String name) {
    if (whole != null) {
      whole.relied.add(name);
    }
  }

  public Change commit() {
    if (whole == null) {
      throw new IllegalStateException("no operation is under way");
    }
    Change change = whole.change(this);
    whole = null;
    step = null;
    change.addedEdges().forEach(edge -> edge.points().forEach(bounds::expandToInclude));
    return change;
  }

  public void rollback() {
    UndoJournal journal = whole;
    whole = null;
    step = null;
    if (journal != null) {
      journal.edges.forEach((id, was) -> was.ifPresentOrElse(this::put, () -> removeEdge(id)));
      journal.lands.forEach((id, was) -> was.ifPresentOrElse(this::put, () -> removeLand(id)));
      journal.grids.forEach((code, was) -> was.ifPresentOrElse(this::put, () -> removeGrid(code)));
      numbers(numbersBefore[0], numbersBefore[1], numbersBefore[2]);
    }
  }

  /** Puts an edge in the place of the one with its number. */
  public void put(Edge edge) {
    Edge before = edges.get(edge.id());
    if (edge.equals(before)) {
      return;
    }
    note(edge.id(), before);
    if (before != null) {
      unlink(before);
    }
    edges.put(edge.id(), edge);
    nodes.arrive(edge.from(), edge.points().getFirst(), edge.id());
    nodes.arrive(edge.to(), edge.points().getLast(), edge.id());
    borders.add(edge.left(), edge.id());
    borders.add(edge.right(), edge.id());
    if (index != null) {
      index.add(edge);
    }
    if (hash != null) {
      hash.add(edge);
    }
    if (whole == null) {
      // What an operation is refused for must leave no trace; what it did is seen at its end.
      edge.points().forEach(bounds::expandToInclude);
    }
  }

  public void removeEdge(long id) {
    Edge before = edges.remove(id);
    if (before != null) {
      note(id, before);
      unlink(before);
    }
  }

  private void note(long id, @Nullable Edge before) {
    if (whole != null && step != null) {
      whole.edge(id, before);
      step.edge(id, before);
    }
  }

  private void unlink(Edge edge) {
    nodes.leave(edge.from(), edge.id());
    nodes.leave(edge.to(), edge.id());
    borders.remove(edge.left(), edge.id());
    borders.remove(edge.right(), edge.id());
    if (index != null) {
      index.remove(edge);
    }
    if (hash != null) {
      hash.subtract(edge);
    }
  }

  /** Puts a grid in the place of the one with its code. */
  public void put(PartitionGrid grid) {
    PartitionGrid before = grids.get(grid.code());
    if (grid.equals(before)) {
      return;
    }
    note(grid.code(), before);
    unlink(before);
    gridsDown = null;
    grids.put(grid.code(), grid);
    if (grid.parentCode() != null) {
      children.add(grid.parentCode(), grid.code());
    }
    if (hash != null) {
      hash.add(grid);
    }
  }

  public void removeGrid(String code) {
    PartitionGrid before = grids.remove(code);
    if (before != null) {
      note(code, before);
      unlink(before);
      gridsDown = null;
    }
  }

  private void note(String code, @Nullable PartitionGrid before) {
    if (whole != null && step != null) {
      whole.grid(code, before);
      step.grid(code, before);
    }
  }

  private void unlink(@Nullable PartitionGrid grid) {
    if (grid == null) {
      return;
    }
    if (grid.parentCode() != null) {
      children.remove(grid.parentCode(), grid.code());
    }
    if (hash != null) {
      hash.subtract(grid);
    }
  }

  /** Puts open land in the place of the one with its number. */
  public void put(OpenLand land) {
    OpenLand before = lands.get(land.id());
    if (land.equals(before)) {
      return;
    }
    note(land.id(), before);
    lands.put(land.id(), land);
    if (hash != null) {
      if (before != null) {
        hash.subtract(before);
      }
      hash.add(land);
    }
  }

  public void removeLand(long id) {
    OpenLand before = lands.remove(id);
    if (before != null) {
      note(id, before);
      if (hash != null) {
        hash.subtract(before);
      }
    }
  }

  private void note(long id, @Nullable OpenLand before) {
    if (whole != null && step != null) {
      whole.land(id, before);
      step.land(id, before);
    }
  }

  /** SHA-256 over everything but the numbers, in 64 hexadecimal digits. */
  public String hash() {
    if (hash == null) {
      StateHash sum = new StateHash();
      edges.values().forEach(sum::add);
      grids.values().forEach(sum::add);
      lands.values().forEach(sum::add);
      hash = sum;
    }
    return hash.text();
  }

  public EdgeIndex index() {
    if (index == null) {
      EdgeIndex made = new EdgeIndex();
      edges.values().forEach(made::add);
      index = made;
    }
    return index;
  }

  /** A box that holds every border, and those that were there before. */
  public Envelope bounds() {
    return bounds;
  }

  public @Nullable Edge findEdge(long id) {
    return edges.get(id);
  }

  public Collection<Edge> edges() {
    return Collections.unmodifiableCollection(edges.values());
  }

  public @Nullable Coordinate findNode(long id) {
    return nodes.place(id);
  }

  /** Numbers of all nodes. */
  public Set<Long> nodes() {
    return nodes.ids();
  }

  /** The edges that end at a node, by number; a closed edge twice. */
  long[] edgesAt(long node) {
    return nodes.edgesAt(node);
  }

  /** Numbers of the edges that have a label on one of their sides. */
  public Set<Long> border(String label) {
    return borders.get(label);
  }

  public @Nullable PartitionGrid findGrid(String code) {
    return grids.get(code);
  }

  /** All grids, parents before their children, siblings by code. */
  public List<PartitionGrid> gridsDown() {
    List<PartitionGrid> known = gridsDown;
    if (known == null) {
      List<PartitionGrid> down = new ArrayList<>(grids.size());
      grids.values().stream().filter(grid -> grid.parentCode() == null).forEach(down::add);
      for (int i = 0; i < down.size(); i++) {
        for (String child : children.get(down.get(i).code())) {
          down.add(Objects.requireNonNull(grids.get(child)));
        }
      }
      known = List.copyOf(down);
      gridsDown = known;
    }
    return known;
  }

  public Collection<PartitionGrid> grids() {
    return Collections.unmodifiableCollection(grids.values());
  }

  /** Codes of the grids right below one, ascending. */
  public Set<String> children(String code) {
    return children.get(code);
  }

  public @Nullable OpenLand findLand(long id) {
    return lands.get(id);
  }

  public Collection<OpenLand> lands() {
    return Collections.unmodifiableCollection(lands.values());
  }
}
