package org.gridmap.backend.identity.session;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Credentials;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.identity.EffectiveRights;
import org.gridmap.backend.identity.EffectiveRightsCache;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Recognises a person by the cookie of his session, and a program by its token: as {@code Bearer},
 * or as the password of {@code Basic}, whatever the user name, because GIS programs know nothing
 * else. Whoever sends a token is recognised by that alone.
 */
@Component
class SessionCredentials implements Credentials {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final int LONGEST_HEADER = 1_000;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");
  private static final Set<String> ASKING =
      Set.of("/api/session", "/api/stream", "/api/event-stream", "/api/users/events");
  private static final List<String> PICTURES = List.of("/api/photos/", "/api/event-photos/");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Sessions sessions;
  private final Tokens tokens;
  private final EffectiveRightsCache standings;

  SessionCredentials(Sessions sessions, Tokens tokens, EffectiveRightsCache standings) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.standings = standings;
  }

  @Override
  public Optional<SignedIn> find(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization == null
        ? person(
            SessionCookie.find(request),
            sessions::find,
            standings::find,
            asksOnly(request) ? null : idle(request.getHeader(IDLE_SECONDS)))
        : program(authorization, request.getMethod(), tokens::find, standings::find);
  }

  @Override
  public Optional<SignedIn> known(
      @Nullable String cookies, @Nullable String authorization, @Nullable String idleSeconds) {
    return authorization == null
        ? person(SessionCookie.find(cookies), sessions::known, standings::known, idle(idleSeconds))
        : program(authorization, "GET", tokens::known, standings::known);
  }

  /**
   * @param idle for how long its owner had not been there when the request was sent; null if it
   *     tells nothing of him
   */
  private Optional<SignedIn> person(
      Optional<String> secret,
      Function<String, Optional<CachedSession>> bySecret,
      LongFunction<Optional<EffectiveRights>> byAccount,
      @Nullable Duration idle) {
    CachedSession session = secret.flatMap(bySecret).orElse(null);
    if (session == null || !session.signedIn()) {
      return Optional.empty();
    }
    Optional<EffectiveRights> standing =
        byAccount.apply(session.accountId()).filter(EffectiveRights::open);
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    if (idle != null) {
      sessions.seen(session, idle);
    }
    Set<Right> rights = standing.get().rights(session.factorShown());
    return Optional.of(new SignedIn(caller(standing.get(), rights), session.csrfToken()));
  }

  private static Optional<SignedIn> program(
      String authorization,
      String method,
      Function<String, Optional<Tokens.Live>> byText,
      LongFunction<Optional<EffectiveRights>> byAccount) {
    if (!READING.contains(method) || authorization.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    return token(authorization)
        .flatMap(byText)
        .filter(token -> token.use() == Tokens.TokenUse.MAP)
        .flatMap(token -> byAccount.apply(token.accountId()))
        .flatMap(standing -> standing.forProgram(Right.MAP))
        .map(caller -> new SignedIn(caller, null));
  }

  private static Optional<String> token(String authorization) {
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      try {
        String pair =
            new String(
                Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
                StandardCharsets.UTF_8);
        return Optional.of(pair.substring(pair.indexOf(':') + 1));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Who does not say so, as programs do not, is there himself. */
  private static Duration idle(@Nullable String seconds) {
    return seconds != null && SECONDS.matcher(seconds).matches()
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  /**
   * Reading the session, listening to streams and showing pictures do not count as use: a page left
   * open must not keep its session alive, and streams and pictures carry no headers of the page.
   */
  private static boolean asksOnly(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getMethod().equals("GET")
        && (ASKING.contains(path)
            || PICTURES.stream().anyMatch(path::startsWith)
            || path.startsWith("/api/plans/") && path.endsWith("/events"));
  }

  private static Caller caller(EffectiveRights standing, Set<Right> rights) {
    return new Caller(
        standing.accountId(), standing.login(), standing.roles(), rights, Caller.Via.SESSION);
  }
}
