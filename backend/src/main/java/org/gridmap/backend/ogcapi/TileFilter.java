package org.gridmap.backend.ogcapi;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Right;
import org.gridmap.geodata.tile.TileCoordinate;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests of callers who may see the map for finished tiles before Spring looks at them;
 * everything else goes on to the door and to {@link TileController}. A map asks for tiles more
 * often than for anything else.
 */
final class TileFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String START = "/tiles/";
  private static final String END = ".mvt";
  private static final String DIVISION = "division=";

  private final transient TileCache cache;
  private final transient List<Credentials> credentials;

  TileFilter(TileCache cache, List<Credentials> credentials) {
    this.cache = cache;
    this.credentials = credentials;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String method = request.getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      Caller caller = recognise(request);
      TileKey key =
          caller == null || !caller.has(Right.MAP)
              ? null
              : key(request.getRequestURI(), request.getQueryString(), caller.has(Right.DRAFTS));
      TileAnswer tile = key == null ? null : cache.find(key);
      if (tile != null) {
        TileResponse.write(request, response, tile);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private @Nullable Caller recognise(HttpServletRequest request) {
    for (Credentials one : credentials) {
      Optional<Credentials.SignedIn> signedIn = one.find(request);
      if (signedIn.isPresent()) {
        return signedIn.get().caller();
      }
    }
    return null;
  }

  /** The tile that an address names in the plainest way, or null. */
  static @Nullable TileKey key(String path, @Nullable String query, boolean drafts) {
    if (!path.startsWith(START) || !path.endsWith(END)) {
      return null;
    }
    int first = path.indexOf('/', START.length());
    int second = first < 0 ? -1 : path.indexOf('/', first + 1);
    if (second < 0) {
      return null;
    }
    long zoom = number(path, START.length(), first);
    long x = number(path, first + 1, second);
    long y = number(path, second + 1, path.length() - END.length());
    if (!TileCoordinate.exists(zoom, x, y)) {
      return null;
    }
    List<Long> divisions = null;
    if (query != null) {
      long id = query.startsWith(DIVISION) ? number(query, DIVISION.length(), query.length()) : -1;
      if (id < 0) {
        return null;
      }
      divisions = List.of(id);
    }
    return new TileKey(new TileCoordinate((int) zoom, (int) x, (int) y), divisions, drafts);
  }

  /** A number written with digits only, or -1. */
  private static long number(String text, int from, int to) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
