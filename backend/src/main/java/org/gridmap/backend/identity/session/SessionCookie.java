package org.gridmap.backend.identity.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a session. Its prefix makes the browser refuse it unless it is secure, belongs to
 * this host alone and to the whole of it; browsers count 127.0.0.1 as secure.
 */
final class SessionCookie {
  static final String NAME = "__Host-gridmap";

  private static final String START = NAME + "=";
  private static final int MOST_PAIRS = 40;

  private SessionCookie() {}

  /** The secret that the browser sent; two of them are none. */
  static Optional<String> find(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    return only(
        Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .toList());
  }

  /** The same in a header of plain pairs, as browsers send them; none in any other. */
  static Optional<String> find(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    String pairs = header.replace("; ", ";");
    // These would have to be understood as the container does; a pattern would cost as much as all.
    for (char special : new char[] {' ', '"', ',', '\\'}) {
      if (pairs.indexOf(special) >= 0) {
        return Optional.empty();
      }
    }
    String[] each = pairs.split(";", MOST_PAIRS + 1);
    if (each.length > MOST_PAIRS) {
      return Optional.empty();
    }
    List<String> secrets = new ArrayList<>(1);
    for (String pair : each) {
      if (pair.startsWith(START)) {
        secrets.add(pair.substring(START.length()));
      }
    }
    return only(secrets);
  }

  private static Optional<String> only(List<String> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Gives the browser a secret, until it is closed. */
  static void set(HttpServletResponse response, String secret) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(secret).build().toString());
  }

  /** Takes it back. */
  static void clear(HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("").maxAge(Duration.ZERO).build().toString());
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
    return ResponseCookie.from(NAME, value)
        .secure(true)
        .httpOnly(true)
        .sameSite("Strict")
        .path("/");
  }
}
