package org.gridmap.backend.event.deadline;

import java.time.Instant;
import java.util.Map;

/** The deadlines that lie ahead: one for each event at most. */
public interface EventDeadlines {

  /**
   * Sets the deadline of an event anew, in the transaction of the caller: it counts if that
   * commits.
   *
   * @param due when {@link OverdueEvents#becameOverdue} is told; at once if that has passed
   */
  void plan(long eventId, Instant due);

  /**
   * Sets the deadlines of events that have none yet, in the transaction of the caller.
   *
   * @param due by the ids of the events
   */
  void planFirst(Map<Long, Instant> due);

  /** Forgets the deadline of an event, in the transaction of the caller. */
  void drop(long eventId);
}
