package org.gridmap.backend.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.TableExport;
import org.gridmap.backend.event.EventLists.EventChanges;
import org.gridmap.backend.event.EventLists.EventPoints;
import org.gridmap.backend.live.EventStreams;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Events as the map and the numbers beside it show them, and that they changed. */
@Tag(name = "Events")
@RestController
class EventMapController {
  private static final Set<Right> READERS = Set.of(Right.EVENTS);

  /**
   * @param revision number of the last change of events anywhere
   */
  record EventRevision(long revision) {}

  private final EventLists lists;
  private final EventNumbers numbers;
  private final EventRevisions revisions;
  private final EventStreams streams;
  private final AuditLog audit;

  EventMapController(
      EventLists lists,
      EventNumbers numbers,
      EventRevisions revisions,
      EventStreams streams,
      AuditLog audit) {
    this.lists = lists;
    this.numbers = numbers;
    this.revisions = revisions;
    this.streams = streams;
    this.audit = audit;
  }

  @Operation(
      summary = "Events as points, the open ones first",
      description =
          "At most 10,000. Parameters that take several values take them with commas between.")
  @GetMapping(path = "/api/event-points", produces = "application/json")
  EventPoints points(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String urgency,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable Long grid,
      @RequestParam(required = false) @Nullable String department,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String bbox,
      @Parameter(description = EventFilter.AT) @RequestParam(required = false)
          @Nullable String at) {
    return lists.points(
        EventFilter.of(state, urgency, category, grid, department, step, from, to, bbox, at));
  }

  @Operation(
      summary = "How many events there are, and what holds the open ones",
      description =
          "Of the caller's grids, or of those below one. Counts tell of a place and of nobody.")
  @GetMapping(path = "/api/event-numbers", produces = "application/json")
  EventCounts numbers(
      @RequestParam(required = false) @Nullable Long grid,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable String department,
      @RequestParam(required = false) @Nullable String urgency,
      @RequestParam(required = false) @Nullable String step,
      @Parameter(description = EventFilter.AT) @RequestParam(required = false)
          @Nullable String at) {
    return numbers.count(
        EventFilter.of(null, urgency, category, grid, department, step, from, to, null, at));
  }

  @Operation(
      summary = "Notes in the audit log that the numbers of events are taken along",
      description =
          "Before the page saves the file, which holds what this account was told anyway.")
  @FailsWith("validation-failed")
  @PostMapping(path = "/api/event-exports", consumes = "application/json")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void exportNumbers(@RequestBody TableExport body) {
    String format = body.checkedFormat();
    audit.record(
        AuditEvent.done(AuditAction.EXPORT)
            .with(
                Map.of(
                    "content", "events", "format", format, "rows", String.valueOf(body.rows()))));
  }

  @Operation(
      summary = "What changed about events after a revision",
      description =
          "Ask again with the revision of the answer: nothing is missed and nothing is told twice."
              + " If it is not complete, read anew what you show.")
  @GetMapping(path = "/api/event-changes", produces = "application/json")
  ResponseEntity<EventChanges> changes(@RequestParam String since) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            lists.changes(
                QueryParameters.findNumber("since", since, 0, Long.MAX_VALUE).orElseThrow()));
  }

  @Operation(
      summary = "That events changed, as it happens",
      description =
          "Event 'events' with the revision, once at the beginning and after each change. The stream"
              + " ends with the session or the right.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "text/event-stream",
                      schema = @Schema(implementation = EventRevision.class))))
  @FailsWith("rate-limited")
  @GetMapping(path = "/api/event-stream", produces = "text/event-stream")
  void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AtomicLong told = new AtomicLong(-1);
    streams.serve(
        request,
        response,
        EventRevisions.TOPIC,
        READERS,
        out -> {
          long now = revisions.current();
          if (told.getAndSet(now) != now) {
            out.send("events", Long.toString(now), "{\"revision\":" + now + "}");
          }
          return true;
        });
  }
}
