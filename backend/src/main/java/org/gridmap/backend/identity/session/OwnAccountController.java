package org.gridmap.backend.identity.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.EffectiveRights;
import org.gridmap.backend.identity.EffectiveRightsCache;
import org.gridmap.backend.identity.PasswordHashes;
import org.gridmap.backend.identity.PasswordRules;
import org.gridmap.backend.identity.secondfactor.SecondFactors;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What somebody does about his own account. */
@Tag(name = "Own account")
@RestController
class OwnAccountController {
  private static final String ACCOUNT = "/api/account";
  private static final String JSON = "application/json";

  /**
   * @param id number of the account
   * @param login name to sign in with
   * @param name name of the person
   * @param demo whether it belongs to the demonstration
   * @param roles roles in force
   * @param scopes where they apply
   * @param secondFactor whether there is one
   * @param secondFactorNeeded whether a role asks for one
   * @param recoveryCodesLeft recovery codes that were not spent yet
   */
  record OwnAccount(
      long id,
      String login,
      String name,
      boolean demo,
      List<Role> roles,
      List<SessionAnswer.RoleScope> scopes,
      boolean secondFactor,
      boolean secondFactorNeeded,
      int recoveryCodesLeft) {}

  /**
   * @param currentPassword the present one
   * @param newPassword the new one
   */
  record PasswordChange(String currentPassword, String newPassword) {
    PasswordChange {
      Objects.requireNonNull(currentPassword);
      Objects.requireNonNull(newPassword);
    }

    @Override
    public String toString() {
      return "passwords";
    }
  }

  /**
   * @param code six digits from the phone, or a recovery code where one helps
   */
  record FactorCode(String code) {
    FactorCode {
      Objects.requireNonNull(code);
    }
  }

  /**
   * @param recoveryCodes each good once, shown this once
   */
  record Enrolled(List<String> recoveryCodes) {}

  /**
   * @param items the living sessions of the account, the latest first
   */
  record OwnSessions(List<Sessions.ListedSession> items) {}

  private final Accounts accounts;
  private final EffectiveRightsCache standings;
  private final PasswordHashes hashes;
  private final SecondFactors factors;
  private final Login login;
  private final Sessions sessions;
  private final SessionAnswers answers;
  private final AuditLog audit;

  OwnAccountController(
      Accounts accounts,
      EffectiveRightsCache standings,
      PasswordHashes hashes,
      SecondFactors factors,
      Login login,
      Sessions sessions,
      SessionAnswers answers,
      AuditLog audit) {
    this.accounts = accounts;
    this.standings = standings;
    this.hashes = hashes;
    this.factors = factors;
    this.login = login;
    this.sessions = sessions;
    this.answers = answers;
    this.audit = audit;
  }

  @ModelAttribute
  void keepNothing(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }

  @Operation(summary = "One's own account")
  @GetMapping(path = ACCOUNT, produces = JSON)
  OwnAccount account() {
    Account account = accounts.get(CurrentUser.get().accountId());
    EffectiveRights standing = standings.find(account.id()).orElseThrow();
    return new OwnAccount(
        account.id(),
        account.login(),
        account.name(),
        account.demo(),
        standing.roles().stream().sorted().toList(),
        answers.scopes(account.id()),
        standing.factorEnrolled(),
        standing.factorNeeded(),
        factors.recoveryCodesLeft(account.id()));
  }

  @Operation(summary = "Change the password; every other session of the account ends")
  @FailsWith("rate-limited")
  @PutMapping(path = ACCOUNT + "/password", consumes = JSON)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      @RequestBody PasswordChange change,
      HttpServletRequest request,
      HttpServletResponse response) {
    Account account = accounts.get(CurrentUser.get().accountId());
    requireNoDemo(account);
    PasswordRules.check(change.newPassword(), account.login());
    login.requirePassword(account.id(), change.currentPassword());
    accounts.setPassword(account.id(), hashes.hash(change.newPassword()));
    CachedSession session = session(request);
    sessions.endOthers(session);
    renew(session, session.factorShown(), response);
    audit.record(AuditEvent.done(AuditAction.PASSWORD_CHANGED, SubjectType.ACCOUNT, account.id()));
  }

  @Operation(summary = "Begin to set up a second factor")
  @FailsWith("second-factor-enrolled")
  @PostMapping(path = ACCOUNT + "/totp", produces = JSON)
  SecondFactors.Enrolment beginFactor() {
    Account account = accounts.get(CurrentUser.get().accountId());
    requireNoDemo(account);
    return factors.begin(account.id(), account.login());
  }

  @Operation(summary = "Finish it with a code; every other session of the account ends")
  @FailsWith({"second-factor-enrolled", "rate-limited"})
  @PutMapping(path = ACCOUNT + "/totp", consumes = JSON, produces = JSON)
  Enrolled confirmFactor(
      @RequestBody FactorCode given, HttpServletRequest request, HttpServletResponse response) {
    long id = CurrentUser.get().accountId();
    CachedSession session = session(request);
    List<String> recovery = factors.confirm(id, given.code());
    sessions.endOthers(session);
    renew(session, true, response);
    audit.record(AuditEvent.done(AuditAction.SECOND_FACTOR_ENROLLED, SubjectType.ACCOUNT, id));
    return new Enrolled(recovery);
  }

  @Operation(summary = "Remove the second factor, with a code of it")
  @FailsWith("rate-limited")
  @DeleteMapping(path = ACCOUNT + "/totp", consumes = JSON)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeFactor(
      @RequestBody FactorCode given, HttpServletRequest request, HttpServletResponse response) {
    long id = CurrentUser.get().accountId();
    CachedSession session = session(request);
    login.showFactor(id, given.code());
    factors.remove(id);
    sessions.endOthers(session);
    renew(session, false, response);
    audit.record(AuditEvent.done(AuditAction.SECOND_FACTOR_REMOVED, SubjectType.ACCOUNT, id));
  }

  @Operation(summary = "One's own sessions")
  @GetMapping(path = ACCOUNT + "/sessions", produces = JSON)
  OwnSessions sessions(HttpServletRequest request) {
    CachedSession session = session(request);
    return new OwnSessions(sessions.list(session.accountId(), session.id()));
  }

  @Operation(summary = "End one of one's own sessions at once")
  @DeleteMapping(ACCOUNT + "/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSession(@PathVariable long id) {
    long account = CurrentUser.get().accountId();
    if (!sessions.end(account, id)) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number.");
    }
    audit.record(
        AuditEvent.done(AuditAction.SESSION_ENDED, SubjectType.ACCOUNT, account)
            .with(Map.of("session", Long.toString(id))));
  }

  private void renew(CachedSession session, boolean factorShown, HttpServletResponse response) {
    sessions.renew(session, factorShown).ifPresent(secret -> SessionCookie.set(response, secret));
  }

  private CachedSession session(HttpServletRequest request) {
    return SessionCookie.find(request)
        .flatMap(sessions::find)
        .orElseThrow(
            () -> new ProblemException(WebProblems.AUTHENTICATION_REQUIRED, "Sign in to do this."));
  }

  private static void requireNoDemo(Account account) {
    if (account.demo()) {
      throw new ProblemException(
          WebProblems.FORBIDDEN, "An account of the demonstration has no password of its own.");
    }
  }
}
