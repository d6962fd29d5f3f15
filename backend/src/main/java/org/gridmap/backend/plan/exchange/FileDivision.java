package org.gridmap.backend.plan.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.FindingKind;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.metric.GroundArea;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.OpenLand;
import org.gridmap.geodata.topology.Operation;
import org.gridmap.geodata.topology.Operation.WholeGrid;
import org.gridmap.geodata.topology.PartitionGrid;
import org.gridmap.geodata.topology.RefusedBuildException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/** The grids of a file as a whole division of a plan's land, or what keeps them from being one. */
final class FileDivision {
  /**
   * A ring that touches itself has all its land; one that crosses itself loses some, beyond this.
   */
  private static final double LOST_METRES = 0.01;

  /** What is wrong with a file, for programs: a kind of the doctor, or one of a list of rows. */
  enum DefectKind {
    GAP,
    OVERLAP,
    OUTSIDE,
    INVALID,
    DUPLICATE_CODE,
    ROW_REFUSED,
    BROKEN_TREE
  }

  /**
   * One thing that is wrong.
   *
   * @param kind what
   * @param reason a sentence
   * @param place where, longitude and latitude; null where there is no place
   * @param grids codes of the grids concerned, as the plan would have them
   * @param areaSquareMetres its size; null where it has none
   */
  record Defect(
      DefectKind kind,
      String reason,
      @Nullable Coordinate place,
      List<String> grids,
      @Nullable Double areaSquareMetres) {}

  private final GridPartition present;
  private final List<Defect> defects = new ArrayList<>();
  private final Map<String, GridRow> drawn = new LinkedHashMap<>();
  private @Nullable GridPartition built;

  private FileDivision(GridPartition present) {
    this.present = present;
  }

  /**
   * Builds the division.
   *
   * @param grids the whole tree; leaves without land
   * @param lands the row of each leaf, by code
   * @param rows all grids of the file
   * @param report what became of the rows of the file
   */
  static FileDivision of(
      GridPartition present,
      List<WholeGrid> grids,
      Map<String, GridRow> lands,
      List<GridRow> rows,
      ReadReport report) {
    FileDivision division = new FileDivision(present);
    division.drawn.putAll(lands);
    division.refused(report);
    division.twice(rows);
    division.build(grids);
    return division;
  }

  List<Defect> defects() {
    return List.copyOf(defects);
  }

  /** The step that makes the plan this division; only without defects. */
  Operation.Redivide operation() {
    GridPartition whole = built;
    if (whole == null || !defects.isEmpty()) {
      throw new IllegalStateException("the file is no division");
    }
    return new Operation.Redivide(
        whole.grids().stream()
            .map(grid ->
                new WholeGrid(
                    grid.code(),
                    grid.name(),
                    grid.kind(),
                    grid.parentCode(),
                    grid.levelName(),
                    grid.leaf() ? whole.polygon(grid.code()) : null))
            .toList());
  }

  /**
   * The division as far as it could be built; null if it is no tree or nothing is left of a grid.
   */
  @Nullable GridPartition partition() {
    return built;
  }

  /** All land that the plan divides, what is open in it included. */
  static Geometry outline(GridPartition plan) {
    Geometry outline = plan.polygon(plan.grids().getFirst().code());
    for (OpenLand land : plan.openLand()) {
      if (land.kind() != OpenLand.OpenLandKind.OUTSIDE) {
        outline = outline.union(plan.polygon(land));
      }
    }
    return outline;
  }

  private void refused(ReadReport report) {
    for (ReadReport.Refusal refusal : report.refusals()) {
      defects.add(
          new Defect(
              DefectKind.ROW_REFUSED,
              "Row " + refusal.row() + ": " + refusal.reason(),
              refusal.place(),
              List.of(),
              null));
    }
  }

  private void twice(List<GridRow> rows) {
    Set<String> codes = new HashSet<>();
    for (GridRow row : rows) {
      if (row.coded() && !codes.add(row.code())) {
        defects.add(
            new Defect(
                DefectKind.DUPLICATE_CODE,
                "Two rows have the code " + row.code() + ".",
                row.geometry().getCoordinate(),
                List.of(row.code()),
                null));
      }
    }
  }

  private void build(List<WholeGrid> grids) {
    Geometry outline = outline(present);
    Map<String, Finding> invalid = invalid(outline);
    List<GridPartition.Source> sources = new ArrayList<>();
    for (WholeGrid grid : grids) {
      GridRow row = drawn.get(grid.code());
      sources.add(
          new GridPartition.Source(
              new PartitionGrid(
                  grid.code(),
                  grid.name(),
                  grid.parent(),
                  grid.levelName(),
                  grid.kind(),
                  row != null),
              row == null ? null : row.geometry()));
    }
    GridPartition whole;
    try {
      whole =
          GridPartition.build(
                  sources, outline, new GridPartition.BuildOptions(BorderSnap.METRES, true))
              .partition();
    } catch (RefusedBuildException nothingLeft) {
      nothingLeft
          .faults()
          .forEach(fault ->
              defects.add(
                  new Defect(
                      DefectKind.INVALID, fault.sentence(), fault.place(), fault.grids(), null)));
      return;
    } catch (IllegalArgumentException noTree) {
      defects.add(
          new Defect(
              DefectKind.BROKEN_TREE,
              "The grids do not stand under one another in one tree: " + noTree.getMessage() + ".",
              null,
              List.of(),
              null));
      return;
    }
    built = whole;
    invalid.forEach((code, finding) -> judge(whole, code, finding));
    for (OpenLand land : whole.openLand()) {
      if (!isAllowed(whole, land)) {
        defects.add(defect(land));
      }
    }
  }

  /**
   * Grids whose rings meet themselves, by code. What would cost too much to compare is refused
   * here, before anything is computed with it.
   */
  private Map<String, Finding> invalid(Geometry outline) {
    List<GridShape> shapes = new ArrayList<>();
    drawn.forEach((code, row) -> shapes.add(new GridShape(code, row.geometry())));
    CoverageReport report =
        CoverageCheck.check(shapes, outline, CoverageCheckOptions.standard().withGapWidthMetres(0));
    Map<String, Finding> invalid = new HashMap<>();
    for (Finding finding : report.findings()) {
      if (finding.kind() == FindingKind.TOO_COMPLEX) {
        throw new ProblemException(
            FileProblems.GEOMETRY_TOO_COMPLEX,
            "The borders of the file cross one another too often.",
            Map.of("grids", finding.grids()));
      }
      if (finding.kind() == FindingKind.INVALID) {
        finding.grids().forEach(code -> invalid.putIfAbsent(code, finding));
      }
    }
    return invalid;
  }

  private void judge(GridPartition whole, String code, Finding finding) {
    GridRow row = drawn.get(code);
    if (row == null) {
      return;
    }
    MultiPolygon given = row.geometry();
    MultiPolygon claimed = whole.claimed(List.of(code)).getFirst();
    double lost = Math.abs(GroundArea.squareMetres(given) - GroundArea.squareMetres(claimed));
    if (lost > LOST_METRES * GroundArea.perimeterMetres(given)) {
      String detail = finding.detail();
      Coordinate place = finding.place();
      defects.add(
          new Defect(
              DefectKind.INVALID,
              "The outline of grid "
                  + code
                  + " is not valid: "
                  + (detail == null ? "it crosses itself" : detail)
                  + ".",
              Double.isFinite(place.x) ? place : given.getCoordinate(),
              List.of(code),
              null));
    }
  }

  /** Land that may stay open in the plan may stay open in the file. */
  private boolean isAllowed(GridPartition whole, OpenLand gap) {
    return gap.kind() == OpenLand.OpenLandKind.GAP
        && present.openLand().stream()
            .filter(land -> land.allowed() != null)
            .anyMatch(land ->
                Math.abs(land.areaSquareMetres() - gap.areaSquareMetres()) < 1
                    && whole.polygon(gap).getEnvelopeInternal().contains(land.place()));
  }

  private static Defect defect(OpenLand land) {
    String size = String.format(java.util.Locale.ROOT, "%.2f m²", land.areaSquareMetres());
    String claims = String.join(", ", land.claims());
    String reason =
        switch (land.kind()) {
          case GAP -> size + " belong to no grid.";
          case OVERLAP -> size + " belong to " + claims + ".";
          case OUTSIDE -> size + " of " + claims + " lie outside the plan.";
        };
    return new Defect(
        DefectKind.valueOf(land.kind().name()),
        reason,
        land.place(),
        land.claims(),
        land.areaSquareMetres());
  }

  /**
   * The tree of a division: leaves as matched, above them what the plan and the file have.
   *
   * @param codes of the leaves, in their order
   */
  static List<WholeGrid> tree(
      GridPartition plan, GridMatch match, List<String> codes, String rootCode) {
    Map<String, WholeGrid> higher = new LinkedHashMap<>();
    for (PartitionGrid grid : plan.grids()) {
      if (!grid.leaf() && !codes.contains(grid.code())) {
        higher.put(
            grid.code(),
            new WholeGrid(
                grid.code(), grid.name(), grid.kind(), grid.parentCode(), grid.levelName(), null));
      }
    }
    Set<String> known = new HashSet<>(higher.keySet());
    known.addAll(match.higher().keySet());
    match
        .higher()
        .forEach((code, row) -> {
          WholeGrid old = higher.get(code);
          String name = row.name();
          String given = row.parentCode();
          boolean moved = given != null && known.contains(given) && !given.equals(code);
          String parent = moved ? given : old == null ? rootCode : old.parent();
          higher.put(
              code,
              new WholeGrid(
                  code,
                  name != null ? name : old == null ? code : old.name(),
                  old == null ? GridKind.BASE : old.kind(),
                  code.equals(rootCode) ? null : parent,
                  old == null ? null : old.levelName(),
                  null));
        });
    List<WholeGrid> leaves = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      GridMatch.Leaf leaf = match.leaves().get(i);
      String code = codes.get(i);
      String parent = match.parent(leaf, known::contains, rootCode);
      String name = leaf.row().name();
      PartitionGrid old = leaf.present();
      leaves.add(
          new WholeGrid(
              code,
              name != null ? name : old == null ? code : old.name(),
              match.kind(leaf),
              parent,
              match.levelName(leaf, parent),
              null));
    }
    prune(higher, leaves, rootCode);
    List<WholeGrid> tree = new ArrayList<>(higher.values());
    tree.addAll(leaves);
    return tree;
  }

  /** Higher grids below which nothing is left go. */
  private static void prune(
      Map<String, WholeGrid> higher, List<WholeGrid> leaves, String rootCode) {
    boolean more = true;
    while (more) {
      Set<String> needed = new HashSet<>(Set.of(rootCode));
      leaves.forEach(leaf -> add(needed, leaf.parent()));
      higher.values().forEach(grid -> add(needed, grid.parent()));
      more = higher.keySet().retainAll(needed);
    }
  }

  private static void add(Set<String> codes, @Nullable String code) {
    if (code != null) {
      codes.add(code);
    }
  }
}
