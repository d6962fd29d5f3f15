package org.gridmap.geodata.tile;

import org.locationtech.jts.geom.Geometry;

/**
 * One grid of a division as it is stored.
 *
 * @param level 1 for the root, growing downwards, at most 15
 * @param geometry polygon or multi-polygon, degrees, longitude first
 */
public record GridOutline(long id, int level, Geometry geometry) {}
