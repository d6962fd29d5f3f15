package org.gridmap.backend.publication;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.gridmap.backend.land.PublishedDivisions;
import org.gridmap.backend.plan.PlanSummary;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The way of a plan into force, and what has been in force. */
@Tag(name = "Plans")
@RestController
class PublicationController {
  private static final int LONGEST_NOTE = 1_000;
  private static final int LONGEST_CODE = 50;

  /**
   * @param note what the plan's authors should know; needed to return it
   */
  record Decision(@Nullable String note) {}

  /**
   * @param effectiveFrom a day, which begins at midnight in the town, or a moment, not in the past;
   *     left out, now
   */
  record PublicationOrder(@Nullable String effectiveFrom) {}

  /** Whether a division is in force. */
  @Schema(name = "DivisionStanding")
  enum Standing {
    PAST,
    IN_FORCE,
    TO_COME
  }

  /**
   * @param id number of the division
   * @param rootCode code of the area that it divides
   * @param name its name
   * @param status whether it is in force
   * @param validFrom moment from which it is in force
   * @param validTo moment at which another one replaces it; null while none does
   * @param planId the plan that it was published from; null for an import
   */
  record DivisionOfHistory(
      long id,
      String rootCode,
      String name,
      Standing status,
      @Nullable Instant validFrom,
      @Nullable Instant validTo,
      @Nullable Long planId) {}

  /**
   * @param items the divisions, area by area, the earliest first
   * @param furthestDay the last day for which a plan may be published
   */
  record DivisionHistoryList(List<DivisionOfHistory> items, LocalDate furthestDay) {}

  private final Decisions decisions;
  private final EffectiveDay days;
  private final PublishedDivisions divisions;
  private final JdbcClient jdbc;

  PublicationController(
      Decisions decisions, EffectiveDay days, PublishedDivisions divisions, JdbcClient jdbc) {
    this.decisions = decisions;
    this.days = days;
    this.divisions = divisions;
    this.jdbc = jdbc;
  }

  @Operation(summary = "Hands a plan in; every metre of it must belong to one grid")
  @FailsWith({
    "plan-not-editable",
    "plan-damaged",
    "topology-conflict",
    "plan-outdated",
    "code-taken"
  })
  @PostMapping(path = "/api/plans/{id}/submit", produces = "application/json")
  ResponseEntity<PlanSummary> submit(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    return answer(decisions.submit(id, ifMatch, key));
  }

  @Operation(summary = "Gives a plan back to its authors, saying why")
  @FailsWith("plan-state-conflict")
  @PostMapping(
      path = "/api/plans/{id}/return",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<PlanSummary> giveBack(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody Decision body) {
    Faults faults = new Faults();
    String note = faults.needed("note", body.note(), LONGEST_NOTE);
    faults.refuse();
    return answer(decisions.giveBack(id, ifMatch, key, note));
  }

  @Operation(summary = "Approves a plan that somebody else drew and handed in")
  @FailsWith("plan-state-conflict")
  @PostMapping(
      path = "/api/plans/{id}/approve",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<PlanSummary> approve(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable Decision body) {
    Faults faults = new Faults();
    String note = faults.text("note", body == null ? null : body.note(), LONGEST_NOTE);
    faults.refuse();
    return answer(decisions.approve(id, ifMatch, key, note));
  }

  @Operation(
      summary = "Brings an approved plan into force",
      description =
          "Checks it again and writes everything in one transaction: whole or not at all. 409 with"
              + " the findings if it is not exact, or if the area was divided anew meanwhile.")
  @FailsWith({
    "plan-state-conflict",
    "plan-damaged",
    "topology-conflict",
    "plan-outdated",
    "code-taken"
  })
  @PostMapping(
      path = "/api/plans/{id}/publish",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<PlanSummary> publish(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable PublicationOrder body) {
    return answer(
        decisions.publish(id, ifMatch, key, days.read(body == null ? null : body.effectiveFrom())));
  }

  @Operation(summary = "The divisions that were, are and will be in force")
  @GetMapping(path = "/api/divisions", produces = "application/json")
  DivisionHistoryList divisions(@RequestParam(required = false) @Nullable String rootCode) {
    if (rootCode != null) {
      Faults faults = new Faults();
      faults.text("rootCode", rootCode, LONGEST_CODE);
      faults.refuse();
    }
    Instant now = jdbc.sql("SELECT now()").query(OffsetDateTime.class).single().toInstant();
    return new DivisionHistoryList(
        divisions.list(rootCode).stream()
            .map(one ->
                new DivisionOfHistory(
                    one.id(),
                    one.rootCode(),
                    one.name(),
                    status(one, now),
                    one.from(),
                    one.until(),
                    planOf(one.id())))
            .toList(),
        days.furthest());
  }

  private static Standing status(PublishedDivisions.PublishedDivision one, Instant now) {
    Instant from = one.from();
    Instant until = one.until();
    return from != null && from.isAfter(now)
        ? Standing.TO_COME
        : until == null || until.isAfter(now) ? Standing.IN_FORCE : Standing.PAST;
  }

  private @Nullable Long planOf(long division) {
    return jdbc.sql("SELECT id FROM plan WHERE division_id = ? ORDER BY id LIMIT 1")
        .param(division)
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  private static ResponseEntity<PlanSummary> answer(PlanSummary summary) {
    return ResponseEntity.ok().eTag(Versions.tag(summary.version(), summary)).body(summary);
  }
}
