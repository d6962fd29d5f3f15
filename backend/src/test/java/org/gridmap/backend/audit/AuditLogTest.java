package org.gridmap.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.sql.AuditPool;
import org.gridmap.backend.sql.FoundationTest;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@FoundationTest
class AuditLogTest {
  private static final Caller ACTOR =
      new Caller(4711, "audit-log", Set.of(), Set.of(), Caller.Via.SESSION);

  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired AuditVerification verification;
  @Autowired JdbcClient app;
  @Autowired @AuditPool JdbcClient audit;
  @Autowired @MapPool DataSource map;
  @Autowired TransactionTemplate transactions;
  @Autowired JsonMapper json;
  @Autowired Environment environment;

  @Test
  void an_entry_names_who_did_what_to_whom_and_what_for() {
    CurrentUser.runAs(
        ACTOR,
        () ->
            log.record(
                new AuditEvent(
                    AuditAction.REVEAL,
                    SubjectType.RESIDENT,
                    91L,
                    "home-visit",
                    AuditOutcome.DONE,
                    Map.of("field", "PHONE", "phone", "7"))));

    AuditTrail.AuditEntry entry = trail.listAbout(SubjectType.RESIDENT, 91).getFirst();
    assertThat(entry.account()).isEqualTo(4711);
    assertThat(entry.login()).isEqualTo("audit-log");
    assertThat(entry.via()).isEqualTo(Caller.Via.SESSION);
    assertThat(entry.action()).isEqualTo(AuditAction.REVEAL);
    assertThat(entry.purpose()).isEqualTo("home-visit");
    assertThat(entry.detail()).containsOnly(Map.entry("field", "PHONE"), Map.entry("phone", "7"));
  }

  @Test
  void an_entry_stays_when_the_work_around_it_is_rolled_back() {
    transactions.executeWithoutResult(status -> {
      log.record(AuditEvent.done(AuditAction.RECORD_CHANGED, SubjectType.HOUSE, 92), ACTOR);
      status.setRollbackOnly();
    });
    assertThat(trail.listAbout(SubjectType.HOUSE, 92)).hasSize(1);
  }

  @Test
  void an_entry_is_committed_when_record_returns() throws Exception {
    transactions.executeWithoutResult(status -> {
      log.record(AuditEvent.done(AuditAction.VIEW, SubjectType.HOUSE, 93), ACTOR);
      try (Connection another = OwnerDatabase.open(environment);
          Statement statement = another.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT count(*) FROM audit.entry WHERE subject_id = 93 AND subject_type = 'house'")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(1);
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  void sixteen_threads_leave_a_chain_without_gaps() throws Exception {
    long before = last();
    Callable<Void> work =
        () -> {
          for (int i = 0; i < 200; i++) {
            log.record(AuditEvent.done(AuditAction.VIEW, SubjectType.HOUSE, 94), ACTOR);
          }
          return null;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all = IntStream.range(0, 16).mapToObj(i -> threads.submit(work)).toList();
      for (Future<Void> one : all) {
        one.get();
      }
    }
    assertThat(last() - before).isEqualTo(3200);
    assertThat(
            app.sql("SELECT count(*) = max(id) AND min(id) = 1 FROM audit.entry")
                .query(Boolean.class)
                .single())
        .isTrue();
    assertThat(verification.run().firstFault()).isNull();
  }

  @Test
  void entries_written_past_the_pool_join_the_same_chain() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(i ->
                  threads.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                      audit
                          .sql("INSERT INTO audit.entry (action, outcome) VALUES ('VIEW', 'DONE')")
                          .update();
                    }
                  }))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(verification.run().sound()).isTrue();
  }

  @Test
  void the_role_of_the_log_adds_entries_and_does_nothing_else() {
    for (String sql :
        Set.of(
            "SELECT * FROM audit.entry",
            "SELECT * FROM audit.head",
            "INSERT INTO audit.entry (action, outcome) VALUES ('VIEW', 'DONE') RETURNING id",
            "INSERT INTO audit.entry (id, action, outcome) VALUES (1, 'VIEW', 'DONE')",
            "INSERT INTO audit.entry (at, action, outcome) VALUES (now(), 'VIEW', 'DONE')",
            "INSERT INTO audit.entry (hash, action, outcome) VALUES ('', 'VIEW', 'DONE')",
            "UPDATE audit.entry SET login = 'x'",
            "DELETE FROM audit.entry",
            "TRUNCATE audit.entry",
            "UPDATE audit.head SET id = 0",
            "SELECT audit.measured('x')",
            "SELECT * FROM house",
            "SELECT * FROM account.account",
            "SELECT * FROM sealing_key")) {
      assertThatThrownBy(() -> audit.sql(sql).query().listOfRows())
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void the_application_reads_the_log_and_changes_nothing() {
    log.record(AuditEvent.done(AuditAction.LOGOUT), ACTOR);
    assertThat(last()).isPositive();
    for (String sql :
        Set.of(
            "INSERT INTO audit.entry (action, outcome) VALUES ('VIEW', 'DONE')",
            "UPDATE audit.entry SET login = 'x'",
            "DELETE FROM audit.entry",
            "TRUNCATE audit.entry",
            "INSERT INTO audit.head (one, id, at, hash) VALUES (false, 0, now(), '')",
            "UPDATE audit.head SET id = 0",
            "DELETE FROM audit.head",
            "TRUNCATE audit.head",
            "ALTER TABLE audit.entry DISABLE TRIGGER ALL",
            "SELECT * FROM sealing_key")) {
      assertThatThrownBy(() -> app.sql(sql).update())
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void even_the_owner_of_the_tables_is_refused() {
    log.record(AuditEvent.done(AuditAction.LOGOUT), ACTOR);
    for (String sql :
        Set.of(
            "UPDATE audit.entry SET login = 'x'",
            "DELETE FROM audit.entry",
            "TRUNCATE audit.entry",
            "TRUNCATE audit.entry CASCADE",
            "UPDATE audit.head SET id = 0",
            "DELETE FROM audit.head",
            "INSERT INTO audit.head (one, id, at, hash) VALUES (true, 0, now(), '')",
            "TRUNCATE audit.head")) {
      assertThatThrownBy(() -> OwnerDatabase.execute(environment, sql))
          .as(sql)
          .hasMessageContaining("only grows");
    }
  }

  @Test
  void what_the_log_does_not_take_is_a_problem_for_the_caller() {
    AuditLog broken = new AuditLog(map, json);
    assertThatThrownBy(() -> broken.record(AuditEvent.done(AuditAction.LOGOUT), ACTOR))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(WebProblems.DEPENDENCY_UNAVAILABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"13800138000", "138-0013-8000", "8613800138000", "350582199001011234", "x@y.cn"})
  void a_personal_value_cannot_get_into_the_log(String value) {
    for (String key : List.of("field", "count", "route", "reason")) {
      assertThatThrownBy(() -> AuditEvent.done(AuditAction.REVEAL).with(Map.of(key, value)))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(value);
    }
    // A code comes from a file and may be anything; what has not the shape of one is left out.
    assertThat(AuditEvent.done(AuditAction.VIEW).with(Map.of("grid", value)).detail()).isEmpty();
    assertThatThrownBy(() ->
            new AuditEvent(AuditAction.REVEAL, null, null, value, AuditOutcome.DONE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_detail_that_nobody_listed_cannot_get_into_the_log() {
    assertThatThrownBy(() -> AuditEvent.done(AuditAction.REVEAL).with(Map.of("name", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    AuditEvent event = AuditEvent.done(AuditAction.VIEW).with(Map.of("grid", "350582103220001"));
    assertThat(event.detail()).containsEntry("grid", "350582103220001");
  }

  private long last() {
    return app.sql("SELECT id FROM audit.head").query(Long.class).single();
  }
}
