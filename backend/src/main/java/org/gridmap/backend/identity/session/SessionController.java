package org.gridmap.backend.identity.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.DemoMode;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sessions over HTTP: who is signed in, signing in and signing out. */
@Tag(name = "Session")
@RestController
class SessionController {
  private static final String SESSION = "/api/session";
  private static final String JSON = "application/json";
  private static final int LONGEST_LOGIN = 100;

  /**
   * @param login name to sign in with
   * @param password what opens it
   */
  record Credentials(String login, String password) {
    Credentials {
      Objects.requireNonNull(login);
      Objects.requireNonNull(password);
    }

    @Override
    public String toString() {
      return "credentials";
    }
  }

  /**
   * @param code six digits from the phone, or a recovery code
   */
  record Code(String code) {
    Code {
      Objects.requireNonNull(code);
    }
  }

  /**
   * @param login of an account of the demonstration
   */
  record DemoChoice(String login) {
    DemoChoice {
      Objects.requireNonNull(login);
    }
  }

  private final Login login;
  private final Sessions sessions;
  private final SessionAnswers answers;
  private final KnownDevices devices;
  private final AuditLog audit;
  private final DemoMode demo;

  SessionController(
      Login login,
      Sessions sessions,
      SessionAnswers answers,
      KnownDevices devices,
      AuditLog audit,
      DemoMode demo) {
    this.login = login;
    this.sessions = sessions;
    this.answers = answers;
    this.devices = devices;
    this.audit = audit;
    this.demo = demo;
  }

  @ModelAttribute
  void keepNothing(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }

  @Operation(summary = "Whose session this is, and what it may do; asking keeps nothing alive")
  @GetMapping(path = SESSION, produces = JSON)
  SessionAnswer session(HttpServletRequest request) {
    return answers.describe(SessionCookie.find(request));
  }

  @Operation(summary = "Sign in; if a second factor is needed, the session is only half open")
  @FailsWith({"authentication-required", "rate-limited"})
  @PostMapping(path = SESSION, consumes = JSON, produces = JSON)
  SessionAnswer open(
      @RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
    if (given.login().length() > LONGEST_LOGIN) {
      throw new ProblemException(WebProblems.VALIDATION_FAILED, "No login is that long.");
    }
    Login.Entered entered = login.withPassword(given.login(), given.password(), visitor(request));
    SessionAnswer answer = enter(entered.secret(), request, response);
    remember(entered, request, response);
    return answer;
  }

  @Operation(summary = "Show the second factor")
  @FailsWith({"authentication-required", "rate-limited"})
  @PostMapping(path = SESSION + "/second-factor", consumes = JSON, produces = JSON)
  SessionAnswer secondFactor(
      @RequestBody Code given, HttpServletRequest request, HttpServletResponse response) {
    CachedSession half =
        SessionCookie.find(request)
            .flatMap(sessions::find)
            .filter(session -> !session.signedIn())
            .orElseThrow(() ->
                new ProblemException(
                    WebProblems.AUTHENTICATION_REQUIRED, "Sign in with login and password first."));
    requireCsrfToken(half, request);
    Login.Entered entered = login.withSecondFactor(half, given.code());
    SessionCookie.set(response, entered.secret());
    remember(entered, request, response);
    return answers.describe(Optional.of(entered.secret()));
  }

  @Operation(summary = "Sign in to an account of the demonstration, where there is one")
  @FailsWith({"not-found", "rate-limited"})
  @PostMapping(path = SESSION + "/demo", consumes = JSON, produces = JSON)
  SessionAnswer demo(
      @RequestBody DemoChoice given, HttpServletRequest request, HttpServletResponse response) {
    if (!demo.on()) {
      throw new ProblemException(WebProblems.NOT_FOUND, "This server is no demonstration.");
    }
    return enter(login.asDemo(given.login(), visitor(request)).secret(), request, response);
  }

  @Operation(summary = "Sign out: the session ends at once, everywhere")
  @DeleteMapping(SESSION)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void close(HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.find(request)
        .flatMap(sessions::find)
        .ifPresent(session -> {
          requireCsrfToken(session, request);
          sessions.end(session);
          audit.record(
              AuditEvent.done(AuditAction.LOGOUT, SubjectType.ACCOUNT, session.accountId())
                  .with(Map.of("session", Long.toString(session.id()))));
        });
    SessionCookie.clear(response);
  }

  static Login.Visitor visitor(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return new Login.Visitor(
        request.getRemoteAddr(), agent == null ? "" : agent, KnownDevices.listMarks(request));
  }

  private void remember(
      Login.Entered entered, HttpServletRequest request, HttpServletResponse response) {
    String signedIn = entered.signedIn();
    if (signedIn != null) {
      devices.remember(signedIn, request, response);
    }
  }

  /** A new session never goes on under a secret from before the login. */
  private SessionAnswer enter(
      String secret, HttpServletRequest request, HttpServletResponse response) {
    SessionCookie.find(request).flatMap(sessions::find).ifPresent(sessions::end);
    SessionCookie.set(response, secret);
    return answers.describe(Optional.of(secret));
  }

  /**
   * A session that waits for its second factor has no caller yet, so {@code
   * RouteAuthorizationFilter} has not checked its CSRF token.
   */
  private static void requireCsrfToken(CachedSession session, HttpServletRequest request) {
    String sent = request.getHeader("X-CSRF-Token");
    if (sent == null
        || !MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            session.csrfToken().getBytes(StandardCharsets.UTF_8))) {
      throw new ProblemException(
          AccessProblems.CSRF_REJECTED, "Repeat the csrfToken of the session in X-CSRF-Token.");
    }
  }
}
