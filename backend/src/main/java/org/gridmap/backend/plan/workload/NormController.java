package org.gridmap.backend.plan.workload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.statistics.Norm;
import org.gridmap.backend.statistics.NormBook;
import org.gridmap.backend.statistics.NormBook.AreaNorms;
import org.gridmap.backend.statistics.NormMeasure;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.Versions;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Norms of the area of a plan over HTTP. */
@Tag(name = "Plans")
@RestController
class NormController {
  private static final int MOST_NORMS = 20;
  private static final int DEEPEST_LEVEL = 9;
  private static final long MOST = 10_000_000;
  private static final int LONGEST_REASON = 200;

  /**
   * @param area code of the whole area
   * @param version counts the changes; 0 as long as none was made
   * @param norms set for the area; empty where the settings count
   * @param settings norms of the settings, which count where no other fits
   * @param reason why the norms were set
   * @param account who set them
   * @param setAt when
   * @param mayEdit whether the caller may set them
   */
  record PlanNorms(
      String area,
      long version,
      List<Norm> norms,
      List<Norm> settings,
      String reason,
      @Nullable Person account,
      @Nullable Instant setAt,
      boolean mayEdit) {}

  /**
   * @param measure what is counted
   * @param least a grid with fewer is too small
   * @param most a grid with more is too large
   * @param kind grids of this kind alone; null for every kind
   * @param level grids of this level, 1 for the root; null for leaf grids of any level
   */
  record NewNorm(
      @Nullable NormMeasure measure,
      @Nullable Long least,
      @Nullable Long most,
      @Nullable GridKind kind,
      @Nullable Integer level) {}

  /**
   * @param norms of several that fit a grid the first counts; an empty list is back to the settings
   * @param reason why, for whoever decides about plans of the area
   */
  record NewNorms(@Nullable List<@Nullable NewNorm> norms, @Nullable String reason) {}

  /** What is kept of an answer. */
  record Receipt(long version) {}

  private final Plans plans;
  private final NormBook book;
  private final IdempotencyKeys keys;
  private final AuditLog audit;

  NormController(Plans plans, NormBook book, IdempotencyKeys keys, AuditLog audit) {
    this.plans = plans;
    this.book = book;
    this.keys = keys;
    this.audit = audit;
  }

  @Operation(summary = "How much grids of a plan's area should hold, and who said so")
  @GetMapping(path = "/api/plans/{id}/norms", produces = "application/json")
  @Transactional(readOnly = true)
  public ResponseEntity<PlanNorms> norms(@PathVariable long id) {
    return answer(plans.get(id));
  }

  @Operation(
      summary = "Sets how much grids of a plan's area should hold",
      description =
          "For the whole area, at once, wherever norms count. The version in If-Match is that of"
              + " the norms. Needs an Idempotency-Key.")
  @PutMapping(
      path = "/api/plans/{id}/norms",
      consumes = "application/json",
      produces = "application/json")
  @Transactional
  public ResponseEntity<PlanNorms> set(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewNorms body) {
    Plan plan = plans.get(id, Right.PLANS);
    String area = plan.rootCode();
    long basedOn = Versions.required(ifMatch);
    Faults faults = new Faults();
    String reason = faults.needed("reason", body.reason(), LONGEST_REASON);
    List<Norm> norms = norms(faults, area, body.norms());
    faults.refuse();
    keys.once(
        PlanKeys.required(key),
        "PUT /api/plans/" + id + "/norms",
        body,
        Receipt.class,
        () -> {
          book.lock(area);
          if (basedOn != book.of(area).version()) {
            throw Versions.conflict();
          }
          AreaNorms set = book.set(area, norms, reason);
          plans.countNorms(area);
          audit.record(
              AuditEvent.done(AuditAction.NORM_CHANGED, SubjectType.PLAN, id)
                  .with(
                      Map.of(
                          "area", area,
                          "count", Integer.toString(norms.size()),
                          "version", Long.toString(set.version()))));
          return new Receipt(set.version());
        });
    return answer(plan);
  }

  private ResponseEntity<PlanNorms> answer(Plan plan) {
    AreaNorms set = book.of(plan.rootCode());
    Long account = set.accountId();
    return ResponseEntity.ok()
        .eTag(Versions.tag(set.version()))
        .body(
            new PlanNorms(
                set.area(),
                set.version(),
                set.norms(),
                book.settings(),
                set.reason(),
                account == null ? null : plans.person(account),
                set.setAt(),
                plans.holds(plan, Right.PLANS)));
  }

  private static List<Norm> norms(
      Faults faults, String area, @Nullable List<@Nullable NewNorm> wanted) {
    List<Norm> norms = new ArrayList<>();
    if (wanted == null || wanted.size() > MOST_NORMS) {
      faults.require(false, "norms");
      return norms;
    }
    record Place(@Nullable GridKind kind, @Nullable Integer level) {}
    Set<Place> taken = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      String field = "norms[" + i + "]";
      NewNorm norm = wanted.get(i);
      if (norm == null) {
        faults.require(false, field);
        continue;
      }
      // Left out, they are out of bounds like every other wrong number.
      long least = Objects.requireNonNullElse(norm.least(), -1L);
      long most = Objects.requireNonNullElse(norm.most(), 0L);
      NormMeasure measure = norm.measure();
      Integer level = norm.level();
      boolean leastFits = least >= 0 && least <= MOST;
      boolean mostFits = most > 0 && most <= MOST && (!leastFits || most >= least);
      faults.require(measure != null, field + ".measure");
      faults.require(leastFits, field + ".least");
      faults.require(mostFits, field + ".most");
      faults.require(level == null || (level >= 1 && level <= DEEPEST_LEVEL), field + ".level");
      // The second one for the same grids would never count.
      faults.require(taken.add(new Place(norm.kind(), level)), field);
      if (measure != null && leastFits && mostFits) {
        norms.add(new Norm(measure, least, most, norm.kind(), level, area));
      }
    }
    return norms;
  }
}
