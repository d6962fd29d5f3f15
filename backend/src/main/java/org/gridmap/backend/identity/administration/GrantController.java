package org.gridmap.backend.identity.administration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles that were asked for, given and taken away. */
@Tag(name = "Users")
@RestController
class GrantController {
  private static final String GRANTS = "/api/grants";
  private static final String JSON = "application/json";
  private static final SqlFile LIST = SqlFile.of(GrantController.class, "grants.sql");

  /**
   * Somebody who had a part in a grant.
   *
   * @param id number of the account
   * @param login name to sign in with
   * @param name name of the person
   */
  record GrantPerson(long id, String login, String name) {}

  /**
   * @param id number of the grant
   * @param account who gets the role
   * @param role which one
   * @param gridCode code of the grid where it applies; null for administrators
   * @param gridName name of the grid in force with this code, else of the area that an import
   *     divides; null if there is neither
   * @param state where the grant stands
   * @param requestedBy who asked
   * @param requestedAt when
   * @param decidedBy who decided; null while nobody has
   * @param decidedAt when
   * @param withdrawnBy who took it away; null while nobody has
   * @param withdrawnAt when
   * @param validUntil when it ends by itself; null for never
   * @param mayDecide whether the caller is a second person for it
   */
  record Grant(
      long id,
      GrantPerson account,
      Role role,
      @Nullable String gridCode,
      @Nullable String gridName,
      Grants.GrantState state,
      GrantPerson requestedBy,
      Instant requestedAt,
      @Nullable GrantPerson decidedBy,
      @Nullable Instant decidedAt,
      @Nullable GrantPerson withdrawnBy,
      @Nullable Instant withdrawnAt,
      @Nullable Instant validUntil,
      boolean mayDecide) {}

  /**
   * @param items grants, the latest first, 500 at most
   */
  record GrantList(List<Grant> items) {}

  /**
   * @param id number of the grant
   */
  record Requested(long id) {}

  /**
   * @param accountId who shall get the role
   * @param role which one
   * @param gridCode code of the grid where it applies; left out for administrators
   * @param validUntil when it ends by itself; left out for never
   */
  record GrantRequest(
      long accountId, Role role, @Nullable String gridCode, @Nullable Instant validUntil) {
    GrantRequest {
      Objects.requireNonNull(role);
    }
  }

  /**
   * @param approve whether the role comes into force
   */
  record GrantDecision(boolean approve) {}

  private record StoredGrant(
      long id,
      Role role,
      @Nullable String gridCode,
      @Nullable String gridName,
      Grants.GrantState state,
      Instant requestedAt,
      @Nullable Instant decidedAt,
      @Nullable Instant withdrawnAt,
      @Nullable Instant validUntil,
      long accountId,
      String accountLogin,
      String accountName,
      long requestedId,
      String requestedLogin,
      String requestedName,
      @Nullable Long decidedId,
      @Nullable String decidedLogin,
      @Nullable String decidedName,
      @Nullable Long withdrawnId,
      @Nullable String withdrawnLogin,
      @Nullable String withdrawnName) {
    Grant toGrant(long caller) {
      return new Grant(
          id,
          new GrantPerson(accountId, accountLogin, accountName),
          role,
          gridCode,
          gridName,
          state,
          new GrantPerson(requestedId, requestedLogin, requestedName),
          requestedAt,
          person(decidedId, decidedLogin, decidedName),
          decidedAt,
          person(withdrawnId, withdrawnLogin, withdrawnName),
          withdrawnAt,
          validUntil,
          state == Grants.GrantState.REQUESTED && caller != accountId && caller != requestedId);
    }

    private static @Nullable GrantPerson person(
        @Nullable Long id, @Nullable String login, @Nullable String name) {
      return id == null || login == null || name == null ? null : new GrantPerson(id, login, name);
    }
  }

  private static final RowMapper<StoredGrant> STORED = new RecordRowMapper<>(StoredGrant.class);

  private final Grants grants;
  private final JdbcClient jdbc;

  GrantController(Grants grants, JdbcClient jdbc) {
    this.grants = grants;
    this.jdbc = jdbc;
  }

  @ModelAttribute
  void keepNothing(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }

  @Operation(summary = "Grants, the latest first")
  @GetMapping(path = GRANTS, produces = JSON)
  GrantList grants(
      @Parameter(schema = @Schema(implementation = Grants.GrantState.class))
          @RequestParam(required = false)
          @Nullable String state) {
    if (state != null
        && Arrays.stream(Grants.GrantState.values()).noneMatch(one -> one.name().equals(state))) {
      throw QueryParameters.malformed(
          "The parameter 'state' is REQUESTED, IN_FORCE, REFUSED or WITHDRAWN.");
    }
    long caller = CurrentUser.get().accountId();
    return new GrantList(
        LIST.on(jdbc).param("state", state).query(STORED).list().stream()
            .map(grant -> grant.toGrant(caller))
            .toList());
  }

  @Operation(summary = "Ask for a role for somebody else; a second person decides")
  @FailsWith({"roles-conflict", "second-person-required", "not-found"})
  @PostMapping(path = GRANTS, consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  Requested request(@RequestBody GrantRequest wanted) {
    return new Requested(
        grants.request(
            new Grants.Wanted(
                wanted.accountId(), wanted.role(), wanted.gridCode(), wanted.validUntil())));
  }

  @Operation(summary = "Decide about a grant that somebody else asked for")
  @FailsWith({"grant-closed", "roles-conflict", "second-person-required"})
  @PostMapping(path = GRANTS + "/{id}/decision", consumes = JSON)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void decide(@PathVariable long id, @RequestBody GrantDecision decision) {
    grants.decide(id, decision.approve());
  }

  @Operation(summary = "Take a role away at once, or take back that it was asked for")
  @FailsWith({"last-administrator", "grant-closed", "second-person-required"})
  @DeleteMapping(GRANTS + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable long id) {
    grants.withdraw(id);
  }
}
