package org.gridmap.backend.audit;

import java.util.Map;
import org.gridmap.backend.access.SubjectType;
import org.jspecify.annotations.Nullable;

/**
 * Something that leaves an entry. Who did it, from where and in which request is added by {@link
 * AuditLog}. Never holds a personal value: a person is named by number.
 *
 * @param action what was done
 * @param subjectType kind of the thing it is about; null if it is about nothing in particular
 * @param subjectId its number
 * @param purpose what it was done for, where a purpose had to be chosen
 * @param outcome how it ended
 * @param detail more about it; keys and shapes of values as {@code AuditDetail} lists them
 */
public record AuditEvent(
    AuditAction action,
    @Nullable SubjectType subjectType,
    @Nullable Long subjectId,
    @Nullable String purpose,
    AuditOutcome outcome,
    Map<String, String> detail) {
  /**
   * @throws IllegalArgumentException if something in it may not stand in the audit log
   */
  public AuditEvent {
    purpose = purpose == null ? null : AuditDetail.checkedPurpose(purpose);
    detail = AuditDetail.checked(detail);
  }

  /** Something done to a thing. */
  public static AuditEvent done(AuditAction action, SubjectType subjectType, long subjectId) {
    return new AuditEvent(action, subjectType, subjectId, null, AuditOutcome.DONE, Map.of());
  }

  /** Something done that is about nothing in particular. */
  public static AuditEvent done(AuditAction action) {
    return new AuditEvent(action, null, null, null, AuditOutcome.DONE, Map.of());
  }

  /** The same event with these details. */
  public AuditEvent with(Map<String, String> details) {
    return new AuditEvent(action, subjectType, subjectId, purpose, outcome, details);
  }
}
