package org.gridmap.backend.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  private static final String LEFT = cell("left", "[[0,0],[1,0],[1,1],[0,1],[0,0]]");
  private static final String RIGHT = cell("right", "[[1,0],[2,0],[2,1],[1,1],[1,0]]");

  @TempDir private Path folder;

  @Test
  void a_clean_file_ends_with_0() throws Exception {
    assertThat(check(file(LEFT, RIGHT))).isZero();
  }

  @Test
  void defects_end_with_1_and_stand_in_the_report() throws Exception {
    Path report = folder.resolve("report.json");
    Path dirty = file(LEFT, cell("right", "[[0.9,0],[2,0],[2,1],[0.9,1],[0.9,0]]"));
    assertThat(check(dirty, "--format", "json", "--out", report.toString())).isEqualTo(1);
    assertThat(Files.readString(report)).contains("\"overlaps\":[{\"a\":\"left\",\"b\":\"right\"");
  }

  @Test
  void a_ring_that_crosses_itself_is_a_finding_and_not_an_unreadable_file() throws Exception {
    assertThat(check(file(LEFT, cell("bow", "[[2,0],[3,1],[3,0],[2,1],[2,0]]")))).isEqualTo(1);
  }

  @Test
  void a_parent_that_is_not_covered_is_a_defect() throws Exception {
    Path parent = folder.resolve("parent.geojson");
    Files.writeString(parent, collection(cell("p", "[[0,0],[3,0],[3,1],[0,1],[0,0]]")));
    assertThat(check(file(LEFT, RIGHT), "--parent", parent.toString())).isEqualTo(1);
  }

  @Test
  void a_row_that_is_left_out_stands_in_the_report_and_ends_with_3_if_nothing_else_is_wrong()
      throws Exception {
    Path report = folder.resolve("report.txt");
    String nowhere = "{\"type\":\"Feature\",\"properties\":{\"code\":\"x\"},\"geometry\":null}";
    assertThat(check(file(LEFT, RIGHT, nowhere), "--out", report.toString())).isEqualTo(3);
    assertThat(Files.readString(report))
        .startsWith("2 polygons: incomplete")
        .contains("3 rows read = 2 judged + 1 left out", "row 3 is left out: ");
    String over = cell("over", "[[0.9,0],[2,0],[2,1],[0.9,1],[0.9,0]]");
    assertThat(check(file(LEFT, over, nowhere))).isEqualTo(1);
  }

  @Test
  void a_strip_is_as_narrow_as_the_gap_width_says() throws Exception {
    Path apart =
        file(
            cell("left", "[[120,30],[120.001,30],[120.001,30.001],[120,30.001],[120,30]]"),
            cell(
                "right",
                "[[120.00101,30],[120.002,30],[120.002,30.001],[120.00101,30.001],[120.00101,30]]"));
    Path report = folder.resolve("report.json");
    assertThat(check(apart, "--format", "json", "--out", report.toString())).isEqualTo(1);
    assertThat(Files.readString(report))
        .contains("\"strips\":[{\"grids\":[\"left\",\"right\"]", "\"widthMetres\":0.9");
    assertThat(check(apart, "--gap-width", "0.5")).isZero();
    assertThat(check(apart, "--gap-width", "0")).isZero();
    assertThat(check(apart, "--gap-width", "-1")).isEqualTo(2);
  }

  @Test
  void a_file_that_cannot_be_read_ends_with_2() throws Exception {
    Path broken = folder.resolve("broken.geojson");
    Files.writeString(broken, "{\"type\":\"FeatureCollection\",\"features\":[{");
    assertThat(check(broken)).isEqualTo(2);
    assertThat(check(folder.resolve("missing.geojson"))).isEqualTo(2);
    assertThat(check(file(LEFT), "--min-area", "-1")).isEqualTo(2);
    assertThat(check(file(LEFT), "--format", "pdf")).isEqualTo(2);
  }

  @Test
  void an_option_that_would_do_nothing_is_refused_and_not_forgotten() throws Exception {
    Path file = file(LEFT, RIGHT);
    assertThat(check(file, "--level", "8")).isEqualTo(2);
    assertThat(check(file, "--layer", "none")).isEqualTo(2);
    assertThat(check(file, "--snap", "0.05")).isEqualTo(2);
    assertThat(check(file, "--strip-to", "none")).isEqualTo(2);
    assertThat(check(file, "--overwrite")).isEqualTo(2);
  }

  @Test
  void a_report_that_cannot_be_written_ends_with_2() throws Exception {
    Path nowhere = folder.resolve("no/report.txt");
    assertThat(told(() -> check(file(LEFT), "--out", nowhere.toString())))
        .startsWith("2 There is no folder " + nowhere.getParent());
    assertThat(told(() -> check(file(LEFT), "--out", folder.toString())))
        .startsWith("2 " + folder + " is no file that a report could replace.");
    PrintStream before = System.out;
    try (var full = new PrintStream(new FullDisk())) {
      System.setOut(full);
      assertThat(check(file(LEFT))).isEqualTo(2);
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void of_a_file_without_areas_every_row_is_accounted_for() throws Exception {
    String point =
        "{\"type\":\"Feature\",\"properties\":{},"
            + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1]}}";
    assertThat(told(() -> check(file(point, point))))
        .startsWith("2 ")
        .contains("2 rows read = 0 judged + 2 left out", "row 2 is left out: ");
  }

  private static String told(Callable<Integer> command) throws Exception {
    PrintStream before = System.err;
    var bytes = new ByteArrayOutputStream();
    try (var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setErr(stream);
      int status = command.call();
      return status + " " + bytes.toString(StandardCharsets.UTF_8);
    } finally {
      System.setErr(before);
    }
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void findings_name_grids_by_code_and_name_and_rows_by_the_word_row() throws Exception {
    String overlapping = "[[0.9,0],[2,0],[2,1],[0.9,1],[0.9,0]]";
    String named = LEFT.replace("\"code\":\"left\"", "\"网格编码\":\"A1\",\"网格名称\":\"东门\"");
    assertThat(report(file(named, cell("", overlapping)))).contains("A1(东门) row 2");
    assertThat(report(file(cell("A1", "[[0,0],[1,0],[1,1],[0,1],[0,0]]"), cell("A1", overlapping))))
        .contains("A1[row 1] A1[row 2]");
  }

  @Test
  void the_field_with_the_code_can_be_named() throws Exception {
    Path file =
        file(
            LEFT.replace("\"code\"", "\"FELD\""),
            cell("right", "[[0.9,0],[2,0],[2,1],[0.9,1],[0.9,0]]").replace("code", "FELD"));
    assertThat(report(file)).contains("row 1 row 2");
    assertThat(report(file, "--id", "FELD")).contains("left right");
    assertThat(check(file, "--id", "NONE")).isEqualTo(2);
  }

  @Test
  void xian_80_is_judged_in_its_own_plane_and_a_shift_is_checked_before_it_is_used()
      throws Exception {
    Path file =
        file(
            cell(
                "a",
                "[[40520000,3340000],[40521000,3340000],[40521000,3341000],"
                    + "[40520000,3341000],[40520000,3340000]]"),
            cell(
                "b",
                "[[40521000,3340000],[40522000,3340000],[40522000,3340500],"
                    + "[40522000,3341000],[40521000,3341000],[40521000,3340000]]"));
    assertThat(check(file, "--crs", "EPSG:2364")).isZero();
    assertThat(check(file, "--crs", "EPSG:2364", "--datum-shift", "-112.1,85.5,-3.7,0.4,-1.1,2,-4"))
        .isZero();
    assertThat(check(file, "--crs", "EPSG:2364", "--datum-shift", "1,2")).isEqualTo(2);
  }

  @Test
  void administrative_levels_of_openstreetmap_are_judged_each_by_itself() throws Exception {
    StringBuilder osm = new StringBuilder("<?xml version='1.0'?><osm version='0.6'>");
    for (int i = 0; i < 6; i++) {
      osm.append(
          "<node id='" + (i + 1) + "' lat='" + (1 + i / 3) + "' lon='" + (1 + i % 3) + "'/>");
    }
    osm.append(area(1, 6, 1, 2, 3, 6, 5, 4)).append(area(2, 8, 1, 2, 5, 4));
    osm.append(area(3, 8, 2, 3, 6, 5)).append("</osm>");
    Path file = Files.writeString(folder.resolve("a.osm"), osm);

    assertThat(check(file)).isZero();
    assertThat(report(file))
        .contains("administrative level 6: 1 polygon: clean", "administrative level 8: 2 polygons");
    assertThat(check(file, "--format", "json")).isEqualTo(2);
    assertThat(check(file, "--format", "json", "--level", "8")).isZero();
    assertThat(check(file, "--level", "9")).isEqualTo(2);
  }

  @Test
  void a_relation_that_is_no_area_is_missing_from_its_own_level_only() throws Exception {
    StringBuilder osm = new StringBuilder("<?xml version='1.0'?><osm version='0.6'>");
    for (int i = 0; i < 6; i++) {
      osm.append(
          "<node id='" + (i + 1) + "' lat='" + (1 + i / 3) + "' lon='" + (1 + i % 3) + "'/>");
    }
    osm.append(area(2, 8, 1, 2, 5, 4)).append(area(3, 8, 2, 3, 6, 5));
    String broken = area(4, 10, 1, 2, 5).replace("ref='4' role", "ref='99' role");
    Path file = Files.writeString(folder.resolve("a.osm"), osm + broken + "</osm>");

    assertThat(check(file, "--level", "8")).isZero();
    assertThat(check(file, "--level", "10")).isEqualTo(3);
    assertThat(check(file)).isEqualTo(3);
    assertThat(report(file))
        .contains(
            "administrative level 8: 2 polygons: clean",
            "3 rows read = 2 judged + 0 left out + 1 of other kinds",
            "administrative level 10: 0 polygons: incomplete",
            "3 rows read = 0 judged + 1 left out + 2 of other kinds");
  }

  private static String area(int id, int level, int... nodes) {
    StringBuilder way = new StringBuilder("<way id='" + id + "'>");
    for (int i = 0; i <= nodes.length; i++) {
      way.append("<nd ref='").append(nodes[i % nodes.length]).append("'/>");
    }
    return way
        + "</way><relation id='1"
        + id
        + "'><member type='way' ref='"
        + id
        + "' role='outer'/>"
        + "<tag k='type' v='boundary'/><tag k='boundary' v='administrative'/>"
        + "<tag k='admin_level' v='"
        + level
        + "'/></relation>";
  }

  private String report(Path file, String... options) throws Exception {
    Path report = folder.resolve("report.txt");
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--out", report.toString()));
    check(file, all.toArray(String[]::new));
    return Files.readString(report);
  }

  private static int check(Path file, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = file.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new CommandLine(new CheckCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  private Path file(String... cells) throws Exception {
    Path file = Files.createTempFile(folder, "grids", ".geojson");
    Files.writeString(file, collection(cells));
    return file;
  }

  private static String collection(String... cells) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", cells) + "]}";
  }

  private static String cell(String code, String ring) {
    return "{\"type\":\"Feature\",\"properties\":{\"code\":\""
        + code
        + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["
        + ring
        + "]}}";
  }
}
