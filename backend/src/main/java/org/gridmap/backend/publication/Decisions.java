package org.gridmap.backend.publication;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanCodes;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.PlanSummary;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.Plans.StateChange;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves plans from state to state. Whoever created, changed or submitted a plan does not decide
 * about it.
 */
@Service
class Decisions {
  private static final String PUBLISH = "publish";

  private final Plans plans;
  private final PlanCodes codes;
  private final Publications publications;
  private final Divisions divisions;
  private final IdempotencyKeys keys;
  private final AuditLog audit;

  Decisions(
      Plans plans,
      PlanCodes codes,
      Publications publications,
      Divisions divisions,
      IdempotencyKeys keys,
      AuditLog audit) {
    this.plans = plans;
    this.codes = codes;
    this.publications = publications;
    this.divisions = divisions;
    this.keys = keys;
    this.audit = audit;
  }

  /** What is remembered of a move. */
  record Moved(long planId) {}

  private record Request(@Nullable String note, @Nullable String from) {}

  /**
   * @throws ProblemException not-found, plan-not-editable, edit-conflict, topology-conflict,
   *     code-taken
   */
  @Transactional
  public PlanSummary submit(long id, @Nullable String ifMatch, @Nullable String key) {
    return once(
        id,
        "submit",
        ifMatch,
        key,
        new Request(null, null),
        Right.PLANS,
        plan -> {
          if (plan.state() != PlanState.DRAFT) {
            throw new ProblemException(
                PlanProblems.PLAN_NOT_EDITABLE,
                "Only a draft is handed in; it is " + plan.state() + ".");
          }
          Publications.requireRoot(plan, plans.partition(id));
          Publications.requireExact(plans.partition(id));
          codes.give(plan);
          audit.record(
              AuditEvent.done(AuditAction.PLAN_SUBMITTED, SubjectType.PLAN, id)
                  .with(Map.of("comments", Integer.toString(plan.openComments()))));
          return plans.changeState(id, StateChange.to(PlanState.SUBMITTED));
        });
  }

  /**
   * @throws ProblemException not-found, forbidden, plan-state-conflict, edit-conflict
   */
  @Transactional
  public PlanSummary giveBack(
      long id, @Nullable String ifMatch, @Nullable String key, String note) {
    return once(
        id,
        "return",
        ifMatch,
        key,
        new Request(note, null),
        Right.PLANS_DECIDE,
        plan -> {
          requireState(plan, Set.of(PlanState.SUBMITTED, PlanState.APPROVED));
          audit.record(AuditEvent.done(AuditAction.PLAN_RETURNED, SubjectType.PLAN, id));
          publications.discard(plan);
          return plans.changeState(id, StateChange.to(PlanState.DRAFT, note));
        });
  }

  /**
   * @throws ProblemException not-found, forbidden, plan-state-conflict, edit-conflict
   */
  @Transactional
  public PlanSummary approve(long id, @Nullable String ifMatch, @Nullable String key, String note) {
    return once(
        id,
        "approve",
        ifMatch,
        key,
        new Request(note, null),
        Right.PLANS_DECIDE,
        plan -> {
          requireState(plan, Set.of(PlanState.SUBMITTED));
          publications.prepare(plan);
          audit.record(
              AuditEvent.done(AuditAction.PLAN_APPROVED, SubjectType.PLAN, id)
                  .with(Map.of("version", Long.toString(plan.version()))));
          return plans.changeState(
              id, StateChange.to(PlanState.APPROVED, note.isEmpty() ? null : note));
        });
  }

  /**
   * @param from moment from which it is in force; null for now
   * @throws ProblemException not-found, forbidden, plan-state-conflict, edit-conflict,
   *     plan-outdated, topology-conflict, code-taken
   */
  @Transactional
  public PlanSummary publish(
      long id, @Nullable String ifMatch, @Nullable String key, @Nullable Instant from) {
    Request request = new Request(null, from == null ? null : from.toString());
    return once(
        id,
        PUBLISH,
        ifMatch,
        key,
        request,
        Right.PLANS_DECIDE,
        plan -> {
          requireState(plan, Set.of(PlanState.APPROVED));
          return publications.publish(id, from);
        });
  }

  private PlanSummary once(
      long id,
      String move,
      @Nullable String ifMatch,
      @Nullable String key,
      Request request,
      Right right,
      Function<Plan, Plan> work) {
    long base = Versions.required(ifMatch);
    plans.get(id, right);
    keys.once(
        PlanKeys.required(key),
        "POST /api/plans/" + id + "/" + move,
        request,
        Moved.class,
        () -> {
          if (move.equals(PUBLISH)) {
            // Before the plan's row: who publishes the next plan changes the row of this one.
            divisions.hold();
          }
          Plan plan = plans.lock(id, right);
          if (right == Right.PLANS_DECIDE && plans.hadPart(plan, CurrentUser.get().accountId())) {
            throw new ProblemException(
                WebProblems.FORBIDDEN,
                "Whoever created, changed or handed in a plan does not decide about it.");
          }
          if (base != plan.version()) {
            throw Versions.conflict();
          }
          return new Moved(work.apply(plan).id());
        });
    return plans.summarise(plans.get(id));
  }

  private static void requireState(Plan plan, Set<PlanState> wanted) {
    if (!wanted.contains(plan.state())) {
      throw new ProblemException(
          PlanProblems.PLAN_STATE_CONFLICT, "The plan is " + plan.state() + " by now.");
    }
  }
}
