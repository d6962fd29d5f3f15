package org.gridmap.backend.plan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.QueryParameters;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plans over HTTP: begin, read, rename, give up. */
@Tag(name = "Plans")
@RestController
class PlanController {
  private static final int LONGEST_NAME = 100;

  /**
   * @param name what to call the plan
   * @param divisionId a division that is or was in force, or a draft of an import
   */
  record NewPlan(@Nullable String name, @Nullable Long divisionId) {}

  /**
   * @param name what to call the plan from now on
   */
  record NewName(@Nullable String name) {}

  /**
   * @param plan the new plan
   * @param repaired outlines that crossed themselves, and what was done to them
   * @param moved corners that were moved so that neighbours meet
   */
  record BegunPlan(
      @JsonUnwrapped PlanSummary plan,
      List<PlanCreation.Repair> repaired,
      PlanCreation.Moved moved) {}

  /**
   * @param items the plans of the caller's areas, the last changed first
   */
  record PlanList(List<PlanSummary> items) {}

  private final Plans plans;
  private final PlanCreation creation;
  private final AuditLog audit;
  private final JdbcClient jdbc;

  PlanController(Plans plans, PlanCreation creation, AuditLog audit, JdbcClient jdbc) {
    this.plans = plans;
    this.creation = creation;
    this.audit = audit;
    this.jdbc = jdbc;
  }

  @Operation(summary = "The plans of the caller's areas; withdrawn ones only where asked for")
  @GetMapping(path = "/api/plans", produces = "application/json")
  PlanList list(
      @Parameter(schema = @Schema(implementation = PlanState.class)) @RequestParam(required = false)
          @Nullable String state) {
    PlanState wanted = null;
    if (state != null) {
      wanted =
          List.of(PlanState.values()).stream()
              .filter(one -> one.name().equals(state))
              .findFirst()
              .orElseThrow(() ->
                  QueryParameters.malformed(
                      "The parameter 'state' is one of " + List.of(PlanState.values()) + "."));
    }
    return new PlanList(plans.list(wanted).stream().map(plans::summarise).toList());
  }

  @Operation(
      summary = "Begins a plan",
      description =
          "From a division that is or was in force, or from a draft of an import: what the check"
              + " found in it becomes open land that has to be fixed. Needs an Idempotency-Key.")
  @FailsWith({"geometry-invalid", "not-found"})
  @PostMapping(path = "/api/plans", consumes = "application/json", produces = "application/json")
  ResponseEntity<BegunPlan> begin(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewPlan body) {
    Faults faults = new Faults();
    String name = faults.needed("name", body.name(), LONGEST_NAME);
    Long division = body.divisionId();
    faults.require(division != null, "divisionId");
    faults.refuse();
    if (division == null) {
      throw new IllegalStateException("refused before");
    }
    PlanCreation.Begun begun = creation.begin(PlanKeys.required(key), name, division);
    PlanSummary summary = plans.summarise(plans.get(begun.planId(), Right.PLANS));
    return ResponseEntity.status(HttpStatus.CREATED)
        .eTag(Versions.tag(summary.version()))
        .header(HttpHeaders.LOCATION, "/api/plans/" + summary.id())
        .body(new BegunPlan(summary, begun.repaired(), begun.moved()));
  }

  @Operation(summary = "A plan")
  @GetMapping(path = "/api/plans/{id}", produces = "application/json")
  ResponseEntity<PlanSummary> get(@PathVariable long id) {
    PlanSummary summary = plans.summarise(plans.get(id));
    return ResponseEntity.ok().eTag(Versions.tag(summary.version(), summary)).body(summary);
  }

  @Operation(summary = "Renames a draft")
  @FailsWith("plan-not-editable")
  @PatchMapping(
      path = "/api/plans/{id}",
      consumes = "application/json",
      produces = "application/json")
  @Transactional
  public ResponseEntity<PlanSummary> rename(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody NewName body) {
    Plan plan = draft(id, ifMatch);
    Faults faults = new Faults();
    String name = faults.needed("name", body.name(), LONGEST_NAME);
    faults.refuse();
    jdbc.sql("UPDATE plan SET name = ? WHERE id = ?").params(name, plan.id()).update();
    Plan renamed = plans.touch(plan.id());
    audit.record(AuditEvent.done(AuditAction.PLAN_CHANGED, SubjectType.PLAN, id));
    return ResponseEntity.ok().eTag(Versions.tag(renamed.version())).body(plans.summarise(renamed));
  }

  @Operation(summary = "Gives a draft up")
  @FailsWith("plan-not-editable")
  @DeleteMapping("/api/plans/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  public void withdraw(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Plan plan = draft(id, ifMatch);
    audit.record(AuditEvent.done(AuditAction.PLAN_WITHDRAWN, SubjectType.PLAN, id));
    plans.changeState(plan.id(), Plans.StateChange.to(PlanState.WITHDRAWN));
  }

  private Plan draft(long id, @Nullable String ifMatch) {
    Plan plan = plans.lock(id, Right.PLANS);
    Versions.check(ifMatch, plan.version());
    if (plan.state() != PlanState.DRAFT) {
      throw new ProblemException(
          PlanProblems.PLAN_NOT_EDITABLE, "Only a draft can be changed or given up.");
    }
    return plan;
  }
}
