package org.gridmap.backend.event;

import java.time.Instant;
import java.util.Map;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.event.EventRow.Timed;
import org.gridmap.backend.event.EventStore.Entry;
import org.gridmap.backend.event.deadline.EventDeadlines;
import org.gridmap.backend.event.deadline.OverdueEvents;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Marks events whose time has run out. */
@Service
class EventOverdue implements OverdueEvents {
  private final EventStore store;
  private final EventDeadlines deadlines;
  private final AuditLog audit;

  EventOverdue(EventStore store, EventDeadlines deadlines, AuditLog audit) {
    this.deadlines = deadlines;
    this.store = store;
    this.audit = audit;
  }

  @Override
  @Transactional
  public void becameOverdue(long eventId) {
    store.hold(eventId).ifPresent(this::mark);
  }

  private void mark(EventRow event) {
    Instant now = store.now();
    Instant due = event.nextDue();
    if (due == null || event.overdue()) {
      return;
    }
    if (due.isAfter(now)) {
      // By the database's clock it is too early, so that of this server is ahead; the job is done
      // with after this, and another one is needed.
      Instant soon = Instant.now().plusSeconds(1);
      deadlines.plan(event.id(), due.isBefore(soon) ? soon : due);
      return;
    }
    Timed times = event.timed();
    EventRow late =
        event.timed(new Timed(times.stepSince(), times.stepDueAt(), times.dueAt(), true, null));
    store.update(late);
    store.record(
        event,
        late,
        now,
        new Entry(HistoryAction.OVERDUE, event.step(), null, null, false, Map.of()));
    audit.record(
        AuditEvent.done(AuditAction.EVENT_ACTION, SubjectType.EVENT, event.id())
            .with(Map.of("action", HistoryAction.OVERDUE.name(), "step", event.step())));
  }
}
