package org.gridmap.backend.ogcapi;

import java.util.List;
import org.gridmap.geodata.tile.TileCoordinate;
import org.jspecify.annotations.Nullable;

/**
 * What a tile is kept under.
 *
 * @param divisions null means the divisions that are shown at the time
 * @param drafts whether divisions that are not in force are in it
 */
record TileKey(TileCoordinate tile, @Nullable List<Long> divisions, boolean drafts) {}
