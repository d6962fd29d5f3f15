package org.gridmap.backend.operations.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gridmap.geodata.coverage.BorderAgreement;
import org.gridmap.geodata.coverage.CountedNoun;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.InputSummary;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The polygons of a file as they were drawn.
 *
 * @param rows the polygons
 * @param system the system that they were drawn in
 * @param administrative whether their levels are administrative ones, each of which covers the same
 *     land
 * @param reading what became of all rows of the file
 */
record CheckedLayer(
    List<GridRow> rows, ReferenceSystem system, boolean administrative, InputSummary reading) {

  /** Stands for areas whose administrative level is not known. */
  static final int NO_LEVEL = 0;

  DrawingPlane plane() {
    return DrawingPlane.of(system);
  }

  private List<Geometry> geometries() {
    return rows.stream().<Geometry>map(GridRow::geometry).toList();
  }

  /** What has to be judged together, by level; all of it together where there are no levels. */
  Map<Integer, CheckedLayer> levels() {
    if (!administrative) {
      return new TreeMap<>(Map.of(NO_LEVEL, this));
    }
    Map<Integer, List<GridRow>> levels = new TreeMap<>();
    for (GridRow row : rows) {
      levels.computeIfAbsent(known(row.level()), n -> new ArrayList<>()).add(row);
    }
    // Of a level may be nothing but what could not be read.
    for (InputSummary.Row row : reading.rows()) {
      levels.computeIfAbsent(known(row.level()), n -> new ArrayList<>());
    }
    Map<Integer, CheckedLayer> layers = new TreeMap<>();
    levels.forEach((number, some) ->
        layers.put(
            number, new CheckedLayer(some, system, true, reading.ofLevel(number, some.size()))));
    return layers;
  }

  private static int known(@Nullable Integer level) {
    return level == null ? NO_LEVEL : level;
  }

  /** Higher grids are unions of the others; only those lie side by side. */
  CheckedLayer without(Set<String> higher) {
    if (higher.isEmpty()) {
      return this;
    }
    System.err.printf(
        Locale.ROOT,
        "note: %s the union of those that name it as their parent%n",
        higher.size() == 1 ? "1 grid is" : CountedNoun.of(higher.size(), "grid") + " are each");
    return judging(
        rows.stream().filter(row -> !higher.contains(row.code())).toList(),
        "The grid is the union of those that name it as their parent");
  }

  private CheckedLayer judging(List<GridRow> some, String why) {
    return new CheckedLayer(some, system, administrative, reading.judging(some.size(), why));
  }

  /** What the polygons cover together, with the corners of the grids where the two agree. */
  Geometry outlineOf(CheckedLayer grids) {
    Geometry whole = OverlayNGRobust.union(geometries());
    if (grids.plane().isSameAs(plane())) {
      return whole;
    }
    BorderAgreement.Result brought =
        BorderAgreement.bring(grids.geometries(), grids.plane(), List.of(whole), plane());
    System.err.printf(
        Locale.ROOT,
        "note: the parent is in %s, the polygons are in %s; borders within %.2f m (and the bend of"
            + " a long edge between the two) count as one: %s moved, by %.3f m at most%n",
        plane().label(),
        grids.plane().label(),
        BorderAgreement.TOLERANCE_METRES,
        CountedNoun.of(brought.corners(), "corner"),
        brought.furthestMetres());
    return brought.geometries().getFirst();
  }
}
