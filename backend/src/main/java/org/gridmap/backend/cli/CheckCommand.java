package org.gridmap.backend.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.gridmap.geodata.coverage.BorderAgreement;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.CoverageReportWriter;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.coverage.Reading;
import org.gridmap.geodata.source.FeatureSource;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.source.row.RowReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description =
        "The coverage doctor: finds overlaps, gaps and other defects between the polygons of a file."
            + " Needs no database. Exit status 0 clean, 1 defects, 2 unreadable, 3 incomplete: no"
            + " defect was found, but not everything was measured.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final int DEFECTS = 1;
  private static final int INCOMPLETE = 3;

  /** An outline of a county has more vertices than any grid; the doctor bounds its own work. */
  private static final ReadOptions.Limits LIMITS =
      new ReadOptions.Limits(4L << 30, 1_000_000, 100_000_000, 5_000_000, 600, 4L << 30);

  @Parameters(paramLabel = "FILE", description = "Polygons: GeoJSON, Shapefile, GeoPackage …")
  private Path file;

  @Option(
      names = "--parent",
      paramLabel = "FILE",
      description = "Outline that the polygons must cover exactly.")
  private @Nullable Path parent;

  @Mixin private FileOptions reading;

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
    Layer layer;
    List<Reading> readings = new ArrayList<>();
    @Nullable Geometry required = null;
    try {
      layer = read(file, readings);
      if (parent != null) {
        required = outline(read(parent, readings), layer);
      }
    } catch (UnreadableFileException e) {
      System.err.println(e.getMessage());
      return GridMap.FAILED;
    }
    if (layer.rows().isEmpty()) {
      readings.getFirst().rows().stream()
          .limit(20)
          .forEach(row -> System.err.println("row " + row.row() + " is left out: " + row.reason()));
      System.err.println("The file holds no polygon.");
      return GridMap.FAILED;
    }
    if (id != null && layer.rows().stream().noneMatch(GridRow::coded)) {
      System.err.println("No row has a value in the field " + id + ".");
      return GridMap.FAILED;
    }
    Map<Integer, Layer> levels = layer.levels();
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
    return write(levels, required, readings);
  }

  private CoverageReport check(Layer layer, @Nullable Geometry required) {
    GridNames names = new GridNames(layer.rows(), format == CoverageReportWriter.Format.TEXT);
    return CoverageCheck.check(
        layer.rows().stream().map(row -> new GridShape(names.of(row), row.geometry())).toList(),
        required,
        layer.plane(),
        CoverageCheckOptions.standard()
            .withMinAreaSquareMetres(minArea)
            .withGapWidthMetres(gapWidth));
  }

  /**
   * The polygons of a file as they were drawn, the plane that they were drawn in, and whether their
   * levels are administrative ones, each of which covers the same land.
   */
  private record Layer(List<GridRow> rows, DrawingPlane plane, boolean administrative) {

    List<Geometry> geometries() {
      return rows.stream().<Geometry>map(GridRow::geometry).toList();
    }

    /** What has to be judged together, by level; all of it under 0 where there are no levels. */
    Map<Integer, Layer> levels() {
      Map<Integer, Layer> levels = new TreeMap<>();
      for (GridRow row : rows) {
        @Nullable Integer own = administrative ? row.level() : null;
        levels
            .computeIfAbsent(
                own == null ? 0 : own, n -> new Layer(new ArrayList<>(), plane, administrative))
            .rows()
            .add(row);
      }
      return levels;
    }
  }

  private Layer read(Path path, List<Reading> readings) throws UnreadableFileException {
    List<GridRow> rows = new ArrayList<>();
    ReadOptions options =
        reading
            .in(ReadOptions.of(ReadOptions.Content.GRIDS))
            .withLimits(LIMITS)
            .withInvalidKept()
            .withDrawn();
    ReadReport read =
        RowReader.readGrids(
            path,
            id == null || !path.equals(file) ? options : options.withFields(Map.of("code", id)),
            rows::add);
    readings.add(
        new Reading(
            path.getFileName().toString(),
            read.read(),
            read.accepted(),
            read.refused(),
            read.leftOut(),
            read.refusals().stream()
                .map(refusal -> new Reading.Row(refusal.row(), refusal.reason()))
                .toList()));
    read.notes().forEach(note -> System.err.println("note: " + note));
    return new Layer(rows, DrawingPlane.of(read.system()), FeatureSource.isOpenStreetMap(path));
  }

  /** What the parent's polygons cover together, with the corners of the grids where they agree. */
  private static Geometry outline(Layer parent, Layer layer) {
    List<Geometry> grids = layer.geometries();
    List<Geometry> parts = parent.geometries();
    if (layer.plane().isSameAs(parent.plane())) {
      return OverlayNGRobust.union(parts);
    }
    BorderAgreement.Result brought =
        BorderAgreement.bring(
            grids, layer.plane(), List.of(OverlayNGRobust.union(parts)), parent.plane());
    System.err.printf(
        Locale.ROOT,
        "note: the parent is in %s, the polygons are in %s; borders within %.2f m (and the bend of"
            + " a long edge between the two) count as one: %,d corners moved, by %.3f m at most%n",
        parent.plane().label(),
        layer.plane().label(),
        BorderAgreement.TOLERANCE_METRES,
        brought.corners(),
        brought.furthestMetres());
    return brought.geometries().getFirst();
  }

  /** Checks and reports each level; the exit status. */
  private int write(Map<Integer, Layer> levels, @Nullable Geometry required, List<Reading> readings)
      throws IOException {
    if (out == null) {
      return write(levels, required, readings, System.out);
    }
    // Written aside and moved, so that a killed process leaves no half report.
    Path aside = out.resolveSibling(out.getFileName() + ".part");
    int status;
    try (OutputStream stream = Files.newOutputStream(aside)) {
      status = write(levels, required, readings, stream);
    }
    Files.move(aside, out, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return status;
  }

  private int write(
      Map<Integer, Layer> levels,
      @Nullable Geometry required,
      List<Reading> readings,
      OutputStream stream)
      throws IOException {
    boolean defects = false;
    boolean incomplete = false;
    int left = levels.size();
    for (Map.Entry<Integer, Layer> one : levels.entrySet()) {
      if (one.getValue().administrative() && format == CoverageReportWriter.Format.TEXT) {
        stream.write(
            ("administrative level " + (one.getKey() == 0 ? "unknown" : one.getKey()) + ": ")
                .getBytes(StandardCharsets.UTF_8));
      }
      // The rows of the file are told once, behind its last level.
      left--;
      CoverageReport report =
          check(one.getValue(), required).withReadings(left == 0 ? readings : List.of());
      CoverageReportWriter.write(report, format, stream);
      defects |= report.defects() > 0;
      incomplete |= report.incomplete();
    }
    return defects ? DEFECTS : incomplete ? INCOMPLETE : 0;
  }
}
