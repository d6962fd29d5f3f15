package org.gridmap.backend.audit;

/**
 * The first entry at which the audit log was changed.
 *
 * @param entry number of the first entry that cannot be trusted
 * @param until number of the last entry among which the fault is known to lie; usually the same
 * @param kind what happened there
 * @param message the same in a sentence
 */
public record AuditFault(long entry, long until, FaultKind kind, String message) {
  /** What can happen to a log. */
  public enum FaultKind {
    /** The entry says something else than when it was stored. */
    CHANGED,
    /** The entry is gone. */
    MISSING,
    /** The entry was never stored by this system, or stands in another's place. */
    FOREIGN,
    /** The record of the last entry does not fit the last entry. */
    HEAD,
    /** The chain is whole, but not the one that was anchored outside of the database. */
    REWRITTEN,
    /** The file of anchors itself was changed. */
    ANCHORS
  }

  static AuditFault at(long entry, FaultKind kind, String message) {
    return new AuditFault(entry, entry, kind, message);
  }
}
