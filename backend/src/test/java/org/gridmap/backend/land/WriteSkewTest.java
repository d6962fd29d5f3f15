package org.gridmap.backend.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.land.DivisionDraft.GridDraft;
import org.gridmap.geodata.code.GridKind;
import org.gridmap.geodata.coverage.Finding;
import org.gridmap.geodata.coverage.GridShape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two areas that overlap, each divided exactly in itself, published at the same time: whatever the
 * order, one comes into force and the other is told why not.
 */
@CapabilityTest("land")
@Import(WriteSkewTest.PickableLock.class)
class WriteSkewTest {
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;
  @Autowired private Divisions divisions;
  @Autowired private PickableLock lock;

  /** The lock, which a test may pick: then nobody waits, and both look before either writes. */
  @TestConfiguration(proxyBeanMethods = false)
  @Primary
  static class PickableLock extends PublicationLock {
    private volatile @Nullable CyclicBarrier bothLooked;

    PickableLock(JdbcClient jdbc) {
      super(jdbc);
    }

    @Override
    void hold() {
      if (bothLooked == null) {
        super.hold();
      }
    }

    @Override
    List<Finding> listOverlaps(
        String rootCode, List<GridShape> roots, @Nullable OffsetDateTime from) {
      List<Finding> found = super.listOverlaps(rootCode, roots, from);
      CyclicBarrier barrier = bothLooked;
      if (barrier != null) {
        try {
          barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
          throw new IllegalStateException(e);
        }
      }
      return found;
    }
  }

  @AfterEach
  void lockAgain() {
    lock.bothLooked = null;
  }

  /** Two villages of a round, of which the second begins in the middle of the first. */
  private record Pair(DivisionDraft west, DivisionDraft east) {
    static Pair of(int round) {
      double longitude = 60 + round * 0.1;
      return new Pair(village(round, 1, longitude), village(round, 2, longitude + 0.01));
    }

    private static DivisionDraft village(int round, int side, double west) {
      String code = "9994%06d%02d".formatted(round, side);
      Polygon land = (Polygon) GEOMETRIES.toGeometry(new Envelope(west, west + 0.02, 20, 20.02));
      return new DivisionDraft(
          code,
          "村",
          "skew " + code,
          "",
          true,
          null,
          true,
          List.of(
              new GridDraft(
                  code,
                  "村",
                  null,
                  null,
                  GridKind.BASE,
                  GEOMETRIES.createMultiPolygon(new Polygon[] {land}))));
    }
  }

  /** Publishes; whether it came into force. */
  private Callable<Boolean> publish(DivisionDraft draft) {
    return () ->
        transactions.execute(status -> {
          try {
            divisions.publish(draft, List.of(), null, null);
            return true;
          } catch (RefusedDivisionException e) {
            assertThat(e.reason()).isEqualTo(RefusedDivisionException.Reason.INEXACT);
            assertThat(e.findings())
                .anyMatch(finding -> finding.grids().contains(draft.rootCode()));
            status.setRollbackOnly();
            return false;
          }
        });
  }

  private int overlapsInForce(Pair pair) {
    return jdbc.sql(
            """
            SELECT count(*) FROM grid a JOIN grid b ON a.code = ? AND b.code = ?
            JOIN division d ON d.id = a.division_id AND d.valid @> now()
            JOIN division e ON e.id = b.division_id AND e.valid @> now()
            WHERE ST_Area(ST_Intersection(a.geom, b.geom)) > 0
            """)
        .params(pair.west().rootCode(), pair.east().rootCode())
        .query(Integer.class)
        .single();
  }

  private List<Boolean> atTheSameTime(Callable<Boolean> one, Callable<Boolean> other)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Boolean> done = new ArrayList<>();
      for (Future<Boolean> each : threads.invokeAll(List.of(one, other))) {
        done.add(each.get());
      }
      return done;
    }
  }

  @Test
  void one_of_two_that_overlap_comes_into_force_in_either_order() throws Exception {
    int wests = 0;
    for (int i = 0; i < 10; i++) {
      Pair pair = Pair.of(ROUNDS.incrementAndGet());
      List<Boolean> done =
          i % 2 == 0
              ? atTheSameTime(publish(pair.west()), publish(pair.east()))
              : atTheSameTime(publish(pair.east()), publish(pair.west())).reversed();
      assertThat(done).containsExactlyInAnyOrder(true, false);
      assertThat(overlapsInForce(pair)).isZero();
      wests += done.getFirst() ? 1 : 0;
    }
    assertThat(wests).isBetween(0, 10);
  }

  @Test
  void each_order_one_after_the_other_refuses_the_second() throws Exception {
    Pair first = Pair.of(ROUNDS.incrementAndGet());
    assertThat(publish(first.west()).call()).isTrue();
    assertThat(publish(first.east()).call()).isFalse();
    Pair second = Pair.of(ROUNDS.incrementAndGet());
    assertThat(publish(second.east()).call()).isTrue();
    assertThat(publish(second.west()).call()).isFalse();
  }

  @Test
  void an_import_that_overlaps_what_is_published_at_the_same_time_stays_a_draft_or_wins_alone()
      throws Exception {
    for (int i = 0; i < 5; i++) {
      Pair pair = Pair.of(ROUNDS.incrementAndGet());
      Callable<Boolean> imported =
          () ->
              transactions.execute(
                  status -> divisions.store(pair.west()).status() == DivisionStatus.PUBLISHED);
      assertThat(atTheSameTime(imported, publish(pair.east())))
          .containsExactlyInAnyOrder(true, false);
      assertThat(overlapsInForce(pair)).isZero();
    }
  }

  @Test
  void without_the_lock_both_come_into_force_and_the_land_is_covered_twice() throws Exception {
    lock.bothLooked = new CyclicBarrier(2);
    Pair pair = Pair.of(ROUNDS.incrementAndGet());
    assertThat(atTheSameTime(publish(pair.west()), publish(pair.east())))
        .containsExactly(true, true);
    assertThat(overlapsInForce(pair)).isEqualTo(1);
  }
}
