package org.gridmap.backend.register;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.audit.cipher.FieldCipher;
import org.gridmap.backend.audit.cipher.SealedColumns;
import org.gridmap.backend.register.RegisterViews.ChangeAction;
import org.gridmap.backend.register.RegisterViews.ChangeSubject;
import org.gridmap.backend.register.RegisterViews.RegisterChange;
import org.gridmap.backend.sql.RecordRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who changed what when. Names of fields are readable, the values that stood there before are
 * sealed. Each change is in the audit log before it is committed: an entry without its change can
 * be explained, a change without its entry cannot.
 */
@Component
class ChangeHistory implements SealedColumns {
  private static final String TABLE = "person.change";
  private static final String OLD = "old_sealed";
  private static final int MOST_SHOWN = 200;
  private static final RowMapper<RegisterChange> CHANGE =
      new RecordRowMapper<>(RegisterChange.class);

  private final JdbcClient jdbc;
  private final FieldCipher cipher;
  private final AuditLog audit;
  private final JsonMapper json;

  ChangeHistory(JdbcClient jdbc, FieldCipher cipher, AuditLog audit, JsonMapper json) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.audit = audit;
    this.json = json;
  }

  @Override
  public List<SealedColumn> listColumns() {
    return List.of(new SealedColumn(TABLE, "id", OLD));
  }

  /**
   * Writes down a change of the caller.
   *
   * @param old what stood in the changed fields before, by field
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      ChangeSubject type,
      long id,
      ChangeAction action,
      List<String> fields,
      Map<String, String> old) {
    Caller caller = CurrentUser.get();
    long number = jdbc.sql("SELECT nextval('person.change_id_seq')").query(Long.class).single();
    String subject = type == ChangeSubject.RESIDENT ? "person.resident" : "person.household";
    int rows =
        jdbc.sql(
                """
                INSERT INTO person.change (id, subject_type, subject_id, house_id, village_code, account_id, login,
                  action, fields, old_sealed)
                OVERRIDING SYSTEM VALUE
                SELECT :number, :type, s.id, s.house_id, s.village_code, :account, :login, :action, :fields, :old
                FROM %s s WHERE s.id = :id
                """
                    .formatted(subject))
            .param("number", number)
            .param("type", type.name())
            .param("id", id)
            .param("account", caller.accountId())
            .param("login", caller.login())
            .param("action", action.name())
            .param("fields", fields.toArray(String[]::new))
            .param(
                "old",
                old.isEmpty()
                    ? null
                    : cipher.seal(json.writeValueAsString(old), TABLE, OLD, number))
            .update();
    if (rows != 1) {
      throw new IllegalStateException("a change of nothing that is in scope");
    }
    audit.record(
        new AuditEvent(
            audited(action),
            SubjectType.valueOf(type.name()),
            id,
            null,
            AuditOutcome.DONE,
            fields.isEmpty() ? Map.of() : Map.of("fields", String.join(",", fields))));
  }

  private static AuditAction audited(ChangeAction action) {
    return switch (action) {
      case CREATED, LOADED -> AuditAction.RECORD_CREATED;
      case CHANGED -> AuditAction.RECORD_CHANGED;
      case MOVED -> AuditAction.RECORD_MOVED;
      case REMOVED -> AuditAction.RECORD_REMOVED;
    };
  }

  /** Changes of one household or resident, the latest first. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<RegisterChange> list(ChangeSubject type, long id) {
    return read(
        jdbc.sql(
                """
                SELECT at, login, action, subject_type, subject_id, fields FROM person.change
                WHERE subject_type = :type AND subject_id = :id ORDER BY id DESC LIMIT :most
                """)
            .param("type", type.name())
            .param("id", id));
  }

  /**
   * Changes of the households and residents of a house, the latest first; those of children are not
   * among them.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<RegisterChange> listOfHouse(long houseId, int firstYearOfChildren) {
    return read(
        jdbc.sql(
                """
                SELECT c.at, c.login, c.action, c.subject_type, c.subject_id, c.fields FROM person.change c
                LEFT JOIN person.resident r ON c.subject_type = 'RESIDENT' AND r.id = c.subject_id
                WHERE c.house_id = :house AND coalesce(r.birth_year < :children, true)
                ORDER BY c.id DESC LIMIT :most
                """)
            .param("house", houseId)
            .param("children", firstYearOfChildren));
  }

  private static List<RegisterChange> read(JdbcClient.StatementSpec statement) {
    return statement.param("most", MOST_SHOWN).query(CHANGE).list();
  }
}
