package org.gridmap.backend.house;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.tile.TileLattice;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.postgresql.PGConnection;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what tiles draw houses from, in the transaction that changed the houses. Near the viewer it
 * is every house, with its leaf in each division, for tiles of one zoom; from afar houses are
 * summed: the finest tiles from the houses in them, each coarser one from its four.
 */
@Component
public class HouseTilePreparation implements ApplicationRunner {
  /** The last zoom at which houses are drawn summed. */
  static final int FINEST_ZOOM = 14;

  /** The first zoom at which houses are drawn. */
  static final int COARSEST_ZOOM = 10;

  /** The zoom for whose tiles houses near the viewer are kept; the migration names the same. */
  static final int NEAR_ZOOM = 16;

  private static final int FETCH_ROWS = 10_000;
  private static final String HOUSES =
      """
      SELECT id, round((ST_X(entrance_3857) / %1$s + 0.5) * %2$s)::bigint AS lattice_x,
             round((0.5 - ST_Y(entrance_3857) / %1$s) * %2$s)::bigint AS lattice_y,
             use
      FROM house WHERE entrance_3857 && ST_MakeEnvelope(?, ?, ?, ?, 3857)
      ORDER BY round((ST_X(entrance_3857) / %1$s + 0.5) * %2$s)::bigint >> 12,
               round((0.5 - ST_Y(entrance_3857) / %1$s) * %2$s)::bigint >> 12, id
      """
          .formatted(TileLattice.WORLD_METRES, (double) (1L << (12 + FINEST_ZOOM)));
  private static final String CHILDREN =
      """
      SELECT x, y, cells FROM house_overview
      WHERE zoom = ? AND x BETWEEN ? AND ? AND y BETWEEN ? AND ?
      ORDER BY x >> 1, y >> 1, x, y
      """;

  /** Tiles of one zoom, all bounds inside. */
  private record Range(int zoom, long west, long north, long east, long south) {
    /** The tiles that meet an area in degrees, and those that a rounded corner might meet. */
    static Range around(Envelope area, int zoom) {
      return new Range(
          zoom,
          TileLattice.x(area.getMinX(), zoom) - 1 >> 12,
          TileLattice.y(area.getMaxY(), zoom) - 1 >> 12,
          TileLattice.x(area.getMaxX(), zoom) + 1 >> 12,
          TileLattice.y(area.getMinY(), zoom) + 1 >> 12);
    }

    Range coarser() {
      return new Range(zoom - 1, west >> 1, north >> 1, east >> 1, south >> 1);
    }

    boolean holds(long x, long y) {
      return x >= west && x <= east && y >= north && y <= south;
    }
  }

  private final JdbcTemplate jdbc;

  HouseTilePreparation(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Sums all houses if a migration threw the sums away. */
  @Override
  @Transactional
  public void run(ApplicationArguments arguments) {
    jdbc.query(
            """
            SELECT box FROM (SELECT ST_Extent(entrance)::geometry AS box FROM house) AS extent
            WHERE box IS NOT NULL AND NOT EXISTS (SELECT FROM house_overview)
            """,
            StoredGeometry::get)
        .forEach(box -> prepare(box.getEnvelopeInternal()));
  }

  /**
   * Prepares the houses anew in every tile that meets the area.
   *
   * @param area degrees, longitude first, around all houses that came, went or changed
   */
  public void prepare(Envelope area) {
    if (area.isNull()) {
      return;
    }
    prepareNear(area);
    fillLeaves(null, Range.around(area, NEAR_ZOOM));
    prepareFar(area);
  }

  /**
   * Sums the houses anew in every tile from afar that meets the area; enough, with {@link
   * #prepareNear}, if none came or went.
   *
   * @param area degrees, longitude first, around all houses that changed
   */
  void prepareFar(Envelope area) {
    Range finest = Range.around(area, FINEST_ZOOM);
    jdbc.execute(
        (ConnectionCallback<@Nullable Void>)
            connection -> {
              sumHouses(connection, finest);
              Range range = finest;
              while (range.zoom() > COARSEST_ZOOM) {
                range = range.coarser();
                sumChildren(connection, range);
              }
              return null;
            });
  }

  /**
   * Prepares the houses anew in every tile near the viewer that meets the area; enough if none came
   * or went and no use is another. It leaves alone in which grids they lie, and so does not wait
   * for an import that replaces a draft.
   *
   * @param area degrees, longitude first, around all houses that changed
   */
  void prepareNear(Envelope area) {
    Range near = Range.around(area, NEAR_ZOOM);
    jdbc.query(
        "SELECT fill_house_tile(?, ?, ?, ?)",
        row -> {},
        (int) near.west(),
        (int) near.north(),
        (int) near.east(),
        (int) near.south());
  }

  /**
   * Prepares the leaves of all houses in a division that is new.
   *
   * @param area degrees, longitude first, around the division and its houses
   */
  void prepareLeaves(long divisionId, Envelope area) {
    fillLeaves(divisionId, Range.around(area, NEAR_ZOOM));
  }

  private void fillLeaves(@Nullable Long division, Range near) {
    jdbc.query(
        "SELECT fill_house_leaf_tile(?, ?, ?, ?, ?)",
        row -> {},
        division,
        (int) near.west(),
        (int) near.north(),
        (int) near.east(),
        (int) near.south());
  }

  private static void sumHouses(Connection connection, Range range) throws SQLException {
    delete(connection, range);
    Rows rows = new Rows(range.zoom());
    try (PreparedStatement statement = connection.prepareStatement(HOUSES)) {
      statement.setFetchSize(FETCH_ROWS);
      // A step of margin: whether a house on an edge belongs is decided on the lattice.
      double side = TileLattice.WORLD_METRES / (1L << range.zoom());
      double half = TileLattice.WORLD_METRES / 2;
      double step = side / TileLattice.EXTENT;
      statement.setDouble(1, range.west() * side - half - step);
      statement.setDouble(2, half - (range.south() + 1) * side - step);
      statement.setDouble(3, (range.east() + 1) * side - half + step);
      statement.setDouble(4, half - range.north() * side + step);
      try (ResultSet house = statement.executeQuery()) {
        while (house.next()) {
          long x = house.getLong(2);
          long y = house.getLong(3);
          if (range.holds(x >> 12, y >> 12)) {
            rows.at(x >> 12, y >> 12)
                .add(
                    (int) (x & 4095),
                    (int) (y & 4095),
                    1,
                    HouseTileCells.use(house.getString(4)),
                    house.getLong(1));
          }
        }
      }
    }
    rows.copy(connection);
  }

  private static void sumChildren(Connection connection, Range range) throws SQLException {
    delete(connection, range);
    Rows rows = new Rows(range.zoom());
    try (PreparedStatement statement = connection.prepareStatement(CHILDREN)) {
      statement.setFetchSize(FETCH_ROWS / 10);
      statement.setInt(1, range.zoom() + 1);
      statement.setLong(2, 2 * range.west());
      statement.setLong(3, 2 * range.east() + 1);
      statement.setLong(4, 2 * range.north());
      statement.setLong(5, 2 * range.south() + 1);
      try (ResultSet child = statement.executeQuery()) {
        while (child.next()) {
          long x = child.getLong(1);
          long y = child.getLong(2);
          HouseTileCells parent = rows.at(x >> 1, y >> 1);
          int left = (int) (x & 1) * TileLattice.EXTENT;
          int top = (int) (y & 1) * TileLattice.EXTENT;
          HouseTileCells.read(
              child.getBytes(3),
              (cellX, cellY, houses, use, id) ->
                  parent.add((left + cellX) / 2, (top + cellY) / 2, houses, use, id));
        }
      }
    }
    rows.copy(connection);
  }

  private static void delete(Connection connection, Range range) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM house_overview WHERE zoom = ? AND x BETWEEN ? AND ? AND y BETWEEN ? AND"
                + " ?")) {
      statement.setInt(1, range.zoom());
      statement.setLong(2, range.west());
      statement.setLong(3, range.east());
      statement.setLong(4, range.north());
      statement.setLong(5, range.south());
      statement.executeUpdate();
    }
  }

  /** Rows of one zoom being gathered; tiles come one after the other. */
  private static final class Rows {
    private final StringBuilder text = new StringBuilder();
    private final int zoom;
    private HouseTileCells cells = new HouseTileCells();
    private long x;
    private long y;

    Rows(int zoom) {
      this.zoom = zoom;
    }

    HouseTileCells at(long tileX, long tileY) {
      if (tileX != x || tileY != y) {
        end();
        x = tileX;
        y = tileY;
      }
      return cells;
    }

    void copy(Connection connection) throws SQLException {
      end();
      try {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY house_overview (zoom, x, y, houses, cells) FROM STDIN",
                new StringReader(text.toString()),
                1 << 16);
      } catch (IOException e) {
        throw new SQLException("Summed houses could not be sent", e);
      }
    }

    private void end() {
      if (cells.houses() > 0) {
        text.append(zoom).append('\t').append(x).append('\t').append(y).append('\t');
        text.append(Math.min(cells.houses(), Integer.MAX_VALUE)).append("\t\\\\x");
        text.append(HexFormat.of().formatHex(cells.toBytes())).append('\n');
        cells = new HouseTileCells();
      }
    }
  }
}
