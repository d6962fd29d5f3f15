package org.gridmap.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.sql.AuditPool;
import org.gridmap.backend.sql.FoundationTest;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.MapPool;
import org.gridmap.backend.web.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@FoundationTest
class ScopeTest {
  @Autowired Scope scope;
  @Autowired JdbcClient app;
  @Autowired @MapPool JdbcClient map;
  @Autowired @AuditPool JdbcClient audit;
  @Autowired @JobPool JdbcClient job;

  private TownFixture town;

  @BeforeEach
  void read() {
    town = TownFixture.in(app);
  }

  @Test
  void an_officer_answers_for_the_houses_of_his_grid_and_no_others() throws Exception {
    Caller officer = officer("scope-officer", "999900000001001");
    CurrentUser.runAs(
        officer,
        () -> {
          assertThat(scope.containsHouse(town.firstHouse())).isTrue();
          assertThat(scope.containsHouse(town.firstHouse() + TownFixture.HOUSES - 1)).isFalse();
          assertThat(scope.containsGrid(town.west())).isTrue();
          assertThat(scope.containsGrid(town.east())).isFalse();
          assertThat(scope.containsGrid(town.village())).isFalse();
          assertThat(scope.leaves()).containsExactly(town.west());
        });
  }

  @Test
  void a_thing_outside_the_scope_is_refused_in_the_words_for_one_that_never_existed() {
    Caller officer = officer("scope-words", "999900000001001");
    CurrentUser.runAs(
        officer,
        () -> {
          String outside = refusal(() -> scope.requireHouse(town.firstHouse() + 20));
          String never = refusal(() -> scope.requireHouse(1L << 60));
          assertThat(outside).isEqualTo(never);
        });
  }

  @Test
  void without_a_caller_nothing_is_in_scope() {
    assertThat(scope.leaves()).isEmpty();
    assertThat(scope.containsHouse(town.firstHouse())).isFalse();
  }

  @Test
  void a_grant_that_ended_opens_nothing() {
    Caller officer = officer("scope-ended", "999900000001001");
    app.sql(
            "UPDATE account.role_grant SET valid_until = now() - interval '1 s' WHERE account_id = ?")
        .param(officer.accountId())
        .update();
    CurrentUser.runAs(officer, () -> assertThat(scope.leaves()).isEmpty());
  }

  @Test
  void the_role_of_the_map_reads_no_account_and_no_head_count() {
    assertThat(map.sql("SELECT count(id) FROM house").query(Long.class).single()).isPositive();
    for (String sql :
        Set.of(
            "SELECT count(*) FROM account.account",
            "SELECT sum(resident_count) FROM house",
            "SELECT account.current_account()",
            "CREATE TABLE intruder (a int)",
            "UPDATE house SET name = 'x'",
            "SET ROLE gridmap")) {
      assertThatThrownBy(() -> map.sql(sql).query().listOfRows())
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void no_role_of_the_server_changes_the_structure() {
    for (JdbcClient pool : Set.of(app, map, audit, job)) {
      for (String sql :
          Set.of(
              "CREATE TABLE intruder (a int)",
              "DROP TABLE road",
              "ALTER TABLE house ADD COLUMN x int",
              "TRUNCATE house_grid",
              "SET ROLE gridmap",
              "SET ROLE gridmap_job, gridmap_admin",
              "CREATE FUNCTION intruder() RETURNS int LANGUAGE sql AS 'SELECT 1'",
              "CREATE SCHEMA intruder")) {
        assertThatThrownBy(() -> pool.sql(sql).update())
            .as(sql)
            .isInstanceOf(DataAccessException.class);
      }
    }
  }

  private Caller officer(String login, String gridCode) {
    long id = account(login);
    long other = account(login + "-2");
    long third = account(login + "-3");
    app.sql(
            """
            INSERT INTO account.role_grant (account_id, role, grid_code, state, requested_by, decided_by, decided_at)
            VALUES (?, 'OFFICER', ?, 'IN_FORCE', ?, ?, now())
            """)
        .params(id, gridCode, other, third)
        .update();
    return new Caller(id, login, Set.of(Role.OFFICER), Role.OFFICER.rights(), Caller.Via.SESSION);
  }

  private long account(String login) {
    return app.sql(
            "INSERT INTO account.account (login, name, state) VALUES (?, '试验', 'ACTIVE') RETURNING id")
        .param(login)
        .query(Long.class)
        .single();
  }

  private static String refusal(Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      return e.type() + e.detail();
    }
    throw new AssertionError("not refused");
  }
}
