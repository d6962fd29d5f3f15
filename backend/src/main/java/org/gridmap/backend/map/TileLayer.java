package org.gridmap.backend.map;

import java.sql.SQLException;
import org.gridmap.geodata.tile.VectorTile;

/**
 * Draws what a {@link MapLayer} declares. Every bean of this type is on the map: in the tiles, in
 * their description, and as a collection. They draw in the order of their {@code @Order}, and a
 * later one has the bytes that earlier ones left.
 */
public interface TileLayer {
  /** What it draws. */
  MapLayer layer();

  /** Adds the statements whose rows the layer is drawn from. */
  void ask(TileRequest request, TileBatch batch);

  /**
   * Adds what lies in the tile. The same stored rows must give the same bytes: the tile's entity
   * tag is made of them.
   *
   * @param rows the answer to each statement that the layer asked, to be taken whatever is in them
   */
  void draw(TileRequest request, TileRows rows, VectorTile tile) throws SQLException;
}
