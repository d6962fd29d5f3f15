package org.gridmap.geodata.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * A layer of areas that is written to a file, beside it a table of what was changed in it.
 * GeoPackage holds both; beside GeoJSON and Shapefile the table is a file of its own.
 */
public final class LayerFile {
  /** Name of the table of changes. */
  public static final String CHANGES = "changes";

  /** What marks a file as written here. */
  static final String MARK = "made by gridmap check --fix";

  private static final int BLOCK_BYTES = 1 << 16;

  /** Parts of a Shapefile that other programs add, and that do not fit a new one. */
  private static final List<String> STALE = List.of("qix", "sbn", "sbx", "idm", "ind");

  private enum Format {
    GEOPACKAGE,
    GEOJSON,
    SHAPEFILE
  }

  /**
   * A row of the layer.
   *
   * @param attributes by field, in order; String, Long, Double, Boolean or a List of these
   * @param geometry in the coordinates of the layer's system; null in a table without places
   */
  public record Row(Map<String, Object> attributes, @Nullable MultiPolygon geometry) {}

  private final Path path;
  private final Format format;

  private LayerFile(Path path, Format format) {
    this.path = path;
    this.format = format;
  }

  /**
   * A file to be written.
   *
   * @param path ending in .gpkg, .geojson, .json or .shp
   * @param overwrite whether an existing file may be replaced that was not written here
   * @throws UnreadableFileException if it cannot be written there, or would replace something else
   */
  public static LayerFile at(Path path, boolean overwrite) throws UnreadableFileException {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Format format =
        switch (extension) {
          case "gpkg" -> Format.GEOPACKAGE;
          case "geojson", "json" -> Format.GEOJSON;
          case "shp" -> Format.SHAPEFILE;
          default ->
              throw refused("A layer is written as .gpkg, .geojson or .shp, not as " + name + ".");
        };
    LayerFile file = new LayerFile(path.toAbsolutePath().normalize(), format);
    file.requireFree(overwrite);
    return file;
  }

  private void requireFree(boolean overwrite) throws UnreadableFileException {
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused("There is no folder " + folder + " to write into.");
    }
    if (!Files.isWritable(folder)) {
      throw refused("The folder " + folder + " cannot be written into.");
    }
    if (Files.isDirectory(path)) {
      throw refused(path.getFileName() + " is a folder.");
    }
    if (Files.exists(path) && !overwrite && !isOurs()) {
      throw refused(
          path.getFileName()
              + " exists and was not made by --fix; choose another name, or say --overwrite.");
    }
  }

  private boolean isOurs() {
    if (format == Format.SHAPEFILE) {
      return Files.exists(table());
    }
    byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
    byte[] block = new byte[BLOCK_BYTES + mark.length];
    int kept = 0;
    try (InputStream in = new FileInputStream(path.toFile())) {
      for (int n = in.readNBytes(block, kept, BLOCK_BYTES); n > 0; ) {
        String text = new String(block, 0, kept + n, StandardCharsets.ISO_8859_1);
        if (text.contains(MARK)) {
          return true;
        }
        kept = Math.min(mark.length, kept + n);
        System.arraycopy(block, text.length() - kept, block, 0, kept);
        n = in.readNBytes(block, kept, BLOCK_BYTES);
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /** Where the table of changes lies: the file itself, or one beside it. */
  public Path table() {
    return format == Format.GEOPACKAGE
        ? path
        : path.resolveSibling(path.getFileName() + ".changes.csv");
  }

  /** What the format cannot keep of these rows, for people; empty if it keeps everything. */
  public String losses(List<Row> rows) {
    List<String> cut = format == Format.SHAPEFILE ? LayerWriter.cut(rows) : List.of();
    return cut.isEmpty()
        ? ""
        : "A Shapefile cuts the names of fields to 10 bytes: " + String.join(", ", cut) + ".";
  }

  /**
   * Writes the layer and the table aside and moves them into their place, so that what stood there
   * is replaced as a whole or not at all.
   *
   * @param changes rows of the table, all with the same columns in the same order; the first one
   *     only shows the columns and is not written. {@value LayerWriter#FIRST_COLUMN} is one of them
   * @throws UnreadableFileException if the program that writes the format is not there or fails
   */
  public void write(
      List<Row> rows,
      ReferenceSystem system,
      List<Map<String, Object>> changes,
      ReadOptions.Limits limits)
      throws UnreadableFileException {
    Path workspace = UnfinishedWork.folder();
    try {
      LayerWriter writer = new LayerWriter(workspace, limits);
      String name = path.getFileName().toString();
      String stem = name.substring(0, name.lastIndexOf('.'));
      Path made =
          switch (format) {
            case GEOPACKAGE -> writer.geoPackage(stem, rows, system, changes);
            case GEOJSON -> writer.geoJson(stem, rows, system);
            case SHAPEFILE -> writer.shapefile(stem, rows, system, "GB18030");
          };
      Path csv = workspace.resolve("changes.csv");
      LayerWriter.table(csv, changes);
      UnfinishedWork.placeTogether(() -> {
        if (format == Format.SHAPEFILE) {
          moveShapefile(made, stem);
        } else {
          LayerWriter.move(made, path);
        }
        if (format != Format.GEOPACKAGE) {
          LayerWriter.move(csv, table());
        }
      });
    } catch (FileSystemException e) {
      throw refused(path.getFileName() + " cannot be written: " + reason(e));
    } catch (IOException e) {
      throw refused(path.getFileName() + " cannot be written.");
    } finally {
      UnfinishedWork.delete(workspace);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? "access is denied." : e.getReason() + ".";
  }

  /** The shapes come last: without them there is no Shapefile. */
  private void moveShapefile(Path parts, String stem) throws IOException {
    List<Path> files;
    try (var all = Files.list(parts)) {
      files = all.sorted().toList();
    }
    for (String extension : STALE) {
      Files.deleteIfExists(path.resolveSibling(stem + "." + extension));
    }
    for (Path part : files) {
      if (!part.toString().endsWith(".shp")) {
        LayerWriter.move(part, path.resolveSibling(part.getFileName()));
      }
    }
    LayerWriter.move(parts.resolve(stem + ".shp"), path);
  }

  private static UnreadableFileException refused(String sentence) {
    return new UnreadableFileException("import-rejected", sentence);
  }
}
