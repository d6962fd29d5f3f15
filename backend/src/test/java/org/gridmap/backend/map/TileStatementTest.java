package org.gridmap.backend.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.geodata.tile.TileCoordinate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How tiles are asked of the database, and how its rows are read. */
@CapabilityTest({"house", "identity"})
class TileStatementTest {
  @Autowired private Environment environment;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private List<TileLayer> layers;

  @Test
  void a_tile_is_one_statement_that_the_database_plans_once_for_all_tiles_of_a_kind()
      throws Exception {
    try (Connection connection =
        DriverManager.getConnection(
            environment.getRequiredProperty("spring.datasource.url") + "?prepareThreshold=1",
            environment.getRequiredProperty("gridmap.pools.map.username"),
            environment.getRequiredProperty("gridmap.pools.map.password"))) {
      SingleConnectionDataSource source = new SingleConnectionDataSource(connection, true);
      TileRenderer renderer = new TileRenderer(source, layers);
      for (int zoom : new int[] {9, 16}) {
        for (int k = 0; k < 10; k++) {
          // Where no other test has houses: too many in one tile are asked for once more.
          renderer.render(TileCoordinate.at(100 + k, -10, zoom), null, false);
        }
      }
      List<Map<String, Object>> statements =
          new JdbcTemplate(source)
              .queryForList(
                  "SELECT custom_plans AS own, generic_plans AS common FROM pg_prepared_statements"
                      + " WHERE statement LIKE 'SELECT 0%'");
      assertThat(statements)
          .hasSize(2)
          .allSatisfy(one -> assertThat(one).containsEntry("own", 5L).containsEntry("common", 5L));
    }
  }

  @Test
  void a_row_is_read_as_the_database_writes_it() {
    byte[] bytes =
        jdbc.queryForObject(
            """
            SELECT record_send(t) FROM (
              SELECT 7::smallint, -8::integer, 9000000000, 1.5::real, -0.25::float8, true, false, '网格',
                     '', NULL::text, '\\x00ff'::bytea) t
            """,
            byte[].class);
    TileRow row = new TileRow(bytes);
    assertThat(row.getInt(1)).isEqualTo(7);
    assertThat(row.getLong(2)).isEqualTo(-8);
    assertThat(row.getLong(3)).isEqualTo(9_000_000_000L);
    assertThat(row.getFloat(4)).isEqualTo(1.5f);
    assertThat(row.getDouble(5)).isEqualTo(-0.25);
    assertThat(row.getBoolean(6)).isTrue();
    assertThat(row.getBoolean(7)).isFalse();
    assertThat(row.getString(8)).isEqualTo("网格");
    assertThat(row.getString(9)).isEmpty();
    assertThat(row.isNull(10)).isTrue();
    assertThat(row.findString(10)).isNull();
    assertThat(row.getBytes(11)).containsExactly(0, 0xff);
    assertThatThrownBy(() -> row.getLong(10)).hasMessageContaining("column 10");
  }
}
