package org.gridmap.backend.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.land.StoredDivision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes and names of imported grids, as files of real offices have them. */
@CapabilityTest("intake")
class ImportedCodesTest {
  private static final AtomicInteger VILLAGES = new AtomicInteger();

  @Autowired private Intake intake;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  /** A village that nothing else is imported into, on land of its own. */
  private final int place = VILLAGES.incrementAndGet();

  private final String village = "350582888%03d".formatted(place);

  @Test
  void grids_without_codes_get_those_of_the_scheme_from_west_to_east() throws Exception {
    IntakeReport report = run(village, file("grids", 2, 2, i -> ""));
    assertThat(leaves(report))
        .containsExactly(
            Map.entry("02", village + "001"),
            Map.entry("03", village + "002"),
            Map.entry("00", village + "003"),
            Map.entry("01", village + "004"));
    assertThat(report.notes())
        .contains(
            "4 grids have no code in the file and got %1$s001 to %1$s004.".formatted(village));
    assertThat(division(report).status().name()).isEqualTo("PUBLISHED");
  }

  @Test
  void a_draft_that_is_imported_again_has_the_same_codes() throws Exception {
    Path file = file("again", 3, 3, i -> i == 4 ? null : "");
    List<Map.Entry<String, String>> first = leaves(run(village, file));
    IntakeReport second = run(village, file);
    assertThat(division(second).status().name()).isEqualTo("DRAFT");
    assertThat(leaves(second)).isEqualTo(first).hasSize(8);
    // Those of another file are other grids.
    assertThat(leaves(run(village, file("other", 3, 3, i -> i == 4 ? null : ""))))
        .extracting(Map.Entry::getValue)
        .doesNotContainAnyElementsOf(first.stream().map(Map.Entry::getValue).toList());
  }

  @Test
  void zeros_that_a_spreadsheet_lost_come_back() throws Exception {
    IntakeReport report =
        run(village, file("excel", 2, 2, i -> "\"code\":" + (i == 3 ? "\"012\"" : i + 1)));
    assertThat(leaves(report))
        .extracting(Map.Entry::getValue)
        .containsExactly(village + "001", village + "002", village + "003", village + "012");
    assertThat(String.join("\n", report.lines()))
        .contains("4 codes had only the number in the village")
        .contains(village + "001 to " + village + "012");
  }

  @Test
  void full_width_digits_and_invisible_characters_are_plain_ones() throws Exception {
    String wide =
        (village + "001")
            .codePoints()
            .map(digit -> digit - '0' + '\uff10')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String[] own = {
      "\"code\":\"" + wide + "\",\"name\":\"\u202e第一\u200b网格\"",
      "\"code\":\"\ufeff" + village + "002 \",\"name\":\"Cafe\u0301\""
    };
    IntakeReport report = run(village, file("wide", 2, 1, i -> own[i]));
    assertThat(leaves(report))
        .containsExactly(
            Map.entry("第一网格", village + "001"), Map.entry("Caf\u00e9", village + "002"));
    assertThat(String.join("\n", report.lines())).contains("Codes or names of 2 rows");
  }

  @Test
  void codes_that_can_only_be_mistakes_are_told_row_by_row_and_nothing_is_stored()
      throws Exception {
    String[] own = {
      village + "001",
      "350582999001001",
      village + "001",
      "3.50582E+14",
      village + "0001",
      village + "000"
    };
    Path file = file("bad", 6, 1, i -> "\"code\":\"" + own[i] + "\"");
    long before = count("division");
    for (boolean dryRun : new boolean[] {true, false}) {
      assertThatThrownBy(() -> run(village, dryRun, file))
          .isInstanceOf(IntakeException.class)
          .hasMessageContaining("The codes of 5 rows cannot be taken:")
          .hasMessageContaining("row 2: The code is one of another area than " + village)
          .hasMessageContaining("row 3: It has the same code as row 1.")
          .hasMessageContaining("row 4: A spreadsheet has rounded the code")
          .hasMessageContaining("row 5: A GB15 code has 15 digits; this one has 16.")
          .hasMessageContaining("row 6: The sequence of a GB15 code starts at 001.")
          .hasMessageContaining("--name")
          .hasMessageEndingWith("Nothing was stored.");
    }
    assertThat(count("division")).isEqualTo(before);
  }

  @Test
  void a_number_and_the_whole_code_of_the_same_grid_in_two_files_are_told() throws Exception {
    Path one = file("one", 1, 1, i -> "\"code\":7");
    Path two = file("two", 1, 1, i -> "\"code\":\"" + village + "007\"");
    assertThatThrownBy(() -> run(village, false, one, two))
        .hasMessageContaining("two.geojson, row 1: It has the same code as one.geojson, row 1.");
  }

  @Test
  void codes_of_ones_own_making_make_room_in_a_village_and_are_names_where_there_is_none()
      throws Exception {
    String[] own = {"\"code\":\"东一\"", "\"code\":\"'; DROP TABLE plan;--\",\"name\":\"东二网格\""};
    IntakeReport report =
        run(
            village,
            file("own", 2, 1, i -> own[i] + ",\"parent_code\":\"东\""),
            file("above", 1, 1, 2, i -> "\"code\":\"东\""));
    assertThat(leaves(report))
        .containsExactly(Map.entry("东一", village + "001"), Map.entry("东二网格", village + "002"));
    assertThat(
            jdbc.sql("SELECT code FROM grid WHERE division_id = ? AND level = 2")
                .param(division(report).id())
                .query(String.class)
                .list())
        .containsExactly(village + "901");
    assertThat(String.join("\n", report.lines()))
        .contains("2 codes do not follow the scheme of " + village)
        .contains("own.geojson, row 2: " + village + "002");
  }

  @Test
  void an_area_without_an_official_code_keeps_its_own_codes_as_far_as_they_are_codes()
      throws Exception {
    String area = "柳渡" + place;
    Path good = file("plain", 2, 1, i -> "\"code\":\"柳" + place + "-" + i + "\"");
    assertThat(leaves(named(area, good)))
        .extracting(Map.Entry::getValue)
        .containsExactly("柳" + place + "-0", "柳" + place + "-1");
    assertThat(leaves(named(area + "乙", file("none", 2, 1, i -> ""))))
        .extracting(Map.Entry::getValue)
        .containsExactly(area + "乙-001", area + "乙-002");
    Path bad =
        file("bad", 2, 1, i -> "\"code\":\"" + (i == 0 ? "A1" : "'; DROP TABLE plan") + "\"");
    assertThatThrownBy(() -> named(area + "丙", bad))
        .hasMessageContaining("row 2: A code has letters and digits");
  }

  @Test
  void a_thousand_grids_of_two_villages_are_numbered_in_each_of_them() throws Exception {
    String town = "35058277" + place % 10;
    List<String> features = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      String own = town + "00" + (half + 1);
      features.add(
          feature(20 * half, 0, 20, 25, "\"code\":\"" + own + "\",\"name\":\"村" + half + "\""));
      for (int i = 0; i < 500; i++) {
        features.add(feature(20 * half + i % 20, i / 20, 1, 1, "\"parent_code\":\"" + own + "\""));
      }
    }
    IntakeReport report = run(town, written("town", features));
    List<String> codes = leaves(report).stream().map(Map.Entry::getValue).toList();
    assertThat(codes).hasSize(1_000).allMatch(code -> code.matches(town + "00[12][0-9]{3}"));
    assertThat(new HashSet<>(codes)).hasSize(1_000);
    assertThat(report.notes())
        .contains(
            "500 grids have no code in the file and got %1$s001001 to %1$s001500.".formatted(town));
    assertThat(division(report).status().name()).isEqualTo("PUBLISHED");
  }

  @Test
  void more_grids_than_a_village_has_numbers_are_kept_and_told() throws Exception {
    IntakeReport report = run(village, file("many", 25, 25, i -> ""));
    assertThat(leaves(report))
        .hasSize(625)
        .allMatch(grid -> grid.getValue().matches(village + "-[0-9]{3}"));
    assertThat(String.join("\n", report.lines())).contains("The scheme has not enough numbers");
  }

  /** Names and codes of the leaf grids, in the order of their codes. */
  private List<Map.Entry<String, String>> leaves(IntakeReport report) {
    return jdbc.sql("SELECT name, code FROM grid WHERE division_id = ? AND leaf ORDER BY code")
        .param(division(report).id())
        .query((row, number) -> Map.entry(row.getString("name"), row.getString("code")))
        .list();
  }

  private long count(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  private IntakeReport run(String parent, Path... files) {
    return run(parent, false, files);
  }

  private IntakeReport run(String parent, boolean dryRun, Path... files) {
    return run(parent, "试验村", dryRun, files);
  }

  private IntakeReport named(String name, Path... files) {
    return run(null, name, false, files);
  }

  private IntakeReport run(@Nullable String parent, String name, boolean dryRun, Path... files) {
    return intake.run(
        new IntakeOrder(
            List.of(files),
            IntakeOrder.Content.GRIDS,
            parent,
            name,
            null,
            null,
            null,
            Map.of(),
            null,
            dryRun),
        (step, rows, share) -> {});
  }

  private static StoredDivision division(IntakeReport report) {
    @Nullable StoredDivision division = report.division();
    assertThat(division).isNotNull();
    return division;
  }

  private Path file(String name, int columns, int rows, IntFunction<@Nullable String> properties)
      throws IOException {
    return file(name, columns, rows, 1, properties);
  }

  /** Cells from the south-west, row by row; those without properties are left out. */
  private Path file(
      String name, int columns, int rows, int width, IntFunction<@Nullable String> properties)
      throws IOException {
    List<String> features = new ArrayList<>();
    IntStream.range(0, columns * rows)
        .forEach(i -> {
          String own = properties.apply(i);
          if (own != null) {
            String named = own.isEmpty() ? "\"name\":\"%02d\"".formatted(i) : own;
            features.add(feature(i % columns * width, i / columns, width, 1, named));
          }
        });
    return written(name, features);
  }

  private Path written(String name, List<String> features) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}");
  }

  private String feature(int column, int row, int width, int height, String properties) {
    double west = 90 + place * 0.1 + column * 0.001;
    double south = 24 + row * 0.001;
    double east = west + width * 0.001;
    double north = south + height * 0.001;
    return String.format(
        Locale.ROOT,
        "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
            + "[[[%2$.3f,%3$.3f],[%4$.3f,%3$.3f],[%4$.3f,%5$.3f],[%2$.3f,%5$.3f],[%2$.3f,%3$.3f]]]}}",
        properties,
        west,
        south,
        east,
        north);
  }
}
