package org.gridmap.backend.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a log is in effect. */
public final class EffectiveLog {
  private EffectiveLog() {}

  /**
   * What an entry says about earlier ones.
   *
   * @param reverts the one that it takes back
   * @param backTo the one after which the plan was as it is again
   */
  record Turn(long seq, @Nullable Long reverts, @Nullable Long backTo) {}

  /** Entries behind which a plan went back: those after the first and before the second number. */
  record Passed(long after, long before) {}

  /**
   * The entries with an operation that nobody took back, oldest first. What was done before a plan
   * was carried over is in the entry of the carrying over.
   *
   * @param log entries up to the last one, oldest first
   */
  public static List<LogEntry> of(List<LogEntry> log) {
    List<Passed> passed =
        passed(
            log.stream()
                .map(entry -> new Turn(entry.seq(), entry.reverts(), entry.backTo()))
                .toList());
    Map<Long, Boolean> undone = new HashMap<>();
    List<LogEntry> entries = new ArrayList<>();
    // What takes an entry back comes after it.
    for (LogEntry entry : log.reversed()) {
      if (isPassed(passed, entry.seq())) {
        continue;
      }
      boolean effective = !undone.getOrDefault(entry.seq(), false);
      Long reverts = entry.reverts();
      if (reverts != null) {
        undone.put(reverts, effective);
      } else if (effective && entry.backTo() == null) {
        entries.add(entry);
        if (entry.kind() == LogEntry.EntryKind.CARRY_OVER) {
          break;
        }
      }
    }
    return entries.reversed();
  }

  /**
   * The stretches of a log behind which the plan went back, if that is in effect.
   *
   * @param turns what entries say about earlier ones, oldest first; others may be left out
   */
  static List<Passed> passed(List<Turn> turns) {
    Map<Long, Boolean> undone = new HashMap<>();
    List<Passed> passed = new ArrayList<>();
    for (Turn turn : turns.reversed()) {
      if (isPassed(passed, turn.seq())) {
        continue;
      }
      boolean effective = !undone.getOrDefault(turn.seq(), false);
      if (turn.reverts() != null) {
        undone.put(turn.reverts(), effective);
      } else if (effective && turn.backTo() != null) {
        passed.add(new Passed(turn.backTo(), turn.seq()));
      }
    }
    return passed;
  }

  private static boolean isPassed(List<Passed> passed, long seq) {
    return passed.stream().anyMatch(one -> one.after() < seq && seq < one.before());
  }

  /** The last time that the plan was carried over, if that is in effect. */
  static Optional<LogEntry> carriedOver(List<LogEntry> log) {
    return of(log).stream()
        .filter(entry -> entry.kind() == LogEntry.EntryKind.CARRY_OVER)
        .findFirst();
  }
}
