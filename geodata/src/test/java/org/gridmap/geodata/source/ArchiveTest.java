package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.ReadOptions.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.GRIDS);
  private static final byte[] TOWN = Gdal.TOWN.getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final List<SourceFeature> features = new ArrayList<>();

  @Test
  void a_zipped_shapefile_with_chinese_names_is_read() throws Exception {
    Gdal.write(
        folder, "town.shp", "-f", "ESRI Shapefile", "-t_srs", "EPSG:4549", "-lco", "ENCODING=GBK");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String part : List.of("shp", "shx", "dbf", "prj")) {
      entries.put("网格/洋埭村." + part, Files.readAllBytes(folder.resolve("town." + part)));
    }

    for (Charset names : List.of(StandardCharsets.UTF_8, Charset.forName("GBK"))) {
      features.clear();
      ReadReport report = FeatureSource.read(zip(entries, names), OPTIONS, features::add);

      assertThat(report.format()).isEqualTo("ESRI Shapefile");
      assertThat(report.crs()).startsWith("EPSG:4549");
      assertThat(features).hasSize(2);
      assertThat(features.getFirst().attributes()).containsEntry("网格名称", "洋埭村第一网格");
    }
  }

  @Test
  void one_of_several_files_has_to_be_named() throws Exception {
    Path archive =
        zip(Map.of("a/one.geojson", TOWN, "a/two.geojson", TOWN), StandardCharsets.UTF_8);

    assertRejected(archive, OPTIONS, "several files");
    FeatureSource.read(archive, OPTIONS.withLayer("two"), features::add);
    assertThat(features).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../town.geojson",
        "/town.geojson",
        "a/../../town.geojson",
        "..\\town.geojson",
        "C:\\town.geojson"
      })
  void a_name_that_climbs_out_is_rejected(String name) throws Exception {
    assertRejected(zip(Map.of(name, TOWN), StandardCharsets.UTF_8), OPTIONS, "outside");
  }

  @Test
  void an_archive_in_an_archive_is_rejected() throws Exception {
    assertRejected(
        zip(Map.of("town.geojson", TOWN, "more.zip", new byte[10]), StandardCharsets.UTF_8),
        OPTIONS,
        "another archive");
  }

  @Test
  void a_bomb_is_rejected_by_what_it_claims() throws Exception {
    byte[] zeros = new byte[30 << 20];

    assertRejected(
        zip(Map.of("town.geojson", zeros), StandardCharsets.UTF_8), OPTIONS, "packed more than");
  }

  @Test
  void more_bytes_than_the_limit_are_rejected_even_if_the_archive_claims_fewer() throws Exception {
    byte[] text = "x".repeat(3 << 20).getBytes(StandardCharsets.US_ASCII);
    Path archive = zip(Map.of("town.geojson", text), StandardCharsets.UTF_8);
    Limits limits = new Limits(1 << 20, 5_000, 200_000, 100, 60, 1 << 30);

    assertRejected(archive, OPTIONS.withLimits(limits), "larger than 1 MB");
    byte[] bytes = Files.readAllBytes(archive);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(bytes) + 24, 1_000);
    Files.write(archive, bytes);
    assertThatThrownBy(() -> FeatureSource.read(archive, OPTIONS.withLimits(limits), features::add))
        .isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void a_symbolic_link_is_rejected() throws Exception {
    Path archive =
        zip(
            Map.of("town.geojson", "/etc/passwd".getBytes(StandardCharsets.US_ASCII)),
            StandardCharsets.UTF_8);
    byte[] bytes = Files.readAllBytes(archive);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(bytes) + 38, 0xA1FF0000);
    Files.write(archive, bytes);

    assertRejected(archive, OPTIONS, "symbolic link");
  }

  @Test
  void too_many_entries_are_rejected() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 1_001; i++) {
      entries.put("file-" + i + ".txt", new byte[1]);
    }

    assertRejected(zip(entries, StandardCharsets.UTF_8), OPTIONS, "more than 1000 entries");
  }

  @Test
  void a_cut_archive_an_empty_one_and_one_without_a_map_are_rejected() throws Exception {
    Path archive = zip(Map.of("town.geojson", TOWN), StandardCharsets.UTF_8);
    byte[] bytes = Files.readAllBytes(archive);
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));

    assertRejected(cut, OPTIONS, "cut off");
    assertRejected(zip(Map.of(), StandardCharsets.UTF_8), OPTIONS, "no file");
    assertRejected(zip(Map.of("letter.txt", TOWN), StandardCharsets.UTF_8), OPTIONS, "no file");
  }

  private Path zip(Map<String, byte[]> entries, Charset names) throws Exception {
    Path archive = Files.createTempFile(folder, "town", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive), names)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return archive;
  }

  /** Where the first entry of the central directory begins. */
  private static int directory(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 22 + 16);
  }

  private void assertRejected(Path archive, ReadOptions options, String message) {
    assertThatThrownBy(() -> FeatureSource.read(archive, options, features::add))
        .isInstanceOfSatisfying(
            UnreadableFileException.class,
            e -> {
              assertThat(e.slug()).isEqualTo("archive-rejected");
              assertThat(e.getMessage()).contains(message).doesNotContain(folder.toString());
            });
  }
}
