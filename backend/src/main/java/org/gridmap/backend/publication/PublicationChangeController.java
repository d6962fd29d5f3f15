package org.gridmap.backend.publication;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.gridmap.backend.plan.PlanSummary;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Publications that are still to come, called off or moved by two persons. */
@Tag(name = "Plans")
@RestController
class PublicationChangeController {
  private static final int LONGEST_NOTE = 1_000;

  /**
   * @param kind what is wanted
   * @param effectiveFrom where it is moved: a day, which begins at midnight in the town, or a
   *     moment, not in the past; left out, now
   * @param reason why, in one word
   * @param note why, in a sentence
   */
  record PublicationWish(
      @Schema(implementation = PublicationChange.Kind.class) @Nullable String kind,
      @Nullable String effectiveFrom,
      @Schema(implementation = PublicationChange.Reason.class) @Nullable String reason,
      @Nullable String note) {}

  /**
   * @param agree whether it is done; else it is dropped
   */
  record PublicationAnswer(@Nullable Boolean agree) {}

  /**
   * @param items the last one first
   */
  record PublicationChangeList(List<PublicationChange> items) {}

  private final PublicationChanges changes;
  private final EffectiveDay days;

  PublicationChangeController(PublicationChanges changes, EffectiveDay days) {
    this.changes = changes;
    this.days = days;
  }

  @Operation(
      summary = "Publications that were called off or moved in the last 30 days",
      description = "In areas in which the caller answers for something.")
  @GetMapping(path = "/api/publication-changes", produces = "application/json")
  PublicationChangeList concerning() {
    return new PublicationChangeList(changes.listConcerning());
  }

  @Operation(summary = "What was asked for about the publication of a plan, and what became of it")
  @GetMapping(path = "/api/plans/{id}/publication-changes", produces = "application/json")
  PublicationChangeList list(@PathVariable long id) {
    return new PublicationChangeList(changes.list(id));
  }

  @Operation(
      summary = "Asks to call off a publication that is still to come, or to move it",
      description =
          "Somebody else has to agree. Until then nothing changes. A plan that was called off is an"
              + " approved one again.")
  @FailsWith({"plan-state-conflict", "validation-failed"})
  @PostMapping(
      path = "/api/plans/{id}/publication-changes",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<PublicationChange> ask(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody PublicationWish body) {
    Faults faults = new Faults();
    PublicationChange.Kind kind = faults.code(PublicationChange.Kind.class, "kind", body.kind());
    PublicationChange.Reason reason =
        faults.code(PublicationChange.Reason.class, "reason", body.reason());
    String note = faults.needed("note", body.note(), LONGEST_NOTE);
    faults.require(
        kind != PublicationChange.Kind.CALL_OFF || body.effectiveFrom() == null, "effectiveFrom");
    faults.refuse();
    if (kind == null || reason == null) {
      throw new IllegalStateException("refused before");
    }
    Instant from = days.read(body.effectiveFrom());
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(changes.ask(id, ifMatch, key, new PublicationChanges.Wish(kind, from, reason, note)));
  }

  @Operation(summary = "Agrees to what somebody else asked for, or drops it")
  @FailsWith({"plan-state-conflict", "plan-outdated", "topology-conflict"})
  @PostMapping(
      path = "/api/plans/{id}/publication-changes/decision",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<PlanSummary> decide(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody PublicationAnswer body) {
    Boolean agree = body.agree();
    if (agree == null) {
      throw Faults.refusal(List.of("agree"));
    }
    PlanSummary summary = changes.decide(id, ifMatch, key, agree);
    return ResponseEntity.ok().eTag(Versions.tag(summary.version(), summary)).body(summary);
  }
}
