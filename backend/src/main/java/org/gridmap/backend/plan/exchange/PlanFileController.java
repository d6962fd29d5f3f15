package org.gridmap.backend.plan.exchange;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.TableExport;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.drafting.EditAnswer;
import org.gridmap.backend.plan.exchange.FileDivision.Defect;
import org.gridmap.backend.plan.workload.GridNumbers;
import org.gridmap.backend.plan.workload.Workloads;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Problem;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.geodata.source.LayerExport.ExportFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plans as files over HTTP. */
@Tag(name = "Plans")
@RestController
class PlanFileController {
  /**
   * The problem {@code coverage-invalid}.
   *
   * @param places what is wrong, and where
   */
  @Schema(allOf = Problem.class)
  record CoverageInvalid(List<Defect> places) {}

  private final Plans plans;
  private final LivePlans live;
  private final Workloads workloads;
  private final PlanImport imports;
  private final AuditLog audit;

  /** Accounts whose file is being read or written: it costs the most of all that a plan can do. */
  private final Set<Long> working = ConcurrentHashMap.newKeySet();

  PlanFileController(
      Plans plans, LivePlans live, Workloads workloads, PlanImport imports, AuditLog audit) {
    this.plans = plans;
    this.live = live;
    this.workloads = workloads;
    this.imports = imports;
    this.audit = audit;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T alone(Work<T> work) throws IOException {
    long account = CurrentUser.get().accountId();
    if (!working.add(account)) {
      throw ProblemException.retryAfter(
          Duration.ofSeconds(5),
          AccessProblems.RATE_LIMITED,
          "One file after the other: the one before is still being worked on.",
          Map.of());
    }
    try {
      return work.run();
    } finally {
      working.remove(account);
    }
  }

  @Operation(
      summary = "A plan as a file for GIS and CAD programs",
      description =
          "Every grid with code, name, level, kind, the code of the grid above it, and the numbers"
              + " that the caller is told of it. In WGS 84; drawings in metres of the plan's zone"
              + " of CGCS2000. Each file is noted in the audit log.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "application/octet-stream",
                      schema = @Schema(type = "string", format = "binary"))))
  @FailsWith({"plan-damaged", "rate-limited", "format-unavailable", "file-rejected"})
  @GetMapping("/api/plans/{id}/file")
  ResponseEntity<byte[]> file(
      @PathVariable long id,
      @RequestParam(defaultValue = "GEOPACKAGE") ExportFormat format,
      @Parameter(description = "EPSG:4326, 4490, 3857 or a zone of CGCS2000, such as EPSG:4549")
          @RequestParam(required = false)
          @Nullable String crs)
      throws IOException {
    Plan plan = plans.get(id);
    return alone(() -> {
      LivePlans.View view = live.read(id);
      List<GridNumbers> numbers =
          workloads.list(view.plan(), view.partition(), plans.holds(plan, Right.PLANS));
      byte[] bytes = PlanFile.write(view, numbers, format, crs);
      audit.record(
          AuditEvent.done(AuditAction.EXPORT, SubjectType.PLAN, id)
              .with(Map.of("content", format.name().toLowerCase(Locale.ROOT))));
      String name = PlanFile.fileName(view) + "." + format.extension();
      return ResponseEntity.ok()
          .cacheControl(CacheControl.noStore())
          .contentType(MediaType.parseMediaType(format.mediaType()))
          .header("X-Content-Type-Options", "nosniff")
          .header(
              HttpHeaders.CONTENT_DISPOSITION,
              ContentDisposition.attachment()
                  .filename(name, StandardCharsets.UTF_8)
                  .build()
                  .toString())
          .body(bytes);
    });
  }

  @Operation(
      summary = "Notes in the audit log that the table of a plan's grids is taken along",
      description =
          "Before the page saves the file, which holds what this account was told anyway.")
  @FailsWith("validation-failed")
  @PostMapping(path = "/api/plans/{id}/exports", consumes = "application/json")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void export(@PathVariable long id, @RequestBody TableExport body) {
    plans.get(id);
    String format = body.checkedFormat();
    audit.record(
        AuditEvent.done(AuditAction.EXPORT, SubjectType.PLAN, id)
            .with(Map.of("content", format, "rows", String.valueOf(body.rows()))));
  }

  @Operation(
      summary = "What a plan would become by a file of grids; nothing is stored",
      description =
          "A Shapefile packed as ZIP, GeoPackage, GeoJSON or what else an import reads, 50 MB at"
              + " most. Its grids are matched with those of the plan by code, else by the land that"
              + " they have in common; what keeps them from dividing the plan's land is listed.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                      schema = @Schema(type = "string", format = "binary"))))
  @FailsWith({
    "plan-not-editable",
    "plan-damaged",
    "operation-refused",
    "file-rejected",
    "layer-needed",
    "crs-unsupported",
    "crs-suspect",
    "geometry-too-complex",
    "format-unavailable",
    "payload-too-large",
    "rate-limited"
  })
  @PostMapping(path = "/api/plans/{id}/file/preview", produces = "application/json")
  ResponseEntity<FileChange> preview(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String layer,
      @RequestParam(required = false) @Nullable String crs,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    plans.get(id, Right.PLANS);
    return alone(() -> {
      try (GridFile file = GridFile.of(request.getInputStream())) {
        return ResponseEntity.ok()
            .cacheControl(CacheControl.noStore())
            .body(imports.preview(id, file, new PlanImport.Reading(layer, crs)));
      }
    });
  }

  @Operation(
      summary = "Makes a draft what a file of grids holds",
      description =
          "As one step, which one undo takes back. The version in If-Match is the one with which the"
              + " file was compared. Needs an Idempotency-Key.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                      schema = @Schema(type = "string", format = "binary"))))
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "422",
      description = "The grids do not divide the plan's land",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = CoverageInvalid.class)))
  @FailsWith({
    "coverage-invalid",
    "code-taken",
    "plan-not-editable",
    "plan-damaged",
    "operation-refused",
    "file-rejected",
    "layer-needed",
    "crs-unsupported",
    "crs-suspect",
    "geometry-too-complex",
    "format-unavailable",
    "payload-too-large",
    "rate-limited"
  })
  @PostMapping(path = "/api/plans/{id}/file", produces = "application/json")
  ResponseEntity<EditAnswer> take(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String layer,
      @RequestParam(required = false) @Nullable String crs,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    plans.get(id, Right.PLANS);
    String required = PlanKeys.required(key);
    Versions.required(ifMatch);
    return alone(() -> {
      try (GridFile file = GridFile.of(request.getInputStream())) {
        EditAnswer answer =
            imports.take(id, ifMatch, required, file, new PlanImport.Reading(layer, crs));
        return ResponseEntity.ok().eTag(Versions.tag(answer.version())).body(answer);
      }
    });
  }
}
