package org.gridmap.backend.live;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * One committed change of the map.
 *
 * @param layer grid, house, road or finding
 * @param envelope degrees, longitude first; null means everywhere
 */
public record MapChange(String layer, @Nullable Envelope envelope) {}
