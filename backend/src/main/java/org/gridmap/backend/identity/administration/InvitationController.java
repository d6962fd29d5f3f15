package org.gridmap.backend.identity.administration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.gridmap.backend.web.FailsWith;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Invitations over HTTP: whom one is for, and accepting it. */
@Tag(name = "Session")
@RestController
class InvitationController {
  /**
   * @param token the secret of the invitation
   * @param password what shall open the account
   */
  record Acceptance(String token, String password) {
    Acceptance {
      Objects.requireNonNull(token);
      Objects.requireNonNull(password);
    }

    @Override
    public String toString() {
      return "acceptance";
    }
  }

  /**
   * @param login name to sign in with
   */
  record Opened(String login) {}

  /**
   * @param token the secret of the invitation
   */
  record Token(String token) {
    Token {
      Objects.requireNonNull(token);
    }

    @Override
    public String toString() {
      return "token";
    }
  }

  private final Invitations invitations;

  InvitationController(Invitations invitations) {
    this.invitations = invitations;
  }

  @Operation(summary = "Whose account a one-time link opens, before a password is chosen")
  @FailsWith({"invitation-spent", "rate-limited"})
  @PostMapping(
      path = "/api/invitation/holder",
      consumes = "application/json",
      produces = "application/json")
  Opened holder(@RequestBody Token given, HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    return new Opened(invitations.holder(given.token()));
  }

  @Operation(summary = "Choose a password with a one-time link; then sign in with it")
  @FailsWith({"invitation-spent", "rate-limited"})
  @PostMapping(
      path = "/api/invitation",
      consumes = "application/json",
      produces = "application/json")
  Opened accept(@RequestBody Acceptance given, HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    return new Opened(invitations.accept(given.token(), given.password()));
  }
}
