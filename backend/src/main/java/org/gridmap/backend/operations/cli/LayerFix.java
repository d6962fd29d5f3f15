package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gridmap.geodata.coverage.CountedNoun;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.repair.DrawnGrid;
import org.gridmap.geodata.repair.LayerChange;
import org.gridmap.geodata.repair.LayerRepair;
import org.gridmap.geodata.repair.LayerRepair.Repaired;
import org.gridmap.geodata.repair.RepairOptions;
import org.gridmap.geodata.repair.UnrepairableLayerException;
import org.gridmap.geodata.source.LayerFile;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.GridRow;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;

/** Repairs a layer, writes it, and reports every change. */
final class LayerFix {
  private static final int PRINTED = 100;
  private static final String LEFT_OUT = "row left out";

  private final LayerFile out;
  private final RepairOptions options;
  private final List<GridRow> rows = new ArrayList<>();
  private final List<Map<String, Object>> attributes = new ArrayList<>();
  private final List<ReadReport.Refusal> leftOut = new ArrayList<>();

  private LayerFix(LayerFile out, RepairOptions options) {
    this.out = out;
    this.options = options;
  }

  /**
   * Looks at the options before anything is read.
   *
   * @param inputs files that must not be written to
   * @throws CommandException if an option makes no sense
   * @throws UnreadableFileException if the file cannot be written
   */
  static LayerFix of(FixOptions fix, Path target, double gapWidth, List<Path> inputs)
      throws UnreadableFileException {
    RepairOptions options;
    try {
      options = new RepairOptions(fix.snap, gapWidth, fix.stripTo);
    } catch (IllegalArgumentException e) {
      throw new CommandException("--fix: " + e.getMessage() + ".");
    }
    for (Path input : inputs) {
      if (same(input, target)) {
        throw new CommandException(
            target + " is a file that is read; --fix writes a copy, so give it another name.");
      }
    }
    LayerFile out = LayerFile.at(target, fix.overwrite);
    for (Path input : inputs) {
      if (same(input, out.table())) {
        throw new CommandException("The table of changes would replace " + input + ".");
      }
    }
    return new LayerFix(out, options);
  }

  private static boolean same(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes a row of the layer. */
  void add(GridRow row, Map<String, Object> values) {
    rows.add(row);
    attributes.add(values);
  }

  /** Notes the rows that are no areas and therefore cannot be written. */
  void leaveOut(List<ReadReport.Refusal> refusals) {
    leftOut.addAll(refusals);
  }

  /** Codes of the grids that others name as the grid above them. */
  Set<String> higher() {
    Set<String> codes = new HashSet<>();
    rows.forEach(row -> codes.add(row.code()));
    Set<String> higher = new HashSet<>();
    for (GridRow row : rows) {
      if (row.parentCode() != null && codes.contains(row.parentCode())) {
        higher.add(row.parentCode());
      }
    }
    return higher;
  }

  /**
   * Repairs, writes and tells.
   *
   * @param required the outline to be covered, in the coordinates of the layer; null for none
   * @throws CommandException if the layer cannot be repaired with these options
   * @throws UnreadableFileException if the file cannot be written
   */
  void run(
      @Nullable Geometry required,
      ReferenceSystem system,
      ReadOptions.Limits limits,
      PrintStream print)
      throws UnreadableFileException {
    List<DrawnGrid> grids = new ArrayList<>();
    for (GridRow row : rows) {
      grids.add(new DrawnGrid(row.row(), row.code(), row.parentCode(), row.geometry()));
    }
    Repaired repaired;
    try {
      repaired = LayerRepair.repair(grids, required, DrawingPlane.of(system), options);
    } catch (UnrepairableLayerException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
    List<LayerFile.Row> written = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      MultiPolygon geometry = repaired.geometries().get(i);
      written.add(new LayerFile.Row(attributes.get(i), geometry));
    }
    List<Map<String, Object>> table = table(repaired);
    out.write(written, system, table, limits);
    tell(repaired, print);
    if (!out.losses(written).isEmpty()) {
      System.err.println("note: " + out.losses(written));
    }
  }

  private List<Map<String, Object>> table(Repaired repaired) {
    Map<Long, Integer> placeOf = placeOfRow();
    List<Map<String, Object>> table = new ArrayList<>();
    LayerChange columns =
        new LayerChange(
            LayerChange.ChangeKind.CORNER_MOVED,
            1,
            "-",
            new Coordinate(0.5, 0.5),
            new Coordinate(0.5, 0.5),
            0.5,
            0.5,
            "-");
    table.add(row(columns, 0.5, 0.5));
    for (LayerChange change : repaired.changes()) {
      int at = placeOf.getOrDefault(change.row(), 0);
      table.add(row(change, repaired.squareMetresBefore()[at], repaired.squareMetresAfter()[at]));
    }
    for (ReadReport.Refusal refusal : leftOut) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("change", LEFT_OUT);
      row.put("row", refusal.row());
      row.put("others", refusal.reason());
      table.add(row);
    }
    return table;
  }

  private Map<Long, Integer> placeOfRow() {
    Map<Long, Integer> placeOf = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      placeOf.put(rows.get(i).row(), i);
    }
    return placeOf;
  }

  private static Map<String, Object> row(LayerChange change, double before, double after) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("change", label(change));
    row.put("row", change.row());
    row.put("grid", change.grid());
    row.put("others", change.others());
    if (change.from() != null) {
      row.put("from_x", change.from().x);
      row.put("from_y", change.from().y);
    }
    if (change.place() != null) {
      row.put("x", change.place().x);
      row.put("y", change.place().y);
    }
    row.put("metres", rounded(change.metres()));
    row.put("area_m2", rounded(change.squareMetres()));
    row.put("grid_area_before_m2", rounded(before));
    row.put("grid_area_after_m2", rounded(after));
    return row;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }

  private static String label(LayerChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void tell(Repaired repaired, PrintStream print) {
    List<LayerChange> changes = repaired.changes();
    Map<Long, Integer> placeOf = placeOfRow();
    print.printf(
        "%s, %s left out%n",
        CountedNoun.of(changes.size(), "change"), CountedNoun.of(leftOut.size(), "row"));
    for (LayerChange change : changes.subList(0, Math.min(PRINTED, changes.size()))) {
      int at = placeOf.getOrDefault(change.row(), 0);
      print.println("  " + line(change, repaired, at));
    }
    if (changes.size() > PRINTED) {
      print.printf(Locale.ROOT, "  and %,d more%n", changes.size() - PRINTED);
    }
    print.printf(
        Locale.ROOT,
        "written: %s, every change in %s%n%n",
        out.path(),
        out.table().equals(out.path()) ? "its table " + LayerFile.CHANGES : out.table());
  }

  private static String line(LayerChange change, Repaired repaired, int at) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%-14s %s", label(change), change.grid()));
    if (change.from() != null) {
      line.append(String.format(Locale.ROOT, "  from %s", place(change.from())));
    }
    if (change.place() != null) {
      line.append(
          String.format(
              Locale.ROOT, "  %s %s", change.from() == null ? "at" : "to", place(change.place())));
    }
    if (change.metres() > 0) {
      line.append(String.format(Locale.ROOT, "  %.4f m", change.metres()));
    }
    if (change.squareMetres() > 0) {
      line.append(String.format(Locale.ROOT, "  %,.2f m²", change.squareMetres()));
    }
    if (!change.others().isEmpty()) {
      line.append("  (").append(change.others()).append(')');
    }
    line.append(
        String.format(
            Locale.ROOT,
            "  area %,.2f -> %,.2f m²",
            repaired.squareMetresBefore()[at],
            repaired.squareMetresAfter()[at]));
    return line.toString();
  }

  private static String place(Coordinate at) {
    boolean degrees = Math.abs(at.x) <= 180 && Math.abs(at.y) <= 90;
    return String.format(Locale.ROOT, degrees ? "%.9f %.9f" : "%.4f %.4f", at.x, at.y);
  }
}
