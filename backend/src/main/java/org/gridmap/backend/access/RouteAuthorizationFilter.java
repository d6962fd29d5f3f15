package org.gridmap.backend.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.ProblemWriter;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates and authorises every request by {@link RouteTable}: recognises the caller, refuses
 * changes without the CSRF token of the page, and refuses callers without a right of the route. A
 * route that the table does not name is answered as not found.
 */
final class RouteAuthorizationFilter extends OncePerRequestFilter {
  static final String CSRF_HEADER = "X-CSRF-Token";
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> SAME_PAGE = Set.of("same-origin", "none");

  private final RouteMatcher routes;
  private final List<Credentials> credentials;
  private final List<DenialListener> refusals;
  private final ProblemWriter problems;

  RouteAuthorizationFilter(
      RouteMatcher routes,
      List<Credentials> credentials,
      List<DenialListener> refusals,
      ProblemWriter problems) {
    this.routes = routes;
    this.credentials = credentials;
    this.refusals = refusals;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<RouteRule> rule = routes.find(request.getMethod(), request.getRequestURI());
    if (rule.isEmpty()) {
      refuseUnknown(request, response);
      return;
    }
    Credentials.@Nullable SignedIn signedIn = recognise(request);
    if (!rule.get().open() && signedIn == null) {
      askToSignIn(request, response);
      return;
    }
    if (!READING.contains(request.getMethod()) && !isMeant(request, signedIn)) {
      refuse(request, response, rule.get(), signedIn, AccessProblems.CSRF_REJECTED);
      return;
    }
    if (signedIn != null && !rule.get().admits(signedIn.caller())) {
      refuse(request, response, rule.get(), signedIn, missing(signedIn.caller()));
      return;
    }
    try {
      if (signedIn != null) {
        SecurityContextHolder.setContext(
            new SecurityContextImpl(new CurrentUser.CallerAuthentication(signedIn.caller())));
      }
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Credentials.@Nullable SignedIn recognise(HttpServletRequest request) {
    return credentials.stream().flatMap(one -> one.find(request).stream()).findFirst().orElse(null);
  }

  /** An account whose roles need a second factor that it does not have yet may only get one. */
  private static ProblemType missing(Caller caller) {
    boolean halfWay =
        caller.via() == Caller.Via.SESSION
            && caller.roles().stream().anyMatch(Role::needsSecondFactor)
            && caller.rights().equals(Set.of(Right.OWN_ACCOUNT));
    return halfWay ? AccessProblems.STEP_UP_REQUIRED : WebProblems.FORBIDDEN;
  }

  private void refuseUnknown(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Set<String> methods = routes.methods(request.getRequestURI());
    if (methods.isEmpty()) {
      problems.write(response, WebProblems.NOT_FOUND, "There is nothing at this address.");
    } else {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
      problems.write(
          response,
          WebProblems.METHOD_NOT_ALLOWED,
          "This address takes " + String.join(", ", methods) + ".");
    }
  }

  private void askToSignIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Programs need the header WWW-Authenticate; a browser would answer it with a password dialog.
    if (request.getHeader("Sec-Fetch-Mode") == null) {
      response.addHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"GridMap\", charset=\"UTF-8\"");
      response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"GridMap\"");
    }
    problems.write(response, WebProblems.AUTHENTICATION_REQUIRED, "Sign in to see this.");
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      RouteRule rule,
      Credentials.@Nullable SignedIn signedIn,
      ProblemType type)
      throws IOException {
    if (signedIn != null) {
      DenialListener.Refusal refusal =
          new DenialListener.Refusal(
              signedIn.caller(), request.getMethod(), rule.pattern(), type.slug(), null, null);
      try {
        refusals.forEach(listener -> listener.refused(refusal));
      } catch (ProblemException unheard) {
        // A refusal is answered only after it is in the audit log.
        problems.write(response, unheard.type(), unheard.detail());
        return;
      }
    }
    problems.write(response, type, type.title() + ".");
  }

  /** Whether a change was asked for by the page itself, or by a program with its own token. */
  private static boolean isMeant(
      HttpServletRequest request, Credentials.@Nullable SignedIn signedIn) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !SAME_PAGE.contains(site)) {
      return false;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST))) {
      return false;
    }
    if (signedIn == null || signedIn.csrfToken() == null) {
      return true;
    }
    String sent = request.getHeader(CSRF_HEADER);
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            signedIn.csrfToken().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      return URI.create(origin).getRawAuthority() != null
          && URI.create(origin).getRawAuthority().equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
