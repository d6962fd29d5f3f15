package org.gridmap.backend.land.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.operations.cluster.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Which roads a tile asks for, by the statement alone. */
class RoadTileSqlTest {
  private static final double[] EVERYWHERE = {-2e7, -2e7, 2e7, 2e7};
  private JdbcClient jdbc;

  @BeforeEach
  void build() {
    Database owner = TestDatabase.create().owner();
    jdbc =
        JdbcClient.create(new DriverManagerDataSource(owner.url(), owner.user(), owner.password()));
    for (String kind : List.of("footway", "residential", "primary", "motorway")) {
      jdbc.sql(
              """
              INSERT INTO road (source_id, name, kind, geom, synthetic)
              VALUES (:kind, :kind, :kind, ST_GeomFromText('MULTILINESTRING((118 24, 118.01 24))', 4490), true)
              """)
          .param("kind", kind)
          .update();
    }
  }

  @Test
  void from_afar_only_main_roads_are_asked_for_and_the_largest_comes_first() throws Exception {
    assertThat(kinds("road-overview-tile.sql", 9)).containsExactly("motorway", "primary");
    assertThat(kinds("road-tile.sql", 15))
        .startsWith("motorway", "primary")
        .contains("residential", "footway");
    assertThat(kinds("road-tile.sql", 14)).contains("residential").doesNotContain("footway");
  }

  @Test
  void a_tile_elsewhere_asks_for_none() throws Exception {
    assertThat(kinds("road-tile.sql", 15, 0, 0, 1_000, 1_000)).isEmpty();
  }

  private List<String> kinds(String file, int zoom, double... box) throws Exception {
    double[] area = box.length == 0 ? EVERYWHERE : box;
    try (InputStream text = RoadTileLayer.class.getResourceAsStream(file)) {
      assertThat(text).isNotNull();
      return jdbc.sql(new String(text.readAllBytes(), StandardCharsets.UTF_8))
          .params(area[0], area[1], area[2], area[3], zoom)
          .query((row, n) -> row.getString("kind"))
          .list();
    }
  }
}
