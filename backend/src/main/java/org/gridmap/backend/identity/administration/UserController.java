package org.gridmap.backend.identity.administration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.AccountState;
import org.gridmap.backend.identity.administration.Invitations.Invitation;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's accounts, for administrators. */
@Tag(name = "Users")
@RestController
class UserController {
  private static final String USERS = "/api/users";
  private static final String JSON = "application/json";
  private static final String ROLES =
      """
      SELECT id AS grant_id, account_id, role, grid_code, valid_until FROM account.role_grant
      WHERE state = 'IN_FORCE' AND (valid_until IS NULL OR valid_until > now()) ORDER BY role, grid_code
      """;
  private static final String FACTORS =
      "SELECT account_id FROM account.second_factor WHERE confirmed_at IS NOT NULL";

  /**
   * A role in force.
   *
   * @param grantId number of its grant
   * @param role which one
   * @param gridCode code of the grid where it applies; null for administrators
   * @param validUntil when it ends by itself; null for never
   */
  record UserRole(
      long grantId, Role role, @Nullable String gridCode, @Nullable Instant validUntil) {}

  /**
   * @param id number of the account
   * @param login name to sign in with @param name name of the person @param state whether it may
   *     sign in
   * @param demo whether it belongs to the demonstration
   * @param secondFactor whether it has a second factor
   * @param roles roles in force
   * @param createdAt when it was made
   * @param version what a change names in If-Match
   */
  record User(
      long id,
      String login,
      String name,
      AccountState state,
      boolean demo,
      boolean secondFactor,
      List<UserRole> roles,
      Instant createdAt,
      long version) {}

  /**
   * @param items every account, by login
   */
  record UserList(List<User> items) {}

  /**
   * @param login name to sign in with: 2 to 40 of a-z, 0-9, dot, hyphen, underscore
   * @param name name of the person
   */
  record NewUser(String login, String name) {
    NewUser {
      Objects.requireNonNull(login);
      Objects.requireNonNull(name);
    }
  }

  /**
   * @param id number of the account
   * @param invitation for its owner, shown this once
   */
  record NewUserMade(long id, Invitation invitation) {}

  /**
   * @param name new name; left out for the present one
   * @param state LOCKED, ACTIVE of a locked one, or CLOSED; left out for the present one
   */
  record UserChange(@Nullable String name, @Nullable AccountState state) {}

  private record Held(long accountId, UserRole role) {}

  private static final RowMapper<UserRole> ROLE = new RecordRowMapper<>(UserRole.class);

  private final Users users;
  private final JdbcClient jdbc;

  UserController(Users users, JdbcClient jdbc) {
    this.users = users;
    this.jdbc = jdbc;
  }

  @ModelAttribute
  void keepNothing(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }

  @Operation(summary = "Every account with its roles in force")
  @GetMapping(path = USERS, produces = JSON)
  UserList users() {
    return new UserList(describe(users.list()));
  }

  @Operation(summary = "Make an account and the invitation for its owner")
  @FailsWith("login-taken")
  @PostMapping(path = USERS, consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  NewUserMade create(@RequestBody NewUser wanted) {
    Users.Invited invited = users.create(wanted.login(), wanted.name());
    return new NewUserMade(invited.id(), invited.invitation());
  }

  @Operation(summary = "Rename, lock, unlock or close an account")
  @FailsWith({"last-administrator", "second-person-required"})
  @PatchMapping(path = USERS + "/{id}", consumes = JSON, produces = JSON)
  ResponseEntity<User> change(
      @PathVariable long id,
      @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @RequestBody UserChange change) {
    Account account = users.change(id, Versions.required(ifMatch), change.name(), change.state());
    return ResponseEntity.ok()
        .eTag("\"" + account.version() + "\"")
        .body(describe(List.of(account)).getFirst());
  }

  @Operation(summary = "Take away every way into an account and invite its owner anew")
  @FailsWith({"last-administrator", "second-person-required"})
  @PostMapping(path = USERS + "/{id}/invitation", produces = JSON)
  Invitation invite(@PathVariable long id) {
    return users.invite(id);
  }

  private List<User> describe(List<Account> accounts) {
    Map<Long, List<UserRole>> roles =
        jdbc
            .sql(ROLES)
            .query((row, n) -> new Held(row.getLong("account_id"), ROLE.mapRow(row, n)))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Held::accountId, Collectors.mapping(Held::role, Collectors.toList())));
    Set<Long> enrolled = jdbc.sql(FACTORS).query(SingleColumn::number).set();
    return accounts.stream()
        .map(account ->
            new User(
                account.id(),
                account.login(),
                account.name(),
                account.state(),
                account.demo(),
                enrolled.contains(account.id()),
                roles.getOrDefault(account.id(), List.of()),
                account.createdAt(),
                account.version()))
        .toList();
  }
}
