package org.gridmap.backend.plan.discussion;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Right;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.plan.Plan;
import org.gridmap.backend.plan.PlanKeys;
import org.gridmap.backend.plan.PlanProblems;
import org.gridmap.backend.plan.PlanState;
import org.gridmap.backend.plan.PlanSummary.Person;
import org.gridmap.backend.plan.Plans;
import org.gridmap.backend.plan.discussion.Comment.CommentReply;
import org.gridmap.backend.plan.discussion.Comment.CommentState;
import org.gridmap.backend.plan.discussion.Comment.NewComment;
import org.gridmap.backend.plan.discussion.Comment.NewCommentReply;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.Versions;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.topology.GridPartition;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Comments on plans. Every change holds the plan's row, so that a comment comes either before the
 * plan is handed in or after it. Texts go into answers and nowhere else: no log, no event, no entry
 * of the audit log.
 */
@Service
class Comments {
  private static final int MOST_OF_PLAN = 1_000;

  /** How far beside the plan a comment may be pinned, degrees: a road or a bank outside of it. */
  private static final double MARGIN = 0.02;

  private static final Set<PlanState> TALKED_ABOUT =
      Set.of(PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED);

  private final Plans plans;
  private final CommentRepository comments;
  private final CommentReaders readers;
  private final IdempotencyKeys keys;
  private final AuditLog audit;
  private final JdbcClient jdbc;

  Comments(
      Plans plans,
      CommentRepository comments,
      CommentReaders readers,
      IdempotencyKeys keys,
      AuditLog audit,
      JdbcClient jdbc) {
    this.plans = plans;
    this.comments = comments;
    this.readers = readers;
    this.keys = keys;
    this.audit = audit;
    this.jdbc = jdbc;
  }

  /** What is remembered of a comment or reply that was created. */
  record Written(long commentId) {}

  /**
   * The comments of a plan.
   *
   * @param items oldest first
   * @param revision another number after each change of them
   * @param mayWrite whether the caller may add to them now
   */
  record CommentList(List<Comment> items, long revision, boolean mayWrite) {}

  /**
   * The comments of a plan that the caller may read.
   *
   * @throws ProblemException not-found
   */
  @Transactional(readOnly = true)
  public CommentList list(long planId) {
    Plan plan = plans.get(planId);
    List<CommentEntity> stored = comments.findByPlanIdOrderById(planId);
    return new CommentList(
        describe(planId, stored), plan.commentsRevision(), TALKED_ABOUT.contains(plan.state()));
  }

  /**
   * Pins a comment to a place or a grid of a plan.
   *
   * @param wanted checked
   * @throws ProblemException not-found, plan-state-conflict, comments-full; validation-failed for a
   *     place far from the plan or a grid that is not in it
   */
  @Transactional
  public Comment add(long planId, @Nullable String key, NewComment wanted) {
    return written(
        planId,
        keys.once(
            PlanKeys.required(key),
            "POST /api/plans/" + planId + "/comments",
            wanted,
            Written.class,
            () -> create(planId, wanted)));
  }

  private Written create(long planId, NewComment wanted) {
    hold(planId);
    if (comments.countByPlanId(planId) >= MOST_OF_PLAN) {
      throw new ProblemException(
          CommentProblems.COMMENTS_FULL, "A plan has " + MOST_OF_PLAN + " comments at most.");
    }
    CommentEntity comment =
        comments.saveAndFlush(
            new CommentEntity(
                planId,
                account(),
                now(),
                Objects.requireNonNull(wanted.text()),
                place(plans.partition(planId), wanted),
                wanted.grid()));
    changed(AuditAction.COMMENT_ADDED, comment);
    readers.note(comment.id(), account(), comment.entries());
    return new Written(comment.id());
  }

  /**
   * Answers a comment.
   *
   * @param wanted checked
   * @throws ProblemException not-found, plan-state-conflict, comments-full
   */
  @Transactional
  public Comment reply(long planId, long id, @Nullable String key, NewCommentReply wanted) {
    return written(
        planId,
        keys.once(
            PlanKeys.required(key),
            "POST /api/plans/" + planId + "/comments/" + id + "/replies",
            wanted,
            Written.class,
            () -> answer(planId, id, wanted)));
  }

  private Written answer(long planId, long id, NewCommentReply wanted) {
    CommentEntity comment = hold(planId, id);
    if (comment.replies().size() >= Comment.MOST_REPLIES) {
      throw new ProblemException(
          CommentProblems.COMMENTS_FULL,
          "A comment has " + Comment.MOST_REPLIES + " replies at most.");
    }
    comment.reply(new ReplyEntity(account(), now(), Objects.requireNonNull(wanted.text())));
    changed(AuditAction.COMMENT_ANSWERED, comment);
    readers.note(id, account(), comment.entries());
    return new Written(id);
  }

  /**
   * Settles a comment, or opens it again; one that is so already stays as it is.
   *
   * @throws ProblemException not-found, plan-state-conflict, precondition-required, edit-conflict
   */
  @Transactional
  public Comment changeState(long planId, long id, @Nullable String ifMatch, CommentState state) {
    CommentEntity comment = hold(planId, id);
    Versions.check(ifMatch, comment.version());
    boolean settled = comment.settledAt() != null;
    if (state == CommentState.SETTLED && !settled) {
      comment.settle(account(), now());
      changed(AuditAction.COMMENT_SETTLED, comment);
    } else if (state == CommentState.OPEN && settled) {
      comment.reopen();
      changed(AuditAction.COMMENT_REOPENED, comment);
    }
    return describe(planId, List.of(comment)).getFirst();
  }

  /**
   * Takes the caller's own comment back, as long as nobody answered.
   *
   * @throws ProblemException not-found, plan-state-conflict, precondition-required, edit-conflict,
   *     forbidden, comment-answered
   */
  @Transactional
  public void withdraw(long planId, long id, @Nullable String ifMatch) {
    CommentEntity comment = hold(planId, id);
    Versions.check(ifMatch, comment.version());
    if (comment.authorId() != account()) {
      throw new ProblemException(
          WebProblems.FORBIDDEN, "Only whoever wrote a comment takes it back.");
    }
    if (!comment.replies().isEmpty()) {
      throw new ProblemException(
          CommentProblems.COMMENT_ANSWERED, "Settle it instead of taking it back.");
    }
    comments.delete(comment);
    changed(AuditAction.COMMENT_WITHDRAWN, comment);
  }

  /**
   * Notes what the caller has read, of a plan in any state.
   *
   * @param entries the comment itself and replies
   * @throws ProblemException not-found
   */
  @Transactional
  public void read(long planId, long id, int entries) {
    plans.get(planId);
    CommentEntity comment = find(planId, id);
    readers.note(id, account(), Math.min(entries, comment.entries()));
  }

  private Plan hold(long planId) {
    Plan plan = plans.lock(planId, Right.PLANS, Right.PLANS_DECIDE);
    if (!TALKED_ABOUT.contains(plan.state())) {
      throw new ProblemException(
          PlanProblems.PLAN_STATE_CONFLICT,
          "The plan is " + plan.state() + ": its comments are its record now.");
    }
    return plan;
  }

  private CommentEntity hold(long planId, long id) {
    hold(planId);
    return find(planId, id);
  }

  private CommentEntity find(long planId, long id) {
    return comments
        .findByIdAndPlanId(id, planId)
        .orElseThrow(
            () -> new ProblemException(WebProblems.NOT_FOUND, "There is no such comment."));
  }

  private static Coordinate place(GridPartition partition, NewComment wanted) {
    String grid = wanted.grid();
    if (grid != null && partition.findGrid(grid).isEmpty()) {
      throw Faults.refusal(List.of("grid"));
    }
    Coordinate place = wanted.place();
    if (place == null) {
      MultiPolygon outline = partition.polygon(Objects.requireNonNull(grid));
      return outline.getInteriorPoint().getCoordinate();
    }
    Envelope around = new Envelope();
    partition.edges().forEach(edge -> edge.points().forEach(around::expandToInclude));
    around.expandBy(MARGIN);
    if (!around.contains(place)) {
      throw Faults.refusal(List.of("place"));
    }
    return place;
  }

  /** Stores a change, counts it in the plan, and leaves an entry in the audit log. */
  private void changed(AuditAction action, CommentEntity comment) {
    comments.flush();
    audit.record(
        AuditEvent.done(action, SubjectType.PLAN, comment.planId())
            .with(Map.of("comment", Long.toString(comment.id()))));
    plans.countComments(comment.planId());
  }

  private Comment written(long planId, Written written) {
    plans.get(planId);
    return describe(planId, List.of(find(planId, written.commentId()))).getFirst();
  }

  private List<Comment> describe(long planId, List<CommentEntity> stored) {
    // Only what is about a grid needs the plan's grids.
    GridPartition partition =
        stored.stream().anyMatch(one -> one.gridCode() != null) ? plans.partition(planId) : null;
    Map<Long, Integer> read = readers.list(planId, account());
    Map<Long, Person> people = new HashMap<>();
    return stored.stream()
        .map(
            one -> describe(one, partition, one.entries() > read.getOrDefault(one.id(), 0), people))
        .toList();
  }

  private Comment describe(
      CommentEntity one,
      @Nullable GridPartition partition,
      boolean unread,
      Map<Long, Person> people) {
    String grid = one.gridCode();
    boolean gone = grid != null && partition != null && partition.findGrid(grid).isEmpty();
    Long settledBy = one.settledBy();
    return new Comment(
        one.id(),
        one.version(),
        settledBy == null ? CommentState.OPEN : CommentState.SETTLED,
        person(one.authorId(), people),
        one.at(),
        one.text(),
        one.place(),
        grid,
        gone,
        gone && partition != null
            ? partition.leavesAt(one.place()).stream().sorted().findFirst().orElse(null)
            : null,
        one.authorId() == account(),
        unread,
        settledBy == null ? null : person(settledBy, people),
        one.settledAt(),
        one.replies().stream()
            .map(reply ->
                new CommentReply(
                    reply.id(), person(reply.authorId(), people), reply.at(), reply.text()))
            .toList());
  }

  private Person person(long accountId, Map<Long, Person> known) {
    return Objects.requireNonNull(known.computeIfAbsent(accountId, plans::person));
  }

  private static long account() {
    return CurrentUser.get().accountId();
  }

  /** The clock of the database, which all servers share. */
  private Instant now() {
    return jdbc.sql("SELECT now()").query(OffsetDateTime.class).single().toInstant();
  }
}
