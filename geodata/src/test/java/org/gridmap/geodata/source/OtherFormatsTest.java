package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

/** Formats beside the usual ones: topologies, packed files, UTF-16; and what cannot be read. */
class OtherFormatsTest {

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.GRIDS);

  /** Two squares that share arc 0, quantised; the transform stands behind, the type at the end. */
  private static final String TOPOLOGY =
      "{\"objects\":{\"grids\":{\"type\":\"GeometryCollection\",\"geometries\":["
          + "{\"type\":\"Polygon\",\"id\":\"w\",\"properties\":{\"code\":\"W\"},\"arcs\":[[0,1]]},"
          + "{\"type\":\"MultiPolygon\",\"properties\":{\"code\":\"E\"},\"arcs\":[[[-1,2]]]}]}},"
          + "\"arcs\":[[[3333,0],[1,777],[-1,2556]],[[3333,3333],[-3333,0],[0,-3333],[3333,0]],"
          + "[[3333,0],[3333,0],[0,3333],[-3333,0]]],"
          + "\"transform\":{\"scale\":[1.1e-5,1.3e-5],\"translate\":[118.55,24.78]},"
          + "\"type\":\"Topology\"}";

  @TempDir private Path folder;
  private final List<SourceFeature> features = new ArrayList<>();

  @Test
  void neighbours_of_a_topology_get_the_very_same_numbers() throws Exception {
    ReadReport report = read("a.json", TOPOLOGY.getBytes(StandardCharsets.UTF_8), OPTIONS);

    assertThat(report.format()).isEqualTo("TopoJSON");
    assertThat(features).extracting(f -> f.attributes().get("code")).containsExactly("W", "E");
    Map<Coordinate, Integer> seen = new HashMap<>();
    for (SourceFeature feature : features) {
      Coordinate[] ring = feature.geometry().getCoordinates();
      for (int i = 1; i < ring.length; i++) {
        seen.merge(new Coordinate(ring[i].x, ring[i].y), 1, Integer::sum);
      }
    }
    assertThat(seen.values()).filteredOn(n -> n == 2).hasSize(3);
    assertThat(seen).containsKey(new Coordinate(3334 * 1.1e-5 + 118.55, 777 * 1.3e-5 + 24.78));
  }

  @Test
  void one_of_several_objects_of_a_topology_has_to_be_named() throws Exception {
    byte[] two =
        TOPOLOGY
            .replace("\"objects\":{", "\"objects\":{\"other\":{\"type\":\"Point\"},")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read("a.json", two, OPTIONS)).hasMessageContaining("other, grids");
    assertThatThrownBy(() -> read("a.json", two, OPTIONS.withLayer("none")))
        .hasMessageContaining("no layer of that name");
    assertThat(read("a.json", two, OPTIONS.withLayer("grids")).accepted()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0,1]]|[[0]]|A ring is not closed.",
        "[[0,1]]|[[0,9]]|The row names an arc that the file does not hold.",
        "[[0,1]]|[[0,2]]|Two arcs of a ring do not meet.",
        "[[0,1]]|[0,1]|The arcs do not fit the type of the geometry.",
        "[[0,1]]|[[0,\"x\"]]|The arcs are not arrays of numbers.",
        "[[0,1]]|[[99999999999]]|The row names an arc that the file does not hold.",
      })
  void a_row_of_a_topology_whose_arcs_make_no_area_is_named(String from, String to, String reason)
      throws Exception {
    String broken = TOPOLOGY.replace("\"arcs\":" + from, "\"arcs\":" + to);

    ReadReport report = read("a.json", broken.getBytes(StandardCharsets.UTF_8), OPTIONS);

    assertThat(report.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.row()).isEqualTo(1);
          assertThat(refusal.reason()).isEqualTo(reason);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[3333,0],[1", "[[3333,0],1", "[[3333,0],[\"a\",1]"})
  void a_topology_with_broken_arcs_is_refused(String arcs) {
    String broken = TOPOLOGY.replace("[[3333,0],[1,777]", arcs);

    assertThatThrownBy(() -> read("a.json", broken.getBytes(StandardCharsets.UTF_8), OPTIONS))
        .isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void each_geometry_of_a_collection_at_the_top_is_a_row() throws Exception {
    String square = "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}";
    String collection =
        "{\"type\":\"GeometryCollection\",\"geometries\":[" + square + "," + square + "]}";

    assertThat(read("a.json", collection.getBytes(StandardCharsets.UTF_8), OPTIONS).accepted())
        .isEqualTo(2);
    assertThat(read("b.json", square.getBytes(StandardCharsets.UTF_8), OPTIONS).accepted())
        .isEqualTo(1);
    assertThat(
            read("c.json", (square + "\n" + collection).getBytes(StandardCharsets.UTF_8), OPTIONS)
                .accepted())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE, true", "UTF-16LE, false", "UTF-16BE, true", "UTF-16BE, false"})
  void text_in_utf_16_is_read_with_and_without_a_mark(String charset, boolean mark)
      throws Exception {
    String table =
        "WKT\t网格名称\n\"POLYGON ((118.55 24.78,118.56 24.78,118.56 24.79,118.55 24.78))\"\t一网格\n";
    Charset encoding = Charset.forName(charset);
    String start = mark ? "\uFEFF" : "";

    ReadReport report =
        read("a.csv", (start + table).getBytes(encoding), OPTIONS.withCrs("EPSG:4490"));
    read("a.geojson", (start + Gdal.TOWN).getBytes(encoding), OPTIONS);

    assertThat(report.notes()).contains("text encoding " + charset);
    assertThat(features.getFirst().attributes()).containsEntry("网格名称", "一网格");
    assertThat(features.getLast().attributes()).containsEntry("网格名称", "洋埭村第二网格");
  }

  @ParameterizedTest
  @CsvSource({"GBK", "UTF-16LE"})
  void json_as_chinese_programs_save_it_is_read(String charset) throws Exception {
    Charset encoding = Charset.forName(charset);
    String topology = TOPOLOGY.replace("\"code\":\"W\"", "\"网格名称\":\"东门网格\"");

    read("a.geojson", Gdal.TOWN.getBytes(encoding), OPTIONS);
    ReadReport report = read("a.topojson", topology.getBytes(encoding), OPTIONS);

    assertThat(report.notes())
        .contains("text encoding " + (charset.equals("GBK") ? "GB18030" : charset));
    assertThat(features.get(1).attributes()).containsEntry("网格名称", "洋埭村第二网格");
    assertThat(features.get(2).attributes()).containsEntry("网格名称", "东门网格");
  }

  @Test
  void a_file_packed_with_gzip_is_read() throws Exception {
    byte[] csv = "WKT,code\n\"POLYGON ((1 1,2 1,2 2,1 1))\",A\n".getBytes(StandardCharsets.UTF_8);

    assertThat(read("a.geojson.gz", gzip(Gdal.TOWN.getBytes(StandardCharsets.UTF_8)), OPTIONS))
        .satisfies(report -> {
          assertThat(report.accepted()).isEqualTo(2);
          assertThat(report.notes()).contains("unpacked with gzip");
        });
    assertThat(read("A.CSV.GZ", gzip(csv), OPTIONS.withCrs("EPSG:4326")).accepted()).isEqualTo(1);
    assertThat(read("a.json.gz", gzip(TOPOLOGY.getBytes(StandardCharsets.UTF_8)), OPTIONS).format())
        .isEqualTo("TopoJSON");
  }

  @Test
  void gzip_that_is_cut_off_or_a_bomb_or_holds_an_archive_is_refused() throws Exception {
    byte[] packed = gzip(Gdal.TOWN.getBytes(StandardCharsets.UTF_8));

    assertRefused("a.geojson.gz", java.util.Arrays.copyOf(packed, packed.length / 2), "damaged");
    assertRefused("a.geojson.gz", gzip(new byte[40 << 20]), "packed more than 200 times");
    assertRefused("a.gz.gz", gzip(packed), "another archive");
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertRefused("a.tar.gz", gzip(tar), "tar archive");
  }

  @Test
  void files_that_people_send_and_nobody_can_read_are_called_by_their_name() throws Exception {
    assertRefused("a.xlsx", zip("[Content_Types].xml", "xl/workbook.xml"), "Excel", "CSV", "WKT");
    assertRefused("a.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2}, "Excel");
    assertRefused("a.ods", zip("mimetype", "content.xml"), "OpenDocument");
    assertRefused("a.docx", zip("word/document.xml"), "Word");
    assertRefused("a.gdb.zip", zip("t.gdb/a00000001.gdbtable"), "file geodatabase", "GeoPackage");
    assertRefused("a.dwg", "AC1027…".getBytes(StandardCharsets.UTF_8), "AutoCAD", "DXF");
    assertRefused("a.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8), "PDF");
    assertRefused("a.rar", "Rar!\u001a".getBytes(StandardCharsets.UTF_8), "unpack");
    for (String encoding : new String[] {"GBK", "UTF-8"}) {
      byte[] survey = "[属性描述]\r\n坐标系=2000国家大地坐标系\r\n[地块坐标]".getBytes(encoding);
      assertRefused("a.txt", survey, "survey points", "Shapefile");
    }
    String html = "\n<!DOCTYPE html><html>404</html>";
    assertRefused("a.geojson", html.getBytes(StandardCharsets.UTF_8), "web page");
    String pointer = "version 1\noid sha256:1\nsize 1\n";
    assertRefused("a.geojson", pointer.getBytes(StandardCharsets.UTF_8), "Git LFS");
    String esri =
        "{\"geometryType\":\"esriGeometryPolygon\",\"features\":[{\"attributes\":{},\"geometry\":"
            + "{\"rings\":[[[1,1],[2,2],[2,1],[1,1]]]}}]}";
    assertRefused("a.json", esri.getBytes(StandardCharsets.UTF_8), "Esri JSON");
    assertRefused("a.dat", new byte[] {3, 1}, "name its .tab");
    Path database = Files.createDirectory(folder.resolve("b.gdb"));
    Files.createFile(database.resolve("a00000001.gdbtable"));
    assertThatThrownBy(() -> FeatureSource.read(database, OPTIONS, features::add))
        .hasMessageContaining("file geodatabase");
  }

  @Test
  void surfaces_in_space_are_called_that() throws Exception {
    Path csv =
        Files.writeString(
            folder.resolve("a.csv"),
            "WKT,code\n\"TIN Z (((1 1 0,2 1 0,2 2 5,1 1 0)))\",A\n\"POLYGON ((1 1,2 1,2 2,1 1))\",B\n");
    Path file =
        Gdal.convert(
            csv, folder.resolve("a.gpkg"), "GPKG", "-nlt", "GEOMETRY", "-a_srs", "EPSG:4326");

    ReadReport report = FeatureSource.read(file, OPTIONS, features::add);

    assertThat(features).hasSize(1);
    assertThat(report.notes())
        .anyMatch(note -> note.contains("surfaces in space") && note.endsWith(": 1"));
  }

  @Test
  void what_is_no_file_or_cannot_be_opened_is_called_what_it_is() throws Exception {
    Path pipe = folder.resolve("a.geojson");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

    assertThatThrownBy(() -> FeatureSource.read(pipe, OPTIONS, features::add))
        .hasMessageContaining("no file but a pipe");
    assertThatThrownBy(() -> FeatureSource.read(Path.of("/dev/zero"), OPTIONS, features::add))
        .hasMessageContaining("or a device");
    assertThatThrownBy(() -> FeatureSource.read(folder, OPTIONS, features::add))
        .hasMessageContaining("folder");
    // A file that nobody can read from its beginning, not even root.
    assertThatThrownBy(() -> FeatureSource.read(Path.of("/proc/self/mem"), OPTIONS, features::add))
        .hasMessageContaining("cannot be opened");
    assertThatThrownBy(() -> FeatureSource.read(folder.resolve("gone"), OPTIONS, features::add))
        .hasMessage("There is no such file.");
  }

  @Test
  void one_of_several_layers_of_a_kmz_is_chosen_by_its_name() throws Exception {
    String kml = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>";
    for (String layer : new String[] {"格", "路"}) {
      kml +=
          "<Folder><name>"
              + layer
              + "</name><Placemark><name>"
              + layer
              + "1</name><Polygon><outerBoundaryIs><LinearRing><coordinates>118.5,24.5 118.6,24.5"
              + " 118.6,24.6 118.5,24.5</coordinates></LinearRing></outerBoundaryIs></Polygon>"
              + "</Placemark></Folder>";
    }
    ByteArrayOutputStream kmz = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(kmz)) {
      zip.putNextEntry(new ZipEntry("doc.kml"));
      zip.write((kml + "</Document></kml>").getBytes(StandardCharsets.UTF_8));
    }

    assertRefused("a.kmz", kmz.toByteArray(), "several layers", "--layer", "格, 路");
    assertThat(read("a.kmz", kmz.toByteArray(), OPTIONS.withLayer("路")).accepted()).isEqualTo(1);
  }

  @Test
  void a_mapinfo_table_in_gbk_that_calls_itself_neutral_keeps_its_chinese() throws Exception {
    Path tab = Gdal.write(folder, "town.tab", "-f", "MapInfo File", "-lco", "ENCODING=CP936");
    String header = Files.readString(tab, StandardCharsets.ISO_8859_1);
    assertThat(header).contains("WindowsSimpChinese");
    Files.writeString(
        tab, header.replace("WindowsSimpChinese", "Neutral"), StandardCharsets.ISO_8859_1);

    ReadReport report = FeatureSource.read(tab, OPTIONS, features::add);

    assertThat(report.notes()).anyMatch(note -> note.contains("neutral"));
    // GDAL writes only a part of Chinese field names, so it is the values that are looked at.
    assertThat(features.getFirst().attributes()).containsValue("洋埭村第一网格");
  }

  private ReadReport read(String name, byte[] bytes, ReadOptions options) throws Exception {
    return FeatureSource.read(Files.write(folder.resolve(name), bytes), options, features::add);
  }

  private void assertRefused(String name, byte[] bytes, String... words) {
    assertThatThrownBy(() -> read(name, bytes, OPTIONS))
        .isInstanceOfSatisfying(
            UnreadableFileException.class, e -> assertThat(e.getMessage()).contains(words));
  }

  private static byte[] gzip(byte[] plain) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] zip(String... names) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('x');
      }
    }
    return packed.toByteArray();
  }
}
