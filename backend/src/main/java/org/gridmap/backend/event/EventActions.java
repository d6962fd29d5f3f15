package org.gridmap.backend.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.event.EventActionRequest.ActionTarget;
import org.gridmap.backend.event.EventChange.Change;
import org.gridmap.backend.event.EventRow.Timed;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.event.EventTexts.TextKind;
import org.gridmap.backend.event.deadline.EventDeadlines;
import org.gridmap.backend.event.workflow.Action;
import org.gridmap.backend.event.workflow.Actor;
import org.gridmap.backend.event.workflow.Outcome;
import org.gridmap.backend.event.workflow.RefusedAction;
import org.gridmap.backend.event.workflow.Relation;
import org.gridmap.backend.event.workflow.Workflow;
import org.gridmap.backend.event.workflow.WorkflowState.Closing;
import org.gridmap.backend.event.workflow.Workflows;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.RequestValidator;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does what somebody wants done with an event, if the workflow lets him: one version of the event,
 * one entry of its history, one of the audit log.
 */
@Service
class EventActions {
  private final EventStore store;
  private final EventScope scope;
  private final EventChange changes;
  private final EventTexts texts;
  private final EventCards cards;
  private final EventDeadlines deadlines;
  private final Workflows workflows;
  private final IdempotencyKeys keys;
  private final AuditLog audit;
  private final RequestValidator requests;

  EventActions(
      EventStore store,
      EventScope scope,
      EventChange changes,
      EventTexts texts,
      EventCards cards,
      EventDeadlines deadlines,
      Workflows workflows,
      IdempotencyKeys keys,
      AuditLog audit,
      RequestValidator requests) {
    this.store = store;
    this.scope = scope;
    this.changes = changes;
    this.texts = texts;
    this.cards = cards;
    this.deadlines = deadlines;
    this.workflows = workflows;
    this.keys = keys;
    this.audit = audit;
    this.requests = requests;
  }

  /**
   * What is kept of an answer.
   *
   * @param version the version of the event that the action made; null in receipts of earlier
   *     versions of the server
   */
  private record Receipt(long id, @Nullable Long version) {}

  /**
   * Does something with an event. Who repeats his request gets the event again as he left it, even
   * if he gave it out of his sight by that, but not if his grants were withdrawn meanwhile.
   *
   * @throws ProblemException not-found outside the scope; precondition-required, edit-conflict;
   *     malformed-request without a key; validation-failed for a photo, place or target that is not
   *     there; side-needed for a pin near a border; event-action-refused with the reason
   */
  @Transactional
  public Event act(
      long id, @Nullable String ifMatch, @Nullable String key, EventActionRequest sent) {
    String route = "POST /api/events/" + id + "/actions";
    // Read before the key is looked for: who meets what his first request made of it is known then.
    Optional<EventRow> asked = store.find(id);
    boolean repeated = keys.isUsed(key, route);
    if (!repeated) {
      scope.require(asked);
    }
    EventActionRequest wanted = requests.check(sent);
    Receipt receipt =
        keys.once(
            EventReports.required(key),
            route,
            wanted,
            Receipt.class,
            () -> {
              if (repeated) {
                // Of the key nothing is left by now.
                scope.require(store.find(id));
              }
              return new Receipt(id, perform(id, ifMatch, wanted));
            });
    EventRow event = store.find(id).orElseThrow();
    if (!Objects.equals(receipt.version(), event.version())) {
      scope.require(Optional.of(event));
    } else if (repeated) {
      scope.requireAlsoFrom(event, store.listLeft(id, CurrentUser.get().accountId()));
    }
    return cards.describe(event);
  }

  /**
   * @return the version of the event after it
   */
  private long perform(long id, @Nullable String ifMatch, EventActionRequest wanted) {
    long based = Versions.required(ifMatch);
    Action action = Objects.requireNonNull(wanted.action());
    // Also a transfer or a return looks at the division in force.
    Instant now = store.holdDivision();
    Long target = action == Action.MERGE ? mergeTarget(id, wanted) : null;
    EventRow before = hold(id, target);
    if (before.version() != based) {
      throw Versions.conflict();
    }
    Workflow workflow = workflows.get(before.workflow());
    Actor actor = scope.actor(before);
    Outcome outcome = workflow.apply(before.state(), action, actor, wanted.given());
    if (outcome instanceof Outcome.Refusal refusal) {
      throw refused(refusal.reason());
    }
    Outcome.Transition done = (Outcome.Transition) outcome;
    long account = CurrentUser.get().accountId();
    if (!wanted.photos().isEmpty() && !texts.usePhotos(id, account, wanted.photos())) {
      throw Faults.refusal(List.of("photoIds"));
    }
    Change change = changes.of(before.at(done.state()), action, wanted, target);
    EventRow after = timed(before, change.after(), workflow, done, action, now);
    if (action == Action.MOVE) {
      requireOwnWords(before, after, actor);
    }
    store.update(after);
    long entry =
        store.record(
            before,
            after,
            now,
            new Entry(
                HistoryAction.of(action),
                before.step(),
                account,
                roleOf(actor),
                done.handled(),
                change.details()));
    if (!wanted.words().isEmpty()) {
      texts.write(id, entry, account, TextKind.NOTE, wanted.words(), now);
    }
    if (!wanted.why().isEmpty()) {
      texts.write(id, entry, account, TextKind.REASON, wanted.why(), now);
    }
    if (target != null) {
      store.mergeAlong(id, target);
      takeIn(target, before, now, account, actor);
    }
    plan(after);
    audit.record(
        AuditEvent.done(AuditAction.EVENT_ACTION, SubjectType.EVENT, id)
            .with(Map.of("action", action.name(), "step", after.step(), "grid", after.gridCode())));
    return before.version() + 1;
  }

  /**
   * Who only reported an event does not carry what others wrote about it into his own grid.
   *
   * @throws ProblemException event-action-refused
   */
  private void requireOwnWords(EventRow before, EventRow after, Actor actor) {
    boolean reporterOnly = EnumSet.of(Relation.REPORTER).containsAll(actor.relations());
    if (reporterOnly
        && !after.gridCode().equals(before.gridCode())
        && store.isWorkOfOthers(before.id(), CurrentUser.get().accountId())) {
      throw refused(RefusedAction.NOT_ALLOWED);
    }
  }

  /** Holds the event, of a merger also the other one and what goes along. */
  private EventRow hold(long id, @Nullable Long target) {
    if (target == null) {
      return store.hold(id).orElseThrow();
    }
    List<Long> ids = new ArrayList<>(store.listMergedInto(id));
    ids.add(id);
    ids.add(target);
    return store.hold(ids).stream().filter(event -> event.id() == id).findFirst().orElseThrow();
  }

  /**
   * The event that remains: another open one that the caller sees.
   *
   * @throws ProblemException validation-failed
   */
  private @Nullable Long mergeTarget(long id, EventActionRequest wanted) {
    ActionTarget target = wanted.target();
    String number = target == null ? null : target.eventNumber();
    if (number == null) {
      return null;
    }
    EventScope.Seen seen = scope.seen();
    return store
        .findByNumber(number)
        .filter(found -> found != id)
        .flatMap(store::find)
        .filter(event -> event.closed() == null && seen.contains(event))
        .map(EventRow::id)
        .orElseThrow(() -> Faults.refusal(List.of("target")));
  }

  /**
   * The event that remains says so: the words of the other one are read under it from now on. Nor
   * is it less pressing than that one was, later due or out of sight of whoever supervises.
   */
  private void takeIn(long target, EventRow other, Instant now, long account, Actor actor) {
    EventRow found = store.find(target).orElseThrow();
    if (found.closed() != null) {
      throw refused(RefusedAction.NOT_NOW);
    }
    EventRow remains = found.takingIn(other);
    store.update(remains);
    plan(remains);
    Map<String, String> from = Map.of("from", other.number());
    List<HistoryAction> told = new ArrayList<>(List.of(HistoryAction.TAKE_IN));
    if (remains.supervised() && !found.supervised()) {
      told.add(HistoryAction.SUPERVISE);
    }
    if (remains.overdue() && !found.overdue()) {
      told.add(HistoryAction.OVERDUE);
    }
    EventRow before = found;
    for (HistoryAction one : told) {
      store.record(
          before,
          remains,
          now,
          new Entry(one, remains.step(), account, roleOf(actor), false, from));
      before = remains;
    }
    audit.record(
        AuditEvent.done(AuditAction.EVENT_ACTION, SubjectType.EVENT, target)
            .with(
                Map.of(
                    "action", HistoryAction.TAKE_IN.name(),
                    "step", remains.step(),
                    "grid", remains.gridCode())));
  }

  private EventRow timed(
      EventRow before,
      EventRow after,
      Workflow workflow,
      Outcome.Transition done,
      Action action,
      Instant now) {
    Timed times = after.timed();
    if (before.closed() == null && done.state().closed() != null) {
      return after.timed(
          new Timed(times.stepSince(), times.stepDueAt(), times.dueAt(), before.overdue(), now));
    }
    if (!done.stepBegins()) {
      return after;
    }
    Instant due =
        action == Action.REOPEN && before.closed() == Closing.DONE || times.dueAt() == null
            ? workflows.calendar().due(now, workflow.deadline(after.urgency()))
            : times.dueAt();
    Instant stepDue =
        workflows.calendar().due(now, workflow.step(after.step()).deadline(after.urgency()));
    return after.timed(new Timed(now, stepDue, due, !due.isAfter(now), null));
  }

  private void plan(EventRow event) {
    Instant due = event.nextDue();
    if (due == null || event.overdue()) {
      deadlines.drop(event.id());
    } else {
      deadlines.plan(event.id(), due);
    }
  }

  static ProblemException refused(RefusedAction reason) {
    String detail =
        switch (reason) {
          case NOT_ALLOWED -> "Somebody else may do this.";
          case HANDLED_IT -> "Who handled an event does not judge how it was handled.";
          case TEXT_MISSING -> "Say what was done.";
          case PHOTO_MISSING -> "Add a photo.";
          case PLACE_MISSING -> "Say where.";
          case REASON_MISSING -> "Say why.";
          case TARGET_MISSING -> "Say whose it is.";
          case NOT_NOW -> "The event does not stand where this can be done. Read it again.";
        };
    return new ProblemException(EventProblems.ACTION_REFUSED, detail, Map.of("reason", reason));
  }

  /** The role that an entry names: the first of those in which somebody acts. */
  private static @Nullable Role roleOf(Actor actor) {
    return actor.roles().stream().sorted().findFirst().orElse(null);
  }
}
