package org.gridmap.backend.plan.workload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.plan.LivePlans;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.statistics.Norm;
import org.gridmap.backend.statistics.NormBook;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Numbers of a plan over HTTP. */
@Tag(name = "Plans")
@RestController
class WorkloadController {
  private static final double MOST_WEIGHT = 1_000_000;

  /**
   * @param version version of the plan that was counted
   * @param registerRevision another number when houses or counts are different ones
   * @param weights work of one of each
   * @param mean weighted work of the average leaf grid
   * @param norms what grids should hold; of several that fit a grid the first counts
   * @param exact whether people are counted exactly; in tens otherwise
   * @param grids every grid, parents first
   */
  record PlanNumbers(
      long version,
      long registerRevision,
      Weights weights,
      double mean,
      List<Norm> norms,
      boolean exact,
      List<GridNumbers> grids) {}

  /**
   * @param registerRevision another number when houses or counts are different ones
   * @param measures what stands behind number, longitude and latitude of each house
   * @param houses every house of the area: number, longitude, latitude, then the counts
   */
  record PlanHouses(
      long registerRevision, List<HouseTable.HouseMeasure> measures, List<List<Number>> houses) {}

  /** New weights; those left out stay. */
  record NewWeights(
      @Nullable Double households,
      @Nullable Double residents,
      @Nullable Double enterprises,
      @Nullable Double rentals,
      @Nullable Double careNeeds,
      @Nullable Double areaHectares) {}

  /** Who read the counts of a plan from which session. */
  private record CountsReading(long account, long plan, int session) {}

  private final Plans plans;
  private final LivePlans live;
  private final Workloads workloads;
  private final AuditLog audit;
  private final NormBook norms;
  private final Cache<CountsReading, Boolean> noted =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(12)).build();

  WorkloadController(
      Plans plans, LivePlans live, Workloads workloads, AuditLog audit, NormBook norms) {
    this.plans = plans;
    this.live = live;
    this.workloads = workloads;
    this.audit = audit;
    this.norms = norms;
  }

  @Operation(
      summary = "Counts, area, compactness and workload of every grid of a plan",
      description =
          "Counts of people are told in tens to callers who may not see them by house, and the"
              + " workload is worked out from these.")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/numbers", produces = "application/json")
  ResponseEntity<PlanNumbers> numbers(@PathVariable long id) {
    Plan plan = plans.get(id);
    LivePlans.View view = live.read(id);
    boolean exact = plans.holds(plan, Right.PLANS);
    Workloads.Whole whole = workloads.whole(view.plan(), view.partition(), exact);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new PlanNumbers(
                view.plan().version(),
                whole.registerRevision(),
                whole.weights(),
                whole.mean(),
                norms.now(plan.rootCode()).norms(),
                exact,
                whole.grids()));
  }

  /**
   * @param grids grids of the division that the plan began from, parents first
   */
  record BaseNumbers(List<GridNumbers> grids) {}

  @Operation(
      summary = "The same numbers of the division that a plan began from",
      description =
          "With today's houses, told like those of the plan, so that what differs comes from its"
              + " borders.")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/base-numbers", produces = "application/json")
  ResponseEntity<BaseNumbers> baseNumbers(@PathVariable long id) {
    Plan plan = plans.get(id);
    boolean exact = plans.holds(plan, Right.PLANS);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new BaseNumbers(workloads.base(id, live.base(id), exact)));
  }

  @Operation(
      summary = "Houses of a plan's area with their counts",
      description =
          "For live numbers while a border is dragged. Nothing personal; each session that asks is"
              + " noted in the audit log once for each plan.")
  @FailsWith("plan-damaged")
  @GetMapping(path = "/api/plans/{id}/houses", produces = "application/json")
  ResponseEntity<PlanHouses> houses(@PathVariable long id, HttpServletRequest request) {
    Plan plan = plans.get(id, Right.PLANS);
    note(plan, request);
    HouseTable table = workloads.houses(id);
    List<List<Number>> houses = new ArrayList<>(table.size());
    for (int i = 0; i < table.size(); i++) {
      List<Number> house = new ArrayList<>(3 + HouseTable.MEASURES.size());
      house.add(table.ids()[i]);
      house.add(table.longitudes()[i]);
      house.add(table.latitudes()[i]);
      for (int count : table.counts()[i]) {
        house.add(count);
      }
      houses.add(house);
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new PlanHouses(table.revision(), List.of(HouseTable.HouseMeasure.values()), houses));
  }

  private void note(Plan plan, HttpServletRequest request) {
    String session =
        request.getHeader(HttpHeaders.COOKIE) + request.getHeader(HttpHeaders.AUTHORIZATION);
    CountsReading reading =
        new CountsReading(CurrentUser.get().accountId(), plan.id(), session.hashCode());
    if (noted.getIfPresent(reading) == null) {
      audit.record(AuditEvent.done(AuditAction.PLAN_COUNTS_READ, SubjectType.PLAN, plan.id()));
      noted.put(reading, true);
    }
  }

  @Operation(summary = "Changes how much work one of each is in a plan")
  @FailsWith({"plan-not-editable", "plan-damaged"})
  @PatchMapping(
      path = "/api/plans/{id}/weights",
      consumes = "application/json",
      produces = "application/json")
  @Transactional
  public ResponseEntity<Weights> weigh(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody NewWeights body) {
    Plan plan = plans.lock(id, Right.PLANS);
    Versions.check(ifMatch, plan.version());
    if (plan.state() != PlanState.DRAFT) {
      throw new ProblemException(PlanProblems.PLAN_NOT_EDITABLE, "Only a draft can be changed.");
    }
    Weights old = workloads.weights(id);
    Faults faults = new Faults();
    Weights weights =
        new Weights(
            weight(faults, "households", body.households(), old.households()),
            weight(faults, "residents", body.residents(), old.residents()),
            weight(faults, "enterprises", body.enterprises(), old.enterprises()),
            weight(faults, "rentals", body.rentals(), old.rentals()),
            weight(faults, "careNeeds", body.careNeeds(), old.careNeeds()),
            weight(faults, "areaHectares", body.areaHectares(), old.areaHectares()));
    faults.refuse();
    workloads.setWeights(id, weights);
    Plan changed = plans.touch(id);
    audit.record(AuditEvent.done(AuditAction.PLAN_CHANGED, SubjectType.PLAN, id));
    return ResponseEntity.ok().eTag(Versions.tag(changed.version())).body(weights);
  }

  private static double weight(
      Faults faults, String field, @Nullable Double wanted, double before) {
    if (wanted == null) {
      return before;
    }
    faults.require(Double.isFinite(wanted) && wanted >= 0 && wanted <= MOST_WEIGHT, field);
    return wanted;
  }
}
