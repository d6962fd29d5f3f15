package org.gridmap.geodata.demo.place;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/**
 * Something that helps in an emergency.
 *
 * @param sourceId stable identifier inside the town, for example {@code E0001}
 * @param kind {@code SHELTER|HYDRANT|AED|FIRE_STATION|FIRST_AID}
 * @param name what people call it
 * @param gridCode the leaf grid it stands in
 * @param houseSourceId the house it is in, {@code null} in the open
 * @param phone of whoever keeps it, {@code null} if nobody is there
 * @param quantity people a shelter takes, beds of a clinic, else 1
 * @param point where it is; degrees, longitude first, EPSG:4490
 */
public record DemoResource(
    String sourceId,
    String kind,
    String name,
    String gridCode,
    @Nullable String houseSourceId,
    @Nullable String phone,
    int quantity,
    Point point) {}
