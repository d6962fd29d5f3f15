package org.gridmap.backend.event.deadline;

/** Whoever keeps the events, and so marks one as overdue. */
public interface OverdueEvents {

  /**
   * A deadline of an event has passed. Told outside of a transaction, and once more if that failed
   * or the server died meanwhile; a deadline that was planned anew at the same moment may be told
   * too. So who is told marks an event that is open, due and not marked yet, in one statement, and
   * does nothing otherwise.
   */
  void becameOverdue(long eventId);
}
