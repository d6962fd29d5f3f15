package org.gridmap.backend.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridmap.backend.plan.LogEntry.EntryKind;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a log counts. */
class EffectiveLogTest {
  private static final Change NOTHING =
      new Change(
          List.of(), List.of(), Map.of(), Set.of(), List.of(), List.of(), List.of(), List.of(),
          Set.of());

  private static LogEntry entry(
      long seq, EntryKind kind, @Nullable Long reverts, @Nullable Long backTo) {
    Operation operation = kind.isOperation() ? new Operation.Rename("1", "甲") : null;
    return new LogEntry(
        seq, seq + 1, 1, Instant.EPOCH, kind, operation, reverts, backTo, NOTHING, "");
  }

  private static LogEntry apply(long seq) {
    return entry(seq, EntryKind.APPLY, null, null);
  }

  private static LogEntry undo(long seq, long reverts) {
    return entry(seq, EntryKind.UNDO, reverts, null);
  }

  private static LogEntry redo(long seq, long reverts) {
    return entry(seq, EntryKind.REDO, reverts, null);
  }

  private static LogEntry back(long seq, long to) {
    return entry(seq, EntryKind.UNDO_TO, null, to);
  }

  private static List<Long> effective(LogEntry... log) {
    return EffectiveLog.of(List.of(log)).stream().map(LogEntry::seq).toList();
  }

  @Test
  void what_was_undone_does_not_count_and_what_was_done_again_does() {
    assertThat(effective(apply(1), apply(2), undo(3, 2))).containsExactly(1L);
    assertThat(effective(apply(1), apply(2), undo(3, 2), redo(4, 3))).containsExactly(1L, 2L);
  }

  @Test
  void nothing_behind_where_the_plan_went_back_to_counts_until_that_is_taken_back() {
    assertThat(effective(apply(1), apply(2), apply(3), back(4, 1), apply(5)))
        .containsExactly(1L, 5L);
    assertThat(effective(apply(1), apply(2), back(3, 0), redo(4, 3))).containsExactly(1L, 2L);
    assertThat(effective(apply(1), apply(2), back(3, 0), redo(4, 3), undo(5, 4))).isEmpty();
  }

  @Test
  void an_undo_behind_where_the_plan_went_back_to_does_not_count_either() {
    assertThat(effective(apply(1), apply(2), undo(3, 1), back(4, 2))).containsExactly(1L, 2L);
    assertThat(effective(apply(1), apply(2), undo(3, 1), back(4, 2), undo(5, 1)))
        .containsExactly(2L);
  }

  @Test
  void a_plan_that_goes_back_twice_is_where_it_went_last() {
    assertThat(effective(apply(1), apply(2), back(3, 1), apply(4), back(5, 2)))
        .containsExactly(1L, 2L);
    assertThat(effective(apply(1), apply(2), back(3, 1), apply(4), back(5, 0))).isEmpty();
  }
}
