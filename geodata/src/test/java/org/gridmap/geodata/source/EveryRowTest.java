package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gridmap.geodata.crs.CrsRegistry;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.row.GridRow;
import org.gridmap.geodata.source.row.RowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In every format each row arrives, or is named with its number and the reason. */
class EveryRowTest {

  private static final String SQUARE =
      "[[[118.55,24.78],[118.56,24.78],[118.56,24.79],[118.55,24.79],[118.55,24.78]]]";

  /** A polygon; no geometry; a point; a line; an empty polygon; a mixed collection; a polygon. */
  private static final String ROWS =
      "{\"type\":\"FeatureCollection\",\"features\":["
          + String.join(
              ",",
              row("A1", "{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}"),
              row("A2", "null"),
              row("A3", "{\"type\":\"Point\",\"coordinates\":[118.55,24.78]}"),
              row("A4", "{\"type\":\"LineString\",\"coordinates\":[[118.55,24.78],[118.6,24.8]]}"),
              row("A5", "{\"type\":\"Polygon\",\"coordinates\":[]}"),
              row(
                  "A6",
                  "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\","
                      + "\"coordinates\":[118.55,24.78]},{\"type\":\"Polygon\",\"coordinates\":"
                      + SQUARE
                      + "}]}"),
              row("A7", "{\"type\":\"MultiPolygon\",\"coordinates\":[" + SQUARE + "]}"))
          + "]}";

  @TempDir private Path folder;
  private final List<GridRow> grids = new ArrayList<>();

  private static String row(String code, String geometry) {
    return "{\"type\":\"Feature\",\"properties\":{\"code\":\""
        + code
        + "\"},\"geometry\":"
        + geometry
        + "}";
  }

  @ParameterizedTest
  @CsvSource({
    // DXF and MapInfo write a collection as its parts; FlatGeobuf and DXF hold no row without shape
    "rows.gpkg, GPKG, -nlt GEOMETRY, 7, 2",
    "rows.fgb, FlatGeobuf, -nlt GEOMETRY -lco SPATIAL_INDEX=NO, 5, 2",
    "rows.kml, LIBKML, -nlt GEOMETRY, 7, 2",
    "rows.kmz, LIBKML, -nlt GEOMETRY, 7, 2",
    "rows.gml, GML, -nlt GEOMETRY, 7, 2",
    "rows.csv, CSV, -lco GEOMETRY=AS_WKT, 7, 2",
    "rows.geojsons, GeoJSONSeq, -lco RS=YES, 7, 2",
    "rows.tab, MapInfo File, -nlt GEOMETRY, 8, 3",
    "rows.mif, MapInfo File, -nlt GEOMETRY, 8, 3",
    "rows.dxf, DXF, -skipfailures, 6, 3",
  })
  void what_is_no_area_is_named_by_row(
      String name, String driver, String options, int rows, int areas) throws Exception {
    Path source = Files.writeString(folder.resolve("rows.geojson"), ROWS);
    Path file = Gdal.convert(source, folder.resolve(name), driver, options.split(" "));

    assertSum(read(file, "EPSG:4326"), rows, areas);
  }

  @Test
  void geojson_and_a_sequence_of_lines_are_counted_alike() throws Exception {
    assertSum(read(Files.writeString(folder.resolve("a.geojson"), ROWS), null), 7, 2);
    String lines =
        ROWS.substring(ROWS.indexOf('[') + 1, ROWS.lastIndexOf(']'))
            .replace("},{\"type\":\"Feature\"", "}\n{\"type\":\"Feature\"");

    assertSum(read(Files.writeString(folder.resolve("a.geojsonl"), lines), null), 7, 2);
  }

  @Test
  void a_zipped_shapefile_is_counted_alike() throws Exception {
    // A Shapefile holds one kind of shape; rows without one it keeps.
    String areas =
        "{\"type\":\"FeatureCollection\",\"features\":["
            + row("A1", "{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}")
            + ","
            + row("A2", "null")
            + ","
            + row("A3", "{\"type\":\"MultiPolygon\",\"coordinates\":[" + SQUARE + "]}")
            + "]}";
    Path source = Files.writeString(folder.resolve("rows.geojson"), areas);
    Path shp = Gdal.convert(source, folder.resolve("网格.shp"), "ESRI Shapefile");
    Path archive = folder.resolve("rows.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (String part : List.of("shp", "shx", "dbf", "prj")) {
        zip.putNextEntry(new ZipEntry("folder/网格." + part));
        Files.copy(shp.resolveSibling("网格." + part), zip);
      }
    }

    assertSum(read(archive, null), 3, 2);
    assertThatThrownBy(() ->
            RowReader.readGrids(archive, ReadOptions.of(Content.GRIDS).withLayer("x"), grids::add))
        .hasMessage("There is no layer of that name. Layers: 网格.");
  }

  @Test
  void an_openstreetmap_extract_is_counted_alike() throws Exception {
    Path extract = folder.resolve("a.osm.pbf");
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/monaco-latest.osm.pbf"))) {
      Files.copy(in, extract);
    }

    ReadReport report = read(extract, null);

    assertThat(grids).isNotEmpty();
    assertThat(report.refusals()).isNotEmpty();
    assertSum(report, (int) report.read(), grids.size());
  }

  @Test
  void a_layer_that_geojson_has_not_is_refused_and_not_forgotten() throws Exception {
    Path file = Files.writeString(folder.resolve("a.geojson"), ROWS);
    ReadOptions options = ReadOptions.of(Content.GRIDS);

    assertThatThrownBy(() -> RowReader.readGrids(file, options.withLayer("b"), grids::add))
        .hasMessage("There is no layer of that name. Layers: a.");
    assertThat(RowReader.readGrids(file, options.withLayer("a"), grids::add).read()).isEqualTo(7);
  }

  @Test
  void topojson_is_counted_alike() throws Exception {
    String arcs = "\"arcs\":[[[118.55,24.78],[118.56,24.78],[118.56,24.79],[118.55,24.78]]]";
    Path file =
        Files.writeString(
            folder.resolve("a.topojson"),
            "{\"type\":\"Topology\","
                + arcs
                + ",\"objects\":{\"grids\":{\"type\":\"GeometryCollection\",\"geometries\":["
                + "{\"type\":\"Polygon\",\"arcs\":[[0]]},{\"type\":null},"
                + "{\"type\":\"Point\",\"coordinates\":[118.55,24.78]},"
                + "{\"type\":\"LineString\",\"arcs\":[0]},{\"type\":\"Polygon\",\"arcs\":[]},"
                + "{\"type\":\"Polygon\",\"arcs\":[[7]]}]}}}");

    // The closed line counts as an area, as it does in drawings.
    assertSum(read(file, null), 6, 2);
  }

  @Test
  void a_table_row_with_text_that_is_no_shape_is_named() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            "WKT,code\n\"POLYGON ((1 1,2 1,2 2,1 1))\",A\n\"POLYGON ((1 1,2\",B\n,C\n"
                + "\"POLYGON EMPTY\",D\n\"TIN (((0 0,1 0,1 1,0 0)))\",E\n");

    ReadReport report = read(file, "EPSG:4326");

    assertSum(report, 5, 1);
    assertThat(report.refusals())
        .extracting(ReadReport.Refusal::reason)
        .containsExactly(
            "The WKT cannot be read: it breaks off after 15 characters with 2 brackets open.",
            "The row has no geometry.",
            "The geometry is empty.",
            "The WKT cannot be read: a TIN is no area in a plane.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POLYGON ((1 1,2 1,2 x,1 1))|at character 21 stands no number",
        "POLYGON ((1 1,2,2 2,1 1))|the position before character 16 has one number only",
        "POLYGON (1 1,2 1,2 2,1 1)|its parts do not fit its type",
        "POLIGON ((1 1,2 1,2 2,1 1))|its type is not known",
        "1 1,2 1,2 2,1 1|it does not begin with a type such as POLYGON and a bracket",
        "SRID=4490;POLYGON ((1 1,2 1,2 2,1 1))|it begins with an SRID; write the shape alone and"
            + " give the system with --crs",
        "MULTIPOLYGON Z (((1 1 0,2 1 0|it breaks off after 29 characters with 3 brackets open",
      })
  void damaged_text_is_called_unreadable_with_what_is_wrong(String text, String reason)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            "WKT,code\n\"POLYGON ((1 1,2 1,2 2,1 1))\",A\n\"" + text + "\",B\n");

    ReadReport report = read(file, "EPSG:4326");

    assertSum(report, 2, 1);
    assertThat(grids.getFirst().code()).isEqualTo("A");
    assertThat(report.refusals().getFirst().row()).isEqualTo(2);
    assertThat(report.refusals().getFirst().reason())
        .isEqualTo("The WKT cannot be read: " + reason + ".");
  }

  @Test
  void shapes_as_text_are_no_fields_and_may_be_long() throws Exception {
    StringBuilder ring = new StringBuilder();
    int corners = 60_000;
    for (int i = 0; i <= corners; i++) {
      double angle = 2 * Math.PI * (i % corners) / corners;
      ring.append(i == 0 ? "" : ",").append(Math.cos(angle)).append(' ').append(Math.sin(angle));
    }
    Path file =
        Files.writeString(
            folder.resolve("a.csv"), "Shape,code,经度\n\"POLYGON ((" + ring + "))\",A,1\n,B,x\n");
    List<Map<String, Object>> attributes = new ArrayList<>();
    ReadOptions options =
        ReadOptions.of(Content.GRIDS)
            .withCrs("EPSG:4326")
            .withLimits(new ReadOptions.Limits(1 << 30, 100_000, 1 << 20, 10, 60, 4L << 30));

    RowReader.readGridsWithAttributes(file, options, (row, values) -> attributes.add(values));

    assertThat(attributes).containsExactly(Map.of("code", "A"));
  }

  @Test
  void arcs_are_replaced_by_straight_edges_and_the_report_says_so() throws Exception {
    Path csv =
        Files.writeString(
            folder.resolve("a.csv"),
            "WKT,code\n\"CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0))\",A\n"
                + "\"POLYGON ((3 1,4 1,4 2,3 1))\",B\n");

    assertThat(read(csv, "EPSG:4326").notes())
        .anyMatch(note -> note.contains("arcs of 1 row were replaced"));
    assertThat(grids).hasSize(2);
  }

  @Test
  void a_geopackage_whose_own_count_is_wrong_is_counted_row_by_row() throws Exception {
    Path source = Files.writeString(folder.resolve("rows.geojson"), ROWS);
    Path file = Gdal.convert(source, folder.resolve("a.gpkg"), "GPKG", "-nlt", "GEOMETRY");
    Gdal.run(
        "ogrinfo", "-q", file.toString(), "-sql", "UPDATE gpkg_ogr_contents SET feature_count=99");

    assertSum(read(file, null), 7, 2);
  }

  @Test
  void relations_of_openstreetmap_that_are_no_areas_are_named_with_what_is_missing()
      throws Exception {
    String file =
        "<?xml version='1.0'?><osm version='0.6'>"
            + "<node id='1' lat='0.5' lon='0.5'/><node id='2' lat='0' lon='1'/>"
            + "<node id='3' lat='1' lon='1'/>"
            + "<way id='10'><nd ref='1'/><nd ref='2'/><nd ref='3'/></way>"
            + "<way id='11'><nd ref='3'/><nd ref='1'/></way>"
            + relation(20, 8, 10, 11)
            + relation(21, 6, 10, 99)
            + relation(22, 8, 10)
            + "</osm>";

    ReadReport report =
        read(Files.writeString(folder.resolve("a.osm"), file, StandardCharsets.UTF_8), null);

    assertSum(report, 3, 1);
    assertThat(grids.getFirst().level()).isEqualTo(8);
    assertThat(report.refusals())
        .extracting(ReadReport.Refusal::reason)
        .containsExactly(
            "Of the 2 ways of relation 21 (level 6) 1 are not in the file, so it is no area.",
            "The ways of relation 22 (level 8) do not close to an area.");
  }

  private static String relation(int id, int level, int... ways) {
    StringBuilder relation = new StringBuilder("<relation id='" + id + "'>");
    for (int way : ways) {
      relation.append("<member type='way' ref='").append(way).append("' role='outer'/>");
    }
    return relation
        + "<tag k='type' v='boundary'/><tag k='boundary' v='administrative'/>"
        + "<tag k='admin_level' v='"
        + level
        + "'/></relation>";
  }

  @Test
  void a_coordinate_beyond_all_measure_names_its_row_in_few_digits() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.geojson"), ROWS.replaceFirst("118.56,24.78", "1e308,24.78"));

    ReadReport report = read(file, null);

    assertSum(report, 7, 1);
    assertThat(report.refusals().getFirst().reason()).contains("1.00e+308").hasSizeLessThan(120);
    assertThat(report.refusals().getFirst().place()).isNull();
  }

  @Test
  void a_report_from_whose_sums_a_row_is_missing_cannot_be_made() throws Exception {
    var system = CrsRegistry.find("EPSG:4326");

    assertThatThrownBy(
            () -> new ReadReport("x", system, 3, 2, 0, 0, Map.of(), List.of(), Map.of(), List.of()))
        .hasMessageContaining("3 rows read");
    assertThatThrownBy(
            () -> new ReadReport("x", system, 3, 2, 1, 0, Map.of(), List.of(), Map.of(), List.of()))
        .hasMessageContaining("0 with a reason");
  }

  private ReadReport read(Path file, String crs) throws Exception {
    grids.clear();
    return RowReader.readGrids(file, ReadOptions.of(Content.GRIDS).withCrs(crs), grids::add);
  }

  private void assertSum(ReadReport report, int rows, int areas) {
    assertThat(report.read()).isEqualTo(rows);
    assertThat(report.accepted()).isEqualTo(areas).isEqualTo(grids.size());
    assertThat(report.read()).isEqualTo(report.accepted() + report.refused() + report.leftOut());
    assertThat(report.kinds().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(report.refused());
    assertThat(report.refusals()).hasSize((int) report.refused());
    List<Long> all = new ArrayList<>(grids.stream().map(GridRow::row).toList());
    report.refusals().forEach(refusal -> all.add(refusal.row()));
    assertThat(all).doesNotHaveDuplicates().allMatch(row -> row >= 1 && row <= rows);
  }
}
