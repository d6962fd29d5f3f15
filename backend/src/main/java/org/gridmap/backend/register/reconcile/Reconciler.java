package org.gridmap.backend.register.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.register.Masking;
import org.gridmap.backend.register.Residents;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Breaking;
import org.gridmap.backend.register.reconcile.ReconciliationViews.DoubleRecord;
import org.gridmap.backend.register.reconcile.ReconciliationViews.DoubleRegistration;
import org.gridmap.backend.register.reconcile.ReconciliationViews.MismatchKind;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Reconciliation;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Sum;
import org.gridmap.backend.register.reconcile.ReconciliationViews.Unhoused;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Adds up the people of a grid in every way in which a ledger does, and says what does not fit. */
@Service
class Reconciler {
  private static final int MOST_ROWS = 500;
  private static final SqlFile GRIDS = SqlFile.of(Reconciler.class, "grids-below.sql");
  private static final SqlFile HOUSES = SqlFile.of(Reconciler.class, "house-sums.sql");
  private static final SqlFile HOUSEHOLDS = SqlFile.of(Reconciler.class, "broken-households.sql");
  private static final SqlFile RESIDENTS = SqlFile.of(Reconciler.class, "broken-residents.sql");
  private static final SqlFile UNHOUSED = SqlFile.of(Reconciler.class, "without-house.sql");
  private static final SqlFile DOUBLES = SqlFile.of(Reconciler.class, "doubles.sql");

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final Scope scope;

  Reconciler(JdbcClient jdbc, Snapshots snapshots, Scope scope) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.scope = scope;
  }

  private record Below(
      long id, long parentId, String name, int level, boolean leaf, String rootCode) {}

  /** One house as the register and the ledger have it; or the sum of several. */
  private record Counts(
      long households,
      long registered,
      long permanent,
      long floating,
      long atHome,
      long away,
      long movedOut,
      long total,
      @Nullable Long declared,
      long difference) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, null, 0);

    Counts plus(Counts more) {
      Long both =
          declared == null
              ? more.declared
              : Long.valueOf(declared + (more.declared == null ? 0L : more.declared));
      return new Counts(
          households + more.households,
          registered + more.registered,
          permanent + more.permanent,
          floating + more.floating,
          atHome + more.atHome,
          away + more.away,
          movedOut + more.movedOut,
          total + more.total,
          both,
          difference + more.difference);
    }

    Sum as(ReconciliationViews.SumLevel level, long id, String name) {
      List<String> words = new ArrayList<>();
      long unknownRegistration = total - registered - permanent - floating;
      if (unknownRegistration > 0) {
        words.add(
            "户籍 %d + 常住 %d + 流动 %d ≠ 总数 %d，%d 人户籍状态不详"
                .formatted(registered, permanent, floating, total, unknownRegistration));
      }
      long unknownPresence = total - atHome - away - movedOut;
      if (unknownPresence > 0) {
        words.add(
            "在家 %d + 流出 %d + 迁出 %d ≠ 总数 %d，%d 人去向不详"
                .formatted(atHome, away, movedOut, total, unknownPresence));
      }
      if (difference != 0) {
        words.add("申报与登记相差 %+d 人".formatted(difference));
      }
      return new Sum(
          level,
          id,
          name,
          households,
          registered,
          permanent,
          floating,
          atHome,
          away,
          movedOut,
          total,
          declared,
          difference,
          String.join("；", words));
    }
  }

  private record House(long id, String name, long grid, Counts counts, @Nullable String ledger) {}

  /**
   * Checks a grid.
   *
   * @throws org.gridmap.backend.web.ProblemException not-found if not all of it is in the scope
   */
  Reconciliation check(long grid) {
    return snapshots.read(() -> {
      scope.requireGrid(grid);
      return read(grid);
    });
  }

  private Reconciliation read(long grid) {
    List<Below> grids =
        GRIDS
            .on(jdbc)
            .param("grid", grid)
            .query((row, n) ->
                new Below(
                    row.getLong("id"),
                    row.getLong("parent_id"),
                    row.getString("name"),
                    row.getInt("level"),
                    row.getBoolean("leaf"),
                    row.getString("root_code")))
            .list();
    List<House> houses = houses(grid);
    List<Sum> sums = new ArrayList<>();
    Map<Long, Counts> byGrid = new HashMap<>();
    for (House house : houses) {
      byGrid.merge(house.grid(), house.counts(), Counts::plus);
    }
    for (Below below : grids.reversed()) {
      Counts counts = byGrid.getOrDefault(below.id(), Counts.NONE);
      if (below.id() != grid) {
        byGrid.merge(below.parentId(), counts, Counts::plus);
      }
    }
    for (Below below : grids) {
      Counts counts = byGrid.getOrDefault(below.id(), Counts.NONE);
      sums.add(
          counts.as(
              below.level() == 1
                  ? ReconciliationViews.SumLevel.VILLAGE
                  : ReconciliationViews.SumLevel.GRID,
              below.id(),
              below.name()));
    }
    Below root = grids.getFirst();
    List<Breaking> breaking = new ArrayList<>();
    for (House house : houses) {
      Sum sum = house.counts().as(ReconciliationViews.SumLevel.HOUSE, house.id(), house.name());
      if (root.leaf() || !sum.explanation().isEmpty()) {
        sums.add(sum);
      }
      if (house.counts().difference() != 0) {
        breaking.add(
            new Breaking(
                MismatchKind.HOUSE_DIFFERS,
                house.id(),
                null,
                null,
                "申报 %d 人，登记 %d 人".formatted(house.counts().declared(), house.counts().total())));
      }
      String ledger = house.ledger();
      if (ledger != null) {
        breaking.add(new Breaking(MismatchKind.LEDGER_SUM, house.id(), null, null, ledger));
      }
    }
    breaking.addAll(brokenHouseholds(grid));
    breaking.addAll(brokenResidents(grid));
    return new Reconciliation(
        sums, breaking, root.level() == 1 ? unhoused(root.rootCode()) : List.of(), doubles(grid));
  }

  private List<House> houses(long grid) {
    return HOUSES
        .on(jdbc)
        .param("grid", grid)
        .query((row, n) -> {
          Integer declared = row.getObject("declared", Integer.class);
          long residents = row.getLong("total");
          String name = row.getString("number");
          return new House(
              row.getLong("id"),
              name.isEmpty() ? row.getString("name") : name,
              row.getLong("grid_id"),
              new Counts(
                  row.getLong("households"),
                  row.getLong("registered"),
                  row.getLong("permanent"),
                  row.getLong("floating"),
                  row.getLong("at_home"),
                  row.getLong("away"),
                  row.getLong("moved_out"),
                  row.getLong("total"),
                  declared == null ? null : declared.longValue(),
                  declared == null ? 0 : declared - residents),
              ledger(
                  declared,
                  row.getObject("declared_at_home", Integer.class),
                  row.getObject("declared_away", Integer.class),
                  row.getObject("declared_moved_out", Integer.class)));
        })
        .list();
  }

  /** Whether the figures of the ledger itself add up; null if they do, or are not there. */
  private static @Nullable String ledger(
      @Nullable Integer residents,
      @Nullable Integer atHome,
      @Nullable Integer away,
      @Nullable Integer movedOut) {
    if (residents == null || (atHome == null && away == null && movedOut == null)) {
      return null;
    }
    int[] parts = {
      Objects.requireNonNullElse(atHome, 0),
      Objects.requireNonNullElse(away, 0),
      Objects.requireNonNullElse(movedOut, 0)
    };
    int sum = parts[0] + parts[1] + parts[2];
    return sum == residents
        ? null
        : "申报 %d 人，而在家 %d + 流出 %d + 迁出 %d = %d"
            .formatted(residents, parts[0], parts[1], parts[2], sum);
  }

  private List<Breaking> brokenHouseholds(long grid) {
    List<Breaking> breaking = new ArrayList<>();
    HOUSEHOLDS
        .on(jdbc)
        .param("grid", grid)
        .query(row -> {
          long house = row.getLong("house_id");
          long household = row.getLong("id");
          long heads = row.getLong("heads");
          if (row.getLong("people") == 0) {
            breaking.add(
                new Breaking(MismatchKind.EMPTY_HOUSEHOLD, house, household, null, "户内无人"));
          } else if (heads == 0) {
            breaking.add(new Breaking(MismatchKind.NO_HEAD, house, household, null, "没有户主"));
          } else if (heads > 1 && row.getString("kind").equals("FAMILY")) {
            breaking.add(
                new Breaking(
                    MismatchKind.SEVERAL_HEADS,
                    house,
                    household,
                    null,
                    "有 %d 位户主".formatted(heads)));
          } else {
            breaking.add(
                new Breaking(MismatchKind.HEAD_MOVED_OUT, house, household, null, "户主已迁出，户内仍有人在家"));
          }
        });
    return breaking;
  }

  private List<Breaking> brokenResidents(long grid) {
    List<Breaking> breaking = new ArrayList<>();
    int year = Residents.thisYear();
    RESIDENTS
        .on(jdbc)
        .param("grid", grid)
        .param("most", MOST_ROWS)
        .query(row -> {
          long house = row.getLong("house_id");
          long household = row.getLong("household_id");
          boolean child = Masking.isChild(row.getObject("birth_year", Integer.class), year);
          Long resident = child ? null : Long.valueOf(row.getLong("id"));
          if (row.getBoolean("no_registration")) {
            breaking.add(
                new Breaking(
                    MismatchKind.REGISTRATION_UNKNOWN, house, household, resident, "户籍状态不详"));
          }
          if (row.getBoolean("no_presence")) {
            breaking.add(
                new Breaking(MismatchKind.PRESENCE_UNKNOWN, house, household, resident, "去向不详"));
          }
          if (row.getBoolean("contradiction")) {
            breaking.add(
                new Breaking(
                    MismatchKind.REGISTERED_MOVED_OUT, house, household, resident, "已迁出而户籍仍在本地"));
          }
        });
    return breaking;
  }

  private List<Unhoused> unhoused(String village) {
    int year = Residents.thisYear();
    return UNHOUSED
        .on(jdbc)
        .param("village", village)
        .param("most", MOST_ROWS)
        .query((row, n) -> {
          boolean child = Masking.isChild(row.getObject("birth_year", Integer.class), year);
          return new Unhoused(
              child ? null : Long.valueOf(row.getLong("id")),
              row.getLong("household_id"),
              Masking.name(row.getString("name")));
        })
        .list();
  }

  private List<DoubleRegistration> doubles(long grid) {
    return DOUBLES
        .on(jdbc)
        .param("grid", grid)
        .param("children", Residents.thisYear() - 14)
        .param("most", MOST_ROWS)
        .query((row, n) ->
            new DoubleRegistration(
                ReconciliationViews.DoubleGround.valueOf(row.getString("ground")),
                new DoubleRecord(
                    row.getLong("first_id"),
                    Masking.name(row.getString("first_name")),
                    row.getObject("first_house", Long.class)),
                new DoubleRecord(
                    row.getLong("second_id"),
                    Masking.name(row.getString("second_name")),
                    row.getObject("second_house", Long.class))))
        .list();
  }
}
