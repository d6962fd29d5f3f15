package org.gridmap.backend.plan.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gridmap.backend.plan.exchange.FileChange.GridFate;
import org.gridmap.backend.plan.exchange.FileChange.MatchedGrid;
import org.gridmap.backend.plan.workload.GridNumbers;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Lists grid by grid what a file changes in a plan, the largest changes first. */
final class FileChanges {
  /** Borders nearer than this are one. */
  private static final double METRES_OFF = 0.001;

  private final GridPartition before;
  private final GridPartition after;
  private final Map<String, GridNumbers> numbersBefore;
  private final Map<String, GridNumbers> numbersAfter;
  private final Map<String, GridMatch.Leaf> matched = new HashMap<>();

  private FileChanges(
      GridPartition before,
      GridPartition after,
      Map<String, GridNumbers> numbersBefore,
      Map<String, GridNumbers> numbersAfter) {
    this.before = before;
    this.after = after;
    this.numbersBefore = numbersBefore;
    this.numbersAfter = numbersAfter;
  }

  /**
   * The grids of both.
   *
   * @param after the plan as it would be; with open land where it cannot be taken
   * @param codes of the leaves of the match, in their order
   */
  static List<MatchedGrid> of(
      GridPartition before,
      GridPartition after,
      GridMatch match,
      List<String> codes,
      Map<String, GridNumbers> numbersBefore,
      Map<String, GridNumbers> numbersAfter) {
    FileChanges changes = new FileChanges(before, after, numbersBefore, numbersAfter);
    for (int i = 0; i < codes.size(); i++) {
      changes.matched.put(codes.get(i), match.leaves().get(i));
    }
    return changes.list();
  }

  private List<MatchedGrid> list() {
    Map<String, @Nullable PartitionGrid> old = new TreeMap<>();
    before.grids().forEach(grid -> old.put(grid.code(), grid));
    Map<String, @Nullable PartitionGrid> fresh = new TreeMap<>();
    after.grids().forEach(grid -> fresh.put(grid.code(), grid));
    List<MatchedGrid> list = new ArrayList<>();
    old.forEach((code, grid) -> {
      PartitionGrid now = fresh.get(code);
      if (grid != null && (now == null || (grid.leaf() && now.leaf()))) {
        list.add(now == null ? gone(grid) : both(grid, now));
      }
    });
    fresh.forEach((code, grid) -> {
      if (grid != null && old.get(code) == null) {
        list.add(fresh(grid));
      }
    });
    list.sort(
        Comparator.comparingDouble((MatchedGrid grid) -> grid.gained() + grid.lost())
            .reversed()
            .thenComparing(MatchedGrid::code));
    return list;
  }

  private MatchedGrid gone(PartitionGrid grid) {
    MultiPolygon land = before.polygon(grid.code());
    double area = GroundArea.squareMetres(land);
    return new MatchedGrid(
        grid.code(),
        null,
        grid.name(),
        GridFate.GONE,
        false,
        inside(land),
        area,
        null,
        0,
        area,
        grid.leaf() ? land : null,
        residents(numbersBefore, grid.code()),
        null);
  }

  private MatchedGrid fresh(PartitionGrid grid) {
    MultiPolygon land = after.polygon(grid.code());
    double area = GroundArea.squareMetres(land);
    GridMatch.Leaf leaf = matched.get(grid.code());
    return new MatchedGrid(
        grid.code(),
        fileCode(leaf),
        grid.name(),
        GridFate.NEW,
        false,
        inside(land),
        null,
        area,
        area,
        0,
        grid.leaf() && !land.isEmpty() ? land : null,
        null,
        residents(numbersAfter, grid.code()));
  }

  private MatchedGrid both(PartitionGrid was, PartitionGrid is) {
    MultiPolygon old = before.polygon(was.code());
    MultiPolygon land = after.polygon(is.code());
    double gained = 0;
    double lost = 0;
    if (!old.norm().equalsExact(land.norm())) {
      double slivers = METRES_OFF * GroundArea.perimeterMetres(old);
      gained = difference(land, old);
      lost = difference(old, land);
      if (gained + lost <= slivers) {
        gained = 0;
        lost = 0;
      }
    }
    GridMatch.Leaf leaf = matched.get(is.code());
    GridFate fate =
        gained + lost > 0 ? GridFate.MOVED : was.equals(is) ? GridFate.KEPT : GridFate.RENAMED;
    return new MatchedGrid(
        is.code(),
        fileCode(leaf),
        is.name(),
        fate,
        leaf != null && leaf.byLand(),
        inside(land.isEmpty() ? old : land),
        GroundArea.squareMetres(old),
        GroundArea.squareMetres(land),
        gained,
        lost,
        fate == GridFate.MOVED && !land.isEmpty() ? land : null,
        residents(numbersBefore, was.code()),
        residents(numbersAfter, is.code()));
  }

  private static double difference(MultiPolygon one, MultiPolygon other) {
    return GroundArea.squareMetres(OverlayNGRobust.overlay(one, other, OverlayNG.DIFFERENCE));
  }

  private static @Nullable String fileCode(GridMatch.@Nullable Leaf leaf) {
    return leaf != null && leaf.row().coded() ? leaf.row().code() : null;
  }

  private static @Nullable Coordinate inside(MultiPolygon land) {
    return land.isEmpty() ? null : land.getInteriorPoint().getCoordinate();
  }

  private static @Nullable Long residents(Map<String, GridNumbers> numbers, String code) {
    GridNumbers own = numbers.get(code);
    return own == null ? null : own.residents();
  }
}
