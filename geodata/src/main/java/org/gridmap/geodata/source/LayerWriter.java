package org.gridmap.geodata.source;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.geojson.GeoJsonWriter;
import org.gridmap.geodata.source.LayerFile.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the parts of a {@link LayerFile} into a folder, by GDAL where the format is not text. */
final class LayerWriter {
  /** A column of the table of changes that every row fills. */
  static final String FIRST_COLUMN = "change";

  private static final String NOTHING = "nothing";
  private static final int DBF_NAME_BYTES = 10;

  private final Path folder;
  private final ReadOptions.Limits limits;

  LayerWriter(Path folder, ReadOptions.Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** A GeoPackage with the layer and the table of changes. */
  Path geoPackage(
      String layer, List<Row> rows, ReferenceSystem system, List<Map<String, Object>> changes)
      throws IOException, UnreadableFileException {
    Path target = geoPackage(layer, rows, system, LayerFile.MARK);
    // A first row that is not copied tells GDAL the columns even where nothing was changed.
    List<Row> table = new ArrayList<>();
    changes.forEach(change -> table.add(new Row(change, null)));
    table.set(0, new Row(with(table.getFirst().attributes(), NOTHING), null));
    ogr(
        "GPKG",
        List.of(
            "-f",
            "GPKG",
            "-update",
            "-nln",
            LayerFile.CHANGES,
            "-nlt",
            "NONE",
            "-where",
            FIRST_COLUMN + " <> '" + NOTHING + "'",
            GdalProcess.argument(target),
            sequence(table)));
    return target;
  }

  /** A GeoPackage with the layer. */
  Path geoPackage(String layer, List<Row> rows, ReferenceSystem system, String description)
      throws IOException, UnreadableFileException {
    Path target = folder.resolve("layer.gpkg");
    Set<String> fields = fields(rows);
    ogr(
        "GPKG",
        List.of(
            "-f",
            "GPKG",
            "-nln",
            layer,
            "-nlt",
            "MULTIPOLYGON",
            "-a_srs",
            system.wellKnownText(),
            "-lco",
            "FID=" + free("fid", fields),
            "-lco",
            "GEOMETRY_NAME=" + free("geom", fields),
            "-lco",
            "DESCRIPTION=" + description,
            GdalProcess.argument(target),
            sequence(rows)));
    return target;
  }

  private static Map<String, Object> with(Map<String, Object> row, String first) {
    Map<String, Object> other = new java.util.LinkedHashMap<>(row);
    other.put(FIRST_COLUMN, first);
    return other;
  }

  /**
   * A Shapefile with its parts, text in an encoding that GDAL knows; the folder that holds them.
   */
  Path shapefile(String stem, List<Row> rows, ReferenceSystem system, String encoding)
      throws IOException, UnreadableFileException {
    Path shapes = Files.createDirectory(folder.resolve("shapes"));
    ogr(
        "ESRI Shapefile",
        List.of(
            "-f",
            "ESRI Shapefile",
            "-nlt",
            "POLYGON",
            "-a_srs",
            system.wellKnownText(),
            "-lco",
            "ENCODING=" + encoding,
            GdalProcess.argument(shapes.resolve(stem + ".shp")),
            sequence(rows)));
    return shapes;
  }

  /** Names of fields that a Shapefile cuts off. */
  static List<String> cut(List<Row> rows) {
    return fields(rows).stream()
        .filter(name -> name.getBytes(TextEncoding.GB18030).length > DBF_NAME_BYTES)
        .toList();
  }

  /** GeoJSON as RFC 7946 has it, in longitude and latitude. */
  Path geoJson(String layer, List<Row> rows) throws IOException {
    return geoJson(layer, rows, null);
  }

  /**
   * GeoJSON.
   *
   * @param own the layer's own reference system, which is declared; null for longitude and latitude
   */
  Path geoJson(String layer, List<Row> rows, @Nullable ReferenceSystem own) throws IOException {
    Path target = folder.resolve("layer.geojson");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("type", "FeatureCollection");
      json.writeStringProperty("name", layer);
      if (own != null) {
        json.writeStringProperty("generator", LayerFile.MARK);
      }
      String code = own == null ? null : own.code();
      if (code != null) {
        json.writeObjectPropertyStart("crs");
        json.writeStringProperty("type", "name");
        json.writeObjectPropertyStart("properties");
        json.writeStringProperty("name", "urn:ogc:def:crs:" + code.replace(":", "::"));
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeArrayPropertyStart("features");
      for (Row row : rows) {
        json.writeRaw('\n');
        GeoJsonWriter.feature(json, row.attributes(), row.geometry());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return target;
  }

  /** A table of text, which spreadsheet programs read as UTF-8 by its mark. */
  static void table(Path target, List<Map<String, Object>> rows) throws IOException {
    StringBuilder text = new StringBuilder("\uFEFF");
    text.append(String.join(",", rows.getFirst().keySet())).append("\r\n");
    for (Map<String, Object> row : rows.subList(1, rows.size())) {
      List<String> cells = new ArrayList<>();
      for (String column : rows.getFirst().keySet()) {
        Object value = row.get(column);
        String cell = value == null ? "" : value.toString();
        boolean quoted = cell.matches("(?s).*[\",\r\n].*");
        cells.add(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      }
      text.append(String.join(",", cells)).append("\r\n");
    }
    Files.writeString(target, text, StandardCharsets.UTF_8);
  }

  /** A file of rows as GDAL opens it; a single row would be taken for another format. */
  private String sequence(List<Row> rows) throws IOException, UnreadableFileException {
    Path file = Files.createTempFile(folder, "rows", ".geojsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        JsonGenerator json = generator(out)) {
      for (Row row : rows) {
        GeoJsonWriter.feature(json, row.attributes(), row.geometry());
        json.writeRaw('\n');
      }
    }
    return "GeoJSONSeq:" + GdalProcess.argument(file);
  }

  private static JsonGenerator generator(OutputStream out) {
    return JsonFactory.builder()
        .build()
        .createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  private static Set<String> fields(List<Row> rows) {
    Set<String> fields = new TreeSet<>();
    rows.forEach(row -> fields.addAll(row.attributes().keySet()));
    return fields;
  }

  /** A column name that no field has; GeoPackage does not tell large letters from small ones. */
  private static String free(String wanted, Set<String> fields) {
    Set<String> small = new TreeSet<>();
    fields.forEach(field -> small.add(field.toLowerCase(Locale.ROOT)));
    String name = wanted;
    for (int i = 2; small.contains(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private void ogr(String driver, List<String> arguments) throws UnreadableFileException {
    new GdalProcess(folder, limits, driver, Map.of())
        .run("ogr2ogr", arguments, stream -> stream.transferTo(OutputStream.nullOutputStream()));
  }

  /** Puts a finished file in its place: never half of it. */
  static void move(Path from, Path to) throws IOException {
    UnfinishedWork.place(to, aside -> Files.copy(from, aside, StandardCopyOption.REPLACE_EXISTING));
  }
}
