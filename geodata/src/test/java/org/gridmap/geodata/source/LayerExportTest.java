package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.crs.ReferenceSystem;
import org.gridmap.geodata.source.LayerExport.ExportFormat;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.source.row.RowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.WKTReader;

/** Layers that are written are read by GDAL as GIS and CAD programs read them. */
class LayerExportTest {
  private static final String WEST =
      "MULTIPOLYGON (((118.55 24.78, 118.56 24.78, 118.56 24.785, 118.56 24.79, 118.55 24.79, 118.55"
          + " 24.78), (118.553 24.783, 118.553 24.786, 118.556 24.786, 118.556 24.783, 118.553"
          + " 24.783)))";
  private static final String EAST =
      "MULTIPOLYGON (((118.56 24.78, 118.57 24.78, 118.57 24.79, 118.56 24.79, 118.56 24.785, 118.56"
          + " 24.78)))";

  @TempDir Path folder;

  private static LayerFile.Row row(String code, String name, String wkt) throws Exception {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("code", code);
    attributes.put("name", name);
    attributes.put("level", 3);
    attributes.put("kind", "BASE");
    attributes.put("parent", "350582103220");
    attributes.put("residents", 697L);
    return new LayerFile.Row(attributes, (MultiPolygon) new WKTReader().read(wkt));
  }

  private static List<LayerFile.Row> rows() throws Exception {
    return List.of(
        row("350582103220001", "东头/第1网格", WEST), row("350582103220002", "西头\n0\nEOF%%c", EAST));
  }

  private Path write(ExportFormat format, String crs) throws Exception {
    ReferenceSystem system = CrsRegistry.find(crs);
    byte[] bytes = LayerExport.write(format, "洋埭村方案", rows(), system, ReadOptions.Limits.REQUEST);
    return Files.write(folder.resolve("plan." + format.extension()), bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "GEOPACKAGE, EPSG:4326", "GEOPACKAGE, EPSG:4549", "GEOPACKAGE, EPSG:3857",
    "SHAPEFILE, EPSG:4490", "SHAPEFILE, EPSG:4549", "GEOJSON, EPSG:4326"
  })
  void what_is_written_is_read_again_in_its_place(ExportFormat format, String crs)
      throws Exception {
    List<GridRow> read = new ArrayList<>();
    ReadReport report =
        RowReader.readGrids(
            write(format, crs),
            ReadOptions.of(ReadOptions.Content.GRIDS).withLimits(ReadOptions.Limits.REQUEST),
            read::add);
    assertThat(report.refused()).isZero();
    assertThat(read)
        .extracting(GridRow::code)
        .containsExactly("350582103220001", "350582103220002");
    assertThat(read.getFirst().name()).isEqualTo("东头/第1网格");
    assertThat(read.getFirst().parentCode()).isEqualTo("350582103220");
    assertThat(read.getFirst().level()).isEqualTo(3);
    List<LayerFile.Row> given = rows();
    for (int i = 0; i < read.size(); i++) {
      MultiPolygon land = given.get(i).geometry();
      assertThat(read.get(i).geometry().norm().equalsExact(land.norm(), 1e-8)).isTrue();
    }
  }

  @Test
  void a_shapefile_says_its_system_and_that_its_text_is_utf8() throws Exception {
    try (ZipFile zip = new ZipFile(write(ExportFormat.SHAPEFILE, "EPSG:4549").toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName().replaceAll(".*\\.", "")))
          .contains("shp", "shx", "dbf", "prj", "cpg");
      String encoding =
          new String(
              zip.getInputStream(zip.getEntry("洋埭村方案.cpg")).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(encoding).isEqualToIgnoringCase("UTF-8");
      assertThat(new String(zip.getInputStream(zip.getEntry("洋埭村方案.prj")).readAllBytes()))
          .contains("120");
    }
  }

  @Test
  void geojson_is_that_of_the_standard() throws Exception {
    String text = Files.readString(write(ExportFormat.GEOJSON, "EPSG:4490"));
    assertThat(text).doesNotContain("\"crs\"", "generator").contains("[118.55,24.78]");
  }

  @Test
  void a_drawing_is_read_by_gdal_with_its_layers_texts_and_attributes() throws Exception {
    Path drawing = write(ExportFormat.DXF, "EPSG:4549");
    String told = Gdal.output("ogrinfo", "-al", drawing.toString());
    assertThat(told)
        .contains("Feature Count: 5")
        .contains("Layer (String) = L3-BASE")
        .contains("Layer (String) = L3-TEXT")
        .contains("Text (String) = 东头/第1网格")
        .contains("Text (String) = 西头 0 EOF％％c");
    assertThat(told.lines().filter(line -> line.startsWith("  LINESTRING")).findFirst().orElse(""))
        .contains("35");
    String raw = Files.readString(drawing, java.nio.charset.Charset.forName("GBK"));
    assertThat(raw).contains("$INSUNITS\r\n 70\r\n6\r\n");
    assertThat(raw.lines().filter("EOF"::equals)).hasSize(1);
    assertThat(raw)
        .contains("1001\r\nGRIDMAP\r\n1000\r\ncode=350582103220001\r\n")
        .contains("1000\r\nresidents=697\r\n");
  }
}
