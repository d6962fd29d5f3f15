package org.gridmap.backend.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.gridmap.backend.access.Role;
import org.locationtech.jts.geom.Coordinate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Officers of the measured town, who report at places that are near no border. */
final class Reporters {
  private static final int OFFICERS = 16;

  private final List<BenchPage> pages;
  private final List<Coordinate> places;
  private final SplittableRandom random = new SplittableRandom(4711);
  private final AtomicLong count = new AtomicLong();

  Reporters(JdbcTemplate owner, int port) {
    pages =
        IntStream.range(0, OFFICERS)
            .mapToObj(
                i -> new BenchPage(BenchDoor.open(owner, Role.OFFICER, BenchTown.ROOT_CODE), port))
            .toList();
    places =
        owner.query(
            "SELECT ST_X(label_point), ST_Y(label_point) FROM grid WHERE leaf",
            (row, number) -> new Coordinate(row.getDouble(1), row.getDouble(2)));
  }

  /** Somebody's page. */
  BenchPage page(int number) {
    return pages.get(number % pages.size());
  }

  /** A report whose words nobody else uses. */
  Map<String, Object> report() {
    Coordinate place = places.get(random.nextInt(places.size()));
    return Map.of(
        "category",
        "LITTER",
        "longitude",
        place.x,
        "latitude",
        place.y,
        "importance",
        "LOW",
        "pressing",
        "LOW",
        "text",
        String.format(Locale.ROOT, "测量 %d-%d", System.nanoTime(), count.incrementAndGet()));
  }
}
