package org.gridmap.backend.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.gridmap.backend.event.EventLists.AlikeEvents;
import org.gridmap.backend.event.EventLists.EventList;
import org.gridmap.backend.event.EventReports.ReportedEvent;
import org.gridmap.backend.event.workflow.Category;
import org.gridmap.backend.event.workflow.Department;
import org.gridmap.backend.event.workflow.Urgency;
import org.gridmap.backend.event.workflow.UrgencyTable;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events over HTTP: reported, listed, read and acted on. */
@Tag(name = "Events")
@RestController
class EventController {
  private static final int USUAL_LIMIT = 100;
  private static final int MOST_OF_PAGE = 500;
  private static final String NEWEST = "NEWEST";
  private static final String OLDEST = "OLDEST";

  private final EventReports reports;
  private final EventActions actions;
  private final EventCards cards;
  private final EventLists lists;
  private final Workflows workflows;

  EventController(
      EventReports reports,
      EventActions actions,
      EventCards cards,
      EventLists lists,
      Workflows workflows) {
    this.reports = reports;
    this.actions = actions;
    this.cards = cards;
    this.lists = lists;
    this.workflows = workflows;
  }

  /**
   * What the installation wrote down about events.
   *
   * @param categories in the order in which they are offered
   * @param workflows the ways that events take
   * @param departments who deals with them
   * @param urgencies colours, the most urgent first
   * @param table the colour that importance and haste give together
   * @param borderMetres so near to a border a report names its side
   */
  record EventSettings(
      List<Category> categories,
      List<WorkflowNames> workflows,
      List<DepartmentName> departments,
      List<Urgency> urgencies,
      List<UrgencyTable.Field> table,
      int borderMetres) {}

  /**
   * @param name short name
   * @param zh what people call it, in Chinese
   * @param en the same in English
   * @param steps in the order in which they are listed, the first is the report
   */
  record WorkflowNames(String name, String zh, String en, List<StepName> steps) {}

  /**
   * @param id short name
   * @param zh what people call it, in Chinese
   * @param en the same in English
   */
  record StepName(String id, String zh, String en) {}

  /**
   * @param code which department
   * @param zh what people call it, in Chinese
   * @param en the same in English
   */
  record DepartmentName(Department code, String zh, String en) {}

  @Operation(summary = "Categories, workflows, departments and colours of events")
  @GetMapping(path = "/api/event-settings", produces = "application/json")
  EventSettings settings() {
    return new EventSettings(
        List.copyOf(workflows.categories()),
        workflows.all().stream()
            .map(way ->
                new WorkflowNames(
                    way.name(),
                    way.zh(),
                    way.en(),
                    way.steps().stream()
                        .map(step -> new StepName(step.id(), step.zh(), step.en()))
                        .toList()))
            .toList(),
        Arrays.stream(Department.values())
            .map(one -> new DepartmentName(one, one.zh(), one.en()))
            .toList(),
        List.of(Urgency.values()),
        workflows.urgencies().fields(),
        EventPlaces.BORDER_METRES);
  }

  @Operation(
      summary = "Reports an event",
      description =
          "Its place decides on its grid and its owner, its category on the department. Near a border"
              + " it is refused once and asks for the side. Needs an Idempotency-Key.")
  @FailsWith({"side-needed", "validation-failed"})
  @PostMapping(path = "/api/events", consumes = "application/json", produces = "application/json")
  ResponseEntity<ReportedEvent> report(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody EventReports.NewReport body) {
    ReportedEvent reported = reports.report(key, body);
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(HttpHeaders.LOCATION, "/api/events/" + reported.id())
        .cacheControl(CacheControl.noStore())
        .body(reported);
  }

  @Operation(
      summary = "Events of the caller's grids",
      description = "Parameters that take several values take them with commas between.")
  @GetMapping(path = "/api/events", produces = "application/json")
  ResponseEntity<EventList> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String urgency,
      @RequestParam(required = false) @Nullable String category,
      @RequestParam(required = false) @Nullable Long grid,
      @RequestParam(required = false) @Nullable String department,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String bbox,
      @Parameter(description = EventFilter.AT) @RequestParam(required = false) @Nullable String at,
      @Parameter(
              description = "by the moment of the report; left out, the newest come first",
              schema = @Schema(allowableValues = {NEWEST, OLDEST}))
          @RequestParam(required = false)
          @Nullable String order,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    EventFilter filter =
        EventFilter.of(state, urgency, category, grid, department, step, from, to, bbox, at);
    int wanted =
        (int) QueryParameters.findNumber("limit", limit, 1, MOST_OF_PAGE).orElse(USUAL_LIMIT);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(lists.list(filter, isOldestFirst(order), after, wanted));
  }

  private static boolean isOldestFirst(@Nullable String order) {
    if (order != null && !order.equals(NEWEST) && !order.equals(OLDEST)) {
      throw QueryParameters.malformed("The parameter 'order' is NEWEST or OLDEST.");
    }
    return OLDEST.equals(order);
  }

  @Operation(summary = "An event, with what the caller may do with it")
  @GetMapping(path = "/api/events/{id}", produces = "application/json")
  ResponseEntity<Event> get(@PathVariable long id) {
    return answer(ResponseEntity.ok(), cards.get(id));
  }

  @Operation(summary = "Open events nearby that may be about the same thing")
  @GetMapping(path = "/api/events/{id}/duplicates", produces = "application/json")
  ResponseEntity<AlikeEvents> duplicates(@PathVariable long id) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(lists.alike(id));
  }

  @Operation(
      summary = "Does something with an event",
      description =
          "Takes its step, or what is possible beside the steps. Needs If-Match and an"
              + " Idempotency-Key.")
  @FailsWith({"event-action-refused", "side-needed", "validation-failed"})
  @PostMapping(
      path = "/api/events/{id}/actions",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<Event> act(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody EventActionRequest body) {
    return answer(ResponseEntity.ok(), actions.act(id, ifMatch, key, body));
  }

  private static ResponseEntity<Event> answer(ResponseEntity.BodyBuilder answer, Event event) {
    return answer
        .cacheControl(CacheControl.noStore())
        .eTag(Versions.tag(event.summary().version(), event))
        .body(event);
  }
}
