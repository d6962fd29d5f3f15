package org.gridmap.backend.register.reveal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.audit.AuditTrail;
import org.gridmap.backend.dictionary.DataDictionary;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.register.RegisterViews.RegisterChange;
import org.gridmap.backend.register.RegisterViews.Resident;
import org.gridmap.backend.register.Residents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The answer to a resident who asks what the town keeps about him: each field with its reasons, who
 * changed something, who looked and what for. Values stay masked here; each can be shown by a
 * reveal of its own.
 */
@Service
class ResidentReport {
  /**
   * @param zh what the field is called in Chinese
   * @param en what it is called in English
   * @param purpose what it is kept for
   * @param legalBasis on which ground
   * @param retention how long
   */
  record HeldField(String zh, String en, String purpose, String legalBasis, String retention) {}

  /**
   * @param at when
   * @param login who; null for somebody who had not signed in
   * @param action what was done
   * @param outcome DONE, REFUSED or FAILED
   * @param field which field was looked at or which were changed; may be empty
   * @param purpose what for; null where none had to be chosen
   */
  record Look(
      Instant at,
      @Nullable String login,
      AuditAction action,
      AuditOutcome outcome,
      String field,
      @Nullable String purpose) {}

  /**
   * @param resident what is held, masked
   * @param fields why each field may be held
   * @param changes who changed what, the latest first
   * @param looks who looked and who was refused, the latest first
   */
  record Report(
      Resident resident, List<HeldField> fields, List<RegisterChange> changes, List<Look> looks) {}

  private final Residents residents;
  private final DataDictionary dictionary;
  private final RevealLog log;
  private final AuditLog audit;
  private final AuditTrail trail;

  ResidentReport(
      Residents residents,
      DataDictionary dictionary,
      RevealLog log,
      AuditLog audit,
      AuditTrail trail) {
    this.residents = residents;
    this.dictionary = dictionary;
    this.log = log;
    this.audit = audit;
    this.trail = trail;
  }

  Report make(long id, @Nullable String purpose) {
    Resident resident = residents.get(id);
    String why = log.requirePurpose(purpose);
    audit.record(
        new AuditEvent(
            AuditAction.REPORT_MADE, SubjectType.RESIDENT, id, why, AuditOutcome.DONE, Map.of()));
    List<HeldField> fields =
        dictionary.listFields().stream()
            .filter(field -> field.table().matches("person\\.(resident|phone|household)"))
            .filter(field -> field.sensitivity() != FieldEntry.Sensitivity.TECHNICAL)
            .map(field ->
                new HeldField(
                    field.zh(), field.en(), field.purpose(), field.legalBasis(), field.retention()))
            .toList();
    List<Look> looks =
        trail.listAbout(SubjectType.RESIDENT, id).stream()
            .map(entry ->
                new Look(
                    entry.at(),
                    entry.login(),
                    entry.action(),
                    entry.outcome(),
                    Objects.requireNonNullElse(
                        entry.detail().get("field"), entry.detail().getOrDefault("fields", "")),
                    entry.purpose()))
            .toList();
    return new Report(resident, fields, residents.history(id), looks);
  }
}
