package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.live.Revision;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.springframework.beans.factory.annotation.Autowired;

/** How a tile is answered: with a tag, packed, at once after a change, and with problems. */
class TileServingTest extends TilesOverHttp {
  @Autowired private Revision revision;

  @Test
  void a_client_that_has_the_tile_gets_304_and_an_empty_place_is_204() throws Exception {
    division("T", 103, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(103.001, 10.001, 14);
    HttpResponse<byte[]> first = get(tile, "");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("\"").endsWith("\"");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(first.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.mapbox-vector-tile");
    HttpResponse<byte[]> second = get(tile, "", "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(second.headers().firstValue("ETag")).hasValue(tag);
    assertThat(get(tile, "", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> nothing = get(TileCoordinate.at(-40, -40, 14), "");
    assertThat(nothing.statusCode()).isEqualTo(204);
    assertThat(nothing.body()).isEmpty();
  }

  /** It leaves by a shorter way. */
  @Test
  void a_finished_tile_is_answered_like_a_drawn_one_and_to_nobody_else() throws Exception {
    division("K", 107, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(107.001, 10.001, 14);
    HttpResponse<byte[]> drawn = get(tile, "");
    HttpResponse<byte[]> finished = get(tile, "");
    assertThat(finished.statusCode()).isEqualTo(200);
    assertThat(finished.body()).isEqualTo(drawn.body());
    assertThat(lasting(finished)).isEqualTo(lasting(drawn)).containsKey("content-security-policy");
    HttpRequest.Builder nobody = HttpRequest.newBuilder(uri(path(tile), ""));
    assertThat(CLIENT.send(nobody.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: evil.example\r\nCookie: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path(tile), cookie)
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 421");
    }
  }

  /** The headers that do not tell the time. */
  private static Map<String, List<String>> lasting(HttpResponse<byte[]> answer) {
    Map<String, List<String>> headers = new HashMap<>(answer.headers().map());
    headers.remove("date");
    return headers;
  }

  @Test
  void a_compressed_tile_holds_the_same_and_has_a_tag_of_its_own() throws Exception {
    division("Z", 104, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(104.001, 10.001, 14);
    for (int round = 0; round < 2; round++) {
      HttpResponse<byte[]> plain = get(tile, "");
      HttpResponse<byte[]> packed = get(tile, "", "Accept-Encoding", "gzip");
      assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
      assertThat(packed.headers().firstValue("ETag"))
          .isNotEqualTo(plain.headers().firstValue("ETag"));
      assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
          .isEqualTo(plain.body());
    }
    HttpResponse<byte[]> head =
        send(HttpRequest.newBuilder(uri(path(tile), "")).method("HEAD", noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isEqualTo(get(tile, "").body().length);
  }

  @Test
  void a_tile_that_does_not_exist_and_an_unknown_parameter_are_problems() throws Exception {
    for (String bad : List.of("23/0/0", "3/8/0", "3/0/8", "3/-1/0", "3/x/0", "3/99999999999/0")) {
      HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri("/tiles/" + bad + ".mvt", "")));
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.body()).asString().contains("/problems/tile-out-of-range");
    }
    for (String query : List.of("?divison=1", "?division=x", "?division=-1")) {
      HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(uri("/tiles/3/0/0.mvt", query)));
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).asString().contains("/problems/malformed-request");
    }
  }

  @Test
  void a_house_is_in_the_next_tile_after_its_commit_and_untouched_tiles_keep_their_tag()
      throws Exception {
    division("V", 105, 10, 2, 0.01);
    TileCoordinate touched = TileCoordinate.at(105.0151, 10.0151, 16);
    TileCoordinate untouched = TileCoordinate.at(105.0051, 10.0051, 16);
    String before = get(touched, "").headers().firstValue("ETag").orElseThrow();
    String kept = get(untouched, "").headers().firstValue("ETag").orElseThrow();
    long revisionBefore = revision.current();
    transaction.executeWithoutResult(status -> {
      house(105.0151, 10.0151, "12号", true, 3);
      Envelope area = new Envelope(105.015, 105.0152, 10.015, 10.0152);
      houses.prepare(area);
      changes.record("house", area);
    });
    HttpResponse<byte[]> after = get(touched, "", "If-None-Match", before);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(features(read(after.body()), "house").getFirst().attributes())
        .containsEntry("number", "12号");
    assertThat(get(untouched, "", "If-None-Match", kept).statusCode()).isEqualTo(304);
    assertThat(revision.current()).isGreaterThan(revisionBefore);
  }

  @Test
  void what_is_rolled_back_changes_nothing() throws Exception {
    division("B", 106, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(106.001, 10.001, 15);
    String tag = get(tile, "").headers().firstValue("ETag").orElseThrow();
    transaction.executeWithoutResult(status -> {
      house(106.001, 10.001, "1", true, 3);
      changes.record("house", new Envelope(106, 106.01, 10, 10.01));
      status.setRollbackOnly();
    });
    assertThat(get(tile, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void what_another_process_commits_is_seen_soon_even_if_an_older_change_commits_later()
      throws Exception {
    division("P", 107, 10, 2, 0.002);
    TileCoordinate tile = TileCoordinate.at(107.001, 10.001, 16);
    String tag = get(tile, "").headers().firstValue("ETag").orElseThrow();
    try (Connection slow = OwnerDatabase.open(environment);
        Connection fast = OwnerDatabase.open(environment);
        Statement first = slow.createStatement();
        Statement second = fast.createStatement()) {
      slow.setAutoCommit(false);
      // The slow one takes the smaller number and commits after the fast one was followed.
      first.execute(houseSql(107.001, 10.001, "9", true, 1));
      first.execute("SELECT fill_house_tile(%1$d, %2$d, %1$d, %2$d)".formatted(tile.x(), tile.y()));
      first.execute(
          "INSERT INTO map_change (layer, envelope) VALUES ('house', ST_MakeEnvelope(107, 10,"
              + " 107.01, 10.01, 4490))");
      second.execute(
          "INSERT INTO map_change (layer, envelope) VALUES ('house', ST_MakeEnvelope(1, 1, 2, 2,"
              + " 4490))");
      revision.advance();
      assertThat(get(tile, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
      slow.commit();
    }
    long until = System.nanoTime() + 60_000_000_000L;
    int status = 304;
    while (status == 304 && System.nanoTime() < until) {
      Thread.sleep(20);
      status = get(tile, "", "If-None-Match", tag).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }
}
