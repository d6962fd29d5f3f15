package org.gridmap.backend.ogcapi;

import org.gridmap.geodata.tile.TileCoordinate;
import org.jspecify.annotations.Nullable;

/**
 * What a tile is kept under.
 *
 * @param division null means the divisions that are shown
 * @param drafts whether divisions that are not in force are in it
 */
record TileKey(TileCoordinate tile, @Nullable Long division, boolean drafts) {}
