package org.gridmap.backend.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.land.GridsInForce;
import org.gridmap.backend.plan.PlanSummary.NewerDivision;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.geodata.topology.GridPartition;
import org.gridmap.geodata.topology.PartitionGrid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans for those who may see them. Whatever changes one holds its row ({@link #lock}) until the
 * end of its transaction, so that the changes of a plan follow each other on all servers.
 */
@Service
public class Plans {
  /** What an account said that changed the state of a plan; see {@link #changeState}. */
  public record StateChange(
      PlanState state,
      @Nullable String note,
      @Nullable Long divisionId,
      @Nullable Instant effectiveFrom) {
    public static StateChange to(PlanState state) {
      return new StateChange(state, null, null, null);
    }

    public static StateChange to(PlanState state, @Nullable String note) {
      return new StateChange(state, note, null, null);
    }

    public static StateChange published(long divisionId, Instant effectiveFrom) {
      return new StateChange(PlanState.PUBLISHED, null, divisionId, effectiveFrom);
    }
  }

  private final JdbcClient jdbc;
  private final PlanRows rows;
  private final PlanBases bases;
  private final PlanLog log;
  private final LivePlans live;
  private final Scope scope;
  private final Accounts accounts;
  private final GridsInForce grids;

  Plans(
      JdbcClient jdbc,
      PlanRows rows,
      PlanBases bases,
      PlanLog log,
      LivePlans live,
      Scope scope,
      Accounts accounts,
      GridsInForce grids) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.bases = bases;
    this.log = log;
    this.live = live;
    this.scope = scope;
    this.accounts = accounts;
    this.grids = grids;
  }

  /** A plan, whoever asks. */
  @Transactional(readOnly = true)
  public Optional<Plan> find(long id) {
    return rows.find(id);
  }

  /**
   * A plan that the caller may read.
   *
   * @throws ProblemException {@code not-found} if there is none in his scope
   */
  @Transactional(readOnly = true)
  public Plan get(long id) {
    return inScope(id, rows.find(id), Right.PLANS, Right.PLANS_DECIDE);
  }

  /**
   * A plan whose area the caller holds with a right.
   *
   * @throws ProblemException {@code not-found} if there is none in his scope
   */
  @Transactional(readOnly = true)
  public Plan get(long id, Right right) {
    return inScope(id, rows.find(id), right);
  }

  /**
   * A plan whose area the caller holds with one of some rights, for a change: nobody else changes
   * it until the transaction ends.
   *
   * @throws ProblemException {@code not-found} if there is none in his scope
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Plan lock(long id, Right... anyOf) {
    inScope(id, rows.find(id), anyOf);
    return rows.lock(id).orElseThrow(() -> scope.outside(SubjectType.PLAN, null));
  }

  private Plan inScope(long id, Optional<Plan> plan, Right... anyOf) {
    if (plan.isEmpty()) {
      throw scope.outside(SubjectType.PLAN, null);
    }
    if (!scope.containsArea(plan.get().rootCode(), anyOf)) {
      throw scope.outside(SubjectType.PLAN, id);
    }
    return plan.get();
  }

  /** The plans that the caller may read, the last changed first; without a state, no withdrawn. */
  @Transactional(readOnly = true)
  public List<Plan> list(@Nullable PlanState state) {
    List<String> areas =
        rows.listAreas().stream()
            .filter(code -> scope.containsArea(code, Right.PLANS, Right.PLANS_DECIDE))
            .toList();
    return areas.isEmpty() ? List.of() : rows.list(state, areas);
  }

  /** Published plans of an area, the last one first; for whoever publishes the next. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Plan> listPublished(String rootCode) {
    return rows.listPublished(rootCode);
  }

  /** The division that was published since a plan was begun, if there is one. */
  @Transactional(readOnly = true)
  public Optional<NewerDivision> findNewer(Plan plan) {
    return bases.newer(plan);
  }

  /** The division that publishing a plan ends; null if its area has none. */
  @Transactional(propagation = Propagation.MANDATORY)
  public @Nullable Long replacedDivision(Plan plan) {
    return bases.replaced(plan);
  }

  /**
   * Tells everybody who has a plan of an area open that its divisions are other ones, when the
   * transaction commits. Takes hold of no plan: whoever publishes one waits for who publishes
   * another.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void tellDivisionsChanged(String rootCode) {
    jdbc.sql(
            "SELECT count(pg_notify('gridmap_plan', id::text)) FROM plan WHERE root_code = ? AND state"
                + " IN ('DRAFT', 'SUBMITTED', 'APPROVED')")
        .param(rootCode)
        .query(Long.class)
        .single();
  }

  /**
   * Counts a change of the norms of an area in its drafts, so that everybody who has one open reads
   * them anew.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void countNorms(String rootCode) {
    jdbc.sql(
            """
            UPDATE plan SET version = version + 1 WHERE id IN (
              SELECT id FROM plan WHERE root_code = ? AND state = 'DRAFT' ORDER BY id FOR UPDATE)
            """)
        .param(rootCode)
        .update();
  }

  /**
   * The partition of a plan as it is now: a copy, which the caller may change. Inside the
   * transaction that holds the plan it cannot be overtaken.
   */
  public GridPartition partition(long id) {
    return live.read(id).partition();
  }

  /** Numbers of the accounts that ever changed a plan, its creator included. */
  @Transactional(readOnly = true)
  public Set<Long> authors(long id) {
    return new TreeSet<>(
        jdbc.sql(
                "SELECT account_id FROM plan_author WHERE plan_id = ? UNION SELECT created_by FROM plan"
                    + " WHERE id = ?")
            .params(id, id)
            .query(Long.class)
            .list());
  }

  /**
   * Moves a plan that this transaction holds to another state: SUBMITTED notes the caller and how
   * many comments are open, and forgets the last decision; DRAFT (returned) and APPROVED note the
   * caller and what he said, and know of no division; PUBLISHED notes division and moment. Which
   * move is allowed, and to whom, decides who calls.
   *
   * @return the plan as it is then
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Plan changeState(long id, StateChange change) {
    String also =
        switch (change.state()) {
          case SUBMITTED ->
              ", submitted_by = :account, submitted_at = now(), submitted_open_comments = open_comments,"
                  + " decided_by = NULL, decided_at = NULL, decision_note = NULL";
          case DRAFT, APPROVED ->
              ", decided_by = :account, decided_at = now(), decision_note = :note, division_id = NULL,"
                  + " effective_from = NULL";
          case PUBLISHED -> ", division_id = :division, effective_from = :from";
          case SUPERSEDED, WITHDRAWN -> "";
        };
    Instant from = change.effectiveFrom();
    jdbc.sql(
            "UPDATE plan SET state = :state, version = version + 1, changed_at = now()"
                + also
                + " WHERE id = :id")
        .param("id", id)
        .param("state", change.state().name())
        .param("account", CurrentUser.get().accountId())
        .param("note", change.note(), java.sql.Types.VARCHAR)
        .param("division", change.divisionId(), java.sql.Types.BIGINT)
        .param(
            "from",
            from == null ? null : from.atOffset(java.time.ZoneOffset.UTC),
            java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
    return rows.find(id).orElseThrow();
  }

  /**
   * An approved plan again after its division, which was still to come, was called off. Who
   * approved it, and what he said, stays.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void callOff(long id) {
    jdbc.sql(
            "UPDATE plan SET state = 'APPROVED', division_id = NULL, effective_from = NULL, version ="
                + " version + 1, changed_at = now() WHERE id = ?")
        .param(id)
        .update();
  }

  /** The plan that a division was published from. */
  @Transactional(readOnly = true)
  public Optional<Plan> findOfDivision(long divisionId) {
    return rows.findOfDivision(divisionId);
  }

  /** Notes, of all plans begun from a division, that it is about to be called off. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void loseBase(long divisionId) {
    jdbc.sql(
            """
            UPDATE plan SET base_called_off = true WHERE id IN (
              SELECT id FROM plan WHERE base_division_id = ? ORDER BY id FOR UPDATE)
            """)
        .param(divisionId)
        .update();
  }

  /** Counts a change of the caller that is none of the partition, such as of the name. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Plan touch(long id) {
    log.addAuthor(id, CurrentUser.get().accountId());
    return countChange(id);
  }

  /** Counts a change of what stands around a plan; who makes it has no part in the plan. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Plan countChange(long id) {
    jdbc.sql("UPDATE plan SET version = version + 1, changed_at = now() WHERE id = ?")
        .param(id)
        .update();
    return rows.find(id).orElseThrow();
  }

  /**
   * Counts the open comments of a plan that this transaction holds, and tells whoever has it open
   * that its comments are other ones. The version stays: a comment overtakes no edit and no
   * decision.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void countComments(long id) {
    jdbc.sql(
            "UPDATE plan SET comments_revision = comments_revision + 1, open_comments = (SELECT count(*)"
                + " FROM plan_comment c WHERE c.plan_id = plan.id AND c.settled_at IS NULL) WHERE id = ?")
        .param(id)
        .update();
  }

  /** Whether the caller holds a right over all of a plan's area. */
  public boolean holds(Plan plan, Right right) {
    return CurrentUser.get().has(right) && scope.containsArea(plan.rootCode(), right);
  }

  /** Whether the caller may change a plan now. */
  public boolean mayEdit(Plan plan) {
    return plan.state() == PlanState.DRAFT && holds(plan, Right.PLANS);
  }

  /** Whether the caller may decide about a plan: it waits for that, and he had no part in it. */
  public boolean mayDecide(Plan plan) {
    return (plan.state() == PlanState.SUBMITTED || plan.state() == PlanState.APPROVED)
        && holds(plan, Right.PLANS_DECIDE)
        && !hadPart(plan, CurrentUser.get().accountId());
  }

  /** Whether an account created, changed or submitted a plan. */
  public boolean hadPart(Plan plan, long accountId) {
    return Long.valueOf(accountId).equals(plan.submittedBy())
        || authors(plan.id()).contains(accountId);
  }

  /** The plan as the caller sees it. */
  @Transactional(readOnly = true)
  public PlanSummary summarise(Plan plan) {
    return new PlanSummary(
        plan.id(),
        plan.name(),
        plan.rootCode(),
        rootName(plan),
        plan.state(),
        plan.version(),
        plan.hash(),
        plan.baseDivisionId(),
        plan.divisionId(),
        plan.effectiveFrom(),
        person(plan.createdBy()),
        plan.createdAt(),
        plan.changedAt(),
        plan.submittedBy() == null ? null : person(plan.submittedBy()),
        plan.submittedAt(),
        plan.decidedBy() == null ? null : person(plan.decidedBy()),
        plan.decidedAt(),
        plan.decisionNote(),
        plan.seq(),
        plan.openLand(),
        plan.openComments(),
        plan.submittedOpenComments(),
        mayEdit(plan),
        mayDecide(plan),
        bases.newer(plan).orElse(null),
        plan.synthetic(),
        plan.attribution());
  }

  /** Who an account is. */
  public Person person(long accountId) {
    return new Person(accountId, accounts.find(accountId).map(Account::name).orElse(""));
  }

  private String rootName(Plan plan) {
    return grids
        .findByCode(plan.rootCode())
        .map(GridsInForce.GridInForce::name)
        .orElseGet(() ->
            live.read(plan.id())
                .partition()
                .findGrid(plan.rootCode())
                .map(PartitionGrid::name)
                .orElse(""));
  }
}
