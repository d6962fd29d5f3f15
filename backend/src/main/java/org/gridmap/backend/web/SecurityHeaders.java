package org.gridmap.backend.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the browser, with every answer, to run nothing and to load nothing that the town did not
 * ship. The globe runs under this policy: WebAssembly is allowed, evaluating strings is not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityHeaders extends OncePerRequestFilter {
  private final String policy;

  SecurityHeaders(List<OutsideOrigins> outside) {
    this.policy =
        policy(outside.stream().flatMap(one -> one.listOrigins().stream()).distinct().toList());
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

  /** The headers that need no configuration. */
  static void addPlain(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    // A tile provider may ask for the origin of the page; the address with the viewpoint stays
    // here.
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("X-Permitted-Cross-Domain-Policies", "none");
    response.setHeader(
        "Permissions-Policy",
        "geolocation=(self), fullscreen=(self), camera=(), microphone=(), payment=(), usb=()");
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
    addPlain(response);
    response.setHeader("Content-Security-Policy", policy);
    chain.doFilter(request, response);
  }
}
