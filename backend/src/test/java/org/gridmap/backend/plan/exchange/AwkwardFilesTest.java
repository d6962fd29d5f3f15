package org.gridmap.backend.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.plan.drafting.Planners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that are not quite what they should be. */
@CapabilityTest("plan")
class AwkwardFilesTest extends FilesOfPlans {
  @Test
  void three_defects_are_told_with_place_and_reason_and_nothing_is_stored() {
    ObjectNode collection = geoJson();
    List<String> leaves = leaves();
    // A gap: one grid is smaller; an overlap: one is larger; a grid that crosses itself.
    shrink(feature(collection, leaves.get(3)), 0.5);
    shrink(feature(collection, leaves.get(20)), 1.3);
    bowTie(feature(collection, leaves.get(40)));
    byte[] file = bytes(collection);
    JsonNode shown = shown(file);
    List<String> kinds = new ArrayList<>();
    for (JsonNode defect : shown.get("defects")) {
      kinds.add(defect.get("kind").asString());
      assertThat(defect.get("place").size()).isEqualTo(2);
      assertThat(defect.get("reason").asString()).endsWith(".");
    }
    assertThat(kinds).contains("GAP", "OVERLAP", "INVALID");
    String before = hash();
    Answer taken = take(file, 1, "", Planners.key());
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.json().get("type").asString()).endsWith("coverage-invalid");
    assertThat(taken.json().get("places").size()).isEqualTo(shown.get("defects").size());
    assertThat(hash()).isEqualTo(before);
    assertThat(planner.get("/api/plans/" + plan + "/log").json().get("items").size()).isZero();
  }

  private static void shrink(ObjectNode feature, double factor) {
    double[] bounds = bounds(feature.get("geometry"));
    for (JsonNode polygon : feature.get("geometry").get("coordinates")) {
      for (JsonNode ring : polygon) {
        for (JsonNode at : ring) {
          for (int k = 0; k < 2; k++) {
            double middle = (bounds[k] + bounds[k + 2]) / 2;
            ((ArrayNode) at).set(k, middle + factor * (at.get(k).asDouble() - middle));
          }
        }
      }
    }
  }

  private static void bowTie(ObjectNode feature) {
    double[] b = bounds(feature.get("geometry"));
    feature.set(
        "geometry",
        JSON.readTree(
            String.format(
                java.util.Locale.ROOT,
                "{\"type\":\"Polygon\",\"coordinates\":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}",
                b[0],
                b[1],
                b[2],
                b[3],
                b[2],
                b[1],
                b[0],
                b[3],
                b[0],
                b[1])));
  }

  @Test
  void codes_in_full_width_digits_and_names_with_invisible_characters_are_the_same_ones() {
    ObjectNode collection = geoJson();
    for (JsonNode feature : collection.get("features")) {
      ObjectNode properties = (ObjectNode) feature.get("properties");
      String wide =
          properties
              .get("code")
              .asString()
              .codePoints()
              .map(digit -> digit - '0' + '\uff10')
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      properties
          .put("code", wide)
          .put("name", "\u202e" + properties.get("name").asString() + "\u200b");
    }
    JsonNode shown = shown(bytes(collection));
    assertThat(byFate(shown).keySet()).containsExactly("KEPT");
    assertThat(shown.get("grids").toString()).doesNotContain("\"byLand\":true");
  }

  @Test
  void a_ring_that_only_touches_itself_has_its_land() {
    ObjectNode collection = geoJson();
    ObjectNode feature = feature(collection, leaves().getFirst());
    List<Coordinate> shell = new ArrayList<>();
    feature
        .get("geometry")
        .get("coordinates")
        .get(0)
        .get(0)
        .forEach(at -> shell.add(new Coordinate(at.get(0).asDouble(), at.get(1).asDouble())));
    // The hole of an island drawn as one ring with the shell, which goes in and out at a corner.
    List<Coordinate> island = triangle(shell);
    ArrayNode touching = JSON.createArrayNode();
    shell.forEach(at -> touching.add(position(at)));
    island.reversed().stream().skip(1).forEach(at -> touching.add(position(at)));
    ((ArrayNode) feature.get("geometry").get("coordinates").get(0)).set(0, touching);
    ArrayNode ring = JSON.createArrayNode();
    island.forEach(at -> ring.add(position(at)));
    ObjectNode fresh = JSON.createObjectNode();
    fresh.put("type", "Feature");
    fresh.set("properties", JSON.createObjectNode().put("name", "岛"));
    fresh.set(
        "geometry",
        JSON.createObjectNode()
            .put("type", "Polygon")
            .set("coordinates", JSON.createArrayNode().add(ring)));
    ((ArrayNode) collection.get("features")).add(fresh);
    JsonNode shown = shown(bytes(collection));
    assertThat(shown.get("defects").toString()).isEqualTo("[]");
    assertThat(byFate(shown).get("NEW")).hasSize(1);
    assertThat(byFate(shown).get("NEW").getFirst().get("name").asString()).isEqualTo("岛");
  }

  private static JsonNode position(Coordinate at) {
    return JSON.createArrayNode().add(at.x).add(at.y);
  }

  /** A triangle in a ring that touches it in its first corner only; counter-clockwise. */
  private static List<Coordinate> triangle(List<Coordinate> shell) {
    GeometryFactory factory = new GeometryFactory();
    Polygon land = factory.createPolygon(shell.toArray(Coordinate[]::new));
    double reach = land.getEnvelopeInternal().getDiameter() / 30;
    Coordinate corner = shell.getFirst();
    for (int degrees = 0; degrees < 360; degrees += 10) {
      Coordinate a = beside(corner, reach, degrees - 8);
      Coordinate b = beside(corner, reach, degrees + 8);
      List<Coordinate> ring = List.of(corner, a, b, corner);
      if (land.contains(factory.createPolygon(ring.toArray(Coordinate[]::new)))
          && land.getBoundary().distance(factory.createLineString(new Coordinate[] {a, b})) > 0) {
        return ring;
      }
    }
    throw new AssertionError("the corner has no land");
  }

  private static Coordinate beside(Coordinate at, double reach, double degrees) {
    double angle = Math.toRadians(degrees);
    return new Coordinate(at.x + reach * Math.cos(angle), at.y + reach * Math.sin(angle));
  }

  @Test
  void a_file_of_another_village_is_refused_with_its_place() {
    Planners other = new Planners(context, "350582103771", 0.3);
    Browser neighbour = other.browser("PLANNER");
    long there = other.begin(neighbour);
    byte[] file = neighbour.get("/api/plans/" + there + "/file?format=GEOPACKAGE").bytes();
    JsonNode shown = shown(file);
    assertThat(shown.get("defects").toString()).contains("OUTSIDE", "GAP");
    assertThat(take(file, 1, "", Planners.key()).status()).isEqualTo(422);
  }

  @Test
  void metres_that_call_themselves_degrees_are_refused() throws Exception {
    ObjectNode silent =
        (ObjectNode)
            JSON.readTree(converted("GeoJSON", "-a_srs", "EPSG:4326", "-lco", "RFC7946=NO"));
    silent.remove("crs");
    byte[] metres = bytes(silent);
    Answer answer = preview(metres, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().get("type").asString()).containsAnyOf("crs-suspect", "file-rejected");
    Answer named = preview(metres, "?crs=EPSG:4549");
    assertThat(named.status()).as(named.text()).isEqualTo(200);
    assertThat(byFate(named.json()).keySet()).containsExactly("KEPT");
  }

  /** The plan in metres, written anew by GDAL as another program would. */
  private byte[] converted(String driver, String... arguments) throws Exception {
    Path source = Files.write(folder.resolve("in.gpkg"), file("format=GEOPACKAGE&crs=4549"));
    Path target = folder.resolve("out." + (driver.equals("GeoJSON") ? "geojson" : "shp"));
    List<String> command = new ArrayList<>(List.of("ogr2ogr", "-f", driver));
    command.addAll(List.of(arguments));
    command.addAll(List.of(target.toString(), source.toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return Files.readAllBytes(target);
  }

  @Test
  void a_table_in_gbk_without_a_word_about_it_is_read() throws Exception {
    converted("ESRI Shapefile", "-lco", "ENCODING=CP936");
    Files.deleteIfExists(folder.resolve("out.cpg"));
    byte[] zip = zipped("网格", List.of("shp", "shx", "dbf", "prj"));
    JsonNode shown = shown(zip);
    assertThat(shown.get("defects").toString()).isEqualTo("[]");
    assertThat(byFate(shown).keySet()).as("names too").containsExactly("KEPT");
  }

  private byte[] zipped(String stem, List<String> parts) throws Exception {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String part : parts) {
        zip.putNextEntry(new ZipEntry(stem + "." + part));
        Files.copy(folder.resolve("out." + part), zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void of_two_layers_one_is_chosen() throws Exception {
    Path both = Files.write(folder.resolve("in.gpkg"), file("format=GEOPACKAGE"));
    Path one = Files.write(folder.resolve("one.geojson"), file("format=GEOJSON"));
    assertThat(
            new ProcessBuilder("ogr2ogr", "-update", "-nln", "旧网格", both.toString(), one.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    Answer answer = preview(Files.readAllBytes(both), "");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("type").asString()).endsWith("layer-needed");
    assertThat(answer.json().get("layers").toString()).contains("旧网格");
    Answer chosen =
        preview(
            Files.readAllBytes(both),
            "?layer=" + java.net.URLEncoder.encode("旧网格", StandardCharsets.UTF_8));
    assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
    assertThat(byFate(chosen.json()).keySet()).containsExactly("KEPT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no file",
        "{\"type\":\"FeatureCollection\",\"features\":[]}",
        "PK\u0003\u0004"
      })
  void what_is_no_file_of_grids_is_refused_in_words(String content) {
    Answer answer = preview(content.getBytes(StandardCharsets.ISO_8859_1), "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().get("type").asString()).endsWith("file-rejected");
  }
}
