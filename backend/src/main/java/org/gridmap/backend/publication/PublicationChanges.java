package org.gridmap.backend.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.land.Divisions;
import org.gridmap.backend.land.RefusedDivisionException;
import org.gridmap.backend.land.ScheduledDivisions;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.PlanSummary;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.Plans.StateChange;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Calls publications off that are still to come, or moves them: one person asks and says why,
 * another one agrees, and at least one of the two had no part in the plan.
 */
@Service
class PublicationChanges {
  private static final String SELECT = "SELECT * FROM publication_change ";

  /** For how many days people of an area are told. */
  private static final int TOLD_DAYS = 30;

  private final JdbcClient jdbc;
  private final Plans plans;
  private final ScheduledDivisions scheduled;
  private final Divisions divisions;
  private final Scope scope;
  private final IdempotencyKeys keys;
  private final AuditLog audit;

  PublicationChanges(
      JdbcClient jdbc,
      Plans plans,
      ScheduledDivisions scheduled,
      Divisions divisions,
      Scope scope,
      IdempotencyKeys keys,
      AuditLog audit) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.scheduled = scheduled;
    this.divisions = divisions;
    this.scope = scope;
    this.keys = keys;
    this.audit = audit;
  }

  /**
   * What somebody asks for.
   *
   * @param from moment from which the plan is to be in force; null for at once, or where it is
   *     called off
   */
  record Wish(
      PublicationChange.Kind kind,
      @Nullable Instant from,
      PublicationChange.Reason reason,
      String note) {}

  private record StoredChange(
      long id,
      long planId,
      String planName,
      String rootCode,
      PublicationChange.Kind kind,
      Instant plannedFrom,
      @Nullable Instant wantedFrom,
      PublicationChange.Reason reason,
      String note,
      PublicationChange.State state,
      long askedBy,
      Instant askedAt,
      @Nullable Long decidedBy,
      @Nullable Instant decidedAt) {}

  private static final RowMapper<StoredChange> CHANGE = new RecordRowMapper<>(StoredChange.class);

  private record Receipt(long id) {}

  private record Answer(boolean agree) {}

  /** The changes that were asked for of a plan, the last one first. */
  @Transactional(readOnly = true)
  public List<PublicationChange> list(long planId) {
    plans.get(planId);
    return jdbc.sql(SELECT + "WHERE plan_id = ? ORDER BY id DESC")
        .param(planId)
        .query(this::change)
        .list();
  }

  /** Changes of the last days that concern areas in which the caller answers for something. */
  @Transactional(readOnly = true)
  public List<PublicationChange> listConcerning() {
    return jdbc.sql(
            SELECT
                + """
                AS c
                WHERE c.state = 'DONE' AND c.decided_at > now() - make_interval(days => :days) AND EXISTS (
                  SELECT FROM grid g JOIN division d ON d.id = g.division_id
                  WHERE d.root_code = c.root_code AND d.status = 'PUBLISHED' AND d.valid @> now()
                    AND g.id = ANY (:leaves))
                ORDER BY c.decided_at DESC LIMIT 50
                """)
        .param("days", TOLD_DAYS)
        .param("leaves", scope.grantedLeaves().toArray(Long[]::new))
        .query(this::change)
        .list();
  }

  /**
   * Asks for a change of a publication that is still to come.
   *
   * @throws ProblemException not-found, plan-state-conflict if it is in force by now or somebody
   *     asked already, edit-conflict
   */
  @Transactional
  public PublicationChange ask(
      long planId, @Nullable String ifMatch, @Nullable String key, Wish wish) {
    long base = Versions.required(ifMatch);
    plans.get(planId);
    Receipt receipt =
        keys.once(
            PlanKeys.required(key),
            "POST /api/plans/" + planId + "/publication-changes",
            wish,
            Receipt.class,
            () -> {
              Plan plan = plans.lock(planId, Right.PLANS, Right.PLANS_DECIDE);
              requireVersion(base, plan);
              Instant planned = requireComing(plan);
              if (findOpen(planId).isPresent()) {
                throw new ProblemException(
                    PlanProblems.PLAN_STATE_CONFLICT, "Somebody asked for a change already.");
              }
              return new Receipt(store(plan, planned, wish));
            });
    return jdbc.sql(SELECT + "WHERE id = ?").param(receipt.id()).query(this::change).single();
  }

  private long store(Plan plan, Instant planned, Wish wish) {
    long id =
        jdbc.sql(
                """
                INSERT INTO publication_change (plan_id, root_code, plan_name, kind, planned_from, wanted_from,
                  reason, note, asked_by)
                VALUES (:plan, :root, :name, :kind, :planned, :wanted, :reason, :note, :account)
                RETURNING id
                """)
            .param("plan", plan.id())
            .param("root", plan.rootCode())
            .param("name", plan.name())
            .param("kind", wish.kind().name())
            .param("planned", planned.atOffset(ZoneOffset.UTC))
            .param("wanted", at(wish.from()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("reason", wish.reason().name())
            .param("note", wish.note())
            .param("account", CurrentUser.get().accountId())
            .query(Long.class)
            .single();
    plans.countChange(plan.id());
    record(AuditAction.PUBLICATION_CHANGE_ASKED, plan, planned, wish.from(), wish.reason(), null);
    return id;
  }

  /**
   * Agrees to what somebody else asked for, which is done then; or drops it.
   *
   * @throws ProblemException not-found, forbidden, plan-state-conflict if nobody asked or the plan
   *     is in force by now, edit-conflict, plan-outdated, topology-conflict with the findings
   */
  @Transactional
  public PlanSummary decide(
      long planId, @Nullable String ifMatch, @Nullable String key, boolean agree) {
    long base = Versions.required(ifMatch);
    plans.get(planId);
    keys.once(
        PlanKeys.required(key),
        "POST /api/plans/" + planId + "/publication-changes/decision",
        new Answer(agree),
        Receipt.class,
        () -> {
          if (agree) {
            // Before the plan's row, as everybody who publishes takes them.
            divisions.hold();
          }
          Plan plan = plans.lock(planId, Right.PLANS, Right.PLANS_DECIDE);
          requireVersion(base, plan);
          PublicationChange change =
              findOpen(planId)
                  .orElseThrow(() ->
                      new ProblemException(
                          PlanProblems.PLAN_STATE_CONFLICT, "Nobody asked for a change."));
          if (agree) {
            agree(plan, change);
          } else {
            drop(plan, change);
          }
          return new Receipt(change.id());
        });
    return plans.summarise(plans.get(planId));
  }

  private void drop(Plan plan, PublicationChange change) {
    if (change.askedBy().id() != CurrentUser.get().accountId()
        && !plans.holds(plan, Right.PLANS_DECIDE)) {
      throw new ProblemException(
          WebProblems.FORBIDDEN, "Whoever asked takes it back, or somebody who decides.");
    }
    close(change, PublicationChange.State.DROPPED);
    plans.countChange(plan.id());
    record(
        AuditAction.PUBLICATION_CHANGE_DROPPED,
        plan,
        change.plannedFrom(),
        change.wantedFrom(),
        change.reason(),
        change.askedBy().id());
  }

  private void agree(Plan plan, PublicationChange change) {
    requireSecondPerson(plan, change);
    Instant planned = requireComing(plan);
    long division = Objects.requireNonNull(plan.divisionId());
    close(change, PublicationChange.State.DONE);
    try {
      if (change.kind() == PublicationChange.Kind.CALL_OFF) {
        scheduled.take(division);
        plans.loseBase(division);
        Optional<Long> before = scheduled.callOff(division);
        plans.callOff(plan.id());
        before.flatMap(plans::findOfDivision).ifPresent(this::restore);
        record(
            AuditAction.PUBLICATION_CALLED_OFF,
            plan,
            planned,
            null,
            change.reason(),
            change.askedBy().id());
      } else {
        Instant from = scheduled.move(division, change.wantedFrom());
        plans.changeState(plan.id(), StateChange.published(division, from));
        record(
            AuditAction.PUBLICATION_MOVED,
            plan,
            planned,
            from,
            change.reason(),
            change.askedBy().id());
      }
    } catch (RefusedDivisionException e) {
      throw Publications.refusal(e, scheduled.listToCome(e.areasBeside(plan.rootCode())));
    }
    plans.tellDivisionsChanged(plan.rootCode());
  }

  /** The plan of the division that stays in force is superseded by nothing any more. */
  private void restore(Plan before) {
    if (before.state() == PlanState.SUPERSEDED && before.effectiveFrom() != null) {
      plans.changeState(
          before.id(),
          StateChange.published(
              Objects.requireNonNull(before.divisionId()), before.effectiveFrom()));
    }
  }

  private void requireSecondPerson(Plan plan, PublicationChange change) {
    long caller = CurrentUser.get().accountId();
    long asker = change.askedBy().id();
    boolean second =
        caller != asker
            && plans.holds(plan, Right.PLANS_DECIDE)
            && !(plans.hadPart(plan, caller) && plans.hadPart(plan, asker));
    if (!second) {
      throw new ProblemException(
          WebProblems.FORBIDDEN,
          "Somebody else agrees than who asked, and one of the two had no part in the plan.");
    }
  }

  private static void requireVersion(long base, Plan plan) {
    if (base != plan.version()) {
      throw Versions.conflict();
    }
  }

  private static Instant requireComing(Plan plan) {
    Instant from = plan.effectiveFrom();
    if (plan.state() != PlanState.PUBLISHED || from == null || !from.isAfter(Instant.now())) {
      throw new ProblemException(
          PlanProblems.PLAN_STATE_CONFLICT,
          "Only a publication that is still to come, and the last one of its area, is called off or"
              + " moved.");
    }
    return from;
  }

  private void close(PublicationChange change, PublicationChange.State state) {
    jdbc.sql(
            "UPDATE publication_change SET state = ?, decided_by = ?, decided_at = now() WHERE id = ?")
        .params(state.name(), CurrentUser.get().accountId(), change.id())
        .update();
  }

  private Optional<PublicationChange> findOpen(long planId) {
    return jdbc.sql(SELECT + "WHERE plan_id = ? AND state = 'ASKED'")
        .param(planId)
        .query(this::change)
        .optional();
  }

  private void record(
      AuditAction action,
      Plan plan,
      Instant planned,
      @Nullable Instant wanted,
      PublicationChange.Reason reason,
      @Nullable Long asker) {
    Map<String, String> detail = new HashMap<>();
    detail.put("area", plan.rootCode());
    detail.put("from", planned.toString());
    detail.put("reason", reason.name());
    if (wanted != null) {
      detail.put("until", wanted.toString());
    }
    if (asker != null) {
      detail.put("account", Long.toString(asker));
    }
    audit.record(AuditEvent.done(action, SubjectType.PLAN, plan.id()).with(detail));
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  private PublicationChange change(ResultSet row, int number) throws SQLException {
    StoredChange stored = CHANGE.mapRow(row, number);
    Long decider = stored.decidedBy();
    return new PublicationChange(
        stored.id(),
        stored.planId(),
        stored.planName(),
        stored.rootCode(),
        stored.kind(),
        stored.plannedFrom(),
        stored.wantedFrom(),
        stored.reason(),
        stored.note(),
        stored.state(),
        plans.person(stored.askedBy()),
        stored.askedAt(),
        decider == null ? null : plans.person(decider),
        stored.decidedAt());
  }
}
