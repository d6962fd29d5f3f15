package org.gridmap.backend.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code check --fix} on real files, read back by GDAL. */
class CheckFixTest {
  private static final String LEFT =
      cell(
          "001",
          "第一网格",
          "[[500000,2740000],[501000,2740000],[501000,2740500],[500000,2740500],[500000,2740000]]");

  /** One corner 3 cm off, the border 40 cm away on half of its length. */
  private static final String RIGHT =
      cell(
          "002",
          "第二网格",
          "[[501000.03,2740000],[502000.123456,2740000],[502000,2740500],[501000,2740500],[501000.4,2740400],[501000.4,2740100],[501000,2740050],[501000.03,2740000]]");

  @TempDir private Path folder;

  @Test
  void a_dirty_geopackage_is_repaired_and_gdal_reads_system_fields_and_changes() throws Exception {
    Path file = geoPackage(LEFT, RIGHT);
    byte[] before = Files.readAllBytes(file);
    assertThat(check(file)).isEqualTo(1);
    Path out = folder.resolve("整改.gpkg");
    assertThat(check(file, "--fix", out.toString())).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    String layer = ogrinfo("-al", "-so", out.toString());
    assertThat(layer)
        .contains("ID[\"EPSG\",4549]]", "网格编码: String", "网格名称: String", "户数: Integer")
        .contains("Geometry: Multi Polygon", "Layer name: 整改", "Layer name: changes");
    String rows = ogrinfo("-q", out.toString(), "整改");
    assertThat(rows).contains("网格名称 (String) = 第二网格", "502000.123456 2740000");
    assertThat(ogrinfo("-q", out.toString(), "changes"))
        .contains("change (String) = corner moved", "change (String) = gap given")
        .doesNotContain("nothing");
    assertThat(check(out)).isZero();
    assertThat(check(out, "--fix", folder.resolve("again.gpkg").toString())).isZero();
    assertThat(ogrinfo("-so", folder.resolve("again.gpkg").toString(), "changes"))
        .contains("Feature Count: 0");
    assertThat(names()).doesNotContain("整改.gpkg.part");
  }

  @Test
  void geojson_and_shapefile_are_written_too_with_the_changes_beside_them() throws Exception {
    Path file = geoPackage(LEFT, RIGHT);
    for (String name : List.of("out.geojson", "out.shp")) {
      Path out = folder.resolve(name);
      assertThat(check(file, "--fix", out.toString())).isZero();
      assertThat(Files.readString(folder.resolve(name + ".changes.csv")))
          .startsWith("\uFEFFchange,row,grid")
          .contains("corner moved,2,002", "gap given");
      assertThat(ogrinfo("-al", out.toString()))
          .contains("网格编码", "第二网格", "EPSG\",4549", "502000.123456");
      assertThat(check(out)).isZero();
      // What --fix made it may make again.
      assertThat(check(file, "--fix", out.toString())).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grids.shp", "grids.geojson", "grids.gml"})
  void a_layer_of_any_format_is_repaired(String name) throws Exception {
    Path file = folder.resolve(name);
    gdal("ogr2ogr", "-lco", "RFC7946=NO", file.toString(), geoPackage(LEFT, RIGHT).toString());
    Path out = folder.resolve("out.gpkg");
    assertThat(check(file, "--crs", "EPSG:4549", "--fix", out.toString())).isZero();
    assertThat(ogrinfo("-q", out.toString(), "changes"))
        .contains("change (String) = corner moved", "change (String) = gap given");
    assertThat(check(out)).isZero();
  }

  @Test
  void what_must_not_be_replaced_is_not() throws Exception {
    Path file = geoPackage(LEFT, RIGHT);
    byte[] before = Files.readAllBytes(file);
    assertThat(check(file, "--fix", file.toString())).isEqualTo(2);
    Path link = Files.createSymbolicLink(folder.resolve("link.gpkg"), file);
    assertThat(check(file, "--fix", link.toString(), "--overwrite")).isEqualTo(2);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Path other = Files.copy(file, folder.resolve("other.gpkg"));
    assertThat(check(file, "--fix", other.toString())).isEqualTo(2);
    assertThat(Files.readAllBytes(other)).isEqualTo(before);
    assertThat(check(file, "--fix", other.toString(), "--overwrite")).isZero();
    assertThat(check(file, "--fix", folder.resolve("no/where.gpkg").toString())).isEqualTo(2);
    assertThat(check(file, "--fix", folder.resolve("a.pdf").toString())).isEqualTo(2);
    for (String snap : List.of("-1", "NaN", "11", "x")) {
      Path never = folder.resolve("never.gpkg");
      assertThat(check(file, "--fix", never.toString(), "--snap", snap)).isEqualTo(2);
      assertThat(never).doesNotExist();
    }
  }

  @Test
  void what_is_beyond_is_a_finding_of_the_result() throws Exception {
    String twin =
        cell(
            "003",
            "重复",
            "[[500000,2740000],[501000,2740000],[501000,2740500],[500000,2740500],[500000,2740000]]");
    Path file = geoPackage(LEFT, RIGHT, twin);
    Path report = folder.resolve("report.json");
    assertThat(
            check(
                file,
                "--fix",
                folder.resolve("out.gpkg").toString(),
                "--format",
                "json",
                "--out",
                report.toString()))
        .isEqualTo(1);
    assertThat(Files.readString(report)).contains("\"duplicates\":[{\"grids\":[\"001\",\"003\"]");
  }

  @Test
  void after_a_repair_the_rows_of_the_file_and_of_its_copy_are_accounted_for() throws Exception {
    String above =
        cell(
            "0",
            "村",
            "[[500000,2740000],[502000,2740000],[502000,2740500],[500000,2740500],[500000,2740000]]");
    String nowhere = LEFT.replaceAll("\\{\"type\":\"Polygon\".*", "null}").replace("001", "009");
    Path file =
        geoPackage(
            LEFT.replace("\"户数\"", "\"上级编码\":\"0\",\"户数\""),
            RIGHT.replace("\"户数\"", "\"上级编码\":\"0\",\"户数\""),
            above,
            nowhere);
    Path report = folder.resolve("report.txt");
    Path out = folder.resolve("out.gpkg");
    assertThat(check(file, "--fix", out.toString(), "--out", report.toString())).isEqualTo(3);
    assertThat(Files.readString(report))
        .contains(
            "out.gpkg: 3 rows read = 2 judged + 0 left out + 1 of other kinds",
            "1 × The grid is the union of those that name it as their parent",
            "grids.gpkg: 4 rows read = 3 judged + 1 left out",
            "row 4 is left out: The row has no geometry.")
        .doesNotContain("administrative level");
  }

  private static int check(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(Arrays.asList(options));
    return new CommandLine(new CheckCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments.toArray(String[]::new));
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Path geoPackage(String... cells) throws Exception {
    Path text = folder.resolve("source.geojson");
    Files.writeString(
        text, "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", cells) + "]}");
    Path file = folder.resolve("grids.gpkg");
    gdal("ogr2ogr", "-a_srs", "EPSG:4549", file.toString(), text.toString());
    return file;
  }

  private static String ogrinfo(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ogrinfo"));
    command.addAll(Arrays.asList(arguments));
    return gdal(command.toArray(String[]::new));
  }

  private static String gdal(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s, of the package gdal-bin: %s", command[0], text).isZero();
    return text;
  }

  private static String cell(String code, String name, String ring) {
    return "{\"type\":\"Feature\",\"properties\":{\"网格编码\":\""
        + code
        + "\",\"网格名称\":\""
        + name
        + "\",\"户数\":52},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
        + ring
        + "]}}";
  }
}
