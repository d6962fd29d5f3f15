package org.gridmap.backend.land.road;

import org.locationtech.jts.geom.MultiLineString;

/**
 * A road that is about to be stored.
 *
 * @param sourceId its id in its source
 * @param name name, may be empty
 * @param kind class of the road, for example {@code residential}
 * @param geometry centre line, EPSG:4490, degrees, longitude first
 */
public record NewRoad(String sourceId, String name, String kind, MultiLineString geometry) {}
