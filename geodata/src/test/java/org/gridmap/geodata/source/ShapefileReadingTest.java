package org.gridmap.geodata.source;

import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.gridmap.geodata.source.ReadOptions.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

class ShapefileReadingTest {

  private static final String GAUSS_KRUGER_120 =
      "PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\",GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
          + "DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],"
          + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"
          + "PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000.0],"
          + "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",120.0],"
          + "PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],"
          + "UNIT[\"Meter\",1.0]]";

  private static final ReadOptions OPTIONS = ReadOptions.of(Content.GRIDS).withDrawn();

  @TempDir private Path folder;
  private final List<SourceFeature> features = new ArrayList<>();

  private static ShapefileWriter writer() {
    return new ShapefileWriter(StandardCharsets.UTF_8, Map.of("code", 15));
  }

  /** A closed square in metres, clockwise as shells of the format are. */
  private static Coordinate[] square(double west, double south, double side) {
    return new Coordinate[] {
      new Coordinate(west, south),
      new Coordinate(west, south + side),
      new Coordinate(west + side, south + side),
      new Coordinate(west + side, south),
      new Coordinate(west, south)
    };
  }

  private static Coordinate[] reversed(Coordinate[] ring) {
    List<Coordinate> points = new ArrayList<>(Arrays.asList(ring));
    java.util.Collections.reverse(points);
    return points.toArray(Coordinate[]::new);
  }

  private ReadReport read(ShapefileWriter writer) throws Exception {
    return FeatureSource.read(
        writer.write(folder.resolve("a.shp"), GAUSS_KRUGER_120), OPTIONS, features::add);
  }

  private static String only(ReadReport report) {
    assertThat(report.refusals()).hasSize(1);
    assertThat(report.read()).isEqualTo(report.accepted() + report.refused());
    return report.refusals().getFirst().row() + ": " + report.refusals().getFirst().reason();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_ring_inside_a_shell_is_a_hole_and_one_inside_a_hole_a_part_in_either_direction(
      boolean asTheFormatDemands) throws Exception {
    List<Coordinate[]> rings =
        new ArrayList<>(
            List.of(
                reversed(square(520_300, 3_340_300, 300)),
                square(520_000, 3_340_000, 1_000),
                square(520_400, 3_340_400, 50)));
    if (!asTheFormatDemands) {
      rings.replaceAll(ShapefileReadingTest::reversed);
    }

    ReadReport report = read(writer().polygon(rings, "1"));

    Geometry geometry = features.getFirst().geometry();
    assertThat(geometry.getNumGeometries()).isEqualTo(2);
    assertThat(geometry.isValid()).isTrue();
    assertThat(geometry.getArea()).isEqualTo(1e6 - 90_000 + 2_500);
    assertThat(String.join(" ", report.notes()).contains("a ring inside a shell is a hole"))
        .isEqualTo(!asTheFormatDemands);
  }

  @Test
  void a_hole_that_touches_its_shell_in_every_corner_is_a_hole() throws Exception {
    Coordinate[] hole = {
      new Coordinate(520_000, 3_340_500),
      new Coordinate(520_500, 3_340_000),
      new Coordinate(521_000, 3_340_500),
      new Coordinate(520_500, 3_341_000),
      new Coordinate(520_000, 3_340_500)
    };

    FeatureSource.read(
        writer()
            .polygon(List.of(square(520_000, 3_340_000, 1_000), hole), "1")
            .write(folder.resolve("a.shp"), GAUSS_KRUGER_120),
        OPTIONS.withInvalidKept(),
        features::add);

    assertThat(features.getFirst().geometry().getArea()).isEqualTo(500_000);
  }

  @Test
  void parts_side_by_side_stay_parts_and_equal_rings_stay_invalid() throws Exception {
    Coordinate[] ring = square(520_000, 3_340_000, 1_000);

    ReadReport report =
        FeatureSource.read(
            writer()
                .polygon(List.of(ring, square(522_000, 3_340_000, 10)), "1")
                .polygon(List.of(ring, ring), "2")
                .write(folder.resolve("a.shp"), GAUSS_KRUGER_120),
            OPTIONS,
            features::add);

    assertThat(features).hasSize(1);
    assertThat(features.getFirst().geometry().getNumGeometries()).isEqualTo(2);
    assertThat(only(report)).startsWith("2: ");
  }

  @Test
  void a_shape_without_a_record_is_named_and_no_name_shifts() throws Exception {
    ShapefileWriter writer = writer();
    for (int i = 0; i < 3; i++) {
      writer.polygon(singletonList(square(520_000 + 1_000 * i, 3_340_000, 1_000)), "0" + (i + 1));
    }
    byte[] bare = ShapefileWriter.parts(5, singletonList(square(523_000, 3_340_000, 1_000)));

    ReadReport report = read(writer.shape(bare));

    assertThat(only(report)).isEqualTo("4: The table has no record for this shape.");
    assertThat(report.notes()).anyMatch(note -> note.contains("3 records for 4 shapes"));
    assertThat(features)
        .allSatisfy(f -> assertThat(f.attributes()).containsEntry("code", "0" + f.row()));
  }

  @Test
  void a_record_without_a_shape_is_named() throws Exception {
    ReadReport report =
        read(
            writer()
                .polygon(singletonList(square(520_000, 3_340_000, 1_000)), "1")
                .record(false, "2"));

    assertThat(only(report)).isEqualTo("2: The table has a record here, but there is no shape.");
    assertThat(report.accepted()).isEqualTo(1);
  }

  @Test
  void a_record_flagged_deleted_is_named_and_the_others_keep_their_names() throws Exception {
    byte[] shape = ShapefileWriter.parts(5, singletonList(square(521_000, 3_340_000, 1_000)));

    ReadReport report =
        read(
            writer()
                .polygon(singletonList(square(520_000, 3_340_000, 1_000)), "1")
                .shape(shape)
                .record(true, "2")
                .polygon(singletonList(square(522_000, 3_340_000, 1_000)), "3"));

    assertThat(only(report)).contains("2: ").contains("flagged deleted");
    assertThat(report.refusals().getFirst().place()).isNotNull();
    assertThat(features).extracting(f -> f.attributes().get("code")).containsExactly("1", "3");
  }

  @Test
  void a_null_shape_and_an_empty_one_are_named() throws Exception {
    byte[] empty = ShapefileWriter.parts(5, List.of());

    ReadReport report =
        read(
            writer()
                .polygon(singletonList(square(520_000, 3_340_000, 1_000)), "1")
                .shape(new byte[4])
                .record(false, "2")
                .shape(empty)
                .record(false, "3"));

    assertThat(report.refusals())
        .extracting(ReadReport.Refusal::reason)
        .containsExactly("The row has no geometry.", "The geometry is empty.");
    assertThat(report.read()).isEqualTo(3);
  }

  @Test
  void heights_and_measures_are_passed_over() throws Exception {
    byte[] flat = ShapefileWriter.parts(15, singletonList(square(520_000, 3_340_000, 1_000)));
    ByteBuffer raised = ShapefileWriter.little(flat.length + 16 + 5 * 8).put(flat);

    read(writer().shape(raised.array()).record(false, "1"));

    assertThat(features.getFirst().geometry().getArea()).isEqualTo(1e6);
  }

  @Test
  void lines_and_points_are_read_for_roads_and_houses() throws Exception {
    Coordinate[] line = {new Coordinate(520_000, 3_340_000), new Coordinate(520_100, 3_340_000)};
    byte[] lines = ShapefileWriter.parts(3, List.of(line, line));
    byte[] point =
        ShapefileWriter.little(20).putInt(1).putDouble(520_000).putDouble(3_340_000).array();

    read(writer().shape(lines).record(false, "1"));
    read(writer().shape(point).record(false, "2"));

    assertThat(features)
        .extracting(f -> f.geometry().getGeometryType())
        .containsExactly("MultiLineString", "Point");
  }

  @Test
  void fields_keep_their_kinds_and_what_is_empty_is_left_out() throws Exception {
    Files.writeString(
        folder.resolve("kinds.csv"),
        "WKT,text,whole,long,real,day,yes,none\n"
            + "\"POLYGON ((118 24,118 25,119 25,118 24))\", 村 ,12,350582103220,1.5,2026-01-31,1,\n");
    Files.writeString(
        folder.resolve("kinds.csvt"),
        "\"WKT\",\"String(20)\",\"Integer(9)\",\"Integer64\",\"Real(10.2)\",\"Date(10)\",\"Integer(Boolean)\",\"String(9)\"");
    Process process =
        new ProcessBuilder(
                "ogr2ogr",
                "-f",
                "ESRI Shapefile",
                "-a_srs",
                "EPSG:4490",
                "-lco",
                "ENCODING=UTF-8",
                folder.resolve("kinds.shp").toString(),
                folder.resolve("kinds.csv").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();

    FeatureSource.read(folder.resolve("kinds.shp"), OPTIONS, features::add);

    assertThat(features.getFirst().attributes())
        .containsEntry("text", "村")
        .containsEntry("whole", 12L)
        .containsEntry("long", 350582103220L)
        .containsEntry("real", 1.5)
        .containsEntry("day", "2026-01-31")
        .doesNotContainKey("none");
  }

  @Test
  void names_cut_to_the_same_ten_bytes_keep_both_values() throws Exception {
    ShapefileWriter writer =
        new ShapefileWriter(
            Charset.forName("GBK"), new java.util.TreeMap<>(Map.of("网格名称一", 20, "网格名称二", 20)));
    byte[] table =
        Files.readAllBytes(
            writer
                .polygon(singletonList(square(520_000, 3_340_000, 1_000)), "甲", "乙")
                .write(folder.resolve("a.shp"), GAUSS_KRUGER_120)
                .resolveSibling("a.dbf"));
    System.arraycopy(table, 32, table, 64, 11);
    Files.write(folder.resolve("a.dbf"), table);

    FeatureSource.read(folder.resolve("a.shp"), OPTIONS, features::add);

    assertThat(features.getFirst().attributes().keySet()).containsExactly("网格名称一", "网格名称一_2");
    assertThat(features.getFirst().attributes().values()).containsExactlyInAnyOrder("甲", "乙");
  }

  @Test
  void what_a_shape_claims_and_does_not_have_is_refused_with_its_row() throws Exception {
    byte[] good = ShapefileWriter.parts(5, singletonList(square(520_000, 3_340_000, 1_000)));
    byte[] manyParts = good.clone();
    byte[] manyPoints = good.clone();
    byte[] strayPart = good.clone();
    byte[] notANumber = good.clone();
    byte[] otherType = good.clone();
    put(manyParts).putInt(36, Integer.MAX_VALUE).putInt(40, Integer.MAX_VALUE);
    put(manyPoints).putInt(40, 1_000_000_000);
    put(strayPart).putInt(44, 77);
    put(notANumber).putDouble(64, Double.NaN);
    put(otherType).putInt(0, 13);
    ShapefileWriter writer = writer();
    for (byte[] shape :
        List.of(good, manyParts, manyPoints, strayPart, notANumber, otherType, new byte[2])) {
      writer.shape(shape).record(false, "1");
    }

    ReadReport report = read(writer);

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.refusals())
        .extracting(ReadReport.Refusal::row)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(report.refusals().get(1).reason()).contains("claims more than");
    assertThat(report.refusals().get(3).reason()).contains("not a finite number");
  }

  private static ByteBuffer put(byte[] shape) {
    return ByteBuffer.wrap(shape).order(java.nio.ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void a_record_said_to_lie_beyond_the_file_is_refused_with_its_row() throws Exception {
    Path shp =
        writer()
            .polygon(singletonList(square(520_000, 3_340_000, 1_000)), "1")
            .polygon(singletonList(square(521_000, 3_340_000, 1_000)), "2")
            .write(folder.resolve("a.shp"), GAUSS_KRUGER_120);
    byte[] index = Files.readAllBytes(folder.resolve("a.shx"));
    ByteBuffer.wrap(index).putInt(108, 1 << 30);
    Files.write(folder.resolve("a.shx"), index);

    assertThatThrownBy(() -> FeatureSource.read(shp, OPTIONS, features::add))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("Row 2");
  }

  @Test
  void bytes_that_the_index_does_not_name_are_told() throws Exception {
    Path shp =
        writer()
            .polygon(singletonList(square(520_000, 3_340_000, 1_000)), "1")
            .polygon(singletonList(square(521_000, 3_340_000, 1_000)), "2")
            .write(folder.resolve("a.shp"), GAUSS_KRUGER_120);
    byte[] index = Files.readAllBytes(folder.resolve("a.shx"));
    Files.write(folder.resolve("a.shx"), Arrays.copyOf(index, index.length - 8));

    ReadReport report = FeatureSource.read(shp, OPTIONS, features::add);

    assertThat(only(report)).startsWith("2: ");
    assertThat(report.notes())
        .anyMatch(note -> note.contains("bytes that its index does not name"));
  }

  @Test
  void two_thousand_damaged_files_are_answered() throws Exception {
    Path shp =
        writer()
            .polygon(
                List.of(square(520_000, 3_340_000, 1_000), square(520_100, 3_340_100, 10)), "1")
            .polygon(singletonList(square(521_000, 3_340_000, 1_000)), "2")
            .write(folder.resolve("a.shp"), GAUSS_KRUGER_120);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      Path part = folder.resolve(new String[] {"a.shp", "a.shx", "a.dbf"}[i % 3]);
      byte[] whole = Files.readAllBytes(part);
      byte[] bytes = Arrays.copyOf(whole, i % 5 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int k = 0; k < 3 && bytes.length > 4; k++) {
        bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      Files.write(part, bytes);
      try {
        ReadReport report = FeatureSource.read(shp, OPTIONS, feature -> {});
        assertThat(report.read()).isEqualTo(report.accepted() + report.refused());
      } catch (UnreadableFileException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception", folder.toString());
      }
      Files.write(part, whole);
    }
  }

  @Test
  void an_ordinary_file_has_the_shapes_that_gdal_reads() throws Exception {
    Path file = Gdal.write(folder, "town.shp", "-f", "ESRI Shapefile", "-t_srs", "EPSG:4549");
    List<SourceFeature> flat = new ArrayList<>();

    FeatureSource.read(file, ReadOptions.of(Content.GRIDS), features::add);
    FeatureSource.read(folder.resolve("source-of-town.shp.geojson"), OPTIONS, flat::add);

    for (int i = 0; i < flat.size(); i++) {
      Polygon one = (Polygon) features.get(i).geometry();
      assertThat(one.norm().equalsExact(flat.get(i).geometry().norm(), 1e-9)).isTrue();
      assertThat(org.locationtech.jts.algorithm.Orientation.isCCW(one.getCoordinates())).isTrue();
    }
  }
}
