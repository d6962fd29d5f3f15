package org.gridmap.backend.plan.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.LeafLocator;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * Counts and measures of every grid of a partition. After a change only the leaf grids that it
 * touched are measured anew and only the houses around them are looked up; the sums of the grids
 * above are made of the leaves in one order, so that a full count gives the same to the last bit.
 * Immutable.
 */
final class GridStatistics {
  private static final int WIDTH = HouseTable.MEASURES.size();
  private static final long[] NOTHING = new long[WIDTH + 1];

  private record Leaf(MultiPolygon outline, double squareMetres) {}

  /** Places of the leaves beside it in the frame, -1 for what is no grid. */
  private record Border(int left, int right, double metres) {}

  /**
   * The grids, parents first, with their places in that order. It stays the same one while no grid
   * comes, goes or is renamed.
   *
   * @param parents of each grid the place of the one above it; -1 for none
   */
  private record Frame(List<PartitionGrid> grids, Map<String, Integer> places, int[] parents) {
    static Frame of(List<PartitionGrid> grids) {
      Map<String, Integer> places = new HashMap<>();
      int[] parents = new int[grids.size()];
      for (int i = 0; i < parents.length; i++) {
        PartitionGrid grid = grids.get(i);
        parents[i] = grid.parentCode() == null ? -1 : places.getOrDefault(grid.parentCode(), -1);
        places.put(grid.code(), i);
      }
      return new Frame(grids, places, parents);
    }

    int place(@Nullable String code) {
      return places.getOrDefault(code, -1);
    }

    /** Adds the places of a grid and of all above it; none for a code that is no grid of these. */
    void addChain(@Nullable String code, BitSet chain) {
      for (int i = place(code); i >= 0 && !chain.get(i); i = parents[i]) {
        chain.set(i);
      }
    }

    Border border(Edge edge) {
      double metres = 0;
      Coordinate before = edge.points().getFirst();
      for (Coordinate point : edge.points()) {
        metres += GroundArea.metres(before.x, before.y, point.x, point.y);
        before = point;
      }
      return new Border(place(edge.left()), place(edge.right()), metres);
    }

    TreeMap<Long, Border> borders(GridPartition partition) {
      TreeMap<Long, Border> borders = new TreeMap<>();
      partition.edges().forEach(edge -> borders.put(edge.id(), border(edge)));
      return borders;
    }
  }

  /** Sums of one grid. */
  private static final class Sum {
    final @Nullable Sum parent;
    final int depth;
    int houses;
    final long[] counts = new long[WIDTH];
    double squareMetres;
    double metres;

    Sum(@Nullable Sum parent) {
      this.parent = parent;
      this.depth = parent == null ? 0 : parent.depth + 1;
    }
  }

  private final HouseTable houses;
  private final Frame frame;
  private final Map<String, Leaf> leaves;
  private final TreeMap<Long, Border> borders;
  private final @Nullable String[] leafOf;

  /** Of each leaf its houses, then their counts; of leaves that are gone, zeros. */
  private final Map<String, long[]> counts;

  /** By place in the frame. */
  private final Sum[] sums;

  private GridStatistics(
      HouseTable houses,
      Frame frame,
      Map<String, Leaf> leaves,
      TreeMap<Long, Border> borders,
      @Nullable String[] leafOf,
      Map<String, long[]> counts) {
    this.houses = houses;
    this.frame = frame;
    this.leaves = leaves;
    this.borders = borders;
    this.leafOf = leafOf;
    this.counts = counts;
    this.sums = sums();
  }

  /** Counts everything. */
  static GridStatistics of(GridPartition partition, HouseTable houses) {
    List<PartitionGrid> grids = partition.grids();
    Map<String, Leaf> leaves = new TreeMap<>();
    for (PartitionGrid grid : grids) {
      if (grid.leaf()) {
        leaves.put(grid.code(), leaf(partition, grid.code()));
      }
    }
    Frame frame = Frame.of(grids);
    LeafLocator locator = locator(leaves.keySet(), leaves);
    @Nullable String[] leafOf = new String[houses.size()];
    Map<String, long[]> counts = new HashMap<>();
    for (int i = 0; i < leafOf.length; i++) {
      leafOf[i] = locator.locate(houses.longitudes()[i], houses.latitudes()[i]).orElse(null);
      add(counts, leafOf[i], houses.counts()[i], 1);
    }
    return new GridStatistics(houses, frame, leaves, frame.borders(partition), leafOf, counts);
  }

  /** Lets a house come to a leaf or go from it; the arrays in the map belong to the caller. */
  private static void add(
      Map<String, long[]> counts, @Nullable String leaf, int[] house, int sign) {
    if (leaf == null) {
      return;
    }
    long[] sum = counts.computeIfAbsent(leaf, code -> new long[WIDTH + 1]);
    sum[0] += sign;
    for (int k = 0; k < WIDTH; k++) {
      sum[k + 1] += (long) sign * house[k];
    }
  }

  /**
   * The tally after some changes.
   *
   * @param changes since this tally, oldest first
   * @param partition as it is after them
   */
  GridStatistics after(List<Change> changes, GridPartition partition) {
    Set<String> touched = touchedLeaves(changes);
    Map<String, Leaf> newLeaves = new TreeMap<>(leaves);
    Envelope area = new Envelope();
    for (String code : touched) {
      Leaf old = newLeaves.remove(code);
      if (old != null) {
        area.expandToInclude(old.outline().getEnvelopeInternal());
      }
    }
    List<PartitionGrid> newGrids = partition.grids();
    for (PartitionGrid grid : newGrids) {
      if (grid.leaf() && !newLeaves.containsKey(grid.code())) {
        Leaf fresh = leaf(partition, grid.code());
        newLeaves.put(grid.code(), fresh);
        area.expandToInclude(fresh.outline().getEnvelopeInternal());
      }
    }
    if (!newGrids.equals(frame.grids())) {
      Frame newFrame = Frame.of(newGrids);
      return locate(area, newFrame, newLeaves, newFrame.borders(partition));
    }
    TreeMap<Long, Border> newBorders = new TreeMap<>(borders);
    for (Change change : changes) {
      change.removedEdges().forEach(edge -> newBorders.remove(edge.id()));
      change.addedEdges().forEach(edge -> newBorders.put(edge.id(), frame.border(edge)));
    }
    return locate(area, frame, newLeaves, newBorders);
  }

  private GridStatistics locate(
      Envelope area,
      Frame newFrame,
      Map<String, Leaf> newLeaves,
      TreeMap<Long, Border> newBorders) {
    @Nullable String[] found = leafOf.clone();
    Map<String, long[]> newCounts = new HashMap<>(counts);
    Set<String> own = new HashSet<>();
    List<String> near = new ArrayList<>();
    newLeaves.forEach((code, leaf) -> {
      if (leaf.outline().getEnvelopeInternal().intersects(area)) {
        near.add(code);
      }
    });
    LeafLocator locator = locator(near, newLeaves);
    for (int i = 0; i < found.length; i++) {
      if (!houses.isIn(i, area)) {
        continue;
      }
      String before = found[i];
      found[i] = locator.locate(houses.longitudes()[i], houses.latitudes()[i]).orElse(null);
      if (!Objects.equals(before, found[i])) {
        for (String changed : Arrays.asList(before, found[i])) {
          if (changed != null && own.add(changed)) {
            newCounts.computeIfPresent(changed, (code, sum) -> sum.clone());
          }
        }
        add(newCounts, before, houses.counts()[i], -1);
        add(newCounts, found[i], houses.counts()[i], 1);
      }
    }
    return new GridStatistics(houses, newFrame, newLeaves, newBorders, found, newCounts);
  }

  /** Leaf grids that changes may have moved, renamed or recoded. */
  private static Set<String> touchedLeaves(List<Change> changes) {
    Set<String> touched = new HashSet<>();
    for (Change change : changes) {
      for (List<Edge> edges : List.of(change.removedEdges(), change.addedEdges())) {
        for (Edge edge : edges) {
          touched.add(edge.left());
          touched.add(edge.right());
        }
      }
      change.removedGrids().forEach(grid -> touched.add(grid.code()));
      change.addedGrids().forEach(grid -> touched.add(grid.code()));
    }
    return touched;
  }

  private static Leaf leaf(GridPartition partition, String code) {
    MultiPolygon outline = partition.polygon(code);
    return new Leaf(outline, GroundArea.squareMetres(outline));
  }

  private static LeafLocator locator(Collection<String> codes, Map<String, Leaf> leaves) {
    List<GridShape> shapes = new ArrayList<>();
    for (String code : codes) {
      Leaf leaf = leaves.get(code);
      if (leaf != null) {
        shapes.add(new GridShape(code, leaf.outline()));
      }
    }
    return new LeafLocator(shapes);
  }

  private Sum[] sums() {
    Sum[] all = new Sum[frame.grids().size()];
    for (int i = 0; i < all.length; i++) {
      int parent = frame.parents()[i];
      all[i] = new Sum(parent < 0 ? null : all[parent]);
    }
    leaves.forEach((code, leaf) -> {
      long[] own = counts.getOrDefault(code, NOTHING);
      for (Sum sum = all[frame.place(code)]; sum != null; sum = sum.parent) {
        sum.squareMetres += leaf.squareMetres();
        sum.houses += (int) own[0];
        for (int k = 0; k < WIDTH; k++) {
          sum.counts[k] += own[k + 1];
        }
      }
    });
    for (Border border : borders.values()) {
      Sum left = border.left() < 0 ? null : all[border.left()];
      Sum right = border.right() < 0 ? null : all[border.right()];
      // Upwards on both sides until one grid is around both: it has the border inside.
      while (left != right) {
        if (left != null && (right == null || left.depth >= right.depth)) {
          left.metres += border.metres();
          left = left.parent;
        } else if (right != null) {
          right.metres += border.metres();
          right = right.parent;
        }
      }
    }
    return all;
  }

  HouseTable houses() {
    return houses;
  }

  /** Weighted work of the average leaf grid. */
  double mean(Weights weights, Rounding rounding) {
    return leaves.isEmpty()
        ? 0
        : leaves.keySet().stream().mapToDouble(code -> work(code, weights, rounding)).sum()
            / leaves.size();
  }

  private double work(String code, Weights weights, Rounding rounding) {
    Sum sum = sums[frame.place(code)];
    return weights.work(rounding.counts(sum.counts), sum.squareMetres);
  }

  /** Numbers of every grid, parents first. */
  List<GridNumbers> list(Weights weights, Rounding rounding) {
    double mean = mean(weights, rounding);
    return IntStream.range(0, sums.length)
        .mapToObj(place -> numbers(place, weights, mean, rounding))
        .toList();
  }

  /** Numbers of the grids that a change touched and of all above them, parents first. */
  List<GridNumbers> listTouched(Change change, Weights weights, Rounding rounding) {
    BitSet wanted = new BitSet();
    touchedLeaves(List.of(change)).forEach(code -> frame.addChain(code, wanted));
    // Those above a grid that went elsewhere lost something.
    change.removedGrids().forEach(grid -> frame.addChain(grid.parentCode(), wanted));
    double mean = mean(weights, rounding);
    return wanted.stream().mapToObj(place -> numbers(place, weights, mean, rounding)).toList();
  }

  private GridNumbers numbers(int place, Weights weights, double mean, Rounding rounding) {
    Sum sum = sums[place];
    long[] counts = rounding.counts(sum.counts);
    double work = weights.work(counts, sum.squareMetres);
    return new GridNumbers(
        frame.grids().get(place).code(),
        sum.houses,
        rounding.told(counts[0], sum.houses),
        rounding.told(counts[1], sum.houses),
        counts[2],
        counts[3],
        rounding.told(counts[4], sum.houses),
        sum.squareMetres,
        sum.metres,
        sum.metres == 0 ? 0 : 4 * Math.PI * sum.squareMetres / (sum.metres * sum.metres),
        mean == 0 ? 0 : work / mean);
  }
}
