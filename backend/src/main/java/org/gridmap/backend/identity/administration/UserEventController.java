package org.gridmap.backend.identity.administration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.identity.AccountChanges;
import org.gridmap.backend.live.EventStreams;
import org.gridmap.backend.web.FailsWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The stream that tells administrators that accounts or grants are different from before. */
@Tag(name = "Users")
@RestController
class UserEventController {
  private static final String TOPIC = "users";
  private static final Set<Right> READERS = Set.of(Right.USERS, Right.GRANTS);

  /** Rows of both tables stay, and each change of one raises its version. */
  private static final String REVISION =
      """
      SELECT (SELECT count(*) + coalesce(sum(version), 0) FROM account.account)
           + (SELECT count(*) + coalesce(sum(version), 0) FROM account.role_grant)
      """;

  /**
   * @param revision grows with every change of an account or a grant
   */
  record UsersEvent(long revision) {}

  private final JdbcClient jdbc;
  private final EventStreams streams;

  UserEventController(JdbcClient jdbc, EventStreams streams, AccountChanges changes) {
    this.jdbc = jdbc;
    this.streams = streams;
    changes.onChange(account -> streams.ring(TOPIC));
  }

  @Operation(
      summary = "Changes of accounts and grants as they happen",
      description =
          "Event 'revision', once at the beginning and after each change. The stream ends with the"
              + " session or the right.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "text/event-stream",
                      schema = @Schema(implementation = UsersEvent.class))))
  @FailsWith("rate-limited")
  @GetMapping(path = "/api/users/events", produces = "text/event-stream")
  void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
    streams.serve(
        request, response, TOPIC, READERS, EventStreams.Source.ofRevision(this::revision));
  }

  private long revision() {
    return jdbc.sql(REVISION).query(Long.class).single();
  }
}
