package org.gridmap.backend.identity.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.DemoMode;
import org.gridmap.backend.identity.EffectiveRights;
import org.gridmap.backend.identity.EffectiveRightsCache;
import org.gridmap.backend.identity.PasswordHashes;
import org.gridmap.backend.identity.PasswordProperties;
import org.gridmap.backend.identity.PasswordRules;
import org.gridmap.backend.identity.secondfactor.SecondFactors;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs people in. Whether a login exists cannot be told from an answer: an unknown login gets the
 * same words, costs the same work and has the same rate limit.
 */
@Component
class Login {
  private static final Duration LATER = Duration.ofSeconds(2);

  /**
   * Where somebody comes from.
   *
   * @param address of the network
   * @param agent what the browser calls itself
   * @param marks of a browser with which somebody came in before, see {@link KnownDevices}
   */
  record Visitor(String address, String agent, List<String> marks) {}

  /**
   * @param secret of the new session
   * @param signedIn the login that is wholly in; null if a second factor is outstanding
   */
  record Entered(String secret, @Nullable String signedIn) {}

  private final Accounts accounts;
  private final EffectiveRightsCache standings;
  private final PasswordHashes hashes;
  private final SecondFactors factors;
  private final LoginRateLimiter throttle;
  private final KnownDevices devices;
  private final Sessions sessions;
  private final AuditLog audit;
  private final DemoMode demo;

  /** Bounds the sign-ins at one time; more are refused as overloaded. */
  private final Semaphore signIns;

  /**
   * Bounds those of them that use the database, so that connections of the pool stay free for other
   * work.
   */
  private final Semaphore lookUps;

  Login(
      Accounts accounts,
      EffectiveRightsCache standings,
      PasswordHashes hashes,
      PasswordProperties passwords,
      SecondFactors factors,
      LoginRateLimiter throttle,
      KnownDevices devices,
      Sessions sessions,
      AuditLog audit,
      DemoMode demo) {
    this.accounts = accounts;
    this.standings = standings;
    this.hashes = hashes;
    this.factors = factors;
    this.throttle = throttle;
    this.devices = devices;
    this.sessions = sessions;
    this.audit = audit;
    this.demo = demo;
    this.signIns = new Semaphore(passwords.signInsAtOnce());
    this.lookUps = new Semaphore(passwords.hashers(), true);
  }

  /**
   * Signs in with a password; the session waits for the second factor if the account has one.
   *
   * @throws ProblemException {@code authentication-required}, {@code rate-limited}, {@code
   *     overloaded}
   */
  Entered withPassword(String login, String password, Visitor visitor) {
    // Before any database access: many sign-ins at once must not take its connections.
    if (!signIns.tryAcquire()) {
      throw ProblemException.retryAfter(
          LATER,
          WebProblems.OVERLOADED,
          "Too many people are signing in. Try again in a moment.",
          Map.of());
    }
    try {
      Admitted admitted = admit(login, visitor);
      Optional<Account> account = admitted.account();
      if (!fits(password, account.orElse(null), admitted.guess())) {
        audit.record(failed(AuditAction.LOGIN_FAILED, account.map(Account::id).orElse(null)));
        throw wrong();
      }
      throttle.forgive(admitted.guess());
      return enter(account.orElseThrow(), visitor);
    } finally {
      signIns.release();
    }
  }

  /**
   * Signs in an account of the demonstration.
   *
   * @throws ProblemException {@code not-found} outside a demonstration, and for other accounts
   */
  Entered asDemo(String login, Visitor visitor) {
    Account account =
        accounts
            .findByLogin(login)
            .filter(one -> demo.on() && one.demo())
            .filter(one -> standings.find(one.id()).filter(EffectiveRights::open).isPresent())
            .orElseThrow(() ->
                new ProblemException(
                    WebProblems.NOT_FOUND, "There is no such account of the demonstration."));
    return enter(account, visitor);
  }

  /**
   * Turns half a session into a whole one.
   *
   * @throws ProblemException {@code authentication-required} if the code is wrong or was used,
   *     {@code rate-limited}
   */
  Entered withSecondFactor(CachedSession half, String code) {
    long id = half.accountId();
    EffectiveRights standing =
        standings.find(id).filter(EffectiveRights::open).orElseThrow(Login::wrong);
    showFactor(id, code);
    String secret = sessions.renew(half, true).orElseThrow(Login::wrong);
    record(
        standing, true, AuditEvent.done(AuditAction.SECOND_FACTOR_PASSED, SubjectType.ACCOUNT, id));
    return new Entered(secret, standing.login());
  }

  /**
   * Takes a code of the second factor, or a recovery code.
   *
   * @throws ProblemException {@code authentication-required} if it is wrong or was used, {@code
   *     rate-limited}
   */
  void showFactor(long accountId, String code) {
    LoginRateLimiter.Guess guess =
        throttle.admit(LoginRateLimiter.GuessKind.SECOND_FACTOR, accountId);
    SecondFactors.FactorProof shown = factors.show(accountId, code);
    if (shown == SecondFactors.FactorProof.NOTHING) {
      audit.record(failed(AuditAction.SECOND_FACTOR_FAILED, accountId));
      throw new ProblemException(
          WebProblems.AUTHENTICATION_REQUIRED, "The code is wrong, or was used already.");
    }
    throttle.forgive(guess);
    if (shown == SecondFactors.FactorProof.RECOVERY_CODE) {
      audit.record(AuditEvent.done(AuditAction.RECOVERY_CODE_USED, SubjectType.ACCOUNT, accountId));
    }
  }

  /**
   * Asks somebody who is signed in for his password again.
   *
   * @throws ProblemException {@code validation-failed} if it is wrong, {@code rate-limited}
   */
  void requirePassword(long accountId, String password) {
    LoginRateLimiter.Guess guess = throttle.admit(LoginRateLimiter.GuessKind.PASSWORD, accountId);
    if (!PasswordRules.isPossible(password)
        || !hashes.matches(password, accounts.get(accountId).passwordHash())) {
      audit.record(failed(AuditAction.LOGIN_FAILED, accountId));
      throw new ProblemException(WebProblems.VALIDATION_FAILED, "The present password is wrong.");
    }
    throttle.forgive(guess);
  }

  private record Admitted(LoginRateLimiter.Guess guess, Optional<Account> account) {}

  private Admitted admit(String login, Visitor visitor) {
    lookUps.acquireUninterruptibly();
    try {
      boolean known = devices.isKnown(login, visitor.marks());
      LoginRateLimiter.Guess guess = throttle.admitLogin(login, visitor.address(), known);
      return new Admitted(guess, accounts.findByLogin(login));
    } finally {
      lookUps.release();
    }
  }

  private boolean fits(String password, @Nullable Account account, LoginRateLimiter.Guess guess) {
    try {
      boolean possible = PasswordRules.isPossible(password);
      boolean fits =
          hashes.matches(possible ? password : "", account == null ? null : account.passwordHash());
      return fits
          && possible
          && account != null
          && standings.find(account.id()).filter(EffectiveRights::open).isPresent();
    } catch (ProblemException overloaded) {
      throttle.takeBack(guess);
      throw overloaded;
    }
  }

  private Entered enter(Account account, Visitor visitor) {
    EffectiveRights standing = standings.find(account.id()).orElseThrow(Login::wrong);
    boolean whole = account.demo() || !standing.factorEnrolled();
    String secret = sessions.begin(account.id(), whole, visitor.address(), visitor.agent());
    record(
        standing,
        false,
        AuditEvent.done(AuditAction.LOGIN, SubjectType.ACCOUNT, account.id())
            .with(
                Map.of(
                    "demo",
                    Boolean.toString(account.demo()),
                    "step",
                    whole ? "SIGNED_IN" : "PASSWORD")));
    return new Entered(secret, whole ? standing.login() : null);
  }

  /** The log names the one who came in, though nobody had a session when the request began. */
  private void record(EffectiveRights standing, boolean factorShown, AuditEvent event) {
    Caller caller =
        new Caller(
            standing.accountId(),
            standing.login(),
            standing.roles(),
            standing.rights(factorShown),
            Caller.Via.SESSION);
    CurrentUser.runAs(caller, () -> audit.record(event));
  }

  private static AuditEvent failed(AuditAction action, @Nullable Long accountId) {
    return new AuditEvent(
        action,
        SubjectType.ACCOUNT,
        accountId,
        null,
        AuditOutcome.FAILED,
        Map.of("known", Boolean.toString(accountId != null)));
  }

  private static ProblemException wrong() {
    return new ProblemException(
        WebProblems.AUTHENTICATION_REQUIRED, "The login or the password is wrong.");
  }
}
