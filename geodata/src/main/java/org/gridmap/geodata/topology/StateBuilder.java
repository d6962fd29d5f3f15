package org.gridmap.geodata.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.guard.Validity;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.GridPartition.BuildOptions;
import org.gridmap.geodata.topology.GridPartition.Given;
import org.gridmap.geodata.topology.GridPartition.Moved;
import org.gridmap.geodata.topology.GridPartition.Source;
import org.gridmap.geodata.topology.build.PlaneBuilder;
import org.gridmap.geodata.topology.state.DerivedShapes;
import org.gridmap.geodata.topology.state.PartitionState;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * Builds the state of a partition from source polygons: {@link
 * org.gridmap.geodata.topology.build.PlaneBuilder} finds the faces; here edges and open land get
 * their numbers and labels.
 */
final class StateBuilder {
  private static final long VALIDITY_TESTS = 6_000_000;

  /** Rounding to the lattice makes differences that are less. */
  private static final double TOLD_SQUARE_METRES = 0.01;

  private final List<Source> sources;
  private final BuildOptions options;
  private final List<Source> leaves = new ArrayList<>();
  private final Map<String, String> repaired = new TreeMap<>();
  private final PartitionState state = new PartitionState();
  private final Map<Coordinate, Long> nodes = new HashMap<>();

  StateBuilder(List<Source> sources, BuildOptions options) {
    this.sources = List.copyOf(sources);
    this.options = options;
    checkTree();
  }

  private void checkTree() {
    Map<String, PartitionGrid> byCode = new HashMap<>();
    Set<String> parents = new HashSet<>();
    int roots = 0;
    for (Source source : sources) {
      PartitionGrid grid = source.grid();
      if (byCode.put(grid.code(), grid) != null) {
        throw new IllegalArgumentException("two grids have the code " + grid.code());
      }
      if (grid.parentCode() == null) {
        roots++;
      } else {
        parents.add(grid.parentCode());
      }
    }
    if (roots != 1) {
      throw new IllegalArgumentException("a plan has one root, not " + roots);
    }
    for (Source source : sources) {
      PartitionGrid grid = source.grid();
      PartitionGrid parent = grid.parentCode() == null ? null : byCode.get(grid.parentCode());
      if (grid.parentCode() != null && (parent == null || parent.leaf())) {
        throw new IllegalArgumentException("grid " + grid.code() + " stands under no higher grid");
      }
      if (grid.leaf() == parents.contains(grid.code())) {
        throw new IllegalArgumentException("grid " + grid.code() + " has the wrong children");
      }
      if (grid.leaf()) {
        if (source.geometry() == null) {
          throw new IllegalArgumentException("leaf " + grid.code() + " has no outline");
        }
        leaves.add(source);
      }
    }
    checkCircles(byCode);
  }

  private static void checkCircles(Map<String, PartitionGrid> byCode) {
    for (PartitionGrid grid : byCode.values()) {
      PartitionGrid at = grid;
      for (int depth = 0; at != null; depth++) {
        if (depth > byCode.size()) {
          throw new IllegalArgumentException("grid " + grid.code() + " stands under itself");
        }
        at = at.parentCode() == null ? null : byCode.get(at.parentCode());
      }
    }
  }

  GridPartition.Built build(@Nullable Geometry required) throws RefusedBuildException {
    List<Geometry> shapes = new ArrayList<>();
    for (Source leaf : leaves) {
      shapes.add(Objects.requireNonNull(leaf.geometry()));
    }
    PlaneBuilder.Plane plane =
        PlaneBuilder.build(shapes, required, options.toleranceMetres(), options.strips());
    noteInvalid(shapes, plane.suspect());
    List<RefusedBuildException.Fault> faults = new ArrayList<>();
    if (!options.keepOpenLand()) {
      plane.lands().forEach(land -> faults.add(fault(land)));
    }
    faults.addAll(landless(plane));
    if (!faults.isEmpty()) {
      throw new RefusedBuildException(faults);
    }
    sources.forEach(source -> state.put(source.grid()));
    for (int k = 0; k < plane.lands().size(); k++) {
      state.newLand();
    }
    plane.lines().forEach(this::put);
    for (int k = 0; k < plane.lands().size(); k++) {
      PlaneBuilder.Land land = plane.lands().get(k);
      state.put(
          DerivedShapes.described(
              state,
              k + 1,
              OpenLand.OpenLandKind.valueOf(land.fault().name()),
              codes(land.claims()),
              null));
    }
    List<Moved> moved = new ArrayList<>();
    for (PlaneBuilder.Move move : plane.moves()) {
      String grid = move.leaf() < 0 ? "" : leaves.get(move.leaf()).grid().code();
      moved.add(new Moved(move.from(), move.to(), move.metres(), grid));
    }
    return new GridPartition.Built(
        new GridPartition(state),
        List.copyOf(moved),
        plane.given().stream().map(this::given).toList(),
        Map.copyOf(repaired),
        differing());
  }

  private Given given(PlaneBuilder.Given strip) {
    return new Given(
        OpenLand.OpenLandKind.valueOf(strip.fault().name()),
        codes(strip.sides()),
        strip.shapes(),
        strip.widthMetres(),
        strip.heir() < 0 ? "" : leaves.get(strip.heir()).grid().code());
  }

  private void noteInvalid(List<Geometry> shapes, Set<Integer> suspect) {
    for (int i : suspect) {
      if (i >= shapes.size()) {
        continue;
      }
      Validity validity = Validity.of(single(shapes.get(i)), VALIDITY_TESTS);
      if (validity.kind() != Validity.InvalidityKind.VALID) {
        Coordinate at = validity.place();
        repaired.put(
            leaves.get(i).grid().code(),
            String.format(
                Locale.ROOT,
                "The outline was not valid (%s%s); land counts as inside where a line from there"
                    + " to the outside crosses the outline an odd number of times.",
                validity.reason(),
                at == null ? "" : String.format(Locale.ROOT, " at %.9f, %.9f", at.x, at.y)));
      }
    }
  }

  /** The cheap test is for one polygon. */
  private static Geometry single(Geometry shape) {
    return shape.getNumGeometries() == 1 ? shape.getGeometryN(0) : shape;
  }

  private List<String> codes(List<Integer> claims) {
    return claims.stream().map(i -> leaves.get(i).grid().code()).toList();
  }

  private RefusedBuildException.Fault fault(PlaneBuilder.Land land) {
    double area = GroundArea.squareMetres(land.shape());
    List<String> codes = codes(land.claims());
    String sentence =
        switch (land.fault()) {
          case GAP -> String.format(Locale.ROOT, "%.2f m² belong to no grid.", area);
          case OVERLAP ->
              String.format(
                  Locale.ROOT, "%.2f m² belong to %s.", area, String.join(" and ", codes));
          case OUTSIDE ->
              String.format(
                  Locale.ROOT,
                  "%.2f m² of %s lie outside the outline.",
                  area,
                  String.join(" and ", codes));
        };
    return new RefusedBuildException.Fault(
        sentence, land.shape().getInteriorPoint().getCoordinate(), codes);
  }

  /** Leaves of which nothing is left and that claim nothing. */
  private List<RefusedBuildException.Fault> landless(PlaneBuilder.Plane plane) {
    Set<Integer> landed = new HashSet<>();
    for (PlaneBuilder.Line line : plane.lines()) {
      landed.add(line.left());
      landed.add(line.right());
    }
    plane.lands().forEach(land -> landed.addAll(land.claims()));
    List<RefusedBuildException.Fault> faults = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Source leaf = leaves.get(i);
      MultiPolygon shape = leaf.geometry();
      if (!landed.contains(i)) {
        Coordinate at = shape == null || shape.isEmpty() ? null : shape.getCoordinate();
        faults.add(
            new RefusedBuildException.Fault(
                "Nothing is left of grid " + leaf.grid().code() + ".",
                at == null ? new Coordinate() : at,
                List.of(leaf.grid().code())));
      }
    }
    return faults;
  }

  private void put(PlaneBuilder.Line line) {
    List<Coordinate> points = line.points();
    state.put(
        new Edge(
            state.newEdge(),
            node(points.getFirst()),
            node(points.getLast()),
            label(line.left()),
            label(line.right()),
            false,
            points));
  }

  private long node(Coordinate at) {
    return nodes.computeIfAbsent(at, a -> state.newNode());
  }

  private String label(int label) {
    if (label == PlaneBuilder.OUTSIDE) {
      return PartitionState.OUTSIDE;
    }
    return label >= 0 ? leaves.get(label).grid().code() : PartitionState.label(-1L - label);
  }

  /** Higher grids that came with an outline of their own which is not the union of their leaves. */
  private Map<String, Double> differing() {
    Map<String, Double> differing = new TreeMap<>();
    for (Source source : sources) {
      MultiPolygon given = source.geometry();
      if (source.grid().leaf() || given == null) {
        continue;
      }
      double off =
          OutlineDifference.squareMetres(given, DerivedShapes.ofGrid(state, source.grid().code()));
      if (off > TOLD_SQUARE_METRES) {
        differing.put(source.grid().code(), off);
      }
    }
    return Map.copyOf(differing);
  }
}
