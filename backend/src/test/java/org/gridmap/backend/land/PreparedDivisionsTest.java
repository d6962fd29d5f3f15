package org.gridmap.backend.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.LockWaits;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.geodata.code.GridKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@CapabilityTest("land")
class PreparedDivisionsTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final AtomicInteger AREAS = new AtomicInteger();

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Divisions divisions;
  @Autowired private PreparedDivisions prepared;
  private String root;
  private double west;

  @BeforeEach
  void takeLand() {
    int area = AREAS.incrementAndGet();
    root = "9991%08d".formatted(area);
    west = 20 + area * 0.1;
  }

  /** Two grids side by side; the second begins somewhere. */
  private DivisionDraft draft(double seam, String name) {
    return new DivisionDraft(
        root,
        "村",
        "prepared " + root,
        "",
        true,
        null,
        true,
        List.of(
            grid(root, null, "村", west, west + 0.02),
            grid(root + "001", root, "西", west, west + 0.01),
            grid(root + "002", root, name, west + seam, west + 0.02)));
  }

  private static GridDraft grid(
      String code, @Nullable String parent, String name, double west, double east) {
    MultiPolygon land =
        GEOMETRIES.createMultiPolygon(
            new Polygon[] {(Polygon) GEOMETRIES.toGeometry(new Envelope(west, east, 25, 25.01))});
    return new GridDraft(code, name, parent, null, GridKind.BASE, land);
  }

  private Optional<Long> prepare(DivisionDraft draft, @Nullable Long base) {
    return transactions.execute(status -> divisions.prepare(draft, List.of(), base));
  }

  private Divisions.Published publish(DivisionDraft draft, @Nullable Long base) {
    return transactions.execute(status -> {
      try {
        return divisions.publish(draft, List.of(), base, null);
      } catch (RefusedDivisionException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private long rows(String table, long number) {
    return jdbc.sql("SELECT count(*) FROM " + table + " WHERE division_id = ?")
        .param(number)
        .query(Long.class)
        .single();
  }

  private boolean isDivision(long number) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM division WHERE id = ?)")
        .param(number)
        .query(Boolean.class)
        .single();
  }

  private boolean isNumbered(long number) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM division_number WHERE id = ?)")
        .param(number)
        .query(Boolean.class)
        .single();
  }

  @Test
  void the_same_grids_are_published_under_the_number_that_they_were_prepared_under() {
    long number = prepare(draft(0.01, "东"), null).orElseThrow();
    assertThat(isDivision(number)).isFalse();
    assertThat(rows("grid", number)).isEqualTo(3);
    assertThat(rows("grid_closure", number)).isEqualTo(5);
    assertThat(rows("grid_tile", number)).isPositive();

    Divisions.Published published = publish(draft(0.01, "东"), null);
    assertThat(published).isEqualTo(new Divisions.Published(number, true));
    assertThat(isDivision(number)).isTrue();
    assertThat(rows("grid", number)).isEqualTo(3);
  }

  @Test
  void what_is_discarded_while_it_is_published_is_written_anew() throws Exception {
    long number = prepare(draft(0.01, "东"), null).orElseThrow();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Divisions.Published> published =
          transactions.execute(status -> {
            jdbc.sql("DELETE FROM division_number WHERE id = ?").param(number).update();
            Future<Divisions.Published> begun = other.submit(() -> publish(draft(0.01, "东"), null));
            LockWaits.await(jdbc, 1);
            return begun;
          });
      Divisions.Published made = published.get(20, TimeUnit.SECONDS);
      assertThat(made.prepared()).isFalse();
      assertThat(made.id()).isNotEqualTo(number);
      assertThat(rows("grid", made.id())).isEqualTo(3);
    }
  }

  @Test
  void a_grid_with_another_name_is_written_anew() {
    long number = prepare(draft(0.01, "东"), null).orElseThrow();
    Divisions.Published published = publish(draft(0.01, "河东"), null);
    assertThat(published.prepared()).isFalse();
    assertThat(published.id()).isNotEqualTo(number);
    assertThat(
            jdbc.sql("SELECT name FROM grid WHERE division_id = ? AND code = ?")
                .params(published.id(), root + "002")
                .query(String.class)
                .single())
        .isEqualTo("河东");
  }

  @Test
  void land_that_is_not_covered_once_is_not_prepared() {
    assertThat(prepare(draft(0.0099999, "东"), null)).isEmpty();
  }

  @Test
  void preparing_again_leaves_nothing_of_the_first_time() {
    long first = prepare(draft(0.01, "东"), null).orElseThrow();
    long second = prepare(draft(0.01, "河东"), null).orElseThrow();
    assertThat(isNumbered(first)).isFalse();
    for (String table : List.of("grid", "grid_closure", "grid_tile", "grid_border_tile")) {
      assertThat(rows(table, first)).as(table).isZero();
      assertThat(rows(table, second)).as(table).isPositive();
    }
  }

  @Test
  void a_division_takes_its_number_and_all_that_was_written_under_it_along() {
    long number = prepare(draft(0.01, "东"), null).orElseThrow();
    publish(draft(0.01, "东"), null);
    jdbc.sql("DELETE FROM division WHERE id = ?").param(number).update();
    assertThat(isNumbered(number)).isFalse();
    assertThat(rows("grid", number)).isZero();
    assertThat(rows("grid_border_tile", number)).isZero();
  }

  @Test
  void what_another_division_overtook_is_thrown_away_and_the_rest_stays() {
    long base = publish(draft(0.01, "东"), null).id();
    long ready = prepare(draft(0.01, "河东"), base).orElseThrow();
    transactions.executeWithoutResult(status -> prepared.discardOvertaken());
    assertThat(isNumbered(ready)).isTrue();

    DivisionDraft other = draft(0.01, "江东");
    transactions.executeWithoutResult(status -> {
      try {
        divisions.publish(other, List.of(), base, null);
      } catch (RefusedDivisionException e) {
        throw new IllegalStateException(e);
      }
    });
    transactions.executeWithoutResult(status -> prepared.discardOvertaken());
    assertThat(isNumbered(ready)).isFalse();
    assertThat(isNumbered(base)).isTrue();
  }

  @Test
  void publishing_does_not_wait_for_whoever_prepares_and_an_import_does() throws Exception {
    DivisionDraft preparing = draft(0.01, "东");
    takeLand();
    DivisionDraft publishing = draft(0.01, "东");
    takeLand();
    DivisionDraft importing = draft(0.01, "东");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<StoredDivision> imported =
          transactions.execute(status -> {
            divisions.prepare(preparing, List.of(), null);
            // Begun before the import, which keeps the lock while it waits for who prepares.
            assertThat(done(threads.submit(() -> publish(publishing, null)), 30)).isTrue();
            Future<StoredDivision> waiting =
                threads.submit(() -> transactions.execute(inner -> divisions.store(importing)));
            assertThat(done(waiting, 1)).isFalse();
            return waiting;
          });
      assertThat(done(imported, 30)).isTrue();
    }
  }

  private static boolean done(Future<?> work, int seconds) {
    try {
      work.get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
