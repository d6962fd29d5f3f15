package org.gridmap.backend.plan;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.topology.Edge;
import org.gridmap.geodata.topology.OperationType;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done to a plan, over HTTP. */
@Tag(name = "Plans")
@RestController
class PlanLogController {
  /** Borders that are told of one entry; a batch may have moved every one. */
  private static final int MOST_EDGES = 500;

  /**
   * @param seq place in the log, from 1
   * @param version version of the plan that it made
   * @param at when
   * @param account who did it
   * @param kind what it is
   * @param type type of the operation; null where entries are taken back
   * @param reverts the entry that it takes back
   * @param backTo the entry after which the plan was as it is again; 0 for its beginning
   * @param hashAfter hash of the partition after it
   * @param grids some of the grids that it is about, by the names that they had
   * @param gridCount how many they are; 0 for what was done before they were noted
   */
  record LoggedEdit(
      long seq,
      long version,
      Instant at,
      Person account,
      LogEntry.EntryKind kind,
      @Nullable OperationType type,
      @Nullable Long reverts,
      @Nullable Long backTo,
      String hashAfter,
      List<NamedGrid> grids,
      int gridCount) {}

  /**
   * @param items what was done, oldest first
   */
  record LoggedEdits(List<LoggedEdit> items) {}

  /**
   * @param before borders as they were that are gone or run elsewhere
   * @param after borders that are new or run elsewhere
   */
  record LoggedChange(List<Edge> before, List<Edge> after) {}

  private final Plans plans;
  private final PlanLog log;

  PlanLogController(Plans plans, PlanLog log) {
    this.plans = plans;
    this.log = log;
  }

  @Operation(
      summary = "What was done to a plan, by whom, in which order",
      description = "With 'after', what was done after that entry.")
  @GetMapping(path = "/api/plans/{id}/log", produces = "application/json")
  @Transactional(readOnly = true)
  public LoggedEdits log(
      @PathVariable long id, @RequestParam(required = false) @Nullable String after) {
    long first = QueryParameters.findNumber("after", after, 0, Long.MAX_VALUE).orElse(0);
    Plan plan = plans.get(id);
    Map<Long, Person> people = new HashMap<>();
    return new LoggedEdits(
        log.list(plan.id(), first).stream()
            .map(entry ->
                new LoggedEdit(
                    entry.seq(),
                    entry.version(),
                    entry.at(),
                    people.computeIfAbsent(entry.accountId(), plans::person),
                    entry.kind(),
                    entry.type(),
                    entry.reverts(),
                    entry.backTo(),
                    entry.hashAfter(),
                    NamedGrid.read(entry.grids()),
                    entry.gridCount()))
            .toList());
  }

  @Operation(
      summary = "The borders that an entry of the log changed, before and after it",
      description = "Entry 0 is the beginning, which changed nothing.")
  @FailsWith("not-found")
  @GetMapping(path = "/api/plans/{id}/log/{seq}", produces = "application/json")
  @Transactional(readOnly = true)
  public LoggedChange change(@PathVariable long id, @PathVariable long seq) {
    Plan plan = plans.get(id);
    if (seq == 0) {
      return new LoggedChange(List.of(), List.of());
    }
    LogEntry entry =
        log.find(plan.id(), seq)
            .orElseThrow(
                () -> new ProblemException(WebProblems.NOT_FOUND, "The log has no such entry."));
    List<Edge> before = entry.change().removedEdges();
    List<Edge> after = entry.change().addedEdges();
    return new LoggedChange(without(before, after), without(after, before));
  }

  /** Borders that do not run along the same points among others: those got other sides only. */
  private static List<Edge> without(List<Edge> edges, List<Edge> others) {
    Set<List<Coordinate>> known = new HashSet<>();
    others.forEach(edge -> known.add(edge.points()));
    return edges.stream()
        .filter(edge -> !known.contains(edge.points()) && !known.contains(edge.points().reversed()))
        .limit(MOST_EDGES)
        .toList();
  }
}
