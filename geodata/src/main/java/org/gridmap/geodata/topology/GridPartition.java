package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.topology.build.StripFix;
import org.gridmap.geodata.topology.check.FullCheck;
import org.gridmap.geodata.topology.check.LandAt;
import org.gridmap.geodata.topology.edit.OperationExecutor;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.gridmap.geodata.topology.state.StateCodec;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A division of land as a planar partition: nodes, edges and faces, as in a doubly connected edge
 * list (Muller and Preparata, 1978). Operations change it. Not safe for use by several threads.
 */
public final class GridPartition {
  /** Coordinates are whole multiples of this many degrees, about 0.1 mm. */
  public static final double DEGREES_PER_UNIT = 1e-9;

  /** How near a drawn line must come to a border to meet it. */
  public static final double SNAP_METRES = 0.5;

  /** How near to the nodes of an edge a road must pass for the edge to follow it. */
  public static final double ADOPT_METRES = 50;

  private final PartitionState state;

  GridPartition(PartitionState state) {
    this.state = state;
  }

  /**
   * A grid to build from.
   *
   * @param geometry outline of a leaf, EPSG:4490; a higher grid needs none, and one that is given
   *     is only compared with the outline that follows
   */
  public record Source(PartitionGrid grid, @Nullable MultiPolygon geometry) {}

  /**
   * @param toleranceMetres corners and borders nearer than this become one
   * @param keepOpenLand whether gaps, overlaps and land outside the outline are kept as open land;
   *     a partition of which the borders must be exact is refused otherwise
   * @param strips what becomes of gaps and overlaps that are wider than the tolerance and still
   *     narrow
   */
  public record BuildOptions(double toleranceMetres, boolean keepOpenLand, StripFix strips) {
    /** Strips stay open. */
    public BuildOptions(double toleranceMetres, boolean keepOpenLand) {
      this(toleranceMetres, keepOpenLand, StripFix.NONE);
    }

    /** 5 cm, exact. */
    public static final BuildOptions EXACT = new BuildOptions(0.05, false);
  }

  /**
   * @param partition what was built
   * @param moved corners that were moved: from, to, metres
   * @param given narrow land that was given to a neighbour
   * @param repaired what was done to outlines that cross themselves, one sentence for each grid
   * @param differing higher grids whose given outline is not the union of their leaves, with the
   *     square metres that are in one of the two only
   */
  public record Built(
      GridPartition partition,
      List<Moved> moved,
      List<Given> given,
      Map<String, String> repaired,
      Map<String, Double> differing) {}

  /**
   * A corner that was moved, or a sliver that was given away; then both places are one and the
   * metres are its width.
   *
   * @param grid code of the grid whose corner it was; empty for the outline
   */
  public record Moved(Coordinate from, Coordinate to, double metres, String grid) {}

  /**
   * Narrow land that was given to a neighbour.
   *
   * @param kind what it was
   * @param sides codes of the leaves that adjoined it (gap) or claimed it
   * @param shapes its parts
   * @param widthMetres its mean width
   * @param to code of the leaf that got it; empty if it lay outside and was cut away
   */
  public record Given(
      OpenLand.OpenLandKind kind,
      List<String> sides,
      List<Geometry> shapes,
      double widthMetres,
      String to) {}

  /**
   * Builds a partition from polygons. Polygons that fit are taken as they are. Where they do not,
   * corners and borders within the tolerance of another grid's are made one, a ring that crosses
   * itself counts by the even-odd rule, and slivers narrower than the tolerance go to the neighbour
   * with the longest border.
   *
   * @param grids a tree with one root; every leaf with an outline
   * @param required the outline that the leaves must cover; null if they say so themselves
   * @throws RefusedBuildException naming every place beyond the tolerance; with open land kept,
   *     only leaves of which nothing is left
   * @throws IllegalArgumentException if the grids are no tree or a leaf has no outline
   */
  public static Built build(List<Source> grids, @Nullable Geometry required, BuildOptions options)
      throws RefusedBuildException {
    return new StateBuilder(grids, options).build(required);
  }

  /**
   * Applies an operation whole, or throws and changes nothing. The same operations on an equal
   * partition give the same numbers and the same hash.
   */
  public Change apply(Operation operation) throws RefusedOperationException {
    return OperationExecutor.apply(state, operation);
  }

  /**
   * Takes a change back; the last one always, an earlier one if no later change {@link
   * Change#meets} it and what was before still fits. The result is itself a change that can be
   * taken back.
   *
   * @throws RefusedOperationException if what it touched is not as it left it, or what was before
   *     would break the partition as it is now; nothing is changed then
   */
  public Change revert(Change change) throws RefusedOperationException {
    return OperationExecutor.revert(state, List.of(change));
  }

  /**
   * Takes the last changes back as one, whole or not at all.
   *
   * @param changes the last one first
   * @throws RefusedOperationException as {@link #revert}
   */
  public Change revertAll(List<Change> changes) throws RefusedOperationException {
    return OperationExecutor.revert(state, changes);
  }

  /**
   * Becomes another partition, hash and all. What both have in common keeps its ids; the change can
   * be taken back like that of an operation.
   */
  public Change replace(GridPartition other) {
    return OperationExecutor.replace(state, other.state);
  }

  /**
   * SHA-256 over everything but the ids, in 64 hexadecimal digits; equal partitions, equal hash.
   */
  public String hash() {
    return state.hash();
  }

  /** All edges by id. */
  public List<Edge> edges() {
    return state.edges().stream().sorted(Comparator.comparingLong(Edge::id)).toList();
  }

  public Optional<Edge> findEdge(long id) {
    return Optional.ofNullable(state.findEdge(id));
  }

  /** Ids and places of the nodes. */
  public Map<Long, Coordinate> nodes() {
    Map<Long, Coordinate> nodes = new TreeMap<>();
    for (long id : state.nodes()) {
      nodes.put(id, Objects.requireNonNull(state.findNode(id)));
    }
    return nodes;
  }

  /** All grids, parents before their children, siblings by code. */
  public List<PartitionGrid> grids() {
    return state.gridsDown();
  }

  public Optional<PartitionGrid> findGrid(String code) {
    return Optional.ofNullable(state.findGrid(code));
  }

  /**
   * Outline of a grid of any level, shells clockwise, the order in which JTS normalises polygons
   * and in which {@code OutlineAssembler} returns them; empty for a leaf that claims open land but
   * has none of its own.
   */
  public MultiPolygon polygon(String code) {
    return DerivedShapes.ofGrid(state, code);
  }

  /**
   * The leaf grids in which a place lies: one, several if it lies on their border, none if it lies
   * outside or in open land.
   */
  public List<String> leavesAt(Coordinate place) {
    return LandAt.labels(state, place).stream()
        .filter(label -> !label.isEmpty() && !PartitionState.isLand(label))
        .toList();
  }

  /**
   * Outlines of grids of any level together with the open land that they or leaves below them
   * claim, as their sources had it.
   */
  public List<MultiPolygon> claimed(List<String> codes) {
    Map<String, List<String>> lands = new HashMap<>();
    for (OpenLand land : state.lands()) {
      if (land.kind() != OpenLand.OpenLandKind.GAP) {
        for (String claimant : land.claims()) {
          lands
              .computeIfAbsent(claimant, code -> new ArrayList<>())
              .add(PartitionState.label(land.id()));
        }
      }
    }
    List<MultiPolygon> outlines = new ArrayList<>();
    for (String code : codes) {
      Set<String> labels = DerivedShapes.leaves(state, code);
      List.copyOf(labels).forEach(leaf -> labels.addAll(lands.getOrDefault(leaf, List.of())));
      outlines.add(DerivedShapes.ofLabels(state, labels));
    }
    return outlines;
  }

  /** Outline of open land. */
  public MultiPolygon polygon(OpenLand land) {
    return DerivedShapes.ofLand(state, land.id());
  }

  /** Open land by id. */
  public List<OpenLand> openLand() {
    return List.copyOf(state.lands());
  }

  /** Whether every metre belongs to one leaf grid, or is allowed not to. */
  public boolean exact() {
    return state.lands().stream().allMatch(land -> land.allowed() != null);
  }

  /** A copy that changes on its own. */
  public GridPartition copy() {
    return new GridPartition(state.copy());
  }

  /** Everything, ids included, for {@link #read}; equal partitions give equal bytes. */
  public byte[] write() {
    return StateCodec.write(state);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  public static GridPartition read(byte[] bytes) {
    return new GridPartition(StateCodec.read(bytes));
  }

  /**
   * Checks all invariants of the partition from its edges alone and tells which do not hold; empty
   * unless this class has a fault. Costs as much as a build.
   */
  public List<String> verify() {
    return FullCheck.faults(state);
  }
}
