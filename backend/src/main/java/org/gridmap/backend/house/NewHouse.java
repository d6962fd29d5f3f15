package org.gridmap.backend.house;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/**
 * A house that is about to be stored.
 *
 * @param sourceId its id in its source
 * @param number house number, may be empty
 * @param address address, may be empty
 * @param name name, may be empty
 * @param aliases other names
 * @param entrance the door, EPSG:4490, degrees, longitude first
 * @param footprint Polygon or MultiPolygon, EPSG:4490; null when unknown
 * @param floors storeys above ground, null when unknown
 * @param heightMetres height, null when unknown
 * @param structure structure, may be empty
 * @param use one of RESIDENTIAL, COMMERCIAL, INDUSTRIAL, PUBLIC, MIXED, STORAGE, OTHER
 * @param residents number of residents, null when unknown
 */
public record NewHouse(
    String sourceId,
    String number,
    String address,
    String name,
    List<String> aliases,
    Point entrance,
    @Nullable Geometry footprint,
    @Nullable Integer floors,
    @Nullable Double heightMetres,
    String structure,
    String use,
    @Nullable Integer residents) {}
