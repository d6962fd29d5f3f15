package org.gridmap.backend.publication;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.house.Houses;
import org.gridmap.backend.land.DivisionDraft;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.GridShapes;
import org.gridmap.backend.land.LineageProblems;
import org.gridmap.backend.land.Lineages;
import org.gridmap.backend.land.RefusedDivisionException;
import org.gridmap.backend.land.ScheduledDivisions.ToCome;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanLog;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.PlanSummary.NewerDivision;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.Plans.StateChange;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Publishes plans. Everything that a new division needs is written in the caller's transaction, if
 * not at the approval before: its grids, their closure, the leaf of each house, tiles; then lineage
 * and the end of the division before it. Nothing else has to be: rights, posts and stations name
 * codes and follow lineage.
 */
@Service
class Publications {
  private final JdbcClient jdbc;
  private final Plans plans;
  private final PlanLog log;
  private final Divisions divisions;
  private final GridShapes shapes;
  private final Houses houses;
  private final Lineages lineages;
  private final AuditLog audit;

  Publications(
      JdbcClient jdbc,
      Plans plans,
      PlanLog log,
      Divisions divisions,
      GridShapes shapes,
      Houses houses,
      Lineages lineages,
      AuditLog audit) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.log = log;
    this.divisions = divisions;
    this.shapes = shapes;
    this.houses = houses;
    this.lineages = lineages;
    this.audit = audit;
  }

  /**
   * Brings an approved plan into force.
   *
   * @param planId the plan, whose row the transaction holds
   * @param from moment from which it is in force; null for now
   * @throws ProblemException plan-outdated, topology-conflict with the findings, code-taken
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Plan publish(long planId, @Nullable Instant from) {
    Plan plan = plans.lock(planId, Right.PLANS_DECIDE);
    GridPartition partition = plans.partition(planId);
    requireExact(partition);
    if (!partition.hash().equals(plan.hash())) {
      throw new ProblemException(
          PlanProblems.PLAN_DAMAGED, "The plan is not what its log says. Begin it anew.");
    }
    requireRoot(plan, partition);
    Long base = base(plan);
    DivisionDraft draft = draft(plan, partition, base);
    Divisions.Published stored;
    try {
      stored = divisions.publish(draft, openLand(partition), base, from);
    } catch (RefusedDivisionException e) {
      throw refusal(e);
    }
    requireNewCodes(stored.id(), base, partition);
    if (!stored.prepared()) {
      houses.place(stored.id());
    }
    if (base != null) {
      storeLineage(plan, stored.id(), base);
    }
    for (Plan earlier : plans.listPublished(plan.rootCode())) {
      plans.changeState(earlier.id(), StateChange.to(PlanState.SUPERSEDED));
    }
    plans.tellDivisionsChanged(plan.rootCode());
    Instant since = since(stored.id());
    Plan published = plans.changeState(planId, StateChange.published(stored.id(), since));
    audit.record(
        AuditEvent.done(AuditAction.PLAN_PUBLISHED, SubjectType.PLAN, planId)
            .with(
                Map.of(
                    "division", Long.toString(stored.id()),
                    "area", plan.rootCode(),
                    "from", since.toString())));
    return published;
  }

  /**
   * Writes the division of a plan beforehand, for publishing to find it; nobody else does.
   *
   * @param plan the plan, whose row the transaction holds
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void prepare(Plan plan) {
    GridPartition partition = plans.partition(plan.id());
    divisions
        .prepare(draft(plan, partition, null), openLand(partition), plans.replacedDivision(plan))
        .ifPresent(houses::place);
  }

  /** Throws away what was prepared. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void discard(Plan plan) {
    divisions.discard(source(plan));
  }

  private static List<MultiPolygon> openLand(GridPartition partition) {
    return partition.openLand().stream().map(partition::polygon).toList();
  }

  private static String source(Plan plan) {
    return "plan:" + plan.id();
  }

  /**
   * Refuses a plan with land that belongs to no grid.
   *
   * @throws ProblemException topology-conflict naming the places
   */
  static void requireExact(GridPartition partition) {
    if (!partition.exact()) {
      throw conflict(
          partition.openLand().stream()
              .filter(land -> land.allowed() == null)
              .map(FindingView::of)
              .toList());
    }
  }

  /**
   * Refuses a plan of an older server in which the whole area got another code: rights, posts and
   * lists would name another area than the division.
   */
  static void requireRoot(Plan plan, GridPartition partition) {
    if (partition.findGrid(plan.rootCode()).isEmpty()) {
      throw new ProblemException(
          PlanProblems.PLAN_DAMAGED,
          "The area has another code in this plan than " + plan.rootCode() + "; take that back.");
    }
  }

  /** The division that the plan replaces; null if the area has none. */
  private @Nullable Long base(Plan plan) {
    NewerDivision newer = plans.findNewer(plan).orElse(null);
    if (newer != null) {
      throw outdated(newer);
    }
    return plans.replacedDivision(plan);
  }

  private DivisionDraft draft(Plan plan, GridPartition partition, @Nullable Long base) {
    List<GridDraft> grids = new ArrayList<>();
    String name = plan.name();
    for (PartitionGrid grid : partition.grids()) {
      if (grid.code().equals(plan.rootCode())) {
        name = grid.name();
      }
      grids.add(
          new GridDraft(
              grid.code(),
              grid.name(),
              grid.parentCode(),
              grid.levelName(),
              grid.kind(),
              partition.polygon(grid.code())));
    }
    return new DivisionDraft(
        plan.rootCode(),
        name,
        source(plan),
        plan.attribution(),
        plan.synthetic(),
        base == null ? null : shapes.outline(base),
        true,
        grids);
  }

  /** A code that another published division has or had is another grid's. */
  private void requireNewCodes(long division, @Nullable Long base, GridPartition partition) {
    List<String> taken =
        jdbc.sql(
                """
                SELECT DISTINCT g.code
                FROM grid g
                JOIN grid other ON other.code = g.code AND other.division_id <> g.division_id
                JOIN division d ON d.id = other.division_id AND d.status = 'PUBLISHED'
                WHERE g.division_id = :division
                  AND NOT EXISTS (SELECT FROM grid b WHERE b.division_id = :base::bigint AND b.code = g.code)
                ORDER BY g.code
                """)
            .param("division", division)
            .param("base", base, java.sql.Types.BIGINT)
            .query(SingleColumn::text)
            .list();
    if (!taken.isEmpty()) {
      throw LineageProblems.taken(
          "Another division gave these codes: " + String.join(", ", taken) + ".",
          taken,
          partition::polygon);
    }
  }

  private void storeLineage(Plan plan, long division, long base) {
    lineages.store(
        division,
        LineageFinder.find(shapes.list(base), shapes.list(division), log.listAfter(plan.id(), 0)));
  }

  private Instant since(long division) {
    return jdbc.sql("SELECT lower(valid) FROM division WHERE id = ?")
        .param(division)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  static ProblemException refusal(RefusedDivisionException e) {
    return switch (e.reason()) {
      case OUTDATED -> outdated(null);
      case TOO_EARLY ->
          new ProblemException(
              PublicationProblems.PLAN_OUTDATED,
              "The division that it replaces comes into force later than that; publish it for a day"
                  + " after it, or have that one moved.",
              Map.of("tooEarly", true));
      case INEXACT -> conflict(e.findings().stream().map(FindingView::of).toList());
    };
  }

  /**
   * The same for a publication that cannot be called off or moved.
   *
   * @param toCome publications of the areas concerned that are still to come, the last one first
   */
  static ProblemException refusal(RefusedDivisionException e, List<ToCome> toCome) {
    if (e.reason() != RefusedDivisionException.Reason.INEXACT || toCome.isEmpty()) {
      return refusal(e);
    }
    return new ProblemException(
        PublicationProblems.TOPOLOGY_CONFLICT,
        "Other areas are to have some of the land by then. Call their publications off first, in"
            + " this order: "
            + toCome.stream()
                .map(one -> one.name() + " (" + one.rootCode() + ") of " + one.from())
                .collect(Collectors.joining(", "))
            + ".",
        Map.of(
            "findings",
            e.findings().stream().map(FindingView::of).toList(),
            "callOffFirst",
            toCome));
  }

  private static ProblemException outdated(@Nullable NewerDivision newer) {
    if (newer == null) {
      return new ProblemException(
          PublicationProblems.PLAN_OUTDATED, "Another division of the area was published since.");
    }
    return new ProblemException(
        PublicationProblems.PLAN_OUTDATED,
        newer.toCome()
            ? "Another division of the area comes into force on "
                + newer.effectiveFrom()
                + ". Have that one called off, or carry the plan over to it."
            : "Another division of the area was published since. Carry the plan over to it.",
        Map.of("outdatedBy", newer));
  }

  private static ProblemException conflict(List<FindingView> findings) {
    Set<String> grids =
        findings.stream()
            .flatMap(finding -> finding.grids().stream())
            .collect(Collectors.toCollection(HashSet::new));
    return new ProblemException(
        PublicationProblems.TOPOLOGY_CONFLICT,
        findings.size()
            + " places are not covered once and only once; they concern "
            + grids.size()
            + " grids.",
        Map.of("findings", findings));
  }
}
