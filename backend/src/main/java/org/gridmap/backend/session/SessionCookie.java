package org.gridmap.backend.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a session. Its prefix makes the browser refuse it unless it is secure, belongs to
 * this host alone and to the whole of it; browsers count 127.0.0.1 as secure.
 */
final class SessionCookie {
  static final String NAME = "__Host-gridmap";

  private SessionCookie() {}

  /** The secret that the browser sent; two of them are none. */
  static Optional<String> find(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    String[] found =
        Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME))
            .map(Cookie::getValue)
            .toArray(String[]::new);
    return found.length == 1 ? Optional.of(found[0]) : Optional.empty();
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
