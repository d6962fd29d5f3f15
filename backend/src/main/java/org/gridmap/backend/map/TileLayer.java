package org.gridmap.backend.map;

import java.sql.SQLException;
import java.util.List;
import org.gridmap.geodata.tile.VectorTile;

/**
 * Something of the town that is drawn in vector tiles. Every bean of this type is on the map; they
 * draw in the order of their {@code @Order}, and a later one has the bytes that earlier ones left.
 */
public interface TileLayer {
  /** The layers that it may add to a tile, for the map's style and for other programs. */
  List<TileLayerDescription> describe();

  /** Whether only those who may see drafts find anything in the layers. */
  default boolean isOfDrafts() {
    return false;
  }

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
