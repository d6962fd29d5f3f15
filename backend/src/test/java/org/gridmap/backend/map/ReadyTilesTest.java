package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridmap.backend.Browser;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.People;
import org.gridmap.backend.Wire;
import org.gridmap.backend.land.GridTilePreparation;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A finished tile is the same in each way, and nobody gets it early who would not get it late. */
@CapabilityTest({"house", "identity"})
@Timeout(60)
class ReadyTilesTest {
  private static final TileCoordinate PLACE = TileCoordinate.at(141.005, 30.005, 14);
  private static final String TILE =
      "/tiles/" + PLACE.zoom() + "/" + PLACE.x() + "/" + PLACE.y() + ".mvt";

  /** A header that sends a request the long way and changes nothing else. */
  private static final String LONG_WAY = "X-Unlisted: 1";

  @Autowired private Environment environment;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private GridTilePreparation grids;
  @LocalServerPort private int port;
  private long shown;
  private long draft;
  private Browser browser;
  private String cookie;

  @BeforeEach
  void signIn() throws IOException {
    shown = division("READY", true);
    draft = division("READY-DRAFT", false);
    browser = People.browser(jdbc, environment, People.with(jdbc, "OFFICER", "999900000001"));
    cookie = "Cookie: " + Browser.COOKIE + "=" + browser.cookie();
    for (String encoding : List.of("gzip", "identity")) {
      assertThat(ask(TILE, LONG_WAY, cookie, "Accept-Encoding: " + encoding).status())
          .isEqualTo(200);
    }
  }

  /** A division of one square grid, stored the first time. */
  private long division(String code, boolean inForce) {
    return jdbc.sql("SELECT id FROM division WHERE root_code = ?")
        .param(code)
        .query(Long.class)
        .optional()
        .orElseGet(() -> transaction.execute(status -> store(code, inForce)));
  }

  private long store(String code, boolean inForce) {
    long id =
        jdbc.sql(
                """
                INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)
                VALUES (?, '试验', ?, ?, true, ?, CASE WHEN ? THEN tstzrange(now(), NULL) END)
                RETURNING id
                """)
            .params(code, inForce ? "PUBLISHED" : "DRAFT", inForce, code, inForce)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            INSERT INTO grid (division_id, code, name, level, level_name, kind, leaf, colour, geom,
              label_point, area_square_metres)
            SELECT ?, ?, '网格', 1, '村', 'BASE', true, 1, ST_Multi(g), ST_PointOnSurface(g), 1
            FROM (SELECT ST_MakeEnvelope(141, 30, 141.01, 30.01, 4490) g) s
            """)
        .params(id, code)
        .update();
    grids.prepare(id);
    return id;
  }

  private Wire.Answer ask(String path, String... headers) throws IOException {
    try (Wire wire = new Wire(port)) {
      return wire.send(request(path, headers)).answer();
    }
  }

  private static String request(String path, String... headers) {
    String all = List.of(headers).isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + all + "\r\n";
  }

  /** Early, the tag stands behind the type; the container writes the type last. */
  static boolean isEarly(Wire.Answer answer) {
    List<String> names = answer.headers().stream().map(one -> one.split(":", 2)[0]).toList();
    return names.indexOf("Content-Type") < names.indexOf("ETag")
        && names.getLast().matches("Date|Connection");
  }

  @Test
  void whatever_a_plain_request_asks_for_it_gets_what_it_gets_the_long_way() throws Exception {
    String tag = ask(TILE, cookie).header("ETag").orElseThrow();
    String zipped = ask(TILE, cookie, "Accept-Encoding: gzip").header("ETag").orElseThrow();
    List<List<String>> variations = new ArrayList<>();
    for (String encoding :
        List.of("", "gzip", "gzip, deflate, br", "gzip;q=0", "br, gzip;q=0.0", "*", "identity")) {
      for (String known :
          List.of(
              "",
              tag,
              zipped,
              "W/" + tag,
              "\"other\", " + tag,
              "\"other\"",
              "*",
              tag.replace("\"", "")))
        for (String kept : List.of("", "keep-alive", "Keep-Alive")) {
          List<String> headers = new ArrayList<>(List.of(cookie));
          if (!encoding.isEmpty()) {
            headers.add("accept-encoding: " + encoding);
          }
          if (!known.isEmpty()) {
            headers.add("If-None-Match:" + known);
          }
          if (!kept.isEmpty()) {
            headers.add("Connection: " + kept);
          }
          variations.add(headers);
        }
    }
    variations.add(
        List.of("Accept: */*", "User-Agent: QGIS \"(1)\"", cookie, "Referer: http://x/"));
    variations.add(List.of("Cookie: other=1; " + cookie.substring(8) + "; last="));
    variations.add(List.of(cookie, "Idle-Seconds: 599"));
    variations.add(List.of(cookie, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"));
    try (Wire early = new Wire(port);
        Wire late = new Wire(port)) {
      for (List<String> headers : variations) {
        String[] plain = headers.toArray(String[]::new);
        List<String> more = new ArrayList<>(headers);
        more.add(LONG_WAY);
        String[] odd = more.toArray(String[]::new);
        for (String path : List.of(TILE, TILE + "?division=" + shown)) {
          late.send(request(path, odd)).answer();
          Wire.Answer expected = late.send(request(path, odd)).answer();
          Wire.Answer answer = early.send(request(path, plain)).answer();
          assertThat(answer.line()).as("%s", headers).isEqualTo(expected.line());
          assertThat(answer.lasting()).as("%s", headers).isEqualTo(expected.lasting());
          assertThat(answer.body()).as("%s", headers).isEqualTo(expected.body());
          if (answer.status() == 200) {
            assertThat(isEarly(answer)).as("%s", headers).isTrue();
            assertThat(isEarly(expected)).as("%s", headers).isFalse();
          }
        }
      }
    }
  }

  @Test
  void nobody_gets_a_finished_tile_who_would_not_get_a_drawn_one() throws Exception {
    String secret = browser.cookie();
    List<String> strangers =
        List.of(
            "Accept: */*",
            "Cookie: " + Browser.COOKIE + "=" + "A".repeat(secret.length()),
            "Cookie: " + Browser.COOKIE + "=",
            "Cookie: gridmap=" + secret,
            "Cookie: " + Browser.COOKIE.toLowerCase(Locale.ROOT) + "=" + secret,
            cookie + "; " + cookie.substring(8),
            "Authorization: Bearer " + secret,
            "Authorization: Basic " + secret,
            cookie + "\r\nAuthorization: Bearer gridmap_wrong");
    for (String stranger : strangers) {
      Wire.Answer early = ask(TILE, stranger);
      assertThat(early.status()).as(stranger).isEqualTo(401);
      assertThat(early.lasting()).as(stranger).isEqualTo(ask(TILE, stranger, LONG_WAY).lasting());
    }
    try (Wire wire = new Wire(port)) {
      assertThat(isEarly(wire.send(request(TILE, cookie)).answer())).isTrue();
      wire.send(request(TILE, cookie).replace("localhost", "evil.example"));
      assertThat(wire.answer().status()).isEqualTo(421);
    }
    Browser halfWay = People.browser(jdbc, environment, People.with(jdbc, "AUDITOR", null));
    String other = "Cookie: " + Browser.COOKIE + "=" + halfWay.cookie();
    assertThat(ask(TILE, other).status()).isEqualTo(ask(TILE, other, LONG_WAY).status());
  }

  @Test
  void a_session_and_a_token_open_nothing_from_the_moment_they_end() throws Exception {
    JsonNode made = browser.post("/api/account/tokens", Map.of("name", "QGIS", "days", 1)).json();
    String secret = made.path("token").stringValue();
    List<String> tokens =
        List.of(
            "Authorization: Bearer " + secret,
            "Authorization: Basic "
                + Base64.getEncoder()
                    .encodeToString(("me:" + secret).getBytes(StandardCharsets.UTF_8)));
    try (Wire wire = new Wire(port)) {
      for (String token : tokens) {
        awaitEarly(wire, token);
      }
      browser.delete("/api/account/tokens/" + made.path("id").longValue());
      for (String token : tokens) {
        assertThat(wire.send(request(TILE, token)).answer().status()).isEqualTo(401);
      }
      awaitEarly(wire, cookie);
      browser.delete("/api/session");
      assertThat(wire.send(request(TILE, cookie)).answer().status()).isEqualTo(401);
    }
  }

  /** Asks until the account is in memory: its changes are told to this server a little later. */
  private static void awaitEarly(Wire wire, String credentials) throws Exception {
    while (!isEarly(wire.send(request(TILE, credentials)).answer())) {
      Thread.sleep(10);
    }
  }

  @Test
  void drafts_are_only_in_the_tiles_of_those_who_may_see_them() throws Exception {
    Browser planner = People.browser(jdbc, environment, People.with(jdbc, "PLANNER", "READY"));
    String his = "Cookie: " + Browser.COOKIE + "=" + planner.cookie();
    String path = TILE + "?division=" + draft;
    assertThat(ask(path, his).status()).isEqualTo(200);
    assertThat(isEarly(ask(path, his))).isTrue();
    assertThat(ask(path, cookie).status()).isEqualTo(204);
    assertThat(ask(path, cookie).status()).isEqualTo(204);
  }
}
