package org.gridmap.backend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
