package org.gridmap.backend.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.Divisions.PublishedGrid;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Turns the rows of grid files into one division: its tree of grids, and the area that it divides.
 */
final class GridRows {
  private GridRows() {}

  /**
   * Builds the division of an order.
   *
   * @param parent code of the area that the grids divide, as {@link #rootCode} says
   * @param rows the grids, EPSG:4490
   * @param outline the outline in force of the area that they divide, with the corners of the rows
   */
  static DivisionDraft draft(
      IntakeOrder order,
      @Nullable String parent,
      String source,
      String attribution,
      List<GridRow> rows,
      Optional<PublishedGrid> outline) {
    List<GridDraft> grids = new ArrayList<>();
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
              row.kind(),
              row.geometry()));
    }
    if (parent != null && !hasParentRow) {
      grids.add(
          new GridDraft(
              parent,
              nameOf(order, parent, outline),
              null,
              null,
              GridKind.BASE,
              multi(outline.map(PublishedGrid::geometry).orElseGet(() -> landOf(rows)))));
    }
    GridDraft root =
        grids.stream().filter(grid -> grid.parentCode() == null).findFirst().orElseThrow();
    @Nullable String name = order.name();
    return new DivisionDraft(
        root.code(),
        name == null ? root.name() : name,
        source,
        attribution,
        false,
        null,
        true,
        grids);
  }

  /**
   * Code of the area that the grids divide: the one that was ordered; or, where no grid of the
   * files lies above all others, the ordered name, which stands for a code. Null when the files
   * hold the area themselves.
   *
   * @throws IntakeException when nothing says what the area is called, so that nobody could be
   *     given a role in it
   */
  static @Nullable String rootCode(IntakeOrder order, List<GridRow> rows) {
    @Nullable String parent = order.parent();
    if (parent != null) {
      // What check takes there.
      if (Files.isRegularFile(Path.of(parent))) {
        throw new IntakeException(
            "import-rejected",
            "--parent is the code of an area here, as in --parent 350582103220, and "
                + parent
                + " is a file. To have its outline in force, import that file as grids first, and"
                + " name its code then. Nothing was stored.");
      }
      return parent;
    }
    Set<String> codes = rows.stream().map(GridRow::code).collect(Collectors.toSet());
    long roots = rows.stream().filter(row -> parentOf(row, codes, null) == null).count();
    if (roots == 1) {
      return null;
    }
    @Nullable String name = order.name();
    if (roots == 0) {
      throw new IntakeException(
          "import-rejected",
          "Every grid names another one as its parent, in a circle. Nothing was stored.");
    }
    if (name == null) {
      throw new IntakeException(
          "import-rejected",
          String.format(
              Locale.ROOT,
              "None of the %,d grids lies above the others, and nobody can be given a role in an area"
                  + " without a name. Say which area they divide: by its code, as in --parent"
                  + " 350582103220, or by a name of your own, as in --name 洋埭村. Nothing was stored.",
              roots));
    }
    return name;
  }

  /** Code of the row that is the area itself, where the files hold it. */
  static String ownRoot(List<GridRow> rows) {
    Set<String> codes = rows.stream().map(GridRow::code).collect(Collectors.toSet());
    return rows.stream()
        .filter(row -> parentOf(row, codes, null) == null)
        .findFirst()
        .orElseThrow()
        .code();
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

  private static String nameOf(IntakeOrder order, String code, Optional<PublishedGrid> outline) {
    return Optional.ofNullable(order.name())
        .or(() -> outline.map(PublishedGrid::name))
        .or(() -> AdministrativeCodes.shipped().nameOf(code))
        .orElseThrow(() ->
            new IntakeException(
                "import-rejected",
                "The official list has no area with the code "
                    + code
                    + ". Give its name too, as in --name 洋埭村. Nothing was stored."));
  }

  /**
   * Without an outline in force, the area is what its grids cover together, and what they leave
   * open among themselves: such a hole is a gap of theirs, not the end of the area. Grids that
   * overlap or cross themselves are the usual case here; a union made for clean coverages would
   * answer them with an area that is no polygon.
   */
  private static Geometry landOf(List<GridRow> rows) {
    GeometryFactory factory = rows.getFirst().geometry().getFactory();
    List<Geometry> covered =
        rows.stream()
            .<Geometry>map(GridRow::geometry)
            .map(grid -> grid.isValid() ? grid : GeometryFixer.fix(grid))
            .toList();
    Geometry all = OverlayNGRobust.union(covered);
    List<Geometry> whole = new ArrayList<>();
    for (int i = 0; i < all.getNumGeometries(); i++) {
      if (all.getGeometryN(i) instanceof Polygon part) {
        whole.add(factory.createPolygon(part.getExteriorRing().getCoordinates()));
      }
    }
    return OverlayNGRobust.union(factory.buildGeometry(whole));
  }

  /** A polygon as the only one of several. */
  static MultiPolygon multi(Geometry geometry) {
    return geometry instanceof MultiPolygon multi
        ? multi
        : geometry.getFactory().createMultiPolygon(new Polygon[] {(Polygon) geometry});
  }
}
