package org.gridmap.geodata.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formats that can be read, told apart by their first bytes, and by the name where bytes say
 * nothing.
 */
enum FileFormat {
  GEOJSON("GeoJSON", ""),
  TOPOJSON("TopoJSON", ""),
  ARCHIVE("ZIP", ""),
  GZIP("gzip", ""),
  SHAPEFILE("ESRI Shapefile", "ESRI Shapefile"),
  GEOPACKAGE("GeoPackage", "GPKG"),
  OSM("OpenStreetMap", "OSM"),
  KML("KML", "LIBKML"),
  GML("GML", "GML"),
  FLATGEOBUF("FlatGeobuf", "FlatGeobuf"),
  MAPINFO("MapInfo", "MapInfo File"),
  DXF("DXF", "DXF"),
  CSV("CSV", "CSV");

  private static final int HEAD_BYTES = 4_096;
  private static final int TAIL_BYTES = 2_048;

  private static final Pattern TOPOLOGY = Pattern.compile("\"type\"\\s*:\\s*\"Topology\"");
  private static final Pattern WEB_PAGE = Pattern.compile("(?i)<(?:!doctype html|html)");
  private static final Pattern TOPOLOGY_AT_THE_END = Pattern.compile(TOPOLOGY + "\\s*\\}\\s*$");

  private final String title;
  private final String driver;

  FileFormat(String title, String driver) {
    this.title = title;
    this.driver = driver;
  }

  /** The name for reports. */
  String title() {
    return title;
  }

  /** GDAL's name of the only driver that may open the file; empty where GDAL is not used. */
  String driver() {
    return driver;
  }

  /**
   * Recognises a file.
   *
   * @throws UnreadableFileException when it is empty, a folder, missing, or of no known format
   */
  static FileFormat of(Path file) throws UnreadableFileException {
    return of(file, file.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  private static FileFormat of(Path file, String name) throws UnreadableFileException {
    if (Files.isDirectory(file)) {
      throw new UnreadableFileException("import-rejected", ForeignFormat.folder(names(file)));
    }
    if (!Files.isRegularFile(file)) {
      throw new UnreadableFileException(
          "import-rejected",
          Files.exists(file)
              ? "This is no file but a pipe or a device; save what comes out of it as a file."
              : "There is no such file.");
    }
    byte[] head;
    byte[] tail;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      head = read(channel, 0, HEAD_BYTES);
      tail = read(channel, Math.max(0, channel.size() - TAIL_BYTES), TAIL_BYTES);
    } catch (IOException e) {
      throw new UnreadableFileException(
          "import-rejected", "The file cannot be opened; may you read it?");
    }
    if (head.length == 0) {
      throw new UnreadableFileException("import-rejected", "The file is empty.");
    }
    FileFormat format = of(head, name);
    Charset encoding = TextEncoding.unicode(head);
    boolean topology =
        TOPOLOGY.matcher(new String(head, encoding)).find()
            || TOPOLOGY_AT_THE_END.matcher(new String(tail, encoding)).find();
    return format == GEOJSON && topology ? TOPOJSON : format;
  }

  /**
   * The format of what a file holds, looking into gzip and, by the names, into an archive.
   *
   * @throws UnreadableFileException as {@link #of}
   */
  static FileFormat within(Path file) throws UnreadableFileException {
    FileFormat format = of(file);
    if (format == GZIP) {
      return of(Gzip.head(file, HEAD_BYTES), Gzip.innerName(file));
    }
    return format == ARCHIVE && Archive.holdsOpenStreetMap(file) ? OSM : format;
  }

  private static byte[] read(SeekableByteChannel channel, long from, int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    channel.position(from);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Reads on until the buffer is full or the file ends.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .limit(1_000)
          .map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static FileFormat of(byte[] head, String name) throws UnreadableFileException {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String text = new String(head, TextEncoding.unicode(head));
    String start = text.strip();
    if (start.startsWith("\uFEFF")) {
      start = start.substring(1).strip();
    }
    if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
      return ARCHIVE;
    }
    if (startsWith(head, 0x1F, 0x8B)) {
      return GZIP;
    }
    if (startsWith(head, 0, 0, 0x27, 0x0A)) {
      if (extension.equals("shx")) {
        throw new UnreadableFileException("import-rejected", reason(extension));
      }
      return SHAPEFILE;
    }
    if (text.startsWith("SQLite format 3\0")) {
      return GEOPACKAGE;
    }
    if (startsWith(head, 'f', 'g', 'b', 3)) {
      return FLATGEOBUF;
    }
    if (head.length > 16 && text.indexOf("OSMHeader") == 6) {
      return OSM;
    }
    if (start.startsWith("{") || start.startsWith("\u001E")) {
      return GEOJSON;
    }
    if (start.startsWith("<")) {
      return xml(start, extension);
    }
    if (extension.equals("mif")
        || (extension.equals("tab") && start.toLowerCase(Locale.ROOT).startsWith("!table"))) {
      return MAPINFO;
    }
    if (extension.equals("dxf") && start.contains("SECTION")) {
      return DXF;
    }
    String foreign = ForeignFormat.describe(head);
    if (foreign != null) {
      throw new UnreadableFileException("import-rejected", foreign);
    }
    if (extension.equals("csv") || extension.equals("tsv")) {
      return CSV;
    }
    throw new UnreadableFileException("import-rejected", reason(extension));
  }

  private static FileFormat xml(String start, String extension) throws UnreadableFileException {
    if (extension.equals("xsd")) {
      throw new UnreadableFileException("import-rejected", reason(extension));
    }
    if (start.contains("<kml")) {
      return KML;
    }
    if (start.contains("<osm ") || start.contains("<osm>")) {
      return OSM;
    }
    if (start.contains("FeatureCollection") || extension.equals("gml")) {
      return GML;
    }
    throw new UnreadableFileException(
        "import-rejected",
        WEB_PAGE.matcher(start).lookingAt()
            ? "This is a web page, perhaps with an error that came instead of the file; open it in a"
                + " browser."
            : "The file is XML, but neither KML nor GML nor OpenStreetMap.");
  }

  private static String reason(String extension) {
    return switch (extension) {
      case "shx", "dbf", "prj", "cpg", "sbn", "sbx", "qpj", "qix" ->
          "This is a part of a Shapefile; name its .shp instead.";
      case "dat", "map", "id", "ind", "mid" ->
          "This is a part of a MapInfo table; name its .tab or .mif instead.";
      case "xsd" -> "This is the schema of a GML file; name its .gml instead.";
      case "shp",
          "gpkg",
          "geojson",
          "json",
          "geojsonl",
          "geojsons",
          "pbf",
          "fgb",
          "dxf",
          "tab",
          "kml",
          "kmz",
          "gml",
          "zip" ->
          "The content is not what the name ." + extension + " promises; the file may be damaged.";
      default ->
          "The format is not known. GeoJSON, TopoJSON, Shapefile, GeoPackage, FlatGeobuf, KML, KMZ,"
              + " GML, MapInfo TAB and MIF, DXF, CSV with WKT and OpenStreetMap (PBF, XML) can be"
              + " read, also packed as ZIP or gzip.";
    };
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (head[i] != (byte) bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
