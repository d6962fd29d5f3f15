package org.gridmap.geodata.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of features. GeoJSON and GeoJSONSeq are read directly; Shapefile (also zipped),
 * GeoPackage, OpenStreetMap PBF, KML, GML, FlatGeobuf, MapInfo, DXF and CSV with WKT by GDAL.
 */
public final class FeatureSource {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TAIL_BYTES = 2_048;
  private static final int RECORD_SEPARATOR = 0x1E;

  private static final Pattern CRS_AT_THE_END =
      Pattern.compile(
          "\\]\\s*,\\s*\"crs\"\\s*:\\s*\\{[^\\]]*?\"name\"\\s*:\\s*\"([^\"]{1,100})\"\\s*\\}");

  private FeatureSource() {}

  /**
   * Reads every feature of the file into the sink, guarded and in EPSG:4490. A feature that breaks
   * a rule is refused and reported; a file that cannot be trusted as a whole throws, possibly after
   * features went to the sink, so the caller works in one transaction.
   *
   * @throws UnreadableFileException when the file cannot be read as a whole
   */
  public static ReadReport read(Path file, ReadOptions options, FeatureSink sink)
      throws UnreadableFileException {
    FileFormat format = FileFormat.of(file);
    long size = size(file);
    if (size > options.limits().bytes()) {
      throw new UnreadableFileException(
          "payload-too-large",
          "The file is larger than " + (options.limits().bytes() >> 20) + " MB.");
    }
    if (format == FileFormat.GEOJSON) {
      return readGeoJson(file, size, options, sink);
    }
    Path workspace = workspace();
    try {
      Path content = file;
      List<String> notes = new ArrayList<>();
      ReadOptions inside = options;
      if (format == FileFormat.ARCHIVE) {
        String layer = options.layer();
        content =
            Archive.unpack(file, workspace, options.limits().bytes(), layer == null ? "" : layer);
        format = FileFormat.of(content);
        notes.add("read from an archive");
        inside = options.withLayer(null);
      }
      return format == FileFormat.GEOJSON
          ? readGeoJson(content, size(content), inside, sink)
          : readByGdal(format, content, workspace, inside, sink, notes);
    } finally {
      GdalProcess.delete(workspace);
    }
  }

  /**
   * Whether the file is an OpenStreetMap extract, whose fields are tags.
   *
   * @throws UnreadableFileException when the file is of no known format
   */
  public static boolean isOpenStreetMap(Path file) throws UnreadableFileException {
    return FileFormat.of(file) == FileFormat.OSM;
  }

  /**
   * Reads GeoJSON from a stream, for bodies of requests.
   *
   * @throws UnreadableFileException when it cannot be read as a whole
   */
  public static ReadReport readGeoJson(InputStream json, ReadOptions options, FeatureSink sink)
      throws UnreadableFileException {
    Counting counting = new Counting(json, options.limits().bytes());
    return readGeoJson(counting, -1, options, sink, "");
  }

  private static ReadReport readGeoJson(Path file, long size, ReadOptions options, FeatureSink sink)
      throws UnreadableFileException {
    try (Counting counting = new Counting(Files.newInputStream(file), Long.MAX_VALUE)) {
      return readGeoJson(counting, size, options, sink, crsAtTheEnd(file, size));
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The file cannot be opened.");
    }
  }

  private static ReadReport readGeoJson(
      Counting stream, long size, ReadOptions options, FeatureSink sink, String declared)
      throws UnreadableFileException {
    long[] rows = new long[1];
    FeatureIntake intake =
        new FeatureIntake(
            options,
            sink,
            true,
            () -> options.progress().report(rows[0] += 1_024, stream.count, size));
    if (!declared.isEmpty()) {
      intake.declare(declared);
    }
    new GeoJsonReader(intake, options.limits().featureVertices())
        .read(new Separated(new BufferedInputStream(stream, BUFFER_BYTES)));
    ReadReport report = intake.finish(FileFormat.GEOJSON.title(), List.of());
    options.progress().report(report.read(), stream.count, size);
    return report;
  }

  private static ReadReport readByGdal(
      FileFormat format,
      Path file,
      Path workspace,
      ReadOptions options,
      FeatureSink sink,
      List<String> notes)
      throws UnreadableFileException {
    if (format == FileFormat.SHAPEFILE) {
      ShapefileParts.requireComplete(file);
      notes.add("text encoding " + ShapefileParts.encoding(file));
    }
    long[] rows = new long[1];
    FeatureIntake intake =
        new FeatureIntake(
            options, sink, false, () -> options.progress().report(rows[0] += 1_024, rows[0], -1));
    Path staged = GdalReader.staged(format, file, workspace);
    if (!staged.equals(file) && format == FileFormat.CSV) {
      notes.add("text encoding GB18030");
    }
    GdalProcess gdal =
        new GdalProcess(
            workspace, options.limits(), format.driver(), GdalReader.settings(format, workspace));
    GdalReader reader =
        new GdalReader(format, staged, options, gdal, GdalReader.openOptions(format, staged));
    if (format == FileFormat.OSM) {
      intake.declare("EPSG:4326");
      for (OsmExtract.Selection selection : OsmExtract.selections(options.content())) {
        reader.read(selection.layer(), selection.where(), intake);
      }
    } else {
      reader.read(intake);
    }
    ReadReport report = intake.finish(format.title(), notes);
    options.progress().report(report.read(), report.read(), -1);
    return report;
  }

  /** Some programs write the reference system behind the features; it is needed before them. */
  private static String crsAtTheEnd(Path file, long size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.max(0, size - TAIL_BYTES));
      String tail = new String(in.readNBytes(TAIL_BYTES), StandardCharsets.UTF_8);
      Matcher matcher = CRS_AT_THE_END.matcher(tail);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  private static long size(Path file) throws UnreadableFileException {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The file cannot be opened.");
    }
  }

  static Path workspace() throws UnreadableFileException {
    try {
      return Files.createTempDirectory("gridmap-read-").toRealPath();
    } catch (IOException e) {
      throw new UnreadableFileException("storage-full", "There is no room for temporary files.");
    }
  }

  /** Counts bytes for the progress, and ends a stream that is longer than it may be. */
  private static final class Counting extends FilterInputStream {
    private final long most;
    private long count;

    Counting(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      add(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      add(Math.max(0, n));
      return n;
    }

    private void add(int n) throws IOException {
      count += n;
      if (count > most) {
        throw new TooLong(most);
      }
    }
  }

  /** A stream that is longer than it may be. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(long most) {
      super("The file is larger than " + (most >> 20) + " MB.");
    }
  }

  /** Turns the record separators of GeoJSONSeq into line ends, which JSON allows between values. */
  private static final class Separated extends FilterInputStream {

    Separated(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      for (int i = offset; i < offset + n; i++) {
        if (buffer[i] == RECORD_SEPARATOR) {
          buffer[i] = '\n';
        }
      }
      return n;
    }
  }
}
