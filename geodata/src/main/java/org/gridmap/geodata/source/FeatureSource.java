package org.gridmap.geodata.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of features. GeoJSON, GeoJSONSeq, TopoJSON and Shapefile are read directly;
 * GeoPackage, OpenStreetMap, KML, GML, FlatGeobuf, MapInfo, DXF and CSV with WKT by GDAL. Each may
 * be packed as ZIP or gzip.
 */
public final class FeatureSource {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int HEAD_BYTES = 4_096;
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
    Path workspace = UnfinishedWork.folder();
    try {
      return read(format, file, workspace, options, sink);
    } finally {
      UnfinishedWork.delete(workspace);
    }
  }

  private static ReadReport read(
      FileFormat given, Path file, Path workspace, ReadOptions options, FeatureSink sink)
      throws UnreadableFileException {
    List<String> notes = new ArrayList<>();
    FileFormat format = given;
    Path content = file;
    String name = stem(file.getFileName().toString());
    ReadOptions inside = options;
    if (given == FileFormat.ARCHIVE) {
      Archive.Unpacked unpacked =
          Archive.unpack(file, workspace, options.limits().bytes(), options.layer());
      content = unpacked.main();
      name = unpacked.name();
      inside = options.withLayer(unpacked.layer());
      notes.add("read from an archive");
    } else if (given == FileFormat.GZIP) {
      content = Gzip.unpack(file, workspace, options.limits().bytes());
      name = stem(name);
      notes.add("unpacked with gzip");
    }
    if (!content.equals(file)) {
      format = FileFormat.of(content);
      if (format == FileFormat.ARCHIVE || format == FileFormat.GZIP) {
        throw new UnreadableFileException("archive-rejected", "The archive holds another archive.");
      }
    }
    requireLayer(format, name, inside.layer());
    return switch (format) {
      case GEOJSON -> readGeoJson(inUtf8(content, workspace, notes), inside, sink, notes);
      case TOPOJSON -> readTopoJson(inUtf8(content, workspace, notes), inside, sink, notes);
      default -> readByGdal(format, content, workspace, inside, sink, notes);
    };
  }

  /** GeoJSON and a Shapefile are one layer, which has the name of the file. */
  private static void requireLayer(FileFormat format, String name, @Nullable String layer)
      throws UnreadableFileException {
    if ((format == FileFormat.GEOJSON || format == FileFormat.SHAPEFILE)
        && layer != null
        && !layer.equals(name)) {
      throw new UnreadableFileException(
          "import-rejected", "There is no layer of that name. Layers: " + name + ".");
    }
  }

  private static String stem(String name) {
    return name.lastIndexOf('.') < 0 ? name : name.substring(0, name.lastIndexOf('.'));
  }

  /** Text in UTF-16 or GBK is copied; nothing else is. */
  private static Path inUtf8(Path file, Path workspace, List<String> notes)
      throws UnreadableFileException {
    try (InputStream in = Files.newInputStream(file)) {
      Charset encoding = TextEncoding.unicode(in.readNBytes(HEAD_BYTES));
      if (encoding.equals(StandardCharsets.UTF_8)) {
        if (TextEncoding.isUtf8(file)) {
          return file;
        }
        encoding = TextEncoding.GB18030;
      }
      notes.add("text encoding " + encoding.name());
      return TextEncoding.copy(file, encoding, workspace.resolve("utf8.txt"));
    } catch (CharacterCodingException e) {
      throw new UnreadableFileException(
          "import-rejected", "The text is damaged: it is neither UTF-8, UTF-16 nor GBK.");
    } catch (IOException e) {
      throw new UnreadableFileException(
          "import-rejected", "The text cannot be read, or there is no room for a copy of it.");
    }
  }

  /**
   * Whether the file is an OpenStreetMap extract, whose fields are tags.
   *
   * @throws UnreadableFileException when the file is of no known format
   */
  public static boolean isOpenStreetMap(Path file) throws UnreadableFileException {
    return FileFormat.within(file) == FileFormat.OSM;
  }

  /**
   * Reads GeoJSON from a stream, for bodies of requests.
   *
   * @throws UnreadableFileException when it cannot be read as a whole
   */
  public static ReadReport readGeoJson(InputStream json, ReadOptions options, FeatureSink sink)
      throws UnreadableFileException {
    Counting counting = new Counting(json, options.limits().bytes());
    return readGeoJson(counting, -1, options, sink, "", List.of());
  }

  private static ReadReport readGeoJson(
      Path file, ReadOptions options, FeatureSink sink, List<String> notes)
      throws UnreadableFileException {
    long size = size(file);
    try (Counting counting = new Counting(Files.newInputStream(file), Long.MAX_VALUE)) {
      return readGeoJson(counting, size, options, sink, crsAtTheEnd(file, size), notes);
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The file cannot be opened.");
    }
  }

  private static ReadReport readGeoJson(
      Counting stream,
      long size,
      ReadOptions options,
      FeatureSink sink,
      String declared,
      List<String> notes)
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
    ReadReport report = intake.finish(FileFormat.GEOJSON.title(), notes);
    options.progress().report(report.read(), stream.count, size);
    return report;
  }

  private static ReadReport readTopoJson(
      Path file, ReadOptions options, FeatureSink sink, List<String> notes)
      throws UnreadableFileException {
    long[] rows = new long[1];
    FeatureIntake intake =
        new FeatureIntake(
            options, sink, true, () -> options.progress().report(rows[0] += 1_024, rows[0], -1));
    new TopoJsonReader(file, options, intake).read();
    return intake.finish(FileFormat.TOPOJSON.title(), notes);
  }

  private static ReadReport readByGdal(
      FileFormat format,
      Path file,
      Path workspace,
      ReadOptions options,
      FeatureSink sink,
      List<String> notes)
      throws UnreadableFileException {
    long[] rows = new long[1];
    FeatureIntake intake =
        new FeatureIntake(
            options, sink, false, () -> options.progress().report(rows[0] += 1_024, rows[0], -1));
    Path staged = GdalStaging.stage(format, file, workspace, notes);
    GdalProcess gdal =
        new GdalProcess(
            workspace, options.limits(), format.driver(), GdalStaging.settings(format, workspace));
    GdalReader reader =
        new GdalReader(format, staged, options, gdal, GdalStaging.openOptions(format, staged));
    if (format == FileFormat.SHAPEFILE) {
      notes.addAll(readShapefile(file, options, intake, reader));
    } else if (format == FileFormat.CSV) {
      intake.takeShapesFromText();
      reader.read(intake);
    } else if (format == FileFormat.OSM) {
      OsmExtract.read(staged, options.content(), reader, intake);
    } else {
      reader.read(intake);
    }
    ReadReport report = intake.finish(format.title(), notes);
    options.progress().report(report.read(), report.read(), -1);
    return report;
  }

  /** GDAL is asked only about a reference system, a shape or an encoding that is not known here. */
  private static List<String> readShapefile(
      Path shp, ReadOptions options, FeatureIntake intake, GdalReader gdal)
      throws UnreadableFileException {
    ShapefileParts.requireComplete(shp);
    String encoding = ShapefileParts.encoding(shp);
    List<String> notes = new ArrayList<>(List.of("text encoding " + encoding));
    Optional<ShapefileReader> reader = ShapefileReader.of(shp, encoding, options, intake);
    if (reader.isEmpty()) {
      gdal.read(intake);
      return notes;
    }
    Optional<String> code = ShapefileParts.epsgCode(shp);
    if (code.isPresent()) {
      intake.declare(code.get());
    } else if (ShapefileParts.sibling(shp, "prj").isPresent()) {
      gdal.declare(intake);
    }
    notes.addAll(reader.get().read());
    return notes;
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
