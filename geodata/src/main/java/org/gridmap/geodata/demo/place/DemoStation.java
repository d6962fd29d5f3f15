package org.gridmap.geodata.demo.place;

import org.locationtech.jts.geom.Point;

/**
 * A service station (网格服务站) behind a street door near the middle of its grid.
 *
 * @param sourceId stable identifier inside the town, for example {@code S0001}
 * @param gridCode the level 2 grid it serves
 * @param houseSourceId the house it is in, as in DemoHouse
 * @param name what stands over the door
 * @param address postal address
 * @param phone of the office, synthetic
 * @param hours when it is open, for example {@code 08:00-21:00}
 * @param point the door; degrees, longitude first, EPSG:4490
 */
public record DemoStation(
    String sourceId,
    String gridCode,
    String houseSourceId,
    String name,
    String address,
    String phone,
    String hours,
    Point point) {}
