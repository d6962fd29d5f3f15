package org.gridmap.backend.map;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.RouteMatcher;
import org.gridmap.backend.access.RouteRule;
import org.gridmap.backend.web.SecurityHeaders;
import org.gridmap.backend.web.ingress.PlainRequest;
import org.gridmap.backend.web.ingress.ReadyAnswers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Answers requests for finished tiles of callers whom the table of routes admits, from memory
 * alone; everything else takes the usual way through the filters to {@link TileController}. A map
 * asks for tiles more often than for anything else, and everything between the connection and a
 * controller costs more than the tile.
 */
@Component
final class ReadyTiles implements ReadyAnswers {
  private final TileCache cache;
  private final List<Credentials> credentials;

  /** One row of the table is for all tiles; to look for it each time would take too long. */
  private final RouteRule rule;

  /** What every tile and every 304 begins with, encoded once. */
  private final byte[] tile;

  private final byte[] unchanged;

  ReadyTiles(
      TileCache cache,
      List<Credentials> credentials,
      RouteMatcher routes,
      SecurityHeaders headers) {
    this.cache = cache;
    this.credentials = credentials;
    rule = routes.find("GET", TileKey.START + "0/0/0.mvt").orElseThrow();
    StringBuilder every = new StringBuilder();
    headers.list().forEach((name, value) -> every.append(line(name, value)));
    every.append(line(HttpHeaders.CACHE_CONTROL, TileResponse.CACHE_CONTROL));
    every.append(line(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING));
    unchanged = encode("HTTP/1.1 304 \r\n" + every);
    every.append(line(HttpHeaders.CONTENT_TYPE, TileResponse.MEDIA_TYPE));
    tile = encode("HTTP/1.1 200 \r\n" + every);
  }

  @Override
  public String pathPrefix() {
    return TileKey.START;
  }

  @Override
  public @Nullable ReadyAnswer find(PlainRequest request) {
    TileKey plain = TileKey.of(request.path(), request.query(), false);
    Caller caller = plain == null ? null : recognise(request);
    if (plain == null || caller == null || !rule.admits(caller)) {
      return null;
    }
    TileAnswer finished =
        cache.find(
            caller.has(Right.DRAFTS) ? new TileKey(plain.tile(), plain.divisions(), true) : plain);
    return finished == null || finished.isEmpty() ? null : answer(request, finished);
  }

  private @Nullable ReadyAnswer answer(PlainRequest request, TileAnswer finished) {
    boolean gzip = TileResponse.takesGzip(request.header(HttpHeaders.ACCEPT_ENCODING));
    String tag = line(HttpHeaders.ETAG, finished.tag(gzip));
    if (finished.isNamedBy(request.header(HttpHeaders.IF_NONE_MATCH))) {
      return new ReadyAnswer(head(unchanged, tag), ByteBuffer.allocate(0));
    }
    byte[] body = gzip ? finished.gzipIfMade() : finished.plain();
    if (body == null) {
      return null;
    }
    String encoding = gzip ? line(HttpHeaders.CONTENT_ENCODING, "gzip") : "";
    String length = line(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    return new ReadyAnswer(head(tile, tag + encoding + length), ByteBuffer.wrap(body));
  }

  private static ByteBuffer head(byte[] start, String rest) {
    byte[] end = encode(rest);
    return ByteBuffer.allocate(start.length + end.length).put(start).put(end).flip();
  }

  private static String line(String name, String value) {
    return name + ": " + value + "\r\n";
  }

  private static byte[] encode(String lines) {
    return lines.getBytes(StandardCharsets.ISO_8859_1);
  }

  private @Nullable Caller recognise(PlainRequest request) {
    for (Credentials one : credentials) {
      Optional<Credentials.SignedIn> signedIn =
          one.known(
              request.header(HttpHeaders.COOKIE),
              request.header(HttpHeaders.AUTHORIZATION),
              request.header(Credentials.IDLE_SECONDS));
      if (signedIn.isPresent()) {
        return signedIn.get().caller();
      }
    }
    return null;
  }
}
