package org.gridmap.backend.register.reconcile;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Completeness;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Reconciliation;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The check of the register over HTTP. */
@Tag(name = "Register")
@RestController
class ReconciliationController {
  private final Reconciler reconciler;
  private final CompletenessScore completeness;

  ReconciliationController(Reconciler reconciler, CompletenessScore completeness) {
    this.reconciler = reconciler;
    this.completeness = completeness;
  }

  @Operation(summary = "Whether the people of a grid add up, and which rows break the sum")
  @GetMapping(path = "/api/grids/{id}/reconciliation", produces = "application/json")
  ResponseEntity<Reconciliation> reconciliation(@PathVariable long id) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(reconciler.check(id));
  }

  @Operation(summary = "How complete the records of a grid are")
  @GetMapping(path = "/api/grids/{id}/completeness", produces = "application/json")
  ResponseEntity<Completeness> completeness(@PathVariable long id) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(completeness.of(id));
  }
}
