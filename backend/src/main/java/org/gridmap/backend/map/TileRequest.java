package org.gridmap.backend.map;

import java.sql.Connection;
import java.util.List;
import org.gridmap.geodata.tile.TileClipper;
import org.gridmap.geodata.tile.TileCoordinate;
import org.gridmap.geodata.tile.VectorTile;
import org.jspecify.annotations.Nullable;

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
}
