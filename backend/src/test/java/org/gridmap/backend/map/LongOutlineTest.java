package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridmap.backend.GridMapTest;
import org.gridmap.backend.land.GridTilePreparation;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTileReader;
import org.gridmap.geodata.tile.VectorTileReader.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A county has thousands of corners, and a street tile wants none but those beside it. */
@GridMapTest
@Timeout(60)
class LongOutlineTest {
  private static final double LONGITUDE = 151;
  private static final double LATITUDE = 12;
  private static final double RADIUS = 0.03;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private GridTilePreparation grids;
  @Autowired private TileRenderer renderer;

  @Test
  void tiles_of_a_long_outline_add_up_to_its_land_with_one_label_and_read_little() {
    long division = Objects.requireNonNull(transaction.execute(status -> store()));
    double squareMetres =
        jdbc.sql("SELECT ST_Area(ST_Transform(geom, 3857)) FROM grid WHERE division_id = ?")
            .param(division)
            .query(Double.class)
            .single();
    for (int zoom : new int[] {13, 15, 17, 18}) {
      double unit = 2 * Math.PI * 6_378_137 / 4096 / (1L << zoom);
      double units = 0;
      int labels = 0;
      for (TileCoordinate tile : tiles(zoom)) {
        var layers = VectorTileReader.read(renderer.render(tile, List.of(division), false));
        if (layers.containsKey("grid")) {
          List<Feature> found = layers.get("grid").features();
          assertThat(found).as("%s", tile).hasSize(1);
          units += found.getFirst().parts().stream().mapToDouble(LongOutlineTest::area).sum();
        }
        labels += layers.containsKey("grid_label") ? layers.get("grid_label").features().size() : 0;
      }
      assertThat(units * unit * unit)
          .as("zoom %d", zoom)
          .isCloseTo(squareMetres, within(squareMetres * 0.003));
      assertThat(labels).as("zoom %d", zoom).isOne();
    }
    assertThat(longest(division, 17)).isLessThan(1_000).isLessThan(wholeLength(division) / 10);
  }

  private long store() {
    long id =
        jdbc.sql(
                """
                INSERT INTO division (root_code, name, status, shown, synthetic, source, valid)
                VALUES ('LONG', '试验', 'PUBLISHED', true, true, 'LONG', tstzrange(now(), NULL))
                RETURNING id
                """)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            INSERT INTO grid (division_id, code, name, level, level_name, kind, leaf, colour, geom,
              label_point, area_square_metres)
            SELECT ?, 'LONG', '网格', 1, '县', 'BASE', true, 1, g, ST_Centroid(g), 1
            FROM (SELECT ST_GeomFromText(?, 4490) g) s
            """)
        .params(id, outline())
        .update();
    grids.prepare(id);
    return id;
  }

  /** A round of forty bays whose coast goes to and fro by some ten metres. */
  private static String outline() {
    return IntStream.rangeClosed(0, 3_000)
        .mapToObj(i -> {
          double angle = 2 * Math.PI * (i % 3_000) / 3_000;
          double radius =
              RADIUS * (1 + 0.1 * Math.sin(40 * angle)) + (i % 2 == 0 ? 0.0001 : -0.0001);
          return (LONGITUDE + radius * Math.cos(angle))
              + " "
              + (LATITUDE + radius * Math.sin(angle));
        })
        .collect(Collectors.joining(",", "MULTIPOLYGON(((", ")))"));
  }

  private static List<TileCoordinate> tiles(int zoom) {
    double reach = RADIUS * 1.2;
    TileCoordinate first = TileCoordinate.at(LONGITUDE - reach, LATITUDE + reach, zoom);
    TileCoordinate last = TileCoordinate.at(LONGITUDE + reach, LATITUDE - reach, zoom);
    return IntStream.rangeClosed(first.x(), last.x())
        .boxed()
        .flatMap(x ->
            IntStream.rangeClosed(first.y(), last.y())
                .mapToObj(y -> new TileCoordinate(zoom, x, y)))
        .toList();
  }

  private static double area(int[] ring) {
    double twice = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int next = (i + 2) % ring.length;
      twice += (double) ring[i] * ring[next + 1] - (double) ring[next] * ring[i + 1];
    }
    return twice / 2;
  }

  private int longest(long division, int zoom) {
    return jdbc.sql("SELECT max(length(shape)) FROM grid_tile WHERE division_id = ? AND zoom = ?")
        .params(division, zoom)
        .query(Integer.class)
        .single();
  }

  private int wholeLength(long division) {
    return jdbc.sql("SELECT sum(length(ST_AsBinary(geom))) FROM grid WHERE division_id = ?")
        .param(division)
        .query(Integer.class)
        .single();
  }
}
