package org.gridmap.backend.ogcapi;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Answers requests of callers who may see the map for finished tiles before the container looks for
 * a servlet, from memory alone; everything else goes on to the door and to {@link TileController}.
 * A map asks for tiles more often than for anything else, and the pipelines and filters behind this
 * place, and the encoding of the same headers again and again, cost more than the tile. Nothing of
 * such a request is stored or repeated, so its text is not checked.
 */
final class TileValve extends ValveBase {
  /** A header as it leaves, so that it is encoded once. */
  private record Header(byte[] name, byte[] value) {
    static Header of(String name, String value) {
      return new Header(
          name.getBytes(StandardCharsets.ISO_8859_1), value.getBytes(StandardCharsets.ISO_8859_1));
    }

    void addTo(MimeHeaders headers) {
      headers.addValue(name, 0, name.length).setBytes(value, 0, value.length);
    }
  }

  private static final Header TYPE = Header.of(HttpHeaders.CONTENT_TYPE, TileResponse.MEDIA_TYPE);
  private static final Header GZIP = Header.of(HttpHeaders.CONTENT_ENCODING, "gzip");

  private final TileCache cache;
  private final List<Credentials> credentials;
  private final List<Header> every = new ArrayList<>();

  /**
   * @param headers what every answer of the server carries
   */
  TileValve(TileCache cache, List<Credentials> credentials, Map<String, String> headers) {
    super(true);
    this.cache = cache;
    this.credentials = credentials;
    headers.forEach((name, value) -> every.add(Header.of(name, value)));
    every.add(Header.of(HttpHeaders.CACHE_CONTROL, TileResponse.CACHE_CONTROL));
    every.add(Header.of(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING));
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    TileAnswer tile = find(request);
    if (tile == null || tile.isEmpty()) {
      getNext().invoke(request, response);
    } else {
      write(request, response.getCoyoteResponse(), tile);
    }
  }

  private void write(Request request, org.apache.coyote.Response response, TileAnswer tile)
      throws IOException {
    boolean gzip = TileResponse.takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    MimeHeaders headers = response.getMimeHeaders();
    for (Header header : every) {
      header.addTo(headers);
    }
    headers.addValue(HttpHeaders.ETAG).setString(tile.tag(gzip));
    if (tile.isNamedBy(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatus(304);
      return;
    }
    byte[] body = gzip ? tile.gzip() : tile.plain();
    TYPE.addTo(headers);
    if (gzip) {
      GZIP.addTo(headers);
    }
    response.setContentLength(body.length);
    if (request.getMethod().equals("GET")) {
      response.doWrite(ByteBuffer.wrap(body));
    }
  }

  private @Nullable TileAnswer find(Request request) {
    String method = request.getMethod();
    // A page of another origin is answered where the rules for such pages are.
    if (!(method.equals("GET") || method.equals("HEAD"))
        || request.getHeader(HttpHeaders.ORIGIN) != null) {
      return null;
    }
    TileKey plain = TileKey.of(request.getRequestURI(), request.getQueryString(), false);
    Caller caller = plain == null ? null : recognise(request);
    if (plain == null || caller == null || !caller.has(Right.MAP)) {
      return null;
    }
    return cache.find(
        caller.has(Right.DRAFTS) ? new TileKey(plain.tile(), plain.divisions(), true) : plain);
  }

  private @Nullable Caller recognise(Request request) {
    for (Credentials one : credentials) {
      Optional<Credentials.SignedIn> signedIn = one.known(request);
      if (signedIn.isPresent()) {
        return signedIn.get().caller();
      }
    }
    return null;
  }
}
