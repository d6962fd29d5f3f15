package org.gridmap.backend.register.reveal;

import java.time.Duration;
import java.util.Map;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.dictionary.DataDictionary;
import org.gridmap.backend.register.RegisterViews.ChangeSubject;
import org.gridmap.backend.register.Residents.OpenChildren;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts what each account looked at, and tells the audit before anything is shown. */
@Component
class RevealLog implements OpenChildren {
  static final String CHILDREN = "CHILDREN";

  private final JdbcClient jdbc;
  private final AuditLog audit;
  private final DataDictionary dictionary;
  private final RevealProperties properties;

  RevealLog(
      JdbcClient jdbc, AuditLog audit, DataDictionary dictionary, RevealProperties properties) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.dictionary = dictionary;
    this.properties = properties;
  }

  /**
   * Refuses a look without a configured purpose.
   *
   * @throws ProblemException purpose-required
   */
  String requirePurpose(@Nullable String purpose) {
    if (purpose == null || !dictionary.hasPurpose(purpose)) {
      throw new ProblemException(
          AccessProblems.PURPOSE_REQUIRED, "Choose one of the purposes of /api/purposes.");
    }
    return purpose;
  }

  /**
   * Counts a look against the quota of the caller, in a transaction of its own: what follows may
   * fail, the look counts.
   *
   * @return whether the quota allows it
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public boolean count(ChangeSubject type, long id, String field, String purpose) {
    long account = CurrentUser.get().accountId();
    // One look after the other, or ten at a time would each find the last place free.
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('reveal', :account))")
        .param("account", account)
        .query()
        .singleRow();
    record Looks(long hour, long day) {}
    Looks looks =
        jdbc.sql(
                """
                SELECT count(*) FILTER (WHERE at > now() - interval '1 hour') AS hour, count(*) AS day FROM person.reveal
                WHERE account_id = :account AND at > now() - interval '1 day'
                """)
            .param("account", account)
            .query(Looks.class)
            .single();
    if (looks.hour() >= properties.mostPerHour() || looks.day() >= properties.mostPerDay()) {
      return false;
    }
    jdbc.sql(
            """
            INSERT INTO person.reveal (account_id, subject_type, subject_id, field, purpose)
            VALUES (:account, :type, :id, :field, :purpose)
            """)
        .param("account", account)
        .param("type", type.name())
        .param("id", id)
        .param("field", field)
        .param("purpose", purpose)
        .update();
    return true;
  }

  /** Tells the audit of a look that is about to be answered; on the disk when this returns. */
  void shown(ChangeSubject type, long id, String field, String purpose) {
    audit.record(event(type, id, field, purpose, AuditOutcome.DONE));
  }

  /** Tells the audit of a look that the quota refused. */
  ProblemException overQuota(ChangeSubject type, long id, String field, String purpose) {
    audit.record(event(type, id, field, purpose, AuditOutcome.REFUSED));
    return ProblemException.retryAfter(
        Duration.ofHours(1),
        AccessProblems.RATE_LIMITED,
        "This account has looked at as many values as it may for now. Try again in an hour.",
        Map.of());
  }

  private static AuditEvent event(
      ChangeSubject type, long id, String field, String purpose, AuditOutcome outcome) {
    return new AuditEvent(
        AuditAction.REVEAL,
        SubjectType.valueOf(type.name()),
        id,
        purpose,
        outcome,
        Map.of("field", field));
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean areOpen(long householdId) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM person.reveal
              WHERE account_id = :account AND subject_type = 'HOUSEHOLD' AND subject_id = :household
                AND field = 'CHILDREN' AND at > now() - make_interval(secs => :seconds))
            """)
        .param("account", CurrentUser.get().accountId())
        .param("household", householdId)
        .param("seconds", properties.childrenOpen().toSeconds())
        .query(Boolean.class)
        .single();
  }
}
