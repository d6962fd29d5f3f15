package org.gridmap.backend.plan.drafting;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.notation.OperationRequest;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Drawing a plan over HTTP: operations, tried or applied, and taken back. */
@Tag(name = "Plans")
@RestController
class EditController {
  private final PlanEdits edits;

  EditController(PlanEdits edits) {
    this.edits = edits;
  }

  @Operation(
      summary = "Applies an operation to a draft",
      description =
          "The version in If-Match may be older than the plan's, as long as nothing that was done"
              + " since touches what the operation does. Own-Versions names later versions that the"
              + " caller made himself before he drew this; they do not count. Needs an"
              + " Idempotency-Key.")
  @EditConflicts.MayRefuse
  @EditConflicts.MayConflict
  @FailsWith({"plan-not-editable", "plan-damaged", "operation-refused", "code-taken"})
  @PostMapping(
      path = "/api/plans/{id}/operations",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<EditAnswer> apply(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestHeader(name = PlanKeys.OWN_VERSIONS, required = false) @Nullable String own,
      @RequestBody OperationRequest body) {
    return tagged(
        edits.apply(
            id, ifMatch, PlanKeys.ownVersions(own), PlanKeys.required(key), body.operation()));
  }

  @Operation(summary = "What an operation would do; nothing is stored")
  @EditConflicts.MayRefuse
  @FailsWith({"plan-not-editable", "plan-damaged", "operation-refused"})
  @PostMapping(
      path = "/api/plans/{id}/preview",
      consumes = "application/json",
      produces = "application/json")
  EditAnswer preview(@PathVariable long id, @RequestBody OperationRequest body) {
    return edits.preview(id, body.operation());
  }

  @Operation(
      summary = "Takes back the caller's own last operation",
      description = "Without limit. Needs an Idempotency-Key.")
  @EditConflicts.MayConflict
  @FailsWith({"plan-not-editable", "plan-damaged", "nothing-to-undo"})
  @PostMapping(path = "/api/plans/{id}/undo", produces = "application/json")
  ResponseEntity<EditAnswer> undo(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestHeader(name = PlanKeys.OWN_VERSIONS, required = false) @Nullable String own) {
    return tagged(edits.undo(id, ifMatch, PlanKeys.ownVersions(own), PlanKeys.required(key)));
  }

  @Operation(
      summary = "Takes back the caller's own last undo",
      description = "Needs an Idempotency-Key.")
  @EditConflicts.MayConflict
  @FailsWith({"plan-not-editable", "plan-damaged", "nothing-to-undo"})
  @PostMapping(path = "/api/plans/{id}/redo", produces = "application/json")
  ResponseEntity<EditAnswer> redo(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestHeader(name = PlanKeys.OWN_VERSIONS, required = false) @Nullable String own) {
    return tagged(edits.redo(id, ifMatch, PlanKeys.ownVersions(own), PlanKeys.required(key)));
  }

  /**
   * @param seq the last entry of the log that stays; 0 takes everything back
   */
  record UndoTo(@Nullable Long seq) {}

  @Operation(
      summary = "Takes back everything after an entry of the log, as one entry",
      description =
          "Also what others did: the version in If-Match is the last one, or it is 412. One redo"
              + " does it all again. Steps from before the plan was carried over are not reached."
              + " Needs an Idempotency-Key.")
  @EditConflicts.MayConflict
  @FailsWith({"plan-not-editable", "plan-damaged", "nothing-to-undo"})
  @PostMapping(
      path = "/api/plans/{id}/undo-to",
      consumes = "application/json",
      produces = "application/json")
  ResponseEntity<EditAnswer> undoTo(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody UndoTo body) {
    return tagged(edits.undoTo(id, ifMatch, PlanKeys.required(key), body.seq()));
  }

  private static ResponseEntity<EditAnswer> tagged(EditAnswer answer) {
    return ResponseEntity.ok().eTag(Versions.tag(answer.version())).body(answer);
  }
}
