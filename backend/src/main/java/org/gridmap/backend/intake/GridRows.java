package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.grid.DivisionDraft;
import org.gridmap.backend.grid.DivisionDraft.GridDraft;
import org.gridmap.backend.grid.Divisions.PublishedGrid;
import org.gridmap.backend.grid.GridKind;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.CoverageUnion;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Turns the rows of grid files into one division: who is whose parent, and what is divided. */
final class GridRows {
  private GridRows() {}

  /**
   * Builds the division of an order.
   *
   * @param rows the grids, EPSG:4490
   * @param outline the outline in force of the area that they divide, with the corners of the rows
   */
  static DivisionDraft draft(
      IntakeOrder order,
      String source,
      String attribution,
      List<GridRow> rows,
      Optional<PublishedGrid> outline) {
    List<GridDraft> grids = new ArrayList<>();
    @Nullable String parent = order.parent();
    Set<String> codes = rows.stream().map(GridRow::code).collect(Collectors.toSet());
    boolean hasParentRow = parent != null && codes.contains(parent);
    for (GridRow row : rows) {
      String name = row.name();
      grids.add(
          new GridDraft(
              row.code(),
              name == null ? row.code() : name,
              parentOf(row, codes, parent),
              null,
              row.kind() == GridRow.Kind.EXCLUSIVE ? GridKind.EXCLUSIVE : GridKind.BASE,
              row.geometry()));
    }
    if (parent != null && !hasParentRow) {
      grids.add(
          new GridDraft(
              parent,
              nameOf(order, outline),
              null,
              null,
              GridKind.BASE,
              multi(outline.map(PublishedGrid::geometry).orElseGet(() -> union(rows)))));
    }
    List<GridDraft> roots = grids.stream().filter(grid -> grid.parentCode() == null).toList();
    // Without a root of its own, the area is called as the file is.
    String fileName = source.replaceFirst("\\.[A-Za-z.]+$", "");
    String rootCode =
        parent != null ? parent : roots.size() == 1 ? roots.getFirst().code() : fileName;
    String name =
        order.name() != null
            ? order.name()
            : roots.size() == 1 ? roots.getFirst().name() : fileName;
    return new DivisionDraft(rootCode, name, source, attribution, false, null, true, grids);
  }

  private static @Nullable String parentOf(
      GridRow row, Set<String> codes, @Nullable String parent) {
    if (row.code().equals(parent)) {
      return null;
    }
    @Nullable String own = row.parentCode();
    if (own != null && (own.equals(parent) || codes.contains(own))) {
      return own;
    }
    if (own != null && parent == null) {
      // The file names an area above itself that it does not hold: its grids are roots here.
      return null;
    }
    return parent;
  }

  private static String nameOf(IntakeOrder order, Optional<PublishedGrid> outline) {
    String code = String.valueOf(order.parent());
    return Optional.ofNullable(order.name())
        .or(() -> outline.map(PublishedGrid::name))
        .or(() -> AdministrativeCodes.shipped().nameOf(code))
        .orElse(code);
  }

  /** Without an outline in force, the area is what its grids cover together. */
  private static Geometry union(List<GridRow> rows) {
    List<Geometry> polygons = rows.stream().<Geometry>map(GridRow::geometry).toList();
    Geometry all = rows.getFirst().geometry().getFactory().buildGeometry(polygons);
    try {
      return CoverageUnion.union(all);
    } catch (IllegalArgumentException e) {
      return OverlayNGRobust.union(all);
    }
  }

  /** A polygon as the only one of several. */
  static MultiPolygon multi(Geometry geometry) {
    return geometry instanceof MultiPolygon multi
        ? multi
        : geometry.getFactory().createMultiPolygon(new Polygon[] {(Polygon) geometry});
  }
}
