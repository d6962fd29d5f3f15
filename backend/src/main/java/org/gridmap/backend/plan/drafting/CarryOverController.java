package org.gridmap.backend.plan.drafting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.plan.CarriedOver;
import org.gridmap.backend.plan.CarryOvers;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Drafts that another division overtook, carried over to it. */
@Tag(name = "Plans")
@RestController
class CarryOverController {
  /**
   * @param items the last carrying over; empty if there was none, or it was taken back
   */
  record CarriedOverList(List<CarriedOver> items) {}

  private final Plans plans;
  private final CarryOvers carryOvers;

  CarryOverController(Plans plans, CarryOvers carryOvers) {
    this.plans = plans;
    this.carryOvers = carryOvers;
  }

  @Operation(
      summary = "Carries an outdated draft over to the newest division",
      description =
          "What was done is done again there, as one entry of the log, so that one undo takes it"
              + " back; what does not fit is told with both versions. 409 if no division overtook"
              + " the plan, or it was begun from an import.")
  @FailsWith({"carry-over-refused", "plan-damaged", "plan-not-editable", "geometry-invalid"})
  @PostMapping(path = "/api/plans/{id}/carry-over", produces = "application/json")
  ResponseEntity<CarriedOver> carry(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    CarriedOver carried = carryOvers.carry(id, ifMatch, PlanKeys.required(key));
    return ResponseEntity.ok().eTag(Versions.tag(carried.version())).body(carried);
  }

  @Operation(summary = "What became of a plan when it was last carried over, if that is in effect")
  @GetMapping(path = "/api/plans/{id}/carry-over", produces = "application/json")
  CarriedOverList last(@PathVariable long id) {
    plans.get(id);
    return new CarriedOverList(carryOvers.findLast(id).stream().toList());
  }
}
