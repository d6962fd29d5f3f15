package org.gridmap.backend.event.deadline;

/** Whoever keeps the events, and so marks one as overdue. */
public interface OverdueEvents {

  /**
   * The deadline of an event has passed. Told in a transaction without a caller, and once more if
   * that failed or the server died in it: who is told marks an event that is open, due and not
   * marked yet, and does nothing otherwise.
   */
  void becameOverdue(long eventId);
}
