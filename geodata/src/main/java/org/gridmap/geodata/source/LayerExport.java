package org.gridmap.geodata.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gridmap.geodata.coverage.DrawingPlane;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.source.LayerFile.Row;
import org.locationtech.jts.geom.MultiPolygon;

/** Writes a layer of areas as a file for other programs. */
public final class LayerExport {
  /** The formats that can be written. */
  public enum ExportFormat {
    GEOPACKAGE("gpkg", "application/geopackage+sqlite3"),
    /** Packed with its reference system and its encoding, UTF-8. */
    SHAPEFILE("zip", "application/zip"),
    DXF("dxf", "image/vnd.dxf"),
    /** As RFC 7946 has it: longitude and latitude. */
    GEOJSON("geojson", "application/geo+json");

    private final String extension;
    private final String mediaType;

    ExportFormat(String extension, String mediaType) {
      this.extension = extension;
      this.mediaType = mediaType;
    }

    /** The end of the file's name, without the dot. */
    public String extension() {
      return extension;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  private LayerExport() {}

  /**
   * The bytes of a file.
   *
   * @param layer what the layer is called, without characters that file systems do not take
   * @param rows areas in longitude and latitude, EPSG:4490; for a Shapefile with names of fields of
   *     ten characters at most
   * @param system in which the file has its coordinates; GeoJSON takes none but degrees
   * @throws UnreadableFileException if the program that writes the format is not there or fails
   */
  public static byte[] write(
      ExportFormat format,
      String layer,
      List<Row> rows,
      ReferenceSystem system,
      ReadOptions.Limits limits)
      throws UnreadableFileException {
    DrawingPlane plane = DrawingPlane.of(system);
    List<Row> drawn = new ArrayList<>();
    for (Row row : rows) {
      MultiPolygon land = row.geometry();
      drawn.add(
          new Row(
              row.attributes(),
              land == null ? null : (MultiPolygon) plane.bring(land, DrawingPlane.degrees())));
    }
    Path workspace = UnfinishedWork.folder();
    try {
      LayerWriter writer = new LayerWriter(workspace, limits);
      return switch (format) {
        case GEOPACKAGE -> Files.readAllBytes(writer.geoPackage(layer, drawn, system, layer));
        case SHAPEFILE -> zipped(writer.shapefile(layer, drawn, system, "UTF-8"));
        case GEOJSON -> Files.readAllBytes(writer.geoJson(layer, drawn));
        case DXF -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          DxfWriting.write(out, drawn, !system.isGeographic());
          yield out.toByteArray();
        }
      };
    } catch (IOException e) {
      throw new UnreadableFileException("import-rejected", "The file cannot be written.");
    } finally {
      UnfinishedWork.delete(workspace);
    }
  }

  private static byte[] zipped(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
