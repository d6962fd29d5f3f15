package org.gridmap.backend.register.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.register.load.NewHousehold;
import org.gridmap.backend.register.load.NewPhone;
import org.gridmap.backend.register.load.NewResident;
import org.gridmap.backend.register.load.People;
import org.gridmap.backend.register.load.Register;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Breaking;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Completeness;
import org.gridmap.backend.register.reconcile.ReconciliationViews.MismatchKind;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Reconciliation;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Sum;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.web.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Grid 3 of Gucuo as reported: 154 houses, 167 households, 490 residents; then with faults in it.
 */
@CapabilityTest("register")
class GucuoTest {
  private static final String VILLAGE = "999700000001";
  private static final String GRID = VILLAGE + "003";
  private static final int HOUSES = 154;
  private static final int HOUSEHOLDS = 167;
  private static final int RESIDENTS = 490;

  @Autowired JdbcClient app;
  @Autowired @JobPool JdbcClient job;
  @Autowired Register register;
  @Autowired Reconciler reconciler;
  @Autowired CompletenessScore completeness;

  private long grid;
  private long village;
  private Caller officer;
  private Caller lead;

  @BeforeEach
  void load() {
    if (app.sql("SELECT count(*) FROM grid WHERE code = ?").param(GRID).query(Long.class).single()
        == 0) {
      store();
    }
    village = id(VILLAGE);
    grid = id(GRID);
    officer = People.caller(app, "gucuo", Role.OFFICER, GRID);
    lead = People.caller(app, "gucuo-lead", Role.COMMUNITY_LEAD, VILLAGE);
    job.sql("DELETE FROM person.declared_count WHERE village_code = ?").param(VILLAGE).update();
    app.sql("UPDATE house SET resident_count = NULL WHERE source = 'gucuo'").update();
    People.as(
        People.system(app), () -> register.load("gucuo-people", "gucuo", households().stream()));
  }

  @Test
  void the_register_adds_up_to_the_figures_of_the_report() {
    People.as(
        People.system(app),
        () -> {
          register.writeHeadCounts(houses());
          return true;
        });
    Reconciliation result = People.as(officer, () -> reconciler.check(grid));
    Sum sum = result.sums().getFirst();
    assertThat(sum.households()).isEqualTo(HOUSEHOLDS);
    assertThat(sum.total()).isEqualTo(RESIDENTS);
    assertThat(sum.registered() + sum.permanent() + sum.floating()).isEqualTo(RESIDENTS);
    assertThat(sum.atHome() + sum.away() + sum.movedOut()).isEqualTo(RESIDENTS);
    assertThat(sum.explanation()).isEmpty();
    assertThat(result.sums()).hasSize(1 + HOUSES);
    assertThat(result.breaking()).isEmpty();
    assertThat(result.doubles()).isEmpty();
    assertThat(
            app.sql("SELECT sum(resident_count) FROM house WHERE source = 'gucuo'")
                .query(Long.class)
                .single())
        .isEqualTo(RESIDENTS);
  }

  @Test
  void a_ledger_whose_figures_do_not_add_up_is_warned_of_and_not_refused() {
    long house = houses().getFirst();
    String sourceId =
        app.sql("SELECT source_id FROM house WHERE id = ?")
            .param(house)
            .query(String.class)
            .single();
    register.declare("gucuo", List.of(new Register.Declared(sourceId, 191, 98, 123, 30)));
    Reconciliation result = People.as(officer, () -> reconciler.check(grid));
    assertThat(result.breaking())
        .anySatisfy(row -> {
          assertThat(row.kind()).isEqualTo(MismatchKind.LEDGER_SUM);
          assertThat(row.houseId()).isEqualTo(house);
          assertThat(row.detail()).contains("191", "98", "123", "30", "251");
        });
    assertThat(kinds(result, house)).contains(MismatchKind.HOUSE_DIFFERS);
  }

  @Test
  void what_the_source_declared_is_remembered_after_the_register_wrote_its_own_count() {
    long house = houses().getFirst();
    app.sql("UPDATE house SET resident_count = 7 WHERE id = ?").param(house).update();
    for (int time = 0; time < 2; time++) {
      register.writeHeadCounts(houses());
      Reconciliation result = People.as(officer, () -> reconciler.check(grid));
      Sum sum =
          result.sums().stream()
              .filter(one -> one.level() == ReconciliationViews.SumLevel.HOUSE && one.id() == house)
              .findFirst()
              .orElseThrow();
      assertThat(sum.declared()).isEqualTo(7);
      assertThat(sum.difference()).isEqualTo(7 - sum.total());
      // The others declared nothing, also after a count was written to them.
      assertThat(result.breaking()).extracting(Breaking::houseId).containsOnly(house);
    }
  }

  @Test
  void each_row_that_breaks_a_sum_is_named() {
    List<Long> houses = houses();
    String people = "UPDATE person.resident SET %s WHERE house_id = ? AND relation = '%s'";
    job.sql(people.formatted("registration = NULL", "HEAD")).param(houses.get(20)).update();
    job.sql(people.formatted("presence = NULL", "SPOUSE")).param(houses.get(21)).update();
    job.sql(people.formatted("relation = 'OTHER'", "HEAD")).param(houses.get(22)).update();
    job.sql(people.formatted("relation = 'HEAD'", "SPOUSE")).param(houses.get(23)).update();
    job.sql(people.formatted("presence = 'MOVED_OUT', registration = 'PERMANENT'", "HEAD"))
        .param(houses.get(24))
        .update();
    job.sql(people.formatted("presence = 'MOVED_OUT'", "SPOUSE")).param(houses.get(25)).update();
    job.sql("UPDATE person.resident SET removed_at = now() WHERE house_id = ?")
        .param(houses.get(26))
        .update();
    Reconciliation result = People.as(officer, () -> reconciler.check(grid));
    assertThat(kinds(result, houses.get(20))).containsExactly(MismatchKind.REGISTRATION_UNKNOWN);
    assertThat(kinds(result, houses.get(21))).containsExactly(MismatchKind.PRESENCE_UNKNOWN);
    assertThat(kinds(result, houses.get(22))).containsExactly(MismatchKind.NO_HEAD);
    assertThat(kinds(result, houses.get(23))).containsExactly(MismatchKind.SEVERAL_HEADS);
    assertThat(kinds(result, houses.get(24))).containsExactly(MismatchKind.HEAD_MOVED_OUT);
    assertThat(kinds(result, houses.get(25))).containsExactly(MismatchKind.REGISTERED_MOVED_OUT);
    assertThat(kinds(result, houses.get(26))).containsExactly(MismatchKind.EMPTY_HOUSEHOLD);
    assertThat(result.breaking()).hasSize(7);
    assertThat(result.sums().getFirst().explanation()).contains("1 人户籍状态不详", "1 人去向不详");
  }

  @Test
  void people_without_a_house_are_told_to_the_lead_of_the_village_alone() {
    List<NewHousehold> more = households();
    more.add(household("lost", null, 1, 2));
    People.as(People.system(app), () -> register.load("gucuo-people", "gucuo", more.stream()));
    assertThat(People.as(lead, () -> reconciler.check(village)).withoutHouse()).hasSize(2);
    assertThat(People.as(officer, () -> reconciler.check(grid)).withoutHouse()).isEmpty();
    assertThatThrownBy(() -> People.as(officer, () -> reconciler.check(village)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void the_score_knows_what_is_missing_and_where() {
    Completeness full = People.as(officer, () -> completeness.of(grid));
    assertThat(full.score()).isEqualTo(100);
    long house = houses().get(30);
    job.sql("DELETE FROM person.phone WHERE house_id = ?").param(house).update();
    job.sql("UPDATE person.resident SET presence = NULL, origin = '' WHERE house_id = ?")
        .param(house)
        .update();
    Completeness less = People.as(officer, () -> completeness.of(grid));
    assertThat(less.score()).isEqualTo(99);
    assertThat(less.houses().getFirst().houseId()).isEqualTo(house);
    assertThat(less.houses().getFirst().score()).isBetween(30, 60);
    assertThat(less.fields())
        .anySatisfy(field -> {
          assertThat(field.field()).isEqualTo("ownPhone");
          assertThat(field.of() - field.filled()).isPositive();
        });
  }

  private static List<MismatchKind> kinds(Reconciliation result, long house) {
    return result.breaking().stream()
        .filter(row -> row.houseId() == house)
        .map(Breaking::kind)
        .toList();
  }

  private List<Long> houses() {
    return app.sql("SELECT id FROM house WHERE source = 'gucuo' ORDER BY id")
        .query(Long.class)
        .list();
  }

  private long id(String code) {
    return app.sql("SELECT id FROM grid WHERE code = ?").param(code).query(Long.class).single();
  }

  /** 156 households of three and 11 of two, the last 13 of them as second households of a house. */
  private static List<NewHousehold> households() {
    List<NewHousehold> households = new ArrayList<>();
    for (int i = 0; i < HOUSEHOLDS; i++) {
      households.add(household("G" + i, "G" + (i % HOUSES + 1), i, i < 156 ? 3 : 2));
    }
    return households;
  }

  private static NewHousehold household(String key, String house, int number, int size) {
    List<NewResident> people = new ArrayList<>();
    String[] relations = {"HEAD", "SPOUSE", "CHILD"};
    for (int i = 0; i < size; i++) {
      boolean working = i == 2;
      people.add(
          new NewResident(
              "蔡" + number + "之" + i,
              i == 1 ? "FEMALE" : "MALE",
              i == 2 ? 1995 : 1955 + i,
              relations[i],
              "REGISTERED",
              i == 2 ? "AWAY" : "AT_HOME",
              "晋江永和",
              working ? "厦门软件园" : "",
              List.of(),
              List.of(),
              "",
              List.of(
                  new NewPhone("OWN", "1385950%04d".formatted(number * 3 + i), "", ""),
                  new NewPhone("EMERGENCY", "1385959%04d".formatted(number), "蔡某", "子女"))));
    }
    return new NewHousehold(key, house, VILLAGE, "户" + number, "", "FAMILY", "OWNED", people);
  }

  private void store() {
    long division =
        app.sql(
                """
                INSERT INTO division (root_code, name, status, shown, synthetic, source, attribution, valid)
                VALUES (?, '古厝村', 'PUBLISHED', true, true, 'gucuo', '', tstzrange(now(), NULL)) RETURNING id
                """)
            .param(VILLAGE)
            .query(Long.class)
            .single();
    String insert =
        """
        INSERT INTO grid (division_id, parent_id, code, name, level, level_name, kind, leaf, colour, geom,
          label_point, area_square_metres)
        VALUES (?, ?, ?, ?, ?, '网格', 'BASE', ?, 0, ST_Multi(ST_MakeEnvelope(110, 31, 110.1, 31.1, 4490)),
          ST_SetSRID(ST_MakePoint(110.05, 31.05), 4490), 1000) RETURNING id
        """;
    long root =
        app.sql(insert).params(division, null, VILLAGE, "古厝村", 1, false).query(Long.class).single();
    for (int i = 1; i <= 4; i++) {
      app.sql(insert)
          .params(division, root, VILLAGE + "00" + i, "第" + i + "网格", 2, true)
          .query(Long.class)
          .single();
    }
    app.sql(
            """
            INSERT INTO house (source, source_id, number, entrance, use, synthetic)
            SELECT 'gucuo', 'G' || i, i || '号', ST_SetSRID(ST_MakePoint(110.05 + i * 0.0001, 31.05), 4490), 'RESIDENTIAL', true
            FROM generate_series(1, ?) AS i
            """)
        .param(HOUSES)
        .update();
    app.sql("INSERT INTO house_grid SELECT ?, id, ? FROM house WHERE source = 'gucuo'")
        .params(division, id(GRID))
        .update();
    app.sql("SELECT fill_grid_closure(?)").param(division).query().singleRow();
  }
}
