package org.gridmap.backend.operations.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.CoverageReportWriter;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.InputSummary;
import org.gridmap.geodata.source.FeatureSource;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnfinishedWork;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.source.row.RowReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description =
        "The coverage check: finds overlaps, gaps and other defects between the polygons of a file."
            + " Needs no database. Exit status 0 clean, 1 defects, 2 unreadable, 3 incomplete: no"
            + " defect was found, but not everything was measured.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final int DEFECTS = 1;
  private static final int INCOMPLETE = 3;

  /**
   * An outline of a county has more vertices than any grid; the coverage check bounds its own work.
   */
  private static final ReadOptions.Limits LIMITS =
      new ReadOptions.Limits(4L << 30, 1_000_000, 100_000_000, 5_000_000, 600, 4L << 30);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Polygons: GeoJSON, Shapefile, GeoPackage …")
  private Path file;

  @Option(
      names = "--parent",
      paramLabel = "FILE",
      description = "Outline that the polygons must cover exactly.")
  private @Nullable Path parent;

  @Mixin private FileOptions reading;

  @Mixin private FixOptions fix;

  @Option(
      names = "--id",
      paramLabel = "FIELD",
      description =
          "Field with the code that findings name a grid by (default: the usual names, such as"
              + " 网格编码 or code; rows without a code are named by their number).")
  private @Nullable String id;

  @Option(
      names = "--level",
      paramLabel = "N",
      description =
          "Of an OpenStreetMap file the administrative level to judge (default: each by itself).")
  private @Nullable Integer level;

  @Option(
      names = "--min-area",
      paramLabel = "m²",
      description =
          "Smaller overlaps and gaps are counted but not listed (default: ${DEFAULT-VALUE}).")
  private double minArea = 0.01;

  @Option(
      names = "--gap-width",
      paramLabel = "m",
      description =
          "Land of nobody that is narrower between two borders is a strip, open or not; 0 looks for"
              + " none (default: ${DEFAULT-VALUE}).")
  private double gapWidth = 2;

  @Option(names = "--format", description = "text, json or geojson (default: text).")
  private CoverageReportWriter.Format format = CoverageReportWriter.Format.TEXT;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the report to a file.")
  private @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  CheckCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!(minArea >= 0) || Double.isInfinite(minArea)) {
      System.err.println("--min-area must be 0 or more.");
      return GridMap.FAILED;
    }
    if (!(gapWidth >= 0) || gapWidth > 100) {
      System.err.println("--gap-width must lie between 0 and 100 m.");
      return GridMap.FAILED;
    }
    if (fix.out == null && FixOptions.NAMES.stream().anyMatch(given()::hasMatchedOption)) {
      System.err.println("--snap, --strip-to and --overwrite go with --fix OUT.");
      return GridMap.FAILED;
    }
    if (out != null) {
      String obstacle = obstacle(out);
      if (!obstacle.isEmpty()) {
        System.err.println(obstacle);
        return GridMap.FAILED;
      }
    }
    CheckedLayer layer;
    List<InputSummary> others = new ArrayList<>();
    @Nullable Geometry required = null;
    try {
      LayerFix repair = fix.out == null ? null : LayerFix.of(fix, fix.out, gapWidth, inputs());
      layer = read(file, reading, repair);
      if (parent != null) {
        CheckedLayer around = read(parent, reading, null);
        required = around.outlineOf(layer);
        others.add(around.reading());
      }
      if (repair != null && fix.out != null && !layer.rows().isEmpty()) {
        repair.run(required, layer.system(), LIMITS, told());
        CheckedLayer repaired = read(fix.out, new FileOptions(), null);
        required = required == null ? null : repaired.plane().bring(required, layer.plane());
        // What could not be read of the file is not mended by being absent from its copy.
        others.add(layer.reading());
        layer = repaired.without(repair.higher());
      }
    } catch (UnreadableFileException | CommandException e) {
      System.err.println(e.getMessage());
      return GridMap.FAILED;
    }
    if (layer.rows().isEmpty()) {
      CoverageReportWriter.write(layer.reading(), System.err);
      System.err.println("The file holds no polygon.");
      return GridMap.FAILED;
    }
    if (id != null && layer.rows().stream().noneMatch(GridRow::coded)) {
      System.err.println("No row has a value in the field " + id + ".");
      return GridMap.FAILED;
    }
    if (level != null && !layer.administrative()) {
      System.err.println("--level goes with OpenStreetMap files; this is none.");
      return GridMap.FAILED;
    }
    Map<Integer, CheckedLayer> levels = layer.levels();
    if (level != null) {
      levels.keySet().retainAll(Set.of(level));
    }
    if (levels.isEmpty() || (levels.size() > 1 && format != CoverageReportWriter.Format.TEXT)) {
      System.err.println(
          "The file holds administrative levels "
              + layer.levels().keySet()
              + "; name one of them with --level.");
      return GridMap.FAILED;
    }
    List<CoverageReport> reports = new ArrayList<>();
    for (CheckedLayer one : levels.values()) {
      reports.add(check(one, required, others));
    }
    write(layer.administrative() ? List.copyOf(levels.keySet()) : List.of(), reports);
    if (System.out.checkError()) {
      System.err.println("The report could not be written to its end.");
      return GridMap.FAILED;
    }
    return reports.stream().anyMatch(report -> report.defects() > 0)
        ? DEFECTS
        : reports.stream().anyMatch(CoverageReport::incomplete) ? INCOMPLETE : 0;
  }

  private CoverageReport check(
      CheckedLayer layer, @Nullable Geometry required, List<InputSummary> others) {
    GridNames names = new GridNames(layer.rows(), format == CoverageReportWriter.Format.TEXT);
    List<InputSummary> readings = new ArrayList<>(others);
    readings.addFirst(layer.reading());
    return CoverageCheck.check(
            layer.rows().stream().map(row -> new GridShape(names.of(row), row.geometry())).toList(),
            required,
            layer.plane(),
            CoverageCheckOptions.standard()
                .withMinAreaSquareMetres(minArea)
                .withGapWidthMetres(gapWidth))
        .withReadings(readings);
  }

  /** Why the report cannot be written there; empty if it can. */
  private static String obstacle(Path report) {
    Path folder = folderOf(report);
    if (!Files.isDirectory(folder)) {
      return "There is no folder " + folder + " to write the report into.";
    }
    if (!Files.isWritable(folder)) {
      return "The folder " + folder + " cannot be written into.";
    }
    return Files.exists(report) && !Files.isRegularFile(report)
        ? report + " is no file that a report could replace."
        : "";
  }

  private ParseResult given() {
    return spec.commandLine().getParseResult();
  }

  private static Path folderOf(Path file) {
    @Nullable Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private List<Path> inputs() {
    return parent == null ? List.of(file) : List.of(file, parent);
  }

  /** Where the changes are told: not in the middle of a report for programs. */
  private PrintStream told() {
    return format == CoverageReportWriter.Format.TEXT || out != null ? System.out : System.err;
  }

  private CheckedLayer read(Path path, FileOptions how, @Nullable LayerFix repair)
      throws UnreadableFileException {
    List<GridRow> rows = new ArrayList<>();
    ReadOptions options =
        how.in(ReadOptions.of(ReadOptions.Content.GRIDS))
            .withLimits(LIMITS)
            .withInvalidKept()
            .withDrawn();
    ReadReport read =
        RowReader.readGridsWithAttributes(
            path,
            id == null || path.equals(parent) ? options : options.withFields(Map.of("code", id)),
            (row, attributes) -> {
              rows.add(row);
              if (repair != null) {
                repair.add(row, attributes);
              }
            });
    if (repair != null) {
      repair.leaveOut(read.refusals());
    }
    read.notes().forEach(note -> System.err.println("note: " + note));
    return new CheckedLayer(
        rows,
        read.system(),
        FeatureSource.isOpenStreetMap(path),
        new InputSummary(
            path.getFileName().toString(),
            read.read(),
            read.accepted(),
            read.refused(),
            read.leftOut(),
            read.kinds(),
            read.refusals().stream()
                .map(refusal ->
                    new InputSummary.Row(
                        refusal.row(), refusal.reason(), refusal.kind(), refusal.level()))
                .toList()));
  }

  private void write(List<Integer> levels, List<CoverageReport> reports) throws IOException {
    if (out == null) {
      write(levels, reports, System.out);
      return;
    }
    UnfinishedWork.place(
        out,
        aside -> {
          try (OutputStream stream = Files.newOutputStream(aside)) {
            write(levels, reports, stream);
          }
        });
  }

  private void write(List<Integer> levels, List<CoverageReport> reports, OutputStream stream)
      throws IOException {
    for (int i = 0; i < reports.size(); i++) {
      if (!levels.isEmpty() && format == CoverageReportWriter.Format.TEXT) {
        int number = levels.get(i);
        stream.write(
            ("administrative level "
                    + (number == CheckedLayer.NO_LEVEL ? "unknown" : number)
                    + ": ")
                .getBytes(StandardCharsets.UTF_8));
      }
      CoverageReportWriter.write(reports.get(i), format, stream);
    }
  }
}
