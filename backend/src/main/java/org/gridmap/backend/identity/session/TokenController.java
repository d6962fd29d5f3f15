package org.gridmap.backend.identity.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Access tokens of one's own programs. */
@Tag(name = "Own account")
@RestController
class TokenController {
  private static final String TOKENS = "/api/account/tokens";
  private static final String JSON = "application/json";

  /**
   * @param name what its owner calls it, such as the program it is for
   * @param days how long it lives, 1 to 366
   * @param use what it is for; left out, to read the map
   */
  record NewToken(String name, int days, Tokens.@Nullable TokenUse use) {
    NewToken {
      Objects.requireNonNull(name);
    }

    Tokens.TokenUse purpose() {
      return use == null ? Tokens.TokenUse.MAP : use;
    }
  }

  /**
   * @param items tokens of the account, the latest first
   */
  record OwnTokens(List<Tokens.ListedToken> items) {}

  private final Tokens tokens;
  private final AuditLog audit;

  TokenController(Tokens tokens, AuditLog audit) {
    this.tokens = tokens;
    this.audit = audit;
  }

  @ModelAttribute
  void keepNothing(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }

  @Operation(summary = "One's own access tokens, without their secrets")
  @GetMapping(path = TOKENS, produces = JSON)
  OwnTokens tokens() {
    return new OwnTokens(tokens.list(CurrentUser.get().accountId()));
  }

  @Operation(
      summary =
          "Make an access token that reads the map or reports events; its secret is shown this once")
  @PostMapping(path = TOKENS, consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  Tokens.Fresh create(@RequestBody NewToken wanted) {
    Caller caller = CurrentUser.get();
    if (!caller.has(Right.MAP)) {
      throw new ProblemException(
          AccessProblems.STEP_UP_REQUIRED, "This account may not read the map itself yet.");
    }
    if (!caller.has(wanted.purpose().right())) {
      throw new ProblemException(
          WebProblems.VALIDATION_FAILED, "This account may not do that itself.");
    }
    Tokens.Fresh token =
        tokens.create(caller.accountId(), wanted.name(), wanted.days(), wanted.purpose());
    audit.record(
        AuditEvent.done(AuditAction.TOKEN_CREATED, SubjectType.ACCOUNT, caller.accountId())
            .with(
                Map.of(
                    "token",
                    Long.toString(token.id()),
                    "days",
                    Integer.toString(wanted.days()),
                    "kind",
                    wanted.purpose().name())));
    return token;
  }

  @Operation(summary = "End an access token at once")
  @DeleteMapping(TOKENS + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable long id) {
    long account = CurrentUser.get().accountId();
    if (!tokens.revoke(account, id)) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number.");
    }
    audit.record(
        AuditEvent.done(AuditAction.TOKEN_REVOKED, SubjectType.ACCOUNT, account)
            .with(Map.of("token", Long.toString(id))));
  }
}
