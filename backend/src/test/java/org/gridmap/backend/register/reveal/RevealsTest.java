package org.gridmap.backend.register.reveal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditTrail;
import org.gridmap.backend.register.load.People;
import org.gridmap.backend.register.load.Register;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A look is counted and written down before anything is shown, or nothing is shown. */
@CapabilityTest("register")
class RevealsTest {
  private static final String INSERT =
      "INSERT (account_id, login, via, action, outcome, subject_type, subject_id, purpose, detail,"
          + " request, address) ON audit.entry ";

  @Autowired private Environment environment;
  @Autowired private JdbcClient app;
  @Autowired @JobPool private JdbcClient job;
  @Autowired private Register register;
  @Autowired private Reveals reveals;
  @Autowired private AuditTrail trail;

  private Caller officer;
  private long resident;

  @BeforeEach
  void load() {
    TownFixture town = TownFixture.in(app);
    People.as(People.system(app), () -> People.load(register));
    officer = People.caller(app, "reveals", Role.OFFICER, People.WEST);
    resident =
        job.sql("SELECT id FROM person.resident WHERE house_id = ? AND birth_year = 1950")
            .param(town.firstHouse())
            .query(Long.class)
            .single();
  }

  @Test
  void a_look_leaves_its_entry_and_its_count() {
    assertThat(show("NAME", "VISIT")).isEqualTo("单丹桂");
    assertThat(looks()).isEqualTo(1);
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void where_the_entry_cannot_be_written_nothing_is_shown_and_the_look_counts() {
    OwnerDatabase.execute(environment, "REVOKE " + INSERT + "FROM gridmap_audit");
    try {
      assertThatThrownBy(() -> show("NAME", "VISIT"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.type()).isEqualTo(WebProblems.DEPENDENCY_UNAVAILABLE))
          .hasMessageNotContaining("单丹桂");
    } finally {
      OwnerDatabase.execute(environment, "GRANT " + INSERT + "TO gridmap_audit");
    }
    assertThat(looks()).isEqualTo(1);
    assertThat(entries()).isZero();
  }

  @Test
  void a_look_without_a_purpose_of_the_dictionary_is_no_look() {
    for (String purpose : new String[] {null, "", "CURIOSITY"}) {
      assertThatThrownBy(() -> show("NAME", purpose))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.type()).isEqualTo(AccessProblems.PURPOSE_REQUIRED));
    }
    assertThat(looks()).isZero();
    assertThat(entries()).isZero();
  }

  @Test
  void a_person_outside_the_scope_is_not_there_whatever_is_asked() {
    officer = People.caller(app, "reveals-east", Role.OFFICER, People.EAST);
    for (String field : new String[] {"NAME", "NOTHING"}) {
      assertThatThrownBy(() -> show(field, null))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.type()).isEqualTo(WebProblems.NOT_FOUND));
    }
    assertThat(looks()).isZero();
  }

  private String show(String field, String purpose) {
    return People.as(officer, () -> reveals.show(resident, field, null, purpose));
  }

  private long looks() {
    return job.sql("SELECT count(*) FROM person.reveal WHERE account_id = ?")
        .param(officer.accountId())
        .query(Long.class)
        .single();
  }

  private long entries() {
    return trail.listAbout(SubjectType.RESIDENT, resident).stream()
        .filter(
            entry -> entry.action() == AuditAction.REVEAL && entry.login().equals(officer.login()))
        .count();
  }
}
