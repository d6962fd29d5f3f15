package org.gridmap.backend.ogcapi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.gridmap.geodata.tile.TileClipper;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTile;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * One tile to be drawn.
 *
 * @param divisions the divisions whose grids are wanted; null means all that are shown
 * @param drafts whether divisions that are not in force, and their findings, are drawn
 * @param connection reads the database; the caller closes it
 */
public record TileRequest(
    TileCoordinate tile,
    @Nullable List<Long> divisions,
    boolean drafts,
    TileClipper clipper,
    Connection connection) {
  /** A tile never weighs more, uncompressed. */
  public static final int MAX_BYTES = 500_000;

  /** Bytes that a layer may still add to the tile. */
  public int bytesLeft(VectorTile drawn) {
    return Math.max(0, MAX_BYTES - 1_000 - drawn.size());
  }

  /** Sets three parameters: the divisions, or NULL, twice, and whether drafts are wanted. */
  public void setDivisions(PreparedStatement statement, int first) throws SQLException {
    for (int index = first; index < first + 2; index++) {
      if (divisions == null) {
        statement.setNull(index, Types.ARRAY);
      } else {
        statement.setArray(index, connection.createArrayOf("bigint", divisions.toArray()));
      }
    }
    statement.setBoolean(first + 2, drafts);
  }

  /** Sets west, south, east and north as four parameters. */
  public static void setBox(PreparedStatement statement, int first, Envelope box)
      throws SQLException {
    statement.setDouble(first, box.getMinX());
    statement.setDouble(first + 1, box.getMinY());
    statement.setDouble(first + 2, box.getMaxX());
    statement.setDouble(first + 3, box.getMaxY());
  }
}
