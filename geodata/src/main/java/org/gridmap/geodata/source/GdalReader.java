package org.gridmap.geodata.source;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.UnsupportedCrsException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a layer through GDAL: {@code ogrinfo} tells which layers and which reference system there
 * are, {@code ogr2ogr} writes the features as GeoJSONSeq into the same reader that GeoJSON files go
 * through. GDAL transforms nothing: coordinates come as the file has them.
 */
final class GdalReader {

  private static final int MOST_INFO_BYTES = 4 << 20;

  private static final Pattern ROOT_CODE =
      Pattern.compile("AUTHORITY\\[\"EPSG\",\"([0-9]+)\"\\]\\s*\\]\\s*$");

  /** GeoTools would follow an axis order that the coordinates from GDAL do not have. */
  private static final Pattern AXIS = Pattern.compile(",\\s*AXIS\\[\"[^\"]*\",\\s*[A-Za-z]+\\]");

  private final FileFormat format;
  private final Path file;
  private final ReadOptions options;
  private final GdalProcess gdal;
  private final List<String> openOptions;

  private static final Set<FileFormat> MAY_HOLD_CURVES =
      Set.of(FileFormat.GEOPACKAGE, FileFormat.GML, FileFormat.FLATGEOBUF, FileFormat.CSV);

  private static final Pattern STRAIGHT =
      Pattern.compile("(?:3D )?(?:Measured )?(?:Multi )?(?:Polygon|Point|Line String)");

  private static final String CURVED =
      " WHERE OGR_GEOMETRY LIKE '%CURVE%' OR OGR_GEOMETRY LIKE '%CIRCULAR%'"
          + " OR OGR_GEOMETRY LIKE 'MULTISURFACE%'";

  private static final Set<FileFormat> MAY_HOLD_SURFACES =
      Set.of(
          FileFormat.GEOPACKAGE,
          FileFormat.GML,
          FileFormat.FLATGEOBUF,
          FileFormat.SHAPEFILE,
          FileFormat.DXF);

  private static final String IN_SPACE =
      " WHERE OGR_GEOMETRY LIKE 'TIN%' OR OGR_GEOMETRY LIKE 'POLYHEDRAL%'"
          + " OR OGR_GEOMETRY LIKE 'TRIANGLE%'";

  private static final Pattern LAYER = Pattern.compile("\\nLayer name: ");

  /** A layer as {@code ogrinfo} describes it. */
  private record Layer(String name, String geometry, long features, String wellKnownText) {

    boolean fits(ReadOptions.Content content) {
      String type = geometry.replace("3D ", "").replace("Measured ", "");
      return switch (content) {
        case GRIDS, HOUSES -> type.endsWith("Polygon") || type.startsWith("Unknown");
        case ROADS -> type.endsWith("Line String") || type.startsWith("Unknown");
        case ADDRESSES -> type.endsWith("Point") || type.startsWith("Unknown");
      };
    }
  }

  GdalReader(
      FileFormat format,
      Path file,
      ReadOptions options,
      GdalProcess gdal,
      List<String> openOptions) {
    this.format = format;
    this.file = file;
    this.options = options;
    this.gdal = gdal;
    this.openOptions = openOptions;
  }

  /** Reads the layer that the options name, or the only one that fits the content. */
  void read(FeatureIntake intake) throws UnreadableFileException {
    Layer layer = choose(layers());
    declare(layer.wellKnownText(), intake);
    read(layer.name(), null, intake);
    account(layer, intake);
  }

  /** Says what GDAL changed on the way, and which rows it counts without handing them over. */
  private void account(Layer layer, FeatureIntake intake) throws UnreadableFileException {
    long lost = layer.features() - intake.rows();
    if (lost > 0 && format == FileFormat.GEOPACKAGE) {
      // Its own count is kept by triggers that other programs may not run.
      lost = count(layer.name(), " WHERE FID IS NOT NULL") - intake.rows();
    }
    for (long i = 0; i < lost; i++) {
      intake.miss(
          new RowFault(
              "geometry-invalid",
              "The layer counts a row that it does not hand over; it may be flagged deleted.",
              null));
    }
    if (MAY_HOLD_SURFACES.contains(format) && !STRAIGHT.matcher(layer.geometry()).matches()) {
      long inSpace = count(layer.name(), IN_SPACE);
      if (inSpace > 0) {
        intake.note(
            "rows that are surfaces in space (TIN, multipatch) instead of areas in a plane, and are"
                + " left out without a geometry: "
                + inSpace);
      }
    }
    if (MAY_HOLD_CURVES.contains(format) && !STRAIGHT.matcher(layer.geometry()).matches()) {
      long curved = count(layer.name(), CURVED);
      if (curved > 0) {
        intake.note(
            "arcs of "
                + curved
                + (curved == 1 ? " row" : " rows")
                + " were replaced by chains of straight edges, one for each 4° of a circle");
      }
    }
  }

  /** Counts rows by looking at each of them. */
  private long count(String layer, String where) throws UnreadableFileException {
    List<String> arguments = new ArrayList<>(List.of("-ro", "-so", "-dialect", "OGRSQL"));
    for (String option : openOptions) {
      arguments.addAll(List.of("-oo", option));
    }
    String name = layer.replace("\\", "\\\\").replace("\"", "\\\"");
    arguments.addAll(
        List.of(
            "-sql",
            "SELECT OGR_GEOMETRY FROM \"" + name + "\"" + where,
            GdalProcess.argument(file)));
    return count(value(output("ogrinfo", arguments), "\nFeature Count: "));
  }

  /** Notes the reference system of that layer without reading it. */
  void declare(FeatureIntake intake) throws UnreadableFileException {
    declare(choose(layers()).wellKnownText(), intake);
  }

  /**
   * Reads one layer whose name is known.
   *
   * @param where a condition in GDAL's own words, made by us; null for all features
   */
  void read(String layer, @Nullable String where, FeatureIntake intake)
      throws UnreadableFileException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-f",
                "GeoJSONSeq",
                // An error about one row must not end the reading; every other is found in the
                // words.
                "-skipfailures",
                "-dim",
                "XY",
                // Stops the writer from transforming to WGS 84 by itself.
                "-a_srs",
                "EPSG:4326",
                "-lco",
                // Enough for every digit of a degree where coordinates are handed on as drawn.
                "COORDINATE_PRECISION=" + (options.drawn() ? 15 : 11)));
    if (where != null) {
      arguments.addAll(List.of("-where", where));
    }
    for (String option : openOptions) {
      arguments.addAll(List.of("-oo", option));
    }
    arguments.addAll(List.of("/vsistdout/", GdalProcess.argument(file), layer));
    gdal.run(
        "ogr2ogr",
        arguments,
        stream -> {
          int first = stream.read();
          if (first >= 0) {
            InputStream whole =
                new java.io.SequenceInputStream(
                    new java.io.ByteArrayInputStream(new byte[] {(byte) first}), stream);
            new GeoJsonReader(intake, options.limits().featureVertices())
                .read(
                    new InputStreamReader(whole, StandardCharsets.UTF_8),
                    format == FileFormat.CSV
                        ? JsonFormats.WITH_SHAPES_AS_TEXT
                        : JsonFormats.FACTORY);
          }
        });
  }

  private void declare(String wellKnownText, FeatureIntake intake) throws UnreadableFileException {
    if (wellKnownText.isBlank() || wellKnownText.startsWith("(unknown)")) {
      return;
    }
    Matcher code = ROOT_CODE.matcher(wellKnownText);
    try {
      if (code.find()) {
        intake.declare(CrsRegistry.STORED.substring(0, 5) + code.group(1));
      } else if (!wellKnownText.startsWith("LOCAL_CS") && !wellKnownText.startsWith("ENGCRS")) {
        intake.declare(
            CrsRegistry.parse(AXIS.matcher(wellKnownText).replaceAll(""), options.datumChoice()));
      }
    } catch (UnsupportedCrsException e) {
      if (options.crs() == null) {
        throw new UnreadableFileException("crs-unsupported", e.getMessage());
      }
    }
  }

  private Layer choose(List<Layer> layers) throws UnreadableFileException {
    String wanted = options.layer();
    if (wanted != null) {
      for (Layer layer : layers) {
        if (layer.name().equals(wanted)) {
          return layer;
        }
      }
      throw new UnreadableFileException(
          "import-rejected", "There is no layer of that name. " + names(layers));
    }
    List<Layer> fitting =
        layers.stream().filter(l -> l.features() != 0 && l.fits(options.content())).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    if (layers.size() == 1) {
      return layers.getFirst();
    }
    throw new UnreadableFileException(
        "import-rejected",
        layers.isEmpty()
            ? "The file holds no layer."
            : "The file holds several layers; name one with --layer. " + names(layers),
        layers.stream().map(Layer::name).toList());
  }

  private static String names(List<Layer> layers) {
    List<String> names = layers.stream().limit(20).map(Layer::name).toList();
    return "Layers: " + String.join(", ", names) + ".";
  }

  private List<Layer> layers() throws UnreadableFileException {
    List<String> arguments = new ArrayList<>(List.of("-ro", "-so", "-al", "-wkt_format", "WKT1"));
    for (String option : openOptions) {
      arguments.addAll(List.of("-oo", option));
    }
    arguments.add(GdalProcess.argument(file));
    String text = output("ogrinfo", arguments);
    List<Layer> layers = new ArrayList<>();
    for (String block : LAYER.split(text)) {
      if (block.startsWith("INFO:") || layers.size() > 1_000) {
        continue;
      }
      int end = block.indexOf('\n');
      layers.add(
          new Layer(
              end < 0 ? block : block.substring(0, end),
              value(block, "\nGeometry: "),
              count(value(block, "\nFeature Count: ")),
              between(block, "\nLayer SRS WKT:\n", "\nData axis to CRS axis mapping")));
    }
    return layers;
  }

  private String output(String program, List<String> arguments) throws UnreadableFileException {
    StringBuilder text = new StringBuilder();
    gdal.run(
        program,
        arguments,
        stream ->
            text.append(new String(stream.readNBytes(MOST_INFO_BYTES), StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static String value(String block, String label) {
    return between(block, label, "\n");
  }

  private static long count(String text) {
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
  }

  private static String between(String block, String label, String end) {
    int start = block.indexOf(label);
    if (start < 0) {
      return "";
    }
    int from = start + label.length();
    int to = block.indexOf(end, from);
    return to < 0
        ? block.substring(from, Math.max(from, block.indexOf('\n', from)))
        : block.substring(from, to);
  }
}
