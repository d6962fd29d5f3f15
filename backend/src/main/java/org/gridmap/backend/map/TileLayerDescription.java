package org.gridmap.backend.map;

import java.util.Map;

/**
 * One layer inside the tiles.
 *
 * @param fields attribute names with what they hold, in the words of TileJSON: String, Number or
 *     Boolean
 */
public record TileLayerDescription(
    String id, String description, int minZoom, int maxZoom, Map<String, String> fields) {}
