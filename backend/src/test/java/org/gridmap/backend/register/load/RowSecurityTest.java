package org.gridmap.backend.register.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.OwnerDatabase;
import org.gridmap.backend.TownFixture;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.sql.AuditPool;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.MapPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What each role of the database sees of the people, by SQL of its own. */
@CapabilityTest("register")
class RowSecurityTest {
  private static final List<String> OF_PEOPLE =
      List.of(
          "household",
          "resident",
          "phone",
          "change",
          "house_tally",
          "double_registration",
          "reveal");

  @Autowired Environment environment;
  @Autowired JdbcClient app;
  @Autowired @MapPool JdbcClient map;
  @Autowired @AuditPool JdbcClient audit;
  @Autowired @JobPool JdbcClient job;
  @Autowired TransactionTemplate transactions;
  @Autowired Register register;

  private TownFixture town;

  @BeforeEach
  void load() {
    town = TownFixture.in(app);
    People.as(People.system(app), () -> People.load(register));
  }

  @Test
  void the_application_without_a_caller_sees_empty_tables() {
    for (String table : OF_PEOPLE) {
      assertThat(count(app, table)).as(table).isZero();
    }
    assertThat(count(job, "resident")).isEqualTo(3L * TownFixture.HOUSES + 1);
  }

  @Test
  void every_table_about_people_is_behind_a_policy_that_asks_for_the_caller() {
    assertThat(unguarded()).isEmpty();
  }

  @Test
  void a_policy_that_fails_open_is_found() {
    OwnerDatabase.execute(
        environment, "CREATE POLICY careless ON person.resident TO gridmap_app USING (true)");
    try {
      assertThat(unguarded()).containsExactly("resident");
      assertThat(count(app, "resident")).isPositive();
    } finally {
      OwnerDatabase.execute(environment, "DROP POLICY careless ON person.resident");
    }
  }

  /** Tables of the schema that are open, or not closed to their owner; one number is nobody's. */
  private List<String> unguarded() {
    return job.sql(
            """
            SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'person' AND c.relkind = 'r' AND c.relname <> 'register_revision'
              AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity OR EXISTS (
                SELECT FROM pg_policies p
                WHERE p.schemaname = 'person' AND p.tablename = c.relname
                  AND p.roles && ARRAY['gridmap_app', 'public']::name[]
                  AND p.qual NOT LIKE '%account.%' AND p.qual NOT LIKE '%person.%'))
            ORDER BY 1
            """)
        .query(String.class)
        .list();
  }

  @Test
  void an_officer_sees_the_people_of_his_houses_and_nobody_without_a_house() {
    Caller officer = People.caller(app, "west", Role.OFFICER, People.WEST);
    List<Long> houses =
        inScope(officer, "SELECT DISTINCT house_id FROM person.resident ORDER BY 1");
    List<Long> own =
        app.sql("SELECT house_id FROM house_grid WHERE grid_id = ? ORDER BY 1")
            .param(town.west())
            .query(Long.class)
            .list();
    assertThat(houses).isEqualTo(own);
    assertThat(inScope(officer, "SELECT count(*) FROM person.phone WHERE house_id IS NULL"))
        .containsExactly(0L);
  }

  @Test
  void a_house_taken_in_hand_is_open_to_its_caller_for_reading_in_one_transaction() {
    Caller officer = People.caller(app, "hand", Role.OFFICER, People.WEST);
    Caller other = People.caller(app, "hand-other", Role.OFFICER, People.EAST);
    long own = town.firstHouse();
    long foreign = own + TownFixture.HOUSES - 1;
    assertThat(readTaking(officer, own, own)).isEqualTo(3);
    assertThat(readTaking(officer, foreign, foreign)).isZero();
    assertThat(readTaking(officer, own, foreign)).isZero();

    // It stays open when the right ends meanwhile: what was begun is read to its end, and no more.
    People.as(
        officer,
        () ->
            transactions.execute(status -> {
              assertThat(take(own)).isTrue();
              withdraw(officer);
              assertThat(residentsOf(own)).isEqualTo(3);
              assertThat(
                      app.sql("UPDATE person.resident SET origin = '' WHERE house_id = ?")
                          .param(own)
                          .update())
                  .isZero();
              // Whoever works next in the same transaction took nothing.
              app.sql("SELECT set_config('app.account', ?, true)")
                  .param(Long.toString(other.accountId()))
                  .query(String.class)
                  .single();
              return assertThat(residentsOf(own)).isZero();
            }));
    assertThat(
            inScope(officer, "SELECT count(*) FROM person.resident WHERE house_id = " + own)
                .getFirst())
        .isZero();
  }

  private long readTaking(Caller caller, long taken, long read) {
    return People.as(
        caller,
        () ->
            transactions.execute(status -> {
              take(taken);
              return residentsOf(read);
            }));
  }

  private boolean take(long house) {
    return app.sql("SELECT account.take_house(?)").param(house).query(Boolean.class).single();
  }

  private long residentsOf(long house) {
    return app.sql("SELECT count(*) FROM person.resident WHERE house_id = ?")
        .param(house)
        .query(Long.class)
        .single();
  }

  private void withdraw(Caller caller) {
    OwnerDatabase.execute(
        environment,
        "UPDATE account.role_grant SET valid_until = now() - interval '1 s' WHERE account_id = "
            + caller.accountId());
  }

  @Test
  void the_lead_of_the_whole_village_sees_those_without_a_house_too() {
    Caller lead = People.caller(app, "lead", Role.COMMUNITY_LEAD, People.VILLAGE);
    assertThat(inScope(lead, "SELECT count(*) FROM person.resident WHERE house_id IS NULL"))
        .containsExactly(1L);
  }

  @Test
  void a_leader_and_a_planner_see_nobody() {
    for (Role role : List.of(Role.LEADER, Role.PLANNER, Role.RESPONDER)) {
      Caller caller = People.caller(app, "none", role, People.VILLAGE);
      assertThat(inScope(caller, "SELECT count(*) FROM person.resident")).containsExactly(0L);
    }
  }

  @Test
  void a_pair_is_seen_by_those_who_see_both() {
    Caller west = People.caller(app, "pair-west", Role.OFFICER, People.WEST);
    Caller east = People.caller(app, "pair-east", Role.OFFICER, People.EAST);
    Caller lead = People.caller(app, "pair-lead", Role.COMMUNITY_LEAD, People.VILLAGE);
    String pairs = "SELECT count(*) FROM person.double_registration";
    // Houses 1, 2 and 25 hold one person; 25 lies in the other grid.
    assertThat(inScope(west, pairs)).containsExactly(1L);
    assertThat(inScope(east, pairs)).containsExactly(0L);
    assertThat(inScope(lead, pairs)).containsExactly(3L);
  }

  @Test
  void nothing_is_written_outside_the_scope() {
    Caller officer = People.caller(app, "writer", Role.OFFICER, People.WEST);
    long foreign = town.firstHouse() + TownFixture.HOUSES - 1;
    assertThatThrownBy(() ->
            update(
                officer,
                "INSERT INTO person.household (house_id, village_code, kind, tenure) VALUES ("
                    + foreign
                    + ", '', 'FAMILY', 'OWNED')"))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() ->
            update(
                officer,
                "UPDATE person.household SET house_id = "
                    + foreign
                    + " WHERE house_id = "
                    + town.firstHouse()))
        .isInstanceOf(DataAccessException.class);
    assertThat(update(officer, "UPDATE person.resident SET name = 'x' WHERE house_id = " + foreign))
        .isZero();
  }

  @Test
  void the_application_destroys_nobody_and_rewrites_no_history() {
    Caller lead = People.caller(app, "destroyer", Role.COMMUNITY_LEAD, People.VILLAGE);
    for (String sql :
        List.of(
            "DELETE FROM person.resident",
            "DELETE FROM person.household",
            "DELETE FROM person.change",
            "UPDATE person.change SET login = 'x'",
            "DELETE FROM person.reveal",
            "UPDATE person.reveal SET at = now() - interval '1 year'",
            "INSERT INTO person.double_registration VALUES (1, 2, 'ID_NUMBER')",
            "TRUNCATE person.resident",
            "ALTER TABLE person.resident DISABLE ROW LEVEL SECURITY",
            "DROP POLICY within_scope ON person.resident")) {
      assertThatThrownBy(() -> update(lead, sql)).as(sql).isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void the_map_and_the_audit_cannot_even_name_the_tables() {
    for (JdbcClient pool : List.of(map, audit)) {
      for (String table : OF_PEOPLE) {
        assertThatThrownBy(() -> count(pool, table)).isInstanceOf(DataAccessException.class);
      }
    }
  }

  @Test
  void people_of_a_house_that_is_gone_are_found_again_with_it() {
    // As the system, which answers for nobody: what a house takes along is not its business.
    long house =
        app.sql(
                """
                INSERT INTO house (source, source_id, entrance, use, synthetic)
                VALUES ('again', 'A1', ST_SetSRID(ST_MakePoint(100.001, 30.001), 4490), 'RESIDENTIAL', true) RETURNING id
                """)
            .query(Long.class)
            .single();
    People.as(
        People.system(app),
        () ->
            register.load(
                "again-people",
                "again",
                People.households()
                    .limit(1)
                    .map(one ->
                        new NewHousehold(
                            "X",
                            "A1",
                            People.VILLAGE,
                            "",
                            "",
                            "FAMILY",
                            "OWNED",
                            one.residents()))));
    app.sql("DELETE FROM house WHERE id = ?").param(house).update();
    String places =
        """
        SELECT count(*) FROM person.resident r JOIN person.household o ON o.id = r.household_id
        JOIN person.phone p ON p.resident_id = r.id
        WHERE o.source = 'again-people' AND r.house_id %1$s AND o.house_id %1$s AND p.house_id %1$s
        """;
    assertThat(job.sql(places.formatted("IS NULL")).query(Long.class).single()).isEqualTo(4);

    app.sql(
            """
            INSERT INTO house (source, source_id, entrance, use, synthetic)
            VALUES ('again', 'A1', ST_SetSRID(ST_MakePoint(100.001, 30.001), 4490), 'RESIDENTIAL', true)
            """)
        .update();
    assertThat(register.findHousesAgain()).isEqualTo(1);
    assertThat(job.sql(places.formatted("IS NOT NULL")).query(Long.class).single()).isEqualTo(4);
    app.sql("DELETE FROM house WHERE source = 'again'").update();
    job.sql("DELETE FROM person.household WHERE source = 'again-people'").update();
  }

  private static long count(JdbcClient jdbc, String table) {
    return jdbc.sql("SELECT count(*) FROM person." + table).query(Long.class).single();
  }

  private List<Long> inScope(Caller caller, String sql) {
    return People.as(
        caller, () -> transactions.execute(status -> app.sql(sql).query(Long.class).list()));
  }

  private int update(Caller caller, String sql) {
    return People.as(
        caller,
        () ->
            transactions.execute(status -> {
              status.setRollbackOnly();
              return app.sql(sql).update();
            }));
  }
}
