package org.gridmap.backend.land.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.gridmap.backend.TestDatabase;
import org.gridmap.backend.map.TileBatch;
import org.gridmap.backend.map.TileLayer;
import org.gridmap.backend.map.TileRequest;
import org.gridmap.backend.operations.cluster.Database;
import org.gridmap.geodata.tile.TileClipper;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Which roads a tile asks for, by the statement alone. */
class RoadTileSqlTest {
  private static final double LONGITUDE = 118.005;
  private final TileLayer roads = new RoadLayer().roadTiles();
  private Database owner;

  @BeforeEach
  void build() {
    owner = TestDatabase.create().owner();
    JdbcClient jdbc =
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
    assertThat(kinds(LONGITUDE, 9)).containsExactly("motorway", "primary");
    assertThat(kinds(LONGITUDE, 15))
        .startsWith("motorway", "primary")
        .contains("residential", "footway");
    assertThat(kinds(LONGITUDE, 14)).contains("residential").doesNotContain("footway");
  }

  @Test
  void a_tile_elsewhere_asks_for_none() throws Exception {
    assertThat(kinds(0, 15)).isEmpty();
  }

  private List<String> kinds(double longitude, int zoom) throws SQLException {
    TileCoordinate tile = TileCoordinate.at(longitude, 24, zoom);
    try (Connection connection =
        DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
      TileRequest request = new TileRequest(tile, null, false, TileClipper.of(tile), connection);
      TileBatch batch = new TileBatch(request);
      roads.ask(request, batch);
      return batch.run().next().stream().map(row -> row.getString(3)).toList();
    }
  }
}
