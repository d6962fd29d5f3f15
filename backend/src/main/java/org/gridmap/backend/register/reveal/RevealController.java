package org.gridmap.backend.register.reveal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.register.RegisterViews.Resident;
import org.gridmap.backend.web.FailsWith;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Hidden values over HTTP: asked for by POST, kept by nobody. */
@Tag(name = "Register")
@RestController
class RevealController {
  private static final int SECONDS = 60;

  /**
   * @param field NAME, PHONE, ID_NUMBER, NOTE, WORKPLACE or EMERGENCY_CONTACT
   * @param phoneId the phone, for PHONE and EMERGENCY_CONTACT
   * @param purpose one of /api/purposes
   */
  record RevealRequest(
      @Schema(implementation = RevealField.class) @Nullable String field,
      @Nullable Long phoneId,
      @Nullable String purpose) {}

  /**
   * @param value the value in full
   * @param seconds after so many the page hides it again
   */
  record Revealed(String value, int seconds) {
    /** Without the value: at its chattiest level Spring logs what it answers. */
    @Override
    public String toString() {
      return "Revealed";
    }
  }

  /**
   * @param purpose one of /api/purposes
   */
  record PurposeRequest(@Nullable String purpose) {}

  /**
   * @param children masked; each can be opened like an adult for a while
   * @param seconds after so many the page hides them again
   */
  record Children(List<Resident> children, int seconds) {}

  private final Reveals reveals;
  private final ResidentReport reports;

  RevealController(Reveals reveals, ResidentReport reports) {
    this.reveals = reveals;
    this.reports = reports;
  }

  @Operation(summary = "One hidden field of one person, for a purpose")
  @FailsWith({"purpose-required", "rate-limited"})
  @PostMapping(path = "/api/residents/{id}/reveal", produces = "application/json")
  ResponseEntity<Revealed> reveal(@PathVariable long id, @RequestBody RevealRequest request) {
    String value = reveals.show(id, request.field(), request.phoneId(), request.purpose());
    return unstored().body(new Revealed(value, SECONDS));
  }

  @Operation(summary = "The children of a household, who are hidden otherwise, for a purpose")
  @FailsWith({"purpose-required", "rate-limited"})
  @PostMapping(path = "/api/households/{id}/children", produces = "application/json")
  ResponseEntity<Children> children(@PathVariable long id, @RequestBody PurposeRequest request) {
    return unstored().body(new Children(reveals.showChildren(id, request.purpose()), SECONDS));
  }

  @Operation(summary = "What is held about a resident and who looked, for the resident")
  @FailsWith({"purpose-required", "rate-limited"})
  @PostMapping(path = "/api/residents/{id}/report", produces = "application/json")
  ResponseEntity<ResidentReport.Report> report(
      @PathVariable long id, @RequestBody PurposeRequest request) {
    return unstored().body(reports.make(id, request.purpose()));
  }

  private static ResponseEntity.BodyBuilder unstored() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore());
  }
}
