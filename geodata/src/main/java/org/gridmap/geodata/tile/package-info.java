/**
 * Vector tiles without a server: where a tile lies, how a division is generalised for each zoom as
 * one coverage, how shapes are clipped to a tile and how a tile is written (Mapbox Vector Tile
 * 2.1).
 *
 * <p>All shapes live on the <em>lattice</em> of a zoom: whole numbers, x to the east from 180° W, y
 * to the south from the north edge of Web Mercator, 4096 steps to the side of a tile.
 */
@NullMarked
package org.gridmap.geodata.tile;

import org.jspecify.annotations.NullMarked;
