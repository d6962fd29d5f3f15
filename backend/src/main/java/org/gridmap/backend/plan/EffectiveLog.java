package org.gridmap.backend.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a log is in effect. */
public final class EffectiveLog {
  private EffectiveLog() {}

  /**
   * The entries with an operation that nobody took back, oldest first. What was done before a plan
   * was carried over is in the entry of the carrying over.
   *
   * @param log entries up to the last one, oldest first
   */
  public static List<LogEntry> of(List<LogEntry> log) {
    Map<Long, Boolean> undone = new HashMap<>();
    List<LogEntry> entries = new ArrayList<>();
    // What takes an entry back comes after it.
    for (LogEntry entry : log.reversed()) {
      boolean effective = !undone.getOrDefault(entry.seq(), false);
      Long reverts = entry.reverts();
      if (reverts != null) {
        undone.put(reverts, effective);
      } else if (effective) {
        entries.add(entry);
        if (entry.kind() == LogEntry.EntryKind.CARRY_OVER) {
          break;
        }
      }
    }
    return entries.reversed();
  }

  /** The last time that the plan was carried over, if that is in effect. */
  static Optional<LogEntry> carriedOver(List<LogEntry> log) {
    return of(log).stream()
        .filter(entry -> entry.kind() == LogEntry.EntryKind.CARRY_OVER)
        .findFirst();
  }
}
