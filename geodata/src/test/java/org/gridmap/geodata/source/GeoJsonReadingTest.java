package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.gridmap.geodata.source.ReadOptions.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

class GeoJsonReadingTest {

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.GRIDS);
  private static final String SQUARE =
      "[[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.6],[118.5,24.5]]]";

  @TempDir private Path folder;
  private final List<SourceFeature> features = new ArrayList<>();

  @Test
  void a_feature_arrives_with_its_row_its_id_its_attributes_and_srid_4490() throws Exception {
    ReadReport report =
        read(
            collection(
                feature(
                    "{\"网格编码\":\"350582\",\"人口\":697,\"面积\":1.5,\"空\":null}", polygon(SQUARE))));

    assertThat(report.read()).isEqualTo(1);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.crs()).startsWith("EPSG:4326");
    SourceFeature feature = features.getFirst();
    assertThat(feature.row()).isEqualTo(1);
    assertThat(feature.id()).isEqualTo("7");
    assertThat(feature.attributes())
        .containsEntry("网格编码", "350582")
        .containsEntry("人口", 697L)
        .containsEntry("面积", 1.5)
        .doesNotContainKey("空");
    assertThat(feature.geometry().getSRID()).isEqualTo(4490);
    assertThat(feature.geometry().getArea()).isCloseTo(0.01, within(1e-9));
  }

  @Test
  void the_reference_system_that_the_file_names_is_heeded_before_and_behind_the_features()
      throws Exception {
    String crs =
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4549\"}}";
    String metres = feature("{}", "{\"type\":\"Point\",\"coordinates\":[445315,2764996]}");

    read("{\"type\":\"FeatureCollection\"," + crs + ",\"features\":[" + metres + "]}");
    read("{\"type\":\"FeatureCollection\",\"features\":[" + metres + "]," + crs + "}");

    assertThat(features)
        .allSatisfy(feature -> {
          assertThat(feature.geometry().getCoordinate().x)
              .isCloseTo(119.458348087587, within(1e-9));
          assertThat(feature.geometry().getCoordinate().y).isCloseTo(24.98946159454, within(1e-9));
        })
        .hasSize(2);
  }

  @Test
  void metres_without_a_reference_system_are_refused_with_the_question() {
    assertRefusedFile(
        collection(feature("{}", "{\"type\":\"Point\",\"coordinates\":[445315,2764996]}")),
        OPTIONS,
        "crs-suspect",
        "--crs EPSG:");
  }

  @Test
  void latitude_first_is_refused_with_the_evidence() {
    assertRefusedFile(
        collection(feature("{}", "{\"type\":\"Point\",\"coordinates\":[24.5,118.5]}")),
        OPTIONS,
        "crs-suspect",
        "axes look swapped");
  }

  @Test
  void a_reference_system_that_contradicts_the_file_is_refused_with_the_distance() {
    String json =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4549\"}},"
            + "\"features\":["
            + feature("{}", "{\"type\":\"Point\",\"coordinates\":[445315,2764996]}")
            + "]}";

    assertRefusedFile(json, OPTIONS.withCrs("EPSG:4548"), "crs-suspect", "m apart");
    assertRefusedFile(json, OPTIONS.withCrs("EPSG:99999"), "crs-unsupported", "not a known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[[118.5,24.5],[NaN,24.5],[118.6,24.6],[118.5,24.5]]]|geometry-invalid|not a finite number",
        "[[[118.5,24.5],[1e999,24.5],[118.6,24.6],[118.5,24.5]]]|geometry-invalid|not a finite number",
        "[[[118.5,24.5],[null,24.5],[118.6,24.6],[118.5,24.5]]]|geometry-invalid|null",
        "[[[118.5,24.5],[\"118.6\",24.5],[118.6,24.6],[118.5,24.5]]]|geometry-invalid|not a number",
        "[[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.6]]]|geometry-invalid|not closed",
        "[[[118.5,24.5],[118.6,24.5],[118.5,24.5]]]|geometry-invalid|fewer than four",
        "[[[118.5,24.5],[118.6],[118.6,24.6],[118.5,24.5]]]|geometry-invalid|fewer than two",
        "[[[118.5,24.5],[500,24.5],[118.6,24.6],[118.5,24.5]]]|coordinate-out-of-range|outside",
        "[[[118.5,24.5],[118.6,24.6],[118.6,24.5],[118.5,24.6],[118.5,24.5]]]|geometry-invalid|crosses",
        "[[118.5,24.5],[118.6,24.5],[118.6,24.6],[118.5,24.5]]|geometry-invalid|do not fit",
        "[]|geometry-invalid|empty",
        "[[]]|geometry-invalid|empty",
        "[[[[[[[[[[118.5,24.5]]]]]]]]]]|geometry-too-complex|deeper",
      })
  void a_bad_geometry_is_refused_with_its_row_and_the_next_one_is_read(
      String coordinates, String slug, String reason) throws Exception {
    ReadReport report =
        read(
            collection(
                feature("{}", polygon(SQUARE)),
                feature("{\"name\":\"秘密\"}", polygon(coordinates)),
                feature("{}", polygon(SQUARE))));

    assertThat(report.read()).isEqualTo(3);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(features).extracting(SourceFeature::row).containsExactly(1L, 3L);
    assertThat(report.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.row()).isEqualTo(2);
          assertThat(refusal.slug()).isEqualTo(slug);
          assertThat(refusal.reason()).contains(reason).doesNotContain("秘密");
        });
  }

  @Test
  void the_place_of_a_refused_row_is_given_in_degrees_whatever_the_file_is_in() throws Exception {
    String crossing =
        "[[[445315,2764996],[446315,2765996],[446315,2764996],[445315,2765996],[445315,2764996]]]";
    String open = "[[[445315,2764996],[446315,2765996],[446315,2764996],[445315,2765996]]]";

    Path file =
        write(
            collection(
                feature("{}", polygon(open)),
                feature("{}", polygon(crossing)),
                feature(
                    "{}",
                    polygon(
                        "[[[445315,2764996],[446315,2764996],[446315,2765996],[445315,2764996]]]"))));
    ReadReport report = FeatureSource.read(file, OPTIONS.withCrs("EPSG:4549"), features::add);

    assertThat(report.refusals())
        .hasSize(2)
        .allSatisfy(refusal -> {
          Coordinate place = Objects.requireNonNull(refusal.place());
          assertThat(place.x).isBetween(119.4, 119.5);
          assertThat(place.y).isBetween(24.9, 25.1);
        });
  }

  @Test
  void a_crossing_ring_is_let_through_for_the_doctor_and_nothing_else_is() throws Exception {
    Path file =
        write(
            collection(
                feature(
                    "{}",
                    polygon(
                        "[[[118.5,24.5],[118.6,24.6],[118.6,24.5],[118.5,24.6],[118.5,24.5]]]")),
                feature("{}", polygon("[[[118.5,24.5],[118.6,24.6],[118.6,24.5]]]"))));

    ReadReport report = FeatureSource.read(file, OPTIONS.withInvalidKept(), features::add);

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.refused()).isEqualTo(1);
  }

  @Test
  void a_row_without_geometry_is_refused_and_a_bare_geometry_is_read() throws Exception {
    assertThat(
            read(collection("{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}"))
                .refused())
        .isEqualTo(1);
    assertThat(read("{\"coordinates\":[118.5,24.5],\"type\":\"Point\"}").accepted()).isEqualTo(1);
    assertThat(read(feature("{}", polygon(SQUARE))).accepted()).isEqualTo(1);
  }

  @Test
  void a_sequence_of_features_is_read_with_and_without_record_separators() throws Exception {
    String one = feature("{}", polygon(SQUARE));

    assertThat(read(one + "\n" + one + "\n").accepted()).isEqualTo(2);
    assertThat(read("\u001E" + one + "\n\u001E" + one + "\n").accepted()).isEqualTo(2);
  }

  @Test
  void every_kind_of_geometry_is_read() throws Exception {
    ReadReport report =
        read(
            collection(
                feature(
                    "{}",
                    "{\"type\":\"MultiPoint\",\"coordinates\":[[118.5,24.5],[118.6,24.5,3]]}"),
                feature(
                    "{}", "{\"type\":\"LineString\",\"coordinates\":[[118.5,24.5],[118.6,24.5]]}"),
                feature(
                    "{}",
                    "{\"type\":\"MultiLineString\",\"coordinates\":[[[118.5,24.5],[118.6,24.5]],[[118.5,24.6],[118.6,24.6]]]}"),
                feature(
                    "{}",
                    "{\"type\":\"MultiPolygon\",\"coordinates\":["
                        + SQUARE
                        + ",[[[119,24],[119.1,24],[119.1,24.1],[119,24]]]]}"),
                feature(
                    "{}",
                    "{\"type\":\"GeometryCollection\",\"geometries\":["
                        + polygon(SQUARE)
                        + ",{\"type\":\"Point\",\"coordinates\":[118.5,24.5]}]}")));

    assertThat(report.accepted()).isEqualTo(5);
    assertThat(features)
        .extracting(feature -> feature.geometry().getGeometryType())
        .containsExactly(
            "MultiPoint", "LineString", "MultiLineString", "MultiPolygon", "GeometryCollection");
    assertThat(features.get(3).geometry().getNumGeometries()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geom",
        "{\"type\":\"FeatureCollection\",\"features\":[1,2]}",
        "{\"type\":\"FeatureCollection\",\"features\":{}}",
        "{\"type\":\"FeatureCollection\",\"features\":[}",
        "{\"type\":\"Topology\",\"objects\":{}}",
        "{]",
      })
  void a_broken_file_is_refused_with_a_sentence(String json) {
    assertRefusedFile(json, OPTIONS, "import-rejected", ".");
  }

  @Test
  void hostile_depth_anywhere_is_refused_at_once() {
    String deep = "[".repeat(100_000);

    assertRefusedFile(
        "{\"features\":" + deep, OPTIONS, "import-rejected", "feature is not an object");
    assertRefusedFile("{\"x\":" + deep, OPTIONS, "geometry-too-complex", "nested too deeply");
    assertRefusedFile(
        "{\"type\":\"Polygon\",\"coordinates\":" + deep,
        OPTIONS,
        "geometry-too-complex",
        "nested too deeply");
    assertRefusedFile(
        collection(feature("{\"a\":" + deep + "}", polygon(SQUARE))),
        OPTIONS,
        "geometry-too-complex",
        "nested");
  }

  @Test
  void the_body_of_a_request_in_gbk_is_refused_as_not_being_utf_8() throws Exception {
    byte[] body =
        collection(feature("{\"name\":\"网格名称\"}", polygon(SQUARE)))
            .getBytes(Charset.forName("GBK"));

    assertThatThrownBy(
            () -> FeatureSource.readGeoJson(new ByteArrayInputStream(body), OPTIONS, features::add))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void a_byte_order_mark_is_read_past() throws Exception {
    assertThat(read("\uFEFF" + collection(feature("{}", polygon(SQUARE)))).accepted()).isEqualTo(1);
  }

  @Test
  void a_feature_over_the_vertex_limit_is_refused_and_a_file_over_it_as_a_whole() throws Exception {
    StringBuilder line = new StringBuilder("[118.5,24.5]");
    for (int i = 1; i <= 5_000; i++) {
      line.append(",[118.5,").append(24.5 + i * 1e-5).append(']');
    }
    String tooLong = feature("{}", "{\"type\":\"LineString\",\"coordinates\":[" + line + "]}");

    ReadReport report = read(collection(tooLong, feature("{}", polygon(SQUARE))));

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.refusals().getFirst().slug()).isEqualTo("geometry-too-complex");
    Limits few = new Limits(1 << 20, 5_000, 9, 100, 60, 1 << 30);
    assertRefusedFile(
        collection(feature("{}", polygon(SQUARE)), feature("{}", polygon(SQUARE))),
        OPTIONS.withLimits(few),
        "geometry-too-complex",
        "more than 9 vertices");
  }

  @Test
  void a_body_longer_than_the_limit_is_cut_off() {
    Limits small = new Limits(100, 5_000, 200_000, 100, 60, 1 << 30);
    byte[] body =
        collection(feature("{}", polygon(SQUARE)), feature("{}", polygon(SQUARE)))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() ->
            FeatureSource.readGeoJson(
                new ByteArrayInputStream(body), OPTIONS.withLimits(small), features::add))
        .isInstanceOfSatisfying(
            UnreadableFileException.class,
            e -> assertThat(e.slug()).isEqualTo("payload-too-large"));
  }

  @Test
  void an_empty_collection_is_read_as_nothing() throws Exception {
    assertThat(read("{\"type\":\"FeatureCollection\",\"features\":[]}").read()).isZero();
  }

  @Test
  void progress_is_reported_up_to_the_last_byte() throws Exception {
    List<Long> bytes = new ArrayList<>();
    String one = feature("{}", "{\"type\":\"Point\",\"coordinates\":[118.5,24.5]}");
    Path file = write((one + "\n").repeat(5_000));

    FeatureSource.read(
        file, OPTIONS.withProgress((rows, read, total) -> bytes.add(read)), features::add);

    assertThat(bytes).hasSizeGreaterThan(3).isSorted().endsWith(Files.size(file));
  }

  private ReadReport read(String json) throws Exception {
    return FeatureSource.read(write(json), OPTIONS, features::add);
  }

  private Path write(String json) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "town", ".geojson"), json);
  }

  private void assertRefusedFile(String json, ReadOptions options, String slug, String message) {
    assertThatThrownBy(() -> FeatureSource.read(write(json), options, features::add))
        .isInstanceOfSatisfying(
            UnreadableFileException.class,
            e -> {
              assertThat(e.slug()).isEqualTo(slug);
              assertThat(e.getMessage())
                  .contains(message)
                  .doesNotContain("Exception", folder.toString());
            });
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private static String feature(String properties, String geometry) {
    return "{\"type\":\"Feature\",\"id\":7,\"properties\":"
        + properties
        + ",\"geometry\":"
        + geometry
        + "}";
  }

  private static String polygon(String coordinates) {
    return "{\"type\":\"Polygon\",\"coordinates\":" + coordinates + "}";
  }
}
