package org.gridmap.geodata.demo;

import org.locationtech.jts.geom.LineString;

/**
 * One synthetic street, from end to end.
 *
 * @param sourceId stable identifier inside the generated town, for example {@code R001}
 * @param name Chinese street name, unique in the town
 * @param kind {@code primary|secondary|residential|footway}
 * @param line centre line in degrees, longitude first, EPSG:4490
 */
public record DemoRoad(String sourceId, String name, String kind, LineString line) {}
