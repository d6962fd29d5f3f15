package org.gridmap.backend.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the security headers of every answer: the browser runs and loads nothing but the files of
 * this server. The globe runs under this policy: WebAssembly is allowed, evaluating strings is not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class SecurityHeaders extends OncePerRequestFilter {
  /** The headers that need no configuration. */
  private static final Map<String, String> PLAIN =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          // A tile provider may ask for the origin of the page; the address with the viewpoint
          // stays here.
          "Referrer-Policy",
          "strict-origin-when-cross-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "X-Permitted-Cross-Domain-Policies",
          "none",
          "Permissions-Policy",
          "geolocation=(self), fullscreen=(self), camera=(), microphone=(), payment=(), usb=()");

  private final Map<String, String> headers;

  SecurityHeaders(List<OutsideOrigins> outside) {
    Map<String, String> all = new HashMap<>(PLAIN);
    all.put(
        "Content-Security-Policy",
        policy(outside.stream().flatMap(one -> one.listOrigins().stream()).distinct().toList()));
    this.headers = Map.copyOf(all);
  }

  /** The content security policy of the page. */
  static String policy(List<String> origins) {
    String more = origins.stream().map(origin -> " " + origin).collect(Collectors.joining());
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "style-src 'self'",
        // The globe and the components write style elements and attributes of their own.
        "style-src-elem 'self' 'unsafe-inline'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' blob: data:" + more,
        "connect-src 'self' blob: data:" + more,
        "font-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'");
  }

  static void addPlain(HttpServletResponse response) {
    PLAIN.forEach(response::setHeader);
  }

  /** Every header with its value, for answers that are given in front of the filters. */
  public Map<String, String> list() {
    return headers;
  }

  /** A request that the container refuses comes here only as an error. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    headers.forEach(response::setHeader);
    chain.doFilter(request, response);
  }
}
