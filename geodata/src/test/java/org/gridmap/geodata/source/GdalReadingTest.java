package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.ReadOptions.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;

class GdalReadingTest {

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.GRIDS);
  private static final double TENTH_OF_A_METRE = 1e-6;

  @TempDir private Path folder;
  private final List<SourceFeature> features = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "town.gpkg, GPKG, EPSG:4490, GeoPackage",
    "town.gpkg, GPKG, EPSG:4549, GeoPackage",
    "town.gpkg, GPKG, EPSG:3857, GeoPackage",
    "town.fgb, FlatGeobuf, EPSG:4549, FlatGeobuf",
    "town.kml, LIBKML, EPSG:4326, KML",
    "town.gml, GML, EPSG:4548, GML",
  })
  void a_format_is_read_in_the_reference_system_that_it_declares(
      String name, String driver, String crs, String format) throws Exception {
    Path file = Gdal.write(folder, name, "-f", driver, "-t_srs", crs);

    ReadReport report = FeatureSource.read(file, OPTIONS, features::add);

    assertThat(report.format()).isEqualTo(format);
    assertThat(report.crs()).startsWith(crs);
    assertTown();
  }

  @Test
  void a_shapefile_in_gbk_without_a_word_about_it_keeps_its_chinese() throws Exception {
    Path file =
        Gdal.write(
            folder,
            "town.shp",
            "-f",
            "ESRI Shapefile",
            "-t_srs",
            "EPSG:4549",
            "-lco",
            "ENCODING=GBK");
    Files.delete(folder.resolve("town.cpg"));

    ReadReport report = FeatureSource.read(file, OPTIONS, features::add);

    assertThat(report.notes()).contains("text encoding GB18030");
    assertThat(report.crs()).startsWith("EPSG:4549");
    assertTown();
  }

  @Test
  void a_shapefile_in_utf_8_without_a_word_about_it_keeps_its_chinese() throws Exception {
    Path file = Gdal.write(folder, "town.shp", "-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8");
    Files.delete(folder.resolve("town.cpg"));

    ReadReport report = FeatureSource.read(file, OPTIONS, features::add);

    assertThat(report.notes()).contains("text encoding UTF-8");
    assertThat(features.getFirst().attributes()).containsEntry("网格编", "350582101601001");
    assertThat(features.getFirst().attributes()).containsEntry("网格名", "洋埭村第一网格");
  }

  @Test
  void a_shapefile_without_prj_is_refused_with_the_question_and_read_with_the_answer()
      throws Exception {
    Path file =
        Gdal.write(
            folder,
            "town.shp",
            "-f",
            "ESRI Shapefile",
            "-t_srs",
            "EPSG:4549",
            "-lco",
            "ENCODING=GBK");
    Files.delete(folder.resolve("town.prj"));

    assertRefused(file, OPTIONS, "crs-unsupported", "metres", "--crs EPSG:n");
    FeatureSource.read(file, OPTIONS.withCrs("EPSG:4549"), features::add);
    assertTown();
  }

  @Test
  void a_reference_system_that_contradicts_the_prj_is_refused() throws Exception {
    Path file = Gdal.write(folder, "town.shp", "-f", "ESRI Shapefile", "-t_srs", "EPSG:4549");

    assertRefused(file, OPTIONS.withCrs("EPSG:4548"), "crs-suspect", "EPSG:4549", "m apart");
  }

  @Test
  void a_shapefile_without_its_index_is_refused_by_name() throws Exception {
    Path file = Gdal.write(folder, "town.shp", "-f", "ESRI Shapefile");
    Files.delete(folder.resolve("town.shx"));

    assertRefused(file, OPTIONS, "import-rejected", ".shx");
    assertRefused(folder.resolve("town.dbf"), OPTIONS, "import-rejected", "name its .shp");
  }

  @Test
  void a_table_with_well_known_text_is_read_in_utf_8_and_in_gbk() throws Exception {
    String csv =
        "WKT,网格编码,网格名称\n"
            + "\"POLYGON ((118.55 24.78,118.56 24.78,118.56 24.79,118.55 24.79,118.55 24.78))\",350582101601001,洋埭村第一网格\n";
    Path utf8 = Files.writeString(folder.resolve("utf8.csv"), csv);
    Path gbk = Files.write(folder.resolve("gbk.csv"), csv.getBytes(Charset.forName("GBK")));

    FeatureSource.read(utf8, OPTIONS.withCrs("EPSG:4490"), features::add);
    FeatureSource.read(gbk, OPTIONS.withCrs("EPSG:4490"), features::add);

    assertThat(features)
        .hasSize(2)
        .allSatisfy(feature ->
            assertThat(feature.attributes())
                .containsEntry("网格编码", "350582101601001")
                .containsEntry("网格名称", "洋埭村第一网格"));
  }

  @Test
  void one_of_several_layers_has_to_be_named() throws Exception {
    Path file = Gdal.write(folder, "town.gpkg", "-f", "GPKG", "-nln", "first");
    Gdal.write(folder, "town.gpkg", "-f", "GPKG", "-nln", "second", "-update");

    assertRefused(file, OPTIONS, "import-rejected", "first, second");
    assertRefused(file, OPTIONS.withLayer("third"), "import-rejected", "no layer of that name");
    FeatureSource.read(file, OPTIONS.withLayer("second"), features::add);
    assertTown();
  }

  @Test
  void a_damaged_file_is_refused_without_its_path() throws Exception {
    Path file = Gdal.write(folder, "town.gpkg", "-f", "GPKG");
    byte[] bytes = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));

    assertRefused(file, OPTIONS, "import-rejected", "damaged");
  }

  @Test
  void a_file_cut_off_in_the_middle_is_never_read_in_part() throws Exception {
    Path shp = Gdal.write(folder, "town.shp", "-f", "ESRI Shapefile");
    Files.write(shp, Arrays.copyOf(Files.readAllBytes(shp), 300));
    Path gml = Gdal.write(folder, "cut.gml", "-f", "GML");
    byte[] bytes = Files.readAllBytes(gml);
    Files.write(gml, Arrays.copyOf(bytes, bytes.length * 3 / 4));

    assertRefused(shp, OPTIONS, "import-rejected", "damaged");
    assertRefused(gml, OPTIONS, "import-rejected", "damaged");
  }

  @Test
  void an_empty_file_a_folder_a_missing_file_and_another_format_are_refused() throws Exception {
    assertRefused(
        Files.createFile(folder.resolve("empty.gpkg")), OPTIONS, "import-rejected", "empty");
    assertRefused(folder, OPTIONS, "import-rejected", "folder");
    assertRefused(folder.resolve("none.gpkg"), OPTIONS, "import-rejected", "no such file");
    assertRefused(
        Files.writeString(folder.resolve("town.shp"), "not a shapefile"),
        OPTIONS,
        "import-rejected",
        "not what the name");
    assertRefused(
        Files.writeString(folder.resolve("town.doc"), "letter"),
        OPTIONS,
        "import-rejected",
        "not known");
  }

  @Test
  void a_file_whose_name_looks_like_an_option_is_read_as_a_file() throws Exception {
    Path written = Gdal.write(folder, "town.fgb", "-f", "FlatGeobuf");
    Path odd = Files.move(written, folder.resolve("-overwrite.fgb"));

    FeatureSource.read(odd, OPTIONS, features::add);

    assertTown();
  }

  @Test
  void a_file_over_the_size_limit_is_refused_before_it_is_opened() throws Exception {
    Path file = Gdal.write(folder, "town.gpkg", "-f", "GPKG");

    assertRefused(
        file, OPTIONS.withLimits(limits(1_000, 60, 1 << 30)), "payload-too-large", "larger");
  }

  @Test
  void a_child_without_enough_memory_is_answered() throws Exception {
    Path file = Gdal.write(folder, "town.gpkg", "-f", "GPKG");

    assertRefused(file, OPTIONS.withLimits(limits(1 << 30, 60, 40L << 20)), "import-rejected", ".");
  }

  @Test
  void a_child_that_takes_too_long_is_ended_and_answered() {
    GdalProcess process =
        new GdalProcess(folder, limits(1 << 30, 1, 1 << 30), "GPKG", java.util.Map.of());
    long start = System.nanoTime();

    assertThatThrownBy(() -> process.run("sleep", List.of("60"), stream -> stream.readAllBytes()))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("longer than 1 seconds");
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }

  @Test
  void a_child_that_is_killed_is_answered() {
    GdalProcess process =
        new GdalProcess(folder, limits(1 << 30, 30, 1 << 30), "GPKG", java.util.Map.of());

    assertThatThrownBy(
            () -> process.run("sh", List.of("-c", "kill -9 $$"), stream -> stream.readAllBytes()))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("stopped (signal 9)");
  }

  @Test
  void a_child_that_dies_in_the_middle_of_its_output_is_answered_with_that() {
    GdalProcess process =
        new GdalProcess(folder, limits(1 << 30, 30, 1 << 30), "GPKG", java.util.Map.of());

    assertThatThrownBy(() ->
            process.run(
                "sh",
                List.of("-c", "printf '{\"type\":\"Fea'; kill -9 $$"),
                stream -> FeatureSource.readGeoJson(stream, OPTIONS, features::add)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("stopped (signal 9)");
  }

  @Test
  void a_child_sees_only_the_environment_made_for_it() throws Exception {
    GdalProcess process =
        new GdalProcess(folder, limits(1 << 30, 30, 1 << 30), "GPKG", java.util.Map.of());
    StringBuilder environment = new StringBuilder();

    process.run(
        "env",
        List.of(),
        stream -> environment.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));

    assertThat(environment.toString())
        .contains("PROJ_NETWORK=OFF", "http_proxy=http://127.0.0.1:9", "GDAL_DRIVER_PATH=disable")
        .contains("OGR_SKIP=")
        .doesNotContain("JAVA_HOME", "USER=");
    String skipped =
        environment.substring(environment.indexOf("OGR_SKIP=")).lines().findFirst().orElse("");
    assertThat(skipped)
        .contains("PostgreSQL", "OGR_VRT", "WFS", "HTTP", "CSV")
        .doesNotContain("GPKG", "GeoJSONSeq");
  }

  @Test
  void nothing_is_left_in_the_temporary_folder_or_beside_the_file() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path file = Gdal.write(own, "town.gml", "-f", "GML");
    Files.deleteIfExists(own.resolve("town.xsd"));
    List<Path> before = list(own);

    FeatureSource.read(file, OPTIONS.withCrs("EPSG:4326"), features::add);

    assertThat(list(own)).isEqualTo(before);
  }

  private static List<Path> list(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Limits limits(long bytes, int seconds, long memory) {
    return new Limits(bytes, 5_000, 200_000, 100_000, seconds, memory);
  }

  private void assertTown() {
    assertThat(features).hasSize(2);
    SourceFeature first =
        features.stream()
            .filter(f -> "350582101601001".equals(f.attributes().get("网格编码")))
            .findFirst()
            .orElseThrow();
    assertThat(first.attributes()).containsEntry("网格名称", "洋埭村第一网格");
    assertThat(String.valueOf(first.attributes().get("户数"))).isEqualTo("52");
    Envelope envelope = first.geometry().getEnvelopeInternal();
    assertThat(envelope.getMinX()).isCloseTo(118.55, within(TENTH_OF_A_METRE));
    assertThat(envelope.getMaxY()).isCloseTo(24.79, within(TENTH_OF_A_METRE));
    assertThat(first.geometry().getSRID()).isEqualTo(4490);
  }

  private void assertRefused(Path file, ReadOptions options, String slug, String... parts) {
    assertThatThrownBy(() -> FeatureSource.read(file, options, features::add))
        .isInstanceOfSatisfying(
            UnreadableFileException.class,
            e -> {
              assertThat(e.slug()).isEqualTo(slug);
              assertThat(e.getMessage())
                  .contains(parts)
                  .doesNotContain("Exception", folder.toString(), "ogr2ogr", "ogrinfo");
            });
  }
}
