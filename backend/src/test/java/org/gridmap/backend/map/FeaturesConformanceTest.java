package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.TownFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The abstract tests of OGC API - Features, Part 1 (OGC 17-069r4), classes Core and GeoJSON. */
class FeaturesConformanceTest extends TownOverHttp {
  private static final String CLASSES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";
  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

  @Test
  @DisplayName("/conf/core/http")
  void http() {
    for (String path : List.of("", "/conformance", "/collections")) {
      Answer answer = client.get("/ogc" + path);
      assertThat(answer.response().version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
      assertThat(client.send("HEAD", "/ogc" + path).status()).isEqualTo(200);
    }
    assertThat(client.send("POST", "/ogc/collections").status()).isEqualTo(405);
    assertThat(client.get("/ogc/nothing").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("/conf/core/crs84")
  void crs84() {
    for (JsonNode collection : collections()) {
      assertThat(collection.get("crs").toString()).contains(CRS84);
      for (JsonNode feature : items(collection.get("id").asString(), "limit=50").get("features")) {
        for (double[] point : points(feature.at("/geometry/coordinates"))) {
          assertThat(point[0]).isBetween(-180.0, 180.0);
          assertThat(point[1]).isBetween(-90.0, 90.0);
        }
      }
    }
  }

  @Test
  @DisplayName("/conf/core/root-op and /conf/core/root-success")
  void root() {
    for (String path : List.of("/ogc", "/ogc/")) {
      JsonNode landing = ok(path).json();
      assertThat(rels(landing)).contains("service-desc", "conformance", "data", "self");
      assertThat(landing.get("title").isString()).isTrue();
      assertLinks(landing);
    }
  }

  @Test
  @DisplayName("/conf/core/api-definition-op and /conf/core/api-definition-success")
  void api_definition() {
    Answer answer = client.get(link(ok("/ogc").json(), "service-desc"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").replace(" ", ""))
        .isEqualTo("application/vnd.oai.openapi+json;version=3.0");
    assertThat(answer.json().get("openapi").asString()).startsWith("3.0.");
  }

  @Test
  @DisplayName("/conf/core/conformance-op and /conf/core/conformance-success")
  void conformance() {
    JsonNode classes = ok("/ogc/conformance").json().get("conformsTo");
    assertThat(classes.valueStream().map(JsonNode::asString))
        .contains(CLASSES + "core", CLASSES + "geojson", CLASSES + "oas30");
  }

  @Test
  @DisplayName("/conf/core/fc-md-op, /conf/core/fc-md-success and /conf/core/fc-md-links")
  void collections_metadata() {
    JsonNode list = ok("/ogc/collections").json();
    assertThat(rels(list)).contains("self");
    assertLinks(list);
    assertThat(list.get("collections").isArray()).isTrue();
  }

  @Test
  @DisplayName("/conf/core/fc-md-items, /conf/core/fc-md-items-links and /conf/core/fc-md-extent")
  void collections_items_and_extent() {
    Set<String> ids = new HashSet<>();
    for (JsonNode one : collections()) {
      assertThat(ids.add(one.get("id").asString())).isTrue();
      assertThat(rels(one)).contains("items", "self");
      assertLinks(one);
      JsonNode box = one.at("/extent/spatial/bbox/0");
      for (JsonNode feature : items(one.get("id").asString(), "limit=100").get("features")) {
        for (double[] point : points(feature.at("/geometry/coordinates"))) {
          assertThat(point[0])
              .isBetween(box.get(0).asDouble() - 1e-7, box.get(2).asDouble() + 1e-7);
          assertThat(point[1])
              .isBetween(box.get(1).asDouble() - 1e-7, box.get(3).asDouble() + 1e-7);
        }
      }
    }
    assertThat(ids).contains("grids", "grids-level-1", "grids-level-2", "houses", "roads");
  }

  @Test
  @DisplayName("/conf/core/sfc-md-op and /conf/core/sfc-md-success")
  void one_collection() {
    for (JsonNode one : collections()) {
      assertThat(ok("/ogc/collections/" + one.get("id").asString()).json()).isEqualTo(one);
    }
  }

  @Test
  @DisplayName("/conf/core/fc-op and /conf/core/fc-response")
  void features() {
    for (JsonNode one : collections()) {
      JsonNode page = items(one.get("id").asString(), "");
      assertThat(page.get("type").asString()).isEqualTo("FeatureCollection");
      assertThat(page.get("features").isArray()).isTrue();
    }
  }

  @Test
  @DisplayName("/conf/core/fc-op: bbox and datetime together")
  void bbox_and_datetime() {
    String elsewhere = "bbox=-1.5,50,1.5,53";
    String before = "&datetime=1999-01-01T00:00:00Z";
    String now = "&datetime=2026-11-21T01:05:00Z/..";
    assertThat(items("grids", TOWN + now).get("numberMatched").asInt()).isPositive();
    assertThat(items("grids", TOWN + before).get("numberMatched").asInt()).isZero();
    for (JsonNode one : collections()) {
      String id = one.get("id").asString();
      int inTheTown = items(id, TOWN).get("numberMatched").asInt();
      assertThat(items(id, TOWN + now).get("numberMatched").asInt()).isLessThanOrEqualTo(inTheTown);
      assertThat(items(id, elsewhere + now).get("numberMatched").asInt()).isZero();
    }
  }

  @Test
  @DisplayName("/conf/core/fc-bbox-response")
  void bbox() {
    for (JsonNode one : collections()) {
      String id = one.get("id").asString();
      for (String box :
          List.of(
              "-1.5,50,1.5,53",
              "-80,-5,-70,5",
              "177,65,-177,70",
              "-180,85,180,90",
              "-180,-90,180,-85",
              "100.0001,30.0001,100.0002,30.0002")) {
        double[] limits =
            java.util.Arrays.stream(box.split(",")).mapToDouble(Double::parseDouble).toArray();
        for (JsonNode feature : items(id, "limit=100&bbox=" + box).get("features")) {
          List<double[]> points = points(feature.at("/geometry/coordinates"));
          double south = points.stream().mapToDouble(point -> point[1]).min().orElseThrow();
          double north = points.stream().mapToDouble(point -> point[1]).max().orElseThrow();
          assertThat(north).isGreaterThanOrEqualTo(limits[1]);
          assertThat(south).isLessThanOrEqualTo(limits[3]);
          double west = points.stream().mapToDouble(point -> point[0]).min().orElseThrow();
          double east = points.stream().mapToDouble(point -> point[0]).max().orElseThrow();
          // A box across the antimeridian has its west east of its east.
          boolean across = limits[0] > limits[2];
          assertThat(east >= limits[0] || (across && west <= limits[2])).isTrue();
          assertThat(west <= limits[2] || (across && east >= limits[0])).isTrue();
        }
      }
    }
    assertThat(items("houses", "bbox=-1.5,50,1.5,53").get("numberMatched").asInt()).isZero();
  }

  @Test
  @DisplayName("/conf/core/fc-limit-response")
  void limit() {
    for (int limit : new int[] {1, 3, 25, 10_000, 99_999}) {
      JsonNode page = items("houses", TOWN + "&limit=" + limit);
      assertThat(page.get("features")).hasSize(Math.min(limit, TownFixture.HOUSES));
    }
    assertThat(client.get("/ogc/collections/houses/items?limit=0").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("/conf/core/fc-time-response")
  void time() {
    for (String time :
        List.of(
            "2026-11-21T01:05:00Z",
            "../2026-11-21T01:05:00Z",
            "2026-11-21T01:05:00Z/..",
            "/2026-11-21T01:05:00Z",
            "2026-11-20T00:00:00Z/2026-11-21T01:05:00Z")) {
      assertThat(items("houses", TOWN + "&datetime=" + time).get("numberMatched").asInt())
          .isEqualTo(TownFixture.HOUSES);
    }
    assertThat(items("grids", TOWN + "&datetime=1999-01-01T00:00:00Z").get("numberMatched").asInt())
        .isZero();
  }

  @Test
  @DisplayName("/conf/core/query-param-unknown and /conf/core/query-param-invalid")
  void bad_parameters() {
    for (String path : List.of("/ogc", "/ogc/api", "/ogc/conformance", "/ogc/collections")) {
      assertThat(client.get(path + "?unknownQueryParameter=1").status()).isEqualTo(400);
    }
    for (String path : List.of("", "/items", "/items/" + town.firstHouse())) {
      assertThat(client.get("/ogc/collections/houses" + path + "?unknown=1").status())
          .isEqualTo(400);
    }
    for (String bad : List.of("limit=-1", "limit=x", "bbox=1,2,3", "datetime=x", "bbox=a,b,c,d")) {
      assertThat(client.get("/ogc/collections/houses/items?" + bad).status()).isEqualTo(400);
    }
  }

  @Test
  @DisplayName("/conf/core/fc-links and /conf/core/fc-rel-type")
  void features_links() {
    JsonNode page = items("houses", TOWN + "&limit=2");
    assertThat(rels(page)).contains("self", "next", "collection");
    assertLinks(page);
  }

  @Test
  @DisplayName("/conf/core/fc-timeStamp, /conf/core/fc-numberMatched, /conf/core/fc-numberReturned")
  void features_numbers() {
    for (JsonNode one : collections()) {
      Instant before = Instant.now();
      JsonNode page = items(one.get("id").asString(), TOWN + "&limit=4");
      assertThat(Instant.parse(page.get("timeStamp").asString())).isBetween(before, Instant.now());
      int all = page.get("numberMatched").asInt();
      int seen = 0;
      while (true) {
        assertThat(page.get("numberReturned").asInt()).isEqualTo(page.get("features").size());
        seen += page.get("features").size();
        String next = link(page, "next");
        if (next.isEmpty()) {
          break;
        }
        page = client.get(next).json();
        assertThat(page.get("numberMatched").asInt()).isEqualTo(all);
      }
      assertThat(seen).as(one.get("id").asString()).isEqualTo(all);
    }
    assertThat(items("houses", TOWN).get("numberMatched").asInt()).isEqualTo(TownFixture.HOUSES);
  }

  @Test
  @DisplayName("/conf/core/f-op, /conf/core/f-success and /conf/core/f-links")
  void feature() {
    for (JsonNode one : collections()) {
      String id = one.get("id").asString();
      for (JsonNode feature : items(id, "limit=2").get("features")) {
        JsonNode alone = ok("/ogc/collections/" + id + "/items/" + feature.get("id")).json();
        assertThat(alone.get("type").asString()).isEqualTo("Feature");
        assertThat(alone.get("geometry")).isEqualTo(feature.get("geometry"));
        assertThat(alone.get("properties")).isEqualTo(feature.get("properties"));
        assertThat(rels(alone)).contains("self", "collection");
        assertLinks(alone);
      }
    }
    assertThat(client.get("/ogc/collections/houses/items/999999999").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("/conf/geojson/definition and /conf/geojson/content")
  void geojson() {
    for (String path : List.of("items?" + TOWN, "items/" + town.firstHouse())) {
      Answer answer =
          client.get("/ogc/collections/houses/" + path, "Accept", "application/geo+json");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).startsWith("application/geo+json");
      for (JsonNode feature :
          answer.json().has("features")
              ? answer.json().get("features").values()
              : List.of(answer.json())) {
        assertThat(feature.get("type").asString()).isEqualTo("Feature");
        assertThat(feature.get("geometry").get("type").isString()).isTrue();
        assertThat(feature.get("properties").isObject()).isTrue();
      }
    }
  }

  private Answer ok(String path) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer;
  }

  private JsonNode items(String collection, String query) {
    return ok("/ogc/collections/" + collection + "/items?" + query).json();
  }

  private Iterable<JsonNode> collections() {
    return ok("/ogc/collections").json().get("collections").values();
  }

  private static void assertLinks(JsonNode resource) {
    for (JsonNode link : resource.get("links")) {
      assertThat(URI.create(link.get("href").asString()).isAbsolute()).isTrue();
      assertThat(link.get("rel").isString() && link.get("type").isString()).isTrue();
    }
  }

  private static Set<String> rels(JsonNode resource) {
    Set<String> rels = new HashSet<>();
    resource.get("links").forEach(link -> rels.add(link.get("rel").asString()));
    return rels;
  }

  private static List<double[]> points(JsonNode coordinates) {
    List<double[]> points = new ArrayList<>();
    if (coordinates.path(0).isNumber()) {
      points.add(new double[] {coordinates.get(0).asDouble(), coordinates.get(1).asDouble()});
    } else {
      coordinates.forEach(part -> points.addAll(points(part)));
    }
    return points;
  }
}
