package org.gridmap.backend.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gridmap.geodata.coverage.BorderAgreement;
import org.gridmap.geodata.coverage.CoverageCheck;
import org.gridmap.geodata.coverage.CoverageCheckOptions;
import org.gridmap.geodata.coverage.CoverageReport;
import org.gridmap.geodata.coverage.CoverageReportWriter;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.coverage.GridShape;
import org.gridmap.geodata.source.ReadOptions;
import org.gridmap.geodata.source.ReadReport;
import org.gridmap.geodata.source.UnreadableFileException;
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
            + " Needs no database. Exit status 0 clean, 1 defects, 2 unreadable.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final int DEFECTS = 1;

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
      names = "--min-area",
      paramLabel = "m²",
      description =
          "Smaller overlaps and gaps are counted but not listed (default: ${DEFAULT-VALUE}).")
  private double minArea = 0.01;

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
    Layer layer;
    @Nullable Geometry required = null;
    try {
      layer = read(file);
      if (parent != null) {
        required = outline(read(parent), layer);
      }
    } catch (UnreadableFileException e) {
      System.err.println(e.getMessage());
      return GridMap.FAILED;
    }
    if (layer.grids().isEmpty()) {
      System.err.println("The file holds no polygon.");
      return GridMap.FAILED;
    }
    CoverageReport report =
        CoverageCheck.check(
            layer.grids(),
            required,
            layer.plane(),
            CoverageCheckOptions.standard().withMinAreaSquareMetres(minArea));
    write(report);
    return report.clean() ? 0 : DEFECTS;
  }

  /** The polygons of a file as they were drawn, and the plane that they were drawn in. */
  private record Layer(List<GridShape> grids, DrawingPlane plane) {}

  private Layer read(Path path) throws UnreadableFileException {
    List<GridShape> shapes = new ArrayList<>();
    ReadReport read =
        RowReader.readGrids(
            path,
            ReadOptions.of(ReadOptions.Content.GRIDS)
                .withCrs(reading.crs)
                .withLayer(reading.layer)
                .withLimits(LIMITS)
                .withInvalidKept()
                .withDrawn(),
            row -> shapes.add(new GridShape(row.code(), row.geometry())));
    for (ReadReport.Refusal refusal : read.refusals()) {
      System.err.println("row " + refusal.row() + " is left out: " + refusal.reason());
    }
    read.notes().forEach(note -> System.err.println("note: " + note));
    return new Layer(shapes, DrawingPlane.of(read.system()));
  }

  /** What the parent's polygons cover together, with the corners of the grids where they agree. */
  private static Geometry outline(Layer parent, Layer layer) {
    List<Geometry> grids = layer.grids().stream().map(GridShape::geometry).toList();
    List<Geometry> parts = parent.grids().stream().map(GridShape::geometry).toList();
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

  private void write(CoverageReport report) throws IOException {
    if (out == null) {
      CoverageReportWriter.write(report, format, System.out);
      return;
    }
    // Written aside and moved, so that a killed process leaves no half report.
    Path aside = out.resolveSibling(out.getFileName() + ".part");
    try (OutputStream stream = Files.newOutputStream(aside)) {
      CoverageReportWriter.write(report, format, stream);
    }
    Files.move(aside, out, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
