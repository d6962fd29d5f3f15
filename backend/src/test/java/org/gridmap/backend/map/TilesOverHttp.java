package org.gridmap.backend.map;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.People;
import org.gridmap.backend.house.HouseTilePreparation;
import org.gridmap.backend.land.GridTilePreparation;
import org.gridmap.backend.live.MapChanges;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.gridmap.geodata.tile.VectorTileReader.Feature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.locationtech.jts.geom.Envelope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What tests of tiles begin with: divisions and houses, each test's in a corner of the world of its
 * own so that they share one server, and somebody who sees drafts too.
 */
@CapabilityTest({"house", "identity"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class TilesOverHttp {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired JdbcClient client;
  @Autowired Environment environment;
  @Autowired TransactionTemplate transaction;
  @Autowired GridTilePreparation grids;
  @Autowired HouseTilePreparation houses;
  @Autowired MapChanges changes;
  String cookie = "";

  @BeforeAll
  void signIn() {
    cookie =
        Browser.COOKIE
            + "="
            + People.browser(client, environment, People.with(client, "PLANNER", "100")).cookie();
  }

  /** A root of side × side square leaves whose shared borders have a bend each. */
  long division(String code, double west, double south, int side, double step) {
    return transaction.execute(status -> {
      Long id =
          jdbc.queryForObject(
              "INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)"
                  + " VALUES (?, 'test', 'PUBLISHED', true, true, ?, tstzrange(now(), NULL))"
                  + " RETURNING id",
              Long.class,
              code,
              code);
      for (int i = 0; i < side; i++) {
        for (int j = 0; j < side; j++) {
          String ring = leaf(west, south, i, j, step, side);
          grid(id, code + (1 + i * side + j), 2, true, "MULTIPOLYGON((" + ring + "))");
        }
      }
      jdbc.update(
          "INSERT INTO grid (division_id, code, name, level, level_name, kind, leaf, colour,"
              + " geom, label_point, area_square_metres) SELECT ?, ?, 'root', 1, '村', 'BASE',"
              + " false, 0, ST_Multi(g), ST_PointOnSurface(g), 1 FROM (SELECT ST_Union(geom) g"
              + " FROM grid WHERE division_id = ?) s",
          id,
          code,
          id);
      grids.prepare(id);
      Envelope area = new Envelope(west, west + side * step, south, south + side * step);
      changes.record("grid", area);
      return id;
    });
  }

  private void grid(long division, String code, int level, boolean leaf, String wkt) {
    jdbc.update(
        "INSERT INTO grid (division_id, code, name, level, level_name, kind, leaf, colour, geom,"
            + " label_point, area_square_metres) SELECT ?, ?, '网格', ?, '单元网格', 'BASE', ?, 1, g,"
            + " ST_PointOnSurface(g), 1 FROM (SELECT ST_GeomFromText(?, 4490) g) s",
        division,
        code,
        level,
        leaf,
        wkt);
  }

  private static String leaf(double west, double south, int i, int j, double step, int side) {
    StringBuilder ring = new StringBuilder("(");
    double[][] corners = {{0, 0}, {0.5, 0}, {1, 0}, {1, 0.5}, {1, 1}, {0.5, 1}, {0, 1}, {0, 0.5}};
    for (int k = 0; k <= corners.length; k++) {
      double a = i + corners[k % corners.length][0];
      double b = j + corners[k % corners.length][1];
      double bend = (a % 1 != 0 || b % 1 != 0) && a > 0 && b > 0 && a < side && b < side ? 0.07 : 0;
      ring.append(k == 0 ? "" : ",").append(west + (a + (b % 1 != 0 ? bend : 0)) * step);
      ring.append(' ').append(south + (b + (a % 1 != 0 ? bend : 0)) * step);
    }
    return ring.append(")").toString();
  }

  void house(double x, double y, String number, boolean footprint, int residents) {
    jdbc.execute(houseSql(x, y, number, footprint, residents));
  }

  static String houseSql(double x, double y, String number, boolean footprint, int residents) {
    String point = "ST_Point(" + x + ", " + y + ", 4490)";
    return "INSERT INTO house (source_id, number, entrance, footprint, floors, use, resident_count,"
        + " synthetic) VALUES ('t"
        + number
        + "', '"
        + number
        + "', "
        + point
        + ", "
        + (footprint ? "ST_Multi(ST_Expand(" + point + ", 0.0001))" : "NULL")
        + ", 3, 'RESIDENTIAL', "
        + residents
        + ", true)";
  }

  static Map<String, VectorTileReader.Layer> read(byte[] tile) {
    return VectorTileReader.read(tile);
  }

  static List<Feature> features(Map<String, VectorTileReader.Layer> layers, String name) {
    VectorTileReader.Layer layer = layers.get(name);
    return layer == null ? List.of() : layer.features();
  }

  HttpResponse<byte[]> get(TileCoordinate tile, String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path(tile), query));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.header("Cookie", cookie).build(), BodyHandlers.ofByteArray());
  }

  static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  static String path(TileCoordinate tile) {
    return "/tiles/" + tile + ".mvt";
  }

  URI uri(String path, String query) {
    return URI.create("http://127.0.0.1:" + port + path + query);
  }
}
