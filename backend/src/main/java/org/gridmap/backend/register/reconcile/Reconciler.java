package org.gridmap.backend.register.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
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
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
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
  private static final RowMapper<Below> BELOW = new RecordRowMapper<>(Below.class);
  private static final RowMapper<House> HOUSE = new RecordRowMapper<>(House.class);
  private static final RowMapper<BrokenHousehold> HOUSEHOLD =
      new RecordRowMapper<>(BrokenHousehold.class);
  private static final RowMapper<BrokenResident> RESIDENT =
      new RecordRowMapper<>(BrokenResident.class);
  private static final RowMapper<WithoutHouse> WITHOUT_HOUSE =
      new RecordRowMapper<>(WithoutHouse.class);
  private static final RowMapper<StoredPair> PAIR = new RecordRowMapper<>(StoredPair.class);

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

  /** A house with what the register and the ledger say about it. */
  private record House(
      long id,
      String number,
      String name,
      long gridId,
      long households,
      long registered,
      long permanent,
      long floating,
      long atHome,
      long away,
      long movedOut,
      long total,
      @Nullable Integer declared,
      @Nullable Integer declaredAtHome,
      @Nullable Integer declaredAway,
      @Nullable Integer declaredMovedOut) {
    String title() {
      return number.isEmpty() ? name : number;
    }

    Counts counts() {
      return new Counts(
          households,
          registered,
          permanent,
          floating,
          atHome,
          away,
          movedOut,
          total,
          declared == null ? null : Long.valueOf(declared),
          declared == null ? 0 : declared - total);
    }

    /** Whether the figures of the ledger itself add up; null if they do, or are not there. */
    @Nullable String ledger() {
      if (declared == null
          || (declaredAtHome == null && declaredAway == null && declaredMovedOut == null)) {
        return null;
      }
      int[] parts = {
        Objects.requireNonNullElse(declaredAtHome, 0),
        Objects.requireNonNullElse(declaredAway, 0),
        Objects.requireNonNullElse(declaredMovedOut, 0)
      };
      int sum = parts[0] + parts[1] + parts[2];
      return sum == declared
          ? null
          : "申报 %d 人，而在家 %d + 流出 %d + 迁出 %d = %d"
              .formatted(declared, parts[0], parts[1], parts[2], sum);
    }
  }

  private record BrokenHousehold(long houseId, long id, long people, long heads, String kind) {
    Breaking breaking() {
      if (people == 0) {
        return breaking(MismatchKind.EMPTY_HOUSEHOLD, "户内无人");
      }
      if (heads == 0) {
        return breaking(MismatchKind.NO_HEAD, "没有户主");
      }
      return heads > 1 && kind.equals("FAMILY")
          ? breaking(MismatchKind.SEVERAL_HEADS, "有 %d 位户主".formatted(heads))
          : breaking(MismatchKind.HEAD_MOVED_OUT, "户主已迁出，户内仍有人在家");
    }

    private Breaking breaking(MismatchKind mismatch, String words) {
      return new Breaking(mismatch, houseId, id, null, words);
    }
  }

  private record BrokenResident(
      long houseId,
      long householdId,
      long id,
      @Nullable Integer birthYear,
      boolean noRegistration,
      boolean noPresence,
      boolean contradiction) {}

  private record WithoutHouse(
      long id, long householdId, String name, @Nullable Integer birthYear) {}

  private record StoredPair(
      ReconciliationViews.DoubleGround ground,
      long firstId,
      String firstName,
      @Nullable Long firstHouse,
      long secondId,
      String secondName,
      @Nullable Long secondHouse) {
    DoubleRegistration masked() {
      return new DoubleRegistration(
          ground,
          new DoubleRecord(firstId, Masking.name(firstName), firstHouse),
          new DoubleRecord(secondId, Masking.name(secondName), secondHouse));
    }
  }

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
    List<Below> grids = GRIDS.on(jdbc).param("grid", grid).query(BELOW).list();
    List<House> houses = HOUSES.on(jdbc).param("grid", grid).query(HOUSE).list();
    List<Sum> sums = new ArrayList<>();
    Map<Long, Counts> byGrid = new HashMap<>();
    for (House house : houses) {
      byGrid.merge(house.gridId(), house.counts(), Counts::plus);
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
      Counts counts = house.counts();
      Sum sum = counts.as(ReconciliationViews.SumLevel.HOUSE, house.id(), house.title());
      if (root.leaf() || !sum.explanation().isEmpty()) {
        sums.add(sum);
      }
      if (counts.difference() != 0) {
        breaking.add(
            new Breaking(
                MismatchKind.HOUSE_DIFFERS,
                house.id(),
                null,
                null,
                "申报 %d 人，登记 %d 人".formatted(counts.declared(), counts.total())));
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

  private List<Breaking> brokenHouseholds(long grid) {
    return HOUSEHOLDS.on(jdbc).param("grid", grid).query(HOUSEHOLD).list().stream()
        .map(BrokenHousehold::breaking)
        .toList();
  }

  private List<Breaking> brokenResidents(long grid) {
    List<Breaking> breaking = new ArrayList<>();
    int year = Residents.thisYear();
    for (BrokenResident one :
        RESIDENTS.on(jdbc).param("grid", grid).param("most", MOST_ROWS).query(RESIDENT).list()) {
      Long resident = Masking.isChild(one.birthYear(), year) ? null : Long.valueOf(one.id());
      Map<MismatchKind, String> found = new EnumMap<>(MismatchKind.class);
      if (one.noRegistration()) {
        found.put(MismatchKind.REGISTRATION_UNKNOWN, "户籍状态不详");
      }
      if (one.noPresence()) {
        found.put(MismatchKind.PRESENCE_UNKNOWN, "去向不详");
      }
      if (one.contradiction()) {
        found.put(MismatchKind.REGISTERED_MOVED_OUT, "已迁出而户籍仍在本地");
      }
      found.forEach((kind, words) ->
          breaking.add(new Breaking(kind, one.houseId(), one.householdId(), resident, words)));
    }
    return breaking;
  }

  private List<Unhoused> unhoused(String village) {
    int year = Residents.thisYear();
    return UNHOUSED
        .on(jdbc)
        .param("village", village)
        .param("most", MOST_ROWS)
        .query(WITHOUT_HOUSE)
        .list()
        .stream()
        .map(one ->
            new Unhoused(
                Masking.isChild(one.birthYear(), year) ? null : Long.valueOf(one.id()),
                one.householdId(),
                Masking.name(one.name())))
        .toList();
  }

  private List<DoubleRegistration> doubles(long grid) {
    return DOUBLES
        .on(jdbc)
        .param("grid", grid)
        .param("children", Residents.thisYear() - 14)
        .param("most", MOST_ROWS)
        .query(PAIR)
        .list()
        .stream()
        .map(StoredPair::masked)
        .toList();
  }
}
