package org.gridmap.backend.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.plan.DraftEdits.StoredEdit;
import org.gridmap.backend.plan.PlanSummary.NewerDivision;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries drafts over to the division that overtook them: what was done is done again there, as one
 * entry of the log, and what does not fit is told.
 */
@Service
public class CarryOvers {
  private final JdbcClient jdbc;
  private final Plans plans;
  private final LivePlans live;
  private final PlanLog log;
  private final PlanCreation creation;
  private final DivisionSource divisions;
  private final DraftEdits drafts;
  private final AuditLog audit;
  private final JsonMapper json;

  CarryOvers(
      JdbcClient jdbc,
      Plans plans,
      LivePlans live,
      PlanLog log,
      PlanCreation creation,
      DivisionSource divisions,
      DraftEdits drafts,
      AuditLog audit,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.live = live;
    this.log = log;
    this.creation = creation;
    this.divisions = divisions;
    this.drafts = drafts;
    this.audit = audit;
    this.json = json;
  }

  /**
   * Carries a draft of the caller's area over to the newest division.
   *
   * @throws ProblemException {@code carry-over-refused} if there is no newer division, or the plan
   *     was begun from an import; {@code plan-not-editable}; {@code edit-conflict}
   */
  public CarriedOver carry(long id, @Nullable String ifMatch, String key) {
    long base = Versions.required(ifMatch);
    return drafts.store(
        id,
        key,
        "carry-over",
        Map.of(),
        plan -> {
          if (base != plan.version()) {
            throw Versions.conflict();
          }
          return carry(plan);
        },
        (seq, fresh) -> find(id, seq).orElseThrow());
  }

  private StoredEdit carry(Plan plan) {
    NewerDivision newer =
        plans
            .findNewer(plan)
            .orElseThrow(() ->
                new ProblemException(
                    PlanProblems.CARRY_OVER_REFUSED, "No division overtook the plan."));
    if (!newer.carriable()) {
      throw new ProblemException(
          PlanProblems.CARRY_OVER_REFUSED,
          "The plan's borders are those of an import; no step drew them, so none can be done again."
              + " Save the plan as a file, begin a plan from the new division and take the file"
              + " there: what differs is shown before it is taken.");
    }
    GridPartition target =
        creation
            .partitionOf(newer.divisionId())
            .orElseThrow(() ->
                new ProblemException(
                    PlanProblems.CARRY_OVER_REFUSED,
                    "The division that overtook the plan was called off at this moment."));
    byte[] fresh = target.write();
    Replay replay = new Replay(start(plan), target, plans::person);
    replay.run();
    GridPartition partition = live.partition(plan);
    Change change = partition.replace(target);
    LogEntry entry =
        log.append(
            plan,
            CurrentUser.get().accountId(),
            LogEntry.EntryKind.CARRY_OVER,
            new Operation.Batch(replay.fitting(), null),
            null,
            null,
            change,
            partition);
    jdbc.sql(
            """
            INSERT INTO plan_carry_over (plan_id, seq, from_division, to_division, base, fitting, left_over)
            VALUES (:plan, :seq, :from, :to, :base, :fitting, CAST(:left AS jsonb))
            """)
        .param("plan", plan.id())
        .param("seq", entry.seq())
        .param("from", plan.baseDivisionId(), java.sql.Types.BIGINT)
        .param("to", newer.divisionId())
        .param("base", fresh)
        .param("fitting", replay.fitting().size())
        .param("left", json.writeValueAsString(new LeftOvers(replay.leftOver())))
        .update();
    setBase(plan.id(), newer.divisionId());
    audit.record(
        AuditEvent.done(AuditAction.PLAN_CARRIED_OVER, SubjectType.PLAN, plan.id())
            .with(
                Map.of(
                    "division", Long.toString(newer.divisionId()),
                    "steps", Integer.toString(replay.fitting().size()),
                    "refused", Integer.toString(replay.leftOver().size()))));
    return new StoredEdit(entry, partition);
  }

  /** The wrapper that gives the stored list a type. */
  private record LeftOvers(List<CarriedOver.LeftOver> items) {}

  /**
   * What a plan's log is done again from: its own beginning, or the last time that it was carried.
   */
  private Replay.Start start(Plan plan) {
    List<LogEntry> all = log.listAfter(plan.id(), 0);
    LogEntry carried = EffectiveLog.carriedOver(all).orElse(null);
    return new Replay.Start(
        live.base(plan.id(), carried),
        carried,
        all,
        EffectiveLog.of(all),
        seq -> log.snapshot(plan.id(), seq).partition());
  }

  /** The last time that a plan was carried over, if that is in effect. */
  @Transactional(readOnly = true)
  public Optional<CarriedOver> findLast(long planId) {
    return log.hasCarryOver(planId)
        ? EffectiveLog.carriedOver(log.listAfter(planId, 0))
            .flatMap(entry -> find(planId, entry.seq()))
        : Optional.empty();
  }

  private record StoredCarryOver(
      long seq, long version, long toDivision, int fitting, String leftOver) {}

  private Optional<CarriedOver> find(long planId, long seq) {
    return jdbc.sql(
            """
            SELECT c.seq, o.version, c.to_division, c.fitting, c.left_over::text AS left_over
            FROM plan_carry_over c JOIN plan_operation o ON o.plan_id = c.plan_id AND o.seq = c.seq
            WHERE c.plan_id = ? AND c.seq = ?
            """)
        .params(planId, seq)
        .query(StoredCarryOver.class)
        .optional()
        .map(stored ->
            new CarriedOver(
                stored.seq(),
                stored.version(),
                stored.toDivision(),
                stored.fitting(),
                json.readValue(stored.leftOver(), LeftOvers.class).items()));
  }

  /**
   * Whether an entry may be taken back: one from before a plan was carried over is part of the
   * entry of the carrying over now.
   */
  @Transactional(readOnly = true)
  public boolean isBehind(long planId, LogEntry entry) {
    boolean carried =
        jdbc.sql("SELECT EXISTS (SELECT FROM plan_carry_over WHERE plan_id = ? AND seq > ?)")
            .params(planId, entry.seq())
            .query(Boolean.class)
            .single();
    return carried
        && EffectiveLog.of(log.listAfter(planId, 0)).stream()
            .anyMatch(
                one -> one.kind() == LogEntry.EntryKind.CARRY_OVER && one.seq() > entry.seq());
  }

  /** Whether a plan was carried over, or that was taken back, since an entry. */
  @Transactional(readOnly = true)
  public boolean isBetween(long planId, long seq) {
    if (!log.hasCarryOver(planId)) {
      return false;
    }
    List<LogEntry> all = log.listAfter(planId, 0);
    List<LogEntry> then = all.stream().filter(entry -> entry.seq() <= seq).toList();
    return !EffectiveLog.carriedOver(all)
        .map(LogEntry::seq)
        .equals(EffectiveLog.carriedOver(then).map(LogEntry::seq));
  }

  /** Follows an undo or a redo of the carrying over of a plan with the division it begins from. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void follow(long planId, LogEntry taken, LogEntry.EntryKind kind) {
    LogEntry root = taken;
    while (root.reverts() != null) {
      root = log.find(planId, root.reverts()).orElseThrow();
    }
    if (root.kind() == LogEntry.EntryKind.CARRY_OVER) {
      record Sides(@Nullable Long fromDivision, @Nullable Long toDivision) {}
      Sides sides =
          jdbc.sql(
                  "SELECT from_division, to_division FROM plan_carry_over WHERE plan_id = ? AND seq = ?")
              .params(planId, root.seq())
              .query(Sides.class)
              .single();
      setBase(planId, kind == LogEntry.EntryKind.UNDO ? sides.fromDivision() : sides.toDivision());
    }
  }

  /** A division that is gone was called off. */
  private void setBase(long planId, @Nullable Long division) {
    boolean there = division != null && divisions.hold(division);
    jdbc.sql(
            "UPDATE plan SET base_division_id = :division, base_called_off = :calledOff WHERE id = :plan")
        .param("division", there ? division : null, java.sql.Types.BIGINT)
        .param("calledOff", !there)
        .param("plan", planId)
        .update();
  }
}
