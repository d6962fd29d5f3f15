package org.gridmap.backend.land;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.sql.StoredGeometry;
import org.gridmap.geodata.tile.CoverageGeneralizer;
import org.gridmap.geodata.tile.GridOutline;
import org.gridmap.geodata.tile.LatticeShape;
import org.gridmap.geodata.tile.TileBlocks;
import org.gridmap.geodata.tile.TileLattice;
import org.gridmap.geodata.tile.ZoomCoverage;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes the copies of a division's grids that tiles are drawn from: generalised for each zoom, all
 * grids together, in the transaction that stored them.
 */
@Component
public class GridTilePreparation {
  private static final String GRIDS =
      "COPY grid_tile (division_id, grid_id, zoom, extent, shape) FROM STDIN";
  private static final String BORDERS =
      "COPY grid_border_tile (division_id, level, zoom, extent, shape) FROM STDIN";

  private final JdbcTemplate jdbc;

  GridTilePreparation(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Replaces the prepared copies of a division by those of its stored grids. */
  public void prepare(long divisionId) {
    jdbc.update("DELETE FROM grid_tile WHERE division_id = ?", divisionId);
    jdbc.update("DELETE FROM grid_border_tile WHERE division_id = ?", divisionId);
    List<GridOutline> grids = new ArrayList<>();
    Map<Long, Coordinate> labels = new HashMap<>();
    jdbc.query(
        "SELECT id, level, ST_AsBinary(geom), ST_X(label_point), ST_Y(label_point) FROM grid WHERE"
            + " division_id = ? ORDER BY id",
        row -> {
          grids.add(
              new GridOutline(
                  row.getLong(1), row.getInt(2), StoredGeometry.ofWkb(row.getBytes(3))));
          labels.put(row.getLong(1), new Coordinate(row.getDouble(4), row.getDouble(5)));
        },
        divisionId);
    CoverageGeneralizer.generalize(grids, zoom -> store(divisionId, zoom, labels));
  }

  private void store(long divisionId, ZoomCoverage zoom, Map<Long, Coordinate> labels) {
    StringBuilder grids = new StringBuilder();
    for (ZoomCoverage.GridShape grid : zoom.grids()) {
      Coordinate label = labels.getOrDefault(grid.id(), new Coordinate());
      int x = (int) TileLattice.x(label.x, zoom.zoom());
      int y = (int) TileLattice.y(label.y, zoom.zoom());
      for (TileBlocks.Block block : TileBlocks.of(grid.polygons(), x, y)) {
        grids.append(divisionId).append('\t').append(grid.id()).append('\t').append(zoom.zoom());
        append(grids, block.extent(), block.polygons());
      }
    }
    StringBuilder borders = new StringBuilder();
    for (ZoomCoverage.Border border : zoom.borders()) {
      borders.append(divisionId).append('\t').append(border.level());
      borders.append('\t').append(zoom.zoom());
      append(borders, border.line().extent(), border.line());
    }
    jdbc.execute(
        (ConnectionCallback<@Nullable Void>)
            connection -> {
              copy(connection, GRIDS, grids);
              copy(connection, BORDERS, borders);
              return null;
            });
  }

  private static void append(StringBuilder rows, LatticeShape.Extent extent, LatticeShape shape) {
    rows.append("\t(").append(extent.maxX()).append(',').append(extent.maxY()).append("),(");
    rows.append(extent.minX()).append(',').append(extent.minY()).append(")\t\\\\x");
    rows.append(HexFormat.of().formatHex(shape.toBytes())).append('\n');
  }

  private static void copy(Connection connection, String statement, StringBuilder rows)
      throws SQLException {
    try {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      copy.copyIn(statement, new StringReader(rows.toString()), 1 << 16);
    } catch (IOException e) {
      throw new SQLException("Prepared grids could not be sent", e);
    }
  }
}
