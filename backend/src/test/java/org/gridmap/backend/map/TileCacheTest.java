package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gridmap.backend.live.MapChange;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.locationtech.jts.geom.Envelope;
import org.springframework.util.unit.DataSize;

@Timeout(30)
class TileCacheTest {
  private static final TileProperties PROPERTIES =
      new TileProperties(DataSize.ofMegabytes(1), 2, Duration.ofMillis(300));
  private static final TileCoordinate HERE = TileCoordinate.at(118.5, 25.5, 14);
  private static final TileKey KEY = new TileKey(HERE, null, false);

  @Test
  void a_drawing_that_began_before_a_change_is_neither_kept_nor_given_to_later_requests()
      throws Exception {
    AtomicReference<String> map = new AtomicReference<>("old");
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger drawings = new AtomicInteger();
    TileCache cache =
        new TileCache(
            PROPERTIES,
            key -> {
              byte[] seen = map.get().getBytes();
              if (drawings.incrementAndGet() == 1) {
                read.countDown();
                await(go);
              }
              return seen;
            });
    CompletableFuture<TileAnswer> early = CompletableFuture.supplyAsync(() -> cache.get(KEY));
    await(read);
    map.set("new");
    cache.forget(List.of(new MapChange("house", new Envelope(118.4999, 118.5001, 25.4999, 25.5))));
    assertThat(cache.get(KEY).plain()).asString().isEqualTo("new");
    go.countDown();
    assertThat(early.get(10, TimeUnit.SECONDS).plain()).asString().isEqualTo("old");
    assertThat(cache.get(KEY).plain()).asString().isEqualTo("new");
    assertThat(drawings).hasValue(2);
  }

  @Test
  void one_cold_tile_wanted_by_many_at_once_is_drawn_once() throws Exception {
    AtomicInteger drawings = new AtomicInteger();
    TileCache cache =
        new TileCache(
            PROPERTIES,
            key -> {
              drawings.incrementAndGet();
              pause(100);
              return new byte[] {1};
            });
    List<CompletableFuture<TileAnswer>> all =
        java.util.stream.IntStream.range(0, 20)
            .mapToObj(i -> {
              CompletableFuture<TileAnswer> future = new CompletableFuture<>();
              Thread.ofVirtual().start(() -> future.complete(cache.get(KEY)));
              return future;
            })
            .toList();
    for (CompletableFuture<TileAnswer> one : all) {
      assertThat(one.get(10, TimeUnit.SECONDS).plain()).containsExactly(1);
    }
    assertThat(drawings).hasValue(1);
  }

  @Test
  void a_change_elsewhere_leaves_a_tile_in_place_and_a_change_everywhere_does_not() {
    AtomicInteger drawings = new AtomicInteger();
    TileCache cache =
        new TileCache(PROPERTIES, key -> new byte[] {(byte) drawings.incrementAndGet()});
    cache.get(KEY);
    cache.forget(List.of(new MapChange("grid", new Envelope(10, 11, 10, 11))));
    assertThat(cache.get(KEY).plain()).containsExactly(1);
    cache.forget(List.of(new MapChange("grid", null)));
    assertThat(cache.get(KEY).plain()).containsExactly(2);
  }

  @Test
  void a_request_that_waits_too_long_for_its_turn_is_told_that_the_server_is_busy() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(2);
    TileCache cache =
        new TileCache(
            PROPERTIES,
            key -> {
              busy.countDown();
              await(go);
              return new byte[0];
            });
    Thread.ofVirtual()
        .start(() -> cache.get(new TileKey(new TileCoordinate(3, 1, 1), null, false)));
    Thread.ofVirtual()
        .start(() -> cache.get(new TileKey(new TileCoordinate(3, 2, 1), null, false)));
    await(busy);
    assertThatThrownBy(() -> cache.get(KEY))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(WebProblems.OVERLOADED));
    go.countDown();
  }

  @Test
  void a_drawing_that_fails_is_tried_again_by_the_next_request() {
    AtomicInteger drawings = new AtomicInteger();
    TileCache cache =
        new TileCache(
            PROPERTIES,
            key -> {
              if (drawings.incrementAndGet() == 1) {
                throw new IllegalStateException("no database");
              }
              return new byte[] {7};
            });
    assertThatThrownBy(() -> cache.get(KEY)).hasMessage("no database");
    assertThat(cache.get(KEY).plain()).containsExactly(7);
  }

  @Test
  void an_address_is_read_only_in_its_plainest_form() {
    assertThat(TileKey.of("/tiles/14/1/2.mvt", null, false))
        .isEqualTo(new TileKey(new TileCoordinate(14, 1, 2), null, false));
    assertThat(TileKey.of("/tiles/14/1/2.mvt", "division=7", false))
        .isEqualTo(new TileKey(new TileCoordinate(14, 1, 2), List.of(7L), false));
    for (String path :
        List.of("/tiles/23/0/0.mvt", "/tiles/1/2/0.mvt", "/tiles/1/-1/0.mvt", "/tiles/1//0.mvt")) {
      assertThat(TileKey.of(path, null, false)).as(path).isNull();
    }
    assertThat(TileKey.of("/tiles/1/0/0.mvt", "x=1", false)).isNull();
    assertThat(TileKey.of("/tiles/1/0/0.mvt", "division=", false)).isNull();
  }

  @Test
  void gzip_is_taken_when_the_client_takes_it() {
    assertThat(TileResponse.takesGzip("gzip, deflate, br")).isTrue();
    assertThat(TileResponse.takesGzip("deflate, gzip;q=0.5")).isTrue();
    assertThat(TileResponse.takesGzip("gzip;q=0, deflate")).isFalse();
    assertThat(TileResponse.takesGzip("identity")).isFalse();
    assertThat(TileResponse.takesGzip(null)).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
