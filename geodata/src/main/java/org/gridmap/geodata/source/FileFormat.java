package org.gridmap.geodata.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The formats that can be read, told apart by their first bytes, and by the name where bytes say
 * nothing.
 */
enum FileFormat {
  GEOJSON("GeoJSON", ""),
  ARCHIVE("ZIP", ""),
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
    if (Files.isDirectory(file)) {
      throw new UnreadableFileException(
          "import-rejected", "This is a folder; name a file in it (of a Shapefile the .shp).");
    }
    if (!Files.isRegularFile(file)) {
      throw new UnreadableFileException("import-rejected", "There is no such file.");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The file cannot be opened.");
    }
    if (head.length == 0) {
      throw new UnreadableFileException("import-rejected", "The file is empty.");
    }
    return of(head, file.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  private static FileFormat of(byte[] head, String name) throws UnreadableFileException {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String text = new String(head, StandardCharsets.UTF_8);
    String start = text.strip();
    if (start.startsWith("\uFEFF")) {
      start = start.substring(1).strip();
    }
    if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
      return ARCHIVE;
    }
    if (startsWith(head, 0, 0, 0x27, 0x0A)) {
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
    if (extension.equals("mif") || (extension.equals("tab") && start.startsWith("!table"))) {
      return MAPINFO;
    }
    if (extension.equals("dxf") && start.contains("SECTION")) {
      return DXF;
    }
    if (extension.equals("csv")) {
      return CSV;
    }
    throw new UnreadableFileException("import-rejected", reason(extension));
  }

  private static FileFormat xml(String start, String extension) throws UnreadableFileException {
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
        "import-rejected", "The file is XML, but neither KML nor GML nor OpenStreetMap.");
  }

  private static String reason(String extension) {
    return switch (extension) {
      case "shx", "dbf", "prj", "cpg" -> "This is a part of a Shapefile; name its .shp instead.";
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
          "The format is not known. GeoJSON, Shapefile (also zipped), GeoPackage, OpenStreetMap PBF,"
              + " KML, GML, FlatGeobuf, MapInfo, DXF and CSV with WKT can be read.";
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
