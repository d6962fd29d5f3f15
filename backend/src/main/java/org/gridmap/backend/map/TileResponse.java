package org.gridmap.backend.map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a finished piece of the map as an HTTP answer. */
public final class TileResponse {
  static final String MEDIA_TYPE = "application/vnd.mapbox-vector-tile";

  /** The page asks again each time and gets 304: an edit shows at once. */
  static final String CACHE_CONTROL = "private, no-cache";

  private TileResponse() {}

  /** 200 with the piece, 204 for an empty one, 304 if the client has it. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, TileAnswer tile, String mediaType)
      throws IOException {
    response.setHeader("Cache-Control", CACHE_CONTROL);
    if (tile.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    boolean gzip = takesGzip(request.getHeader("Accept-Encoding"));
    response.addHeader("Vary", "Accept-Encoding");
    response.setHeader("ETag", tile.tag(gzip));
    if (tile.isNamedBy(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = gzip ? tile.gzip() : tile.plain();
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType(mediaType);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  /** Whether an {@code Accept-Encoding} header takes gzip; {@code gzip;q=0} does not. */
  static boolean takesGzip(@Nullable String header) {
    if (header == null) {
      return false;
    }
    int at = header.indexOf("gzip");
    if (at < 0) {
      return false;
    }
    int end = header.indexOf(',', at);
    String weight = header.substring(at + 4, end < 0 ? header.length() : end).replace(" ", "");
    return !weight.matches(";q=0(\\.0*)?");
  }
}
