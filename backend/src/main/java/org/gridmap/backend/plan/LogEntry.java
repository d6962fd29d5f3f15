package org.gridmap.backend.plan;

import java.time.Instant;
import org.gridmap.geodata.topology.Change;
import org.gridmap.geodata.topology.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log of a plan.
 *
 * @param seq place in the log, from 1
 * @param version version of the plan that it made
 * @param accountId who did it
 * @param at when
 * @param kind what it is
 * @param operation the operation; null where entries are taken back; what was done again on a newer
 *     division, as a batch
 * @param reverts the entry that it takes back
 * @param backTo the entry after which the plan was as it is again; 0 for its beginning
 * @param change what it changed
 * @param hashAfter hash of the partition after it
 */
public record LogEntry(
    long seq,
    long version,
    long accountId,
    Instant at,
    EntryKind kind,
    @Nullable Operation operation,
    @Nullable Long reverts,
    @Nullable Long backTo,
    Change change,
    String hashAfter) {
  /** What an entry is. */
  public enum EntryKind {
    /** An operation. */
    APPLY,
    /** An operation or a redo, taken back. */
    UNDO,
    /** An undo, taken back. */
    REDO,
    /** All operations in effect, done again on a newer division. */
    CARRY_OVER,
    /** All entries after one, taken back. */
    UNDO_TO;

    /** Whether something was drawn, not only taken back. */
    boolean isOperation() {
      return this == APPLY || this == CARRY_OVER;
    }

    /** Whether the partition after such an entry is kept: entries alone do not give it. */
    boolean keepsPartition() {
      return this == CARRY_OVER || this == UNDO_TO;
    }
  }
}
