package org.gridmap.backend.plan.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.guard.Validity;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Finds for the grids of a file those of a plan that they are: by their code, else by the land that
 * they have in common. What is no leaf in the file, or no leaf in the plan, stands above the
 * others.
 */
final class GridMatch {
  /** A grid is another one if it has more than this share of its land, or of their own. */
  private static final double SHARE = 0.5;

  private static final long VALIDITY_TESTS = 6_000_000;

  /**
   * A leaf of the file.
   *
   * @param row as the file has it
   * @param present the leaf of the plan that it is; null for a new one
   * @param byLand whether it was found by its land
   * @param nearest the leaf of the plan with which it has most land in common; null if none is
   *     known
   */
  record Leaf(
      GridRow row,
      @Nullable PartitionGrid present,
      boolean byLand,
      @Nullable PartitionGrid nearest) {}

  private record Common(int row, PartitionGrid leaf, double squareMetres) {}

  private final GridPartition partition;
  private final List<GridRow> rows;
  private final Map<String, PartitionGrid> grids = new LinkedHashMap<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<String, GridRow> higher = new LinkedHashMap<>();

  private GridMatch(GridPartition partition, List<GridRow> rows) {
    this.partition = partition;
    this.rows = rows;
    partition.grids().forEach(grid -> grids.put(grid.code(), grid));
  }

  static GridMatch of(GridPartition partition, List<GridRow> rows) {
    GridMatch match = new GridMatch(partition, rows);
    match.run();
    return match;
  }

  /** The leaves of the file, in its order. */
  List<Leaf> leaves() {
    return leaves;
  }

  /** Rows that stand above others, by code. */
  Map<String, GridRow> higher() {
    return higher;
  }

  private void run() {
    Set<String> named = new HashSet<>();
    rows.stream()
        .filter(row -> row.parentCode() != null)
        .forEach(row -> named.add(row.parentCode()));
    List<GridRow> own = new ArrayList<>();
    for (GridRow row : rows) {
      PartitionGrid present = row.coded() ? grids.get(row.code()) : null;
      boolean above = row.coded() && named.contains(row.code());
      if (above || (present != null && !present.leaf())) {
        higher.put(row.code(), row);
      } else {
        own.add(row);
      }
    }
    PartitionGrid[] found = new PartitionGrid[own.size()];
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < found.length; i++) {
      PartitionGrid present = own.get(i).coded() ? grids.get(own.get(i).code()) : null;
      if (present != null && taken.add(present.code())) {
        found[i] = present;
      }
    }
    List<Common> common = common(own, found);
    Map<Integer, PartitionGrid> nearest = new HashMap<>();
    boolean[] byLand = new boolean[found.length];
    for (Common one : common) {
      int i = one.row();
      nearest.putIfAbsent(i, one.leaf());
      double share =
          Math.max(
              one.squareMetres() / GroundArea.squareMetres(own.get(i).geometry()),
              one.squareMetres() / GroundArea.squareMetres(partition.polygon(one.leaf().code())));
      if (found[i] == null && share > SHARE && taken.add(one.leaf().code())) {
        found[i] = one.leaf();
        byLand[i] = true;
      }
    }
    for (int i = 0; i < found.length; i++) {
      leaves.add(new Leaf(own.get(i), found[i], byLand[i], nearest.get(i)));
    }
  }

  /** Land that rows without a grid have in common with the leaves, the largest first. */
  private List<Common> common(List<GridRow> own, PartitionGrid[] found) {
    STRtree index = new STRtree();
    for (PartitionGrid grid : grids.values()) {
      if (grid.leaf()) {
        index.insert(partition.polygon(grid.code()).getEnvelopeInternal(), grid);
      }
    }
    index.build();
    List<Common> common = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      MultiPolygon land = own.get(i).geometry();
      if (found[i] != null
          || Validity.of(land, VALIDITY_TESTS).kind() != Validity.InvalidityKind.VALID) {
        continue;
      }
      for (Object near : index.query(land.getEnvelopeInternal())) {
        PartitionGrid grid = (PartitionGrid) near;
        double metres =
            GroundArea.squareMetres(
                OverlayNGRobust.overlay(
                    land, partition.polygon(grid.code()), OverlayNG.INTERSECTION));
        if (metres > 0) {
          common.add(new Common(i, grid, metres));
        }
      }
    }
    common.sort(Comparator.comparingDouble(Common::squareMetres).reversed());
    return common;
  }

  /** The code of the grid above a leaf of the file. */
  String parent(Leaf leaf, Predicate<String> isHigher, String rootCode) {
    String given = leaf.row().parentCode();
    if (given != null && isHigher.test(given)) {
      return given;
    }
    PartitionGrid like = leaf.present() == null ? leaf.nearest() : leaf.present();
    String parent = like == null ? null : like.parentCode();
    return parent != null && isHigher.test(parent) ? parent : rootCode;
  }

  /** Kinds are those of the file if it tells any apart. */
  GridKind kind(Leaf leaf) {
    boolean told = rows.stream().anyMatch(row -> row.kind() == GridKind.EXCLUSIVE);
    PartitionGrid present = leaf.present();
    return told || present == null ? leaf.row().kind() : present.kind();
  }

  /** What the level of a leaf is called: as its own, else as that of its new neighbours. */
  @Nullable String levelName(Leaf leaf, String parent) {
    PartitionGrid present = leaf.present();
    if (present != null) {
      return present.levelName();
    }
    return grids.values().stream()
        .filter(grid -> grid.leaf() && parent.equals(grid.parentCode()))
        .map(PartitionGrid::levelName)
        .filter(name -> name != null)
        .findFirst()
        .orElse(null);
  }
}
